#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

namespace gezhi::casework {

namespace {

// Any first act of the unit is its acknowledgement.
Events first_act(const State& state, const Facts& facts) {
    const bool first = state.stage == Stage::dispatched && by_unit(state, facts.actor) && !state.joined_to;
    return first ? Events{Acknowledged{}} : Events{};
}

bool runs(const State& state) {
    return open(state) && state.clock && !state.clock->stopped;
}

std::optional<Instant> rests_until_moment(const State& state) {
    if (!open(state)) return std::nullopt;
    if (state.hold) return state.hold->until;
    return state.suspension ? std::optional(state.suspension->until) : std::nullopt;
}

bool supervision_missed(const State& state, Instant now) {
    return open(state) && !state.joined_to && supervised(state) && !state.supervision->missed &&
           now >= state.supervision->until;
}

// After a time without a server the highest level speaks for those passed over.
std::optional<Warned> warning(const State& state, const Facts& facts) {
    if (!runs(state)) return std::nullopt;
    const auto now = facts.now;
    const auto& clock = *state.clock;
    const auto level = level_at(clock.start, now);
    const auto& escalation = facts.escalation;
    const bool higher = level == Level::late && escalation.percent > clock.escalation;
    const auto to = higher ? escalation.to : Code{};
    const auto next = level == Level::late ? escalation.next : std::nullopt;
    if (level > clock.warned) return Warned{clock.start.kind, level, 0, to, escalation.percent, next};
    auto reminder = clock.reminders;
    while (level == Level::late && now >= reminder_at(clock.start, reminder + 1)) ++reminder;
    // A moment that was set is dealt with, even when the steps have been changed since.
    const bool set = clock.escalates && now >= *clock.escalates;
    if (reminder == clock.reminders && !higher && !set) return std::nullopt;
    return Warned{clock.start.kind, level, reminder, to, escalation.percent, next};
}

} // namespace

Result<Events> decide(const State& state, const Say& one, const Facts& facts) {
    GEZHI_CHECK(check_there(state));
    if (state.talk.size() >= talk_max) return refuse(rules::too_much_talk);
    const bool from_reporter = facts.actor.kind == ActorKind::reporter;
    auto events = first_act(state, facts);
    events.emplace_back(Said{from_reporter, one.text, facts.now});
    return events;
}

Result<Events> decide(const State& state, const Note& one, const Facts& facts) {
    GEZHI_CHECK(check_there(state));
    if (state.notes.size() >= notes_max) return refuse(rules::too_much_talk);
    auto events = first_act(state, facts);
    events.emplace_back(Noted{one.text, facts.actor.person, facts.now});
    return events;
}

Result<Events> decide(const State& state, const SetVisibility& one, const Facts&) {
    GEZHI_CHECK(check_there(state));
    if (one.visibility == state.visibility) return refuse(rules::same_visibility);
    const bool lower = one.visibility < state.visibility;
    if (lower && one.reason.empty()) return refuse(rules::reason_required);
    if (lower && one.visibility < state.class_visibility && !one.text) return refuse(rules::below_class);
    return Events{VisibilitySet{one.visibility, one.reason, one.text}};
}

// Written even when it changes nothing: a flow is not refused.
Result<Events> decide(const State& state, const InheritVisibility& one, const Facts&) {
    GEZHI_CHECK(check_there(state));
    return Events{
        VisibilitySet{strictest(state.visibility, one.visibility), Code{std::string(of_parent)}, {}}};
}

Result<Events> decide(const State& state, const Tick&, const Facts& facts) {
    GEZHI_CHECK(check_there(state));
    Events events;
    const auto rests_until = rests_until_moment(state);
    if (rests_until && facts.now >= *rests_until) {
        if (!facts.clocks.resumed) return no_limit();
        events.emplace_back(Resumed{facts.now, *facts.clocks.resumed});
    }
    if (supervision_missed(state, facts.now))
        events.emplace_back(SupervisionMissed{state.supervision->until});
    if (const auto warned = warning(state, facts)) events.emplace_back(*warned);
    if (events.empty()) return refuse(rules::not_due);
    return events;
}

Result<Events> decide(const State& state, const Recompute& one, const Facts& facts) {
    GEZHI_CHECK(check_open(state));
    if (!runs(state)) return refuse(rules::no_clock);
    if (!facts.clocks.recomputed) return no_limit();
    return Events{Recomputed{one.calendar, state.clock->start.due, facts.now, *facts.clocks.recomputed}};
}

} // namespace gezhi::casework
