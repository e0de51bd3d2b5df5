#pragma once
// What the room would say to commands now: its own permit, facts and decide over a reader's connection.
// Writes nothing and takes no number. Because it is the same code, page and server cannot disagree but for
// what changes in between.

#include "engine/engine.hpp"
#include "modules/casework/casework.hpp"

namespace gezhi::casework {

struct Trier {
    const Actor& actor;
    const State& state;
};

// One answer for each command, in order; refused as a whole only when the database does not answer.
Result<std::vector<Result<void>>> try_out(engine::Engine& engine, const Casework& room, const Trier& who,
                                          const std::vector<Command>& commands);

} // namespace gezhi::casework
