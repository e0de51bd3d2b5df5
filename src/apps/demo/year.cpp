#include "apps/demo/year.hpp"

#include <algorithm>

namespace gezhi::apps::demo {

namespace {

// Reports of an hour, of a thousand of that day: people write before work and in the evening, later on a day
// of rest.
constexpr std::array<std::int64_t, 24> work_hours{4,  2,  2,  2,  4,  12, 30, 65, 90, 85, 70, 60,
                                                  45, 50, 60, 60, 55, 60, 75, 70, 45, 30, 17, 7};
constexpr std::array<std::int64_t, 24> rest_hours{9,  6,  4,  2,  3,  8,  18, 35, 62, 80, 88, 75,
                                                  55, 52, 60, 66, 64, 62, 66, 68, 52, 36, 20, 9};
constexpr std::int64_t work_day_least = 10;
constexpr std::int64_t work_day_most = 15;
constexpr std::int64_t rest_day_least = 5;
constexpr std::int64_t rest_day_most = 9;
constexpr std::size_t told_lately_max = 60; // nobody reads the same words twice on one page
constexpr int fresh_tries = 6;

std::int64_t hour_of(const std::array<std::int64_t, 24>& hours, Chance& chance) {
    auto drawn = chance.below(1000);
    std::int64_t hour = 0;
    while (hour < 23 && drawn >= hours[static_cast<std::size_t>(hour)])
        drawn -= hours[static_cast<std::size_t>(hour++)];
    return hour;
}

Instant within(calendar::Date date, std::int64_t hour, Chance& chance) {
    return {midnight(date).us + hour * us_per_hour + chance.below(us_per_hour)};
}

} // namespace

calendar::Date day_of_year(std::string_view month_day, std::chrono::year year) {
    const auto digit = [&](std::size_t i) {
        return i < month_day.size() ? static_cast<unsigned>(month_day[i] - '0') : 0U;
    };
    const std::chrono::month month(digit(0) * 10 + digit(1));
    const std::chrono::day day(digit(3) * 10 + digit(4));
    return {year, month, day};
}

std::string spin(std::string_view text, Chance& chance) {
    std::string spun;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = text.find('}', open == std::string_view::npos ? 0 : open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        spun += text.substr(0, open);
        const auto inside = text.substr(open + 1, close - open - 1);
        if (inside.find('|') == std::string_view::npos)
            spun += text.substr(open, close - open + 1);
        else
            spun += chance.one_of(split(inside, '|'));
        text.remove_prefix(close + 1);
    }
    return spun += text;
}

bool Almanac::lasts(std::string_view from, std::string_view to, calendar::Date date) {
    const auto first = day_of_year(from, date.year());
    const auto last = day_of_year(to, date.year());
    return first <= last ? first <= date && date <= last : date >= first || date <= last; // over New Year
}

bool Almanac::is_on(const calendar::Calendar& calendar, const Season& season, calendar::Date date) {
    if (!season.holiday) return season.from && season.to && lasts(*season.from, *season.to, date);
    const std::chrono::sys_days day(date);
    const auto* year = calendar.year(static_cast<int>(date.year()));
    if (year == nullptr) return false;
    return std::any_of(year->holidays.begin(), year->holidays.end(), [&](const auto& holiday) {
        return holiday.code == season.holiday->value &&
               day >=
                   std::chrono::sys_days(holiday.from) - std::chrono::days(season.before_days.value_or(0)) &&
               day <= std::chrono::sys_days(holiday.to) + std::chrono::days(season.after_days.value_or(0));
    });
}

std::vector<const Matter*> Almanac::matters_when(const Code& when) const {
    std::vector<const Matter*> fitting;
    for (const auto& matter : script_.matters)
        if (matter.when == when) fitting.push_back(&matter);
    return fitting;
}

const Matter& Almanac::fresh(const std::vector<const Matter*>& fitting, Chance& chance) {
    const auto* chosen = chance.one_of(fitting);
    for (int tries = 0; tries < fresh_tries; ++tries) {
        if (std::ranges::find(told_lately_, chosen) == told_lately_.end()) break;
        chosen = chance.one_of(fitting);
    }
    told_lately_.push_back(chosen);
    if (told_lately_.size() > told_lately_max) told_lately_.pop_front();
    return *chosen;
}

const Matter& Almanac::draw(const std::vector<Code>& now, const std::vector<std::int64_t>& shares,
                            Chance& chance) {
    auto drawn = chance.below(100);
    for (std::size_t i = 0; i < now.size(); ++i) {
        if (drawn < shares[i])
            if (const auto fitting = matters_when(now[i]); !fitting.empty()) return fresh(fitting, chance);
        drawn -= shares[i];
        if (drawn < 0) break;
    }
    return fresh(matters_when({}), chance);
}

// Some places are heard of more often: the earlier of two that were drawn.
const Spot& Almanac::spot(const Matter& matter, Chance& chance) const {
    std::vector<const Spot*> fitting;
    for (const auto& spot : script_.stage.spots)
        if (spot.kind == matter.where) fitting.push_back(&spot);
    if (fitting.empty()) return chance.one_of(script_.stage.spots);
    const auto first = chance.index(fitting.size());
    return *fitting[std::min(first, chance.index(fitting.size()))];
}

void Almanac::knots(const calendar::Calendar& calendar, calendar::Date date, std::int64_t one_in,
                    Chance& chance, std::vector<Planned>& planned) {
    for (const auto& knot : script_.year.knots) {
        const auto drawn = chance.below(100 * one_in);
        if (drawn >= knot.percent_a_day || !lasts(knot.from, knot.to, date)) continue;
        if (knot.workdays_only && !calendar.is_working_day(date)) continue;
        const auto fitting = matters_when(knot.code);
        std::vector<const Spot*> spots;
        for (const auto& spot : script_.stage.spots)
            if (std::ranges::find(knot.spots, spot.name) != knot.spots.end()) spots.push_back(&spot);
        if (fitting.empty() || spots.empty()) continue;
        const auto at = within(date, chance.one_of(knot.hours), chance);
        const auto& matter = fresh(fitting, chance);
        planned.push_back({at, &matter, chance.one_of(spots), &knot});
    }
}

std::vector<Planned> Almanac::day(const calendar::Calendar& calendar, calendar::Date date,
                                  std::int64_t one_in, Chance& chance) {
    const bool works = calendar.is_working_day(date);
    auto many =
        works ? chance.between(work_day_least, work_day_most) : chance.between(rest_day_least, rest_day_most);
    std::vector<Code> now;
    std::vector<std::int64_t> shares;
    for (const auto& season : script_.year.seasons) {
        if (!is_on(calendar, season, date)) continue;
        many = many * season.volume / 100;
        now.push_back(season.code);
        shares.push_back(season.share);
    }
    std::vector<Planned> planned;
    for (auto left = (many + chance.below(one_in)) / one_in; left > 0; --left) {
        const auto at = within(date, hour_of(works ? work_hours : rest_hours, chance), chance);
        const auto& matter = draw(now, shares, chance);
        planned.push_back({at, &matter, &spot(matter, chance), nullptr});
    }
    knots(calendar, date, one_in, chance, planned);
    return planned;
}

} // namespace gezhi::apps::demo
