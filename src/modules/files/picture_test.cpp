#include "base/text.hpp"
#include "samples_for_test.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace gezhi;
using namespace gezhi::files;

namespace {

const Rule* refusal(const std::string& bytes) {
    const auto cleaned = clean(bytes);
    return cleaned ? nullptr : cleaned.error().rule;
}

TEST(Picture, AJpegKeepsPixelsColourAndTurnAndNothingOfItsMaker) {
    const auto picture = clean(samples::jpeg());
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->type, Type::jpeg);
    EXPECT_EQ(picture->width, 64);
    EXPECT_EQ(picture->height, 48);
    for (const auto* part : {"JFIF", "ICC_PROFILE", "ab", "cd", "ef", "Exif"})
        EXPECT_TRUE(contains(picture->bytes, part)) << part;
    for (const auto* part : {"GPS", "adobe", "MPF", "made by", "video"})
        EXPECT_FALSE(contains(picture->bytes, part)) << part;
    EXPECT_TRUE(picture->bytes.ends_with("\xFF\xD9"));
    const auto again = clean(picture->bytes);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->bytes, picture->bytes);
}

TEST(Picture, AnUprightJpegLosesItsExifWholly) {
    EXPECT_FALSE(contains(clean(samples::jpeg(1))->bytes, "Exif"));
    EXPECT_FALSE(contains(clean(samples::jpeg(9))->bytes, "Exif"));
}

TEST(Picture, APngLosesTextsTimesAndExif) {
    const auto picture = clean(samples::png());
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->width, 5);
    EXPECT_EQ(picture->height, 7);
    for (const auto* part : {"tEXt", "eXIf", "tIME", "GPS", "somebody", "behind"})
        EXPECT_FALSE(contains(picture->bytes, part)) << part;
    EXPECT_TRUE(contains(picture->bytes, "pixels"));
    EXPECT_EQ(clean(picture->bytes)->bytes, picture->bytes);
}

TEST(Picture, AWebpLosesExifAndXmpAndNoLongerSaysItHasThem) {
    const auto picture = clean(samples::webp());
    ASSERT_TRUE(picture);
    EXPECT_EQ(picture->width, 10);
    EXPECT_EQ(picture->height, 20);
    for (const auto* part : {"EXIF", "XMP", "GPS", "author", "behind"})
        EXPECT_FALSE(contains(picture->bytes, part)) << part;
    EXPECT_EQ(picture->bytes[20], '\0'); // the flags of VP8X
    EXPECT_EQ(clean(picture->bytes)->bytes, picture->bytes);
}

TEST(Picture, WhatIsNoPictureIsRefusedByName) {
    for (const auto* text : {"", "GIF89a", "<svg onload=alert(1)>", "%PDF-1.4", "\xFF\xD8"})
        EXPECT_EQ(refusal(text), &files::rules::not_a_picture) << text;
    EXPECT_EQ(refusal(samples::jpeg() + std::string(picture_bytes_max, 'x')), &files::rules::too_large);
}

TEST(Picture, WhereverAPictureIsCutItIsRefused) {
    for (const auto& whole : {samples::jpeg(), samples::png(), samples::webp()}) {
        const auto kept = clean(whole);
        ASSERT_TRUE(kept);
        for (std::size_t n = 12; n < kept->bytes.size(); ++n)
            EXPECT_NE(refusal(kept->bytes.substr(0, n)), nullptr) << n;
    }
    EXPECT_EQ(refusal(samples::jpeg().substr(0, 200)), &files::rules::cut_off);
}

TEST(Picture, APngWhoseChecksumFailsIsRefused) {
    auto broken = samples::png();
    broken[broken.find("pixels")] = 'q';
    EXPECT_EQ(refusal(broken), &files::rules::cut_off);
}

TEST(Picture, APictureOfGiantSizeIsRefusedBeforeAnybodyDecodesIt) {
    using namespace samples;
    const auto giant = [](std::uint64_t width, std::uint64_t height) {
        return "\x89PNG\r\n\x1A\n" +
               chunk("IHDR", big(width, 4) + big(height, 4) + std::string("\x08\x02\0\0\0", 5)) +
               chunk("IDAT", "pixels") + chunk("IEND", "");
    };
    EXPECT_EQ(refusal(giant(20'001, 1)), &files::rules::too_many_pixels);
    EXPECT_EQ(refusal(giant(19'000, 19'000)), &files::rules::too_many_pixels);
    EXPECT_EQ(refusal(giant(0, 9)), &files::rules::cut_off);
}

// Whatever stands in the file: an answer, and what is kept is kept again unchanged.
RC_GTEST_PROP(Picture, AnyChangedBytesAreRefusedOrCleanOnce, ()) {
    const std::vector<std::string> all{samples::jpeg(), samples::png(), samples::webp()};
    auto bytes = all[static_cast<std::size_t>(*rc::gen::inRange(0, 3))];
    for (int n = *rc::gen::inRange(1, 6); n > 0; --n)
        bytes[static_cast<std::size_t>(*rc::gen::inRange<int>(0, static_cast<int>(bytes.size())))] =
            *rc::gen::arbitrary<char>();
    const auto once = clean(bytes);
    if (!once) return;
    const auto twice = clean(once->bytes);
    RC_ASSERT(twice.has_value());
    RC_ASSERT(twice->bytes == once->bytes);
}

} // namespace
