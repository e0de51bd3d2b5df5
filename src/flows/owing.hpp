#pragma once
// How a case becomes a notice that is owed: what the room `notice` must know of it, and nothing of its words.

#include "flows/moment.hpp"
#include "modules/notice/model.hpp"

namespace gezhi::flows {

bool is_restricted(const casework::State& state);

// Fills in the case; way, news, what about and text are the caller's.
engine::FlowCommand owing(const Rooms& rooms, const casework::State& state, notice::Owe owe);

} // namespace gezhi::flows
