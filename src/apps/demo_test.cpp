// The demo street: its story goes through the commands of the rooms, ends where the clock stands, and is the
// same for the same seed and moment.

#include "apps/demo/bulk.hpp"
#include "apps/demo/demo.hpp"
#include "apps/demo/drawing.hpp"
#include "apps/demo/story.hpp"
#include "modules/casework/emergency.hpp"
#include "modules/files/children.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace gezhi;
using namespace gezhi::apps;

namespace {

const std::string source = GEZHI_SOURCE_DIR;
const std::string tianshan = source + "/demo/tianshan";
const Instant thursday = *parse_iso("2026-11-26T10:30:00+08:00");

void quiet(std::string_view, std::int64_t, std::int64_t) {}

class DemoTest : public ::testing::Test {
protected:
    HouseSettings settings(const std::string& url, const std::string& name) {
        HouseSettings made;
        made.home = source;
        made.data = folder.path() + "/" + name;
        std::filesystem::create_directories(made.data);
        std::ofstream(made.data + "/secret.key") << std::string(32, 'k'); // commitments are the same too
        made.database = url;
        made.street = {Code{"310105006"}, "天山路街道", "Tianshan Road"};
        made.durable = false;
        made.hash_cost = {1, 8192};
        return made;
    }

    std::int64_t count(House& house, const std::string& text) {
        return house.database->read([&](sql::Session& session) { return session.integers(text); })->front();
    }

    support::Folder folder;
};

} // namespace

TEST_F(DemoTest, AWeekIsToldThroughTheCommandsOfTheRoomsAndTheSameEachTime) {
    const auto street = demo::read_street(tianshan);
    ASSERT_TRUE(street);
    std::vector<std::string> heads;
    auto urls = support::database_urls(folder);
    urls.push_back(support::sqlite_url(folder)); // once more
    for (std::size_t i = 0; i < urls.size(); ++i) {
        const auto made = settings(urls[i], "data" + number(i));
        const auto told = demo::tell(made, *street, {.now = thursday, .weeks = 1}, quiet);
        ASSERT_TRUE(told) << told.error().rule->code;
        EXPECT_TRUE(*told);
        FakeClock clock(thursday);
        auto house = House::open(made, clock);
        ASSERT_TRUE(house);
        EXPECT_TRUE((*house)->engine.verify_chain()->ok());
        const auto replay = (*house)->engine.replay_check();
        EXPECT_TRUE(replay->ok()) << replay->differences.front();
        heads.push_back(
            (*house)
                ->database->read([](sql::Session& session) { return session.texts("SELECT hash FROM head"); })
                ->front());
        EXPECT_GT(count(**house, "SELECT CAST(count(*) AS BIGINT) FROM {case_row}"), 60);
        EXPECT_GT(
            count(**house, "SELECT CAST(count(*) AS BIGINT) FROM {case_row} WHERE closed_at IS NOT NULL"),
            20);
        const auto again = demo::tell(made, *street, {.now = thursday, .weeks = 1}, quiet);
        ASSERT_TRUE(again) << again.error().rule->code;
        EXPECT_FALSE(*again); // told once
    }
    for (const auto& head : heads) EXPECT_EQ(head, heads.front());
}

TEST_F(DemoTest, WhatTheStreetRefusesIsSeldomAndNothingOfItIsWritten) {
    const auto street = demo::read_street(tianshan);
    const auto script = demo::read_script(tianshan);
    ASSERT_TRUE(street && script);
    FakeClock clock(thursday - std::chrono::hours(24 * 45));
    auto made = settings(support::sqlite_url(folder), "data");
    made.seed = 43; // ids too, so that chance falls the same each time
    auto house = House::open(made, clock);
    ASSERT_TRUE(house);
    ASSERT_TRUE(adopt_playbook(**house));
    ASSERT_TRUE(import_ground(**house, tianshan));
    ASSERT_TRUE(demo::settle_in(**house, *street));
    demo::Story story(**house, clock, *script, 7);
    const auto told = story.tell(thursday, quiet);
    ASSERT_TRUE(told) << told.error().rule->code;
    std::string why;
    for (const auto& [code, n] : told->refusals) why += code + " " + number(n) + "\n";
    EXPECT_LT(told->refused * 20, told->commands) << why;
    for (const auto* event :
         {"casework/returned.1", "casework/declined.1", "casework/joined.1", "casework/answered.1",
          "casework/said.1", "casework/warned.1", "casework/extended.1", "casework/suspension_asked.1",
          "casework/supervised.1", "casework/split_off.1", "casework/recalled.1", "casework/appealed.1",
          "casework/fixed_on_spot.1", "casework/objected.1", "casework/suspended.1", "casework/checked.1",
          "casework/left.1"})
        EXPECT_GT(count(**house, "SELECT CAST(count(*) AS BIGINT) FROM event WHERE name = '" +
                                     std::string(event) + "'"),
                  0)
            << event;
}

