#pragma once
// The pure floor of the room: who may, what is decided, what follows, what falls due. Never a database, a
// clock or a map library; what those know comes in as Facts.

#include "modules/grid/model.hpp"

namespace gezhi::grid {

Result<void> permit(const Actor& actor, const State& state, const Command& command);
Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts);
State evolve(State state, const Event& event);
std::optional<Instant> due(const State& state); // the first day of a version that waits for it

} // namespace gezhi::grid
