#include "apps/demo/story.hpp"

namespace gezhi::apps::demo {

namespace {

// The street's own clocks are looked at at least so often.
constexpr auto step = std::chrono::minutes(20);
// Reports of an hour of a weekday, of a thousand of that day; people write before work and in the evening.
constexpr std::array<std::int64_t, 24> hours{4,  2,  2,  2,  4,  12, 30, 65, 90, 85, 70, 60,
                                             45, 50, 60, 60, 55, 60, 75, 70, 45, 30, 17, 7};
constexpr std::int64_t weekday_reports_least = 9;
constexpr std::int64_t weekday_reports_most = 14;
constexpr std::int64_t weekend_reports_least = 5;
constexpr std::int64_t weekend_reports_most = 9;

} // namespace

Story::Story(House& house, FakeClock& clock, const Script& script, std::uint64_t seed)
    : house_(house), clock_(clock), script_(script), chance_(seed) {
    const auto rights = house.rights->snapshot();
    for (const auto& [person, holder] : rights->people) cast_[holder.login.value] = person;
}

void Story::at(Instant when, Action action) {
    actions_.emplace(std::pair(when, order_++), std::move(action));
}

Result<void> Story::advance(Instant to) {
    while (clock_.now() + step < to) {
        clock_.advance(step);
        GEZHI_CHECK(house_.engine.settle());
    }
    if (clock_.now() < to) clock_.set(to);
    return house_.engine.settle();
}

void Story::plan_day(Instant midnight) {
    const auto weekday = std::chrono::weekday(std::chrono::sys_days(civil(midnight).date)).iso_encoding();
    const auto n = weekday < 6 ? chance_.between(weekday_reports_least, weekday_reports_most)
                               : chance_.between(weekend_reports_least, weekend_reports_most);
    for (std::int64_t i = 0; i < n; ++i) {
        auto drawn = chance_.below(1000);
        std::int64_t hour = 0;
        while (hour < 23 && drawn >= hours[static_cast<std::size_t>(hour)])
            drawn -= hours[static_cast<std::size_t>(hour++)];
        plan_report({midnight.us + hour * us_per_hour + chance_.below(us_per_hour)});
    }
}

Result<Told> Story::tell(Instant until, const Say& say) {
    const auto start = clock_.now();
    const auto days = (until.us - start.us) / us_per_day + 1;
    auto day = midnight(civil(start).date);
    std::int64_t told_days = 0;
    for (; day < until; day = day + std::chrono::hours(24)) {
        plan_day(day);
        const auto end = std::min(until, day + std::chrono::hours(24));
        while (!actions_.empty() && actions_.begin()->first.first < end) {
            auto next = actions_.extract(actions_.begin());
            if (next.key().first < start) continue; // before anybody was there
            GEZHI_CHECK(advance(next.key().first));
            GEZHI_CHECK(next.mapped()());
        }
        say("story", ++told_days, days);
    }
    GEZHI_CHECK(advance(until));
    if (told_days < days) say("story", days, days);
    return told_;
}

} // namespace gezhi::apps::demo
