// The staircase with one small room: a lamp at a place, one lamp per place, that goes out when its time has
// come.

#include "engine/engine.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace gezhi;

namespace lamp {

inline constexpr Rule place_taken{"lamp/place-taken", Kind::conflict, "A lamp stands there"};
inline constexpr Rule missing{"lamp/missing", Kind::missing, "No such lamp"};
inline constexpr Rule not_yours{"lamp/not-yours", Kind::denied, "Only staff touch lamps"};

struct State {
    std::int64_t version{0};
    Code place{};
    bool lit{false};
    std::optional<Instant> until{};
    std::int64_t sparks{0};
};

struct Install {
    static constexpr std::string_view name = "lamp/install";
    Code place{};
};
BOOST_DESCRIBE_STRUCT(Install, (), (place))

struct Light {
    static constexpr std::string_view name = "lamp/light";
};
BOOST_DESCRIBE_STRUCT(Light, (), ())

struct Expire {
    static constexpr std::string_view name = "lamp/expire";
};
BOOST_DESCRIBE_STRUCT(Expire, (), ())

struct Spark {
    static constexpr std::string_view name = "lamp/spark";
};
BOOST_DESCRIBE_STRUCT(Spark, (), ())
using Command = std::variant<Install, Light, Expire, Spark>;

struct Installed {
    static constexpr std::string_view name = "lamp/installed.1";
    Code place{};
};
BOOST_DESCRIBE_STRUCT(Installed, (), (place))

struct Lit {
    static constexpr std::string_view name = "lamp/lit.1";
    Instant until{};
};
BOOST_DESCRIBE_STRUCT(Lit, (), (until))

struct Expired {
    static constexpr std::string_view name = "lamp/expired.1";
};
BOOST_DESCRIBE_STRUCT(Expired, (), ())

struct Sparked {
    static constexpr std::string_view name = "lamp/sparked.1";
};
BOOST_DESCRIBE_STRUCT(Sparked, (), ())
using Event = std::variant<Installed, Lit, Expired, Sparked>;

struct Row {
    static constexpr std::string_view table = "lamp_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"place"};
    Code place{};
    bool lit{false};
    std::int64_t sparks{0};
};
BOOST_DESCRIBE_STRUCT(Row, (), (place, lit, sparks))

struct Facts {
    Instant now{};
    bool taken{false};
};

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

struct Lamp {
    static constexpr std::string_view name = "lamp";
    using State = lamp::State;
    using Command = lamp::Command;
    using Event = lamp::Event;
    using Facts = lamp::Facts;
    std::shared_ptr<std::int64_t> lit_in_memory = std::make_shared<std::int64_t>(0);

    static Result<void> permit(const Actor& actor, const State&, const Command&) {
        if (actor.kind == ActorKind::anonymous) return refuse(not_yours);
        return {};
    }

    Result<Facts> facts(engine::Inside& inside, const Actor&, const State&, const Command& command) {
        Facts facts{inside.now(), false};
        if (const auto* install = std::get_if<Install>(&command)) {
            GEZHI_TRY(session, inside.session());
            GEZHI_TRY(found,
                      session->integers("SELECT lit FROM {lamp_row} WHERE subdistrict = :s AND place = :p",
                                        {{"s", inside.subdistrict()}, {"p", install->place}}));
            facts.taken = !found.empty();
        }
        return facts;
    }

    static Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
        using Events = std::vector<Event>;
        return std::visit(Overloaded{[&](const Install& one) -> Result<Events> {
                                         if (facts.taken || state.version > 0) return refuse(place_taken);
                                         return Events{Installed{one.place}};
                                     },
                                     [&](const Light&) -> Result<Events> {
                                         if (state.version == 0) return refuse(missing);
                                         return Events{Lit{facts.now + std::chrono::hours(1)}};
                                     },
                                     [&](const Expire&) -> Result<Events> { return Events{Expired{}}; },
                                     [&](const Spark&) -> Result<Events> { return Events{Sparked{}}; }},
                          command);
    }

