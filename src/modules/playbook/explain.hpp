#pragma once
// A clock told in full: from a limit as the playbook writes it, a start and pauses to every counted stretch,
// the moments and the notices the calendar rests on. For the command line, the case page and the routes. A
// year that was never imported stands in `missing_years` of every answer it touched.

#include "calendar/clock.hpp"
#include "modules/playbook/query.hpp"

#include <optional>

namespace gezhi::playbook {

struct ClockQuestion {
    calendar::Limit limit{};
    Instant start{};
    std::vector<calendar::Pause> pauses{};
    std::optional<Instant> now{};
};

struct ClockLine {
    calendar::LineKind kind{calendar::LineKind::counted};
    Instant from{};
    std::optional<Instant> to{}; // none: the clock stands in an open pause
    std::int64_t counted_minutes{0};
    std::int64_t running_minutes{0}; // counted up to the end of this line
    std::int64_t withheld_minutes{0};
    bool ahead{false};
    std::optional<std::string> note{};
    std::map<std::string, std::string> params{};
};
BOOST_DESCRIBE_STRUCT(ClockLine, (),
                      (kind, from, to, counted_minutes, running_minutes, withheld_minutes, ahead, note,
                       params))

struct ClockAnswer {
    std::string limit{}; // short form
    calendar::Unit unit{calendar::Unit::work_hour};
    std::int64_t limit_minutes{0};
    Instant started_at{};
    std::optional<Instant> opens_at{};
    std::optional<Instant> half_at{};
    std::optional<Instant> soon_at{};
    std::optional<Instant> due_at{};
    bool paused{false};
    std::optional<calendar::Reading> reading{}; // when `now` was asked
    std::vector<ClockLine> lines{};
    std::string calendar_version{};
    std::vector<std::string> calendar_sources{}; // of the years it touched
    std::vector<std::int64_t> missing_years{};
};
BOOST_DESCRIBE_STRUCT(ClockAnswer, (),
                      (limit, unit, limit_minutes, started_at, opens_at, half_at, soon_at, due_at, paused,
                       reading, lines, calendar_version, calendar_sources, missing_years))

ClockAnswer explain_clock(const Rulebook& book, const ClockQuestion& question);

// The limit as text: `calendar/limit-form` when it is none.
Result<ClockAnswer> explain_clock(const Rulebook& book, std::string_view limit, Instant start,
                                  const std::vector<calendar::Pause>& pauses = {},
                                  std::optional<Instant> now = std::nullopt);

} // namespace gezhi::playbook
