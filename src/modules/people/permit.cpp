#include "modules/people/decide.hpp"

namespace gezhi::people {

namespace {

bool runs_the_house(const Actor& actor) {
    return (actor.kind == ActorKind::person && actor.has(Duty::administrator)) ||
           (actor.kind == ActorKind::flow && actor.flow.value == setup_flow);
}

struct Permit {
    const Actor& actor;
    const State& state;

    Result<void> administrator() const {
        if (!runs_the_house(actor)) return refuse(rules::not_administrator);
        return {};
    }

    Result<void> operator()(const CreateAccount&) const { return administrator(); }

    Result<void> operator()(const SetPosts&) const { return administrator(); }

    Result<void> operator()(const CloseAccount&) const { return administrator(); }

    Result<void> operator()(const ReopenAccount&) const { return administrator(); }

    // One's own password is one's own affair.
    Result<void> operator()(const SetPassword&) const {
        if (actor.kind == ActorKind::person && state.version > 0 && actor.person == state.person) return {};
        return administrator();
    }

    Result<void> operator()(const SetDutyShifts&) const {
        if (runs_the_house(actor) || (actor.kind == ActorKind::person && actor.has(Duty::desk))) return {};
        return refuse(rules::not_for_duty);
    }
};

} // namespace

Result<void> permit(const Actor& actor, const State& state, const Command& command) {
    return std::visit(Permit{actor, state}, command);
}

} // namespace gezhi::people
