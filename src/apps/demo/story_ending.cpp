// From handed in to an honest end: checked, closed, answered by the reporter, reopened where it was not.

#include "apps/demo/story.hpp"

#include <algorithm>

namespace gezhi::apps::demo {

namespace {

constexpr std::int64_t objecting_neighbours = 25; // percent of the results shown

// Leads another grid beside the own one, while its leader is away.
bool stands_in(const Actor& actor) {
    return std::count_if(actor.posts.begin(), actor.posts.end(),
                         [](const auto& post) { return post.duty == Duty::grid_leader; }) > 1;
}

} // namespace

Result<void> Story::check(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (now.stage == casework::Stage::checking) {
        engine::Sides sides;
        casework::Check one{plan->handled > 1 || chance_.percent(90), {}};
        if (!one.passed) one.text = sealed(*plan, words(script_.stage.lines.failed_checks), "check", sides);
        const auto actor = chance_.percent(80) ? staff("he") : of_grid(Duty::grid_leader, now.grid);
        GEZHI_TRY(taken, send(actor, *plan, one, std::move(sides)));
        if (!taken) return {};
        if (!one.passed) {
            const bool no_unit = now.unit.empty(); // fixed on the spot, so it is sent out now
            at(after(clock_.now(), 60, 420),
               [this, plan, no_unit] { return no_unit ? send_on(plan) : hand_in(plan); });
            return {};
        }
    }
    at(after(clock_.now(), 10, 150), [this, plan] { return close(plan); });
    return {};
}

Result<void> Story::close(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now)) return {};
    if (casework::has_open_child(now)) {
        at(after(clock_.now(), 300, 1500), [this, plan] { return close(plan); });
        return {};
    }
    if (now.neighbours_until && clock_.now() < *now.neighbours_until) { // its result is shown
        if (now.objections == 0 && chance_.percent(objecting_neighbours)) return speak_up(plan);
        at(after(*now.neighbours_until, 5, 200), [this, plan] { return close(plan); });
        return {};
    }
    const auto book = house_.books->current();
    const auto closings = book->index.closings(now.class_code.value);
    // The ending the plan wants where the class has it; else the first that ends anything at all.
    const std::string_view wanted = plan->explained ? "explained" : "solved";
    const playbook::ClosingCondition* chosen = nullptr;
    for (const auto* each : closings) {
        if (each->ending == "open") continue;
        if (chosen == nullptr || (each->ending == wanted && chosen->ending != wanted)) chosen = each;
    }
    if (chosen == nullptr) return {};
    const auto ending = json::enum_from<casework::Ending>(chosen->ending);
    if (!ending) return {};
    engine::Sides sides;
    const auto& lines =
        *ending == casework::Ending::solved ? script_.stage.lines.closings : script_.stage.lines.explained;
    const auto text = sealed(*plan, words(lines, {{"result", plan->matter.result}}), "close", sides);
    const auto actor = chance_.percent(75) ? desk() : of_grid(Duty::grid_leader, now.grid);
    if (stands_in(actor)) GEZHI_CHECK(note(actor, *plan, script_.stage.lines.deputy));
    GEZHI_TRY(taken,
              send(actor, *plan, casework::Close{*ending, Code{chosen->code}, text}, std::move(sides)));
    if (taken && plan->appeals && now.handled_late)
        at(after(clock_.now(), 200, 3600), [this, plan] { return appeal(plan); });
    if (taken && plan->answers)
        at(after(clock_.now(), 20, 2600, false), [this, plan] { return answer(plan); });
    return {};
}

Result<void> Story::answer(const Shared& plan) {
    engine::Sides sides;
    casework::Answer one{plan->solved, {}};
    if (!one.solved || chance_.percent(45))
        one.text = sealed(*plan, words(one.solved ? script_.stage.lines.thanks : script_.stage.lines.still),
                          "answer", sides);
    const auto actor = plan->by_resident ? reporter() : desk();
    GEZHI_TRY(taken, send(actor, *plan, one, std::move(sides)));
    if (!taken || one.solved) return {};
    plan->solved = chance_.percent(75); // the second time it is mostly done well
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now)) return {};
    if (now.unit.empty())
        at(after(clock_.now(), 20, 120), [this, plan] { return send_on(plan); });
    else
        plan_handling(plan);
    return {};
}

} // namespace gezhi::apps::demo
