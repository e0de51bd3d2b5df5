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

Result<Events> decide(const State& state, const Tick&, const Facts& facts) {
    GEZHI_CHECK(check_there(state));
    if (open(state) && state.hold && facts.now >= state.hold->until) {
        if (!facts.clocks.resumed) return no_limit();
        return Events{Resumed{facts.now, *facts.clocks.resumed}};
    }
    if (!runs(state)) return refuse(rules::not_due);
    const auto& clock = *state.clock;
    // After a time without a server the highest level speaks for those passed over.
    const auto level = level_at(clock.start, facts.now);
    if (level > clock.warned) return Events{Warned{clock.start.kind, level, 0}};
    auto reminder = clock.reminders;
    while (level == Level::late && facts.now >= reminder_at(clock.start, reminder + 1)) ++reminder;
    if (reminder == clock.reminders) return refuse(rules::not_due);
    return Events{Warned{clock.start.kind, level, reminder}};
}

Result<Events> decide(const State& state, const Recompute& one, const Facts& facts) {
    GEZHI_CHECK(check_open(state));
    if (!runs(state)) return refuse(rules::no_clock);
    if (!facts.clocks.recomputed) return no_limit();
    return Events{Recomputed{one.calendar, state.clock->start.due, facts.now, *facts.clocks.recomputed}};
}

} // namespace gezhi::casework
