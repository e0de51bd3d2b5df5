// More time and rest: what the unit asks for, who approves, and what comes of it.

#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

bool too_late(const State& state, Instant now) {
    return now >= state.clock->start.due;
}

// Asked with the unit, while its clock still has time, and one thing at a time.
Result<void> check_asks(const State& state, const Facts& facts) {
    GEZHI_CHECK(check_with_unit(state));
    if (state.request) return refuse(rules::request_open);
    if (too_late(state, facts.now)) return refuse(rules::ask_too_late);
    return {};
}

Result<void> check_until(Instant until, const Facts& facts) {
    if (until <= facts.now || !facts.rest_until_max || until > *facts.rest_until_max)
        return refuse(rules::suspension_until);
    return {};
}

// Neither who asked nor who approved before.
Result<void> check_judge(const Request& request, PersonId person) {
    const bool before = std::ranges::find(request.approvals, person) != request.approvals.end();
    if (request.by == person || before) return refuse(rules::own_request);
    return {};
}

Result<void> check_requested(const State& state) {
    GEZHI_CHECK(check_moves(state));
    if (!state.request) return refuse(rules::no_request);
    return {};
}

// Asking is an act of the unit as any other.
Events acknowledged(const State& state) {
    return state.stage == Stage::dispatched ? Events{Acknowledged{}} : Events{};
}

Result<Events> grant(const Request& request, const Approve& one, const Facts& facts) {
    const auto by = facts.actor.person;
    if (request.wish == Wish::suspension)
        return Events{Suspended{request.reason, *request.until, one.text, by, facts.now}};
    if (!facts.clocks.extended) return no_limit();
    return Events{Extended{one.text, by, facts.now, *facts.clocks.extended}};
}

} // namespace

Result<Events> decide(const State& state, const AskExtension& one, const Facts& facts) {
    GEZHI_CHECK(check_asks(state, facts));
    if (state.extensions >= facts.extensions_max)
        return refuse(rules::extensions_used, {{"max", number(facts.extensions_max)}});
    GEZHI_CHECK(check_note(facts, one.text.has_value()));
    auto events = acknowledged(state);
    events.emplace_back(ExtensionAsked{one.reason, one.text, facts.actor.person, facts.now});
    return events;
}

Result<Events> decide(const State& state, const AskSuspension& one, const Facts& facts) {
    GEZHI_CHECK(check_asks(state, facts));
    if (state.suspensions >= facts.suspensions_max)
        return refuse(rules::suspensions_used, {{"max", number(facts.suspensions_max)}});
    GEZHI_CHECK(check_note(facts, one.text.has_value()));
    GEZHI_CHECK(check_until(one.until, facts));
    auto events = acknowledged(state);
    events.emplace_back(SuspensionAsked{one.reason, one.until, one.text, facts.actor.person, facts.now});
    return events;
}

Result<Events> decide(const State& state, const Approve& one, const Facts& facts) {
    GEZHI_CHECK(check_requested(state));
    const auto& request = *state.request;
    if (too_late(state, facts.now)) return refuse(rules::ask_too_late);
    if (request.until) GEZHI_CHECK(check_until(*request.until, facts));
    GEZHI_CHECK(check_judge(request, facts.actor.person));
    const auto given = static_cast<std::int64_t>(request.approvals.size()) + 1;
    if (given >= facts.approvals) return grant(request, one, facts);
    return Events{RequestApproved{one.text, facts.actor.person, facts.now}};
}

Result<Events> decide(const State& state, const RefuseRequest& one, const Facts& facts) {
    GEZHI_CHECK(check_requested(state));
    GEZHI_CHECK(check_judge(*state.request, facts.actor.person));
    return Events{RequestRefused{one.text, facts.actor.person, facts.now}};
}

} // namespace gezhi::casework