    static State evolve(State state, const Event& event) {
        ++state.version;
        std::visit(Overloaded{[&](const Installed& one) { state.place = one.place; },
                              [&](const Lit& one) {
                                  state.lit = true;
                                  state.until = one.until;
                              },
                              [&](const Expired&) {
                                  state.lit = false;
                                  state.until.reset();
                              },
                              [&](const Sparked&) { ++state.sparks; }},
                   event);
        return state;
    }

    static void view(const State& state, engine::RowSet& rows) {
        if (state.version > 0) rows.put(Row{state.place, state.lit, state.sparks});
    }

    static void rollup(const State& before, const State& after, engine::Deltas& deltas) {
        deltas.add("lit", "all", (after.lit ? 1 : 0) - (before.lit ? 1 : 0));
    }

    static std::vector<const sql::Table*> tables() { return {&sql::table_of<Row>()}; }

    static std::optional<Instant> due(const State& state) { return state.until; }

    static Command due_command(const State&) { return Expire{}; }

    Result<void> load(sql::Session& session, const Code& subdistrict) {
        GEZHI_TRY(found,
                  session.integers(
                      "SELECT CAST(count(*) AS BIGINT) FROM {lamp_row} WHERE subdistrict = :s AND lit = 1",
                      {{"s", subdistrict}}));
        *lit_in_memory = found.front();
        return {};
    }

    void apply(const engine::Change<State>& change) {
        *lit_in_memory += (change.after.lit ? 1 : 0) - (change.before.lit ? 1 : 0);
    }
};

} // namespace lamp

namespace {

const Code street{"310105006"};

struct House {
    explicit House(const std::string& url, std::uint64_t seed = 1,
                   Instant start = *parse_iso("2026-11-23T09:00:00+08:00"))
        : clock(start), mint(clock, seed), room(lamp::Lamp{}) {
        auto opened = sql::Database::open(url, {4, false});
        require(opened.has_value(), "opens");
        database = *opened;
        engine::Flow spark{
            Code{"spark"},
            {lamp::Lit::name},
            [this](const engine::Event& event, sql::Session&) -> Result<std::vector<engine::FlowCommand>> {
                return std::vector<engine::FlowCommand>{
                    {&room, event.stream, lamp::Command(lamp::Spark{}), {}}};
            }};
        engine.emplace(*database, clock, mint,
                       engine::Settings{street, engine::Algorithm::sha256, {}, "h" + std::to_string(seed)},
                       std::vector<engine::Room*>{&room}, std::vector<engine::Flow>{spark});
        const auto ready = engine->open();
        require(ready.has_value(), "ready");
    }

    engine::Task task(StreamId stream, lamp::Command command, const std::string& key,
                      std::int64_t fingerprint = 1) {
        engine::Task task;
        task.room = &room;
        task.stream = stream;
        task.actor.kind = ActorKind::person;
        task.id = engine::command_id(street, task.actor, key);
        task.command = std::move(command);
        task.fingerprint = fingerprint;
        return task;
    }

    Result<engine::Receipt> ask(StreamId stream, lamp::Command command, const std::string& key) {
        return engine->ask_and_wait(task(stream, std::move(command), key));
    }

    std::int64_t rollup() {
        return database
            ->read([](sql::Session& session) {
                return session.integers("SELECT n FROM {rollup} WHERE subdistrict = :s AND counter = 'lit'",
                                        {{"s", street}});
            })
            ->front();
    }

    void expect_sound() {
        const auto replay = engine->replay_check();
        ASSERT_TRUE(replay);
        EXPECT_TRUE(replay->ok()) << replay->differences.front();
        const auto chain = engine->verify_chain();
        ASSERT_TRUE(chain);
        EXPECT_TRUE(chain->ok()) << chain->differences.front();
    }

    FakeClock clock;
    engine::Mint mint;
    engine::RoomOf<lamp::Lamp> room;
    std::shared_ptr<sql::Database> database;
    std::optional<engine::Engine> engine;
};

class Staircase : public ::testing::Test {
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

const StreamId first{{0, 1}};
const StreamId second{{0, 2}};

} // namespace

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
