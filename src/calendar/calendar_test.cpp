#include "calendar/calendar.hpp"
#include "calendar/limit.hpp"
#include "calendar/years_for_test.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace gezhi;
using namespace gezhi::calendar;
using namespace gezhi::calendar::test;

TEST(Years, HaveAsManyWorkingDaysAsTheNoticesGive) {
    EXPECT_EQ(playbook().working_days(2024), 251);
    EXPECT_EQ(playbook().working_days(2025), 248);
    EXPECT_EQ(playbook().working_days(2026), 248);
    const std::vector<int> expected{21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23};
    std::vector<int> months;
    for (unsigned month = 1; month <= 12; ++month) months.push_back(playbook().working_days(2026, month));
    EXPECT_EQ(months, expected);
}

TEST(Years, NameSourceCertaintyAndAHolidayForEveryDayOff) {
    for (const int year : {2024, 2025, 2026}) {
        const auto* data = playbook().year(year);
        ASSERT_NE(data, nullptr);
        EXPECT_FALSE(data->source.empty());
        EXPECT_EQ(data->certainty, "found");
        for (const auto day : data->off) EXPECT_FALSE(playbook().holiday(day).empty()) << iso_date(day);
    }
    EXPECT_EQ(playbook().holiday(date("2026-02-17")), "spring_festival");
    EXPECT_EQ(playbook().holiday(date("2026-02-24")), "");
}

TEST(Years, KnowEachKindOfDay) {
    EXPECT_EQ(playbook().kind(date("2026-02-14")), DayKind::adjusted_workday);
    EXPECT_EQ(playbook().kind(date("2026-02-15")), DayKind::holiday);
    EXPECT_EQ(playbook().kind(date("2026-11-21")), DayKind::weekend);
    EXPECT_EQ(playbook().kind(date("2026-11-23")), DayKind::workday);
    // 除夕 of 2024 was a working day by law, and 妇女节 is one for the office.
    EXPECT_TRUE(playbook().is_working_day(date("2024-02-09")));
    EXPECT_TRUE(playbook().is_working_day(date("2024-03-08")));
}

TEST(Years, OfNoNoticeFallBackToWeekendsAndFixedDates) {
    EXPECT_FALSE(playbook().has_year(2027));
    EXPECT_EQ(playbook().kind(date("2027-01-01")), DayKind::holiday);
    EXPECT_EQ(playbook().kind(date("2027-05-02")), DayKind::holiday);
    EXPECT_EQ(playbook().kind(date("2023-05-02")), DayKind::workday);
    EXPECT_EQ(playbook().kind(date("2027-10-04")), DayKind::workday);
    EXPECT_EQ(playbook().kind(date("2027-01-02")), DayKind::weekend);
    EXPECT_EQ(playbook().holiday(date("2027-10-01")), "national_day");
    // 365 days, 104 weekend days, and 1-1, 10-1 fall on Fridays; 5-1, 5-2, 10-2, 10-3 on weekends.
    EXPECT_EQ(playbook().working_days(2027), 259);
}

TEST(Years, AreImportedAndReplacedWithoutChangingTheOldCalendar) {
    YearCalendar next{2027,   {date("2027-01-01"), date("2027-02-08")}, {date("2027-01-02")}, {}, "notice",
                      "known"};
    const auto imported = playbook().with_year(next);
    ASSERT_TRUE(imported);
    EXPECT_TRUE(imported->has_year(2027));
    EXPECT_EQ(imported->years(), (std::vector<int>{2024, 2025, 2026, 2027}));
    EXPECT_EQ(imported->kind(date("2027-02-08")), DayKind::holiday);
    EXPECT_EQ(imported->kind(date("2027-01-02")), DayKind::adjusted_workday);
    EXPECT_FALSE(playbook().has_year(2027));
    next.off.pop_back();
    const auto replaced = imported->with_year(next);
    ASSERT_TRUE(replaced);
    EXPECT_EQ(replaced->kind(date("2027-02-08")), DayKind::workday);
}

