#pragma once
// Filters of the list that a post keeps: whoever holds a post of the same duty, unit and grid finds, uses and
// drops them. A side table: they are a convenience of the office, no fact about a case.

#include "engine/engine.hpp"
#include "modules/people/query.hpp"

namespace gezhi::casework {

using SavedFilterId = Id<struct saved_filter_tag>;

struct SavedFilterRow {
    static constexpr std::string_view table = "saved_filter";
    static constexpr std::array<std::string_view, 1> key{"id"};
    static constexpr std::array<sql::Index, 1> indexes{{{"saved_filter_by_post", "duty, unit, grid"}}};
    SavedFilterId id{};
    Duty duty{Duty::desk};
    Code unit{};
    Code grid{};
    std::string name{};
    std::string query{}; // as it stands behind the question mark of the list
    PersonId saved_by{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(SavedFilterRow, (), (id, duty, unit, grid, name, query, saved_by, at))

namespace rules {
inline constexpr Rule filter_name{"casework/filter-name", Kind::invalid,
                                  "A saved filter has a name of its own of at most forty characters"};
inline constexpr Rule filter_query{"casework/filter-query", Kind::invalid,
                                   "A saved filter holds filters of the list and nothing else"};
inline constexpr Rule too_many_filters{"casework/too-many-filters", Kind::limit,
                                       "The post has as many saved filters as there can be"};
inline constexpr Rule no_such_filter{"casework/no-such-filter", Kind::missing,
                                     "None of the reader's posts has such a saved filter"};
inline constexpr Rule not_your_post{"casework/not-your-post", Kind::denied,
                                    "A filter is saved for a post that one holds"};
} // namespace rules

class SavedFilters {
public:
    explicit SavedFilters(engine::Engine& engine) : engine_(engine) {}

    Result<std::vector<SavedFilterRow>> list(const Actor& actor) const; // of all posts held, by name

    struct Given {
        PostId post{}; // empty: the first one held
        std::string_view name{};
        std::string_view query{};
    };

    Result<SavedFilterId> save(const Actor& actor, const Given& given) const;
    Result<void> drop(const Actor& actor, SavedFilterId id) const;

    static constexpr std::size_t per_post_max = 30;
    static constexpr std::size_t name_characters_max = 40;

private:
    Result<std::vector<SavedFilterRow>> of_post(const PostHeld& post) const;
    Result<void> write(engine::Sides sides) const;

    engine::Engine& engine_;
};

// Makes the side table; before Engine::open().
Result<void> create_side_tables(sql::Database& database);

} // namespace gezhi::casework
