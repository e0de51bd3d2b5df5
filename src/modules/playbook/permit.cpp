#include "modules/playbook/commands.hpp"

namespace gezhi::playbook {

Result<void> permit(const Actor& actor, const State&, const Command&) {
    const bool setup = actor.kind == ActorKind::flow && actor.flow.value == setup_flow;
    if (setup || (actor.kind == ActorKind::person && actor.has(Duty::administrator))) return {};
    return refuse(rules::not_administrator);
}

} // namespace gezhi::playbook
