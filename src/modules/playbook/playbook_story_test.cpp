// The room on the staircase, on both databases: adopting as a whole, versions, the calendar, and what a
// restarted process knows.

#include "engine/engine.hpp"
#include "modules/playbook/load.hpp"
#include "modules/playbook/playbook.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::playbook;

namespace {

const Code street{"310105006"};

const Playbook& shipped() {
    static const auto loaded = load(GEZHI_SOURCE_DIR "/playbook");
    require(loaded.has_value(), "the playbook reads");
    return *loaded;
}

const std::vector<calendar::YearCalendar>& years() {
    static const auto loaded = load_years(GEZHI_SOURCE_DIR "/playbook");
    require(loaded.has_value(), "the years read");
    return *loaded;
}

Actor setup() {
    Actor actor;
    actor.kind = ActorKind::flow;
    actor.flow = Code{std::string(setup_flow)};
    return actor;
}

Actor person(Duty duty) {
    Actor actor;
    actor.kind = ActorKind::person;
    actor.person = PersonId{{1, 1}};
    actor.posts.push_back({PostId{{2, 1}}, duty, {}, {}});
    return actor;
}

struct House {
    explicit House(const std::string& url, std::uint64_t seed = 1)
        : clock(*parse_iso("2026-11-23T09:00:00+08:00")), mint(clock, seed), room(PlaybookRoom(books)),
          database(*sql::Database::open(url)),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h" + std::to_string(seed)},
                 {&room}, {}) {
        require(engine.open().has_value(), "opens");
    }

    Result<engine::Receipt> ask(StreamId stream, Command command, Actor actor = setup()) {
        engine::Task task;
        task.room = &room;
        task.stream = stream;
        task.actor = std::move(actor);
        task.id = engine::command_id(street, task.actor, mint.id<CommandId>().text());
        task.command = std::move(command);
        return engine.ask_and_wait(std::move(task));
    }

    Result<engine::Receipt> adopt(Playbook playbook, Actor actor = setup()) {
        return ask(rules_stream, AdoptPlaybook{std::move(playbook)}, std::move(actor));
    }

    Result<engine::Receipt> import(calendar::YearCalendar year) {
        return ask(calendar_stream, ImportCalendarYear{std::move(year)});
    }

    void expect_sound() {
        const auto replay = engine.replay_check();
        ASSERT_TRUE(replay);
        EXPECT_TRUE(replay->ok()) << replay->differences.front();
        EXPECT_TRUE(engine.verify_chain()->ok());
    }

    std::vector<std::string> texts(std::string_view text) {
        return *database->read([&](sql::Session& session) { return session.texts(text); });
    }

    FakeClock clock;
    engine::Mint mint;
    std::shared_ptr<Books> books = std::make_shared<Books>();
    engine::RoomOf<PlaybookRoom> room;
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
};

class PlaybookStory : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            body(url);
        }
    }
};

} // namespace

TEST_F(PlaybookStory, BeforeAnythingIsAdoptedTheSnapshotIsEmpty) {
    House house(support::sqlite_url(folder));
    EXPECT_TRUE(house.books->current()->version.empty());
    EXPECT_EQ(house.books->current()->index.matter("06010"), nullptr);
    EXPECT_EQ(house.books->of(Code{"1"}), nullptr);
}

TEST_F(PlaybookStory, AnAdoptedPlaybookIsAskableAtOnceAndAfterARestart) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.adopt(shipped()));
        for (const auto& year : years()) ASSERT_TRUE(house.import(year));
        const auto book = house.books->current();
        EXPECT_EQ(book->version.value, "1");
        EXPECT_EQ(book->calendar_version.value, std::to_string(years().size()));
        ASSERT_NE(book->index.matter("06010"), nullptr);
        EXPECT_TRUE(book->calendar.has_year(2026));
        EXPECT_FALSE(book->calendar.has_year(2027));
        house.expect_sound();

        House again(url, 2);
        const auto read = again.books->current();
        EXPECT_EQ(read->version, book->version);
        EXPECT_EQ(read->calendar_version, book->calendar_version);
        EXPECT_TRUE(read->index.playbook() == shipped());
        EXPECT_EQ(read->calendar.working_days(2026), 248);
    });
}

