#pragma once
// The clocks a step may start: limits from the playbook, moments from the calendar, the rests from the state.
// A clock that goes on keeps its first start. Upper floor: used by facts.cpp inside the transaction, and by
// questions that show what a step would start.

#include "calendar/clock.hpp"
#include "modules/casework/model.hpp"
#include "modules/playbook/query.hpp"

#include <string_view>

namespace gezhi::casework {

class ClockMaker {
public:
    ClockMaker(const playbook::Rulebook& book, Instant now) : book_(book), now_(now) {}

    // By the name of limits.json: stages and hotline. Empty when the playbook has no such limit.
    std::optional<ClockStart> stage(ClockKind kind, std::string_view id) const;
    std::optional<ClockStart> hotline(ClockKind kind, std::string_view id) const;
    std::optional<Instant> stage_end(std::string_view id) const;
    std::optional<Instant> hotline_end(std::string_view id) const;
    std::optional<Instant> stage_end_from(Instant started, std::string_view id) const;
    std::optional<ClockStart> stage_from(Instant started, std::string_view id) const; // the answer's clock
    std::optional<Instant> end_of(std::string_view limit) const;                      // short form

    // The first dispatch of a class and condition, or what is left of the handling clock put aside.
    std::optional<ClockStart> handling(const State& state, const Code& class_code,
                                       const Code& condition) const;
    // A resting clock with its rest; a running one over the calendar of today.
    std::optional<ClockStart> going_on(const RunningClock& clock) const;
    // How far a clock has run beyond its limit, by the playbook's steps of escalation.
    Escalation escalation(const RunningClock& clock) const;
    // The same start with one original limit more (延期).
    std::optional<ClockStart> extended(const RunningClock& clock) const;

private:
    std::optional<ClockStart> make(const ClockStart& from, const std::vector<Rest>& rests) const;
    std::optional<ClockStart> fresh(ClockKind kind, std::string_view limit) const;

    const playbook::Rulebook& book_;
    Instant now_;
};

// As the calendar takes them.
std::vector<calendar::Pause> pauses(const std::vector<Rest>& rests);

} // namespace gezhi::casework
