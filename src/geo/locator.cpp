#include "geo/locator.hpp"

#include "geo/exact.hpp"
#include "geo/raster.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gezhi::geo {

namespace {

std::uint32_t apart(std::int32_t high, std::int32_t low) {
    return static_cast<std::uint32_t>(high) - static_cast<std::uint32_t>(low); // wraps, so that less is much
}

double distance_to_edge_m(const Plane& plane, Point a, Point b) {
    const auto from = plane.metres(a);
    const auto to = plane.metres(b);
    const double dx = to.x - from.x;
    const double dy = to.y - from.y;
    const double t = std::clamp(-(from.x * dx + from.y * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    return std::hypot(from.x + t * dx, from.y + t * dy);
}

} // namespace

Result<Locator> Locator::make(const std::vector<Multipolygon>& grids) {
    return Raster(grids).build();
}

// From the corner straight north to the point's height, then straight east to the point: each edge crossed on
// the way changes the grid. All of them are in the cell's list, and every test is exact.
std::uint32_t Locator::crossed(std::size_t cell, Point corner, Point at) const {
    const Point turn{at.lat_e7, corner.lon_e7};
    std::uint32_t change = 0;
    for (std::uint32_t i = cells_[cell].first; i < cells_[cell + 1].first; ++i) {
        const auto& edge = edges_[i];
        const bool north = (edge.low.lon_e7 > corner.lon_e7) != (edge.high.lon_e7 > corner.lon_e7);
        const bool east = (edge.low.lat_e7 > at.lat_e7) != (edge.high.lat_e7 > at.lat_e7);
        if (!north && !east) continue;
        const bool side = left_of(edge.low, edge.high, turn);
        if (north && left_of(edge.low, edge.high, corner) != side) change ^= edge.change;
        if (east && left_of(edge.low, edge.high, at) != side) change ^= edge.change;
    }
    return change;
}

std::uint32_t Locator::find(Point at) const {
    const auto lon = apart(at.lon_e7, corner_.lon_e7);
    const auto lat = apart(at.lat_e7, corner_.lat_e7);
    if (lon >= width_ || lat >= height_) return nowhere;
    const auto column = lon >> shift_lon_;
    const auto row = lat >> shift_lat_;
    const std::size_t cell = std::size_t{row} * columns_ + column;
    std::uint32_t grid = cells_[cell].reference;
    if (cells_[cell].first != cells_[cell + 1].first) {
        const Point corner{corner_.lat_e7 + static_cast<std::int32_t>(row << shift_lat_),
                           corner_.lon_e7 + static_cast<std::int32_t>(column << shift_lon_)};
        grid ^= crossed(cell, corner, at);
    }
    return grid - 1; // 0, nowhere, becomes the greatest number
}

Locator::Nearest Locator::nearest(Point at) const {
    if (const auto grid = find(at); grid != nowhere) return {grid, 0};
    const Plane plane(at);
    Nearest best{nowhere, std::numeric_limits<double>::infinity()};
    for (const auto& edge : rim_) {
        const double metres = distance_to_edge_m(plane, edge.low, edge.high);
        if (metres < best.distance_m || (metres == best.distance_m && edge.change - 1 < best.grid))
            best = {edge.change - 1, metres};
    }
    return rim_.empty() ? Nearest{} : best;
}

std::size_t Locator::bytes() const {
    return cells_.capacity() * sizeof(Cell) + (edges_.capacity() + rim_.capacity()) * sizeof(Edge);
}

} // namespace gezhi::geo
