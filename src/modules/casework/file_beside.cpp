// What stands beside the stage of a case: what the unit asked for, who watches, the parts it was split into.

#include "modules/casework/desk.hpp"

namespace gezhi::casework::detail {

namespace {

wire::Asked asked(const casework::Request& request, const Shape& shape) {
    const auto kind = request.wish == Wish::extension ? "extend" : "suspend";
    return {request.wish,
            shape.reason(kind, request.reason),
            request.until,
            request.at,
            static_cast<std::int64_t>(request.approvals.size()),
            shape.book().index.playbook().limits.adjustments.approvals};
}

// A part that the reader may not see, or that the flow has not reported yet, keeps its line without words.
wire::Part part(const Desk& desk, const Actor& actor, const Child& child, const Shape& shape) {
    wire::Part shown{child.id, child.open, {}, {}, {}};
    if (const auto listed = desk.cases.one(actor, child.id)) {
        auto one = shape.one(*listed);
        shown.number = one.number;
        shown.title = std::move(one.title);
        shown.unit_name = std::move(one.unit_name);
    }
    return shown;
}

} // namespace

Result<wire::Beside> beside(const Desk& desk, const Actor& actor, const State& state, const Shape& shape) {
    wire::Beside shown;
    if (state.request) shown.asked = asked(*state.request, shape);
    shown.extensions = state.extensions;
    if (state.suspension) shown.suspended_until = state.suspension->until;
    if (supervised(state)) {
        shown.supervised_until = state.supervision->until;
        shown.supervision_missed = state.supervision->missed;
    }
    if (open(state)) shown.neighbours_until = state.neighbours_until;
    if (state.appeal) shown.appeal_granted = state.appeal->granted;
    shown.late = state.ever_late;
    shown.exempt = exempt(state);
    shown.on_spot = state.on_spot;
    shown.comes_first = state.comes_first;
    if (state.parent) {
        shown.parent = wire::JoinedCase{*state.parent, {}};
        if (const auto listed = desk.cases.one(actor, *state.parent))
            shown.parent->number = listed->row.number;
    }
    for (const auto& child : state.children) shown.parts.push_back(part(desk, actor, child, shape));
    return shown;
}

} // namespace gezhi::casework::detail
