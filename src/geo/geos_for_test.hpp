#pragma once
// What a plain program with GEOS answers: the opinion tests compare with and the floor benchmarks measure
// against. A tree of boxes with prepared polygons behind it, and a tree of points. Not used by the house.

#include "geo/region.hpp"

#include <functional>
#include <memory>

namespace gezhi::geo {

class GeosLayer {
public:
    explicit GeosLayer(const std::vector<Multipolygon>& grids);
    GeosLayer(const GeosLayer&) = delete;
    GeosLayer& operator=(const GeosLayer&) = delete;
    ~GeosLayer();

    std::vector<std::uint32_t> touching(Point at) const; // grids that hold the point or touch it, ascending

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

class GeosPoints { // not to be changed once asked
public:
    explicit GeosPoints(const std::vector<Point>& points);
    GeosPoints(const GeosPoints&) = delete;
    GeosPoints& operator=(const GeosPoints&) = delete;
    ~GeosPoints();

    // Calls each(index) for the points in a box that reaches `radius_m` from the middle.
    void around(Point at, double radius_m, const std::function<void(std::size_t)>& each) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace gezhi::geo
