#include "engine/lamp_for_test.hpp"

#include <future>

using namespace gezhi;
using namespace gezhi::lamp_house;

TEST_F(Staircase, AnotherServerTakesOverWhereTheFirstStopped) {
    on_both([](const std::string& url) {
        {
            House house(url);
            ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1"));
            ASSERT_TRUE(house.ask(first, lamp::Light{}, "k2"));
        }
        House house(url, 2);
        EXPECT_EQ(*house.room.room().lit_in_memory, 1);
        EXPECT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1")->repeated);
        EXPECT_EQ(house.ask(second, lamp::Install{Code{"a"}}, "k3").error().rule, &lamp::place_taken);
        house.expect_sound();
    });
}

TEST_F(Staircase, TwoServersOnOneDatabaseSeeEachOther) {
    if (!support::has_postgresql()) GTEST_SKIP() << "no PostgreSQL: ./test starts one";
    const auto url = support::postgresql_url();
    House one(url, 1);
    House two(url, 2);
    for (int i = 0; i < 20; ++i) {
        auto& house = i % 2 == 0 ? one : two;
        ASSERT_TRUE(house.ask(StreamId{{1, static_cast<std::uint64_t>(i)}},
                              lamp::Install{Code{"p" + std::to_string(i)}}, "k" + std::to_string(i)));
        ASSERT_TRUE(
            house.ask(StreamId{{1, static_cast<std::uint64_t>(i)}}, lamp::Light{}, "l" + std::to_string(i)));
    }
    ASSERT_TRUE(one.ask(first, lamp::Install{Code{"z"}}, "kz"));
    ASSERT_TRUE(two.ask(first, lamp::Light{}, "lz"));
    ASSERT_TRUE(one.ask(first, lamp::Light{}, "lz2"));
    EXPECT_EQ(one.engine->seq(), 43);
    EXPECT_EQ(*one.room.room().lit_in_memory, 21);
    one.expect_sound();
    two.expect_sound();
}

TEST_F(Staircase, AFallsDueOnceAndAFlowAnswersOnce) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1"));
        ASSERT_TRUE(house.ask(first, lamp::Light{}, "k2"));
        ASSERT_TRUE(house.engine->settle());
        EXPECT_EQ(house.engine->seq(), 3); // sparked
        ASSERT_TRUE(house.engine->settle());
        EXPECT_EQ(house.engine->seq(), 3);
        house.clock.advance(std::chrono::hours(24 * 7));
        ASSERT_TRUE(house.engine->settle());
        EXPECT_EQ(house.engine->seq(), 4); // expired
        EXPECT_EQ(house.rollup(), 0);
        ASSERT_TRUE(house.engine->settle());
        EXPECT_EQ(house.engine->seq(), 4);
        house.expect_sound();
    });
}

// Between reading what is due and writing, another server lights the lamp anew: its moment stands.
TEST_F(Staircase, ADueMomentThatAnotherServerSetAnewIsNotErased) {
    on_both([](const std::string& url) {
        House one(url, 1);
        House two(url, 2);
        ASSERT_TRUE(one.ask(first, lamp::Install{Code{"a"}}, "k1"));
        ASSERT_TRUE(one.ask(first, lamp::Light{}, "k2"));
        ASSERT_TRUE(one.engine->settle());
        one.clock.advance(std::chrono::minutes(90));
        two.clock.advance(std::chrono::minutes(90));
        bool met = false;
        one.database->sabotage([&](std::string_view text) {
            if (text.starts_with("BEGIN") && !std::exchange(met, true)) {
                EXPECT_TRUE(two.ask(first, lamp::Light{}, "k3"));
            }
            return false;
        });
        ASSERT_TRUE(one.engine->settle());
        one.database->sabotage(nullptr);
        ASSERT_TRUE(met);
        EXPECT_EQ(one.rollup(), 1); // still lit
        EXPECT_EQ(
            *one.database->read([](sql::Session& session) { return engine::log::parked(session, street); }),
            0);
        one.clock.advance(std::chrono::hours(1));
        ASSERT_TRUE(one.engine->settle());
        EXPECT_EQ(one.rollup(), 0);
        one.expect_sound();
    });
}

