// How alike two grey pictures are, and that the bands find whatever is near.

#include "modules/files/likeness.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

using namespace gezhi::files;

namespace {

Grey slope(int step) {
    Grey grey{};
    for (std::size_t i = 0; i < grey.size(); ++i)
        grey[i] = static_cast<std::uint8_t>(static_cast<int>(i % likeness_side) * step);
    return grey;
}

bool share_a_band(const Likeness& one, const Likeness& other) {
    const auto a = band_keys(one);
    const auto b = band_keys(other);
    return std::any_of(a.begin(), a.end(),
                       [&](auto key) { return std::find(b.begin(), b.end(), key) != b.end(); });
}

} // namespace

TEST(Likeness, ASlopeToTheRightSetsEveryBitAcrossAndNoneDown) {
    const auto likeness = likeness_of(slope(20));
    EXPECT_EQ(likeness.across, ~std::uint64_t{0});
    EXPECT_EQ(likeness.down, 0U);
}

TEST(Likeness, AWallAndTheNoiseOfACameraSayNothing) {
    EXPECT_FALSE(says_something(likeness_of(slope(0))));
    EXPECT_FALSE(says_something(likeness_of(slope(shade_step_min - 1))));
    EXPECT_TRUE(says_something(likeness_of(slope(shade_step_min))));
    EXPECT_TRUE(band_keys(likeness_of(slope(0))).empty());
}

TEST(Likeness, DistanceCountsBothHalves) {
    EXPECT_EQ(distance({0b1011, 0b1}, {0b0001, 0b0}), 3);
    EXPECT_EQ(distance({7, 9}, {7, 9}), 0);
}

RC_GTEST_PROP(LikenessProperty, WhatIsNearSharesABand, ()) {
    Likeness one; // no band of it is empty, nor becomes so by the flips
    for (std::int64_t band = 0; band < bands; ++band) {
        auto& half = band < bands / 2 ? one.across : one.down;
        half = half << 16U | static_cast<std::uint64_t>(*rc::gen::inRange(0x0F00, 0x10000)) | 0x00FFU;
    }
    auto other = one;
    const auto flips = *rc::gen::inRange(0, near_bits_max + 1);
    for (int i = 0; i < flips; ++i) {
        const auto bit = *rc::gen::inRange(0, 128);
        (bit < 64 ? other.across : other.down) ^= std::uint64_t{1} << static_cast<unsigned>(bit % 64);
    }
    RC_ASSERT(distance(one, other) <= near_bits_max);
    RC_ASSERT(share_a_band(one, other));
}
