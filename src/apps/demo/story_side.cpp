// The side roads of a case: more time, a rest, a part of its own, somebody who watches over it, an appeal of
// a unit that was late; fixed on the spot, taken back, taken out of a cluster again.

#include "apps/demo/story.hpp"

#include <algorithm>

namespace gezhi::apps::demo {

namespace {

constexpr std::int64_t approve_least = 15; // minutes after it was asked
constexpr std::int64_t approve_most = 70;
constexpr std::int64_t refused_percent = 12;
constexpr std::int64_t rest_days_least = 12;
constexpr std::int64_t rest_days_most = 120;
constexpr std::int64_t resumed_early_percent = 30;
constexpr std::int64_t granted_percent = 65;

} // namespace

Code Story::reason(std::string_view kind) {
    const auto book = house_.books->current();
    std::vector<Code> fitting;
    for (const auto& one : book->index.playbook().reasons.reasons)
        if (one.kind == kind) fitting.push_back(Code{one.code});
    return fitting.empty() ? Code{} : chance_.one_of(fitting);
}

// The unit sees that it will not be done in time.
Result<void> Story::ask_for_time(const Shared& plan, SideRoad wish) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::with_unit(now)) return {};
    engine::Sides sides;
    const auto& lines = script_.stage.lines;
    casework::Command one;
    if (wish == SideRoad::rest) {
        const auto days = chance_.between(rest_days_least, rest_days_most);
        const auto text = sealed(*plan, words(lines.rests), "suspend", sides);
        one = casework::AskSuspension{reason("suspend"), clock_.now() + std::chrono::hours(24 * days), text};
    } else {
        const auto text = sealed(*plan, words(lines.more_time), "extend", sides);
        one = casework::AskExtension{reason("extend"), text};
    }
    GEZHI_TRY(taken, send(handler(now.unit), *plan, std::move(one), std::move(sides)));
    if (taken) at(after(clock_.now(), approve_least, approve_most), [this, plan] { return judge(plan); });
    return {};
}

// First the desk, then the leader of the grid.
Result<void> Story::judge(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!now.request) return {};
    const bool first = now.request->approvals.empty();
    const auto actor = first ? desk() : of_grid(Duty::grid_leader, now.grid);
    if (chance_.percent(refused_percent)) {
        GEZHI_CHECK(
            write<casework::RefuseRequest>(actor, *plan, words(script_.stage.lines.no_more_time), "refuse"));
        return {};
    }
    GEZHI_TRY(taken, send(actor, *plan, casework::Approve{}));
    if (!taken) return {};
    if (first) at(after(clock_.now(), approve_least, approve_most), [this, plan] { return judge(plan); });
    GEZHI_TRY(here, state(*plan));
    if (here.suspension && chance_.percent(resumed_early_percent)) {
        const auto left = (here.suspension->until.us - clock_.now().us) / us_per_minute;
        at(after(clock_.now(), left / 3, left * 4 / 5), [this, plan]() -> Result<void> {
            GEZHI_TRY(resting, state(*plan));
            if (resting.suspension)
                GEZHI_CHECK(send(of_grid(Duty::grid_leader, resting.grid), *plan, casework::Resume{}));
            return {};
        });
    }
    return {};
}

// Another matter of the same spot that somebody else has to do: a case of its own, which ends first.
Result<void> Story::split_off(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::with_unit(now) && !casework::at_desk(now)) return {};
    std::vector<const Matter*> fitting;
    for (const auto& one : script_.matters)
        if (one.where == plan->spot.kind && one.when.empty() && one.class_code != now.class_code)
            fitting.push_back(&one);
    if (fitting.empty()) return {};
    const auto part = std::make_shared<Plan>();
    part->matter = *chance_.one_of(fitting);
    part->matter.text = spin(part->matter.text, chance_);
    part->matter.result = spin(part->matter.result, chance_);
    part->spot = plan->spot;
    part->place = plan->place;
    part->channel = plan->channel;
    engine::Sides sides;
    auto one =
        casework::split(house_.case_door(), plan->place, words(script_.stage.lines.parts) + part->matter.text,
                        part->matter.class_code, sides);
    part->id = one.child;
    GEZHI_TRY(taken, send(desk(), *plan, std::move(one), std::move(sides)));
    if (taken) at(after(clock_.now(), 5, 60), [this, part] { return triage(part); });
    return {};
}

