#include "geo/raster.hpp"

#include "geo/exact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace gezhi::geo {

namespace {

constexpr std::size_t cells_per_grid = 64;
constexpr std::size_t cells_per_edge = 2;
constexpr std::size_t cells_min = 1024;
constexpr std::size_t cells_max = 8'000'000;

Unexpected<Error> overlap_at(Point at) {
    return refuse(rules::layer_overlaps,
                  {{"lat", fmt::format("{:.6f}", at.lat())}, {"lon", fmt::format("{:.6f}", at.lon())}});
}

// Half turns counted from just north of due east: an edge due east comes last.
bool lower_half(Point from, Point to) {
    return to.lat_e7 < from.lat_e7 || (to.lat_e7 == from.lat_e7 && to.lon_e7 > from.lon_e7);
}

// Do two different edges share more than an end?
bool clash(Point a, Point b, Point c, Point d) {
    if (!meet(a, b, c, d)) return false;
    const bool share = a == c || a == d || b == c || b == d;
    if (!share) return true;
    const auto inside = [](Point p, Point q, Point x) {
        return x != p && x != q && cross(p, q, x) == 0 && between(p, q, x);
    };
    return inside(a, b, c) || inside(a, b, d) || inside(c, d, a) || inside(c, d, b);
}

} // namespace

Result<Locator> Raster::build() {
    if (grids_.empty()) return refuse(rules::layer_empty);
    GEZHI_CHECK(collect());
    lay_out();
    fill();
    refer();
    GEZHI_CHECK(check_cells());
    GEZHI_CHECK(check_vertices());
    return std::move(made_);
}

Result<void> Raster::collect() {
    std::vector<Border> sides;
    for (std::size_t grid = 0; grid < grids_.size(); ++grid) {
        if (grids_[grid].empty()) return refuse(rules::region_empty);
        const auto mark = static_cast<std::uint32_t>(grid) + 1;
        const auto ring = [&](const Ring& one) {
            for (std::size_t i = 0; i < one.size(); ++i) {
                const Point a = one[i];
                const Point b = one[i + 1 == one.size() ? 0 : i + 1];
                sides.push_back(a < b ? Border{a, b, mark, 0} : Border{b, a, 0, mark});
            }
        };
        for (const auto& polygon : grids_[grid]) {
            ring(polygon.outer);
            for (const auto& hole : polygon.holes) ring(hole);
        }
    }
    made_.grids_ = grids_.size();
    return join_sides(std::move(sides));
}

// The two sides of a common border become one edge; a border between two parts of one grid is none.
Result<void> Raster::join_sides(std::vector<Border> sides) {
    std::ranges::sort(sides, {},
                      [](const Border& side) { return std::tuple(side.low, side.high, side.left); });
    for (std::size_t i = 0; i < sides.size(); ++i) {
        Border border = sides[i];
        while (i + 1 < sides.size() && sides[i + 1].low == border.low && sides[i + 1].high == border.high) {
            const auto& other = sides[++i];
            if ((other.left != 0 && border.left != 0) || (other.right != 0 && border.right != 0))
                return overlap_at(border.low);
            border.left |= other.left;
            border.right |= other.right;
        }
        if (border.left == border.right) continue;
        borders_.push_back(border);
        if (border.left == 0 || border.right == 0)
            made_.rim_.push_back({border.low, border.high, border.left | border.right});
    }
    return {};
}

void Raster::lay_out() {
    Box box = box_of(grids_.front());
    for (const auto& grid : grids_) {
        const Box one = box_of(grid);
        box = box_of(Line{box.low, box.high, one.low, one.high});
    }
    made_.corner_ = {box.low.lat_e7 - 1, box.low.lon_e7 - 1};
    made_.width_ = static_cast<std::uint32_t>(std::int64_t{box.high.lon_e7} - made_.corner_.lon_e7 + 1);
    made_.height_ = static_cast<std::uint32_t>(std::int64_t{box.high.lat_e7} - made_.corner_.lat_e7 + 1);
    const auto wanted = std::clamp(std::max(cells_per_grid * grids_.size(), cells_per_edge * borders_.size()),
                                   cells_min, cells_max);
    const auto count = [&](std::uint32_t lon, std::uint32_t lat) {
        return std::size_t{(made_.width_ >> lon) + 1} * ((made_.height_ >> lat) + 1);
    };
    std::uint32_t shift = 0;
    while (count(shift, shift) > wanted) ++shift;
    made_.shift_lon_ = made_.shift_lat_ = shift;
    if (shift > 0 && count(shift, shift - 1) <= wanted) --made_.shift_lat_;
    made_.columns_ = (made_.width_ >> made_.shift_lon_) + 1;
    rows_ = (made_.height_ >> made_.shift_lat_) + 1;
}

