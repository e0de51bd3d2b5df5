#include "apps/demo/bulk.hpp"

#include "modules/casework/rules.hpp"

namespace gezhi::apps::demo {

using namespace casework;

namespace {

constexpr std::int64_t wave_cases = 500;
constexpr std::int64_t open_one_in = 10;

} // namespace

Bulk::Bulk(House& house, const Script& script, std::uint64_t seed)
    : house_(house), script_(script), chance_(seed),
      keys_("bulk/" + house.mint.id<CommandId>().text() + "/") {
    choose_matters();
}

void Bulk::choose_matters() {
    const auto book = house_.books->current();
    for (const auto& matter : script_.matters) {
        const auto* found = book->index.matter(matter.class_code.value);
        if (found == nullptr || found->photo == "asked" || found->check == "always") continue;
        if (!book->index.restricted_flags(matter.text).empty()) continue;
        const auto& windows = book->index.playbook().limits.neighbour_windows;
        if (std::ranges::any_of(windows, [&](const auto& one) {
                return std::ranges::any_of(
                    one.classes, [&](const auto& head) { return matter.class_code.value.starts_with(head); });
            }))
            continue; // the neighbours have days to object
        const auto closings = book->index.closings(matter.class_code.value);
        for (const auto* one : closings)
            if (one->ending == "solved") {
                const auto unit = book->index.route(matter.class_code.value, {}).unit;
                simple_.push_back({matter, Code{std::string(unit)}, Code{one->code}});
                break;
            }
    }
}

Actor Bulk::holder(Duty duty, const Code& unit) {
    const auto now = house_.clock.now();
    const auto rights = house_.rights->snapshot();
    const auto holders = rights->holders(duty, unit, {}, now);
    return holders.empty() ? Actor{} : rights->actor_of(holders.front(), now);
}

engine::Task Bulk::task(const Actor& actor, CaseId id, Command command) {
    auto made = casework::command(house_.case_door(), actor, id, std::move(command));
    made.id = engine::command_id(house_.engine.subdistrict(), actor, keys_ + number(filled_.commands++));
    return made;
}

Result<void> Bulk::run(std::vector<engine::Task> tasks) {
    const auto answers = house_.engine.run(std::move(tasks));
    for (const auto& answer : answers) {
        if (answer) continue;
        if (answer.error().rule->kind >= Kind::unavailable) return refuse(answer.error());
        ++filled_.refused;
    }
    return {};
}

Result<std::vector<Bulk::Life>> Bulk::reports(std::int64_t n) {
    std::int64_t sample = 0; // of any case
    for (const auto& one : house_.books->current()->index.playbook().risk.samples)
        if (one.id == "any") sample = one.percent;
    std::vector<Life> lives;
    std::vector<engine::Task> tasks;
    for (std::int64_t i = 0; i < n; ++i) {
        const auto& simple = chance_.one_of(simple_);
        const auto& spot = chance_.one_of(script_.stage.spots);
        ReportGiven given;
        given.text = spin(simple.matter.text, chance_);
        given.class_code = simple.matter.class_code;
        given.lat = spot.lat + static_cast<double>(chance_.between(-40, 40)) * 1e-5;
        given.lon = spot.lon + static_cast<double>(chance_.between(-40, 40)) * 1e-5;
        given.datum = "wgs84";
        given.source = "map";
        given.address = spot.name;
        GEZHI_TRY(asked, casework::report(house_.case_door(), Actor{}, given));
        asked.task.id = engine::command_id(house_.engine.subdistrict(), asked.task.actor,
                                           keys_ + number(filled_.commands++));
        const auto id = id_as<CaseId>(asked.task.stream);
        lives.push_back({id, &simple, sampled(id, sample) || !asked.suggested.emergency.empty()});
        tasks.push_back(std::move(asked.task));
    }
    GEZHI_CHECK(run(std::move(tasks)));
    filled_.cases += n;
    return lives;
}

Result<void> Bulk::send(const std::vector<Life>& lives,
                        const std::function<std::pair<Actor, Command>(const Life&, engine::Sides&)>& make) {
    std::vector<engine::Task> tasks;
    tasks.reserve(lives.size());
    for (const auto& life : lives) {
        engine::Sides sides;
        auto [actor, command] = make(life, sides);
        tasks.push_back(task(actor, life.id, std::move(command)));
        tasks.back().sides = std::move(sides);
    }
    return run(std::move(tasks));
}

Result<void> Bulk::wave(std::int64_t n) {
    const auto door = house_.case_door();
    GEZHI_TRY(lives, reports(n));
    std::vector<Life> going;
    for (const auto& life : lives)
        if (chance_.below(open_one_in) != 0) going.push_back(life);
    const auto desk = holder(Duty::desk, {});
    GEZHI_CHECK(send(going, [&](const Life& life, engine::Sides&) {
        return std::pair<Actor, Command>(desk,
                                         SendOn{life.simple->matter.class_code, {}, life.simple->unit, {}});
    }));
    GEZHI_CHECK(send(going, [&](const Life& life, engine::Sides& sides) {
        const auto text = seal(door, life.id, spin(life.simple->matter.result, chance_), "result", sides);
        return std::pair<Actor, Command>(holder(Duty::handler, life.simple->unit), HandIn{text, {}});
    }));
    std::vector<Life> checked;
    for (const auto& life : going)
        if (life.checked) checked.push_back(life);
    const auto checker = holder(Duty::checker, {});
    GEZHI_CHECK(send(checked, [&](const Life&, engine::Sides&) {
        return std::pair<Actor, Command>(checker, Check{true, {}});
    }));
    GEZHI_CHECK(send(going, [&](const Life& life, engine::Sides&) {
        return std::pair<Actor, Command>(desk, Close{Ending::solved, life.simple->closing, {}});
    }));
    return {};
}

Result<Filled> Bulk::fill(std::int64_t cases, const Say& say) {
    while (filled_.cases < cases) {
        GEZHI_CHECK(wave(std::min(wave_cases, cases - filled_.cases)));
        // Flows go along, so that the server does not find millions of events it has not looked at.
        GEZHI_CHECK(house_.engine.settle());
        say("cases", filled_.cases, cases);
    }
    return filled_;
}

} // namespace gezhi::apps::demo
