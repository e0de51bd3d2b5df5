#include "geo/region.hpp"

#include "base/text.hpp"
#include "geo/exact.hpp"
#include "geo/noding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gezhi::geo {

namespace {

Params place(Point at) {
    return {{"lat", fmt::format("{:.6f}", at.lat())}, {"lon", fmt::format("{:.6f}", at.lon())}};
}

Ring without_repeats(const Ring& raw) {
    Ring ring;
    for (const Point at : raw)
        if (ring.empty() || ring.back() != at) ring.push_back(at);
    while (ring.size() > 1 && ring.back() == ring.front()) ring.pop_back();
    return ring;
}

bool in_one_line(const Ring& ring) {
    return std::ranges::all_of(ring, [&](Point at) { return cross(ring[0], ring[1], at) == 0; });
}

Result<Ring> valid_ring(const Ring& raw) {
    auto ring = without_repeats(raw);
    if (ring.size() < 3 || in_one_line(ring))
        return refuse(rules::ring_too_short, place(ring.empty() ? Point{} : ring.front()));
    return ring;
}

const Rule& rule_of(FlawKind kind) {
    switch (kind) {
    case FlawKind::crosses:
        return rules::ring_crosses;
    case FlawKind::hole_outside:
        return rules::hole_outside;
    }
    return rules::ring_crosses;
}

Result<void> check_size(const Multipolygon& region) {
    std::size_t vertices = 0;
    for (const auto& polygon : region) {
        vertices += polygon.outer.size();
        for (const auto& hole : polygon.holes) vertices += hole.size();
    }
    const Box box = box_of(region);
    const auto span = std::max(std::int64_t{box.high.lat_e7} - box.low.lat_e7,
                               std::int64_t{box.high.lon_e7} - box.low.lon_e7);
    if (vertices > vertices_max || span > span_e7_max)
        return refuse(rules::region_too_large, {{"max", number(vertices_max)}});
    return {};
}

void widen(Box& box, Point at) {
    box.low = {std::min(box.low.lat_e7, at.lat_e7), std::min(box.low.lon_e7, at.lon_e7)};
    box.high = {std::max(box.high.lat_e7, at.lat_e7), std::max(box.high.lon_e7, at.lon_e7)};
}

double ring_distance_m(const Ring& ring, Point at, const Plane& plane) {
    double best = std::numeric_limits<double>::infinity();
    auto a = plane.metres(ring.back());
    for (const Point vertex : ring) {
        const auto b = plane.metres(vertex);
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        const auto p = plane.metres(at);
        const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
        best = std::min(best, std::hypot(a.x + t * dx - p.x, a.y + t * dy - p.y));
        a = b;
    }
    return best;
}

} // namespace

Result<Multipolygon> valid_region(Multipolygon raw) {
    if (raw.empty()) return refuse(rules::region_empty);
    for (auto& polygon : raw) {
        GEZHI_TRY(outer, valid_ring(polygon.outer));
        polygon.outer = std::move(outer);
        for (auto& hole : polygon.holes) {
            GEZHI_TRY(ring, valid_ring(hole));
            hole = std::move(ring);
        }
    }
    GEZHI_CHECK(check_size(raw));
    for (const auto& polygon : raw)
        if (const auto flaw = flaw_of({polygon})) return refuse(rule_of(flaw->kind), place(flaw->at));
    if (const auto flaw = flaw_of(raw)) return refuse(rules::islands_overlap, place(flaw->at));
    for (auto& polygon : raw) polygon = turned(std::move(polygon));
    std::ranges::sort(raw, {}, [](const Polygon& polygon) { return polygon.outer.front(); });
    return raw;
}

Box box_of(const Line& line) {
    require(!line.empty(), "a line with points");
    Box box{line.front(), line.front()};
    for (const Point at : line) widen(box, at);
    return box;
}

Box box_of(const Multipolygon& region) {
    require(!region.empty(), "a region with polygons");
    Box box = box_of(region.front().outer);
    for (const auto& polygon : region)
        for (const Point at : polygon.outer) widen(box, at);
    return box;
}

Point middle(const Box& box) {
    return {static_cast<std::int32_t>((std::int64_t{box.low.lat_e7} + box.high.lat_e7) / 2),
            static_cast<std::int32_t>((std::int64_t{box.low.lon_e7} + box.high.lon_e7) / 2)};
}

bool holds(const Multipolygon& region, Point at) {
    int sum = 0;
    for (const auto& polygon : region) {
        sum += winding(polygon.outer, at);
        for (const auto& hole : polygon.holes) sum += winding(hole, at);
    }
    return sum % 2 != 0; // rings of a valid region wind once, holes the other way
}

double area_m2(const Ring& ring, const Plane& plane) {
    long double twice = 0; // 64 bits: a sum of exact products
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        twice += static_cast<long double>(cross(ring.front(), ring[i], ring[i + 1]));
    constexpr std::int32_t unit = 1'000'000;
    const auto scale = plane.metres({plane.origin().lat_e7 + unit, plane.origin().lon_e7 + unit});
    return static_cast<double>(twice / 2 * (scale.x / unit) * (scale.y / unit));
}

double area_m2(const Polygon& polygon, const Plane& plane) {
    double sum = area_m2(polygon.outer, plane);
    for (const auto& hole : polygon.holes) sum += area_m2(hole, plane);
    return sum;
}

double area_m2(const Multipolygon& region, const Plane& plane) {
    double sum = 0;
    for (const auto& polygon : region) sum += area_m2(polygon, plane);
    return sum;
}

double border_distance_m(const Multipolygon& region, Point at) {
    const Plane plane(at);
    double best = std::numeric_limits<double>::infinity();
    for (const auto& polygon : region) {
        best = std::min(best, ring_distance_m(polygon.outer, at, plane));
        for (const auto& hole : polygon.holes) best = std::min(best, ring_distance_m(hole, at, plane));
    }
    return best;
}

double length_m(const Line& line, const Plane& plane) {
    double sum = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto a = plane.metres(line[i - 1]);
        const auto b = plane.metres(line[i]);
        sum += std::hypot(b.x - a.x, b.y - a.y);
    }
    return sum;
}

} // namespace gezhi::geo