// A due command that the room refuses is parked once and does not fall due for ever.
TEST_F(Staircase, ARefusedDueCommandIsParkedAndTheOthersGoOn) {
    on_both([](const std::string& url) {
        House house(url);
        for (const auto& [lamp, name] : {std::pair{first, "a"}, std::pair{second, "b"}}) {
            ASSERT_TRUE(house.ask(lamp, lamp::Install{Code{name}}, std::string("i") + name));
            ASSERT_TRUE(house.ask(lamp, lamp::Light{}, std::string("l") + name));
        }
        ASSERT_TRUE(house.engine->settle());
        // A row that says too early what the lamp itself does not say.
        ASSERT_TRUE(house.database->write([&](sql::Session& session) {
            return engine::log::set_due(session, street, {first, "lamp", house.clock.now()});
        }));
        house.clock.advance(std::chrono::minutes(1));
        House later(url, 2, house.clock.now());
        ASSERT_TRUE(later.engine->settle());
        EXPECT_EQ(
            *later.database->read([](sql::Session& session) { return engine::log::parked(session, street); }),
            1);
        later.clock.advance(std::chrono::hours(2));
        ASSERT_TRUE(later.engine->settle());
        EXPECT_EQ(later.rollup(),
                  1); // the second went out, the first has lost its row and is shown as parked
        later.expect_sound();
    });
}

TEST_F(Staircase, AFlowWhoseCursorCannotMoveStopsTriesAgainAndParksNothing) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1"));
        ASSERT_TRUE(house.ask(first, lamp::Light{}, "k2"));
        for (const std::string_view verb : {"INSERT INTO flow_cursor", "UPDATE head", "COMMIT"}) {
            house.database->sabotage([verb](std::string_view text) { return text.starts_with(verb); });
            const auto answer = house.engine->settle();
            ASSERT_FALSE(answer) << verb;
            EXPECT_EQ(answer.error().rule->kind, Kind::unavailable);
            house.database->sabotage(nullptr);
            EXPECT_EQ(house.engine->seq(), 2) << verb;
        }
        ASSERT_TRUE(house.engine->settle());
        EXPECT_EQ(house.engine->seq(), 3); // sparked, once
        EXPECT_EQ(
            *house.database->read([](sql::Session& session) { return engine::log::parked(session, street); }),
            0);
        house.expect_sound();
    });
}

// With the writer's nth statement broken once: the hand-over is made by the next round, once, and an outage
// is never written down as a refusal.
TEST_F(Staircase, ABrokenStatementDoesNotParkAHandOver) {
    on_both([](const std::string& url) {
        House house(url);
        constexpr int statements_max = 200;
        for (int n = 1;; ++n) {
            const StreamId lamp{{3, static_cast<std::uint64_t>(n)}};
            const auto key = std::to_string(n);
            ASSERT_TRUE(house.ask(lamp, lamp::Install{Code{"p" + key}}, "i" + key));
            ASSERT_TRUE(house.ask(lamp, lamp::Light{}, "l" + key));
            int left = n;
            house.database->sabotage(
                [&left](std::string_view text) { return text != "ROLLBACK" && --left == 0; });
            const auto broken = house.engine->settle();
            house.database->sabotage(nullptr);
            if (!broken) {
                EXPECT_EQ(broken.error().rule->kind, Kind::unavailable) << n;
            }
            ASSERT_TRUE(house.engine->settle()) << n;
            EXPECT_EQ(house.engine->seq(), 3 * n) << "statement " << n; // installed, lit, sparked
            const auto parked = house.database->read(
                [](sql::Session& session) { return engine::log::parked(session, street); });
            ASSERT_TRUE(parked);
            EXPECT_EQ(*parked, 0) << "statement " << n;
            if (left > 0) break; // all statements were reached
            ASSERT_LT(n, statements_max);
        }
        house.expect_sound();
    });
}

TEST_F(Staircase, AChangedByteOrALostEventIsFound) {
    House house(support::sqlite_url(folder));
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(house.ask(StreamId{{0, static_cast<std::uint64_t>(i + 1)}},
                              lamp::Install{Code{"p" + std::to_string(i)}}, std::to_string(i)));
    const auto change = [&](const char* text) {
        return house.database->on_writer([&](sql::Session& session) -> Result<void> {
            GEZHI_CHECK(session.execute(text));
            return {};
        });
    };
    ASSERT_TRUE(change("UPDATE event SET name = 'lamp/lit.1' WHERE seq = 3"));
    EXPECT_FALSE(house.engine->verify_chain()->ok());
    const auto replay = house.engine->replay_check();
    EXPECT_FALSE(replay && replay->ok());
    ASSERT_TRUE(change("DELETE FROM event WHERE seq = 3"));
    EXPECT_FALSE(house.engine->verify_chain()->ok());
}

