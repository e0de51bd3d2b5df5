#include "engine/lamp_for_test.hpp"

using namespace gezhi;
using namespace gezhi::lamp_house;

TEST_F(Staircase, ACommandLeavesAnEventARowAndAReceipt) {
    on_both([](const std::string& url) {
        House house(url);
        const auto receipt = house.ask(first, lamp::Install{Code{"a"}}, "k1");
        ASSERT_TRUE(receipt);
        EXPECT_EQ(receipt->version, 1);
        EXPECT_EQ(receipt->seq, 1);
        ASSERT_TRUE(house.ask(first, lamp::Light{}, "k2"));
        EXPECT_EQ(house.rollup(), 1);
        EXPECT_EQ(*house.room.room().lit_in_memory, 1);
        house.expect_sound();
    });
}

TEST_F(Staircase, TheSameRequestIsAnsweredOnceAndAnotherBodyUnderItsKeyIsRefused) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1"));
        const auto again = house.ask(first, lamp::Install{Code{"a"}}, "k1");
        ASSERT_TRUE(again);
        EXPECT_TRUE(again->repeated);
        EXPECT_EQ(again->seq, 1);
        const auto other = house.engine->ask_and_wait(house.task(first, lamp::Light{}, "k1", 99));
        ASSERT_FALSE(other);
        EXPECT_EQ(other.error().rule, &engine::rules::key_reused);
        EXPECT_EQ(house.engine->seq(), 1);
    });
}

TEST_F(Staircase, RefusalsWriteNothing) {
    on_both([](const std::string& url) {
        House house(url);
        EXPECT_EQ(house.ask(first, lamp::Light{}, "k1").error().rule, &lamp::missing);
        auto anonymous = house.task(first, lamp::Install{Code{"a"}}, "k2");
        anonymous.actor.kind = ActorKind::anonymous;
        EXPECT_EQ(house.engine->ask_and_wait(std::move(anonymous)).error().rule, &lamp::not_yours);
        auto stale = house.task(first, lamp::Install{Code{"a"}}, "k3");
        stale.if_version = 4;
        EXPECT_EQ(house.engine->ask_and_wait(std::move(stale)).error().rule, &engine::rules::stale);
        EXPECT_EQ(house.engine->seq(), 0);
        EXPECT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1")); // a refusal is not remembered
    });
}

TEST_F(Staircase, ASetRuleHoldsWithinOneBatch) {
    on_both([](const std::string& url) {
        House house(url);
        std::vector<engine::Task> tasks;
        tasks.push_back(house.task(first, lamp::Install{Code{"a"}}, "k1"));
        tasks.push_back(house.task(second, lamp::Install{Code{"a"}}, "k2"));
        tasks.push_back(house.task(second, lamp::Install{Code{"b"}}, "k3"));
        const auto answers = house.engine->run(std::move(tasks));
        EXPECT_TRUE(answers[0]);
        EXPECT_EQ(answers[1].error().rule, &lamp::place_taken);
        EXPECT_TRUE(answers[2]);
        house.expect_sound();
    });
}

TEST_F(Staircase, EveryFailingStatementLeavesEverythingOrNothing) {
    for (int n = 1;; ++n) {
        House house(support::sqlite_url(folder));
        ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k0"));
        int left = n;
        house.database->sabotage(
            [&left](std::string_view text) { return text != "ROLLBACK" && --left == 0; });
        std::vector<engine::Task> tasks;
        tasks.push_back(house.task(first, lamp::Light{}, "k1"));
        tasks.push_back(house.task(second, lamp::Install{Code{"b"}}, "k2"));
        const auto answers = house.engine->run(std::move(tasks));
        house.database->sabotage(nullptr);
        ASSERT_EQ(answers.size(), 2U);
        // One statement failed once: the batch was dropped and each command ran again alone.
        EXPECT_TRUE(answers[0]) << n;
        EXPECT_TRUE(answers[1]) << n;
        house.expect_sound();
        EXPECT_EQ(house.rollup(), 1);
        if (left > 0) break; // no n-th statement: the loop has seen them all
        ASSERT_LT(n, 200);
    }
}

TEST_F(Staircase, WhileTheDiskIsFullNothingIsAcknowledgedAndAfterwardsAllGoesOn) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k0"));
        house.database->sabotage([](std::string_view text) { return text.starts_with("INSERT"); });
        const auto refused = house.ask(first, lamp::Light{}, "k1");
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().rule->kind, Kind::unavailable);
        EXPECT_EQ(house.engine->seq(), 1);
        house.database->sabotage(nullptr);
        ASSERT_TRUE(house.ask(first, lamp::Light{}, "k1"));
        house.expect_sound();
    });
}

TEST_F(Staircase, AFullQueueRefusesAtOnceAndWhoWasTurnedAwayLeavesALine) {
    House house(support::sqlite_url(folder), 1, *parse_iso("2026-11-23T09:00:00+08:00"),
                engine::Limits{.queue_max = 0});
    std::vector<Result<engine::Receipt>> answers;
    auto task = house.task(first, lamp::Install{Code{"x"}}, "one");
    task.reply = [&](Result<engine::Receipt> answer) { answers.push_back(std::move(answer)); };
    house.engine->start();
    house.engine->ask(std::move(task));
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers.front().error().rule, &engine::rules::busy);
    house.engine->stop();

    ASSERT_TRUE(house.ask(first, lamp::Install{Code{"x"}}, "two"));
    EXPECT_EQ(house.ask(second, lamp::Install{Code{"x"}}, "three").error().rule, &lamp::place_taken);
    house.engine->start();
    house.engine->stop();
    const auto lines = house.database->read([](sql::Session& session) {
        return session.texts("SELECT purpose FROM access WHERE subdistrict = :s", {{"s", street}});
    });
    ASSERT_TRUE(lines);
    EXPECT_EQ(*lines, std::vector<std::string>{"refused:lamp/place-taken"});
}

TEST_F(Staircase, AnEventOfANewerProgramStopsTheWritingNotTheLog) {
    on_both([](const std::string& url) {
        House house(url);
        ASSERT_TRUE(house.ask(first, lamp::Install{Code{"a"}}, "k1"));
        House later(url, 2);
        const auto rename = [&](const char* name) {
            return house.database->write([&](sql::Session& session) -> Result<void> {
                GEZHI_CHECK(session.execute("UPDATE event SET name = :n WHERE subdistrict = :s AND seq = 1",
                                            {{"n", name}, {"s", street}}));
                return {};
            });
        };
        ASSERT_TRUE(rename("lamp/dimmed.9"));
        EXPECT_EQ(house.engine->state(house.room, first).error().rule, &engine::rules::unknown_event);
        ASSERT_TRUE(rename("moon/risen.1"));
        EXPECT_EQ(later.ask(first, lamp::Light{}, "k2").error().rule, &engine::rules::newer_version);
        ASSERT_TRUE(rename("lamp/installed.1"));
        EXPECT_TRUE(later.ask(first, lamp::Light{}, "k2"));
    });
}
