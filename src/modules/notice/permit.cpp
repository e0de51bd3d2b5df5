#include "modules/notice/decide.hpp"

namespace gezhi::notice {

namespace {

struct Permit {
    const Actor& actor;
    const State& state;

    Result<void> by_flow() const {
        const auto& flow = actor.flow.value;
        if (actor.kind == ActorKind::flow && (flow == notice_flow || flow == emergency_flow)) return {};
        return refuse(rules::not_flow);
    }

    Result<void> operator()(const Owe&) const { return by_flow(); }

    Result<void> operator()(const Withdraw&) const { return by_flow(); }

    Result<void> operator()(const Restrict&) const { return by_flow(); }

    // A notice that is not there passes, so that decide can say so.
    Result<void> operator()(const Tell& one) const {
        const auto* item = find(state, one.item);
        if (item == nullptr || may_tell(actor, item->kind, state.grid, state.restricted)) return {};
        return refuse(rules::not_teller);
    }
};

} // namespace

bool may_tell(const Actor& actor, News kind, const Code& grid, bool restricted) {
    if (actor.kind != ActorKind::person) return false;
    return std::any_of(actor.posts.begin(), actor.posts.end(), [&](const PostHeld& post) {
        const bool here = post.grid.empty() || post.grid == grid;
        return (post.duty == Duty::desk && here) || (post.duty == Duty::liaison && here && !restricted) ||
               (post.duty == Duty::duty_officer && kind == News::duty);
    });
}

Result<void> permit(const Actor& actor, const State& state, const Command& command) {
    return std::visit(Permit{actor, state}, command);
}

} // namespace gezhi::notice
