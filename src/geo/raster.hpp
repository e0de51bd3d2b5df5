#pragma once
// Builds a Locator: common borders become one edge each, edges go to the cells they touch, references are
// carried from cell to cell along each row, and then the whole layer is checked: edges meet only at their
// ends, and round every vertex the grids follow each other as the edges say and as the locator answers.
// What passes is a layer in which no two grids overlap. Inside of geo.

#include "geo/locator.hpp"

namespace gezhi::geo {

class Raster {
public:
    explicit Raster(const std::vector<Multipolygon>& grids) : grids_(grids) {}

    Result<Locator> build();

private:
    struct Border { // grid + 1 on either side of low→high, 0 for none
        Point low{};
        Point high{};
        std::uint32_t left{0};
        std::uint32_t right{0};
    };

    struct Spoke { // an edge as seen from one end
        Point from{};
        Point to{};
        std::uint32_t left{0};
        std::uint32_t right{0};
    };

    Result<void> collect();
    Result<void> join_sides(std::vector<Border> sides);
    void lay_out();
    template <class Each> // each(cell)
    void cells_of(const Border& border, Each each) const;
    void fill();
    void refer();
    Result<void> check_cells() const;
    Result<void> check_cell(std::size_t cell, std::vector<Locator::Edge>& edges) const;
    Result<void> check_vertices() const;

    const std::vector<Multipolygon>& grids_;
    std::vector<Border> borders_{};
    std::uint32_t rows_{0};
    Locator made_{};
};

} // namespace gezhi::geo