TEST(Years, AreRefusedWhenADateCannotBeRight) {
    const auto refused = [](YearCalendar data) {
        const auto made = Calendar::make({std::move(data)});
        return !made && made.error().rule == &calendar::rules::year_dates;
    };
    EXPECT_TRUE(refused({2027, {date("2026-12-31")}, {}, {}, "", ""}));
    EXPECT_TRUE(refused({2027, {date("2027-01-01"), date("2027-01-01")}, {}, {}, "", ""}));
    EXPECT_TRUE(refused({2027, {date("2027-01-02")}, {date("2027-01-02")}, {}, "", ""}));
    EXPECT_TRUE(refused({2027, {}, {date("2027-01-04")}, {}, "", ""})) << "a Monday needs no adjusting";
    EXPECT_TRUE(refused({2027, {Date{}}, {}, {}, "", ""}));
    EXPECT_TRUE(refused({20267, {}, {}, {}, "", ""}));
    EXPECT_TRUE(refused({2027, {}, {}, {{"x", date("2027-02-02"), date("2027-02-01")}}, "", ""}));
    EXPECT_FALSE(refused({2027, {date("2027-01-01")}, {date("2027-01-02")}, {}, "", ""}));
}

TEST(Years, AreRefusedWhenGivenTwice) {
    const auto made = Calendar::make({playbook_year(2026), playbook_year(2026)});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().rule, &calendar::rules::year_twice);
    EXPECT_EQ(made.error().params.at("year"), "2026");
}

TEST(WindowList, IsRefusedUnlessInOrderAndApart) {
    const auto rule_of = [](std::vector<Window> windows) {
        const auto made = Calendar::make({}, Windows{std::move(windows)});
        return made ? nullptr : made.error().rule;
    };
    EXPECT_EQ(rule_of({}), &calendar::rules::windows_form);
    EXPECT_EQ(rule_of({{600, 600}}), &calendar::rules::windows_form);
    EXPECT_EQ(rule_of({{600, 720}, {700, 900}}), &calendar::rules::windows_form);
    EXPECT_EQ(rule_of({{600, 1441}}), &calendar::rules::windows_form);
    EXPECT_EQ(rule_of({{-1, 60}}), &calendar::rules::windows_form);
    EXPECT_EQ(rule_of({{0, 1440}}), nullptr);
    EXPECT_EQ(rule_of({{480, 720}, {840, 1080}}), nullptr);
}

TEST(Suspensions, NeedAnEndAndADocumentAndAreKeptApart) {
    const auto rule_of = [](SuspendedInterval one) {
        const auto made = playbook().with_suspended(std::move(one));
        return made ? nullptr : made.error().rule;
    };
    EXPECT_EQ(rule_of({at("2026-07-28 10:00"), at("2026-07-28 10:00"), "令 1"}),
              &calendar::rules::suspended_form);
    EXPECT_EQ(rule_of({at("2026-07-28 10:00"), at("2026-07-28 12:00"), ""}),
              &calendar::rules::suspended_form);
    const auto made = Calendar::make({}, {},
                                     {{at("2026-07-28 11:00"), at("2026-07-28 14:00"), "second"},
                                      {at("2026-07-28 10:00"), at("2026-07-28 12:00"), "first"}});
    ASSERT_TRUE(made);
    ASSERT_EQ(made->suspended().size(), 2U);
    EXPECT_EQ(made->suspended()[1].from, at("2026-07-28 12:00"));
}

TEST(Days, AreCountedAndStepped) {
    EXPECT_EQ(playbook().next_working_day(date("2026-02-14")), date("2026-02-24"));
    EXPECT_EQ(playbook().next_working_day(date("2026-02-13")), date("2026-02-14"));
    EXPECT_EQ(playbook().add_working_days(date("2026-09-30"), 3), date("2026-10-10"));
    EXPECT_EQ(playbook().working_days(date("2025-12-29"), date("2026-01-06")), 5);
    const auto intervals = playbook().working_intervals(date("2026-02-14"));
    ASSERT_EQ(intervals.size(), 2U);
    EXPECT_EQ(intervals[1], (Interval{at("2026-02-14 13:00"), at("2026-02-14 18:00")}));
    EXPECT_TRUE(playbook().working_intervals(date("2026-02-15")).empty());
}

RC_GTEST_PROP(Days, CountedByPrefixAreTheDaysCountedOneByOne, ()) {
    const auto from =
        std::chrono::sys_days{date("2023-06-01")} + std::chrono::days{*rc::gen::inRange(0, 1500)};
    const auto to = from + std::chrono::days{*rc::gen::inRange(0, 800)};
    int count = 0;
    for (auto day = from; day < to; day += std::chrono::days{1})
        count += playbook().is_working_day(day) ? 1 : 0;
    RC_ASSERT(playbook().working_days(from, to) == count);
}

