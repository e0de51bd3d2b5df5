#pragma once
// A named road as a dividing line. First its pieces are joined to one line: end to end, the straightest way
// on where several meet, over short gaps when the direction fits; a second carriageway close beside is left
// out; anything else is two roads of one name, or a branch, and is asked about. Then the line is extended
// straight beyond its ends until it leaves the frame, a box around everything, and so divides the frame into
// what lies left and right of it. A bend changes nothing in that. Where the line crosses itself, a pocket
// counts to the side it would lie on were the loop pulled tight: left when the line, closed round the left
// edge of the frame, winds round it counter-clockwise at least once. A road that comes back to its beginning
// is a ring and has an inside and an outside only. Which side is called north or east is decided by the chord
// from where the road first meets the boundary to where it last leaves it, never by centres of faces.

#include "geo/partition.hpp"

#include <optional>

namespace gezhi::geo {

constexpr double touch_m = 3;        // ends this close are one point
constexpr double bridge_m = 300;     // gaps up to this are bridged when the direction fits
constexpr double carriageway_m = 60; // a piece wholly this close beside the line is its other carriageway
constexpr double clear_side = 0.342; // sine of 20°: a chord nearer to due east has no east side

struct JoinedRoad {
    std::string name{};
    Line line{}; // of a ring without the repeated vertex
    bool ring{false};
    std::vector<Note> notes{};
};

Result<JoinedRoad> joined(const NamedRoad& road, const Plane& plane);

struct Divider {
    std::string name{};
    bool ring{false};
    Axis axis{Axis::ew}; // which words name its sides
    Line line{};         // extended
    Line closed{};       // round the left side, or the ring
    double north{0};     // the unit normal to the left of the chord
    double east{0};
};

Divider divide(const JoinedRoad& road, const Multipolygon& boundary, const Box& frame);
// The part of the extensions that lies inside the boundary.
double extension_m(const JoinedRoad& road, const Divider& divider, const Multipolygon& boundary);
// Without what runs on far outside, where it can cut nothing.
Line near_part(const Line& line, const Box& neighbourhood);

bool on_left(const Divider& divider, Point at); // of a ring: inside
// Is the side the left one? Empty when the road has no such side.
std::optional<bool> is_left(const Divider& divider, Side side);
Side side_of(const Divider& divider, bool left); // in the words of its axis
Axis axis_of(Side side);

std::vector<Line> clipped(const Line& line, const Box& box);

} // namespace gezhi::geo