TEST_F(PlaybookStory, ASecondVersionWritesOnlyThePartsThatDifferAndTheFirstStaysAskable) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.adopt(shipped()));
        EXPECT_EQ(house.engine.seq(), 15); // fourteen parts and the version
        auto next = shipped();
        next.limits.limits.front().limit = "U3";
        ASSERT_TRUE(house.adopt(next, person(Duty::administrator)));
        EXPECT_EQ(house.engine.seq(), 17);
        EXPECT_EQ(house.books->current()->version.value, "2");
        EXPECT_EQ(house.books->of(Code{"1"})->index.playbook().limits.limits.front().limit,
                  shipped().limits.limits.front().limit);
        EXPECT_EQ(house.texts("SELECT parts FROM {playbook_version} WHERE version = '2'").front(), "limits");
        house.expect_sound();

        House again(url, 2);
        EXPECT_EQ(again.books->current()->index.playbook().limits.limits.front().limit, "U3");
        EXPECT_EQ(again.books->of(Code{"1"})->index.playbook().limits.limits.front().limit,
                  shipped().limits.limits.front().limit);
    });
}

TEST_F(PlaybookStory, WhatIsRefusedWritesNothing) {
    on_both([](const std::string& url) {
        House house(url);
        EXPECT_EQ(house.adopt(shipped(), person(Duty::desk)).error().rule,
                  &playbook::rules::not_administrator);
        EXPECT_EQ(house.ask(calendar_stream, AdoptPlaybook{shipped()}).error().rule,
                  &playbook::rules::wrong_stream);
        auto faulty = shipped();
        faulty.limits.limits.front().limit = "soon";
        const auto refused = house.adopt(faulty);
        EXPECT_EQ(refused.error().rule, &playbook::rules::inconsistent);
        EXPECT_EQ(refused.error().faults.front().pointer, "/limits/limits/0/limit");
        EXPECT_EQ(house.engine.seq(), 0);
        ASSERT_TRUE(house.adopt(shipped()));
        EXPECT_EQ(house.adopt(shipped()).error().rule, &playbook::rules::unchanged);

        auto year = years().back();
        EXPECT_EQ(house.ask(rules_stream, ImportCalendarYear{year}).error().rule,
                  &playbook::rules::wrong_stream);
        year.year = 1999;
        EXPECT_EQ(house.import(year).error().rule, &playbook::rules::year_range);
        year = years().back();
        year.source.clear();
        EXPECT_EQ(house.import(year).error().rule, &playbook::rules::source_missing);
        year = years().back();
        year.work.push_back(year.work.front());
        EXPECT_EQ(house.import(year).error().rule, &calendar::rules::year_dates);
        EXPECT_EQ(house.ask(calendar_stream, SetWindows{}).error().rule, &calendar::rules::windows_form);
        EXPECT_TRUE(house.books->current()->calendar_version.empty());
        house.expect_sound();
    });
}

TEST_F(PlaybookStory, SuspensionsAndWindowsMakeNewVersionsOfTheCalendar) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.import(years().back()));
        EXPECT_EQ(house.import(years().back()).error().rule, &playbook::rules::unchanged);
        const calendar::SuspendedInterval typhoon{*parse_iso("2026-09-16T12:00:00+08:00"),
                                                  *parse_iso("2026-09-17T12:00:00+08:00"),
                                                  "沪防汛〔2026〕9号"};
        auto nameless = typhoon;
        nameless.document.clear();
        EXPECT_EQ(house.ask(calendar_stream, SuspendInterval{nameless}).error().rule,
                  &playbook::rules::document_missing);
        auto backwards = typhoon;
        std::swap(backwards.from, backwards.to);
        EXPECT_EQ(house.ask(calendar_stream, SuspendInterval{backwards}).error().rule,
                  &calendar::rules::suspended_form);
        ASSERT_TRUE(house.ask(calendar_stream, SuspendInterval{typhoon}));
        EXPECT_EQ(house.ask(calendar_stream, SuspendInterval{typhoon}).error().rule,
                  &playbook::rules::unchanged);
        ASSERT_TRUE(house.ask(calendar_stream, SetWindows{{{8 * 60, 12 * 60}, {14 * 60, 18 * 60}}}));
        EXPECT_EQ(house.books->current()->calendar_version.value, "3");
        house.expect_sound();

        House again(url, 2);
        EXPECT_EQ(again.books->current()->calendar.suspended().size(), 1U);
        EXPECT_EQ(again.books->current()->calendar.windows().front().from_minute, 8 * 60);
        EXPECT_EQ(again.texts("SELECT document FROM {calendar_suspension}").front(), typhoon.document);
    });
}

TEST_F(PlaybookStory, AnotherProcessSeesTheAdoptionOfThisOne) {
    if (!support::has_postgresql()) GTEST_SKIP() << "needs a server that two processes share";
    const auto url = support::postgresql_url();
    House one(url), two(url, 2);
    ASSERT_TRUE(one.adopt(shipped()));
    ASSERT_TRUE(two.import(years().back())); // reads what it missed first
    EXPECT_EQ(two.books->current()->version.value, "1");
    EXPECT_EQ(two.books->current()->calendar_version.value, "1");
    two.expect_sound();
}