TEST(DailyFrame, MovesAStartToTheNextOpening) {
    const Window frame{5 * 60, 22 * 60};
    EXPECT_EQ(start_within(at("2026-11-21 23:00"), frame), at("2026-11-22 05:00"));
    EXPECT_EQ(start_within(at("2026-11-21 22:00"), frame), at("2026-11-22 05:00"));
    EXPECT_EQ(start_within(at("2026-11-21 04:59"), frame), at("2026-11-21 05:00"));
    EXPECT_EQ(start_within(at("2026-11-21 21:59"), frame), at("2026-11-21 21:59"));
}

TEST(ShortForm, ReadsEveryUnit) {
    EXPECT_EQ(limit("U2"), (Limit{Unit::urgent_hour, 120}));
    EXPECT_EQ(limit("N2"), (Limit{Unit::natural_hour, 120}));
    EXPECT_EQ(limit("W4"), (Limit{Unit::work_hour, 240}));
    EXPECT_EQ(limit("W0.5"), (Limit{Unit::work_hour, 30}));
    EXPECT_EQ(limit("W1.25"), (Limit{Unit::work_hour, 75}));
    EXPECT_EQ(limit("W20m"), (Limit{Unit::work_hour, 20}));
    EXPECT_EQ(limit("D1"), (Limit{Unit::work_day_hours8, 1}));
    EXPECT_EQ(limit("C5"), (Limit{Unit::work_day_civil, 5}));
    EXPECT_EQ(limit("UD2"), (Limit{Unit::urgent_day, 2}));
    EXPECT_EQ(limit("ND7"), (Limit{Unit::natural_day, 7, true}));
    EXPECT_EQ(limit("ND7!"), (Limit{Unit::natural_day, 7, false}));
}

TEST(ShortForm, RefusesWhatIsNotALimit) {
    for (const auto* text : {"",       "W",     "4",         "W0",    "W0.0", "W-1",  "W+1", "w4",   "X2",
                             "D0.5",   "D1.0",  "C5!",       "W4!",   "W 4",  "W4 ",  "W04", "W.5",  "W1.",
                             "W1.333", "W0.01", "W99999999", "D3651", "DU2",  "W1e3", "Wm",  "UD1m", "ND!"}) {
        const auto parsed = parse_limit(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().rule, &calendar::rules::limit_form);
        EXPECT_EQ(parsed.error().params.at("limit"), text);
    }
}

RC_GTEST_PROP(ShortForm, RoundTrips, ()) {
    Limit one;
    one.unit = static_cast<Unit>(*rc::gen::inRange(0, 7));
    one.amount = *rc::gen::inRange<std::int64_t>(1, 3651);
    one.moves = one.unit != Unit::natural_day || *rc::gen::arbitrary<bool>();
    const auto parsed = parse_limit(short_form(one));
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(*parsed == one);
}

TEST(Limits, AreExtendedByOneOriginalEachTime) {
    EXPECT_EQ(extended(limit("C5"), 0), limit("C5"));
    EXPECT_EQ(extended(limit("C5"), 1), limit("C10"));
    EXPECT_EQ(extended(limit("W0.5"), 2), limit("W1.5"));
    EXPECT_EQ(extended(limit("C5"), 1'000'000'000'000), (Limit{Unit::work_day_civil, days_max}));
}

TEST(Limits, AreReadInTheirOwnUnit) {
    EXPECT_EQ(parts(Unit::work_hour, 24 * us_per_hour), (Parts{0, 24, 0}));
    EXPECT_EQ(parts(Unit::work_day_hours8, 20 * us_per_hour + 30 * us_per_minute), (Parts{2, 4, 30}));
    EXPECT_EQ(parts(Unit::work_day_civil, 36 * us_per_hour), (Parts{1, 12, 0}));
    EXPECT_EQ(parts(Unit::urgent_hour, 1), (Parts{0, 0, 1})) << "a rest of a minute is not nothing";
    EXPECT_EQ(parts(Unit::urgent_hour, 0), (Parts{}));
    EXPECT_EQ(length_us(Limit{Unit::work_hour, -5}), 0);
    EXPECT_EQ(length_us(Limit{Unit::natural_day, 1'000'000'000}), days_max * us_per_day);
}
