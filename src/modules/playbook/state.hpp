#pragma once
// The state of the two streams of this room: the rules in force with their history, and the calendar. A fold
// of their events and nothing else. `version` 0 means that nothing was adopted yet.

#include "base/code.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "calendar/calendar.hpp"
#include "modules/playbook/model.hpp"

#include <vector>

namespace gezhi::playbook {

// Each has one fixed stream: what is judged by them looks at one place.
inline constexpr StreamId rules_stream{{0, 0x72756c6573}};
inline constexpr StreamId calendar_stream{{0, 0x63616c}};

// One version of the rules or the calendar: when, and which parts it changed.
struct Adoption {
    Code version{};
    Instant at{};
    std::vector<Code> parts{};

    bool operator==(const Adoption&) const = default;
};
BOOST_DESCRIBE_STRUCT(Adoption, (), (version, at, parts))

struct State {
    std::int64_t version{0};
    Code of{};                         // "rules" or "calendar"
    std::vector<Adoption> adoptions{}; // the last one is in force
    std::vector<Code> parts_pending{}; // of the adoption under way; empty between commands
    // The stream of the rules:
    Playbook playbook{};
    // Or that of the calendar:
    std::vector<calendar::YearCalendar> years{}; // by year
    calendar::Windows windows{};
    std::vector<calendar::SuspendedInterval> suspended{};
};

inline Code version_of(const State& state) {
    return state.adoptions.empty() ? Code{} : state.adoptions.back().version;
}

} // namespace gezhi::playbook
