#pragma once
// The pure floor of the room in functions: may this actor send it, what follows from it, what the state is
// afterwards. Promise the same answer for the same arguments; never ask for the time, a database or an id.

#include "modules/notice/model.hpp"

namespace gezhi::notice {

Result<void> permit(const Actor& actor, const State& state, const Command& command);
Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts);
State evolve(State state, const Event& event);

// Who may tell is who may open the contact: desk and liaison where the case is (a liaison no restricted one),
// and the person on duty for an emergency.
bool may_tell(const Actor& actor, News kind, const Code& grid, bool restricted);
const Item* find(const State& state, std::int64_t number);

} // namespace gezhi::notice
