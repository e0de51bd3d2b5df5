#include "geo/faces.hpp"

#include "geo/noding.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace gezhi::geo {

namespace {

struct EdgeHash {
    std::size_t operator()(const std::pair<Point, Point>& edge) const {
        const auto word = [](Point at) {
            return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(at.lat_e7)) << 32U) |
                   static_cast<std::uint32_t>(at.lon_e7);
        };
        return (word(edge.first) * 0x9E3779B97F4A7C15ULL) ^ (word(edge.second) + 0x7F4A7C15ULL);
    }
};

template <class Each> // each(a, b) for all directed edges, the face on the left
void edges_of(const Polygon& face, Each each) {
    const auto ring = [&](const Ring& one) {
        for (std::size_t i = 0; i < one.size(); ++i) each(one[i], one[i + 1 == one.size() ? 0 : i + 1]);
    };
    ring(face.outer);
    for (const auto& hole : face.holes) ring(hole);
}

double perimeter_m(const Polygon& face, const Plane& plane) {
    double sum = 0;
    edges_of(face, [&](Point a, Point b) { sum += length_m({a, b}, plane); });
    return sum;
}

std::vector<const Polygon*> shapes_of(const std::vector<CutFace>& faces) {
    std::vector<const Polygon*> shapes;
    for (const auto& face : faces) shapes.push_back(&face.shape);
    return shapes;
}

CutFace measured(Polygon shape, const Plane& plane) {
    const double area = area_m2(shape, plane);
    const Point inner = inner_point(shape);
    return {std::move(shape), area, inner};
}

bool sliver(const CutFace& face, const Plane& plane) {
    return 2 * face.area_m2 < sliver_width_m * perimeter_m(face.shape, plane);
}

// Gives the smallest sliver that has a neighbour to it; false when there is none.
bool give_one_away(Cut& cut, const Plane& plane) {
    auto& faces = cut.faces;
    std::vector<std::size_t> slivers;
    for (std::size_t i = 0; i < faces.size(); ++i)
        if (sliver(faces[i], plane)) slivers.push_back(i);
    if (slivers.empty()) return false;
    std::ranges::sort(slivers, {}, [&](std::size_t i) {
        return std::pair(faces[i].area_m2, faces[i].shape.outer.front());
    });
    const auto borders = borders_between(shapes_of(faces), plane);
    for (const auto one : slivers) {
        std::size_t neighbour = one;
        double longest = 0;
        for (const auto& [pair, metres] : borders) {
            if ((pair.first != one && pair.second != one) || metres <= longest) continue;
            longest = metres;
            neighbour = pair.first == one ? pair.second : pair.first;
        }
        if (neighbour == one) continue;
        auto together = united({faces[one].shape, faces[neighbour].shape});
        if (together.size() != 1) continue;
        cut.slivers.push_back({NoteKind::sliver, {}, std::llround(faces[one].area_m2)});
        faces[neighbour] = measured(std::move(together.front()), plane);
        faces.erase(faces.begin() + static_cast<std::ptrdiff_t>(one));
        return true;
    }
    return false;
}

} // namespace

Cut cut(const Multipolygon& boundary, const std::vector<Line>& lines, const Plane& plane) {
    std::vector<Line> all = lines;
    const auto closed = [](Ring ring) {
        ring.push_back(ring.front());
        return ring;
    };
    for (const auto& polygon : boundary) {
        all.push_back(closed(polygon.outer));
        for (const auto& hole : polygon.holes) all.push_back(closed(hole));
    }
    Cut result;
    for (auto& shape : faces_between(all)) {
        auto face = measured(std::move(shape), plane);
        if (holds(boundary, face.inner)) result.faces.push_back(std::move(face));
    }
    while (give_one_away(result, plane)) {
    }
    return result;
}

Borders borders_between(const std::vector<const Polygon*>& faces, const Plane& plane) {
    std::unordered_map<std::pair<Point, Point>, std::size_t, EdgeHash> left_of_edge;
    for (std::size_t i = 0; i < faces.size(); ++i)
        edges_of(*faces[i], [&](Point a, Point b) { left_of_edge.emplace(std::pair(a, b), i); });
    Borders borders;
    for (std::size_t i = 0; i < faces.size(); ++i)
        edges_of(*faces[i], [&](Point a, Point b) {
            const auto other = left_of_edge.find({b, a});
            if (other != left_of_edge.end() && i < other->second)
                borders[{i, other->second}] += length_m({a, b}, plane);
        });
    return borders;
}

} // namespace gezhi::geo
