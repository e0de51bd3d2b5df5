// Properties of clocks over random starts, limits and pauses, and an oracle that steps minute by minute with
// its own idea of a working day.

#include "calendar/clock.hpp"
#include "calendar/years_for_test.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

using namespace gezhi;
using namespace gezhi::calendar;
using namespace gezhi::calendar::test;
using std::chrono::minutes;

namespace {

// Any minute from December 2023 (a missing year) to the end of 2026.
Instant any_start() {
    return at("2023-12-20") + minutes{*rc::gen::inRange<std::int64_t>(0, 1'590'000)};
}

Limit any_limit() {
    Limit one;
    one.unit = static_cast<Unit>(*rc::gen::inRange(0, 7));
    one.amount = counts_hours(one.unit) ? *rc::gen::inRange<std::int64_t>(1, 3000)
                                        : *rc::gen::inRange<std::int64_t>(1, 25);
    one.moves = *rc::gen::arbitrary<bool>();
    return one;
}

std::vector<Pause> any_pauses(Instant start) {
    std::vector<Pause> pauses;
    const auto count = *rc::gen::inRange(0, 4);
    for (int i = 0; i < count; ++i) {
        const auto from = start + minutes{*rc::gen::inRange(-2000, 20'000)};
        pauses.push_back({from, from + minutes{*rc::gen::inRange(0, 9000)}, i % 2 == 0 ? "a" : "b"});
    }
    return pauses;
}

// The oracle's working days: straight from the lists, by name of the date.
bool oracle_works(Date day) {
    static const auto lists = [] {
        std::pair<std::set<Date>, std::set<Date>> sets;
        for (const int year : {2024, 2025, 2026}) {
            const auto data = playbook_year(year);
            sets.first.insert(data.off.begin(), data.off.end());
            sets.second.insert(data.work.begin(), data.work.end());
        }
        for (const auto* fixed : {"2027-01-01", "2027-05-01", "2027-05-02", "2023-10-01"})
            sets.first.insert(date(fixed));
        return sets;
    }();
    if (lists.first.contains(day)) return false;
    if (lists.second.contains(day)) return true;
    return std::chrono::weekday{std::chrono::sys_days{day}}.iso_encoding() <= 5;
}

bool oracle_counts(Unit unit, Instant start, Instant minute) {
    const auto now = civil(minute);
    const auto clock = now.us_of_day / us_per_minute;
    switch (unit) {
    case Unit::work_hour:
    case Unit::work_day_hours8:
        return oracle_works(now.date) && ((clock >= 540 && clock < 720) || (clock >= 780 && clock < 1080));
    case Unit::work_day_civil:
        return oracle_works(now.date) && now.date != civil(start).date;
    case Unit::natural_day:
        return now.date != civil(start).date;
    default:
        return true;
    }
}

Instant oracle_due(Instant start, const Limit& limit, const std::vector<Pause>& pauses) {
    auto left = length_us(limit) / us_per_minute;
    auto now = start;
    for (; left > 0; now = now + minutes{1}) {
        const auto paused = std::any_of(pauses.begin(), pauses.end(),
                                        [&](const Pause& p) { return p.from <= now && now < *p.to; });
        const bool rest =
            limit.unit == Unit::natural_day && limit.moves && left <= 1440 && !oracle_works(civil(now).date);
        if (!paused && !rest && oracle_counts(limit.unit, start, now)) --left;
    }
    if (!counts_civil_days(limit.unit)) return now;
    while (civil(now).us_of_day != 0) now = now + minutes{1};
    return now;
}

} // namespace

RC_GTEST_PROP(Clock, AgreesWithSteppingMinuteByMinute, ()) {
    const auto start = any_start();
    const auto limit = any_limit();
    const auto pauses = any_pauses(start);
    const auto due = compute(playbook(), start, limit, pauses);
    RC_ASSERT(due.due == oracle_due(start, limit, pauses));
}

RC_GTEST_PROP(Clock, MomentsStandInOrder, ()) {
    const auto start = any_start();
    const auto limit = any_limit();
    const auto due = compute(playbook(), start, limit, any_pauses(start));
    RC_ASSERT(start <= *due.opens && *due.opens <= *due.half);
    RC_ASSERT(*due.half < *due.four_fifths && *due.four_fifths < *due.due);
}

RC_GTEST_PROP(Clock, ALongerLimitIsDueLater, ()) {
    const auto start = any_start();
    const auto limit = any_limit();
    auto longer = limit;
    longer.amount += *rc::gen::inRange(1, 30);
    const auto pauses = any_pauses(start);
    const auto early = *compute(playbook(), start, limit, pauses).due;
    const auto late = *compute(playbook(), start, longer, pauses).due;
    // Two natural days may both move to the same Monday; every other unit is strict.
    const bool may_meet = limit.unit == Unit::natural_day;
    RC_ASSERT(early < late || (may_meet && early == late));
}

RC_GTEST_PROP(Clock, ALaterStartIsNeverDueEarlier, ()) {
    const auto start = any_start();
    const auto limit = any_limit();
    const auto later = start + minutes{*rc::gen::inRange(0, 5000)};
    RC_ASSERT(*compute(playbook(), start, limit).due <= *compute(playbook(), later, limit).due);
}

RC_GTEST_PROP(Clock, APauseNeverShortens, ()) {
    const auto start = any_start();
    const auto limit = any_limit();
    auto pauses = any_pauses(start);
    const auto before = *compute(playbook(), start, limit, pauses).due;
    const auto from = start + minutes{*rc::gen::inRange(0, 20'000)};
    pauses.push_back({from, from + minutes{*rc::gen::inRange(0, 5000)}, "more"});
    RC_ASSERT(*compute(playbook(), start, limit, pauses).due >= before);
}

RC_GTEST_PROP(Clock, APauseOutsideWorkingTimeDoesNotMoveAWorkClock, ()) {
    const auto start = any_start();
    const Limit limit{Unit::work_hour, *rc::gen::inRange<std::int64_t>(1, 3000)};
    const auto account = explain(playbook(), start, limit);
    for (const auto& line : account.lines)
        if (line.counted_us == 0 && line.kind != LineKind::missing_year) {
            const std::vector<Pause> pauses{{line.from, line.to, "idle"}};
            RC_ASSERT(compute(playbook(), start, limit, pauses).due == account.due.due);
        }
}

RC_GTEST_PROP(Clock, SplitAtAnyMomentIsDueTheSame, ()) {
    const auto start = any_start();
    const Limit limit{*rc::gen::element(Unit::urgent_hour, Unit::natural_hour, Unit::work_hour),
                      *rc::gen::inRange<std::int64_t>(2, 3000)};
    const auto pauses = any_pauses(start);
    const auto due = *compute(playbook(), start, limit, pauses).due;
    const auto length = (due.us - start.us) / us_per_minute;
    const auto middle = start + minutes{*rc::gen::inRange<std::int64_t>(0, length)};
    const auto left = read(playbook(), start, limit, pauses, middle).remaining_us / us_per_minute;
    RC_ASSERT(left > 0);
    RC_ASSERT(compute(playbook(), middle, Limit{limit.unit, left}, pauses).due == due);
}

RC_GTEST_PROP(Clock, ADayOfEightHoursIsEightWorkingHours, ()) {
    const auto start = any_start();
    const auto days = *rc::gen::inRange<std::int64_t>(1, 40);
    const auto pauses = any_pauses(start);
    RC_ASSERT(compute(playbook(), start, Limit{Unit::work_day_hours8, days}, pauses) ==
              compute(playbook(), start, Limit{Unit::work_hour, days * 480}, pauses));
}

RC_GTEST_PROP(Account, AddsUpExactlyAndLeavesNoGap, ()) {
    const auto start = any_start();
    const auto limit = any_limit();
    const auto now = start + minutes{*rc::gen::inRange(-100, 20'000)};
    const auto account = explain(playbook(), start, limit, any_pauses(start), now);
    std::int64_t sum = 0;
    auto reached = start;
    for (const auto& line : account.lines) {
        RC_ASSERT(line.from == reached);
        RC_ASSERT(line.counted_us == 0 || line.counted_us == line.to->us - line.from.us);
        RC_ASSERT(line.ahead == (line.from >= now));
        sum += line.counted_us;
        RC_ASSERT(line.total_us == sum);
        reached = *line.to;
    }
    RC_ASSERT(sum == length_us(limit));
    RC_ASSERT(reached == *account.due.due);
}

RC_GTEST_PROP(Account, AgreesWithTheReadingAtNow, ()) {
    const auto start = any_start();
    const auto limit = any_limit();
    const auto now = start + minutes{*rc::gen::inRange(-100, 20'000)};
    const auto account = explain(playbook(), start, limit, any_pauses(start), now);
    std::int64_t sum = 0;
    for (const auto& line : account.lines)
        if (!line.ahead) sum += line.counted_us;
    RC_ASSERT(account.reading->elapsed_us == sum);
    RC_ASSERT(account.reading->elapsed_us + account.reading->remaining_us == account.limit_us);
    RC_ASSERT((account.reading->state == State::late) == (now >= *account.due.due));
}

RC_GTEST_PROP(Reading, UsedNeverFalls, ()) {
    const auto start = any_start();
    const auto limit = any_limit();
    const auto pauses = any_pauses(start);
    const auto at_first = start + minutes{*rc::gen::inRange(0, 20'000)};
    const auto at_second = at_first + minutes{*rc::gen::inRange(0, 20'000)};
    RC_ASSERT(read(playbook(), start, limit, pauses, at_first).used <=
              read(playbook(), start, limit, pauses, at_second).used);
}
