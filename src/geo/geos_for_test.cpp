#include "geo/geos_for_test.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>

namespace gezhi::geo {

struct GeosLayer::Impl {
    GEOSContextHandle_t geos{GEOS_init_r()};
    GEOSSTRtree* tree{GEOSSTRtree_create_r(geos, 10)};
    std::vector<GEOSGeometry*> shapes{};
    std::vector<const GEOSPreparedGeometry*> prepared{};

    struct Asked {
        const Impl* layer;
        GEOSGeometry* point;
        std::vector<std::uint32_t> found;
    };

    GEOSGeometry* ring_of(const Ring& ring) const {
        auto* sequence = GEOSCoordSeq_create_r(geos, static_cast<unsigned>(ring.size() + 1), 2);
        for (std::size_t i = 0; i <= ring.size(); ++i)
            GEOSCoordSeq_setXY_r(geos, sequence, static_cast<unsigned>(i), ring[i % ring.size()].lon_e7,
                                 ring[i % ring.size()].lat_e7);
        return GEOSGeom_createLinearRing_r(geos, sequence);
    }

    GEOSGeometry* polygon_of(const Polygon& polygon) const {
        std::vector<GEOSGeometry*> holes;
        for (const auto& hole : polygon.holes) holes.push_back(ring_of(hole));
        return GEOSGeom_createPolygon_r(geos, ring_of(polygon.outer), holes.data(),
                                        static_cast<unsigned>(holes.size()));
    }

    GEOSGeometry* region_of(const Multipolygon& region) const {
        if (region.size() == 1) return polygon_of(region.front());
        std::vector<GEOSGeometry*> parts;
        for (const auto& polygon : region) parts.push_back(polygon_of(polygon));
        return GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned>(parts.size()));
    }
};

GeosLayer::GeosLayer(const std::vector<Multipolygon>& grids) : impl_(std::make_unique<Impl>()) {
    impl_->prepared.reserve(grids.size()); // the tree holds their addresses
    for (const auto& grid : grids) {
        impl_->shapes.push_back(impl_->region_of(grid));
        impl_->prepared.push_back(GEOSPrepare_r(impl_->geos, impl_->shapes.back()));
        GEOSSTRtree_insert_r(impl_->geos, impl_->tree, impl_->shapes.back(), &impl_->prepared.back());
    }
}

GeosLayer::~GeosLayer() {
    GEOSSTRtree_destroy_r(impl_->geos, impl_->tree);
    for (const auto* one : impl_->prepared) GEOSPreparedGeom_destroy_r(impl_->geos, one);
    for (auto* one : impl_->shapes) GEOSGeom_destroy_r(impl_->geos, one);
    GEOS_finish_r(impl_->geos);
}

std::vector<std::uint32_t> GeosLayer::touching(Point at) const {
    Impl::Asked asked{impl_.get(), GEOSGeom_createPointFromXY_r(impl_->geos, at.lon_e7, at.lat_e7), {}};
    GEOSSTRtree_query_r(
        impl_->geos, impl_->tree, asked.point,
        [](void* item, void* data) {
            auto* self = static_cast<Impl::Asked*>(data);
            const auto* prepared = static_cast<const GEOSPreparedGeometry**>(item);
            if (GEOSPreparedIntersects_r(self->layer->geos, *prepared, self->point) == 1)
                self->found.push_back(static_cast<std::uint32_t>(prepared - self->layer->prepared.data()));
        },
        &asked);
    GEOSGeom_destroy_r(impl_->geos, asked.point);
    std::ranges::sort(asked.found);
    return asked.found;
}

struct GeosPoints::Impl {
    GEOSContextHandle_t geos{GEOS_init_r()};
    GEOSSTRtree* tree{GEOSSTRtree_create_r(geos, 10)};
    std::vector<GEOSGeometry*> shapes{};
    std::vector<std::size_t> numbers{};
};

GeosPoints::GeosPoints(const std::vector<Point>& points) : impl_(std::make_unique<Impl>()) {
    impl_->numbers.reserve(points.size()); // the tree holds their addresses
    for (const Point at : points) {
        impl_->shapes.push_back(GEOSGeom_createPointFromXY_r(impl_->geos, at.lon(), at.lat()));
        impl_->numbers.push_back(impl_->numbers.size());
        GEOSSTRtree_insert_r(impl_->geos, impl_->tree, impl_->shapes.back(), &impl_->numbers.back());
    }
}

GeosPoints::~GeosPoints() {
    GEOSSTRtree_destroy_r(impl_->geos, impl_->tree);
    for (auto* one : impl_->shapes) GEOSGeom_destroy_r(impl_->geos, one);
    GEOS_finish_r(impl_->geos);
}

void GeosPoints::around(Point at, double radius_m, const std::function<void(std::size_t)>& each) const {
    const Plane plane(at);
    const Point low = plane.point({-radius_m, -radius_m});
    const Point high = plane.point({radius_m, radius_m});
    auto* box = GEOSGeom_createRectangle_r(impl_->geos, low.lon(), low.lat(), high.lon(), high.lat());
    GEOSSTRtree_query_r(
        impl_->geos, impl_->tree, box,
        [](void* item, void* data) {
            (*static_cast<const std::function<void(std::size_t)>*>(data))(*static_cast<std::size_t*>(item));
        },
        const_cast<std::function<void(std::size_t)>*>(&each));
    GEOSGeom_destroy_r(impl_->geos, box);
}

} // namespace gezhi::geo