// One report in thirty, so that the whole year passes: on both databases, and once more.
TEST_F(DemoTest, AYearIsToldTheSameEachTimeWithLeaveCallsAndReports) {
    const auto street = demo::read_street(tianshan);
    ASSERT_TRUE(street);
    std::vector<std::string> heads;
    auto urls = support::database_urls(folder);
    urls.push_back(support::sqlite_url(folder));
    for (std::size_t i = 0; i < urls.size(); ++i) {
        const auto made = settings(urls[i], "year" + number(i));
        ASSERT_TRUE(demo::tell(made, *street, {.now = thursday, .weeks = 53, .one_in = 30}, quiet));
        FakeClock clock(thursday);
        auto house = House::open(made, clock);
        ASSERT_TRUE(house);
        heads.push_back(
            (*house)
                ->database->read([](sql::Session& session) { return session.texts("SELECT hash FROM head"); })
                ->front());
        const auto events = [&](const std::string& name) {
            return count(**house, "SELECT CAST(count(*) AS BIGINT) FROM event WHERE name = '" + name + "'");
        };
        EXPECT_GT(events("casework/reported.1"), 100);
        EXPECT_EQ(events("people/posts_set.1"),
                  static_cast<std::int64_t>(street->people.people.size()) + 2 * 3); // three go on leave
        EXPECT_GT(events("notice/told.1"), events("notice/skipped.1") / 2);
        EXPECT_LT(count(**house, "SELECT CAST(count(*) AS BIGINT) FROM {notice_row} WHERE standing = 'owed'"),
                  10);
        EXPECT_TRUE((*house)->engine.verify_chain()->ok());
    }
    for (const auto& head : heads) EXPECT_EQ(head, heads.front());
}

TEST_F(DemoTest, EveryLineOfTheScriptHasItsPlaceItsSeasonAndItsClass) {
    const auto script = demo::read_script(tianshan);
    ASSERT_TRUE(script);
    FakeClock clock(thursday);
    auto house = House::open(settings(support::sqlite_url(folder), "data"), clock);
    ASSERT_TRUE(house && adopt_playbook(**house));
    const auto book = (*house)->books->current();
    std::set<std::string> kinds;
    std::set<std::string> names;
    std::set<std::string> times{""};
    for (const auto& spot : script->stage.spots) {
        kinds.insert(spot.kind);
        names.insert(spot.name);
    }
    for (const auto& season : script->year.seasons) times.insert(season.code.value);
    for (const auto& knot : script->year.knots) {
        times.insert(knot.code.value);
        for (const auto& spot : knot.spots) EXPECT_TRUE(names.contains(spot)) << spot;
        for (const auto& unit : knot.returns) EXPECT_NE(book->index.unit(unit.value), nullptr) << unit.value;
    }
    Chance chance(1);
    std::size_t alarms = 0;
    for (const auto& matter : script->matters) {
        EXPECT_NE(book->index.matter(matter.class_code.value), nullptr) << matter.class_code.value;
        EXPECT_TRUE(kinds.contains(matter.where)) << matter.where;
        EXPECT_TRUE(times.contains(matter.when.value)) << matter.when.value;
        const auto said = demo::spin(matter.text, chance);
        EXPECT_EQ(said.find('|'), std::string::npos) << said;
        alarms += casework::scan(book->index.playbook().emergency, said) ? 1 : 0;
    }
    EXPECT_LT(alarms * 30, script->matters.size()); // the gate prefers a false alarm, but seldom
    for (const auto& matter : script->emergencies)
        EXPECT_TRUE(casework::scan(book->index.playbook().emergency, demo::spin(matter.text, chance)))
            << matter.text;
}

TEST_F(DemoTest, TheAlmanacKnowsSeasonsHolidaysAndThePlacesThatComeUpAgain) {
    const auto script = demo::read_script(tianshan);
    ASSERT_TRUE(script);
    FakeClock clock(thursday);
    auto house = House::open(settings(support::sqlite_url(folder), "data"), clock);
    ASSERT_TRUE(house && adopt_playbook(**house));
    const auto& calendar = (*house)->books->current()->calendar;
    const auto day = [](const char* text) { return *parse_iso_date(text); };
    demo::Almanac almanac(*script);
    Chance chance(3);
    const auto when = [&](const char* text) {
        std::map<std::string, int> found;
        for (int n = 0; n < 20; ++n)
            for (const auto& one : almanac.day(calendar, day(text), 1, chance)) {
                ++found[one.matter->when.value];
                if (one.knot == nullptr) continue;
                EXPECT_EQ(one.matter->when, one.knot->code);
                EXPECT_NE(std::ranges::find(one.knot->spots, one.spot->name), one.knot->spots.end());
            }
        return found;
    };
    auto storm = when("2026-09-16");
    EXPECT_GT(storm["typhoon"], storm[""]);
    EXPECT_GT(storm["odour"], 5);
    EXPECT_EQ(storm["festival"] + storm["plum"] + storm["night_site"], 0);
    auto new_year = when("2026-02-17"); // the first day of the year of the horse
    EXPECT_GT(new_year["festival"], 20);
    EXPECT_EQ(new_year["bikes"] + new_year["typhoon"] + new_year["odour"], 0);
    EXPECT_TRUE(demo::Almanac::lasts("10-20", "02-28", day("2026-01-05")));
    EXPECT_FALSE(demo::Almanac::lasts("10-20", "02-28", day("2026-03-01")));
}

