#include "geo/road.hpp"

#include "geo/exact.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace gezhi::geo {

namespace {

constexpr double tail_m = 20;    // the direction of an end is taken over this length at least
constexpr double outside_m = 30; // an end this far outside may leave another way than straight on
constexpr int fan_steps = 12;    // of 15 degrees to either side

struct Vector { // in 1e-7 degrees
    double lon{0};
    double lat{0};
};

Vector out_of_back(const Line& line) {
    const Point end = line.back();
    Vector out{};
    for (std::size_t i = line.size() - 1; i-- > 0;) {
        out = {static_cast<double>(end.lon_e7) - line[i].lon_e7,
               static_cast<double>(end.lat_e7) - line[i].lat_e7};
        if (distance_m(end, line[i]) >= tail_m) break;
    }
    return out;
}

// Where the ray leaves the frame; on its edge exactly.
Point to_frame(Point from, Vector along, const Box& frame) {
    const double infinite = std::numeric_limits<double>::infinity();
    const auto steps = [&](double at, double by, double low, double high) {
        if (by == 0) return infinite;
        return ((by > 0 ? high : low) - at) / by;
    };
    const double by_lon = steps(from.lon_e7, along.lon, frame.low.lon_e7, frame.high.lon_e7);
    const double by_lat = steps(from.lat_e7, along.lat, frame.low.lat_e7, frame.high.lat_e7);
    const double t = std::min(by_lon, by_lat);
    const auto land = [t](double at, double by, std::int32_t low, std::int32_t high) {
        return std::clamp(static_cast<std::int32_t>(std::llround(at + t * by)), low, high);
    };
    Point end{land(from.lat_e7, along.lat, frame.low.lat_e7, frame.high.lat_e7),
              land(from.lon_e7, along.lon, frame.low.lon_e7, frame.high.lon_e7)};
    if (by_lon <= by_lat)
        end.lon_e7 = along.lon > 0 ? frame.high.lon_e7 : frame.low.lon_e7;
    else
        end.lat_e7 = along.lat > 0 ? frame.high.lat_e7 : frame.low.lat_e7;
    return end;
}

template <class Each> // each(a, b) for all edges of the boundary
void edges_of(const Multipolygon& boundary, Each each) {
    const auto ring = [&](const Ring& one) {
        for (std::size_t i = 0; i < one.size(); ++i) each(one[i], one[i + 1 == one.size() ? 0 : i + 1]);
    };
    for (const auto& polygon : boundary) {
        ring(polygon.outer);
        for (const auto& hole : polygon.holes) ring(hole);
    }
}

bool touches(const Multipolygon& boundary, Point a, Point b) {
    bool found = false;
    edges_of(boundary, [&](Point c, Point d) { found = found || meet(a, b, c, d); });
    return found;
}

// Where a–b meets the boundary, as parts of its length from 0 to 1, in order. Edges along it say nothing.
std::vector<double> meetings(const Multipolygon& boundary, Point a, Point b) {
    std::vector<double> parts;
    edges_of(boundary, [&](Point c, Point d) {
        if (!meet(a, b, c, d)) return;
        const auto from_a = static_cast<double>(cross(c, d, a));
        const auto from_b = static_cast<double>(cross(c, d, b));
        if (from_a != from_b) parts.push_back(std::clamp(from_a / (from_a - from_b), 0.0, 1.0));
    });
    std::ranges::sort(parts);
    return parts;
}

// Does the line, after it last left the boundary, turn back? Out there its direction means nothing.
bool turns_back(const Line& line, const Multipolygon& boundary) {
    const auto out = out_of_back(line);
    for (std::size_t i = line.size() - 1; i > 0; --i) {
        if (meetings(boundary, line[i - 1], line[i]).empty()) continue;
        const auto left = out_of_back({line[i - 1], line[i]});
        const double along = out.lon * left.lon + out.lat * left.lat;
        return along <
               std::hypot(out.lon, out.lat) * std::hypot(left.lon, left.lat) / 2; // more than 60 degrees
    }
    return false;
}

// Straight on, also when that leads through the boundary once more. Only an end that lies well outside, has
// turned back there and would run into the street again leaves by the nearest direction that does not.
Point way_out(const Line& line, const Multipolygon& boundary, const Box& frame) {
    const Point end = line.back();
    const auto out = out_of_back(line);
    const Point straight = to_frame(end, out, frame);
    if (holds(boundary, end) || border_distance_m(boundary, end) <= outside_m) return straight;
    if (!turns_back(line, boundary)) return straight;
    for (int step = 0; step < 2 * fan_steps; ++step) {
        const int turn = step % 2 == 0 ? step / 2 : -(step + 1) / 2;
        const double angle = turn * std::numbers::pi / fan_steps;
        const Vector turned{out.lon * std::cos(angle) - out.lat * std::sin(angle),
                            out.lon * std::sin(angle) + out.lat * std::cos(angle)};
        const Point there = to_frame(end, turned, frame);
        if (!touches(boundary, end, there)) return there;
    }
    return straight;
}

Point part_way(Point a, Point b, double part) {
    return {
        static_cast<std::int32_t>(std::llround(a.lat_e7 + part * (static_cast<double>(b.lat_e7) - a.lat_e7))),
        static_cast<std::int32_t>(
            std::llround(a.lon_e7 + part * (static_cast<double>(b.lon_e7) - a.lon_e7)))};
}

double inside_m(const Multipolygon& boundary, Point a, Point b) {
    auto parts = meetings(boundary, a, b);
    parts.insert(parts.begin(), 0.0);
    parts.push_back(1.0);
    double sum = 0;
    for (std::size_t i = 1; i < parts.size(); ++i)
        if (holds(boundary, part_way(a, b, (parts[i - 1] + parts[i]) / 2)))
            sum += (parts[i] - parts[i - 1]) * distance_m(a, b);
    return sum;
}

// From the first meeting with the boundary to the last; the whole line when it meets it in less than a metre.
std::pair<Point, Point> chord_of(const Line& line, const Line& fallback, const Multipolygon& boundary) {
    std::optional<Point> first;
    Point last{};
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto parts = meetings(boundary, line[i - 1], line[i]);
        if (parts.empty()) continue;
        if (!first) first = part_way(line[i - 1], line[i], parts.front());
        last = part_way(line[i - 1], line[i], parts.back());
    }
    if (first && distance_m(*first, last) > 1) return {*first, last};
    return {fallback.front(), fallback.back()};
}

