#pragma once
// The pure floor of the room in three functions: may this actor send it, what follows from it, what the state
// is afterwards. Promise the same answer for the same arguments; never ask for the time, a database or an id.

#include "modules/people/model.hpp"

namespace gezhi::people {

Result<void> permit(const Actor& actor, const State& state, const Command& command);
Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts);
State evolve(State state, const Event& event);

} // namespace gezhi::people
