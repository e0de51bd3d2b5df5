#include "base/text.hpp"
#include "geo/road.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace gezhi::geo {

namespace {

constexpr double look_back_m = 10;    // an end's direction is taken over this length
constexpr double sharpest_turn = 120; // degrees between pieces that touch
constexpr double stagger_m = 100;     // a road may go on beside its line, as at a staggered crossing
constexpr double sharpest_step = 100; // degrees to that other line
constexpr double sharpest_link = 60;  // degrees at either end of a bridged gap

using Metres = Plane::Metres;

double degrees_between(Metres a, Metres b) {
    const double turn = std::atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
    return std::abs(turn) * 180 / std::numbers::pi;
}

Metres minus(Metres a, Metres b) {
    return {a.x - b.x, a.y - b.y};
}

// Out of the line at its back.
Metres direction_at_back(const Line& line, const Plane& plane) {
    const auto end = plane.metres(line.back());
    Metres out{};
    for (std::size_t i = line.size() - 1; i-- > 0;) {
        out = minus(end, plane.metres(line[i]));
        if (std::hypot(out.x, out.y) >= look_back_m) break;
    }
    return out;
}

Line reversed(Line line) {
    std::ranges::reverse(line);
    return line;
}

std::vector<Line> pieces_of(const NamedRoad& road) {
    std::vector<Line> pieces;
    for (const auto& raw : road.lines) {
        Line line;
        for (const Point at : raw)
            if (line.empty() || line.back() != at) line.push_back(at);
        if (line.size() < 2) continue;
        if (line.back() < line.front()) std::ranges::reverse(line);
        if (std::ranges::find(pieces, line) == pieces.end()) pieces.push_back(std::move(line));
    }
    return pieces;
}

double distance_to(const Line& line, Point at, const Plane& plane) {
    const auto p = plane.metres(at);
    double best = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto a = plane.metres(line[i - 1]);
        const auto d = minus(plane.metres(line[i]), a);
        const double t =
            std::clamp(((p.x - a.x) * d.x + (p.y - a.y) * d.y) / (d.x * d.x + d.y * d.y), 0.0, 1.0);
        best = std::min(best, std::hypot(a.x + t * d.x - p.x, a.y + t * d.y - p.y));
    }
    return best;
}

class Joiner {
public:
    Joiner(const NamedRoad& road, const Plane& plane)
        : name_(road.name), plane_(plane), pieces_(pieces_of(road)), used_(pieces_.size(), false) {}

    Result<JoinedRoad> join() {
        if (pieces_.empty()) return refuse(rules::road_empty, {{"road", name_}});
        const auto first = longest();
        used_[first] = true;
        chain_ = pieces_[first];
        grow();
        chain_ = reversed(std::move(chain_));
        grow();
        chain_ = reversed(std::move(chain_));
        GEZHI_CHECK(leave_out());
        return finish();
    }

private:
    struct Next {
        std::size_t piece{0};
        bool backwards{false};
        double gap_m{0};
        double cost{std::numeric_limits<double>::infinity()};
    };

    bool closed(const Line& line) const {
        return line.size() > 3 && distance_m(line.front(), line.back()) <= touch_m &&
               length_m(line, plane_) > 10 * touch_m;
    }

    // A closed piece with others beside it is a loop at their end, so it does not begin.
    std::size_t longest() const {
        std::size_t best = 0;
        double best_m = -1;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            const double metres = closed(pieces_[i]) ? 0 : length_m(pieces_[i], plane_);
            if (metres > best_m) {
                best = i;
                best_m = metres;
            }
        }
        return best;
    }

    double cost_of(const Line& piece, double gap_m) const {
        const auto out = direction_at_back(chain_, plane_);
        const auto back = direction_at_back(reversed(piece), plane_);
        const Metres in{-back.x, -back.y};
        if (gap_m <= touch_m) {
            const double turn = degrees_between(out, in);
            return turn <= sharpest_turn ? turn : std::numeric_limits<double>::infinity();
        }
        const auto link = minus(plane_.metres(piece.front()), plane_.metres(chain_.back()));
        const double turn = std::max(degrees_between(out, link), degrees_between(link, in));
        const bool straight = turn <= sharpest_link;
        const bool staggered =
            gap_m <= stagger_m && turn <= sharpest_step && degrees_between(out, in) <= sharpest_link;
        constexpr double after_touching = 1000;
        return straight || staggered ? after_touching + gap_m : std::numeric_limits<double>::infinity();
    }

    Next next() const {
        Next best;
        for (std::size_t i = 0; i < pieces_.size(); ++i)
            for (const bool backwards : {false, true}) {
                if (used_[i]) continue;
                const auto& piece = pieces_[i];
                const double gap = distance_m(chain_.back(), backwards ? piece.back() : piece.front());
                if (gap > bridge_m) continue;
                const double cost = cost_of(backwards ? reversed(piece) : piece, gap);
                if (cost < best.cost) best = {i, backwards, gap, cost};
            }
        return best;
    }

    void grow() {
        while (!closed(chain_)) {
            const auto step = next();
            if (std::isinf(step.cost)) return;
            used_[step.piece] = true;
            if (step.gap_m > touch_m) notes_.push_back({NoteKind::bridged, name_, std::llround(step.gap_m)});
            const Line piece = step.backwards ? reversed(pieces_[step.piece]) : pieces_[step.piece];
            for (const Point at : piece)
                if (chain_.back() != at) chain_.push_back(at);
        }
    }

    // How far the piece strays from the chain; seen at vertices and between them.
    double strays_m(const Line& piece) const {
        double most = 0;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            most = std::max(most, distance_to(chain_, piece[i], plane_));
            if (i > 0)
                most =
                    std::max(most, distance_to(chain_, middle(box_of(Line{piece[i - 1], piece[i]})), plane_));
        }
        return most;
    }

    Result<void> leave_out() {
        std::size_t strangers = 0;
        Point where{};
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (used_[i]) continue;
            const double strays = strays_m(pieces_[i]);
            if (strays <= carriageway_m) {
                notes_.push_back({NoteKind::left_out, name_, std::llround(strays)});
                continue;
            }
            if (strangers++ > 0) continue;
            const bool front = distance_to(chain_, pieces_[i].front(), plane_) <
                               distance_to(chain_, pieces_[i].back(), plane_);
            where = front ? pieces_[i].front() : pieces_[i].back();
        }
        if (strangers == 0) return {};
        return refuse(rules::road_unclear, {{"road", name_},
                                            {"pieces", number(strangers + 1)},
                                            {"lat", fmt::format("{:.6f}", where.lat())},
                                            {"lon", fmt::format("{:.6f}", where.lon())}});
    }

    Result<JoinedRoad> finish() {
        JoinedRoad road{name_, std::move(chain_), false, std::move(notes_)};
        if (closed(road.line)) {
            road.ring = true;
            road.line.pop_back();
        } else if (road.line.back() < road.line.front()) {
            std::ranges::reverse(road.line);
        }
        return road;
    }

    std::string name_;
    const Plane& plane_;
    std::vector<Line> pieces_;
    std::vector<bool> used_;
    Line chain_{};
    std::vector<Note> notes_{};
};

} // namespace

Result<JoinedRoad> joined(const NamedRoad& road, const Plane& plane) {
    return Joiner(road, plane).join();
}

} // namespace gezhi::geo
