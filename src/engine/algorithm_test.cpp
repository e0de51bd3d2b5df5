// Which digest chains the log: chosen when a log begins, said by its first event, kept whatever the settings
// say later. And that nothing is committed before what must be durable first.

#include "engine/lamp_for_test.hpp"

using namespace gezhi;
using namespace gezhi::lamp_house;

namespace {

struct Server {
    Server(const std::string& url, engine::Algorithm algorithm, std::function<Result<void>()> first = {})
        : mint(clock, 1), room(lamp::Lamp{}), database(*sql::Database::open(url)),
          engine(*database, clock, mint, settings(algorithm, std::move(first)), {&room}, {}) {
        require(engine.open().has_value(), "opens");
    }

    static engine::Settings settings(engine::Algorithm algorithm, std::function<Result<void>()> first) {
        engine::Settings made;
        made.subdistrict = street;
        made.algorithm = algorithm;
        made.first = std::move(first);
        return made;
    }

    Result<engine::Receipt> install(const char* where, StreamId stream) {
        engine::Task task;
        task.room = &room;
        task.stream = stream;
        task.actor.kind = ActorKind::person;
        task.id = mint.id<CommandId>();
        task.command = lamp::Command(lamp::Install{Code{where}});
        return engine.ask_and_wait(std::move(task));
    }

    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
    engine::Mint mint;
    engine::RoomOf<lamp::Lamp> room;
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
};

} // namespace

TEST_F(Staircase, TheFirstEventSaysHowTheLogIsChained) {
    for (const auto algorithm : {engine::Algorithm::sha256, engine::Algorithm::sm3})
        on_both([&](const std::string& url) {
            const auto other =
                algorithm == engine::Algorithm::sm3 ? engine::Algorithm::sha256 : engine::Algorithm::sm3;
            {
                Server server(url, algorithm);
                ASSERT_TRUE(server.install("a", first));
                EXPECT_TRUE(server.engine.verify_chain()->ok());
            }
            Server server(url, other); // the log wins over the settings
            EXPECT_EQ(server.engine.algorithm(), algorithm);
            ASSERT_TRUE(server.install("b", second));
            EXPECT_TRUE(server.engine.verify_chain()->ok());
            EXPECT_TRUE(server.engine.replay_check()->ok());
            const auto events = server.database->read(
                [](sql::Session& session) { return engine::log::after(session, street, 0, 10); });
            engine::Chain wrong(other);
            EXPECT_NE(wrong.link(Digest{}, street, events->front()), events->front().hash);
        });
}

TEST_F(Staircase, NothingIsCommittedBeforeWhatMustBeDurableFirst) {
    on_both([](const std::string& url) {
        bool fails = true;
        int asked = 0;
        Server server(url, engine::Algorithm::sha256, [&]() -> Result<void> {
            ++asked;
            if (fails) return refuse(sql::rules::unavailable);
            return {};
        });
        EXPECT_EQ(server.install("a", first).error().rule, &sql::rules::unavailable);
        EXPECT_EQ(server.engine.seq(), 0);
        fails = false;
        EXPECT_TRUE(server.install("a", first));
        EXPECT_GE(asked, 2);
        EXPECT_TRUE(server.engine.verify_chain()->ok());
    });
}
