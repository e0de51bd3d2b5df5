#include "geo/exact.hpp"
#include "geo/region.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace gezhi::geo {

namespace {

constexpr std::int32_t lat0 = 312'000'000;
constexpr std::int32_t lon0 = 1'214'000'000;

// x east, y north in units of a thousandth of a degree (about 100 m).
Point at(int x, int y) {
    return {lat0 + y * 10'000, lon0 + x * 10'000};
}

Ring box(int x0, int y0, int x1, int y1) {
    return {at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1)};
}

std::string_view refusal(Multipolygon raw) {
    const auto region = valid_region(std::move(raw));
    return region ? std::string_view{} : region.error().rule->code;
}

} // namespace

TEST(Region, TurnsRingsAndDropsRepeats) {
    const auto region = valid_region({{{at(0, 0), at(0, 4), at(0, 4), at(4, 4), at(4, 0), at(0, 0)},
                                       {{at(1, 1), at(2, 1), at(2, 2), at(1, 2), at(1, 1)}}}});
    ASSERT_TRUE(region.has_value());
    EXPECT_EQ(region->front().outer, (Ring{at(0, 0), at(4, 0), at(4, 4), at(0, 4)}));
    EXPECT_EQ(region->front().holes.front(), (Ring{at(1, 1), at(1, 2), at(2, 2), at(2, 1)}));
}

TEST(Region, RefusesWhatIsNoArea) {
    EXPECT_EQ(refusal({}), "geo/region-empty");
    EXPECT_EQ(refusal({{}}), "geo/ring-too-short");
    EXPECT_EQ(refusal({{{at(0, 0), at(1, 1), at(0, 0)}, {}}}), "geo/ring-too-short");
    EXPECT_EQ(refusal({{{at(0, 0), at(1, 1), at(2, 2)}, {}}}), "geo/ring-too-short");
    EXPECT_EQ(refusal({{{at(0, 0), at(4, 4), at(4, 0), at(0, 4)}, {}}}), "geo/ring-crosses");
    EXPECT_EQ(refusal({{{at(0, 0), at(2, 0), at(2, 2), at(4, 2), at(4, 4), at(2, 2)}, {}}}),
              "geo/ring-crosses");
    EXPECT_EQ(refusal({{box(0, 0, 4, 4), {box(5, 5, 6, 6)}}}), "geo/hole-outside");
    EXPECT_EQ(refusal({{box(0, 0, 9, 9), {box(1, 1, 8, 8), box(2, 2, 3, 3)}}}), "geo/hole-outside");
    EXPECT_EQ(refusal({{box(0, 0, 4, 4), {}}, {box(2, 2, 6, 6), {}}}), "geo/islands-overlap");
    EXPECT_EQ(refusal({{box(0, 0, 9, 9), {}}, {box(2, 2, 6, 6), {}}}), "geo/islands-overlap");
    EXPECT_EQ(refusal({{box(0, 0, 2001, 1), {}}}), "geo/region-too-large");
}

TEST(Region, ARefusalNamesThePlace) {
    const auto region = valid_region({{{at(0, 0), at(4, 4), at(4, 0), at(0, 4)}, {}}});
    ASSERT_FALSE(region.has_value());
    EXPECT_EQ(region.error().params.at("lat"), "31.202000");
    EXPECT_EQ(region.error().params.at("lon"), "121.402000");
}

TEST(Region, IslandsAndHolesAreInside) {
    const auto region = valid_region({{box(0, 0, 10, 10), {box(2, 2, 8, 8)}}, {box(4, 4, 6, 6), {}}});
    ASSERT_TRUE(region.has_value());
    EXPECT_TRUE(holds(*region, at(1, 1)));
    EXPECT_FALSE(holds(*region, at(3, 3)));
    EXPECT_TRUE(holds(*region, at(5, 5)));
    EXPECT_FALSE(holds(*region, at(11, 5)));
    const Plane plane(middle(box_of(*region)));
    EXPECT_NEAR(area_m2(*region, plane) / area_m2(Polygon{box(0, 0, 1, 1), {}}, plane), 100 - 36 + 4, 1e-6);
    EXPECT_NEAR(border_distance_m(*region, at(5, 3)), distance_m(at(5, 3), at(5, 4)), 0.01);
}

TEST(Region, AnAreaIsInSquareMetres) {
    const Polygon square{box(0, 0, 10, 10), {}};
    const double side = distance_m(at(0, 0), at(0, 10));
    const Plane plane(at(5, 5));
    EXPECT_NEAR(area_m2(square, plane), side * side * std::cos(31.205 * M_PI / 180), 1);
    EXPECT_NEAR(length_m({at(0, 0), at(0, 10), at(0, 0)}, plane), 2 * side, 0.01);
}

// Around one vertex four squares meet; each border point and the vertex itself belong to exactly one.
TEST(Region, HalfOpenBordersGiveEachPointOneOwner) {
    const std::vector<Multipolygon> squares{
        {{box(0, 0, 2, 2), {}}}, {{box(2, 0, 4, 2), {}}}, {{box(0, 2, 2, 4), {}}}, {{box(2, 2, 4, 4), {}}}};
    for (int x = 0; x < 4; ++x)
        for (int y = 0; y < 4; ++y) {
            int owners = 0;
            for (const auto& square : squares) owners += holds(square, at(x, y)) ? 1 : 0;
            EXPECT_EQ(owners, 1) << x << "," << y;
        }
    EXPECT_TRUE(holds(squares[3], at(2, 2))); // a hair to the east and north
    EXPECT_FALSE(holds(squares[1], at(4, 1)));
}

RC_GTEST_PROP(Region, ATriangleFanHoldsEveryPointOnce, ()) {
    const auto pick = [] { return at(*rc::gen::inRange(-20, 21), *rc::gen::inRange(-20, 21)); };
    const Point apex = at(0, 0);
    const Ring rim{at(30, -30), at(30, 30), at(-30, 30), at(-30, -30)};
    const Point p = pick();
    int owners = 0;
    for (std::size_t i = 0; i < rim.size(); ++i)
        owners += holds({{Ring{apex, rim[i], rim[(i + 1) % rim.size()]}, {}}}, p) ? 1 : 0;
    RC_ASSERT(owners == 1);
}

} // namespace gezhi::geo
