#pragma once
// Whole-number geometry that never rounds: on which side of an edge a point lies, and how often a closed line
// winds round it. A point counts as moved a hair to the east and a far smaller hair to the north, so that it
// never lies on an edge; of neighbours exactly one holds it. Right as long as two points are less than 2^30
// apart in each direction.

#include "geo/point.hpp"

#include <vector>

namespace gezhi::geo {

// Twice the area of a→b→p: positive when p lies left of a→b.
constexpr std::int64_t cross(Point a, Point b, Point p) {
    const std::int64_t bx = std::int64_t{b.lon_e7} - a.lon_e7;
    const std::int64_t by = std::int64_t{b.lat_e7} - a.lat_e7;
    const std::int64_t px = std::int64_t{p.lon_e7} - a.lon_e7;
    const std::int64_t py = std::int64_t{p.lat_e7} - a.lat_e7;
    return bx * py - by * px;
}

// Of the moved point; a and b differ.
constexpr bool left_of(Point a, Point b, Point p) {
    const auto side = cross(a, b, p);
    if (side != 0) return side > 0;
    if (a.lat_e7 != b.lat_e7) return a.lat_e7 > b.lat_e7; // a hair to the east
    return b.lon_e7 > a.lon_e7;                           // a hair to the north
}

// How often the edge a→b winds round p as seen on the ray from p to the west: 1, 0 or -1.
constexpr int winds(Point a, Point b, Point p) {
    const bool above = a.lat_e7 > p.lat_e7;
    if (above == (b.lat_e7 > p.lat_e7)) return 0;
    if (above) return left_of(a, b, p) ? 1 : 0; // downwards, west of p
    return left_of(a, b, p) ? 0 : -1;           // upwards, west of p
}

// Round a line whose last vertex is joined to its first: 1 inside a counter-clockwise ring, -1 inside a
// clockwise one.
inline int winding(const std::vector<Point>& ring, Point p) {
    int sum = 0;
    for (std::size_t i = 0; i < ring.size(); ++i)
        sum += winds(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1], p);
    return sum;
}

constexpr bool within(std::int32_t a, std::int32_t b, std::int32_t x) {
    return a < b ? a <= x && x <= b : b <= x && x <= a;
}

// Does p, which lies in one line with a and b, lie between them?
constexpr bool between(Point a, Point b, Point p) {
    return within(a.lon_e7, b.lon_e7, p.lon_e7) && within(a.lat_e7, b.lat_e7, p.lat_e7);
}

constexpr int sign(std::int64_t value) {
    return (value > 0 ? 1 : 0) - (value < 0 ? 1 : 0);
}

// Have the closed segments a–b and c–d a point in common?
constexpr bool meet(Point a, Point b, Point c, Point d) {
    const int abc = sign(cross(a, b, c));
    const int abd = sign(cross(a, b, d));
    const int cda = sign(cross(c, d, a));
    const int cdb = sign(cross(c, d, b));
    if (abc * abd < 0 && cda * cdb < 0) return true;
    return (abc == 0 && between(a, b, c)) || (abd == 0 && between(a, b, d)) ||
           (cda == 0 && between(c, d, a)) || (cdb == 0 && between(c, d, b));
}

} // namespace gezhi::geo
