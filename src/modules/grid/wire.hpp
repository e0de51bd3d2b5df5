#pragma once
// The shapes of this room on the wire, both ways. Positions are degrees WGS84 outwards and of a stated datum
// inwards; the proof is geo's own view of it.

#include "geo/proof_view.hpp"
#include "json/json.hpp"
#include "modules/grid/what_if.hpp"

namespace gezhi::grid {

namespace rules {
inline constexpr Rule no_such_id{"grid/no-such-id", Kind::missing, "The path holds no id of a place"};
inline constexpr Rule too_many_labels{"grid/too-many-labels", Kind::limit, "A sheet has 24 labels"};
inline constexpr Rule no_labels{"grid/no-labels", Kind::invalid, "No place was chosen"};
} // namespace rules

namespace wire {

// ---- in

struct RuleGiven {
    Code grid{};
    Text<name_characters_max> name{};
    std::optional<Text<name_characters_max>> name_en{};
    Text<rule_characters_max> text{};
};
BOOST_DESCRIBE_STRUCT(RuleGiven, (), (grid, name, name_en, text))

struct RulesGiven {
    std::vector<RuleGiven> rules{};
};
BOOST_DESCRIBE_STRUCT(RulesGiven, (), (rules))

struct DraftGiven {
    std::vector<RuleGiven> rules{};
    std::optional<Text<note_characters_max>> note{};
};
BOOST_DESCRIBE_STRUCT(DraftGiven, (), (rules, note))

struct AdoptGiven {
    std::optional<std::vector<RuleGiven>> rules{}; // none: the draft's
    std::optional<Text<note_characters_max>> note{};
    std::optional<bool> to_be_confirmed{};
    std::optional<Instant> valid_from{};
};
BOOST_DESCRIBE_STRUCT(AdoptGiven, (), (rules, note, to_be_confirmed, valid_from))

// The layers as the text of their files: GeoJSON (RFC 7946), degrees WGS84.
struct GroundGiven {
    std::string boundary{};
    std::string roads{};
    std::optional<std::string> water{};
    std::optional<std::string> metro{};
};
BOOST_DESCRIBE_STRUCT(GroundGiven, (), (boundary, roads, water, metro))

struct PlaceGiven {
    Text<name_characters_max> name{};
    std::optional<Text<name_characters_max>> name_en{};
    Code kind{};
    double lat{0};
    double lon{0};
    Code datum{};
    std::optional<Code> code{};
    std::optional<Text<address_characters_max>> address{};
    std::optional<Code> owner_unit{};
    std::optional<bool> provisional{};
};
BOOST_DESCRIBE_STRUCT(PlaceGiven, (),
                      (name, name_en, kind, lat, lon, datum, code, address, owner_unit, provisional))

// ---- out

struct GridShown {
    Code code{};
    std::string name{};
    std::string name_en{};
    double area_km2{0};
    geo::AreaShape geometry{};
};
BOOST_DESCRIBE_STRUCT(GridShown, (), (code, name, name_en, area_km2, geometry))

struct PartitionShown {
    Code version{};
    Instant adopted_at{};
    Instant valid_from{};
    bool exact{true};
    bool to_be_confirmed{false};
    std::optional<std::string> note{}; // for staff
    std::vector<GridRule> rules{};
};
BOOST_DESCRIBE_STRUCT(PartitionShown, (),
                      (version, adopted_at, valid_from, exact, to_be_confirmed, note, rules))

struct VersionShown {
    Code version{};
    Standing standing{Standing::superseded};
    Instant adopted_at{};
    Instant valid_from{};
    std::optional<Instant> valid_until{};
    bool to_be_confirmed{false};
    std::string by{};                  // for staff
    std::optional<std::string> note{}; // for staff
};
BOOST_DESCRIBE_STRUCT(VersionShown, (),
                      (version, standing, adopted_at, valid_from, valid_until, to_be_confirmed, by, note))

struct DraftShown { // for staff
    Standing standing{Standing::drafted};
    bool exact{false};
    std::vector<GridRule> rules{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(DraftShown, (), (standing, exact, rules, note))

struct GridState {
    std::optional<PartitionShown> partition{};
    std::vector<GridShown> grids{};
    std::vector<VersionShown> history{};
    std::optional<DraftShown> draft{};
};
BOOST_DESCRIBE_STRUCT(GridState, (), (partition, grids, history, draft))

struct NearestShown {
    Code grid{};
    std::int64_t distance_m{0};
};
BOOST_DESCRIBE_STRUCT(NearestShown, (), (grid, distance_m))

struct WarningShown {
    Code code{}; // grid/datum-suspected, grid/place-disagrees
    std::string detail{};
    std::int64_t distance_m{0};
    std::optional<Code> datum{};
    Code place{};
};
BOOST_DESCRIBE_STRUCT(WarningShown, (), (code, detail, distance_m, datum, place))

struct LocatedShown {
    std::optional<Code> grid{};
    std::optional<std::string> grid_name{};
    std::optional<Code> partition{};
    bool inside{false};
    std::optional<NearestShown> nearest{};
    geo::Degrees position{}; // WGS84
    std::optional<WarningShown> warning{};
};
BOOST_DESCRIBE_STRUCT(LocatedShown, (), (grid, grid_name, partition, inside, nearest, position, warning))

struct PlaceShown {
    PlaceId id{};
    Code code{};
    std::string name{};
    std::string name_en{};
    Code kind{};
    std::optional<std::string> address{};
    geo::Degrees position{};
    std::optional<Code> grid{};
    std::optional<Code> owner_unit{};
    bool provisional{false};
    bool retired{false};
    std::int64_t version{0};
};
BOOST_DESCRIBE_STRUCT(PlaceShown, (),
                      (id, code, name, name_en, kind, address, position, grid, owner_unit, provisional,
                       retired, version))

struct PlaceList {
    std::vector<PlaceShown> items{};
    std::optional<Code> next{}; // cursor: the code after which it goes on
};
BOOST_DESCRIBE_STRUCT(PlaceList, (), (items, next))

} // namespace wire

} // namespace gezhi::grid
