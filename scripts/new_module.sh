#!/usr/bin/env bash
# The furniture of a new room, small but whole: it builds, its tests pass, and ./dev tidy says what it still lacks.
# usage: ./dev new-module NAME
set -euo pipefail
cd "$(dirname "$0")/.."
room=${1:-}
if [[ ! "$room" =~ ^[a-z][a-z_]*$ ]]; then echo "usage: ./dev new-module NAME   (lower case, a street word)" >&2; exit 2; fi
folder=src/modules/$room
if [[ -e $folder ]]; then echo "new-module: $folder is there already" >&2; exit 1; fi
mkdir -p "$folder"
class=$(sed -E 's/(^|_)([a-z])/\U\2/g' <<<"$room")

# put FILE: the text from standard input, with the room's name in place
put() { sed "s/ROOM/$room/g; s/CLASS/$class/g" >"$folder/$1"; }

put README.md <<'TEXT'
# ROOM

What this room is for, which step of the method it serves, and where to start: `model.hpp`.
TEXT
put CMakeLists.txt <<'TEXT'
gezhi_library(ROOM SOURCES module.cpp decide.cpp evolve.cpp facts.cpp permit.cpp view.cpp LINKS gezhi_engine)
gezhi_test(decide_ROOM_test LABELS pure LINKS gezhi_ROOM)
TEXT
put model.hpp <<'TEXT'
#pragma once
// The words of the room: state, commands (verbs), events (past tense), facts and the rule book. Read first.
// Events hold ids, codes and instants only.

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>

#include <string_view>
#include <variant>

namespace gezhi::ROOM {

struct State {
    std::int64_t version{0};
    StreamId id{};
    bool open{false};
    Instant opened_at{};
};

struct Open {
    static constexpr std::string_view name = "ROOM/open";
};
BOOST_DESCRIBE_STRUCT(Open, (), ())

struct Close {
    static constexpr std::string_view name = "ROOM/close";
};
BOOST_DESCRIBE_STRUCT(Close, (), ())

using Command = std::variant<Open, Close>;

struct Opened {
    static constexpr std::string_view name = "ROOM/opened.1";
    StreamId id{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Opened, (), (id, at))

struct Closed {
    static constexpr std::string_view name = "ROOM/closed.1";
};
BOOST_DESCRIBE_STRUCT(Closed, (), ())

using Event = std::variant<Opened, Closed>;

struct Facts {
    Instant now{};
    StreamId stream{};
};

namespace rules {
inline constexpr Rule not_open{"ROOM/not-open", Kind::conflict, "It is not open"};
inline constexpr Rule already_open{"ROOM/already-open", Kind::conflict, "It is open already"};
inline constexpr Rule not_for_duty{"ROOM/not-for-duty", Kind::denied, "No duty held allows this"};
} // namespace rules

} // namespace gezhi::ROOM
TEXT
put decide.hpp <<'TEXT'
#pragma once
// The pure floor: who may, what follows, what it makes of the state. Sees nothing but its arguments.

#include "base/actor.hpp"
#include "modules/ROOM/model.hpp"

#include <vector>

namespace gezhi::ROOM {

Result<void> permit(const Actor& actor, const State& state, const Command& command);
Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts);
State evolve(State state, const Event& event);

} // namespace gezhi::ROOM
TEXT
put permit.cpp <<'TEXT'
#include "modules/ROOM/decide.hpp"

namespace gezhi::ROOM {

Result<void> permit(const Actor& actor, const State&, const Command&) {
    if (actor.kind == ActorKind::person && actor.has(Duty::desk)) return {};
    return refuse(rules::not_for_duty);
}

} // namespace gezhi::ROOM
TEXT
put decide.cpp <<'TEXT'
#include "modules/ROOM/decide.hpp"

namespace gezhi::ROOM {

namespace {

struct Decide {
    const State& state;
    const Facts& facts;

    Result<std::vector<Event>> operator()(const Open&) const {
        if (state.open) return refuse(rules::already_open);
        return std::vector<Event>{Opened{facts.stream, facts.now}};
    }

    Result<std::vector<Event>> operator()(const Close&) const {
        if (!state.open) return refuse(rules::not_open);
        return std::vector<Event>{Closed{}};
    }
};

} // namespace

Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
    return std::visit(Decide{state, facts}, command);
}

} // namespace gezhi::ROOM
TEXT
put evolve.cpp <<'TEXT'
#include "modules/ROOM/decide.hpp"

namespace gezhi::ROOM {

namespace {

struct Evolve {
    State& state;

    void operator()(const Opened& one) const {
        state.id = one.id;
        state.open = true;
        state.opened_at = one.at;
    }

    void operator()(const Closed&) const { state.open = false; }
};

} // namespace

State evolve(State state, const Event& event) {
    ++state.version;
    std::visit(Evolve{state}, event);
    return state;
}

} // namespace gezhi::ROOM
TEXT
scripts/new_module_upper.sh "$room" "$class"
clang-format -i "$folder"/*.?pp
echo "new-module: $folder; now add modules/$room to GEZHI_ROOMS in CMakeLists.txt and run ./dev tidy"