TEST_F(Staircase, TheServerRefusesToRunBackwardsAgainstItsLog) {
    const auto url = support::sqlite_url(folder);
    {
        House house(url);
        ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1"));
        house.clock.set(house.clock.now() - std::chrono::seconds(30)); // a small step back is waited out
        ASSERT_TRUE(house.ask(first, lamp::Light{}, "k2"));
        house.clock.set(house.clock.now() - std::chrono::hours(1));
        EXPECT_EQ(house.ask(first, lamp::Light{}, "k3").error().rule, &engine::rules::clock_backwards);
    }
    FakeClock clock(*parse_iso("2026-11-22T09:00:00+08:00"));
    engine::Mint mint(clock, 3);
    engine::RoomOf<lamp::Lamp> room{lamp::Lamp{}};
    auto database = *sql::Database::open(url);
    engine::Engine late(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "late"}, {&room}, {});
    EXPECT_EQ(late.open().error().rule, &engine::rules::clock_backwards);
}

TEST_F(Staircase, ALostReadTableIsRebuiltAtTheNextStart) {
    on_both([](const std::string& url) {
        {
            House house(url);
            ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1"));
            ASSERT_TRUE(house.ask(first, lamp::Light{}, "k2"));
            ASSERT_TRUE(house.database->on_writer([](sql::Session& session) -> Result<void> {
                GEZHI_CHECK(session.execute("DROP TABLE " + sql::table_of<lamp::Row>().physical));
                GEZHI_CHECK(session.execute("DELETE FROM read_table WHERE logical = 'lamp_row'"));
                return {};
            }));
        }
        House house(url, 2);
        house.expect_sound();
        EXPECT_EQ(*house.room.room().lit_in_memory, 1);
    });
}

TEST_F(Staircase, ManyThreadsAreAnsweredAndAFullQueueRefusesAtOnce) {
    House house(support::sqlite_url(folder));
    house.engine->start();
    std::vector<std::thread> threads;
    std::atomic<int> taken{0};
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 50; ++i) {
                const auto n = static_cast<std::uint64_t>(t * 50 + i);
                if (house.ask(StreamId{{2, n}}, lamp::Install{Code{"p" + std::to_string(n)}},
                              "k" + std::to_string(n)))
                    ++taken;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(taken, 200);
    house.engine->stop();
    std::vector<Result<engine::Receipt>> late;
    auto task = house.task(first, lamp::Install{Code{"x"}}, "late");
    task.reply = [&](Result<engine::Receipt> answer) { late.push_back(std::move(answer)); };
    house.engine->ask(std::move(task));
    ASSERT_EQ(late.size(), 1U);
    EXPECT_EQ(late.front().error().rule, &engine::rules::stopped);
    house.expect_sound();
}

// The receipt carries the state that the command left, also when it is answered a second time; and who is
// answered may ask again at once, on the writer's thread or, before it is started, on his own.
TEST_F(Staircase, AReplyKnowsTheStateAndMayAskAgain) {
    House house(support::sqlite_url(folder));
    for (const bool started : {false, true}) {
        if (started) house.engine->start();
        const StreamId lamp{{7, started ? 2U : 1U}};
        const std::string key = started ? "t" : "f";
        std::promise<std::vector<bool>> lit;
        auto task = house.task(lamp, lamp::Install{Code{key}}, key + "1");
        task.reply = [&](Result<engine::Receipt> installed) {
            ASSERT_TRUE(installed);
            const bool before = static_cast<const lamp::State*>(installed->state.get())->lit;
            auto next = house.task(lamp, lamp::Light{}, key + "2");
            next.reply = [&lit, before](Result<engine::Receipt> answer) {
                lit.set_value({before, static_cast<const lamp::State*>(answer->state.get())->lit});
            };
            house.engine->ask(std::move(next));
        };
        house.engine->ask(std::move(task));
        EXPECT_EQ(lit.get_future().get(), (std::vector<bool>{false, true}));
        const auto again = house.ask(lamp, lamp::Install{Code{key}}, key + "1");
        ASSERT_TRUE(again && again->repeated);
        EXPECT_TRUE(static_cast<const lamp::State*>(again->state.get())->lit); // as it is now
    }
}

TEST_F(Staircase, TheFeedGivesEachItemOnceAndResumes) {
    House house(support::sqlite_url(folder));
    std::vector<std::int64_t> seen;
    ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1"));
    ASSERT_TRUE(house.ask(first, lamp::Light{}, "k2"));
    const auto subscription =
        house.engine->feed().subscribe(1, [&](const engine::FeedItem& item) { seen.push_back(item.seq); });
    EXPECT_TRUE(subscription.complete);
    ASSERT_TRUE(house.ask(first, lamp::Spark{}, "k3"));
    EXPECT_EQ(seen, (std::vector<std::int64_t>{2, 3}));
    house.engine->feed().unsubscribe(subscription.id);
    ASSERT_TRUE(house.ask(first, lamp::Spark{}, "k4"));
    EXPECT_EQ(seen.size(), 2U);
}
