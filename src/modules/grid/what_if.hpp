#pragma once
// What would move if other rules were adopted: areas, places and cases that change their grid. Areas are
// measured by laying a fine net of points over the street, so that it also works when roads or boundary were
// drawn anew; good to a thousandth of the street. Changes nothing.

#include "geo/partition.hpp"
#include "modules/grid/ground.hpp"

namespace gezhi::grid {

// Where a case lies; the exact place never leaves the server.
struct CaseSpot {
    geo::Point at{};
    bool open{true};
};

struct Move {
    std::optional<Code> from{}; // none: no grid
    std::optional<Code> to{};
    std::int64_t cases_open{0};
    std::int64_t cases_total{0};
    double area_km2{0};
};
BOOST_DESCRIBE_STRUCT(Move, (), (from, to, cases_open, cases_total, area_km2))

struct WhatIf {
    std::vector<Move> moves{}; // the largest area first
    std::int64_t places_moved{0};
};
BOOST_DESCRIBE_STRUCT(WhatIf, (), (moves, places_moved))

Result<WhatIf> what_if(const GroundView& ground, const geo::Proof& proof, const std::vector<CaseSpot>& cases);

} // namespace gezhi::grid
