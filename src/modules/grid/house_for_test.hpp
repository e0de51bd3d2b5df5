#pragma once
// A house with the ground alone, for the tests of this room: the demo street brought as the operator does.

#include "modules/grid/ask.hpp"
#include "modules/grid/grid.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

namespace gezhi::grid {

inline const Code street{"310105006"};

inline const std::string& demo_path() {
    static const std::string path = std::string(GEZHI_SOURCE_DIR) + "/demo/tianshan";
    return path;
}

inline const Folder& demo_folder() {
    static const Folder folder = [] {
        auto read = read_folder(demo_path());
        require(read.has_value(), "the demo street");
        return std::move(*read);
    }();
    return folder;
}

struct House {
    explicit House(const std::string& url, std::uint64_t seed = 1)
        : clock(*parse_iso("2026-11-23T09:00:00+08:00")), mint(clock, seed),
          room(Grid(ground, [](const Code& unit) { return unit.value != "nobody"; })),
          database(*sql::Database::open(url)),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h" + std::to_string(seed)},
                 {&room}, {}) {
        require(engine.open().has_value(), "opens");
    }

    static Actor setup() {
        Actor actor;
        actor.kind = ActorKind::flow;
        actor.flow = Code{std::string(setup_flow)};
        return actor;
    }

    engine::Task task(StreamId stream, Command command, const std::string& key) {
        return task_of(engine, room, setup(), stream, std::move(command), key);
    }

    Result<engine::Receipt> ask(StreamId stream, Command command, const std::string& key) {
        return engine.ask_and_wait(task(stream, std::move(command), key));
    }

    void bring_demo() {
        const auto answers = engine.run(import_tasks(engine, room, demo_folder()));
        for (const auto& answer : answers) ASSERT_TRUE(answer) << answer.error().rule->code;
    }

    void expect_sound() {
        const auto replay = engine.replay_check();
        ASSERT_TRUE(replay);
        EXPECT_TRUE(replay->ok()) << replay->differences.front();
        EXPECT_TRUE(engine.verify_chain()->ok());
    }

    std::string grid_at(double lat, double lon) const {
        return ground->locate(*geo::from_degrees(lat, lon)).grid.value;
    }

    FakeClock clock;
    engine::Mint mint;
    std::shared_ptr<GroundView> ground = std::make_shared<GroundView>();
    engine::RoomOf<Grid> room;
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
};

} // namespace gezhi::grid
