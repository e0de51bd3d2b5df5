#pragma once
// What GEOS does for us, behind a header that does not know it: is an area valid, which faces do lines cut
// out, which area do faces make together, where is a face wide. Everything goes in and comes out as whole
// 1e-7 degrees; lines are noded by snap rounding to that grid, so faces that meet share their vertices.

#include "geo/region.hpp"

#include <optional>

namespace gezhi::geo {

enum class FlawKind : std::uint8_t { crosses, hole_outside };

struct Flaw {
    FlawKind kind{FlawKind::crosses};
    Point at{};
};

std::optional<Flaw> flaw_of(const Multipolygon& region); // rings of three vertices or more, not empty
// Rings closed by repeating the first vertex, roads open; all the faces between them, outer rings
// counter-clockwise.
std::vector<Polygon> faces_between(const std::vector<Line>& lines);
// Of faces that meet vertex by vertex and do not overlap; keeps every vertex of the outline.
Multipolygon united(const std::vector<Polygon>& faces);
// Well inside: about the centre of the widest circle.
Point inner_point(const Polygon& face);

// Outer ring counter-clockwise, holes clockwise, each beginning at its south-westernmost vertex.
Polygon turned(Polygon polygon);

} // namespace gezhi::geo
