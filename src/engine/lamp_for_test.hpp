#pragma once
// The smallest room: lamps that are installed, lit and expire; and a house with that one room. For the tests
// of this folder. Promises every way a room can plug in: set rule, side view, due moment, flow, roll-up.

#include "engine/engine.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace gezhi;

namespace lamp {

inline constexpr Rule place_taken{"lamp/place-taken", Kind::conflict, "A lamp stands there"};
inline constexpr Rule missing{"lamp/missing", Kind::missing, "No such lamp"};
inline constexpr Rule not_due{"lamp/not-due", Kind::conflict, "It may burn on"};
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
                                     [&](const Expire&) -> Result<Events> {
                                         if (!state.until || *state.until > facts.now) return refuse(not_due);
                                         return Events{Expired{}};
                                     },
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

namespace gezhi::lamp_house {

inline const Code street{"310105006"};

struct House {
    explicit House(const std::string& url, std::uint64_t seed = 1,
                   Instant start = *parse_iso("2026-11-23T09:00:00+08:00"), engine::Limits limits = {})
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
        engine.emplace(
            *database, clock, mint,
            engine::Settings{street, engine::Algorithm::sha256, limits, "h" + std::to_string(seed)},
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

inline const StreamId first{{0, 1}};
inline const StreamId second{{0, 2}};

} // namespace gezhi::lamp_house
