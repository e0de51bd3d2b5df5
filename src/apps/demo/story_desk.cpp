// What the desk makes of a report: sent on, declined, explained, or put right where it lay in a wrong grid.

#include "apps/demo/story.hpp"

#include <algorithm>

namespace gezhi::apps::demo {

Result<void> Story::triage(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now) || now.joined_to) return {};
    if (plan->astray) return put_right(plan);
    if (plan->noted) GEZHI_CHECK(note(desk(), *plan, script_.stage.lines.notes));
    if (plan->declined) return decline(plan);
    if (plan->explained) return explain(plan);
    if (plan->referred) {
        engine::Sides sides;
        const auto text = sealed(*plan, words(script_.stage.lines.declined), "refer", sides);
        GEZHI_CHECK(send(desk(), *plan, casework::Refer{Code{"consumer"}, text}, std::move(sides)));
        return {};
    }
    return send_on(plan);
}

Result<void> Story::send_on(const Shared& plan) {
    const auto book = house_.books->current();
    GEZHI_TRY(now, state(*plan));
    if (!casework::at_desk(now)) return {};
    const auto route = book->index.route(plan->matter.class_code.value, now.grid.value);
    Code unit{std::string(route.unit)};
    std::erase(plan->wrong, unit);
    // The desk errs as often as it must for the plan's returns.
    if (now.returns.size() < plan->wrong.size()) unit = plan->wrong[now.returns.size()];
    const auto mistaken = plan->road == SideRoad::taken_back ? usual_mistake() : unit;
    const bool slips = mistaken != unit && unit.value == route.unit;
    if (slips) unit = mistaken;
    const bool by_liaison = !plan->emergency && chance_.percent(18) && !now.grid.empty();
    const auto actor = plan->emergency ? on_duty() : by_liaison ? of_grid(Duty::liaison, now.grid) : desk();
    GEZHI_TRY(taken, send(actor, *plan, casework::SendOn{plan->matter.class_code, {}, unit, {}}));
    if (plan->road == SideRoad::taken_back) plan->road = SideRoad::none;
    if (taken && slips)
        at(after(clock_.now(), 1, 5, false), [this, plan] { return take_back(plan); });
    else if (taken)
        plan_handling(plan);
    return {};
}

Result<void> Story::decline(const Shared& plan) {
    engine::Sides sides;
    const std::vector<std::string> reasons{"outside_area", "legal_path", "already_answered", "no_content"};
    casework::Decline one{Code{chance_.one_of(reasons)}, {}, {}};
    if (one.reason.value == "legal_path") one.path = Code{"consumer"};
    one.text = sealed(*plan, words(script_.stage.lines.declined), "decline", sides);
    GEZHI_TRY(taken, send(desk(), *plan, one, std::move(sides)));
    if (!taken || !plan->by_resident || !chance_.percent(30)) return {};
    at(after(clock_.now(), 60, 2000, false), [this, plan]() -> Result<void> {
        GEZHI_CHECK(
            write<casework::Object>(reporter(), *plan, words(script_.stage.lines.objections), "objection"));
        return {};
    });
    return {};
}

// Answered by the desk itself: taken in, registered, explained.
Result<void> Story::explain(const Shared& plan) {
    const auto book = house_.books->current();
    const auto closings = book->index.closings(plan->matter.class_code.value);
    plan->explained = std::any_of(closings.begin(), closings.end(),
                                  [](const auto* one) { return one->ending == "explained"; });
    if (!plan->explained) return send_on(plan); // not a matter for words
    GEZHI_CHECK(send(desk(), *plan, casework::Verify{}));
    GEZHI_CHECK(send(desk(), *plan, casework::Accept{}));
    GEZHI_CHECK(send(desk(), *plan, casework::Register{plan->matter.class_code, {}}));
    at(after(clock_.now(), 30, 200), [this, plan] { return close(plan); });
    return {};
}

// The liaison of the grid it fell to has looked: reported anew where it is, and the two are one.
Result<void> Story::put_right(const Shared& plan) {
    plan->astray = false;
    GEZHI_TRY(before, state(*plan));
    GEZHI_CHECK(note(of_grid(Duty::liaison, before.grid), *plan, script_.stage.lines.astray));
    const auto right = std::make_shared<Plan>(*plan);
    right->channel = casework::Channel::staff;
    right->photographed = right->declined = right->referred = right->explained = false;
    at(after(clock_.now(), 8, 25), [this, plan, right]() -> Result<void> {
        GEZHI_CHECK(report(right));
        GEZHI_CHECK(send(desk(), *plan, casework::Join{right->id}));
        return {};
    });
    return {};
}

} // namespace gezhi::apps::demo
