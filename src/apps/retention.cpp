#include "apps/retention.hpp"

#include "modules/casework/erase.hpp"

namespace gezhi::apps {

namespace {

constexpr std::string_view old_access_text =
    "SELECT hour, actor, subject, purpose, first, last, count FROM access WHERE subdistrict = :s "
    "AND hour < :h ORDER BY hour, actor, subject, purpose LIMIT :n";

std::optional<std::int64_t> access_hour(House& house) {
    const auto days = house.books->current()->index.playbook().retention.access_days.value;
    if (days <= 0) return std::nullopt;
    return (house.clock.now() - std::chrono::hours(24 * days)).us / us_per_hour;
}

Result<std::vector<engine::AccessRow>> old_access(House& house) {
    const auto hour = access_hour(house);
    if (!hour) return std::vector<engine::AccessRow>{};
    return house.database->read([&](sql::Session& session) {
        return session.rows<engine::AccessRow>(
            old_access_text, {{"s", house.engine.subdistrict()}, {"h", *hour}, {"n", retained_at_once}});
    });
}

Result<std::vector<casework::OverTime>> cases_over(House& house) {
    const auto cut =
        casework::retention_cut(house.books->current()->index.playbook().retention, house.clock.now());
    return house.database->read([&](sql::Session& session) {
        return casework::over_time(session, house.engine.subdistrict(), cut, retained_at_once);
    });
}

Actor retention() {
    Actor actor;
    actor.kind = ActorKind::flow;
    actor.flow = Code{std::string(casework::retention_flow)};
    return actor;
}

} // namespace

Result<RetentionPlan> retention_plan(House& house) {
    GEZHI_TRY(cases, cases_over(house));
    GEZHI_TRY(lines, old_access(house));
    return RetentionPlan{std::move(cases), static_cast<std::int64_t>(lines.size())};
}

Result<std::int64_t> retain(House& house) {
    GEZHI_TRY(cases, cases_over(house));
    GEZHI_TRY(lines, old_access(house));
    const auto door = house.case_door();
    std::int64_t gone = 0;
    for (const auto& one : cases) {
        const auto erased = casework::erase(door, retention(), one.id,
                                            {casework::EraseReason::period_over, one.contact_only});
        if (!erased && erased.error().rule->kind >= Kind::unavailable) return refuse(erased.error());
        if (erased) ++gone;
    }
    if (!lines.empty()) {
        engine::Task task;
        for (const auto& line : lines) task.sides.erase(line);
        GEZHI_CHECK(house.engine.ask_and_wait(std::move(task)));
    }
    return gone + static_cast<std::int64_t>(lines.size());
}

} // namespace gezhi::apps
