#pragma once
// Areas on the ground: rings, polygons with holes, multipolygons with islands, all of whole 1e-7 degrees, so
// that neighbours share their border vertex by vertex and every question about them is answered exactly.
// valid_region() takes what a file brings, drops closing and repeated vertices, turns the rings (outer ones
// counter-clockwise, holes clockwise) and refuses what is not an area, naming the place. Straight edges are
// straight in longitude and latitude, as GeoJSON has it. Never mends a border by itself.

#include "base/error.hpp"
#include "geo/point.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <vector>

namespace gezhi::geo {

namespace rules {
inline constexpr Rule region_empty{"geo/region-empty", Kind::invalid, "The area has no ring"};
inline constexpr Rule region_too_large{"geo/region-too-large", Kind::limit,
                                       "The area has too many vertices or spans more than two degrees"};
inline constexpr Rule ring_too_short{"geo/ring-too-short", Kind::invalid,
                                     "A ring needs three different vertices that are not in one line"};
inline constexpr Rule ring_crosses{"geo/ring-crosses", Kind::invalid,
                                   "The border crosses or touches itself at a place"};
inline constexpr Rule hole_outside{"geo/hole-outside", Kind::invalid,
                                   "A hole lies outside its polygon or inside another hole"};
inline constexpr Rule islands_overlap{"geo/islands-overlap", Kind::invalid,
                                      "Two parts of one area lie over each other"};
} // namespace rules

using Line = std::vector<Point>;
using Ring = std::vector<Point>; // the last vertex is joined to the first, which is not repeated

struct Polygon {
    Ring outer{};
    std::vector<Ring> holes{};

    bool operator==(const Polygon&) const = default;
};
BOOST_DESCRIBE_STRUCT(Polygon, (), (outer, holes))

using Multipolygon = std::vector<Polygon>;

struct Box {
    Point low{};  // south-west
    Point high{}; // north-east

    bool operator==(const Box&) const = default;
};

constexpr std::size_t vertices_max = 200'000;
constexpr std::int32_t span_e7_max = 20'000'000; // two degrees

Result<Multipolygon> valid_region(Multipolygon raw);

Box box_of(const Multipolygon& region); // of a region that is not empty
Box box_of(const Line& line);
Point middle(const Box& box);

// Half-open: of two areas that share a border exactly one holds a point on it.
bool holds(const Multipolygon& region, Point at);
// Signed, exact up to the last bit of a double: positive for counter-clockwise rings.
double area_m2(const Ring& ring, const Plane& plane);
double area_m2(const Polygon& polygon, const Plane& plane);
double area_m2(const Multipolygon& region, const Plane& plane);
// To the nearest border, from inside or outside.
double border_distance_m(const Multipolygon& region, Point at);
double length_m(const Line& line, const Plane& plane);

} // namespace gezhi::geo
