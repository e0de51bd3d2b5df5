#include "modules/grid/rows.hpp"

#include "modules/grid/rules.hpp"

namespace gezhi::grid {

namespace {

constexpr std::string_view ground_text =
    "SELECT stream, origin_lat_e7, origin_lon_e7, attribution, version FROM {ground_row} "
    "WHERE subdistrict = :s";

constexpr std::string_view features_text =
    "SELECT number, layer, shape, kind, code, name, name_en, source, note, accuracy_m, parts "
    "FROM {map_feature} WHERE subdistrict = :s ORDER BY number";

constexpr std::string_view partitions_text =
    "SELECT number, version, standing, exact, faces, gap_count, overlap_count, total_m2, boundary_m2, "
    "to_be_confirmed, "
    "note, adopted_by, adopted_at, valid_from, valid_until FROM {partition_row} WHERE subdistrict = :s "
    "ORDER BY number";

constexpr std::string_view grids_text =
    "SELECT partition_number, number, grid, name, name_en, rule, area_m2, parts FROM {grid_row} "
    "WHERE subdistrict = :s ORDER BY partition_number, number";

constexpr std::string_view places_text = "SELECT id, code, name, name_en, kind, address, lat_e7, lon_e7, "
                                         "owner_unit, provisional, retired, serial, "
                                         "version FROM {place_row} WHERE subdistrict = :s ORDER BY id";

constexpr std::string_view code_text =
    "SELECT CAST(count(*) AS BIGINT) FROM {place_row} WHERE subdistrict = :s AND code = :c";

constexpr std::string_view serial_text =
    "SELECT CAST(coalesce(max(serial), 0) AS BIGINT) FROM {place_row} WHERE subdistrict = :s";

geo::Point point_of(std::int64_t lat_e7, std::int64_t lon_e7) {
    return {static_cast<std::int32_t>(lat_e7), static_cast<std::int32_t>(lon_e7)};
}

Partition partition_of(const PartitionRow& row) {
    Partition one;
    one.version = row.version;
    one.standing = row.standing;
    // The flaws themselves stay in the log; whoever wants to see them asks for the proof again.
    one.finding = {row.faces, row.total_m2, row.boundary_m2, row.exact != 0, {}};
    one.note = row.note;
    one.to_be_confirmed = row.to_be_confirmed != 0;
    one.by = row.adopted_by;
    one.adopted_at = row.adopted_at;
    one.valid_from = row.valid_from;
    one.valid_until = row.valid_until;
    return one;
}

} // namespace

Result<GroundRead> read_ground(sql::Session& session, const Code& subdistrict) {
    GroundRead ground;
    GEZHI_TRY(head, session.one<GroundRow>(ground_text, {{"s", subdistrict}}));
    if (head) {
        ground.attribution = head->attribution;
        ground.origin = point_of(head->origin_lat_e7, head->origin_lon_e7);
        ground.version = head->version;
    }
    GEZHI_TRY(rows, session.rows<FeatureRow>(features_text, {{"s", subdistrict}}));
    for (auto& row : rows)
        ground.features.push_back({row.layer, row.shape, row.kind, row.code, std::move(row.name),
                                   std::move(row.name_en), std::move(row.source), std::move(row.note),
                                   row.accuracy_m, parse_parts(row.parts)});
    return ground;
}

Result<PartitionsRead> read_partitions(sql::Session& session, const Code& subdistrict) {
    PartitionsRead read;
    std::map<std::int64_t, Partition> by_number;
    GEZHI_TRY(rows, session.rows<PartitionRow>(partitions_text, {{"s", subdistrict}}));
    for (const auto& row : rows) by_number[row.number] = partition_of(row);
    GEZHI_TRY(grids, session.rows<GridRow>(grids_text, {{"s", subdistrict}}));
    for (const auto& row : grids) {
        auto& partition = by_number[row.partition_number];
        partition.rules.push_back({row.grid, row.name, row.name_en, row.rule});
        if (!row.parts.empty()) partition.areas.push_back({row.grid, row.area_m2, parse_parts(row.parts)});
    }
    for (auto& [number, partition] : by_number)
        if (number == 0)
            read.draft = std::move(partition);
        else
            read.partitions.push_back(std::move(partition));
    return read;
}

Result<std::vector<PlaceRow>> read_place_rows(sql::Session& session, const Code& subdistrict) {
    return session.rows<PlaceRow>(places_text, {{"s", subdistrict}});
}

Place place_of(const PlaceRow& row) {
    return {row.code,       row.name,
            row.name_en,    row.kind,
            row.address,    point_of(row.lat_e7, row.lon_e7),
            row.owner_unit, row.provisional != 0};
}

Result<bool> code_in_use(sql::Session& session, const Code& subdistrict, const Code& code) {
    GEZHI_TRY(found, session.integers(code_text, {{"s", subdistrict}, {"c", code}}));
    return found.front() > 0;
}

Result<std::int64_t> last_serial(sql::Session& session, const Code& subdistrict) {
    GEZHI_TRY(found, session.integers(serial_text, {{"s", subdistrict}}));
    return found.front();
}

} // namespace gezhi::grid
