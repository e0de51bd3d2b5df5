#include "modules/grid/drawing.hpp"
#include "modules/grid/grid.hpp"
#include "modules/grid/rows.hpp"
#include "modules/grid/rules.hpp"

#include <fmt/format.h>

#include <cmath>

namespace gezhi::grid {

namespace {

constexpr std::string_view place_series = "grid/place";

// The ground as the batch has left it, not as the memory view saw it last.
Result<void> look_at_rules(engine::Inside& inside, const std::vector<GridRule>& rules, Facts& facts) {
    GEZHI_TRY(session, inside.session());
    GEZHI_TRY(ground, read_ground(*session, inside.subdistrict()));
    facts.ground = ground.origin.has_value();
    if (!facts.ground) return {};
    auto proof = prove(ground.features, rules);
    if (!proof) {
        facts.proven.refusal = std::move(proof).error();
        return {};
    }
    facts.proven.finding = finding_of(*proof);
    facts.proven.areas = areas_of(*proof);
    return {};
}

void look_at_ground(const ImportGround& command, Facts& facts) {
    if (count_points(command.features) > points_max) return; // decide refuses it unread
    const auto region = boundary_region(command.features);
    facts.boundary_sound = region.has_value();
    if (region) facts.middle = geo::middle(geo::box_of(*region));
}

// How far outside the street, in metres; 0 inside, and while there is no boundary.
std::int64_t outside(const GroundView& ground, geo::Point at) {
    const auto nearest = ground.drawn()->boundary.nearest(at);
    return nearest.grid == geo::Locator::nowhere ? 0 : std::llround(nearest.distance_m);
}

Result<void> look_at_code(engine::Inside& inside, const Place& place, Facts& facts) {
    if (place.code.empty()) {
        GEZHI_TRY(next, inside.next(std::string(place_series), [&](sql::Session& session) {
            return last_serial(session, inside.subdistrict());
        }));
        facts.next_serial = next;
        facts.next_code = Code{fmt::format("{}-P{:05}", inside.subdistrict().value, next)};
    }
    GEZHI_TRY(session, inside.session());
    GEZHI_TRY(used,
              code_in_use(*session, inside.subdistrict(), place.code.empty() ? facts.next_code : place.code));
    facts.code_taken = used;
    return {};
}

} // namespace

Result<Facts> Grid::facts(engine::Inside& inside, const Actor& actor, const State& state,
                          const Command& command) {
    Facts facts;
    facts.now = inside.now();
    facts.stream = inside.stream();
    facts.by = actor.person;
    const auto unknown = [&](const Place& place) {
        return unit_ && !place.owner_unit.empty() && !unit_(place.owner_unit);
    };
    if (const auto* import = std::get_if<ImportGround>(&command)) look_at_ground(*import, facts);
    if (const auto* draft = std::get_if<DraftRules>(&command))
        GEZHI_CHECK(look_at_rules(inside, draft->rules, facts));
    if (const auto* adopt = std::get_if<Adopt>(&command)) {
        const auto& words = adopt->rules.empty() && state.draft ? state.draft->rules : adopt->rules;
        GEZHI_CHECK(look_at_rules(inside, words, facts));
    }
    if (const auto* add = std::get_if<AddPlace>(&command)) {
        facts.unknown_unit = unknown(add->place);
        facts.outside_m = outside(*ground_, add->place.at);
        if (state.version == 0) GEZHI_CHECK(look_at_code(inside, add->place, facts));
    }
    if (const auto* edit = std::get_if<EditPlace>(&command)) {
        facts.unknown_unit = unknown(edit->place);
        facts.outside_m = outside(*ground_, edit->place.at);
    }
    return facts;
}

std::vector<const sql::Table*> Grid::tables() {
    return {&sql::table_of<GroundRow>(), &sql::table_of<FeatureRow>(), &sql::table_of<PartitionRow>(),
            &sql::table_of<GridRow>(), &sql::table_of<PlaceRow>()};
}

} // namespace gezhi::grid
