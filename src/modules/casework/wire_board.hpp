#pragma once
// What the board and the search answer. Every figure of a board is the length of a list that can be opened
// with the same filter.

#include "modules/casework/board.hpp"
#include "modules/casework/search.hpp"
#include "modules/casework/wire.hpp"

namespace gezhi::casework::wire {

struct Found {
    Case item{};
    std::vector<Code> where{}; // kind of text, address, place, class, unit, grid, number
    std::string snippet{};
    std::vector<Mark> marks{};
};
BOOST_DESCRIBE_STRUCT(Found, (), (item, where, snippet, marks))

struct FoundList {
    std::vector<Found> items{};
    std::optional<std::int64_t> next{};
};
BOOST_DESCRIBE_STRUCT(FoundList, (), (items, next))

struct Group {
    std::string code{}; // "-": the cases without
    std::string name{};
    Tally tally{};
};
BOOST_DESCRIBE_STRUCT(Group, (), (code, name, tally))

struct DayCount {
    std::string day{};
    std::int64_t reported{0};
    std::int64_t closed{0};
};
BOOST_DESCRIBE_STRUCT(DayCount, (), (day, reported, closed))

struct HourCount {
    std::int64_t hour{0};
    std::int64_t reported{0};
    double usual{0}; // the mean of the last four such weekdays
};
BOOST_DESCRIBE_STRUCT(HourCount, (), (hour, reported, usual))

struct Board {
    Instant now{};
    std::string today{};
    std::string from{};
    std::string to{};
    Tally all{};
    std::vector<Group> groups{};
    std::optional<Tally> rest{}; // of the groups beyond the longest list
    std::vector<DayCount> days{};
    std::vector<HourCount> hours{};
    std::int64_t head{0};
};
BOOST_DESCRIBE_STRUCT(Board, (), (now, today, from, to, all, groups, rest, days, hours, head))

} // namespace gezhi::casework::wire
