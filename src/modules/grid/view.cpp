#include "modules/grid/view.hpp"

#include "modules/grid/rules.hpp"

namespace gezhi::grid {

namespace {

void put_partition(const Partition& partition, std::int64_t number, engine::RowSet& rows) {
    PartitionRow row;
    row.number = number;
    row.version = partition.version;
    row.standing = partition.standing;
    row.exact = partition.finding.exact ? 1 : 0;
    row.faces = partition.finding.faces;
    for (const auto& flaw : partition.finding.flaws)
        ++(flaw.selected_by.empty() ? row.gap_count : row.overlap_count);
    row.total_m2 = partition.finding.total_m2;
    row.boundary_m2 = partition.finding.boundary_m2;
    row.to_be_confirmed = partition.to_be_confirmed ? 1 : 0;
    row.note = partition.note;
    row.adopted_by = partition.by;
    row.adopted_at = partition.adopted_at;
    row.valid_from = partition.valid_from;
    row.valid_until = partition.valid_until;
    rows.put(row);
    for (std::size_t i = 0; i < partition.rules.size(); ++i) {
        const auto& rule = partition.rules[i];
        GridRow grid{
            number, static_cast<std::int64_t>(i + 1), rule.grid, rule.name, rule.name_en, rule.text, 0, {}};
        for (const auto& area : partition.areas)
            if (area.grid == rule.grid) {
                grid.area_m2 = area.area_m2;
                grid.parts = parts_text(area.parts);
            }
        rows.put(grid);
    }
}

void put_place(const State& state, engine::RowSet& rows) {
    const auto& place = *state.place;
    rows.put(PlaceRow{state.id, place.code, place.name, place.name_en, place.kind, place.address,
                      place.at.lat_e7, place.at.lon_e7, place.owner_unit, place.provisional ? 1 : 0,
                      state.retired ? 1 : 0, state.serial, state.version});
}

} // namespace

void view(const State& state, engine::RowSet& rows) {
    if (state.origin)
        rows.put(GroundRow{ground_stream, state.origin->lat_e7, state.origin->lon_e7, state.attribution,
                           state.version});
    for (std::size_t i = 0; i < state.features.size(); ++i) {
        const auto& one = state.features[i];
        rows.put(FeatureRow{static_cast<std::int64_t>(i + 1), one.layer, one.shape, one.kind, one.code,
                            one.name, one.name_en, one.source, one.note, one.accuracy_m,
                            parts_text(one.parts)});
    }
    if (state.draft) put_partition(*state.draft, 0, rows);
    for (std::size_t i = 0; i < state.partitions.size(); ++i)
        put_partition(state.partitions[i], static_cast<std::int64_t>(i + 1), rows);
    if (state.place) put_place(state, rows);
}

} // namespace gezhi::grid
