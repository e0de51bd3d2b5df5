#pragma once
// In which grid a point lies, for the hot path: a planar raster whose cells hold one reference grid and the
// few border edges that cross them. Built once from grids that share their borders vertex by vertex, then
// immutable; any thread may ask. Promises that every point inside lies in exactly one grid, also on borders
// and vertices (a point on a border counts as a hair to the east and then north of it), the same way every
// time, in whole-number arithmetic. A layer whose grids overlap or cross is refused when built.

#include "geo/region.hpp"

#include <cstdint>
#include <vector>

namespace gezhi::geo {

namespace rules {
inline constexpr Rule layer_overlaps{"geo/layer-overlaps", Kind::invalid,
                                     "Two grids of one layer overlap or their borders cross"};
inline constexpr Rule layer_empty{"geo/layer-empty", Kind::invalid, "The layer has no grid"};
} // namespace rules

class Locator {
public:
    static constexpr std::uint32_t nowhere = 0xFFFFFFFF;

    struct Nearest {
        std::uint32_t grid{nowhere};
        double distance_m{0}; // 0 inside
    };

    Locator() = default; // of no grid: everything is nowhere

    // Each grid as valid_region() or prove() gives it; answers are indexes into this list.
    static Result<Locator> make(const std::vector<Multipolygon>& grids);

    std::uint32_t find(Point at) const;
    Nearest nearest(Point at) const; // the grid itself for a point inside

    std::size_t size() const { return grids_; }

    std::size_t bytes() const;

private:
    friend class Raster; // builds it

    struct Edge { // from its lower to its higher end
        Point low{};
        Point high{};
        std::uint32_t change{0}; // what crossing it does to the grid, by xor
    };

    struct Cell {
        std::uint32_t first{0};     // of edges_; the next cell's first ends the list
        std::uint32_t reference{0}; // grid + 1 just beside the cell's south-west corner, 0 for nowhere
    };

    std::uint32_t crossed(std::size_t cell, Point corner, Point at) const;

    Point corner_{}; // south-west of everything
    std::uint32_t width_{0};
    std::uint32_t height_{0};
    std::uint32_t shift_lon_{0}; // a cell is 2^shift units wide
    std::uint32_t shift_lat_{0};
    std::uint32_t columns_{0};
    std::vector<Cell> cells_{}; // by rows, and one more for the end
    std::vector<Edge> edges_{};
    std::vector<Edge> rim_{}; // edges with a grid on one side only; change is that grid + 1
    std::size_t grids_{0};
};

} // namespace gezhi::geo
