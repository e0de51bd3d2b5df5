#pragma once
// What must hold of a case whatever happened to it (architecture: what keeps it honest), said once for the
// simulator and for doctor. Pure: state before, event, state after in; the names of broken promises out.

#include "engine/event.hpp"
#include "modules/casework/model.hpp"

#include <string>
#include <vector>

namespace gezhi::apps::sim {

using Broken = std::vector<std::string>; // empty: all kept

// Of a state alone.
Broken broken_at(const casework::State& state);

// Of one step of its history.
struct Step {
    const casework::State& before;
    const casework::Event& event;
    const casework::State& after;
    const engine::Event& stored;
};

Broken broken_by(const Step& step);

// A whole history, folded from its events: every step and every state on the way.
Broken broken_in(const std::vector<engine::Event>& history);

} // namespace gezhi::apps::sim
