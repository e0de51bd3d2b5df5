#pragma once
// State to read rows: which versions of rules and calendar there were, which years are imported, what was
// suspended. The content itself is read from the log. Pure; a changed row needs a new revision.

#include "engine/rows.hpp"
#include "modules/playbook/state.hpp"

#include <array>

namespace gezhi::playbook {

// `of`: rules or calendar; `parts`: what this version changed, "catalogue limits".
struct AdoptionRow {
    static constexpr std::string_view table = "playbook_version";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 2> key{"of", "version"};
    Code of{};
    Code version{};
    Instant at{};
    std::string parts{};
};
BOOST_DESCRIBE_STRUCT(AdoptionRow, (), (of, version, at, parts))

struct CalendarYearRow {
    static constexpr std::string_view table = "calendar_year";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"year"};
    std::int64_t year{0};
    std::int64_t off_days{0};
    std::int64_t worked_weekend_days{0};
    std::string source{};
    std::string certainty{};
};
BOOST_DESCRIBE_STRUCT(CalendarYearRow, (), (year, off_days, worked_weekend_days, source, certainty))

struct SuspensionRow {
    static constexpr std::string_view table = "calendar_suspension";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 2> key{"begins", "ends"};
    Instant begins{};
    Instant ends{};
    std::string document{};
};
BOOST_DESCRIBE_STRUCT(SuspensionRow, (), (begins, ends, document))

void view(const State& state, engine::RowSet& rows);

} // namespace gezhi::playbook
