#include "modules/people/rights.hpp"

#include "modules/people/view.hpp"

#include <tuple>

namespace gezhi::people {

namespace {

// One order, whether posts come from rows or from an event: the first is the one acted under.
std::vector<Post> in_order(std::vector<Post> posts) {
    std::sort(posts.begin(), posts.end(), [](const Post& a, const Post& b) {
        return std::tie(a.duty, a.unit, a.grid, a.id) < std::tie(b.duty, b.unit, b.grid, b.id);
    });
    return posts;
}

} // namespace

std::int64_t minute_of_week(Instant at) {
    const auto moment = civil(at);
    const auto weekday = std::chrono::weekday(std::chrono::sys_days(moment.date)).iso_encoding();
    return (static_cast<std::int64_t>(weekday) - 1) * 24 * 60 + moment.us_of_day / us_per_minute;
}

const Holder* Rights::Snapshot::open(PersonId person) const {
    const auto found = people.find(person);
    return found != people.end() && found->second.standing == Standing::open ? &found->second : nullptr;
}

std::optional<OnDuty> Rights::Snapshot::on_duty(Instant now) const {
    const auto minute = minute_of_week(now);
    for (const auto& shift : shifts)
        if (shift.covers(minute)) return OnDuty{shift.person, shift.deputy};
    return std::nullopt;
}

Actor Rights::Snapshot::actor_of(PersonId person, Instant now) const {
    Actor actor;
    const auto* holder = open(person);
    if (holder == nullptr) return actor;
    actor.kind = ActorKind::person;
    actor.person = person;
    for (const auto& post : holder->posts)
        if (post.holds_at(now)) actor.posts.push_back({post.id, post.duty, post.unit, post.grid});
    const auto duty = on_duty(now);
    if (duty && (duty->person == person || duty->deputy == person))
        actor.posts.push_back({id_as<PostId>(duty_stream), Duty::duty_officer, {}, {}});
    if (!actor.posts.empty()) actor.acting_post = actor.posts.front().id;
    return actor;
}

std::vector<PersonId> Rights::Snapshot::holders(Duty duty, const Code& unit, const Code& grid,
                                                Instant now) const {
    std::vector<PersonId> found;
    for (const auto& [person, holder] : people)
        if (actor_of(person, now).covers(duty, unit, grid)) found.push_back(person);
    std::sort(found.begin(), found.end());
    return found;
}

bool Rights::Snapshot::keeps_rights(const Actor& actor, Instant now) const {
    if (actor.has(Duty::security_administrator)) return true;
    return actor.has(Duty::administrator) && holders(Duty::security_administrator, {}, {}, now).empty();
}

std::shared_ptr<const Rights::Snapshot> Rights::snapshot() const {
    const std::lock_guard lock(mutex_);
    return now_;
}

void Rights::swap(std::shared_ptr<const Snapshot> next) {
    const std::lock_guard lock(mutex_);
    now_ = std::move(next);
}

Result<void> Rights::load(sql::Session& session, const Code& subdistrict) {
    auto next = std::make_shared<Snapshot>();
    GEZHI_TRY(accounts, session.rows<AccountRow>(
                            "SELECT person, login, standing, language, epoch, second_factor, version "
                            "FROM {account_row} WHERE subdistrict = :s",
                            {{"s", subdistrict}}));
    for (const auto& row : accounts)
        next->people[row.person] = {row.login,   row.language, row.standing,     row.epoch,
                                    row.version, {},           row.second_factor};
    GEZHI_TRY(posts, session.rows<PostRow>("SELECT person, post, duty, unit, grid, valid_from, valid_until "
                                           "FROM {post_row} WHERE subdistrict = :s ORDER BY person, post",
                                           {{"s", subdistrict}}));
    for (const auto& row : posts)
        next->people[row.person].posts.push_back(
            {row.post, row.duty, row.unit, row.grid, row.valid_from, row.valid_until});
    for (auto& [person, holder] : next->people) holder.posts = in_order(std::move(holder.posts));
    GEZHI_TRY(shifts, session.rows<ShiftRow>("SELECT starts, minutes, person, deputy FROM {duty_shift} "
                                             "WHERE subdistrict = :s ORDER BY starts",
                                             {{"s", subdistrict}}));
    for (const auto& row : shifts)
        next->shifts.push_back({{row.starts},
                                {row.minutes},
                                row.person,
                                row.deputy.empty() ? std::nullopt : std::optional<PersonId>(row.deputy)});
    swap(std::move(next));
    return {};
}

// Commits come one at a time and in order, so copy and swap needs no second lock. A street has some hundred
// accounts, and they seldom change.
void Rights::apply(const State& after) {
    auto next = std::make_shared<Snapshot>(*snapshot());
    if (after.standing == Standing::none) {
        next->shifts = after.shifts;
    } else {
        next->people[after.person] = {after.login,   after.language,        after.standing,     after.epoch,
                                      after.version, in_order(after.posts), after.second_factor};
    }
    swap(std::move(next));
}

} // namespace gezhi::people
