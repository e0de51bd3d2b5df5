#include "apps/demo/demo.hpp"

#include "apps/demo/story.hpp"
#include "modules/grid/ask.hpp"

namespace gezhi::apps::demo {

namespace {

constexpr std::uint64_t story_seed = 310105006;

// Monday morning some weeks before now, before anybody is up.
Instant story_start(const Length& length) {
    const auto day = std::chrono::sys_days(civil(length.now).date);
    const auto weekday = std::chrono::weekday(day).iso_encoding();
    const auto monday = day - std::chrono::days(weekday - 1 + 7 * static_cast<unsigned>(length.weeks));
    return midnight(std::chrono::year_month_day(monday)) + std::chrono::hours(5);
}

Result<void> set_shifts(House& house, const Street& street, const std::map<Code, PersonId>& people) {
    constexpr std::int64_t minutes_per_day = 24 * 60;
    std::vector<people::Shift> shifts;
    for (const auto& shift : street.people.shifts)
        for (const auto weekday : shift.weekdays) {
            people::Shift one;
            one.starts.value = (weekday - 1) * minutes_per_day + shift.from_hour * 60;
            one.minutes.value = shift.hours * 60;
            const auto person = people.find(shift.person);
            if (person == people.end()) return refuse(rules::demo_broken, {{"file", "people.json"}});
            one.person = person->second;
            if (shift.deputy)
                if (const auto deputy = people.find(*shift.deputy); deputy != people.end())
                    one.deputy = deputy->second;
            shifts.push_back(one);
        }
    engine::Task task;
    task.room = &house.people;
    task.stream = people::duty_stream;
    task.actor = operator_at_the_machine();
    task.id = engine::command_id(house.engine.subdistrict(), task.actor, "shifts");
    task.command = people::Command(people::SetDutyShifts{std::move(shifts)});
    GEZHI_CHECK(house.engine.ask_and_wait(std::move(task)));
    return {};
}

} // namespace

Result<void> settle_in(House& house, const Street& street) {
    std::map<Code, PersonId> ids;
    for (const auto& person : street.people.people) {
        NewAccount account{{}, person.login, person.name, person.title, street.people.password, {}};
        for (const auto& post : person.posts)
            account.posts.push_back(
                {PostId{}, post.duty, post.unit.value_or(Code{}), post.grid.value_or(Code{}), {}, {}});
        GEZHI_TRY(id, add_account(house, account));
        ids[person.login] = id;
    }
    return set_shifts(house, street, ids);
}

Result<void> add_committees(House& house, const Script& script) {
    for (const auto& one : script.stage.committees) {
        const auto at = geo::from_degrees(one.lat, one.lon);
        if (!at) return refuse(rules::demo_broken, {{"file", "story.json"}});
        const grid::Place place{one.code, one.name, one.name_en,       Code{"committee"},
                                {},       *at,      Code{"committee"}, true};
        const auto actor = operator_at_the_machine();
        const auto id = house.mint.id<PlaceId>();
        GEZHI_CHECK(
            house.engine.ask_and_wait(grid::task_of(house.engine, house.grid, actor, id_as<StreamId>(id),
                                                    grid::AddPlace{place}, "committee/" + one.code.value)));
    }
    return {};
}

Result<bool> tell(HouseSettings settings, const Street& street, const Length& length, const Say& say) {
    FakeClock clock(length.now); // as it is today a log that is there opens, and is found not empty
    settings.seed = story_seed;
    GEZHI_TRY(script, read_script(street.folder));
    GEZHI_TRY(house, House::open(std::move(settings), clock));
    if (!house->empty()) return false;
    clock.set(story_start(length));
    GEZHI_CHECK(adopt_playbook(*house));
    say("playbook", 1, 1);
    GEZHI_CHECK(import_ground(*house, street.folder));
    GEZHI_CHECK(add_committees(*house, script));
    say("ground", 1, 1);
    GEZHI_CHECK(settle_in(*house, street));
    say("people", 1, 1);
    if (!length.story) return true;
    Story story(*house, clock, script, story_seed);
    GEZHI_CHECK(story.tell(length.now, say, length.one_in));
    return true;
}

} // namespace gezhi::apps::demo
