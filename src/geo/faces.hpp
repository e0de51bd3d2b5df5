#pragma once
// The faces that dividing lines cut out of a boundary, and how long they border on each other. Strips
// narrower than sliver_width_m (a road drawn a little beside the boundary it runs along) go to the neighbour
// with the longest common border. Faces tile the boundary: no two overlap, none is missing.

#include "geo/partition.hpp"

#include <map>

namespace gezhi::geo {

constexpr double sliver_width_m = 5;

struct CutFace {
    Polygon shape{};
    double area_m2{0};
    Point inner{};
};

struct Cut {
    std::vector<CutFace> faces{};
    std::vector<Note> slivers{};
};

Cut cut(const Multipolygon& boundary, const std::vector<Line>& lines, const Plane& plane);

// Metres of common border by pair of faces, the smaller index first.
using Borders = std::map<std::pair<std::size_t, std::size_t>, double>;
Borders borders_between(const std::vector<const Polygon*>& faces, const Plane& plane);

} // namespace gezhi::geo
