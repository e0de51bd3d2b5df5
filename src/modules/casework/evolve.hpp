#pragma once
// The fold of a case: a state and an event make the next state, never refusing; and what of a state falls due
// when. Pure.

#include "modules/casework/model.hpp"

namespace gezhi::casework {

State evolve(State state, const Event& event);

// The one earliest moment: the next warning, escalation or reminder of the running clock, or the end of a
// hold.
std::optional<Instant> due(const State& state);

} // namespace gezhi::casework
