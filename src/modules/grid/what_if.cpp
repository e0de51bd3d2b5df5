#include "modules/grid/what_if.hpp"

#include "modules/grid/drawing.hpp"

#include <algorithm>
#include <cmath>

namespace gezhi::grid {

namespace {

constexpr double net_points = 400'000;

// The grids of a proof, exact or not: faces never overlap, so a face settles every point.
class Proposed {
public:
    static Result<Proposed> make(const geo::Proof& proof) {
        Proposed proposed;
        std::vector<geo::Multipolygon> faces;
        for (const auto& face : proof.faces) {
            faces.push_back({face.shape});
            proposed.grids_.push_back(face.selected_by.size() == 1 ? Code{face.selected_by.front()} : Code{});
        }
        GEZHI_TRY(locator, geo::Locator::make(faces));
        proposed.locator_ = std::move(locator);
        return proposed;
    }

    Code grid(geo::Point at) const {
        const auto face = locator_.find(at);
        return face == geo::Locator::nowhere ? Code{} : grids_[face];
    }

private:
    geo::Locator locator_{};
    std::vector<Code> grids_{};
};

class Present {
public:
    explicit Present(std::shared_ptr<const Drawn> drawn) : drawn_(std::move(drawn)) {}

    Code grid(geo::Point at) const {
        const auto* partition = drawn_->in_force();
        const auto index = drawn_->grids.find(at);
        if (partition == nullptr || index == geo::Locator::nowhere) return {};
        return partition->areas[index].grid;
    }

private:
    std::shared_ptr<const Drawn> drawn_;
};

using Key = std::pair<Code, Code>;

std::optional<Code> named(const Code& grid) {
    return grid.empty() ? std::nullopt : std::optional<Code>(grid);
}

geo::Box box_around(const Drawn& drawn, const geo::Proof& proof) {
    geo::Multipolygon all;
    for (const auto& face : proof.faces) all.push_back(face.shape);
    if (const auto* partition = drawn.in_force())
        for (const auto& area : partition->areas)
            for (auto& polygon : region_of(area.parts)) all.push_back(std::move(polygon));
    return geo::box_of(all);
}

// Areas by a net of points, each standing for one mesh.
void measure(const geo::Box& box, const Present& present, const Proposed& proposed,
             std::map<Key, Move>& moves) {
    const geo::Plane plane(geo::middle(box));
    const auto low = plane.metres(box.low);
    const auto high = plane.metres(box.high);
    const double mesh = std::max(0.5, std::sqrt((high.x - low.x) * (high.y - low.y) / net_points));
    const double mesh_km2 = mesh * mesh / 1e6;
    for (double y = low.y + mesh / 2; y < high.y; y += mesh)
        for (double x = low.x + mesh / 2; x < high.x; x += mesh) {
            const auto at = plane.point({x, y});
            const auto from = present.grid(at);
            const auto to = proposed.grid(at);
            if (from != to) moves[{from, to}].area_km2 += mesh_km2;
        }
}

// Weeks of the quarter that cases are known of: a street that began a month ago has one month's work.
double weeks_known(const std::vector<CaseSpot>& cases, Instant now) {
    constexpr double us_per_week = 7.0 * static_cast<double>(us_per_day);
    auto first = now;
    for (const auto& one : cases) first = std::min(first, one.reported_at);
    const auto known = static_cast<double>(now.us - first.us) / us_per_week;
    return std::clamp(known, 1.0, static_cast<double>(work_weeks));
}

struct Counting {
    const Present& present;
    const Proposed& proposed;
    std::map<Key, Move>& moves;
    std::map<Code, Load> loads{};
    Instant quarter_from{};
    double weeks{1};

    void add(const CaseSpot& one) {
        const Key key{present.grid(one.at), proposed.grid(one.at)};
        const auto week = one.reported_at >= quarter_from ? 1 / weeks : 0.0;
        const auto open = one.open ? 1 : 0;
        if (!key.first.empty()) {
            loads[key.first].open_now += open;
            loads[key.first].week_now += week;
        }
        if (!key.second.empty()) {
            loads[key.second].open_then += open;
            loads[key.second].week_then += week;
        }
        if (key.first == key.second) return;
        auto& move = moves[key];
        ++move.cases_total;
        move.cases_open += open;
        move.cases_a_week += week;
        if (one.open && !one.number.empty() && move.open_cases.size() < named_max)
            move.open_cases.push_back(one.number);
    }

    void add(const PlaceFound& place) {
        const Key key{present.grid(place.at), proposed.grid(place.at)};
        if (!key.first.empty()) ++loads[key.first].places_now;
        if (!key.second.empty()) ++loads[key.second].places_then;
        if (key.first == key.second) return;
        auto& move = moves[key];
        ++move.places;
        if (move.named_places.size() < named_max) move.named_places.push_back({place.code, place.name});
    }
};

} // namespace

Result<WhatIf> what_if(const GroundView& ground, const geo::Proof& proof, std::vector<CaseSpot> cases,
                       Instant now) {
    GEZHI_TRY(proposed, Proposed::make(proof));
    const auto drawn = ground.drawn();
    const Present present(drawn);
    std::map<Key, Move> moves;
    measure(box_around(*drawn, proof), present, proposed, moves);
    Counting counting{present, proposed, moves};
    counting.weeks = weeks_known(cases, now);
    counting.quarter_from = now - std::chrono::hours(24 * 7 * work_weeks);
    std::stable_sort(cases.begin(), cases.end(), [](const CaseSpot& a, const CaseSpot& b) {
        return a.reported_at > b.reported_at;
    });
    for (const auto& one : cases) counting.add(one);
    for (const auto& place : ground.places()) counting.add(place);
    WhatIf answer;
    for (auto& [key, move] : moves) {
        move.from = named(key.first);
        move.to = named(key.second);
        answer.places_moved += move.places;
        answer.cases_a_week_moved += move.cases_a_week;
        answer.moves.push_back(std::move(move));
    }
    for (auto& [grid, load] : counting.loads) {
        load.grid = grid;
        answer.loads.push_back(load);
    }
    std::stable_sort(answer.moves.begin(), answer.moves.end(),
                     [](const Move& a, const Move& b) { return a.area_km2 > b.area_km2; });
    return answer;
}

} // namespace gezhi::grid
