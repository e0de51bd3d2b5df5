#pragma once
// What would move if other rules were adopted: areas, places, cases and the weekly work that change their
// grid, and what each grid would have to carry. Areas are measured by laying a fine net of points over the
// street, so that it also works when roads or boundary were drawn anew; good to a thousandth of the street.
// Changes nothing: cases that were reported keep the grid of their day.

#include "geo/partition.hpp"
#include "modules/grid/ground.hpp"

namespace gezhi::grid {

// Where a case lies; the exact place never leaves the server.
struct CaseSpot {
    geo::Point at{};
    bool open{true};
    Code number{}; // empty: not to be named
    Instant reported_at{};
};

// The work of a place is what was reported there in the last quarter of a year, by the week.
constexpr std::int64_t work_weeks = 13;
// So many of each are named one by one; all are counted.
constexpr std::size_t named_max = 24;

struct Moved { // a place: a door, a lamp, a committee
    Code code{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Moved, (), (code, name))

struct Move {
    std::optional<Code> from{}; // none: no grid
    std::optional<Code> to{};
    std::int64_t cases_open{0};
    std::int64_t cases_total{0};
    double cases_a_week{0};
    double area_km2{0};
    std::vector<Code> open_cases{}; // numbers, the latest first
    std::int64_t places{0};
    std::vector<Moved> named_places{};
};
BOOST_DESCRIBE_STRUCT(Move, (),
                      (from, to, cases_open, cases_total, cases_a_week, area_km2, open_cases, places,
                       named_places))

// What lies in one grid, as it is and as it would be.
struct Load {
    Code grid{};
    std::int64_t open_now{0};
    std::int64_t open_then{0};
    double week_now{0};
    double week_then{0};
    std::int64_t places_now{0};
    std::int64_t places_then{0};
};
BOOST_DESCRIBE_STRUCT(Load, (),
                      (grid, open_now, open_then, week_now, week_then, places_now, places_then))

struct WhatIf {
    std::vector<Move> moves{}; // the largest area first
    std::vector<Load> loads{}; // by the grid's code
    std::int64_t places_moved{0};
    double cases_a_week_moved{0};
};
BOOST_DESCRIBE_STRUCT(WhatIf, (), (moves, loads, places_moved, cases_a_week_moved))

// `now` ends the quarter that the work is counted over.
Result<WhatIf> what_if(const GroundView& ground, const geo::Proof& proof, std::vector<CaseSpot> cases,
                       Instant now);

} // namespace gezhi::grid
