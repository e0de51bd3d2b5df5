#include "modules/grid/decide.hpp"

namespace gezhi::grid {

namespace {

bool draws_the_street(const Actor& actor) {
    return (actor.kind == ActorKind::person && actor.has(Duty::administrator)) ||
           (actor.kind == ActorKind::flow && actor.flow.value == setup_flow);
}

struct Permit {
    const Actor& actor;

    Result<void> operator()(const TakeEffect&) const {
        if (actor.kind != ActorKind::clock) return refuse(rules::clock_only);
        return {};
    }

    template <class Other>
    Result<void> operator()(const Other&) const {
        if (!draws_the_street(actor)) return refuse(rules::not_administrator);
        return {};
    }
};

} // namespace

Result<void> permit(const Actor& actor, const State&, const Command& command) {
    return std::visit(Permit{actor}, command);
}

} // namespace gezhi::grid