// How far along the frame, counter-clockwise from its south-west corner.
std::int64_t along(const Box& frame, Point at) {
    const std::int64_t wide = std::int64_t{frame.high.lon_e7} - frame.low.lon_e7;
    const std::int64_t high = std::int64_t{frame.high.lat_e7} - frame.low.lat_e7;
    if (at.lat_e7 == frame.low.lat_e7) return std::int64_t{at.lon_e7} - frame.low.lon_e7;
    if (at.lon_e7 == frame.high.lon_e7) return wide + at.lat_e7 - frame.low.lat_e7;
    if (at.lat_e7 == frame.high.lat_e7) return wide + high + frame.high.lon_e7 - at.lon_e7;
    return 2 * wide + high + frame.high.lat_e7 - at.lat_e7;
}

// The line and then the edge of the frame, counter-clockwise back to its beginning: round the left side.
Line closed_left(const Line& line, const Box& frame) {
    const std::int64_t wide = std::int64_t{frame.high.lon_e7} - frame.low.lon_e7;
    const std::int64_t high = std::int64_t{frame.high.lat_e7} - frame.low.lat_e7;
    const std::vector<std::pair<std::int64_t, Point>> corners{
        {wide, {frame.low.lat_e7, frame.high.lon_e7}},
        {wide + high, frame.high},
        {2 * wide + high, {frame.high.lat_e7, frame.low.lon_e7}},
        {2 * (wide + high), frame.low}};
    const auto round = 2 * (wide + high);
    const auto from = along(frame, line.back());
    auto to = along(frame, line.front());
    if (to <= from) to += round;
    Line closed = line;
    for (const std::int64_t turn : {std::int64_t{0}, round})
        for (const auto& [at, corner] : corners)
            if (at + turn > from && at + turn < to) closed.push_back(corner);
    return closed;
}

} // namespace

