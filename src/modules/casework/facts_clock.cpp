#include "modules/casework/facts_clock.hpp"

#include "modules/casework/rules.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace gezhi::casework {

namespace {

const playbook::NamedLimit* find(const std::vector<playbook::NamedLimit>& limits, std::string_view id) {
    const auto found =
        std::find_if(limits.begin(), limits.end(), [&](const auto& one) { return one.id == id; });
    return found == limits.end() ? nullptr : &*found;
}

} // namespace

std::vector<calendar::Pause> pauses(const std::vector<Rest>& rests) {
    std::vector<calendar::Pause> list;
    for (const auto& rest : rests)
        list.push_back({rest.from, rest.to, boost::describe::enum_to_string(rest.kind, "")});
    return list;
}

std::optional<ClockStart> ClockMaker::make(const ClockStart& from, const std::vector<Rest>& rests) const {
    const auto due = calendar::compute(book_.calendar, from.started, from.limit, pauses(rests));
    if (!due.half || !due.four_fifths || !due.due) return std::nullopt;
    auto clock = from;
    clock.half = *due.half;
    clock.soon = *due.four_fifths;
    clock.due = *due.due;
    clock.missing_year = due.missing_years.empty() ? 0 : due.missing_years.front();
    return clock;
}

std::optional<ClockStart> ClockMaker::fresh(ClockKind kind, std::string_view limit) const {
    const auto parsed = calendar::parse_limit(limit);
    if (!parsed) return std::nullopt;
    return make(ClockStart{kind, *parsed, book_.version, now_, {}, {}, {}, 0}, {});
}

std::optional<ClockStart> ClockMaker::stage(ClockKind kind, std::string_view id) const {
    const auto* limit = find(book_.index.playbook().limits.stages, id);
    return limit == nullptr ? std::nullopt : fresh(kind, limit->limit);
}

std::optional<ClockStart> ClockMaker::hotline(ClockKind kind, std::string_view id) const {
    const auto* limit = find(book_.index.playbook().limits.hotline, id);
    return limit == nullptr ? std::nullopt : fresh(kind, limit->limit);
}

std::optional<Instant> ClockMaker::stage_end(std::string_view id) const {
    const auto clock = stage(ClockKind::answer, id);
    return clock ? std::optional(clock->due) : std::nullopt;
}

std::optional<Instant> ClockMaker::hotline_end(std::string_view id) const {
    const auto clock = hotline(ClockKind::answer, id);
    return clock ? std::optional(clock->due) : std::nullopt;
}

std::optional<Instant> ClockMaker::stage_end_from(Instant started, std::string_view id) const {
    return ClockMaker(book_, started).stage_end(id);
}

std::optional<ClockStart> ClockMaker::stage_from(Instant started, std::string_view id) const {
    return ClockMaker(book_, started).stage(ClockKind::answer, id);
}

std::optional<Instant> ClockMaker::end_of(std::string_view limit) const {
    const auto clock = fresh(ClockKind::answer, limit);
    return clock ? std::optional(clock->due) : std::nullopt;
}

std::optional<ClockStart> ClockMaker::handling(const State& state, const Code& class_code,
                                               const Code& condition) const {
    const bool same = !state.reclassified && state.class_code == class_code && state.condition == condition;
    // Limits stay as dispatched, whatever the playbook says today.
    if (state.handling && same) return going_on(*state.handling);
    const auto found = book_.index.limit(class_code.value, condition.value);
    if (!found) return std::nullopt;
    auto clock = fresh(ClockKind::handling, found->limit);
    if (!clock || !state.handling) return clock;
    // Another class has another limit, but the time used is used.
    clock->started = state.handling->start.started;
    return make(*clock, rests_until(*state.handling, now_));
}

std::optional<ClockStart> ClockMaker::going_on(const RunningClock& clock) const {
    return make(clock.start, rests_until(clock, now_));
}

std::optional<ClockStart> ClockMaker::extended(const RunningClock& clock) const {
    auto original = clock.start.limit;
    original.amount /= clock.extensions + 1;
    auto start = clock.start;
    start.limit = calendar::extended(original, clock.extensions + 1);
    return make(start, rests_until(clock, now_));
}

Escalation ClockMaker::escalation(const RunningClock& clock) const {
    Escalation found;
    for (const auto& one : book_.index.playbook().limits.escalation) {
        auto longer = clock.start;
        // Whole days stay whole days, rounded up.
        longer.limit.amount = (longer.limit.amount * one.percent + 99) / 100;
        const auto made = make(longer, rests_until(clock, now_));
        if (!made) continue;
        if (made->due <= now_ && one.percent > found.percent) {
            found.percent = one.percent;
            found.to = Code{one.to};
        }
        if (made->due > now_ && (!found.next || made->due < *found.next)) found.next = made->due;
    }
    return found;
}

} // namespace gezhi::casework
