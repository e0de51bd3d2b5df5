#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

namespace gezhi::casework {

namespace {

// No case closes around an unfinished party or a check that is due.
Result<void> check_finished(const State& state) {
    GEZHI_CHECK(check_moves(state));
    if (with_unit(state)) return refuse(rules::party_unfinished, {{"unit", state.unit.value}});
    if (state.stage == Stage::checking) return refuse(rules::check_due);
    GEZHI_CHECK(check_childless(state));
    return {};
}

Result<void> check_ended(const State& state) {
    GEZHI_CHECK(check_there(state));
    if (open(state)) return refuse(rules::not_ended);
    return {};
}

bool window_over(const State& state, Instant now) {
    return state.object_until && now > *state.object_until;
}

Result<void> check_answer(const State& state, const Facts& facts) {
    GEZHI_CHECK(check_ended(state));
    if (state.stage == Stage::declined) return refuse(rules::nothing_to_answer);
    if (state.answered) return refuse(rules::answered);
    if (window_over(state, facts.now)) return refuse(rules::objection_too_late);
    // Who handles a case never makes its call-back.
    if (facts.actor.kind == ActorKind::person && handed_in_by(state, facts.actor.person))
        return refuse(rules::own_work);
    return {};
}

// Done, and the neighbours may say that it is not.
bool in_window(const State& state, Instant now) {
    return state.stage == Stage::answering && !state.joined_to && state.neighbours_until &&
           now < *state.neighbours_until;
}

bool reopens(const State& state, const Answer& one) {
    return !one.solved && state.ending == Ending::solved && !state.joined_to && !state.parent &&
           state.reopened < answer_reopens_max;
}

} // namespace

Result<Events> decide(const State& state, const Close& one, const Facts& facts) {
    GEZHI_CHECK(check_finished(state));
    if (state.stage < Stage::registered) return wrong_stage(state);
    if (state.stage == Stage::registered && one.ending == Ending::solved)
        return refuse(rules::nothing_handed_in);
    if (one.condition.empty()) return refuse(rules::no_closing);
    if (!facts.closing_known) return refuse(rules::unknown_closing, {{"condition", one.condition.value}});
    if (!facts.closing_fits) return refuse(rules::closing_misfit, {{"condition", one.condition.value}});
    if (one.ending != Ending::solved && !one.text) return refuse(rules::note_required);
    if (state.neighbours_until && facts.now < *state.neighbours_until)
        return refuse(rules::neighbours_may_object, {{"until", iso(*state.neighbours_until).substr(0, 10)}});
    if (handed_in_by(state, facts.actor.person)) return refuse(rules::own_work);
    return Events{Closed{one.ending, one.condition, one.text, facts.now, facts.object_until, state.parent}};
}

Result<Events> decide(const State& state, const Refer& one, const Facts& facts) {
    GEZHI_CHECK(check_finished(state));
    if (one.path.empty() || !facts.path_known) return refuse(rules::unknown_path, {{"path", one.path.value}});
    // What the officer reads is not what the reporter reads: the ending carries no text.
    return Events{Referred{one.path, one.text},
                  Closed{Ending::legal_path, {}, {}, facts.now, facts.object_until, state.parent}};
}

Result<Events> decide(const State& state, const Answer& one, const Facts& facts) {
    GEZHI_CHECK(check_answer(state, facts));
    Events events{Answered{one.solved, one.text}};
    if (!reopens(state, one)) return events;
    const auto& clock = state.unit.empty() ? facts.clocks.triage : facts.clocks.handling;
    if (!clock) return no_limit();
    events.emplace_back(Reopened{Code{std::string(not_done)}, one.text, facts.now, *clock});
    return events;
}

Result<Events> decide(const State& state, const Object& one, const Facts& facts) {
    if (in_window(state, facts.now)) {
        if (state.objections >= objections_max) return refuse(rules::too_much_talk);
        if (!facts.clocks.check) return no_limit();
        return Events{Objected{one.text, *facts.clocks.check}};
    }
    GEZHI_CHECK(check_ended(state));
    if (window_over(state, facts.now)) return refuse(rules::objection_too_late);
    if (state.objections >= objections_max) return refuse(rules::too_much_talk);
    return Events{Objected{one.text, {}}};
}

Result<Events> decide(const State& state, const Reopen& one, const Facts& facts) {
    GEZHI_CHECK(check_ended(state));
    if (state.joined_to) return refuse(rules::joined, {{"lead", state.joined_to->text()}});
    if (state.parent && facts.actor.kind != ActorKind::flow)
        return refuse(rules::ask_parent, {{"parent", state.parent->text()}});
    GEZHI_CHECK(check_note(facts, one.text.has_value()));
    const auto& clock = state.unit.empty() ? facts.clocks.triage : facts.clocks.handling;
    if (!clock) return no_limit();
    return Events{Reopened{one.reason, one.text, facts.now, *clock}};
}

} // namespace gezhi::casework
