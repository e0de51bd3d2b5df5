#include "calendar/clock.hpp"
#include "calendar/years_for_test.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::calendar;
using namespace gezhi::calendar::test;

namespace {

struct Row {
    const char* limit;
    const char* start;
    const char* due;
};

// Worked out by hand with the notices of 2024-2026 and the default windows 09-12, 13-18.
constexpr Row table[] = {
    // hours that run through
    {"U2", "2026-11-20 23:30", "2026-11-21 01:30"},
    {"U2", "2026-02-17 03:00", "2026-02-17 05:00"},
    {"N2", "2026-11-21 23:00", "2026-11-22 01:00"},
    {"N0.5", "2026-12-31 23:45", "2027-01-01 00:15"},
    {"UD2", "2026-11-20 15:00", "2026-11-22 15:00"},
    // working hours: lunch break, closing, opening, weekend
    {"W3", "2026-11-23 09:00", "2026-11-23 12:00"},
    {"W4", "2026-11-23 09:00", "2026-11-23 14:00"},
    {"W4", "2026-11-23 10:30", "2026-11-23 15:30"},
    {"W1", "2026-11-23 12:00", "2026-11-23 14:00"},
    {"W1", "2026-11-23 12:45", "2026-11-23 14:00"},
    {"W0.5", "2026-11-23 08:00", "2026-11-23 09:30"},
    {"W0.5", "2026-11-23 11:45", "2026-11-23 13:15"},
    {"W20m", "2026-11-23 17:50", "2026-11-24 09:10"},
    {"W2", "2026-11-20 17:00", "2026-11-23 10:00"},
    {"W1", "2026-11-20 18:00", "2026-11-23 10:00"},
    {"W4", "2026-11-21 10:00", "2026-11-23 14:00"},
    {"W4", "2026-11-20 22:00", "2026-11-23 14:00"},
    {"W8", "2026-11-23 00:00", "2026-11-23 18:00"},
    // working hours over holidays and adjusted working days
    {"W2", "2026-02-14 17:00", "2026-02-24 10:00"},
    {"W4", "2026-02-13 17:00", "2026-02-14 12:00"},
    {"W4", "2026-02-20 10:00", "2026-02-24 14:00"},
    {"W1", "2026-09-20 09:00", "2026-09-20 10:00"},
    {"W1", "2024-02-09 17:30", "2024-02-18 09:30"},
    {"W1", "2025-10-01 00:00", "2025-10-09 10:00"},
    // days of eight hours
    {"D1", "2026-11-23 09:00", "2026-11-23 18:00"},
    {"D1", "2026-11-23 10:00", "2026-11-24 10:00"},
    {"D1", "2026-11-23 12:30", "2026-11-24 12:00"},
    {"D2", "2026-02-13 14:00", "2026-02-24 14:00"},
    {"D5", "2026-11-20 10:00", "2026-11-27 10:00"},
    {"D5", "2026-09-29 09:00", "2026-10-10 18:00"},
    // civil working days: first day not counted, ends 24:00 (12345)
    {"C1", "2026-11-23 00:00", "2026-11-24 24:00"},
    {"C1", "2026-11-23 23:59", "2026-11-24 24:00"},
    {"C1", "2026-11-20 10:00", "2026-11-23 24:00"},
    {"C5", "2026-11-23 10:00", "2026-11-30 24:00"},
    {"C1", "2026-02-13 10:00", "2026-02-14 24:00"},
    {"C3", "2026-02-14 10:00", "2026-02-26 24:00"},
    {"C5", "2026-02-24 10:00", "2026-03-02 24:00"},
    {"C2", "2026-09-30 10:00", "2026-10-09 24:00"},
    {"C3", "2026-09-30 10:00", "2026-10-10 24:00"},
    {"C15", "2026-04-30 10:00", "2026-05-25 24:00"},
    {"C3", "2025-12-31 10:00", "2026-01-06 24:00"},
    {"C5", "2026-02-18 10:00", "2026-02-28 24:00"},
    // natural days by law: a last day of rest moves to the next working day
    {"ND7", "2026-11-16 10:00", "2026-11-23 24:00"},
    {"ND7", "2026-11-14 10:00", "2026-11-23 24:00"},
    {"ND7!", "2026-11-14 10:00", "2026-11-21 24:00"},
    {"ND1", "2026-02-14 10:00", "2026-02-24 24:00"},
    {"ND7", "2026-02-21 10:00", "2026-02-28 24:00"},
    {"ND15", "2026-09-16 10:00", "2026-10-08 24:00"},
    {"ND3", "2026-11-20 00:00", "2026-11-23 24:00"},
    {"ND60", "2026-03-06 10:00", "2026-05-06 24:00"},
};

Instant due_of(const Calendar& calendar, std::string_view start, std::string_view form,
               std::vector<Pause> pauses = {}) {
    const auto due = compute(calendar, at(start), limit(form), pauses);
    require(due.due.has_value(), "a due moment of a test");
    return *due.due;
}

std::vector<LineKind> kinds(const Explanation& explanation) {
    std::vector<LineKind> all;
    for (const auto& line : explanation.lines) all.push_back(line.kind);
    return all;
}

} // namespace

