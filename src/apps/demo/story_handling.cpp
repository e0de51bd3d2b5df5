// From a unit to an honest end: returned, talked about, handed in, checked, closed, answered by the reporter.

#include "apps/demo/story.hpp"

namespace gezhi::apps::demo {

namespace {

constexpr std::int64_t hold_days = 20;
constexpr std::string_view hold_path = "police";

} // namespace

void Story::plan_handling(const Shared& plan) {
    const auto now = state(*plan);
    if (!now || !now->clock) return;
    if (now->returns.size() < static_cast<std::size_t>(plan->returns)) {
        at(after(clock_.now(), 20, 110), [this, plan] { return give_back(plan); });
        return;
    }
    if (chance_.percent(50))
        at(after(clock_.now(), 5, 80, !plan->emergency), [this, plan]() -> Result<void> {
            GEZHI_TRY(here, state(*plan));
            if (here.stage == casework::Stage::dispatched)
                GEZHI_CHECK(send(handler(here.unit), *plan, casework::Acknowledge{}));
            return {};
        });
    if (plan->talks) at(after(clock_.now(), 30, 240), [this, plan] { return talk(plan); });
    // At some share of the clock; the late ones well beyond it.
    const auto& clock = now->clock->start;
    const auto whole = (clock.due.us - clock_.now().us) / us_per_minute;
    const auto share = plan->late ? chance_.between(108, 190) : chance_.between(18, 86);
    const auto minutes = std::max<std::int64_t>(plan->emergency ? 12 : 25, whole * share / 100);
    at(after(clock_.now(), minutes, minutes + 20, !plan->emergency), [this, plan] { return hand_in(plan); });
}

Result<void> Story::give_back(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    const auto book = house_.books->current();
    const auto route = book->index.route(plan->matter.class_code.value, now.grid.value);
    engine::Sides sides;
    casework::ReturnOrder one{Code{"not_our_duty"}, Code{std::string(route.unit)}, {}};
    one.text = sealed(*plan, words(script_.stage.lines.returns), "return", sides);
    GEZHI_TRY(taken, send(handler(now.unit), *plan, one, std::move(sides)));
    if (!taken) plan->returns = 0; // it stays with them, so they do it
    if (taken)
        at(after(clock_.now(), 10, 70), [this, plan] { return send_on(plan); });
    else
        plan_handling(plan);
    return {};
}

Result<void> Story::talk(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now) || now.unit.empty()) return {};
    engine::Sides sides;
    const bool asks = chance_.percent(60);
    const auto text = sealed(
        *plan, words(asks ? script_.stage.lines.questions : script_.stage.lines.impatient), "say", sides);
    GEZHI_CHECK(send(asks ? handler(now.unit) : reporter(), *plan, casework::Say{text}, std::move(sides)));
    if (!asks || !chance_.percent(75)) return {};
    at(after(clock_.now(), 5, 300, false), [this, plan]() -> Result<void> {
        engine::Sides more;
        const auto reply = sealed(*plan, words(script_.stage.lines.replies), "say", more);
        GEZHI_CHECK(send(reporter(), *plan, casework::Say{reply}, std::move(more)));
        return {};
    });
    return {};
}

Result<void> Story::hand_in(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now) || now.unit.empty()) return {};
    if (plan->held && !now.hold) {
        plan->held = false;
        engine::Sides sides;
        const auto until = clock_.now() + std::chrono::hours(24 * hold_days);
        const auto text = sealed(*plan, words(script_.stage.lines.notes), "hold", sides);
        GEZHI_TRY(taken, send(desk(), *plan, casework::HoldForPath{Code{std::string(hold_path)}, until, text},
                              std::move(sides)));
        if (taken) return {};
    }
    engine::Sides sides;
    casework::HandIn one{sealed(*plan, plan->matter.result, "result", sides), {}};
    const auto book = house_.books->current();
    const auto* matter = book->index.matter(now.class_code.value);
    if ((matter != nullptr && matter->photo == "asked") || chance_.percent(10)) {
        GEZHI_TRY(kept, photos(*plan, false));
        GEZHI_CHECK(casework::name_photos(house_.case_door(), plan->id, kept, sides));
        one.photos = kept;
    }
    GEZHI_TRY(taken, send(handler(now.unit), *plan, one, std::move(sides)));
    if (!taken) return {};
    ++plan->handled;
    at(after(clock_.now(), 15, 200), [this, plan] { return check(plan); });
    return {};
}

Result<void> Story::check(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (now.stage == casework::Stage::checking) {
        engine::Sides sides;
        casework::Check one{plan->handled > 1 || chance_.percent(88), {}};
        if (!one.passed) one.text = sealed(*plan, words(script_.stage.lines.failed_checks), "check", sides);
        GEZHI_TRY(taken, send(staff("he"), *plan, one, std::move(sides)));
        if (!taken) return {};
        if (!one.passed) {
            at(after(clock_.now(), 60, 420), [this, plan] { return hand_in(plan); });
            return {};
        }
    }
    at(after(clock_.now(), 10, 120), [this, plan] { return close(plan); });
    return {};
}

Result<void> Story::close(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now)) return {};
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
    GEZHI_TRY(taken,
              send(desk(), *plan, casework::Close{*ending, Code{chosen->code}, text}, std::move(sides)));
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
    plan->solved = true; // the second time it is done well
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now)) return {};
    if (now.unit.empty())
        at(after(clock_.now(), 20, 120), [this, plan] { return send_on(plan); });
    else
        plan_handling(plan);
    return {};
}

} // namespace gezhi::apps::demo
