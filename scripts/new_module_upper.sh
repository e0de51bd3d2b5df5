#!/usr/bin/env bash
# The rows, glue and test of a new room; the second half of scripts/new_module.sh, which calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
room=$1
class=$2
put() { sed "s/ROOM/$room/g; s/CLASS/$class/g" >"src/modules/$room/$1"; }

put view.hpp <<'TEXT'
#pragma once
// State to read rows. Pure; a changed row needs a new revision.

#include "engine/rows.hpp"
#include "modules/ROOM/model.hpp"

#include <array>

namespace gezhi::ROOM {

struct ROOM_row {
    static constexpr std::string_view table = "ROOM_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"id"};
    StreamId id{};
    std::int64_t version{0};
    std::int64_t open{0};
    Instant opened_at{};
};
BOOST_DESCRIBE_STRUCT(ROOM_row, (), (id, version, open, opened_at))

void view(const State& state, engine::RowSet& rows);

} // namespace gezhi::ROOM
TEXT
sed -i "s/struct ${room}_row/struct ${class}Row/; s/STRUCT(${room}_row/STRUCT(${class}Row/" "src/modules/$room/view.hpp"
put view.cpp <<'TEXT'
#include "modules/ROOM/view.hpp"

namespace gezhi::ROOM {

void view(const State& state, engine::RowSet& rows) {
    if (state.version > 0) rows.put(CLASSRow{state.id, state.version, state.open ? 1 : 0, state.opened_at});
}

} // namespace gezhi::ROOM
TEXT
put ROOM.hpp <<'TEXT'
#pragma once
// The room as the engine sees it: glue between the pure floor and the writer. Decides nothing.

#include "engine/room.hpp"
#include "modules/ROOM/decide.hpp"
#include "modules/ROOM/view.hpp"

namespace gezhi::ROOM {

class CLASS {
public:
    static constexpr std::string_view name = "ROOM";
    using State = ROOM::State;
    using Command = ROOM::Command;
    using Event = ROOM::Event;
    using Facts = ROOM::Facts;

    static Result<void> permit(const Actor& actor, const State& state, const Command& command) {
        return ROOM::permit(actor, state, command);
    }

    Result<Facts> facts(engine::Inside& inside, const Actor& actor, const State& state, const Command& command);

    static Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
        return ROOM::decide(state, command, facts);
    }

    static State evolve(State state, const Event& event) { return ROOM::evolve(std::move(state), event); }

    static void view(const State& state, engine::RowSet& rows) { ROOM::view(state, rows); }

    static std::vector<const sql::Table*> tables() { return {&sql::table_of<CLASSRow>()}; }
};

} // namespace gezhi::ROOM

// Its plumbing is compiled once, in module.cpp: it is heavy.
extern template class gezhi::engine::RoomOf<gezhi::ROOM::CLASS>;
TEXT
put module.cpp <<'TEXT'
// The one place where the engine's plumbing of this room (reading, writing and describing its events) is
// compiled.

#include "modules/ROOM/ROOM.hpp"

template class gezhi::engine::RoomOf<gezhi::ROOM::CLASS>;
TEXT
mv "src/modules/$room/ROOM.hpp" "src/modules/$room/$room.hpp"
put facts.cpp <<'TEXT'
#include "modules/ROOM/ROOM.hpp"

namespace gezhi::ROOM {

Result<Facts> CLASS::facts(engine::Inside& inside, const Actor&, const State&, const Command&) {
    return Facts{inside.now(), inside.stream()};
}

} // namespace gezhi::ROOM
TEXT
put decide_ROOM_test.cpp <<'TEXT'
#include "modules/ROOM/ROOM.hpp"

#include <gtest/gtest.h>

namespace gezhi::ROOM {

namespace {

State opened() {
    return evolve({}, Opened{});
}

TEST(DecideCLASS, WhatIsOpenIsNotOpenedAgain) {
    const auto again = decide(opened(), Open{}, {});
    ASSERT_FALSE(again.has_value());
    EXPECT_EQ(again.error().rule, &rules::already_open);
}

TEST(DecideCLASS, OnlyWhatIsOpenIsClosed) {
    EXPECT_TRUE(decide(opened(), Close{}, {}).has_value());
    const auto early = decide({}, Close{}, {});
    ASSERT_FALSE(early.has_value());
    EXPECT_EQ(early.error().rule, &rules::not_open);
}

TEST(DecideCLASS, AnAnonymousMayNot) {
    const auto verdict = permit({}, {}, Open{});
    ASSERT_FALSE(verdict.has_value());
    EXPECT_EQ(verdict.error().rule, &rules::not_for_duty);
}

TEST(DecideCLASS, AStateHasItsRow) {
    engine::RowSet rows;
    CLASS::view(opened(), rows);
    EXPECT_EQ(rows.rows().size(), 1U);
}

} // namespace

} // namespace gezhi::ROOM
TEXT
mv "src/modules/$room/decide_ROOM_test.cpp" "src/modules/$room/decide_${room}_test.cpp"