// Row by row, the columns between the edge's ends in that row, with room for rounding.
template <class Each>
void Raster::cells_of(const Border& border, Each each) const {
    const Point corner = made_.corner_;
    const std::int64_t y0 = std::int64_t{border.low.lat_e7} - corner.lat_e7;
    const std::int64_t y1 = std::int64_t{border.high.lat_e7} - corner.lat_e7;
    const double x0 = static_cast<double>(border.low.lon_e7) - corner.lon_e7;
    const double x1 = static_cast<double>(border.high.lon_e7) - corner.lon_e7;
    const auto at = [&](std::int64_t y) {
        if (y0 == y1) return x1;
        return x0 + (x1 - x0) * (static_cast<double>(y - y0) / static_cast<double>(y1 - y0));
    };
    constexpr double room = 2;
    for (std::int64_t row = y0 >> made_.shift_lat_; row <= y1 >> made_.shift_lat_; ++row) {
        const double from = y0 == y1 ? x0 : at(std::max(y0, row << made_.shift_lat_));
        const double to = at(std::min(y1, (row + 1) << made_.shift_lat_));
        const auto first =
            static_cast<std::int64_t>(std::max(0.0, std::min(from, to) - room)) >> made_.shift_lon_;
        const auto last = std::min(static_cast<std::int64_t>(std::max(from, to) + room) >> made_.shift_lon_,
                                   std::int64_t{made_.columns_} - 1);
        for (auto column = first; column <= last; ++column)
            each(static_cast<std::size_t>(row * made_.columns_ + column));
    }
}

void Raster::fill() {
    auto& cells = made_.cells_;
    cells.assign(std::size_t{rows_} * made_.columns_ + 1, {});
    for (const auto& border : borders_) cells_of(border, [&](std::size_t cell) { ++cells[cell + 1].first; });
    for (std::size_t i = 1; i < cells.size(); ++i) cells[i].first += cells[i - 1].first;
    made_.edges_.resize(cells.back().first);
    std::vector<std::uint32_t> next;
    next.reserve(cells.size());
    for (const auto& cell : cells) next.push_back(cell.first);
    for (const auto& border : borders_)
        cells_of(border, [&](std::size_t cell) {
            made_.edges_[next[cell]++] = {border.low, border.high, border.left ^ border.right};
        });
}

// West of everything is nowhere; a cell's reference is the grid at the end of the walk along the last one.
void Raster::refer() {
    for (std::uint32_t row = 0; row < rows_; ++row) {
        Point corner{made_.corner_.lat_e7 + static_cast<std::int32_t>(row << made_.shift_lat_),
                     made_.corner_.lon_e7};
        std::uint32_t grid = 0;
        for (std::uint32_t column = 0; column < made_.columns_; ++column) {
            const std::size_t cell = std::size_t{row} * made_.columns_ + column;
            made_.cells_[cell].reference = grid;
            const Point next{corner.lat_e7, corner.lon_e7 + (std::int32_t{1} << made_.shift_lon_)};
            grid ^= made_.crossed(cell, corner, next);
            corner = next;
        }
    }
}

Result<void> Raster::check_cells() const {
    std::vector<Locator::Edge> edges;
    for (std::size_t cell = 0; cell + 1 < made_.cells_.size(); ++cell) GEZHI_CHECK(check_cell(cell, edges));
    return {};
}

// From west to east, each edge against those that begin before it ends.
Result<void> Raster::check_cell(std::size_t cell, std::vector<Locator::Edge>& edges) const {
    const auto west = [](const Locator::Edge& edge) { return std::min(edge.low.lon_e7, edge.high.lon_e7); };
    edges.assign(made_.edges_.begin() + made_.cells_[cell].first,
                 made_.edges_.begin() + made_.cells_[cell + 1].first);
    std::ranges::sort(edges, {}, west);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto east = std::max(edges[i].low.lon_e7, edges[i].high.lon_e7);
        for (std::size_t k = i + 1; k < edges.size() && west(edges[k]) <= east; ++k)
            if (clash(edges[i].low, edges[i].high, edges[k].low, edges[k].high))
                return overlap_at(edges[k].low);
    }
    return {};
}

Result<void> Raster::check_vertices() const {
    std::vector<Spoke> spokes;
    spokes.reserve(2 * borders_.size());
    for (const auto& border : borders_) {
        spokes.push_back({border.low, border.high, border.left, border.right});
        spokes.push_back({border.high, border.low, border.right, border.left});
    }
    std::ranges::sort(spokes, [](const Spoke& a, const Spoke& b) {
        if (a.from != b.from) return a.from < b.from;
        const bool lower = lower_half(a.from, a.to);
        if (lower != lower_half(b.from, b.to)) return !lower;
        return cross(a.from, a.to, b.to) > 0;
    });
    for (std::size_t i = 0; i < spokes.size();) {
        std::size_t end = i;
        while (end < spokes.size() && spokes[end].from == spokes[i].from) ++end;
        bool right = made_.find(spokes[i].from) + 1 == spokes[i].right;
        for (std::size_t k = i; k < end; ++k)
            right = right && spokes[k].left == spokes[k + 1 == end ? i : k + 1].right;
        if (!right) return overlap_at(spokes[i].from);
        i = end;
    }
    return {};
}

} // namespace gezhi::geo
