#pragma once
// The year of a demo street as data: seasons, places that come up again and again, who is away (year.json);
// and the almanac, which says what will be reported on a day. Pure: the same script, calendar and chance give
// the same days; nothing here knows the house.

#include "apps/chance.hpp"
#include "apps/demo/script.hpp"
#include "calendar/calendar.hpp"

#include <deque>

namespace gezhi::apps::demo {

// One report to come. Script and almanac outlive it.
struct Planned {
    Instant at{};
    const Matter* matter{nullptr};
    const Spot* spot{nullptr};
    const Knot* knot{nullptr}; // none: no place that comes up again
};

class Almanac {
public:
    // The script outlives this.
    explicit Almanac(const Script& script) : script_(script) {}

    // What is reported that day, in no order; one of `one_in` of it.
    std::vector<Planned> day(const calendar::Calendar& calendar, calendar::Date date, std::int64_t one_in,
                             Chance& chance);

    // Days as "MM-DD", both included; the stretch may run over New Year.
    static bool lasts(std::string_view from, std::string_view to, calendar::Date date);
    static bool is_on(const calendar::Calendar& calendar, const Season& season, calendar::Date date);

private:
    const Matter& draw(const std::vector<Code>& now, const std::vector<std::int64_t>& shares, Chance& chance);
    const Matter& fresh(const std::vector<const Matter*>& fitting, Chance& chance);
    const Spot& spot(const Matter& matter, Chance& chance) const;
    std::vector<const Matter*> matters_when(const Code& when) const;
    void knots(const calendar::Calendar& calendar, calendar::Date date, std::int64_t one_in, Chance& chance,
               std::vector<Planned>& planned);

    const Script& script_;
    std::deque<const Matter*> told_lately_{};
};

// "{a|b}c" with one of each bracket's words. A bracket without a bar is left as it is.
std::string spin(std::string_view text, Chance& chance);

// "03-18" in that year.
calendar::Date day_of_year(std::string_view month_day, std::chrono::year year);

} // namespace gezhi::apps::demo
