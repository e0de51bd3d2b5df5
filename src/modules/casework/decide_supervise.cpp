// Watching over a case, and the appeal of a unit that was late.

#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

// Neither who appealed, nor who did the work, nor who has reviewed before.
bool partial(const State& state, PersonId person) {
    const auto& reviewers = state.appeal->reviewers;
    return state.appeal->by == person || handed_in_by(state, person) ||
           std::ranges::find(reviewers, person) != reviewers.end();
}

} // namespace

Result<Events> decide(const State& state, const Supervise& one, const Facts& facts) {
    GEZHI_CHECK(check_moves(state));
    if (!at_desk(state) && !with_unit(state)) return wrong_stage(state);
    if (supervised(state)) return refuse(rules::supervised);
    if (!facts.supervised_until) return no_limit();
    return Events{Supervised{one.text, facts.actor.person, facts.now, *facts.supervised_until}};
}

Result<Events> decide(const State& state, const AppealLateness& one, const Facts& facts) {
    GEZHI_CHECK(check_there(state));
    if (open(state)) return refuse(rules::not_ended);
    if (!state.handled_late) return refuse(rules::not_late);
    if (state.appeal) return refuse(rules::appealed);
    if (!facts.appeal_until) return no_limit();
    if (facts.now > *facts.appeal_until) return refuse(rules::appeal_too_late);
    GEZHI_CHECK(check_note(facts, one.text.has_value()));
    return Events{Appealed{one.reason, one.text, facts.actor.person, facts.now}};
}

Result<Events> decide(const State& state, const ReviewAppeal& one, const Facts& facts) {
    GEZHI_CHECK(check_there(state));
    if (!state.appeal || state.appeal->granted) return refuse(rules::no_appeal);
    if (!one.granted && !one.text) return refuse(rules::note_required);
    if (partial(state, facts.actor.person)) return refuse(rules::own_appeal);
    const auto reviews = static_cast<std::int64_t>(state.appeal->reviewers.size()) + 1;
    const bool decided = !one.granted || reviews >= facts.appeal_reviews;
    return Events{AppealReviewed{one.granted, decided, one.text, facts.actor.person, facts.now}};
}

} // namespace gezhi::casework
