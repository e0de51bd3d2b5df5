#pragma once
// How events move the clocks of a case, for the evolve_*.cpp files alone. Pure; never refuses.

#include "modules/casework/rules.hpp"

#include <algorithm>

namespace gezhi::casework {

inline void begin(State& state, const ClockStart& start) {
    state.clock = RunningClock{start};
}

inline void rest(RunningClock& clock, Instant at, RestKind kind) {
    clock.rests.push_back({at, {}, kind});
    clock.stopped = at;
}

// Another clock begins; the handling clock keeps what it has.
inline void put_aside(State& state, Instant at, RestKind kind) {
    rest(*state.clock, at, kind);
    state.handling = std::move(state.clock);
    state.clock.reset();
}

inline void run_on(RunningClock& clock, const ClockStart& start, Instant at) {
    clock.rests = rests_until(clock, at);
    if (clock.start.limit != start.limit) clock.extensions = 0; // another limit from the same start
    clock.start = start;
    clock.stopped.reset();
    // What was told before is not told again; a level the new moments have not reached will be.
    clock.warned = std::min(clock.warned, level_at(start, at));
    clock.escalates.reset(); // the next reminder sets it anew
}

// The handling clock that was put aside goes on, or, the first time, begins.
inline void run_handling(State& state, const ClockStart& start, Instant at) {
    if (!state.handling) return begin(state, start);
    run_on(*state.handling, start, at);
    state.clock = std::move(state.handling);
    state.handling.reset();
}

inline void raise(State& state, Visibility least) {
    state.visibility = strictest(state.visibility, least);
}

// Handed in, or ended: whoever watched has what they waited for.
inline void meet_supervision(State& state, Instant at) {
    if (supervised(state)) state.supervision->met = at;
}

inline void end(State& state, Stage stage, Instant at) {
    state.stage = stage;
    state.closed_at = at;
    state.hold.reset();
    state.suspension.reset();
    state.request.reset();
    meet_supervision(state, at);
    if (state.clock && !state.clock->stopped) state.clock->stopped = at;
}

// Each group of events knows its own part; evolve.cpp puts them together.
struct EvolveSide {
    State& state;

    void operator()(const ExtensionAsked& one) const;
    void operator()(const SuspensionAsked& one) const;
    void operator()(const RequestApproved& one) const;
    void operator()(const Extended& one) const;
    void operator()(const Suspended& one) const;
    void operator()(const RequestRefused& one) const;
    void operator()(const Recalled& one) const;
    void operator()(const Supervised& one) const;
    void operator()(const SupervisionMissed& one) const;
    void operator()(const Appealed& one) const;
    void operator()(const AppealReviewed& one) const;
    void operator()(const SplitOff& one) const;
    void operator()(const ChildEnded& one) const;
    void operator()(const ChildReopened& one) const;
    void operator()(const FixedOnSpot& one) const;
};

} // namespace gezhi::casework
