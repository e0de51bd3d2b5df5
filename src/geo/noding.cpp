#include "geo/noding.hpp"

#include "geo/exact.hpp"

#include <geos_c.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>

namespace gezhi::geo {

namespace {

// One GEOS context for each thread; messages are not wanted, failures show as null.
GEOSContextHandle_t geos() {
    struct Context {
        GEOSContextHandle_t handle{GEOS_init_r()};

        Context() = default;
        Context(const Context&) = delete;
        Context& operator=(const Context&) = delete;

        ~Context() { GEOS_finish_r(handle); }
    };

    thread_local const Context context;
    return context.handle;
}

struct Free {
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(geos(), geometry); }
};

using Geometry = std::unique_ptr<GEOSGeometry, Free>;

Geometry own(GEOSGeometry* geometry, std::string_view what) {
    require(geometry != nullptr, what);
    return Geometry(geometry);
}

// Doubles hold whole 1e-7 degrees exactly; a near origin keeps GEOS' own sums exact too.
GEOSCoordSequence* sequence(const Line& line, Point origin, bool closed) {
    const auto count = static_cast<unsigned>(line.size() + (closed ? 1 : 0));
    GEOSCoordSequence* made = GEOSCoordSeq_create_r(geos(), count, 2);
    for (unsigned i = 0; i < count; ++i) {
        const Point at = line[i % line.size()];
        GEOSCoordSeq_setXY_r(geos(), made, i, static_cast<double>(at.lon_e7) - origin.lon_e7,
                             static_cast<double>(at.lat_e7) - origin.lat_e7);
    }
    return made;
}

GEOSGeometry* ring_of(const Ring& ring, Point origin) {
    return GEOSGeom_createLinearRing_r(geos(), sequence(ring, origin, true));
}

GEOSGeometry* polygon_of(const Polygon& polygon, Point origin) {
    std::vector<GEOSGeometry*> holes;
    for (const auto& hole : polygon.holes) holes.push_back(ring_of(hole, origin));
    return GEOSGeom_createPolygon_r(geos(), ring_of(polygon.outer, origin), holes.data(),
                                    static_cast<unsigned>(holes.size()));
}

Geometry region_of(const Multipolygon& region, Point origin) {
    std::vector<GEOSGeometry*> parts;
    for (const auto& polygon : region) parts.push_back(polygon_of(polygon, origin));
    return own(GEOSGeom_createCollection_r(geos(), GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned>(parts.size())),
               "a multipolygon can be made");
}

Point rounded(double x, double y, Point origin) {
    return {static_cast<std::int32_t>(std::llround(y)) + origin.lat_e7,
            static_cast<std::int32_t>(std::llround(x)) + origin.lon_e7};
}

Point point_of(const GEOSGeometry* geometry, Point origin) {
    double x = 0;
    double y = 0;
    GEOSGeomGetX_r(geos(), geometry, &x);
    GEOSGeomGetY_r(geos(), geometry, &y);
    return rounded(x, y, origin);
}

Ring ring_from(const GEOSGeometry* geometry, Point origin) {
    const auto* coordinates = GEOSGeom_getCoordSeq_r(geos(), geometry);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(geos(), coordinates, &count);
    Ring ring;
    for (unsigned i = 0; i + 1 < count; ++i) {
        double x = 0;
        double y = 0;
        GEOSCoordSeq_getXY_r(geos(), coordinates, i, &x, &y);
        ring.push_back(rounded(x, y, origin));
    }
    return ring;
}

void polygons_from(const GEOSGeometry* geometry, Point origin, std::vector<Polygon>& into) {
    if (GEOSGeomTypeId_r(geos(), geometry) == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos(), geometry) == 1) return;
        Polygon polygon{ring_from(GEOSGetExteriorRing_r(geos(), geometry), origin), {}};
        for (int i = 0; i < GEOSGetNumInteriorRings_r(geos(), geometry); ++i)
            polygon.holes.push_back(ring_from(GEOSGetInteriorRingN_r(geos(), geometry, i), origin));
        into.push_back(turned(std::move(polygon)));
        return;
    }
    const int type = GEOSGeomTypeId_r(geos(), geometry);
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION) return;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos(), geometry); ++i)
        polygons_from(GEOSGetGeometryN_r(geos(), geometry, i), origin, into);
}