TEST(DueTable, AgreesWithHandComputedMoments) {
    for (const auto& row : table)
        EXPECT_EQ(iso(due_of(playbook(), row.start, row.limit)), iso(at(row.due)))
            << row.limit << " from " << row.start;
}

TEST(Warnings, ComeAtFiftyAndEightyPercentOfTheClocksOwnTime) {
    const auto hours = compute(playbook(), at("2026-11-20 17:00"), limit("W5"));
    EXPECT_EQ(hours.opens, at("2026-11-20 17:00"));
    EXPECT_EQ(hours.half, at("2026-11-23 10:30"));
    EXPECT_EQ(hours.four_fifths, at("2026-11-23 12:00")) << "four hours are full at closing, not after lunch";
    EXPECT_EQ(hours.due, at("2026-11-23 14:00"));
    const auto days = compute(playbook(), at("2026-11-23 10:00"), limit("C5"));
    EXPECT_EQ(days.opens, at("2026-11-24 00:00"));
    EXPECT_EQ(days.half, at("2026-11-26 12:00"));
    EXPECT_EQ(days.four_fifths, at("2026-11-27 24:00"));
    EXPECT_TRUE(days.missing_years.empty());
}

TEST(Traps, SeventyTwoHoursOfWeekendPauseDoNotGiveSeventyTwoWorkingHours) {
    // Friday 18:00 to Monday 18:00 is 72 hours by the wall, one working day by the clock.
    const Pause weekend{at("2026-11-20 18:00"), at("2026-11-23 18:00"), "hang_up"};
    EXPECT_EQ(due_of(playbook(), "2026-11-20 17:00", "W2"), at("2026-11-23 10:00"));
    EXPECT_EQ(due_of(playbook(), "2026-11-20 17:00", "W2", {weekend}), at("2026-11-24 10:00"));
    const auto account = explain(playbook(), at("2026-11-20 17:00"), limit("W2"), std::vector{weekend});
    const auto paused = account.lines.at(1);
    EXPECT_EQ(paused.kind, LineKind::paused);
    EXPECT_EQ(*paused.to - paused.from, std::chrono::hours{72});
    EXPECT_EQ(paused.withheld_us, 8 * us_per_hour);
    EXPECT_EQ(paused.params, (Params{{"pause", "hang_up"}}));
}

TEST(Traps, APauseOverAWholeHolidayGivesNothingBack) {
    const Pause festival{at("2026-02-14 18:00"), at("2026-02-24 09:00"), "hang_up"};
    EXPECT_EQ(due_of(playbook(), "2026-02-14 17:00", "D1", {festival}),
              due_of(playbook(), "2026-02-14 17:00", "D1"));
}

TEST(Traps, AnEditDoesNotResetAClock) {
    // A clock is a function of start, limit and pauses: asking later, with a pause in between or an extension
    // approved, never counts again what was used.
    const auto start = at("2026-11-23 09:00");
    const auto before = read(playbook(), start, limit("W4"), {}, at("2026-11-23 11:00"));
    const auto after = read(playbook(), start, extended(limit("W4"), 1), {}, at("2026-11-23 11:00"));
    EXPECT_EQ(before.elapsed_us, 2 * us_per_hour);
    EXPECT_EQ(after.elapsed_us, before.elapsed_us);
    EXPECT_EQ(after.remaining_us, 6 * us_per_hour);
    EXPECT_EQ(compute(playbook(), start, limit("W4")), compute(playbook(), start, limit("W4")));
}

