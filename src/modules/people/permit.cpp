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

    // Which of the two gives posts and passwords depends on whether there is a security administrator
    // (decide).
    Result<void> either() const {
        if (actor.kind == ActorKind::person && actor.has(Duty::security_administrator)) return {};
        return administrator();
    }

    Result<void> operator()(const CreateAccount&) const { return administrator(); }

    Result<void> operator()(const SetPosts&) const { return either(); }

    Result<void> operator()(const CloseAccount&) const { return administrator(); }

    Result<void> operator()(const ReopenAccount&) const { return administrator(); }

    // One's own password is one's own affair.
    Result<void> operator()(const SetPassword&) const {
        if (actor.kind == ActorKind::person && state.version > 0 && actor.person == state.person) return {};
        return either();
    }

    Result<void> operator()(const SetSecondFactor&) const {
        if (actor.kind == ActorKind::person && state.version > 0 && actor.person == state.person) return {};
        return refuse(rules::not_own_factor);
    }

    // Never one's own: whoever holds an open desk would take the lock off with it.
    Result<void> operator()(const DropSecondFactor&) const {
        if (actor.kind == ActorKind::person && state.version > 0 && actor.person == state.person)
            return refuse(rules::not_own_factor);
        return either();
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
