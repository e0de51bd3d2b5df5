#pragma once
// The door for commands, and for the operator at the machine: a street's folder as tasks for the writer, and
// checking and locating in a folder without a server. Importing the same folder twice changes nothing.

#include "engine/engine.hpp"
#include "geo/partition.hpp"
#include "modules/grid/folder.hpp"
#include "modules/grid/query.hpp"

namespace gezhi::grid {

// One command of this room as a task; `key` makes the command id.
engine::Task task_of(engine::Engine& engine, engine::Room& room, Actor actor, StreamId stream,
                     Command command, std::string_view key);

// Ground, then the adopted partition, then the places; to be run in this order, as the operator at the
// machine.
std::vector<engine::Task> import_tasks(engine::Engine& engine, engine::Room& room, const Folder& folder);

enum class Reading : std::uint8_t { published, settled };

// The proof of a folder's rules, literally as published or as settled.
Result<geo::Proof> check_folder(const Folder& folder, Reading reading);
// Where a point lies by the settled rules.
Result<Located> locate_in(const Folder& folder, geo::Point at);

} // namespace gezhi::grid
