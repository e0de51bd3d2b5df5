#include "apps/sim/street.hpp"

#include <algorithm>

namespace gezhi::apps::sim {

namespace {

using namespace casework;

constexpr std::int64_t emergency_hundred = 100;

} // namespace

Habits Habits::draw(Chance& chance) {
    Habits habits;
    for (auto* habit : {&habits.reports, &habits.wild, &habits.words, &habits.returns, &habits.declines,
                        &habits.asks, &habits.splits, &habits.on_spot, &habits.joins, &habits.failed_checks,
                        &habits.not_yet, &habits.emergencies, &habits.repeats, &habits.statement_faults,
                        &habits.restarts, &habits.long_nights})
        *habit = chance.percent(20) ? 0 : *habit * chance.between(30, 200) / 100;
    habits.reports = std::max<std::int64_t>(habits.reports, 10);
    return habits;
}

Street::Staff Street::made(Duty duty, const Code& unit, const Code& grid) {
    Staff staff;
    staff.unit = unit;
    staff.actor.kind = ActorKind::person;
    staff.actor.person = house_->mint.id<PersonId>();
    staff.actor.posts = {{house_->mint.id<PostId>(), duty, unit, grid}};
    staff.actor.acting_post = staff.actor.posts.front().id;
    return staff;
}

void Street::people() {
    reporter_.kind = ActorKind::reporter;
    for (int i = 0; i < 3; ++i) desks_.push_back(made(Duty::desk, {}, {}));
    for (const auto& unit : book().routing.units)
        for (int i = 0; i < 2; ++i) handlers_.push_back(made(Duty::handler, Code{unit.id}, {}));
    for (const auto duty : {Duty::checker, Duty::legal_officer, Duty::duty_officer, Duty::administrator})
        for (int i = 0; i < 2; ++i) others_.push_back(made(duty, {}, {}));
    for (const auto& grid : house_->ground->grids()) {
        others_.push_back(made(Duty::liaison, {}, grid.code));
        others_.push_back(made(Duty::grid_leader, {}, grid.code));
    }
}

engine::Task Street::task(CaseId id, const Actor& actor, Command command, engine::Sides sides) {
    engine::Task task;
    task.room = &house_->casework;
    task.stream = id_as<StreamId>(id);
    task.actor = actor;
    task.id = engine::command_id(house_->engine.subdistrict(), actor, "sim-" + std::to_string(++keys_));
    task.fingerprint = static_cast<std::int64_t>(keys_);
    task.command = std::move(command);
    task.sides = std::move(sides);
    return task;
}

SealedText Street::written(CaseId id, engine::Sides& sides) {
    const auto sealed = house_->vault.seal(
        house_->mint, std::string(mark) + std::to_string(chance_.below(1000)), id.text(), "sim");
    sides.put(sealed.row);
    return {sealed.ref, sealed.commitment};
}

std::optional<SealedText> Street::maybe_written(CaseId id, engine::Sides& sides, bool needed) {
    if (!needed && chance_.percent(50)) return std::nullopt;
    return written(id, sides);
}

const playbook::Reason& Street::reason(std::string_view kind) {
    std::vector<const playbook::Reason*> fitting;
    for (const auto& one : book().reasons.reasons)
        if (one.kind == kind) fitting.push_back(&one);
    require(!fitting.empty(), "the playbook has reasons of every kind");
    return *chance_.one_of(fitting);
}

engine::Task Street::report() {
    const auto id = house_->mint.id<CaseId>();
    engine::Sides sides;
    Report report;
    report.text = written(id, sides);
    // A little beyond the street on every side: some reports come from outside.
    const geo::Point at{static_cast<std::int32_t>(312'020'000 + chance_.between(0, 160'000)),
                        static_cast<std::int32_t>(1'213'930'000 + chance_.between(0, 250'000))};
    const auto located = house_->ground->locate(at);
    report.grid = located.grid;
    report.partition = located.partition;
    if (chance_.percent(60)) report.class_code = Code{chance_.one_of(book().catalogue.classes).code};
    if (chance_.between(1, emergency_hundred) <= habits_.emergencies)
        report.emergency = Code{chance_.one_of(book().emergency.groups).id};
    sides.put(house_->vault.seal_place(house_->mint, id_as<StreamId>(id),
                                       {at.lat_e7, at.lon_e7, "map", "wgs84", {}, {}}));
    return task(id, Actor{}, std::move(report), std::move(sides));
}

// Somebody at the desk who may send it to this unit: who got it back from there may not.
const Actor& Street::desk_for(const State& state, const Code& unit) {
    for (std::size_t i = chance_.index(desks_.size()), tries = 0; tries < desks_.size(); ++tries) {
        const auto& actor = desks_[(i + tries) % desks_.size()].actor;
        const bool barred = std::ranges::any_of(
            state.bars, [&](const auto& bar) { return bar.unit == unit && bar.person == actor.person; });
        const bool own = std::ranges::find(state.hands, actor.person) != state.hands.end();
        if (!barred && !own) return actor;
    }
    return desks_.front().actor;
}

engine::Task Street::send_on(const State& state, bool quietly) {
    const auto& index = house_->books->current()->index;
    SendOn command;
    command.class_code =
        state.class_code.empty() ? Code{chance_.one_of(book().catalogue.classes).code} : state.class_code;
    if (index.matter(command.class_code.value) == nullptr) command.class_code = Code{"06010"};
    command.unit = Code{std::string(index.route(command.class_code.value, state.grid.value).unit)};
    const bool gave_back =
        std::ranges::any_of(state.returns, [&](const auto& one) { return one.from_unit == command.unit; });
    if (!quietly && chance_.percent(20)) command.unit = Code{chance_.one_of(book().routing.units).id};
    if (gave_back) command.unit = state.returns.back().proposed_unit;
    engine::Sides sides;
    if (chance_.percent(20)) command.note = written(state.id, sides);
    const auto unit = command.unit;
    return task(state.id, desk_for(state, unit), std::move(command), std::move(sides));
}

engine::Task Street::decline(const State& state) {
    engine::Sides sides;
    const auto& why = reason("decline");
    Decline command{Code{why.code}, {}, maybe_written(state.id, sides, why.note_required)};
    return task(state.id, desk_for(state, {}), std::move(command), std::move(sides));
}

engine::Task Street::handle(const State& state, bool quietly) {
    std::vector<const Staff*> mine;
    for (const auto& staff : handlers_)
        if (staff.unit == state.unit) mine.push_back(&staff);
    require(!mine.empty(), "each unit has somebody");
    const auto& actor = chance_.one_of(mine)->actor;
    engine::Sides sides;
    if (!quietly && chance_.percent(habits_.returns)) {
        const auto& why = reason("return");
        ReturnOrder command{Code{why.code}, Code{chance_.one_of(book().routing.units).id},
                            maybe_written(state.id, sides, why.note_required)};
        return task(state.id, actor, std::move(command), std::move(sides));
    }
    if (!quietly && chance_.percent(habits_.asks)) return ask(state, actor);
    HandIn command{written(state.id, sides), {}};
    if (quietly || chance_.percent(60)) command.photos.push_back(photo());
    return task(state.id, actor, std::move(command), std::move(sides));
}

engine::Task Street::check(const State& state, bool quietly) {
    std::vector<const Actor*> free;
    for (const auto& staff : others_)
        if (staff.actor.has(Duty::checker) &&
            std::ranges::find(state.hands, staff.actor.person) == state.hands.end())
            free.push_back(&staff.actor);
    engine::Sides sides;
    Check command{quietly || !chance_.percent(habits_.failed_checks), std::nullopt};
    if (!command.passed) command.text = written(state.id, sides);
    return task(state.id, free.empty() ? desk_for(state, {}) : *chance_.one_of(free), std::move(command),
                std::move(sides));
}

engine::Task Street::close(const State& state) {
    const auto fitting = house_->books->current()->index.closings(state.class_code.value);
    engine::Sides sides;
    Close command;
    for (std::size_t i = chance_.index(std::max<std::size_t>(fitting.size(), 1)), n = 0; n < fitting.size();
         ++n) {
        const auto& one = *fitting[(i + n) % fitting.size()];
        const auto ending = json::enum_from<Ending>(one.ending);
        if (!ending) continue; // "open": made safe, not yet done
        command.ending = *ending;
        command.condition = Code{one.code};
        break;
    }
    command.text = written(state.id, sides);
    return task(state.id, desk_for(state, {}), std::move(command), std::move(sides));
}

std::optional<engine::Task> Street::after_the_end(const State& state) {
    if (state.handled_late && (!state.appeal || !state.appeal->granted) && chance_.percent(30))
        return appeal(state);
    if (state.answered || state.stage != Stage::closed || !chance_.percent(50)) return std::nullopt;
    engine::Sides sides;
    Answer command{!chance_.percent(habits_.not_yet), std::nullopt};
    if (!command.solved) command.text = written(state.id, sides);
    return task(state.id, reporter_, std::move(command), std::move(sides));
}

std::optional<engine::Task> Street::next_step(const State& state, bool quietly) {
    if (state.joined_to) return std::nullopt;
    if (state.hold || state.suspension) return task(state.id, desk_for(state, {}), Resume{});
    if (state.request && !quietly && chance_.percent(70)) return judge(state);
    if (!quietly && (at_desk(state) || with_unit(state)) && chance_.percent(habits_.splits))
        return split(state);
    switch (state.stage) {
    case Stage::none:
    case Stage::declined:
        return std::nullopt;
    case Stage::reported:
    case Stage::verified:
    case Stage::accepted:
    case Stage::registered:
        if (!quietly && state.stage != Stage::registered && chance_.percent(habits_.declines))
            return decline(state);
        return send_on(state, quietly);
    case Stage::dispatched:
    case Stage::handling:
        return handle(state, quietly);
    case Stage::checking:
        return check(state, quietly);
    case Stage::answering:
        return close(state);
    case Stage::closed:
        return quietly ? std::nullopt : after_the_end(state);
    }
    return std::nullopt;
}

std::optional<engine::Task> Street::join(const State& state, CaseId lead) {
    if (lead == state.id) return std::nullopt;
    return task(state.id, desk_for(state, {}), Join{lead});
}

engine::Task Street::words(const State& state) {
    engine::Sides sides;
    const auto text = written(state.id, sides);
    if (chance_.percent(40)) return task(state.id, reporter_, Say{text}, std::move(sides));
    if (chance_.percent(50)) return task(state.id, desk_for(state, {}), Say{text}, std::move(sides));
    return task(state.id, desk_for(state, {}), Note{text}, std::move(sides));
}

} // namespace gezhi::apps::sim
