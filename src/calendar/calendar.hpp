#pragma once
// The working calendar of one town: which days are worked, in which windows, and what was suspended.
// Immutable; a new year or a suspension makes a new one. Promises to say which years were imported: a day of
// any other year is judged by weekends and fixed-date holidays only, and whoever asks is told (has_year).
// Never reads files and never guesses a moving holiday.

#include "base/error.hpp"
#include "base/time.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::calendar {

using Date = std::chrono::year_month_day;

// A holiday by its code, so that a page can name it: new_year, spring_festival, qingming, labour_day,
// dragon_boat, mid_autumn, national_day, or one of a town's own.
struct Holiday {
    std::string code;
    Date from;
    Date to; // inclusive

    bool operator==(const Holiday&) const = default;
};
BOOST_DESCRIBE_STRUCT(Holiday, (), (code, from, to))

// One year as the State Council's notice gives it. `off` lists every day of rest of a holiday, the weekends
// inside it too; `work` lists the weekend days that are worked instead.
struct YearCalendar {
    int year{0};
    std::vector<Date> off;
    std::vector<Date> work;
    std::vector<Holiday> holidays;
    std::string source;
    std::string certainty;

    bool operator==(const YearCalendar&) const = default;
};
BOOST_DESCRIBE_STRUCT(YearCalendar, (), (year, off, work, holidays, source, certainty))

// Minutes since local midnight, `to` excluded.
struct Window {
    int from_minute{0};
    int to_minute{0};

    bool operator==(const Window&) const = default;
};
BOOST_DESCRIBE_STRUCT(Window, (), (from_minute, to_minute))

// The default is 8 hours, so that one day of eight hours is one day of windows.
struct Windows {
    std::vector<Window> windows{{9 * 60, 12 * 60}, {13 * 60, 18 * 60}};

    bool operator==(const Windows&) const = default;
};
BOOST_DESCRIBE_STRUCT(Windows, (), (windows))

// Work stopped for the whole town (typhoon …) by a document; concerns working time only.
struct SuspendedInterval {
    Instant from;
    Instant to;
    std::string document;

    bool operator==(const SuspendedInterval&) const = default;
};
BOOST_DESCRIBE_STRUCT(SuspendedInterval, (), (from, to, document))

struct Interval {
    Instant from;
    Instant to;

    bool operator==(const Interval&) const = default;
};
BOOST_DESCRIBE_STRUCT(Interval, (), (from, to))

enum class DayKind : std::uint8_t { workday, adjusted_workday, weekend, holiday };
BOOST_DESCRIBE_ENUM(DayKind, workday, adjusted_workday, weekend, holiday)

namespace rules {
inline constexpr Rule year_dates{"calendar/year-dates", Kind::invalid,
                                 "A day of the year's list is outside that year, listed twice, or is an "
                                 "adjusted working day that is no weekend day"};
inline constexpr Rule year_twice{"calendar/year-twice", Kind::conflict, "The same year is given twice"};
inline constexpr Rule windows_form{"calendar/windows", Kind::invalid,
                                   "Working windows are one or more, in order, apart, within one day"};
inline constexpr Rule suspended_form{"calendar/suspended", Kind::invalid,
                                     "A suspension ends after it begins and names its document"};
} // namespace rules

class Calendar {
public:
    // No year imported, default windows: every answer comes from the fallback.
    Calendar() = default;

    static Result<Calendar> make(std::vector<YearCalendar> years, Windows windows = {},
                                 std::vector<SuspendedInterval> suspended = {}, Offset offset = {});

    // Imports a year, or replaces it when a notice was changed.
    Result<Calendar> with_year(YearCalendar year) const;
    Result<Calendar> with_suspended(SuspendedInterval suspended) const;

    bool has_year(int year) const;
    std::vector<int> years() const;
    const YearCalendar* year(int year) const;

    DayKind kind(Date date) const;
    bool is_working_day(Date date) const;
    // The code of the holiday that day, empty when it is none or has no name.
    std::string_view holiday(Date date) const;

    // The windows of that day as moments, without suspensions; empty on a day of rest.
    std::vector<Interval> working_intervals(Date date) const;
    // The first working day after `date`.
    Date next_working_day(Date date) const;
    // The nth working day after `date`; n of 0 is the date itself.
    Date add_working_days(Date date, int n) const;
    // Of [from, to).
    int working_days(Date from, Date to) const;
    int working_days(int year) const;
    int working_days(int year, unsigned month) const;

    const std::vector<Window>& windows() const { return windows_.windows; }

    // In order and apart; overlapping ones were joined.
    const std::vector<SuspendedInterval>& suspended() const { return suspended_; }

    Offset offset() const { return offset_; }

private:
    struct Table {
        YearCalendar data;
        std::array<DayKind, 366> kinds{};
        std::array<std::uint16_t, 367> worked_before{}; // working days of the year before day i
    };

    static Result<Table> table(YearCalendar data);
    const Table* find(int year) const;

    std::vector<Table> tables_; // by year
    Windows windows_;
    std::vector<SuspendedInterval> suspended_;
    Offset offset_;
};

// `at`, or the next opening of a daily frame when `at` is outside it: a verification of 2 urgent hours
// between 05:00 and 22:00 that is asked for at 23:00 starts at 05:00.
Instant start_within(Instant at, Window daily, Offset offset = {});

} // namespace gezhi::calendar
