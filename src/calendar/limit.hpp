#pragma once
// How long something may take: an amount and the unit it is counted in, their short form ("W4", "C5") and the
// small sums with them. Promises exact whole numbers (minutes for hour units, days for day units). Never
// looks at a calendar and never knows when a clock started.

#include "base/error.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace gezhi::calendar {

// Units after GB/T 30428.8 practice and 民法典 (Civil Code) art. 200-204; the table is in README.md.
enum class Unit : std::uint8_t {
    urgent_hour,     // 紧急工作时: runs through nights and holidays
    natural_hour,    // 自然时: as urgent_hour, without being an emergency
    work_hour,       // 工作时: only inside the working windows of working days
    work_day_hours8, // 工作日 as eight working hours
    work_day_civil,  // 工作日 as whole days (legal and 12345 counting): the first day is not counted
    natural_day,     // 自然日 by law: the first day is not counted, a last day on a day of rest moves
    urgent_day       // 紧急工作日: 24 hours each, from the moment
};
BOOST_DESCRIBE_ENUM(Unit, urgent_hour, natural_hour, work_hour, work_day_hours8, work_day_civil, natural_day,
                    urgent_day)

// `amount` is minutes for urgent_hour, natural_hour and work_hour, so that half an hour is exact, and days
// for the rest. `moves` matters for natural_day only: a last day that is a day of rest moves to the next
// working day (民法典 art. 203 para. 1); off for limits that a document fixes to the very day.
struct Limit {
    Unit unit{Unit::work_hour};
    std::int64_t amount{0};
    bool moves{true};

    auto operator<=>(const Limit&) const = default;
};
BOOST_DESCRIBE_STRUCT(Limit, (), (unit, amount, moves))

// Ten years in either kind of unit; nothing in the playbook comes near it.
constexpr std::int64_t minutes_max = 87'600 * 60;
constexpr std::int64_t days_max = 3'650;

namespace rules {
inline constexpr Rule limit_form{"calendar/limit-form", Kind::invalid,
                                 "A limit is a unit and a positive amount, such as U2, W0.5, D1, C5 or ND7"};
} // namespace rules

bool counts_hours(Unit unit);
// Counted only in working time or on working days.
bool follows_working_days(Unit unit);
// Whole days, first day not counted, ending at 24:00.
bool counts_civil_days(Unit unit);

// U2 W4 W0.5 W20m D1 C5 UD2 N2 ND7, and ND7! for a natural_day whose last day does not move.
Result<Limit> parse_limit(std::string_view text);
std::string short_form(const Limit& limit);

// The limit as microseconds of its own counting: a work_day_hours8 is 8 h, every other day 24 h. An amount
// below 1 is 0, one above the maximum is the maximum, so that a clock always ends.
std::int64_t length_us(const Limit& limit);

// 延期 adds one original limit for each approved request; how many may be approved is the playbook's.
Limit extended(const Limit& original, std::int64_t approved);

// An amount for people, in the clock's own unit; whole minutes, rounded up so that "0" means nothing is left.
// Hour units have no days: W24 reads as 24 hours.
struct Parts {
    std::int64_t days{0};
    std::int64_t hours{0};
    std::int64_t minutes{0};

    bool operator==(const Parts&) const = default;
};
BOOST_DESCRIBE_STRUCT(Parts, (), (days, hours, minutes))

Parts parts(Unit unit, std::int64_t amount_us);

} // namespace gezhi::calendar