Result<void> Story::supervise(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!casework::with_unit(now)) return {};
    const auto leader = of_grid(Duty::grid_leader, now.grid);
    GEZHI_CHECK(
        write<casework::Supervise>(leader, *plan, words(script_.stage.lines.supervises), "supervise"));
    return {};
}

Result<void> Story::appeal(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (casework::open(now) || !now.handled_late || now.unit.empty()) return {};
    engine::Sides sides;
    const auto text = sealed(*plan, words(script_.stage.lines.appeals), "appeal", sides);
    const casework::AppealLateness one{reason("appeal"), text};
    GEZHI_TRY(taken, send(handler(now.unit), *plan, one, std::move(sides)));
    if (taken) at(after(clock_.now(), 60, minutes_a_day), [this, plan] { return review(plan); });
    return {};
}

// The legal officer first, then the desk; one refusal decides.
Result<void> Story::review(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!now.appeal || now.appeal->granted) return {};
    const bool first = now.appeal->reviewers.empty();
    engine::Sides sides;
    casework::ReviewAppeal one{chance_.percent(granted_percent), {}};
    const auto& lines = script_.stage.lines;
    one.text =
        sealed(*plan, words(one.granted ? lines.appeals_granted : lines.appeals_refused), "review", sides);
    GEZHI_TRY(taken, send(first ? staff("fa") : desk(), *plan, one, std::move(sides)));
    if (taken && first && one.granted)
        at(after(clock_.now(), 60, 2 * minutes_a_day), [this, plan] { return review(plan); });
    return {};
}

// Found by the liaison on the round and put right at once, with both photos.
Result<bool> Story::fix(const Shared& plan) {
    const auto book = house_.books->current();
    casework::FixGiven given;
    given.report = given_of(*plan);
    given.report.class_code = plan->matter.class_code;
    given.done = plan->matter.result;
    for (const auto* one : book->index.closings(plan->matter.class_code.value))
        if (one->ending == "solved" && given.closing.empty()) given.closing = Code{one->code};
    if (given.closing.empty()) return false;
    GEZHI_TRY(before, photos(*plan, true));
    GEZHI_TRY(done, photos(*plan, false));
    given.report.photos = before;
    given.photos = done;
    const auto located = casework::locate(*house_.ground, given.report);
    if (!located) return false;
    const auto actor = of_grid(Duty::liaison, located->located.grid);
    GEZHI_TRY(asked, casework::fix_on_spot(house_.case_door(), actor, given));
    plan->id = id_as<CaseId>(asked.task.stream);
    plan->place = asked.spot;
    GEZHI_TRY(taken, sent(task(actor, std::move(asked.task))));
    if (!taken) return false;
    ++told_.reports;
    at(after(clock_.now(), 30, 400), [this, plan] { return check(plan); });
    return true;
}

// Sent to the wrong unit by a slip, and seen at once.
Result<void> Story::take_back(const Shared& plan) {
    GEZHI_TRY(taken, send(desk(), *plan, casework::Recall{}));
    if (taken) at(after(clock_.now(), 1, 4), [this, plan] { return send_on(plan); });
    return {};
}

// On the spot it was seen to be another one: the rest of its clock runs on.
Result<void> Story::leave_cluster(const Shared& plan) {
    GEZHI_TRY(now, state(*plan));
    if (!now.joined_to || !casework::open(now)) return {};
    GEZHI_CHECK(note(of_grid(Duty::liaison, now.grid), *plan, script_.stage.lines.leaves));
    GEZHI_TRY(taken, send(desk(), *plan, casework::Leave{}));
    if (taken) at(after(clock_.now(), 5, 60), [this, plan] { return send_on(plan); });
    return {};
}

// A neighbour does not agree while the result is shown.
Result<void> Story::speak_up(const Shared& plan) {
    GEZHI_TRY(taken,
              write<casework::Object>(reporter(), *plan, words(script_.stage.lines.neighbours), "objection"));
    if (taken) at(after(clock_.now(), 60, minutes_a_day), [this, plan] { return check(plan); });
    return {};
}

} // namespace gezhi::apps::demo