TEST(Traps, AMissingCalendarYearIsNamedInEveryResultItTouched) {
    const auto start = at("2026-12-31 13:00");
    const auto due = compute(playbook(), start, limit("W8"));
    EXPECT_EQ(due.due, at("2027-01-04 12:00"));
    EXPECT_EQ(due.missing_years, (std::vector<int>{2027}));
    const auto account = explain(playbook(), start, limit("W8"));
    EXPECT_EQ(account.due.missing_years, (std::vector<int>{2027}));
    bool warned = false;
    for (const auto& line : account.lines)
        if (line.kind == LineKind::missing_year) {
            EXPECT_EQ(line.params, (Params{{"year", "2027"}}));
            EXPECT_EQ(line.from, at("2027-01-01 00:00"));
            warned = true;
        }
    EXPECT_TRUE(warned);
    EXPECT_EQ(compute(Calendar{}, start, limit("W8")).missing_years, (std::vector<int>{2026, 2027}));
    EXPECT_EQ(compute(Calendar{}, start, limit("C3")).missing_years, (std::vector<int>{2027}))
        << "the first day is not judged";
    EXPECT_EQ(compute(playbook(), at("2026-12-30 10:00"), limit("ND5")).missing_years,
              (std::vector<int>{2027}));
}

TEST(Traps, AMissingYearIsNotNamedWhereItDoesNotMatter) {
    EXPECT_TRUE(compute(playbook(), at("2026-12-31 20:00"), limit("U48")).missing_years.empty());
    EXPECT_TRUE(compute(playbook(), at("2026-12-31 20:00"), limit("ND5!")).missing_years.empty());
    EXPECT_TRUE(compute(playbook(), at("2026-12-31 13:00"), limit("W5")).missing_years.empty());
}

TEST(Traps, AChangedCalendarShowsTheOldAndTheNewMoment) {
    const auto start = at("2026-12-31 13:00");
    YearCalendar year{2027,   {date("2027-01-01"), date("2027-01-02"), date("2027-01-03")}, {}, {}, "n",
                      "known"};
    const auto quiet = playbook().with_year(year);
    ASSERT_TRUE(quiet);
    EXPECT_FALSE(shift(playbook(), *quiet, start, limit("W8"))) << "the guess was right: nothing moved";
    year.off.push_back(date("2027-01-04"));
    const auto later = playbook().with_year(year);
    ASSERT_TRUE(later);
    const auto moved = shift(playbook(), *later, start, limit("W8"));
    ASSERT_TRUE(moved);
    EXPECT_EQ(moved->before.due, at("2027-01-04 12:00"));
    EXPECT_EQ(moved->after.due, at("2027-01-05 12:00"));
    EXPECT_TRUE(moved->after.missing_years.empty());
    EXPECT_EQ(moved->days, (std::vector<Date>{date("2027-01-02"), date("2027-01-03"), date("2027-01-04")}));
}

TEST(Pauses, WithoutAnEndLeaveTheDueMomentUnknown) {
    const std::vector<Pause> pauses{{at("2026-11-23 10:00"), std::nullopt, "hang_up"}};
    const auto due = compute(playbook(), at("2026-11-23 09:00"), limit("W4"), pauses);
    EXPECT_FALSE(due.due);
    EXPECT_FALSE(due.half);
    EXPECT_TRUE(due.paused);
    EXPECT_EQ(due.remaining_us, 3 * us_per_hour);
    const auto reading =
        read(playbook(), at("2026-11-23 09:00"), limit("W4"), pauses, at("2027-11-23 10:00"));
    EXPECT_EQ(reading.state, State::paused);
    EXPECT_EQ(reading.remaining, (Parts{0, 3, 0}));
    const auto account = explain(playbook(), at("2026-11-23 09:00"), limit("W4"), pauses);
    EXPECT_EQ(kinds(account), (std::vector{LineKind::counted, LineKind::paused}));
    EXPECT_FALSE(account.lines.back().to);
}

TEST(Pauses, ThatOverlapOrAreEmptyCountOnce) {
    const std::vector<Pause> pauses{{at("2026-11-23 10:30"), at("2026-11-23 11:30"), "b"},
                                    {at("2026-11-23 10:00"), at("2026-11-23 11:00"), "a"},
                                    {at("2026-11-23 09:30"), at("2026-11-23 09:30"), "empty"},
                                    {at("2026-11-23 09:40"), at("2026-11-23 09:20"), "backwards"}};
    EXPECT_EQ(due_of(playbook(), "2026-11-23 09:00", "W2", pauses), at("2026-11-23 13:30"));
}

