#include "modules/casework/evolve_clock.hpp"

namespace gezhi::casework {

void EvolveSide::operator()(const ExtensionAsked& one) const {
    state.request = Request{Wish::extension, one.reason, one.text, {}, one.by, one.at, {}};
}

void EvolveSide::operator()(const SuspensionAsked& one) const {
    state.request = Request{Wish::suspension, one.reason, one.text, one.until, one.by, one.at, {}};
}

void EvolveSide::operator()(const RequestApproved& one) const {
    state.request->approvals.push_back(one.by);
}

// No rest: the clock runs on towards a later moment.
void EvolveSide::operator()(const Extended& one) const {
    auto& clock = *state.clock;
    clock.start = one.clock;
    clock.warned = std::min(clock.warned, level_at(one.clock, one.at));
    ++clock.extensions;
    ++state.extensions;
    state.request.reset();
}

void EvolveSide::operator()(const Suspended& one) const {
    state.suspension = Suspension{one.reason, one.until};
    ++state.suspensions;
    state.request.reset();
    rest(*state.clock, one.at, RestKind::suspended);
}

void EvolveSide::operator()(const RequestRefused&) const {
    state.request.reset();
}

void EvolveSide::operator()(const Recalled& one) const {
    state.unit = {};
    state.route = {};
    state.return_until.reset();
    state.request.reset();
    state.stage = Stage::registered;
    put_aside(state, one.at, RestKind::recalled);
    begin(state, one.clock);
}

void EvolveSide::operator()(const Supervised& one) const {
    state.supervision = Supervision{one.text, one.by, one.at, one.until, {}, false};
}

void EvolveSide::operator()(const SupervisionMissed&) const {
    state.supervision->missed = true;
}

void EvolveSide::operator()(const Appealed& one) const {
    state.appeal = Appeal{one.reason, one.text, one.by, one.at, {}, {}};
}

void EvolveSide::operator()(const AppealReviewed& one) const {
    state.appeal->reviewers.push_back(one.by);
    if (one.decided) state.appeal->granted = one.granted;
}

void EvolveSide::operator()(const SplitOff& one) const {
    state.children.push_back({one.child, true});
}

void EvolveSide::operator()(const ChildEnded& one) const {
    for (auto& child : state.children)
        if (child.id == one.child) child.open = false;
}

void EvolveSide::operator()(const ChildReopened& one) const {
    for (auto& child : state.children)
        if (child.id == one.child) child.open = true;
}

void EvolveSide::operator()(const FixedOnSpot& one) const {
    state.on_spot = true;
    state.handled_text = one.text;
    state.evidence_after = one.photos;
    state.hands.push_back(one.by);
    state.stage = one.check_required ? Stage::checking : Stage::answering;
    begin(state, one.clock);
}

} // namespace gezhi::casework