Divider divide(const JoinedRoad& road, const Multipolygon& boundary, const Box& frame) {
    Divider divider{road.name, road.ring, Axis::ring, road.line, road.line, 0, 0};
    if (road.ring) return divider;
    Line backwards = road.line;
    std::ranges::reverse(backwards);
    divider.line.insert(divider.line.begin(), way_out(backwards, boundary, frame));
    divider.line.push_back(way_out(road.line, boundary, frame));
    divider.closed = closed_left(divider.line, frame);
    const auto [from, to] = chord_of(divider.line, road.line, boundary);
    const auto chord = Plane(from).metres(to);
    const double length = std::hypot(chord.x, chord.y);
    if (length > 0) {
        divider.north = chord.x / length;
        divider.east = -chord.y / length;
    }
    divider.axis = std::abs(divider.north) >= std::abs(divider.east) ? Axis::ew : Axis::ns;
    return divider;
}

double extension_m(const JoinedRoad& road, const Divider& divider, const Multipolygon& boundary) {
    if (road.ring) return 0;
    const auto& line = divider.line;
    return inside_m(boundary, line[0], line[1]) + inside_m(boundary, line[line.size() - 2], line.back());
}

Line near_part(const Line& line, const Box& neighbourhood) {
    const auto far = [&](Point a, Point b) {
        const Box box = box_of(Line{a, b});
        return box.high.lat_e7 < neighbourhood.low.lat_e7 || box.low.lat_e7 > neighbourhood.high.lat_e7 ||
               box.high.lon_e7 < neighbourhood.low.lon_e7 || box.low.lon_e7 > neighbourhood.high.lon_e7;
    };
    std::size_t first = 0;
    std::size_t last = line.size() - 1;
    while (first + 1 < last && far(line[first], line[first + 1])) ++first;
    while (last > first + 1 && far(line[last - 1], line[last])) --last;
    return {line.begin() + static_cast<std::ptrdiff_t>(first),
            line.begin() + static_cast<std::ptrdiff_t>(last) + 1};
}

bool on_left(const Divider& divider, Point at) {
    const int round = winding(divider.closed, at);
    return divider.ring ? round != 0 : round >= 1;
}

std::optional<bool> is_left(const Divider& divider, Side side) {
    if (side == Side::inside || side == Side::outside) {
        if (!divider.ring) return std::nullopt;
        return side == Side::inside;
    }
    double towards = 0;
    if (side == Side::north || side == Side::south)
        towards = side == Side::north ? divider.north : -divider.north;
    if (side == Side::east || side == Side::west) towards = side == Side::east ? divider.east : -divider.east;
    if (divider.ring || std::abs(towards) < clear_side) return std::nullopt;
    return towards > 0;
}

Axis axis_of(Side side) {
    if (side == Side::inside || side == Side::outside) return Axis::ring;
    return side == Side::north || side == Side::south ? Axis::ew : Axis::ns;
}

Side side_of(const Divider& divider, bool left) {
    switch (divider.axis) {
    case Axis::ew:
        return (divider.north > 0) == left ? Side::north : Side::south;
    case Axis::ns:
        return (divider.east > 0) == left ? Side::east : Side::west;
    case Axis::ring:
        return left ? Side::inside : Side::outside;
    }
    return Side::north;
}

// Liang and Barsky, segment by segment; parts that follow each other make one line.
std::vector<Line> clipped(const Line& line, const Box& box) {
    std::vector<Line> parts;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const Point a = line[i - 1];
        const Point b = line[i];
        double from = 0;
        double to = 1;
        const auto cut = [&](double by, double room) {
            if (by == 0 && room < 0) to = -1;
            if (by < 0) from = std::max(from, room / by);
            if (by > 0) to = std::min(to, room / by);
        };
        const double lon = static_cast<double>(b.lon_e7) - a.lon_e7;
        const double lat = static_cast<double>(b.lat_e7) - a.lat_e7;
        cut(-lon, static_cast<double>(a.lon_e7) - box.low.lon_e7);
        cut(lon, static_cast<double>(box.high.lon_e7) - a.lon_e7);
        cut(-lat, static_cast<double>(a.lat_e7) - box.low.lat_e7);
        cut(lat, static_cast<double>(box.high.lat_e7) - a.lat_e7);
        if (from >= to) continue;
        const Point begin = part_way(a, b, from);
        if (parts.empty() || parts.back().back() != begin) parts.push_back({begin});
        parts.back().push_back(part_way(a, b, to));
    }
    return parts;
}

} // namespace gezhi::geo
