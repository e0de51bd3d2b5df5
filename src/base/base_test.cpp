#include "base/error.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace gezhi;

namespace {

constexpr Rule too_late{"test/too-late", Kind::conflict, "a rule for this test"};

Result<int> half(int value) {
    if (value % 2 != 0) return refuse(too_late, {{"value", number(value)}});
    return value / 2;
}

Result<int> quarter(int value) {
    GEZHI_TRY(first, half(value));
    GEZHI_CHECK(half(first));
    return first / 2;
}

} // namespace

TEST(Error, TryPassesARefusalOnAndNamesTheValue) {
    EXPECT_EQ(*quarter(12), 3);
    EXPECT_EQ(quarter(3).error().rule, &too_late);
    EXPECT_EQ(quarter(6).error().params.at("value"), "3");
}

RC_GTEST_PROP(Ids, RoundTripThroughTextAndKeepTheirOrder,
              (std::uint64_t a, std::uint64_t b, std::uint64_t c)) {
    const StreamId one{{a, b}};
    const StreamId other{{a, c}};
    RC_ASSERT(StreamId::parse(one.text()) == one);
    RC_ASSERT((one < other) == (one.text() < other.text()));
}

TEST(Ids, RefuseWhatIsNotExactlyAnId) {
    EXPECT_FALSE(StreamId::parse(""));
    EXPECT_FALSE(StreamId::parse(std::string(26, 'z')));
    EXPECT_FALSE(StreamId::parse("8" + std::string(25, '0')));
    EXPECT_FALSE(StreamId::parse(std::string(27, '0')));
}

TEST(Time, WritesTheStreetsOwnOffset) {
    const auto at = parse_iso("2026-11-23T02:00:00Z");
    ASSERT_TRUE(at);
    EXPECT_EQ(iso(*at), "2026-11-23T10:00:00+08:00");
    EXPECT_EQ(parse_iso("2026-11-23T10:00+08:00"), at);
    EXPECT_EQ(iso(*at + std::chrono::microseconds{1500}), "2026-11-23T10:00:00.001500+08:00");
}

TEST(Time, RefusesDaysThatAreNot) {
    for (const auto* text :
         {"2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T10:00:00",
          "2026-11-23 10:00:00Z", "", "2026-11-23T10:00:00.1234567Z"})
        EXPECT_FALSE(parse_iso(text)) << text;
}

RC_GTEST_PROP(Time, CivilAndInstantAreInverse, ()) {
    const auto us = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000'000, 4'000'000'000'000'000);
    RC_ASSERT(instant(civil(Instant{us})).us == us);
    RC_ASSERT(parse_iso(iso(Instant{us}))->us == us);
}

TEST(Text, CountsCodePointsAndKnowsUtf8) {
    EXPECT_EQ(count_code_points("路锥占道"), 4U);
    EXPECT_EQ(first_code_points("路锥占道", 2), "路锥");
    EXPECT_TRUE(valid_utf8("路锥 cone"));
    EXPECT_FALSE(valid_utf8("\xC0\x80"));
    EXPECT_FALSE(valid_utf8("\xED\xA0\x80"));
    EXPECT_FALSE(valid_utf8("\xE8\xB7"));
    EXPECT_EQ(trim("  a b\n"), "a b");
    EXPECT_EQ(split("a,,b", ',').size(), 3U);
}
