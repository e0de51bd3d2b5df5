#include "geo/point.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace gezhi::geo {

namespace {

Point at(double lat, double lon) {
    const auto point = from_degrees(lat, lon);
    EXPECT_TRUE(point.has_value());
    return point.value_or(Point{});
}

// Loushanguan Road station in the three datums, as published.
const Point station_wgs = at(31.212893, 121.399616);
const Point station_gcj = at(31.211049, 121.404266);
const Point station_bd = at(31.2168, 121.4110);
constexpr double published_to_m = 25;

} // namespace

TEST(Point, TheStationIsAtOnePlaceInThreeDatums) {
    EXPECT_LT(distance_m(to_wgs84(station_gcj, Datum::gcj02), station_wgs), published_to_m);
    EXPECT_LT(distance_m(to_wgs84(station_bd, Datum::bd09), station_wgs), published_to_m);
    EXPECT_LT(distance_m(from_wgs84(station_wgs, Datum::gcj02), station_gcj), published_to_m);
    EXPECT_LT(distance_m(from_wgs84(station_wgs, Datum::bd09), station_bd), published_to_m);
    EXPECT_EQ(to_wgs84(station_wgs, Datum::wgs84), station_wgs);
    EXPECT_EQ(to_wgs84(station_wgs, Datum::cgcs2000), station_wgs);
}

TEST(Point, Gcj02LiesFourHundredMetresEastAndTwoHundredSouthHere) {
    const Plane plane(station_wgs);
    const auto shift = plane.metres(from_wgs84(station_wgs, Datum::gcj02));
    EXPECT_NEAR(shift.x, 443, 3);
    EXPECT_NEAR(shift.y, -204, 3);
}

TEST(Point, DegreesOutsideTheWorldAreNone) {
    EXPECT_FALSE(from_degrees(90.1, 0));
    EXPECT_FALSE(from_degrees(0, -180.1));
    EXPECT_FALSE(from_degrees(std::nan(""), 0));
    EXPECT_FALSE(from_degrees(0, std::nan("")));
    EXPECT_FALSE(from_degrees(INFINITY, 0));
    EXPECT_EQ(from_degrees(-90, 180), (Point{-900'000'000, 1'800'000'000}));
    EXPECT_EQ(from_degrees(31.21289305, 121.0), (Point{312'128'931, 1'210'000'000})); // rounds, does not cut
}

TEST(Point, DatumsHaveTheirNames) {
    EXPECT_EQ(parse_datum("wgs84"), Datum::wgs84);
    EXPECT_EQ(parse_datum("cgcs2000"), Datum::cgcs2000);
    EXPECT_EQ(parse_datum("gcj02"), Datum::gcj02);
    EXPECT_EQ(parse_datum("bd09"), Datum::bd09);
    EXPECT_FALSE(parse_datum("WGS84"));
    EXPECT_FALSE(parse_datum(""));
}

TEST(Point, ADegreeOfLatitudeIsAHundredAndElevenKilometres) {
    EXPECT_NEAR(distance_m(at(31, 121), at(32, 121)), 111'195, 1);
    EXPECT_NEAR(distance_m(at(31, 121), at(31, 122)), 111'195 * std::cos(31 * M_PI / 180), 1);
}

TEST(Plane, CellsCountFromTheMiddle) {
    const Plane plane(station_wgs);
    constexpr std::int64_t middle = std::int64_t{1} << 19;
    EXPECT_EQ(plane.cell(station_wgs), middle * Plane::row_factor + middle);
    EXPECT_EQ(plane.cell(plane.point({151, 1})), middle * Plane::row_factor + middle + 1);
    EXPECT_EQ(plane.cell(plane.point({-1, -1})), (middle - 1) * Plane::row_factor + middle - 1);
}

RC_GTEST_PROP(Point, ThereAndBackIsTheSamePlace, ()) {
    const Point here{*rc::gen::inRange(200'000'000, 500'000'000),
                     *rc::gen::inRange(800'000'000, 1'300'000'000)};
    for (const Datum datum : {Datum::wgs84, Datum::cgcs2000, Datum::gcj02, Datum::bd09}) {
        const Point back = to_wgs84(from_wgs84(here, datum), datum);
        RC_ASSERT(std::abs(back.lat_e7 - here.lat_e7) <= 10);
        RC_ASSERT(std::abs(back.lon_e7 - here.lon_e7) <= 10);
    }
}

RC_GTEST_PROP(Plane, MetresAndBackIsTheSamePoint, ()) {
    const Plane plane(station_wgs);
    const Point here{station_wgs.lat_e7 + *rc::gen::inRange(-5'000'000, 5'000'000),
                     station_wgs.lon_e7 + *rc::gen::inRange(-5'000'000, 5'000'000)};
    RC_ASSERT(plane.point(plane.metres(here)) == here);
}

} // namespace gezhi::geo
