// Parent and child: the parent learns first, a flow does the rest. A parent cannot end around an open child,
// and a child opens again only when its parent has agreed.

#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

const Child* child_of(const State& state, CaseId id) {
    const auto found = std::ranges::find(state.children, id, &Child::id);
    return found == state.children.end() ? nullptr : &*found;
}

} // namespace

Result<Events> decide(const State& state, const Split& one, const Facts& facts) {
    GEZHI_CHECK(check_moves(state));
    if (!at_desk(state) && !with_unit(state)) return wrong_stage(state);
    if (one.child == state.id || child_of(state, one.child) != nullptr)
        return refuse(rules::exists, {{"number", state.number.value}});
    if (state.children.size() >= children_max)
        return refuse(rules::too_many_children, {{"max", number(children_max)}});
    if (one.class_code.empty() || !facts.class_known)
        return refuse(rules::unknown_class, {{"class", one.class_code.value}});
    return Events{SplitOff{one.child, one.class_code, one.text, one.position_commitment, facts.actor.person,
                           facts.now}};
}

Result<Events> decide(const State& state, const CountChildEnd& one, const Facts&) {
    GEZHI_CHECK(check_there(state));
    const auto* child = child_of(state, one.child);
    if (child == nullptr || !child->open) return refuse(rules::no_such_child);
    return Events{ChildEnded{one.child}};
}

Result<Events> decide(const State& state, const ReopenChild& one, const Facts& facts) {
    GEZHI_CHECK(check_moves(state));
    const auto* child = child_of(state, one.child);
    if (child == nullptr) return refuse(rules::no_such_child);
    if (child->open) return refuse(rules::child_open);
    GEZHI_CHECK(check_note(facts, one.text.has_value()));
    return Events{ChildReopened{one.child, one.reason, one.text, facts.now}};
}

} // namespace gezhi::casework
