#pragma once
// Streets for tests. A map drawn in letters, a hundred metres apart: a letter is a point, a word of letters a
// line through them, so that a case reads like a sketch. And random streets: a star-shaped boundary, perhaps
// with a hole and an island, and roads of any shape.

#include "geo/partition.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <string>
#include <string_view>

namespace gezhi::geo::street {

constexpr Point corner{312'000'000, 1'214'000'000};

inline Point metres(double x, double y) {
    return Plane(corner).point({x, y});
}

class Map {
public:
    explicit Map(std::vector<std::string_view> rows) : rows_(std::move(rows)) {}

    Point at(char letter) const {
        for (std::size_t row = 0; row < rows_.size(); ++row)
            if (const auto column = rows_[row].find(letter); column != std::string_view::npos)
                return metres(100.0 * static_cast<double>(column),
                              100.0 * static_cast<double>(rows_.size() - row));
        ADD_FAILURE() << "no letter " << letter << " on the map";
        return {};
    }

    Line line(std::string_view letters) const {
        Line line;
        for (const char letter : letters) line.push_back(at(letter));
        return line;
    }

    Multipolygon area(std::string_view outer, const std::vector<std::string_view>& holes = {}) const {
        Polygon polygon{line(outer), {}};
        for (const auto hole : holes) polygon.holes.push_back(line(hole));
        auto region = valid_region({polygon});
        EXPECT_TRUE(region.has_value()) << (region ? "" : region.error().rule->code);
        return region ? *region : Multipolygon{};
    }

private:
    std::vector<std::string_view> rows_;
};

// The grid that holds the point: its code, "-" for none, "?" for several.
inline std::string grid_at(const Proof& proof, Point at) {
    std::string found = "-";
    for (const auto& grid : proof.grids)
        if (holds(grid.shape, at)) found = found == "-" ? grid.grid : "?";
    return found;
}

inline Point random_point(int reach_m) {
    return metres(*rc::gen::inRange(-reach_m * 10, reach_m * 10) / 10.0,
                  *rc::gen::inRange(-reach_m * 10, reach_m * 10) / 10.0);
}

inline Ring random_star(double x, double y, int radius_m) {
    Ring ring;
    const int corners = *rc::gen::inRange(3, 24);
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * M_PI * i / corners;
        const double radius = *rc::gen::inRange(radius_m / 4, radius_m);
        ring.push_back(metres(x + radius * std::cos(angle), y + radius * std::sin(angle)));
    }
    return ring;
}

inline Multipolygon random_boundary() {
    Polygon main{random_star(0, 0, 1000), {}};
    if (*rc::gen::arbitrary<bool>()) main.holes.push_back(random_star(0, 0, 150)); // within a quarter of 1000
    Multipolygon raw{main};
    if (*rc::gen::arbitrary<bool>()) raw.push_back({random_star(2000, 500, 600), {}});
    auto region = valid_region(raw);
    if (!region) RC_DISCARD("no area");
    return *region;
}

inline Line random_line(int reach_m) {
    Line line;
    const int count = *rc::gen::inRange(2, 7);
    for (int i = 0; i < count; ++i) line.push_back(random_point(reach_m));
    if (*rc::gen::inRange(0, 6) == 0) line.push_back(line.front()); // a ring
    return line;
}

// Rules with a side that each road has, the last grid the rest; no proof when a road has none.
inline std::optional<Proof> random_proof(const Multipolygon& boundary, std::vector<NamedRoad> roads) {
    Draft draft{boundary, std::move(roads), {}};
    for (const auto& road : draft.roads) draft.rules.push_back({road.name, road.name, road.name + "以北"});
    draft.rules.push_back({"rest", "rest", "其余"});
    for (std::size_t tries = 0; tries <= 2 * draft.roads.size(); ++tries) {
        auto proof = prove(draft);
        if (proof) return std::move(*proof);
        if (proof.error().rule != &rules::side_unclear) return std::nullopt;
        for (auto& rule : draft.rules)
            if (rule.grid == proof.error().params.at("grid"))
                rule.text = rule.grid + (rule.text.ends_with("以北") ? "以东" : "以内");
    }
    return std::nullopt;
}

inline std::optional<Proof> random_proof() {
    const auto boundary = random_boundary();
    std::vector<NamedRoad> roads;
    const int count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i)
        roads.push_back(
            {std::string(1, static_cast<char>('A' + i)), {}, {random_line(*rc::gen::element(300, 1500))}});
    return random_proof(boundary, std::move(roads));
}

} // namespace gezhi::geo::street
