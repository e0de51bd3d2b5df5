#include "apps/demo/story.hpp"

namespace gezhi::apps::demo {

Story::Story(House& house, FakeClock& clock, const Script& script, std::uint64_t seed)
    : house_(house), clock_(clock), script_(script), chance_(seed), almanac_(script) {
    const auto rights = house.rights->snapshot();
    for (const auto& [person, holder] : rights->people) cast_[holder.login.value] = person;
}

void Story::at(Instant when, Action action) {
    actions_.emplace(std::pair(when, order_++), std::move(action));
}

// The clock stops at each due moment on the way, as the engine's own clock would.
Result<void> Story::advance(Instant to) {
    const auto& subdistrict = house_.engine.subdistrict();
    for (;;) {
        if (house_.engine.seq() != settled_seq_) {
            GEZHI_CHECK(house_.engine.settle());
            settled_seq_ = house_.engine.seq();
        }
        GEZHI_TRY(due, house_.database->read([&](sql::Session& session) {
            return engine::log::next_due(session, subdistrict);
        }));
        if (!due || *due > to) break;
        if (clock_.now() < *due) clock_.set(*due);
        settled_seq_ = -1;
    }
    if (clock_.now() < to) clock_.set(to);
    return {};
}

void Story::plan_day(Instant midnight, std::int64_t one_in) {
    const auto book = house_.books->current();
    for (const auto& planned : almanac_.day(book->calendar, civil(midnight).date, one_in, chance_)) {
        const auto plan = std::make_shared<Plan>(draw_plan(planned));
        at(planned.at, [this, plan] { return report(plan); });
    }
    plan_calls(midnight);
    plan_leave(midnight);
}

Result<Told> Story::tell(Instant until, const Say& say, std::int64_t one_in) {
    const auto start = clock_.now();
    until_ = until;
    next_astray_ = start + std::chrono::hours(24 * script_.year.astray.every_days / 2);
    const auto days = (until.us - start.us) / us_per_day + 1;
    auto day = midnight(civil(start).date);
    std::int64_t told_days = 0;
    for (; day < until; day = day + std::chrono::hours(24)) {
        plan_day(day, one_in);
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