TEST(Pauses, OfACivilClockStillEndItAtMidnight) {
    // Two days less 14 hours stand over on Wednesday 15:00; the period runs to 24:00 of its last day.
    const std::vector<Pause> pauses{{at("2026-11-24 10:00"), at("2026-11-25 15:00"), "waiting"}};
    EXPECT_EQ(due_of(playbook(), "2026-11-23 10:00", "C2", pauses), at("2026-11-27 24:00"));
    const auto account = explain(playbook(), at("2026-11-23 10:00"), limit("C2"), pauses);
    EXPECT_EQ(account.lines.back().kind, LineKind::day_end);
    EXPECT_EQ(account.lines.back().from, at("2026-11-27 05:00"));
    EXPECT_EQ(account.lines.back().total_us, account.limit_us);
}

TEST(Suspensions, StopWorkingTimeOnly) {
    const auto typhoon =
        playbook().with_suspended({at("2026-07-28 10:00"), at("2026-07-29 12:00"), "沪府应急 1"});
    ASSERT_TRUE(typhoon);
    EXPECT_EQ(due_of(*typhoon, "2026-07-28 09:00", "W4"), at("2026-07-29 16:00"));
    EXPECT_EQ(due_of(*typhoon, "2026-07-28 09:00", "U4"), at("2026-07-28 13:00"));
    const auto account = explain(*typhoon, at("2026-07-28 09:00"), limit("W4"));
    const auto& line = account.lines.at(1);
    EXPECT_EQ(line.kind, LineKind::suspended);
    EXPECT_EQ(line.params, (Params{{"document", "沪府应急 1"}}));
    EXPECT_EQ(line.withheld_us, 2 * us_per_hour);
    const auto moved = shift(playbook(), *typhoon, at("2026-07-28 09:00"), limit("W4"));
    ASSERT_TRUE(moved);
    EXPECT_TRUE(moved->days.empty());
}

TEST(Explanations, AccountForLunchNightWeekendAndHoliday) {
    const auto account = explain(playbook(), at("2026-02-13 17:00"), limit("D2"));
    EXPECT_EQ(kinds(account),
              (std::vector{LineKind::counted, LineKind::outside_hours, LineKind::adjusted_workday,
                           LineKind::outside_hours, LineKind::adjusted_workday, LineKind::outside_hours,
                           LineKind::holiday, LineKind::outside_hours, LineKind::counted,
                           LineKind::outside_hours, LineKind::counted}));
    const auto& holiday = account.lines.at(6);
    EXPECT_EQ(holiday.from, at("2026-02-15"));
    EXPECT_EQ(holiday.to, at("2026-02-24"));
    EXPECT_EQ(holiday.params, (Params{{"holiday", "spring_festival"}}));
    EXPECT_EQ(account.lines.back().to, account.due.due);
    EXPECT_EQ(account.lines.back().total_us, 16 * us_per_hour);
    EXPECT_EQ(account.due.due, at("2026-02-24 17:00"));
}

TEST(Explanations, MergeAWeekOfCivilDaysIntoStretches) {
    const auto account = explain(playbook(), at("2026-11-23 10:00"), limit("C5"));
    EXPECT_EQ(kinds(account), (std::vector{LineKind::first_day_not_counted, LineKind::counted,
                                           LineKind::weekend, LineKind::counted}));
    EXPECT_EQ(account.lines.at(1).counted_us, 4 * us_per_day);
}

TEST(Explanations, SayThatALastDayMoved) {
    const auto account = explain(playbook(), at("2026-11-14 10:00"), limit("ND7"));
    EXPECT_EQ(kinds(account), (std::vector{LineKind::first_day_not_counted, LineKind::counted,
                                           LineKind::weekend, LineKind::counted}));
    EXPECT_EQ(account.lines.at(2).note, "calendar/last-day-moved");
    EXPECT_EQ(account.lines.at(2).from, at("2026-11-21"));
    EXPECT_EQ(account.lines.at(3).counted_us, us_per_day);
}

