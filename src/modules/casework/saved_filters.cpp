#include "modules/casework/saved_filters.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

// Whether both are the same work: duty, unit and grid.
bool same_work(const SavedFilterRow& row, const PostHeld& post) {
    return row.duty == post.duty && row.unit == post.unit && row.grid == post.grid;
}

Result<PostHeld> post_of(const Actor& actor, PostId wanted) {
    for (const auto& post : actor.posts)
        if (wanted.empty() || post.id == wanted) return post;
    return refuse(rules::not_your_post);
}

} // namespace

Result<void> create_side_tables(sql::Database& database) {
    return database.on_writer([](sql::Session& session) -> Result<void> {
        const auto& table = sql::table_of<SavedFilterRow>();
        GEZHI_CHECK(session.execute(table.create_text(session.dialect() == sql::Dialect::postgresql)));
        const auto indexes = table.index_texts();
        for (const auto& text : indexes) GEZHI_CHECK(session.execute(text));
        return {};
    });
}

Result<std::vector<SavedFilterRow>> SavedFilters::of_post(const PostHeld& post) const {
    return engine_.database().read([&](sql::Session& session) {
        return session.rows<SavedFilterRow>(
            "SELECT id, duty, unit, grid, name, query, saved_by, at FROM saved_filter WHERE subdistrict = :s "
            "AND duty = :d AND unit = :u AND grid = :g ORDER BY name, id",
            {{"s", engine_.subdistrict()},
             {"d", std::string(json::enum_name(post.duty))},
             {"u", post.unit},
             {"g", post.grid}});
    });
}

Result<void> SavedFilters::write(engine::Sides sides) const {
    engine::Task task;
    task.sides = std::move(sides);
    GEZHI_CHECK(engine_.ask_and_wait(std::move(task)));
    return {};
}

Result<std::vector<SavedFilterRow>> SavedFilters::list(const Actor& actor) const {
    std::vector<SavedFilterRow> all;
    for (std::size_t i = 0; i < actor.posts.size(); ++i) {
        const auto& post = actor.posts[i];
        const auto again =
            std::any_of(all.begin(), all.end(), [&](const auto& row) { return same_work(row, post); });
        if (again) continue;
        GEZHI_TRY(found, of_post(post));
        all.insert(all.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    return all;
}

Result<SavedFilterId> SavedFilters::save(const Actor& actor, const Given& given) const {
    GEZHI_TRY(post, post_of(actor, given.post));
    const auto name = std::string(trim(given.name));
    GEZHI_TRY(known, of_post(post));
    const auto taken =
        std::any_of(known.begin(), known.end(), [&](const auto& row) { return row.name == name; });
    if (name.empty() || count_code_points(name) > name_characters_max || taken)
        return refuse(rules::filter_name, {}, {{"/name", std::string(rules::filter_name.code)}});
    if (known.size() >= per_post_max) return refuse(rules::too_many_filters, {{"max", number(per_post_max)}});
    const SavedFilterRow row{engine_.mint().id<SavedFilterId>(),
                             post.duty,
                             post.unit,
                             post.grid,
                             name,
                             std::string(given.query),
                             actor.person,
                             engine_.clock().now()};
    engine::Sides sides;
    sides.put(row);
    GEZHI_CHECK(write(std::move(sides)));
    return row.id;
}

Result<void> SavedFilters::drop(const Actor& actor, SavedFilterId id) const {
    GEZHI_TRY(all, list(actor));
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& row) { return row.id == id; });
    if (found == all.end()) return refuse(rules::no_such_filter);
    engine::Sides sides;
    sides.erase(*found);
    return write(std::move(sides));
}

} // namespace gezhi::casework
