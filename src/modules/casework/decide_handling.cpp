#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

bool gave_back(const State& state, const Code& unit) {
    return std::any_of(state.returns.begin(), state.returns.end(),
                       [&](const Return& one) { return one.from_unit == unit; });
}

} // namespace

Result<Events> decide(const State& state, const Acknowledge&, const Facts&) {
    GEZHI_CHECK(check_with_unit(state));
    if (state.stage != Stage::dispatched) return wrong_stage(state);
    return Events{Acknowledged{}};
}

Result<Events> decide(const State& state, const ReturnOrder& one, const Facts& facts) {
    GEZHI_CHECK(check_with_unit(state));
    if (gave_back(state, state.unit)) return refuse(rules::returned_before, {{"unit", state.unit.value}});
    if (state.return_until && facts.now > *state.return_until) return refuse(rules::return_too_late);
    GEZHI_CHECK(check_note(facts, one.text.has_value()));
    if (one.proposed_unit.empty() || !facts.unit_known)
        return refuse(rules::unknown_unit, {{"unit", one.proposed_unit.value}});
    if (one.proposed_unit == state.unit) return refuse(rules::proposes_itself);
    if (!facts.clocks.triage) return no_limit();
    return Events{
        Returned{state.unit, one.reason, one.proposed_unit, one.text, facts.now, *facts.clocks.triage}};
}

Result<Events> decide(const State& state, const HandIn& one, const Facts& facts) {
    GEZHI_CHECK(check_with_unit(state));
    // After a failed check or a reopening the earlier photos prove nothing any more: each time anew.
    if (facts.photo_required && one.photos.empty()) return refuse(rules::photo_required);
    if (!facts.photos_known) return photo_unknown();
    const bool check = check_required(facts);
    const auto& clock = check ? facts.clocks.check : facts.clocks.answer;
    if (!clock) return no_limit();
    Events events;
    if (state.stage == Stage::dispatched) events.emplace_back(Acknowledged{});
    const bool late = facts.now > state.clock->start.due;
    events.emplace_back(HandedIn{one.text, one.photos, facts.actor.person, facts.now, late, check, *clock,
                                 check ? std::nullopt : facts.neighbours_until});
    return events;
}

Result<Events> decide(const State& state, const Check& one, const Facts& facts) {
    GEZHI_CHECK(check_moves(state));
    if (state.stage != Stage::checking && state.stage != Stage::answering) return wrong_stage(state);
    if (!one.passed && !one.text) return refuse(rules::note_required);
    if (handed_in_by(state, facts.actor.person)) return refuse(rules::own_work);
    // What was put right on the spot has no unit to go back to: the desk has it.
    const auto& again = state.unit.empty() ? facts.clocks.triage : facts.clocks.resumed;
    const auto& clock = one.passed ? facts.clocks.answer : again;
    if (!clock) return no_limit();
    // A check that nobody demanded does not begin the answer's clock anew.
    const bool running = one.passed && state.stage == Stage::answering;
    return Events{Checked{one.passed, one.text, facts.actor.person, facts.now,
                          running ? state.clock->start : *clock,
                          !one.passed ? std::nullopt
                          : running   ? state.neighbours_until
                                      : facts.neighbours_until}};
}

Result<Events> decide(const State& state, const HoldForPath& one, const Facts& facts) {
    GEZHI_CHECK(check_with_unit(state));
    if (one.path.empty() || !facts.path_known) return refuse(rules::unknown_path, {{"path", one.path.value}});
    if (one.until <= facts.now || !facts.rest_until_max || one.until > *facts.rest_until_max)
        return refuse(rules::hold_until);
    return Events{Held{one.path, one.until, one.text, facts.now}};
}

Result<Events> decide(const State& state, const Resume&, const Facts& facts) {
    GEZHI_CHECK(check_open(state));
    if (!state.hold && !state.suspension) return refuse(rules::not_held);
    if (!facts.clocks.resumed) return no_limit();
    return Events{Resumed{facts.now, *facts.clocks.resumed}};
}

} // namespace gezhi::casework
