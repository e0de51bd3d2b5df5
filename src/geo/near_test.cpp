#include "geo/near.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace gezhi::geo {

namespace {

constexpr Point origin{312'100'000, 1'214'000'000};

struct Known {
    Bits128 id{};
    std::uint16_t category{0};
    Point at{};
};

// The same question asked of a plain list.
std::vector<Bits128> by_walking(const std::vector<Known>& all, const Near::Query& query) {
    const Plane plane(query.at);
    std::vector<std::pair<double, Bits128>> found;
    for (const auto& one : all) {
        if (query.category != Near::any && one.category != query.category) continue;
        const auto metres = plane.metres(one.at);
        const double distance = std::hypot(metres.x, metres.y);
        if (distance <= query.radius_m) found.emplace_back(distance, one.id);
    }
    std::ranges::sort(found);
    std::vector<Bits128> ids;
    for (const auto& [distance, id] : found)
        if (ids.size() < query.most) ids.push_back(id);
    return ids;
}

std::vector<Bits128> ids_of(const std::vector<Near::Hit>& hits) {
    std::vector<Bits128> ids;
    for (const auto& hit : hits) ids.push_back(hit.id);
    return ids;
}

Point around(Point centre, int lat, int lon) {
    return {centre.lat_e7 + lat, centre.lon_e7 + lon};
}

} // namespace

TEST(Near, FindsWithinTheRadiusNearestFirst) {
    Near near(origin);
    const Plane plane(origin);
    EXPECT_TRUE(near.insert({1, 1}, 6010, plane.point({100, 0})));
    EXPECT_TRUE(near.insert({1, 2}, 6010, plane.point({0, -40})));
    EXPECT_TRUE(near.insert({1, 3}, 6010, plane.point({160, 0})));
    EXPECT_TRUE(near.insert({1, 4}, 7020, plane.point({10, 10})));
    EXPECT_EQ(ids_of(near.find({origin, 150, 6010, 20})), (std::vector<Bits128>{{1, 2}, {1, 1}}));
    EXPECT_EQ(ids_of(near.find({origin, 150, Near::any, 20})),
              (std::vector<Bits128>{{1, 4}, {1, 2}, {1, 1}}));
    EXPECT_EQ(ids_of(near.find({origin, 150, Near::any, 1})), (std::vector<Bits128>{{1, 4}}));
    const auto hits = near.find({origin, 150, 7020, 20});
    ASSERT_EQ(hits.size(), 1U);
    EXPECT_EQ(hits[0].at, plane.point({10, 10}));
    EXPECT_EQ(hits[0].category, 7020);
    EXPECT_NEAR(hits[0].distance_m, std::hypot(10, 10), 0.01);
}

TEST(Near, TakesEachOnceAndGivesItBack) {
    Near near(origin);
    EXPECT_TRUE(near.insert({1, 1}, 5, origin));
    EXPECT_FALSE(near.insert({1, 1}, 5, origin));
    EXPECT_TRUE(near.insert({1, 1}, Near::any, origin)); // of unknown category
    EXPECT_FALSE(near.erase({1, 2}, 5, origin));
    EXPECT_TRUE(near.erase({1, 1}, 5, origin));
    EXPECT_FALSE(near.erase({1, 1}, 5, origin));
    EXPECT_EQ(near.size(), 1U);
    EXPECT_EQ(near.find({origin, 10, Near::any, 20}).size(), 1U);
    EXPECT_TRUE(near.erase({1, 1}, Near::any, origin));
    EXPECT_TRUE(near.find({origin, 10, Near::any, 20}).empty());
}

TEST(Near, RefusesWhatItCannotKeep) {
    Near near(origin);
    EXPECT_FALSE(near.insert({1, 1}, 5, {0, 0}));
    EXPECT_FALSE(near.insert({1, 1}, Near::category_max + 1, origin));
    EXPECT_TRUE(
        near.insert({1, 1}, Near::category_max, around(origin, -8'388'608, -16'777'216))); // the corners
    EXPECT_TRUE(near.insert({1, 2}, Near::category_max, around(origin, 8'388'607, 16'777'215)));
    EXPECT_FALSE(near.insert({1, 3}, 5, around(origin, 8'388'608, 0)));
    EXPECT_EQ(near.find({around(origin, 8'388'600, 16'777'210), 100, Near::category_max, 20}).size(), 1U);
    EXPECT_EQ(near.find({around(origin, 8'388'600, 16'777'210), 100, Near::any, 20}).size(), 1U);
    EXPECT_EQ(near.find({around(origin, -8'388'600, -16'777'210), 100, Near::any, 20}).size(), 1U);
    EXPECT_TRUE(near.find({{0, 0}, 100, Near::any, 20}).empty());
}

// Enough to split and unite many chunks, with hot spots where hundreds share one point.
TEST(Near, ThousandsComeAndGo) {
    std::mt19937 random(8311);
    Near near(origin);
    std::vector<Known> all;
    const auto pick = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    for (std::uint64_t i = 0; i < 20'000; ++i) {
        const Point at =
            i % 3 == 0 ? origin : around(origin, pick(-200'000, 200'000), pick(-200'000, 200'000));
        all.push_back({{i, i}, static_cast<std::uint16_t>(pick(0, 9)), at});
        ASSERT_TRUE(near.insert(all.back().id, all.back().category, at));
    }
    std::ranges::shuffle(all, random);
    while (all.size() > 500) {
        ASSERT_TRUE(near.erase(all.back().id, all.back().category, all.back().at));
        all.pop_back();
        if (all.size() % 2000 != 0) continue;
        const Near::Query query{around(origin, pick(-9'000, 9'000), pick(-9'000, 9'000)), 500,
                                static_cast<std::uint16_t>(pick(0, 9)), 1000};
        EXPECT_EQ(ids_of(near.find(query)), by_walking(all, query));
    }
    EXPECT_EQ(near.size(), all.size());
}

RC_GTEST_PROP(Near, AnswersLikeAWalkOverAll, ()) {
    const int spread = *rc::gen::element(2'000, 40'000, 600'000);
    const auto somewhere = [&] {
        return around(origin, *rc::gen::inRange(-spread, spread), *rc::gen::inRange(-spread, spread));
    };
    Near near(origin);
    std::vector<Known> all;
    const int count = *rc::gen::inRange(0, 60);
    for (int i = 0; i < count; ++i) {
        const Known one{
            {7, static_cast<std::uint64_t>(i)}, *rc::gen::inRange<std::uint16_t>(0, 4), somewhere()};
        RC_ASSERT(near.insert(one.id, one.category, one.at));
        all.push_back(one);
    }
    while (!all.empty() && *rc::gen::inRange(0, 4) != 0) {
        RC_ASSERT(near.erase(all.back().id, all.back().category, all.back().at));
        all.pop_back();
    }
    const Near::Query query{somewhere(), *rc::gen::element(0.0, 20.0, 150.0, 1000.0),
                            *rc::gen::inRange<std::uint16_t>(0, 4), *rc::gen::inRange<std::size_t>(0, 30)};
    RC_ASSERT(ids_of(near.find(query)) == by_walking(all, query));
}

} // namespace gezhi::geo