TEST(Explanations, AreCutAtNow) {
    const auto account = explain(playbook(), at("2026-11-23 09:00"), limit("W4"), {}, at("2026-11-23 10:00"));
    ASSERT_EQ(account.lines.size(), 4U);
    EXPECT_FALSE(account.lines[0].ahead);
    EXPECT_TRUE(account.lines[1].ahead);
    EXPECT_EQ(account.lines[0].total_us, us_per_hour);
    EXPECT_EQ(account.lines[1].total_us, 3 * us_per_hour);
    ASSERT_TRUE(account.reading);
    EXPECT_EQ(account.reading->state, State::running);
}

TEST(Readings, GoThroughTheStatesOfAClock) {
    const auto state = [](std::string_view moment) {
        return read(playbook(), at("2026-11-20 20:00"), limit("W5"), {}, at(moment)).state;
    };
    EXPECT_EQ(state("2026-11-20 19:00"), State::not_started);
    EXPECT_EQ(state("2026-11-22 12:00"), State::not_started) << "opens on Monday";
    EXPECT_EQ(state("2026-11-23 09:00"), State::running);
    EXPECT_EQ(state("2026-11-23 11:29"), State::running);
    EXPECT_EQ(state("2026-11-23 11:30"), State::half);
    EXPECT_EQ(state("2026-11-23 14:00"), State::soon);
    EXPECT_EQ(state("2026-11-23 14:59"), State::soon);
    EXPECT_EQ(state("2026-11-23 15:00"), State::late);
}

TEST(Readings, MeasureInTheClocksOwnUnit) {
    const auto reading = read(playbook(), at("2026-11-20 16:00"), limit("D2"), {}, at("2026-11-23 11:00"));
    EXPECT_EQ(reading.elapsed_us, 4 * us_per_hour);
    EXPECT_EQ(reading.used, 250);
    EXPECT_EQ(reading.remaining, (Parts{1, 4, 0}));
    const auto late = read(playbook(), at("2026-11-20 16:00"), limit("W1"), {}, at("2026-11-20 19:30"));
    EXPECT_EQ(late.used, 1000);
    EXPECT_EQ(late.late_us, 150 * us_per_minute);
}

TEST(Readings, StopWhenItIsMetAndNeverForgetLateness) {
    const auto met = [](std::string_view moment) {
        return read(playbook(), at("2026-11-23 09:00"), limit("W2"), {}, at("2026-12-01 09:00"), at(moment));
    };
    EXPECT_EQ(met("2026-11-23 10:00").state, State::met);
    EXPECT_EQ(met("2026-11-23 10:00").used, 500);
    EXPECT_EQ(met("2026-11-23 11:00").late_us, 0) << "the due moment itself is within the limit";
    EXPECT_EQ(met("2026-11-23 11:01").state, State::met);
    EXPECT_EQ(met("2026-11-23 11:01").late_us, us_per_minute);
    const auto unmet = read(playbook(), at("2026-11-23 09:00"), limit("W2"), {}, at("2026-11-23 09:30"),
                            at("2026-11-23 10:30"));
    EXPECT_EQ(unmet.state, State::running) << "a moment ahead has not met anything yet";
}

TEST(Readings, KnowAPauseWhileItLastsOnly) {
    const std::vector<Pause> pauses{{at("2026-11-23 10:00"), at("2026-11-23 11:00"), "waiting"}};
    const auto state = [&](std::string_view moment) {
        return read(playbook(), at("2026-11-23 09:00"), limit("W4"), pauses, at(moment)).state;
    };
    EXPECT_EQ(state("2026-11-23 09:59"), State::running);
    EXPECT_EQ(state("2026-11-23 10:00"), State::paused);
    EXPECT_EQ(state("2026-11-23 10:59"), State::paused);
    EXPECT_EQ(state("2026-11-23 11:00"), State::running);
}

TEST(Clocks, OfNoLengthAreDueAtTheirStart) {
    EXPECT_EQ(compute(playbook(), at("2026-11-21 10:00"), Limit{Unit::work_hour, 0}).due,
              at("2026-11-21 10:00"));
    EXPECT_TRUE(explain(playbook(), at("2026-11-21 10:00"), Limit{Unit::work_hour, -3}).lines.empty());
}

TEST(Clocks, OfAnotherTownUseItsWindows) {
    const auto town = Calendar::make({playbook_year(2026)}, Windows{{{8 * 60, 12 * 60}, {14 * 60, 18 * 60}}});
    ASSERT_TRUE(town);
    EXPECT_EQ(due_of(*town, "2026-11-23 07:00", "W5"), at("2026-11-23 15:00"));
}
