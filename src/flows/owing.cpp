#include "flows/owing.hpp"

namespace gezhi::flows {

bool is_restricted(const casework::State& state) {
    return state.visibility == casework::Visibility::restricted;
}

engine::FlowCommand owing(const Rooms& rooms, const casework::State& state, notice::Owe owe) {
    owe.case_id = state.id;
    owe.number = state.number;
    owe.grid = state.grid;
    owe.restricted = is_restricted(state);
    owe.reporter = state.reporter;
    owe.hands = state.hands;
    owe.class_code = state.class_code;
    owe.unit = state.unit;
    return {&rooms.notice, notice::stream_of(state.id), std::any(notice::Command(std::move(owe))), {}};
}

} // namespace gezhi::flows
