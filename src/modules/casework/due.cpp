#include "modules/casework/evolve.hpp"
#include "modules/casework/rules.hpp"

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
    return reminder_at(clock.start, clock.reminders + 1);
}

} // namespace

// Only copies: the moments were computed when the clock was started.
std::optional<Instant> due(const State& state) {
    if (!open(state)) return std::nullopt;
    if (state.hold) return state.hold->until;
    if (!state.clock || state.clock->stopped) return std::nullopt;
    return next_moment(*state.clock);
}

} // namespace gezhi::casework
