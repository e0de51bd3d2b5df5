#pragma once
// State to read rows: the drawn features, the partitions with their rules and areas, the places. Pure; a
// changed row needs a new revision. Geometry is the text of rules.hpp.

#include "engine/rows.hpp"
#include "modules/grid/model.hpp"

#include <array>

namespace gezhi::grid {

struct GroundRow {
    static constexpr std::string_view table = "ground_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"stream"};
    StreamId stream{};
    std::int64_t origin_lat_e7{0};
    std::int64_t origin_lon_e7{0};
    std::string attribution{};
    std::int64_t version{0};
};
BOOST_DESCRIBE_STRUCT(GroundRow, (), (stream, origin_lat_e7, origin_lon_e7, attribution, version))

struct FeatureRow {
    static constexpr std::string_view table = "map_feature";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"number"};
    std::int64_t number{0};
    Layer layer{Layer::roads};
    Shape shape{Shape::line};
    Code kind{};
    Code code{};
    std::string name{};
    std::string name_en{};
    std::string source{};
    std::string note{};
    std::int64_t accuracy_m{0};
    std::string parts{};
};
BOOST_DESCRIBE_STRUCT(FeatureRow, (),
                      (number, layer, shape, kind, code, name, name_en, source, note, accuracy_m, parts))

struct PartitionRow { // number 0 is the draft
    static constexpr std::string_view table = "partition_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"number"};
    std::int64_t number{0};
    Code version{};
    Standing standing{Standing::drafted};
    std::int64_t exact{0};
    std::int64_t faces{0};
    std::int64_t gap_count{0};
    std::int64_t overlap_count{0};
    std::int64_t total_m2{0};
    std::int64_t boundary_m2{0};
    std::int64_t to_be_confirmed{0};
    std::string note{};
    PersonId adopted_by{};
    Instant adopted_at{};
    Instant valid_from{};
    std::optional<Instant> valid_until{};
};
BOOST_DESCRIBE_STRUCT(PartitionRow, (),
                      (number, version, standing, exact, faces, gap_count, overlap_count, total_m2,
                       boundary_m2, to_be_confirmed, note, adopted_by, adopted_at, valid_from, valid_until))

struct GridRow { // a rule and, once adopted, its area
    static constexpr std::string_view table = "grid_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 2> key{"partition_number", "number"};
    std::int64_t partition_number{0};
    std::int64_t number{0};
    Code grid{};
    std::string name{};
    std::string name_en{};
    std::string rule{};
    std::int64_t area_m2{0};
    std::string parts{};
};
BOOST_DESCRIBE_STRUCT(GridRow, (), (partition_number, number, grid, name, name_en, rule, area_m2, parts))

struct PlaceRow {
    static constexpr std::string_view table = "place_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"id"};
    static constexpr std::array<sql::Index, 1> indexes{{{"by_code", "code"}}};
    PlaceId id{};
    Code code{};
    std::string name{};
    std::string name_en{};
    Code kind{};
    std::string address{};
    std::int64_t lat_e7{0};
    std::int64_t lon_e7{0};
    Code owner_unit{};
    std::int64_t provisional{0};
    std::int64_t retired{0};
    std::int64_t serial{0};
    std::int64_t version{0};
};
BOOST_DESCRIBE_STRUCT(PlaceRow, (),
                      (id, code, name, name_en, kind, address, lat_e7, lon_e7, owner_unit, provisional,
                       retired, serial, version))

void view(const State& state, engine::RowSet& rows);

} // namespace gezhi::grid