void turn(Ring& ring, bool counter_clockwise) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        twice += static_cast<double>(cross(ring.front(), ring[i], ring[i + 1]));
    if ((twice > 0) != counter_clockwise) std::ranges::reverse(ring);
    std::rotate(ring.begin(), std::ranges::min_element(ring), ring.end());
}

FlawKind kind_of(std::string_view reason) {
    // "Hole lies outside shell" and "Holes are nested"; all else is a border that meets itself.
    return reason.starts_with("Hole") ? FlawKind::hole_outside : FlawKind::crosses;
}

} // namespace

Polygon turned(Polygon polygon) {
    turn(polygon.outer, true);
    for (auto& hole : polygon.holes) turn(hole, false);
    std::ranges::sort(polygon.holes);
    return polygon;
}

std::optional<Flaw> flaw_of(const Multipolygon& region) {
    const Point origin = region.front().outer.front();
    const auto shape = region_of(region, origin);
    char* reason = nullptr;
    GEOSGeometry* where = nullptr;
    const char valid = GEOSisValidDetail_r(geos(), shape.get(), 0, &reason, &where);
    if (valid == 1) return std::nullopt;
    Flaw flaw{FlawKind::crosses, origin};
    if (reason != nullptr) flaw.kind = kind_of(reason);
    if (where != nullptr && GEOSisEmpty_r(geos(), where) == 0) flaw.at = point_of(where, origin);
    GEOSFree_r(geos(), reason);
    if (where != nullptr) GEOSGeom_destroy_r(geos(), where);
    return flaw;
}

std::vector<Polygon> faces_between(const std::vector<Line>& lines) {
    const Point origin = lines.front().front();
    std::vector<GEOSGeometry*> parts;
    for (const auto& line : lines)
        parts.push_back(GEOSGeom_createLineString_r(geos(), sequence(line, origin, false)));
    const auto all = own(GEOSGeom_createCollection_r(geos(), GEOS_MULTILINESTRING, parts.data(),
                                                     static_cast<unsigned>(parts.size())),
                         "lines can be collected");
    constexpr double whole = 1.0; // one 1e-7 degree
    const auto noded = own(GEOSUnaryUnionPrec_r(geos(), all.get(), whole), "lines can be noded");
    const GEOSGeometry* const list = noded.get();
    const auto cut = own(GEOSPolygonize_r(geos(), &list, 1), "noded lines can be polygonised");
    std::vector<Polygon> faces;
    polygons_from(cut.get(), origin, faces);
    return faces;
}

Multipolygon united(const std::vector<Polygon>& faces) {
    Multipolygon together;
    if (faces.empty()) return together;
    const Point origin = faces.front().outer.front();
    const auto shape = region_of(faces, origin);
    const auto one = own(GEOSCoverageUnion_r(geos(), shape.get()), "faces can be united");
    polygons_from(one.get(), origin, together);
    std::ranges::sort(together, {}, [](const Polygon& polygon) { return polygon.outer.front(); });
    return together;
}

Point inner_point(const Polygon& face) {
    const Point origin = face.outer.front();
    const auto shape = region_of({face}, origin);
    const Box box = box_of(Multipolygon{face});
    const double high = box.high.lat_e7 - box.low.lat_e7;
    const double across = box.high.lon_e7 - box.low.lon_e7;
    const double narrow = std::min(high, across);
    const double wide = std::max(high, across);
    constexpr double steps = 200; // of the search along the longer side
    constexpr double slim = 50;   // a slimmer face would take the search too many steps
    if (narrow * slim > wide) {
        const Geometry circle(GEOSMaximumInscribedCircle_r(geos(), shape.get(), std::max(1.0, wide / steps)));
        const Geometry centre(circle ? GEOSGeomGetStartPoint_r(geos(), circle.get()) : nullptr);
        if (centre) {
            const Point at = point_of(centre.get(), origin);
            if (holds({face}, at)) return at;
        }
    }
    const auto inside = own(GEOSPointOnSurface_r(geos(), shape.get()), "a face has a point inside");
    return GEOSisEmpty_r(geos(), inside.get()) == 1 ? origin : point_of(inside.get(), origin);
}

} // namespace gezhi::geo
