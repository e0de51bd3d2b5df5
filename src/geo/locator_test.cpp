#include "geo/geos_for_test.hpp"
#include "geo/locator.hpp"
#include "geo/street_for_test.hpp"
#include "geo/tianshan_for_test.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

namespace gezhi::geo {

namespace {

std::vector<Multipolygon> shapes_of(const Proof& proof) {
    std::vector<Multipolygon> shapes;
    for (const auto& grid : proof.grids)
        if (!grid.shape.empty()) shapes.push_back(grid.shape);
    return shapes;
}

Locator located(const std::vector<Multipolygon>& grids) {
    auto locator = Locator::make(grids);
    EXPECT_TRUE(locator.has_value()) << (locator ? "" : locator.error().rule->code);
    return locator ? std::move(*locator) : Locator{};
}

std::string_view refusal(const std::vector<Multipolygon>& grids) {
    const auto locator = Locator::make(grids);
    return locator ? std::string_view{} : locator.error().rule->code;
}

Multipolygon box(int x0, int y0, int x1, int y1) {
    using street::metres;
    return {{{metres(x0, y0), metres(x1, y0), metres(x1, y1), metres(x0, y1)}, {}}};
}

// Vertices, middles of edges, and a point near each: where rounding would show.
std::vector<Point> delicate(const std::vector<Multipolygon>& grids) {
    std::vector<Point> points;
    const auto ring = [&](const Ring& one) {
        for (std::size_t i = 0; i < one.size(); ++i) {
            const Point a = one[i];
            const Point between = middle(box_of(Line{a, one[(i + 1) % one.size()]}));
            for (const Point at : {a, between})
                for (int lat = -1; lat <= 1; ++lat)
                    for (int lon = -1; lon <= 1; ++lon) points.push_back({at.lat_e7 + lat, at.lon_e7 + lon});
        }
    };
    for (const auto& grid : grids)
        for (const auto& polygon : grid) {
            ring(polygon.outer);
            for (const auto& hole : polygon.holes) ring(hole);
        }
    return points;
}

} // namespace

TEST(Locator, FourSquaresShareTheirBordersOnceEach) {
    const auto locator =
        located({box(0, 0, 200, 200), box(200, 0, 400, 200), box(0, 200, 200, 400), box(200, 200, 400, 400)});
    using street::metres;
    EXPECT_EQ(locator.find(metres(100, 100)), 0U);
    EXPECT_EQ(locator.find(metres(300, 100)), 1U);
    EXPECT_EQ(locator.find(metres(200, 200)), 3U); // a hair to the east and north
    EXPECT_EQ(locator.find(metres(100, 200)), 2U);
    EXPECT_EQ(locator.find(metres(200, 100)), 1U);
    EXPECT_EQ(locator.find(metres(0, 0)), 0U);
    EXPECT_EQ(locator.find(metres(400, 100)), Locator::nowhere);
    EXPECT_EQ(locator.find({0, 0}), Locator::nowhere);
    EXPECT_EQ(locator.find({-900'000'000, -1'800'000'000}), Locator::nowhere);
}

TEST(Locator, OutsideTheNearestGridIsNamedWithItsDistance) {
    const auto locator = located({box(0, 0, 200, 200), box(200, 0, 400, 200)});
    const auto east = locator.nearest(street::metres(450, 100));
    EXPECT_EQ(east.grid, 1U);
    EXPECT_NEAR(east.distance_m, 50, 0.1);
    const auto south = locator.nearest(street::metres(50, -30));
    EXPECT_EQ(south.grid, 0U);
    EXPECT_NEAR(south.distance_m, 30, 0.1);
    EXPECT_EQ(locator.nearest(street::metres(50, 50)).distance_m, 0);
    EXPECT_EQ(Locator{}.nearest({0, 0}).grid, Locator::nowhere);
    EXPECT_EQ(Locator{}.find({0, 0}), Locator::nowhere);
}

TEST(Locator, OverlappingLayersAreRefused) {
    EXPECT_EQ(refusal({}), "geo/layer-empty");
    EXPECT_EQ(refusal({box(0, 0, 200, 200), {}}), "geo/region-empty");
    EXPECT_EQ(refusal({box(0, 0, 200, 200), box(100, 100, 300, 300)}), "geo/layer-overlaps"); // crossing
    EXPECT_EQ(refusal({box(0, 0, 300, 300), box(100, 100, 200, 200)}),
              "geo/layer-overlaps");                                                      // one in the other
    EXPECT_EQ(refusal({box(0, 0, 200, 200), box(0, 0, 200, 200)}), "geo/layer-overlaps"); // the same twice
    EXPECT_EQ(refusal({box(0, 0, 200, 200), box(200, 50, 400, 100)}),
              "geo/layer-overlaps"); // vertex on an edge
    using street::metres;
    const Multipolygon through{{{metres(0, 0), metres(300, 0), metres(200, 200), metres(100, 250)}, {}}};
    EXPECT_EQ(refusal({box(0, 0, 200, 200), through}), "geo/layer-overlaps");
    EXPECT_EQ(refusal({box(0, 0, 200, 200), box(300, 0, 400, 200)}), "");   // apart is no overlap
    EXPECT_EQ(refusal({box(0, 0, 200, 200), box(200, 200, 400, 400)}), ""); // nor is a common corner
}

TEST(Locator, AGridInTheHoleOfAnotherIsFound) {
    Multipolygon ring = box(0, 0, 300, 300);
    const auto inner = box(100, 100, 200, 200);
    ring[0].holes.push_back({inner[0].outer.rbegin(), inner[0].outer.rend()});
    const auto filled = located({ring, inner});
    EXPECT_EQ(filled.find(street::metres(150, 150)), 1U);
    EXPECT_EQ(filled.find(street::metres(50, 150)), 0U);
    const auto hollow = located({ring});
    EXPECT_EQ(hollow.find(street::metres(150, 150)), Locator::nowhere);
    EXPECT_NEAR(hollow.nearest(street::metres(150, 140)).distance_m, 40, 0.1);
}

TEST(Locator, TheDemoStreetHasOneGridEverywhere) {
    auto draft = tianshan::draft();
    draft.rules[2].text = "其余";
    const auto proof = prove(draft);
    ASSERT_TRUE(proof.has_value());
    const auto grids = shapes_of(*proof);
    const auto locator = located(grids);
    const GeosLayer judge(grids);
    const Box around = box_of(draft.boundary);
    std::mt19937 random(8311);
    std::uniform_int_distribution<int> lat(around.low.lat_e7 - 5000, around.high.lat_e7 + 5000);
    std::uniform_int_distribution<int> lon(around.low.lon_e7 - 5000, around.high.lon_e7 + 5000);
    for (int i = 0; i < 20'000; ++i) {
        const Point at{lat(random), lon(random)};
        const auto touching = judge.touching(at);
        const auto grid = locator.find(at);
        if (touching.size() == 1) {
            ASSERT_TRUE(grid == touching[0] || border_distance_m(grids[touching[0]], at) < 0.02) << i;
        }
        if (touching.empty()) {
            ASSERT_EQ(grid, Locator::nowhere) << i;
        }
    }
}

// On every border and vertex and beside it the answer is one of the grids GEOS sees there, and the very one
// that holds the point by the half-open rule.
RC_GTEST_PROP(Locator, AgreesWithGeosOnRandomPartitions, ()) {
    const auto proof = street::random_proof();
    if (!proof || !proof->overlaps.empty()) RC_DISCARD("no partition");
    const auto grids = shapes_of(*proof);
    const auto made = Locator::make(grids);
    RC_ASSERT(made.has_value());
    const GeosLayer judge(grids);
    auto points = delicate(grids);
    for (int i = 0; i < 50; ++i) points.push_back(street::random_point(3000));
    for (const Point at : points) {
        const auto grid = made->find(at);
        const auto touching = judge.touching(at);
        if (grid == Locator::nowhere) {
            RC_ASSERT(std::ranges::none_of(grids, [&](const auto& one) { return holds(one, at); }));
            continue;
        }
        RC_ASSERT(std::ranges::find(touching, grid) != touching.end());
        RC_ASSERT(std::ranges::count_if(grids, [&](const auto& one) { return holds(one, at); }) == 1);
        RC_ASSERT(holds(grids[grid], at));
    }
}

} // namespace gezhi::geo
