#include "modules/casework/evolve.hpp"
#include "modules/casework/rules.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

Instant next_moment(const RunningClock& clock) {
    switch (clock.warned) {
    case Level::none:
        return clock.start.half;
    case Level::half:
        return clock.start.soon;
    case Level::soon:
        return clock.start.due;
    case Level::late:
        break;
    }
    const auto reminder = reminder_at(clock.start, clock.reminders + 1);
    return clock.escalates ? std::min(reminder, *clock.escalates) : reminder;
}

// Of what stands beside the clock.
std::optional<Instant> supervision_moment(const State& state) {
    if (!supervised(state) || state.supervision->missed) return std::nullopt;
    return state.supervision->until;
}

std::optional<Instant> clock_moment(const State& state) {
    if (state.hold) return state.hold->until;
    if (state.suspension) return state.suspension->until;
    if (!state.clock || state.clock->stopped) return std::nullopt;
    return next_moment(*state.clock);
}

} // namespace

// Only copies: the moments were computed when the clock was started. A case that follows another one waits
// for that.
std::optional<Instant> due(const State& state) {
    if (!open(state) || state.joined_to) return std::nullopt;
    const auto clock = clock_moment(state);
    const auto supervision = supervision_moment(state);
    if (!clock || !supervision) return clock ? clock : supervision;
    return std::min(*clock, *supervision);
}

} // namespace gezhi::casework
