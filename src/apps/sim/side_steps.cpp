// The side roads of the street's people: more time and rest, parts, what is settled on the spot, appeals.

#include "apps/sim/street.hpp"

#include <algorithm>

namespace gezhi::apps::sim {

using namespace casework;

FileId Street::photo() {
    const auto id = house_->mint.id<FileId>();
    engine::Task task;
    task.sides.put(
        files::FileRow{.id = id, .bytes = 1, .width = 1, .height = 1, .kept_at = house_->clock.now()});
    const auto kept = house_->engine.ask_and_wait(std::move(task));
    require(kept.has_value(), "a photo is kept before it is named");
    return id;
}

engine::Task Street::on_spot() {
    auto made = report();
    FixOnSpot fix;
    fix.report = std::get<Report>(std::any_cast<Command&>(made.command));
    fix.report.channel = Channel::staff;
    fix.report.class_code = Code{"06010"};
    for (const auto* one : house_->books->current()->index.closings("06010"))
        if (one->ending == "solved") fix.closing = Code{one->code};
    const auto id = id_as<CaseId>(made.stream);
    fix.text = written(id, made.sides);
    fix.photos.push_back(photo());
    return task(id, chance_.one_of(handlers_).actor, std::move(fix), std::move(made.sides));
}

engine::Task Street::ask(const State& state, const Actor& unit) {
    engine::Sides sides;
    if (chance_.percent(60)) {
        const auto& why = reason("extend");
        return task(state.id, unit, AskExtension{Code{why.code}, written(state.id, sides)}, std::move(sides));
    }
    const auto& why = reason("suspend");
    const auto until = house_->clock.now() + std::chrono::hours(24 * chance_.between(1, 20));
    return task(state.id, unit, AskSuspension{Code{why.code}, until, written(state.id, sides)},
                std::move(sides));
}

// Whoever at the desk has not approved it yet.
engine::Task Street::judge(const State& state) {
    const auto& before = state.request->approvals;
    const Actor* free = &desks_.front().actor;
    for (const auto& one : desks_)
        if (std::ranges::find(before, one.actor.person) == before.end()) free = &one.actor;
    engine::Sides sides;
    if (chance_.percent(20))
        return task(state.id, *free, RefuseRequest{written(state.id, sides)}, std::move(sides));
    return task(state.id, *free, Approve{});
}

engine::Task Street::split(const State& state) {
    engine::Sides sides;
    const auto child = house_->mint.id<CaseId>();
    Split command{child, Code{chance_.one_of(book().catalogue.classes).code}, written(child, sides), {}};
    return task(state.id, desk_for(state, {}), std::move(command), std::move(sides));
}

engine::Task Street::appeal(const State& state) {
    engine::Sides sides;
    if (!state.appeal) {
        const auto& why = reason("appeal");
        for (const auto& staff : handlers_)
            if (staff.unit == state.unit)
                return task(state.id, staff.actor, AppealLateness{Code{why.code}, written(state.id, sides)},
                            std::move(sides));
    }
    return task(state.id, chance_.one_of(desks_).actor,
                ReviewAppeal{chance_.percent(70), written(state.id, sides)}, std::move(sides));
}

} // namespace gezhi::apps::sim
