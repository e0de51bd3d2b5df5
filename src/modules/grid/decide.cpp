#include "modules/grid/decide.hpp"

#include "modules/grid/rules.hpp"

#include <algorithm>

namespace gezhi::grid {

namespace {

using Events = std::vector<Event>;

bool is_place(StreamId stream) {
    return stream != ground_stream && stream != partition_stream;
}

// Each gap and overlap as a fault of its own, with a point inside.
Error flaws_as_refusal(const Finding& finding) {
    std::int64_t gaps = 0;
    std::vector<Fault> faults;
    for (const auto& flaw : finding.flaws) {
        const bool gap = flaw.selected_by.empty();
        gaps += gap ? 1 : 0;
        std::vector<std::string> grids;
        for (const auto& grid : flaw.selected_by) grids.push_back(grid.value);
        faults.push_back({"/rules",
                          gap ? "grid/gap" : "grid/overlap",
                          {{"face", number(flaw.face)},
                           {"area_m2", number(flaw.area_m2)},
                           {"lat_e7", number(flaw.inner.lat_e7)},
                           {"lon_e7", number(flaw.inner.lon_e7)},
                           {"grids", join(grids, ", ")}}});
    }
    const auto overlaps = static_cast<std::int64_t>(finding.flaws.size()) - gaps;
    return {&rules::not_exact, {{"gaps", number(gaps)}, {"overlaps", number(overlaps)}}, std::move(faults)};
}

const Partition* last_of(const State& state, Standing standing) {
    for (auto one = state.partitions.rbegin(); one != state.partitions.rend(); ++one)
        if (one->standing == standing) return &*one;
    return nullptr;
}

struct Decide {
    const State& state;
    const Facts& facts;

    Result<Events> operator()(const ImportGround& one) const {
        if (facts.stream != ground_stream) return refuse(rules::wrong_stream);
        if (one.features.size() > features_max || count_points(one.features) > points_max)
            return refuse(rules::too_much,
                          {{"features", number(features_max)}, {"points", number(points_max)}});
        if (boundary_of(one.features) == nullptr) return refuse(rules::no_boundary);
        if (!facts.boundary_sound) return refuse(rules::boundary_broken);
        return Events{GroundImported{one.attribution, state.origin.value_or(facts.middle), one.features}};
    }

    Result<Events> operator()(const DraftRules& one) const {
        if (facts.stream != partition_stream) return refuse(rules::wrong_stream);
        GEZHI_CHECK(check_rules(one.rules));
        if (count_code_points(one.note) > note_characters_max) return refuse(rules::rule_incomplete);
        Events events{RulesDrafted{one.rules, one.note}};
        // Words that cannot be read yet are kept all the same.
        if (facts.ground && !facts.proven.refusal) events.push_back(DraftChecked{facts.proven.finding});
        return events;
    }

    Result<Events> operator()(const Adopt& one) const {
        if (facts.stream != partition_stream) return refuse(rules::wrong_stream);
        const auto words = one.rules.empty() && state.draft ? state.draft->rules : one.rules;
        GEZHI_CHECK(check_rules(words));
        if (count_code_points(one.note) > note_characters_max) return refuse(rules::rule_incomplete);
        if (!facts.ground) return refuse(rules::no_ground);
        if (facts.proven.refusal) return refuse(*facts.proven.refusal);
        if (!facts.proven.finding.exact) return refuse(flaws_as_refusal(facts.proven.finding));
        const auto from = std::max(one.valid_from.value_or(facts.now), facts.now);
        GEZHI_CHECK(check_day(from));
        const auto* before = last_of(state, Standing::in_force);
        if (before != nullptr && before->rules == words && before->areas == facts.proven.areas &&
            before->to_be_confirmed == one.to_be_confirmed && last_of(state, Standing::adopted) == nullptr)
            return refuse(rules::same_rules, {{"version", before->version.value}});
        return adopted(one, words, from);
    }

    Result<Events> operator()(const TakeEffect&) const {
        if (facts.stream != partition_stream) return refuse(rules::wrong_stream);
        const auto next = due(state);
        if (!next || *next > facts.now) return refuse(rules::nothing_waits);
        const auto waiting =
            std::find_if(state.partitions.begin(), state.partitions.end(), [&](const Partition& partition) {
                return partition.standing == Standing::adopted && partition.valid_from == *next;
            });
        return Events{PartitionTookEffect{waiting->version, facts.now}};
    }

    Result<Events> operator()(const AddPlace& one) const {
        if (!is_place(facts.stream)) return refuse(rules::wrong_stream);
        if (state.version > 0) return refuse(rules::place_exists);
        GEZHI_CHECK(check_place(one.place));
        GEZHI_CHECK(check_world());
        auto place = one.place;
        const bool numbered = place.code.empty();
        if (numbered) {
            place.code = facts.next_code;
            place.provisional = true;
        }
        if (facts.code_taken) return refuse(rules::code_taken, {{"code", place.code.value}});
        return Events{
            PlaceAdded{id_as<PlaceId>(facts.stream), std::move(place), numbered ? facts.next_serial : 0}};
    }

    Result<Events> operator()(const EditPlace& one) const {
        GEZHI_CHECK(check_there());
        if (!one.place.code.empty() && one.place.code != state.place->code) return refuse(rules::code_fixed);
        GEZHI_CHECK(check_place(one.place));
        GEZHI_CHECK(check_world());
        auto place = one.place;
        place.code = state.place->code;
        return Events{PlaceEdited{std::move(place)}};
    }

    Result<Events> operator()(const RetirePlace&) const {
        GEZHI_CHECK(check_there());
        return Events{PlaceRetired{}};
    }

    Result<void> check_there() const {
        if (!is_place(facts.stream)) return refuse(rules::wrong_stream);
        if (!state.place) return refuse(rules::place_missing);
        if (state.retired) return refuse(rules::place_retired);
        return {};
    }

    Result<void> check_world() const {
        if (facts.unknown_unit) return refuse(rules::unknown_unit);
        if (facts.outside_m > place_outside_m_max)
            return refuse(rules::place_too_far, {{"distance_m", number(facts.outside_m)}});
        return {};
    }

    // Versions begin in the order of their adoption.
    Result<void> check_day(Instant from) const {
        const auto* waiting = last_of(state, Standing::adopted);
        if (from > facts.now + valid_ahead_max || (waiting != nullptr && from <= waiting->valid_from))
            return refuse(rules::valid_from);
        return {};
    }

    Events adopted(const Adopt& one, const std::vector<GridRule>& words, Instant from) const {
        Events events;
        if (!state.draft || state.draft->rules != words) events.push_back(RulesDrafted{words, one.note});
        events.push_back(DraftChecked{facts.proven.finding});
        const Code version{number(state.partitions.size() + 1)};
        events.push_back(PartitionAdopted{version, facts.proven.areas, one.note, one.to_be_confirmed,
                                          facts.by, facts.now, from});
        if (from <= facts.now) events.push_back(PartitionTookEffect{version, facts.now});
        return events;
    }
};

} // namespace

Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
    return std::visit(Decide{state, facts}, command);
}

} // namespace gezhi::grid
