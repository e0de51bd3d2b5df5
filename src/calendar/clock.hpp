#pragma once
// Clocks: from a start, a limit and pauses to the moments people are warned and the moment it is due, and the
// account of every stretch in between. Promises that explanation and due moment come from the same walk and
// add up exactly to the limit, that a pause never brings a due moment nearer, and that a year without a
// calendar is named in every result it touched. Never keeps state and never asks for the time: an edited case
// gives the same start, so nothing can restart a clock by editing.

#include "calendar/calendar.hpp"
#include "calendar/limit.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace gezhi::calendar {

// The clock stands from `from` until `to` (without `to`: it still stands). What remained at `from`, in the
// clock's own unit, runs on at `to`: time that would not have counted anyway gives nothing back. `kind` is
// the reason's code (hang-up, waiting for the requester …).
struct Pause {
    Instant from;
    std::optional<Instant> to;
    std::string kind;

    bool operator==(const Pause&) const = default;
};
BOOST_DESCRIBE_STRUCT(Pause, (), (from, to, kind))

// `opens`: the first moment that counts. `half` and `four_fifths`: when 50 % and 80 % are used up. A moment
// behind an open pause is not known and empty; so is one more than a hundred years off. `remaining_us` is
// what is left when the clock stands in an open pause, else 0.
struct Due {
    std::optional<Instant> opens;
    std::optional<Instant> half;
    std::optional<Instant> four_fifths;
    std::optional<Instant> due;
    bool paused{false};
    std::int64_t remaining_us{0};
    std::vector<int> missing_years;

    bool operator==(const Due&) const = default;
};
BOOST_DESCRIBE_STRUCT(Due, (), (opens, half, four_fifths, due, paused, remaining_us, missing_years))

Due compute(const Calendar& calendar, Instant start, const Limit& limit, std::span<const Pause> pauses = {});

// counted and adjusted_workday count, the others do not. day_end: a civil period that a pause made end inside
// a day runs to 24:00 of it. missing_year has no length and stands before the first stretch judged by the
// fallback.
enum class LineKind : std::uint8_t {
    counted,
    outside_hours,
    weekend,
    holiday,
    adjusted_workday,
    paused,
    suspended,
    first_day_not_counted,
    missing_year,
    day_end
};
BOOST_DESCRIBE_ENUM(LineKind, counted, outside_hours, weekend, holiday, adjusted_workday, paused, suspended,
                    first_day_not_counted, missing_year, day_end)

// One stretch, `to` excluded and empty for an open pause. Amounts are microseconds of the clock's own
// counting (see length_us; parts() makes them readable). `withheld_us`: what would have counted but for the
// pause or suspension. `params` may name `holiday`, `pause`, `document`, `year`; `note` is empty or
// `calendar/last-day-moved`. `ahead`: begins at or after `now`.
struct Line {
    LineKind kind{LineKind::counted};
    Instant from;
    std::optional<Instant> to;
    std::int64_t counted_us{0};
    std::int64_t total_us{0};
    std::int64_t withheld_us{0};
    bool ahead{false};
    std::string note;
    Params params;

    bool operator==(const Line&) const = default;
};
BOOST_DESCRIBE_STRUCT(Line, (), (kind, from, to, counted_us, total_us, withheld_us, ahead, note, params))

enum class State : std::uint8_t { not_started, running, half, soon, late, paused, met };
BOOST_DESCRIBE_ENUM(State, not_started, running, half, soon, late, paused, met)

// A clock at one moment. `used` in thousandths, at most 1000. Met at the due moment itself is in time; not
// met by then is late. `late_us` is wall time after the due moment and stays when it is met late.
struct Reading {
    State state{State::not_started};
    std::int64_t elapsed_us{0};
    std::int64_t remaining_us{0};
    int used{0};
    Parts remaining;
    std::int64_t late_us{0};

    bool operator==(const Reading&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reading, (), (state, elapsed_us, remaining_us, used, remaining, late_us))

Reading read(const Calendar& calendar, Instant start, const Limit& limit, std::span<const Pause> pauses,
             Instant at, std::optional<Instant> met = std::nullopt);

struct Explanation {
    std::vector<Line> lines;
    Due due;
    std::int64_t limit_us{0};
    std::optional<Reading> reading; // when `now` was given

    bool operator==(const Explanation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Explanation, (), (lines, due, limit_us, reading))

// Contiguous lines from the start to the due moment; a stretch that `now` cuts becomes two.
Explanation explain(const Calendar& calendar, Instant start, const Limit& limit,
                    std::span<const Pause> pauses = {}, std::optional<Instant> now = std::nullopt);

// What a changed calendar did to a clock: both answers, and the days between start and the later due moment
// that it judges otherwise.
struct Shift {
    Due before;
    Due after;
    std::vector<Date> days;

    bool operator==(const Shift&) const = default;
};
BOOST_DESCRIBE_STRUCT(Shift, (), (before, after, days))

// Empty when none of the clock's moments moved.
std::optional<Shift> shift(const Calendar& before, const Calendar& after, Instant start, const Limit& limit,
                           std::span<const Pause> pauses = {});

} // namespace gezhi::calendar
