#pragma once
// The routes of this room: the playbook in the language of the request, suggestions for a text, the calendar
// and its changes, the check of a whole playbook. Parses, asks, shapes; decides nothing.

#include "engine/engine.hpp"
#include "http/router.hpp"
#include "modules/grid/query.hpp"
#include "modules/playbook/query.hpp"
#include "modules/playbook/wire.hpp"

#include <functional>
#include <memory>

namespace gezhi::playbook {

namespace rules {
inline constexpr Rule clock_time{"playbook/clock-time", Kind::invalid, "A time of day is HH:MM, to 24:00"};
inline constexpr Rule start_missing{"playbook/start-missing", Kind::invalid,
                                    "A clock is explained from a limit and a start with its offset"};
} // namespace rules

// What the emergency gate found in a text; the gate is casework's.
struct EmergencyFound {
    std::string group{};
    std::vector<std::string> numbers{};
    std::vector<std::string> words{};
};

using EmergencyGate =
    std::function<std::optional<EmergencyFound>(const EmergencyRules& rules, std::string_view text)>;

// What the server hands in; all references outlive the routes.
struct Wiring {
    engine::Engine& engine;
    engine::Room& room; // this one
    std::shared_ptr<const Books> books;
    std::shared_ptr<const grid::Ground> ground{}; // may be null: no grid in suggestions
    std::shared_ptr<const text::Locale> locale;
    EmergencyGate emergency{};
};

http::Routes routes(Wiring wiring);

// The answers as values, for pages and tests. `english`: else Chinese.
wire::Book shown(const Rulebook& book, bool english);
wire::Suggested suggested(const Rulebook& book, const EmergencyGate& gate, std::string_view text,
                          bool english);
wire::CalendarShown shown_calendar(const Rulebook& book);
// Years that judgements of today may touch and nobody imported: this one, and the next from November on.
std::vector<int> missing_years(const calendar::Calendar& calendar, Instant now);

} // namespace gezhi::playbook
