#include "modules/people/superfluous.hpp"

namespace gezhi::people {

Result<std::vector<SuperfluousRow>> Superfluous::all() {
    return engine_.database().read([&](sql::Session& session) {
        return session.rows<SuperfluousRow>(
            "SELECT page, step, n FROM superfluous WHERE subdistrict = :s ORDER BY n DESC, page, step",
            {{"s", engine_.subdistrict()}});
    });
}

Result<void> Superfluous::count(const Code& page, const Code& step) {
    const std::lock_guard lock(mutex_); // read and write belong together
    GEZHI_TRY(rows, all());
    SuperfluousRow row{page, step, 1};
    bool known = false;
    for (const auto& one : rows)
        if (one.page == page && one.step == step) {
            row.n = one.n + 1;
            known = true;
        }
    if (!known && rows.size() >= rows_max) return refuse(rules::too_many_steps);
    engine::Task task;
    task.sides.put(row);
    GEZHI_CHECK(engine_.ask_and_wait(std::move(task)));
    return {};
}

} // namespace gezhi::people
