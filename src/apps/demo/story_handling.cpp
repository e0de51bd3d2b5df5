// What the unit does with it: given back, asked about, kept too long, handed in.

#include "apps/demo/story.hpp"

#include <utility>

namespace gezhi::apps::demo {

namespace {

constexpr std::int64_t hold_days = 20;
constexpr std::string_view hold_path = "police";
constexpr std::int64_t stuck_days_least = 12;
constexpr std::int64_t stuck_days_most = 55;
constexpr std::int64_t furious_days = 4;

} // namespace

void Story::plan_handling(const Shared& plan) {
    const auto now = state(*plan);
    if (!now || !now->clock) return;
    if (now->returns.size() < plan->wrong.size()) {
        at(after(clock_.now(), 20, 110), [this, plan] { return give_back(plan); });
        return;
    }
    if (chance_.percent(60))
        at(after(clock_.now(), 5, 80, !plan->emergency), [this, plan]() -> Result<void> {
            GEZHI_TRY(here, state(*plan));
            if (here.stage == casework::Stage::dispatched)
                GEZHI_CHECK(send(handler(here.unit), *plan, casework::Acknowledge{}));
            return {};
        });
    if (plan->talks) at(after(clock_.now(), 30, 240), [this, plan] { return talk(plan); });
    const auto road = std::exchange(plan->road, SideRoad::none); // once
    if (road == SideRoad::part) at(after(clock_.now(), 20, 200), [this, plan] { return split_off(plan); });
    // At some share of the clock; the late ones well beyond it, a few for weeks. Who asks for more time
    // does so before the limit.
    const auto due = now->clock->start.due;
    const auto whole = std::max<std::int64_t>(0, (due.us - clock_.now().us) / us_per_minute);
    const bool asks = road == SideRoad::more_time || road == SideRoad::rest;
    const auto share = asks         ? chance_.between(110, 180)
                       : plan->late ? chance_.between(108, 260)
                                    : chance_.between(22, 93);
    if (asks) {
        const auto early = whole * chance_.between(10, 45) / 100;
        at(after(clock_.now(), early, early + 20), [this, plan, road] { return ask_for_time(plan, road); });
    }
    auto minutes = std::max<std::int64_t>(plan->emergency ? 12 : 20, whole * share / 100);
    if (plan->stuck) minutes += chance_.between(stuck_days_least, stuck_days_most) * minutes_a_day;
    if (plan->furious) minutes += furious_days * minutes_a_day;
    plan->stuck = plan->furious = false; // once
    auto when = after(clock_.now(), minutes, minutes + 15, !plan->emergency);
    // What is due before the office opens again is done by the shift.
    if (share < 100 && minutes < whole && when >= due)
        when = Instant{clock_.now().us + minutes * us_per_minute};
    if (plan->supervised && (plan->late || plan->furious) && when > due)
        at(after(due, 60, 600), [this, plan] { return supervise(plan); });
    at(when, [this, plan] { return hand_in(plan); });
}

Result<void> Story::give_back(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::with_unit(now)) return {};
    const auto book = house_.books->current();
    const auto route = book->index.route(plan->matter.class_code.value, now.grid.value);
    engine::Sides sides;
    casework::ReturnOrder one{Code{"not_our_duty"}, Code{std::string(route.unit)}, {}};
    const auto& lines = script_.stage.lines;
    const bool unwilling = plan->knot != nullptr;
    one.text = sealed(*plan, words(unwilling ? lines.unwilling : lines.returns), "return", sides);
    GEZHI_TRY(taken, send(handler(now.unit), *plan, one, std::move(sides)));
    if (!taken) plan->wrong.clear(); // it stays with them, so they do it
    if (taken)
        at(after(clock_.now(), 10, unwilling ? 240 : 70), [this, plan] { return send_on(plan); });
    else
        plan_handling(plan);
    return {};
}

Result<void> Story::talk(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now) || now.unit.empty()) return {};
    const bool asks = chance_.percent(60);
    const auto& lines = script_.stage.lines;
    GEZHI_CHECK(write<casework::Say>(asks ? handler(now.unit) : reporter(), *plan,
                                     words(asks ? lines.questions : lines.impatient), "say"));
    if (!asks || !chance_.percent(75)) return {};
    at(after(clock_.now(), 5, 300, false), [this, plan]() -> Result<void> {
        GEZHI_CHECK(write<casework::Say>(reporter(), *plan, words(script_.stage.lines.replies), "say"));
        return {};
    });
    return {};
}

Result<void> Story::hand_in(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::with_unit(now)) return {};
    if (now.suspension) {
        at(after(now.suspension->until, 60, 2000), [this, plan] { return hand_in(plan); });
        return {};
    }
    if (plan->held && !now.hold) {
        plan->held = false;
        engine::Sides sides;
        const auto until = clock_.now() + std::chrono::hours(24 * hold_days);
        const auto text = sealed(*plan, words(script_.stage.lines.notes), "hold", sides);
        GEZHI_TRY(taken, send(desk(), *plan, casework::HoldForPath{Code{std::string(hold_path)}, until, text},
                              std::move(sides)));
        if (taken) {
            at(after(until, 60, 2000), [this, plan] { return hand_in(plan); });
            return {};
        }
    }
    engine::Sides sides;
    casework::HandIn one{sealed(*plan, plan->matter.result, "result", sides), {}};
    const auto book = house_.books->current();
    const auto* matter = book->index.matter(now.class_code.value);
    if ((matter != nullptr && matter->photo == "asked") || chance_.percent(5)) {
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

} // namespace gezhi::apps::demo
