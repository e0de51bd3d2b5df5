#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

namespace gezhi::casework {

namespace {

Result<void> check_follows(const State& state) {
    GEZHI_CHECK(check_open(state));
    if (!state.joined_to) return refuse(rules::not_joined);
    return {};
}

} // namespace

Result<Events> decide(const State& state, const Join& one, const Facts& facts) {
    GEZHI_CHECK(check_moves(state));
    if (!at_desk(state) && !with_unit(state)) return wrong_stage(state);
    if (state.parent) return refuse(rules::is_child);
    GEZHI_CHECK(check_childless(state));
    if (one.lead == state.id) return refuse(rules::own_lead);
    if (!facts.lead) return refuse(rules::lead_missing);
    if (facts.lead->joined) return refuse(rules::lead_joined);
    if (!facts.lead->open) return refuse(rules::lead_ended);
    if (state.supporters > 0 || facts.followed) return refuse(rules::has_supporters);
    return Events{Joined{one.lead, strictest(state.visibility, facts.lead->visibility), facts.now}};
}

// Also after the end: what ended with its lead and was another matter goes on where it stood.
Result<Events> decide(const State& state, const Leave&, const Facts& facts) {
    GEZHI_CHECK(check_there(state));
    if (!state.joined_to) return open(state) ? refuse(rules::not_joined) : refuse(rules::ended);
    if (!facts.clocks.resumed) return no_limit();
    return Events{Left{*state.joined_to, facts.now, *facts.clocks.resumed, !open(state)}};
}

Result<Events> decide(const State& state, const CountSupporter& one, const Facts&) {
    GEZHI_CHECK(check_there(state));
    return Events{SupporterCounted{one.joined, strictest(state.visibility, one.visibility)}};
}

Result<Events> decide(const State& state, const DropSupporter& one, const Facts&) {
    GEZHI_CHECK(check_there(state));
    return Events{SupporterDropped{one.left}};
}

// Each reporter keeps an own receipt and answer: the joined case ends as its lead did.
Result<Events> decide(const State& state, const FollowLead& one, const Facts& facts) {
    GEZHI_CHECK(check_follows(state));
    if (one.ending)
        return Events{Closed{*one.ending, one.condition, one.text, facts.now, facts.object_until, {}}};
    return Events{Declined{one.reason, one.path, one.text, facts.now, facts.object_until, {}}};
}

} // namespace gezhi::casework
