#pragma once
// Saved filters on the wire.

#include "json/json.hpp"
#include "modules/casework/saved_filters.hpp"
#include "modules/casework/wire.hpp"

namespace gezhi::casework::wire {

constexpr std::size_t filter_query_max = 400;

struct SavedFilter {
    SavedFilterId id{};
    std::string name{};
    std::string query{};
    Duty duty{Duty::desk};
    std::optional<Code> unit{};
    std::optional<Code> grid{};
    bool mine{false}; // the reader saved it
};
BOOST_DESCRIBE_STRUCT(SavedFilter, (), (id, name, query, duty, unit, grid, mine))

struct SavedFilters {
    std::vector<SavedFilter> items{};
};
BOOST_DESCRIBE_STRUCT(SavedFilters, (), (items))

struct SaveFilter {
    Text<casework::SavedFilters::name_characters_max> name{};
    Text<filter_query_max> query{};
    std::optional<PostId> post{}; // none: the first one held
};
BOOST_DESCRIBE_STRUCT(SaveFilter, (), (name, query, post))

struct SavedId {
    SavedFilterId id{};
};
BOOST_DESCRIBE_STRUCT(SavedId, (), (id))

} // namespace gezhi::casework::wire