TEST_F(DemoTest, ManyCasesAreWholeLivesThroughTheSameWriter) {
    const auto street = demo::read_street(tianshan);
    const auto script = demo::read_script(tianshan);
    const auto made = settings(support::sqlite_url(folder), "data");
    ASSERT_TRUE(demo::tell(made, *street, {.now = thursday, .story = false}, quiet));
    FakeClock clock(thursday);
    auto house = House::open(made, clock);
    ASSERT_TRUE(house);
    demo::Bulk bulk(**house, *script, 7);
    const auto filled = bulk.fill(700, quiet);
    ASSERT_TRUE(filled);
    EXPECT_EQ(filled->cases, 700);
    EXPECT_EQ(filled->refused, 0);
    EXPECT_EQ(count(**house, "SELECT CAST(count(*) AS BIGINT) FROM {case_row}"), 700);
    const auto open =
        count(**house, "SELECT CAST(count(*) AS BIGINT) FROM {case_row} WHERE closed_at IS NULL");
    EXPECT_GT(open, 35);
    EXPECT_LT(open, 140);
    EXPECT_TRUE((*house)->engine.replay_check()->ok());
}

TEST_F(DemoTest, EveryAccountOfTheSignInPageCanSignIn) {
    const auto street = demo::read_street(tianshan);
    const auto made = settings(support::sqlite_url(folder), "data");
    ASSERT_TRUE(demo::tell(made, *street, {.now = thursday, .story = false}, quiet));
    FakeClock clock(thursday);
    auto house = House::open(made, clock);
    ASSERT_TRUE(house);
    const auto accounts = street->listed(*(*house)->books->current());
    std::set<Duty> duties;
    for (const auto& account : accounts) {
        EXPECT_TRUE((*house)->sessions.sign_in(account.login, account.password, "a")) << account.login;
        duties.insert(account.duty);
    }
    EXPECT_EQ(duties.size(), 11U); // one of each at least
    EXPECT_TRUE((*house)->rights->snapshot()->on_duty(thursday));
    // Round the clock, all week.
    for (int hour = 0; hour < 24 * 7; ++hour)
        EXPECT_TRUE((*house)->rights->snapshot()->on_duty(thursday + std::chrono::hours(hour))) << hour;
    const auto book = (*house)->books->current();
    for (const auto& unit : book->index.playbook().routing.units) {
        if (unit.kind == "desk" && unit.id != "duty") continue;
        const auto holders =
            (*house)->rights->snapshot()->holders(Duty::handler, Code{unit.id}, {}, thursday);
        EXPECT_FALSE(holders.empty()) << unit.id;
    }
}

TEST_F(DemoTest, AFolderThatIsNoDemoIsRefusedByTheNameOfItsFile) {
    EXPECT_EQ(demo::read_script(source).error().rule, &apps::rules::demo_broken);
    std::ofstream(folder.path() + "/street.json") << R"({"code":"1","name":"x","name_en":"y"})";
    const auto street = demo::read_street(folder.path());
    ASSERT_FALSE(street);
    EXPECT_EQ(street.error().params.at("file"), "people.json");
}

TEST(Spin, ChoosesOneWordOfEachBracketAndLeavesSlotsAlone) {
    Chance chance(5);
    std::set<std::string> seen;
    for (int n = 0; n < 50; ++n) seen.insert(demo::spin("{a|b}, {name}: {c|d|e}!", chance));
    EXPECT_EQ(seen.size(), 6U);
    for (const auto& one : seen) EXPECT_NE(one.find(", {name}: "), std::string::npos) << one;
    EXPECT_EQ(demo::spin("open { bracket", chance), "open { bracket");
}

TEST(Drawing, ScenesAreWholePicturesThatDifferBeforeAndAfter) {
    for (const auto* where : {"home", "road", "metro", "shop", "market", "park", "river", "site"}) {
        const auto before = demo::draw_scene({where, true, 5});
        const auto after = demo::draw_scene({where, false, 5});
        EXPECT_NE(before, after);
        const auto picture = files::Children(files::program_beside("gezhi-picture")).keep(before);
        ASSERT_TRUE(picture);
        EXPECT_EQ(picture->width, 480);
        EXPECT_LT(before.size(), 20'000U);
        EXPECT_EQ(before, demo::draw_scene({where, true, 5}));
    }
}
