// What happens beside the cases: those who wait are called, somebody goes on leave and hands the duty on,
// somebody loses patience.

#include "apps/demo/story.hpp"
#include "modules/notice/model.hpp"
#include "modules/people/model.hpp"

namespace gezhi::apps::demo {

namespace {

// Rounds of calls in minutes of the day; on a day of rest the shift makes one.
constexpr std::array<std::int64_t, 4> rounds{9 * 60 + 50, 11 * 60 + 20, 14 * 60 + 40, 16 * 60 + 50};
constexpr std::int64_t rest_day_round = 10 * 60 + 30;
constexpr std::int64_t round_percent = 82; // of those who wait are called in one round
constexpr std::int64_t rage_hours_least = 5;
constexpr std::int64_t rage_hours_most = 15;

struct Waiting {
    CaseId case_id{};
    std::int64_t item{0};
    Code way{};
    Code grid{};
    bool restricted{false};
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (case_id, item, way, grid, restricted))

constexpr std::string_view waiting = "SELECT case_id, item, way, grid, restricted FROM {notice_row} "
                                     "WHERE subdistrict = :s AND standing = 'owed' "
                                     "ORDER BY owed_at, case_id, item LIMIT 60";

Result<std::vector<Waiting>> those_who_wait(House& house) {
    return house.database->read([&](sql::Session& session) {
        return session.rows<Waiting>(waiting, {{"s", house.engine.subdistrict()}});
    });
}

} // namespace

void Story::plan_calls(Instant midnight) {
    const auto call_at = [&](std::int64_t minute) {
        const Instant when{midnight.us + (minute + chance_.below(25)) * us_per_minute};
        at(when, [this] { return call_those_who_wait(round_percent); });
    };
    if (!works_that_day(midnight)) return call_at(rest_day_round);
    for (const auto minute : rounds) call_at(minute);
}

Result<void> Story::call_those_who_wait(std::int64_t percent) {
    GEZHI_TRY(all, those_who_wait(house_));
    for (const auto& one : all) {
        if (one.way.value == notice::way_duty || !chance_.percent(percent)) continue;
        const auto drawn = chance_.below(100);
        const std::string result = drawn < 83 ? "told" : drawn < 97 ? "no_answer" : "refused";
        const bool liaison = !one.restricted && one.way.value == "door";
        const auto actor = liaison ? of_grid(Duty::liaison, one.grid) : desk();
        engine::Task made;
        made.room = &house_.notice;
        made.stream = notice::stream_of(one.case_id);
        made.command = notice::Command(notice::Tell{one.item, Code{result}});
        GEZHI_CHECK(sent(task(actor, std::move(made))));
    }
    return {};
}

// The person on duty has seen it.
Result<void> Story::answer_emergencies() {
    GEZHI_TRY(all, those_who_wait(house_));
    for (const auto& one : all) {
        if (one.way.value != notice::way_duty) continue;
        engine::Task made;
        made.room = &house_.notice;
        made.stream = notice::stream_of(one.case_id);
        made.command = notice::Command(notice::Tell{one.item, Code{std::string(notice::result_told)}});
        GEZHI_CHECK(sent(task(on_duty(), std::move(made))));
    }
    return {};
}

void Story::plan_leave(Instant midnight) {
    for (const auto& away : script_.year.away) {
        const auto date = civil(midnight).date;
        if (day_of_year(away.from, date.year()) != date) continue;
        const auto until = midnight + std::chrono::hours(24 * away.days);
        at(midnight + std::chrono::hours(8), [this, away, until] { return hand_on(away, until); });
    }
}

// Whoever is away holds the post again afterwards; meanwhile the deputy holds it too, and says so in the
// cases.
Result<void> Story::hand_on(const Away& away, Instant until) {
    const auto rights = house_.rights->snapshot();
    const auto who = cast_.find(away.login.value);
    const auto deputy = cast_.find(away.deputy.value);
    const auto* absent = who == cast_.end() ? nullptr : rights->open(who->second);
    const auto* present = deputy == cast_.end() ? nullptr : rights->open(deputy->second);
    if (absent == nullptr || present == nullptr) return {};
    auto later = absent->posts;
    auto meanwhile = present->posts;
    for (auto& post : later) {
        post.from = until;
        auto handed = post;
        handed.id = house_.mint.id<PostId>();
        handed.from = clock_.now();
        handed.until = until;
        meanwhile.push_back(handed);
    }
    const auto givers = rights->holders(Duty::security_administrator, {}, {}, clock_.now());
    const auto giver = givers.empty() ? staff("admin") : rights->actor_of(givers.front(), clock_.now());
    const auto set = [&](PersonId person, std::vector<people::Post> posts) {
        engine::Task made;
        made.room = &house_.people;
        made.stream = id_as<StreamId>(person);
        made.command = people::Command(people::SetPosts{std::move(posts)});
        return sent(task(giver, std::move(made)));
    };
    GEZHI_CHECK(set(who->second, std::move(later)));
    GEZHI_CHECK(set(deputy->second, std::move(meanwhile)));
    return {};
}

// Again and again, louder; the grid leader answers in the evening.
Result<void> Story::rage(const Shared& plan, std::size_t nth) {
    const auto& lines = script_.stage.lines;
    if (nth >= lines.furious.size()) return {};
    GEZHI_TRY(now, state(*plan));
    if (!casework::open(now)) return {};
    GEZHI_CHECK(write<casework::Say>(reporter(), *plan, lines.furious[nth], "say"));
    if (nth % 2 == 1)
        at(after(clock_.now(), 25, 110, false), [this, plan]() -> Result<void> {
            GEZHI_TRY(here, state(*plan));
            if (!casework::open(here)) return {};
            const auto leader = of_grid(Duty::grid_leader, here.grid);
            GEZHI_CHECK(write<casework::Say>(leader, *plan, words(script_.stage.lines.calming), "say"));
            return {};
        });
    at(after(clock_.now(), rage_hours_least * 60, rage_hours_most * 60, false),
       [this, plan, nth] { return rage(plan, nth + 1); });
    return {};
}

} // namespace gezhi::apps::demo
