// The picture process on real pictures of every type, on hostile ones, and when it does not come up. Nothing
// that is sent to it ends this test.

#include "modules/files/children.hpp"
#include "support/databases.hpp"
#include "support/pictures.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>

using namespace gezhi;
using namespace gezhi::files;
using support::Drawn;

namespace {

class ThePictureProcess : public ::testing::Test {
protected:
    Children children{support::picture_program};

    // A program of our own in its place.
    std::string script(const std::string& text) const {
        const auto path = folder.path() + "/child";
        std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path;
    }

    const Rule* refusal(std::string_view bytes) {
        const auto made = children.keep(bytes);
        return made ? nullptr : made.error().rule;
    }

    support::Folder folder;
};

bool is_clean_jpeg(const std::string& bytes) {
    return bytes.starts_with("\xFF\xD8") && bytes.ends_with("\xFF\xD9") && bytes.find("Exif") == bytes.npos &&
           bytes.find("Telephone") == bytes.npos && bytes.find("http://ns.adobe.com") == bytes.npos &&
           bytes.find("ICC_PROFILE") == bytes.npos;
}

// Of a JPEG of ours: the shade of one of its bytes cannot be read without decoding, so it is decoded again.
std::int64_t dark_bits(const Likeness& likeness) {
    return __builtin_popcountll(likeness.across) + __builtin_popcountll(likeness.down);
}

} // namespace

TEST_F(ThePictureProcess, EveryTypeAPhoneSendsBecomesACleanJpegWithAThumbnail) {
    const std::vector<std::pair<Type, std::string>> sent{{Type::jpeg, support::jpeg()},
                                                         {Type::png, support::png()},
                                                         {Type::webp, support::webp()},
                                                         {Type::heic, support::heic()}};
    std::optional<Likeness> first;
    for (const auto& [type, bytes] : sent) {
        SCOPED_TRACE(media_type(type));
        const auto made = children.keep(bytes);
        ASSERT_TRUE(made) << made.error().rule->code;
        EXPECT_EQ(made->type, type);
        EXPECT_EQ(made->width, 640);
        EXPECT_EQ(made->height, 480);
        EXPECT_TRUE(is_clean_jpeg(made->picture));
        EXPECT_TRUE(is_clean_jpeg(made->thumb));
        EXPECT_LT(made->thumb.size(), made->picture.size());
        EXPECT_TRUE(says_something(made->likeness));
        if (!first) first = made->likeness;
        EXPECT_LE(distance(*first, made->likeness), near_bits_max);
    }
}

TEST_F(ThePictureProcess, WhatThePhoneWroteIsAHintAndStandsInNoPicture) {
    const auto made = children.keep(support::with_exif(support::jpeg(), 6));
    ASSERT_TRUE(made) << made.error().rule->code;
    EXPECT_EQ(made->width, 480); // turned upright
    EXPECT_EQ(made->height, 640);
    EXPECT_TRUE(is_clean_jpeg(made->picture));
    EXPECT_TRUE(is_clean_jpeg(made->thumb));
    ASSERT_TRUE(made->hint.taken_at);
    EXPECT_EQ(iso(*made->hint.taken_at), "2026-11-23T10:00:00+08:00");
    EXPECT_EQ(made->hint.lat_e7, 312'125'000);
    EXPECT_EQ(made->hint.lon_e7, 1'213'950'000);
    EXPECT_TRUE(children.keep(support::jpeg())->hint.empty());
}

TEST_F(ThePictureProcess, AnOldOrWrongExifIsNoHintAndNoRefusal) {
    auto bytes = support::with_exif(support::jpeg(), 1);
    const auto at = bytes.find("Exif") + 12;
    for (std::size_t i = at; i < at + 60; ++i) bytes[i] = '\xFF';
    const auto made = children.keep(bytes);
    ASSERT_TRUE(made) << made.error().rule->code;
    EXPECT_TRUE(made->hint.empty());
}

TEST_F(ThePictureProcess, ALargePictureIsKeptSmallerAndTheSameSceneStaysAlike) {
    const auto large = children.keep(support::jpeg({.width = 4000, .height = 3000}));
    ASSERT_TRUE(large) << large.error().rule->code;
    EXPECT_EQ(large->width, picture_kept_side_max);
    EXPECT_EQ(large->height, 1920);
    const auto again = children.keep(support::jpeg({.width = 800, .height = 600, .quality = 40}));
    const auto other = children.keep(support::jpeg({.variant = 2}));
    EXPECT_LE(distance(large->likeness, again->likeness), near_bits_max);
    EXPECT_GT(distance(large->likeness, other->likeness), near_bits_max);
}

TEST_F(ThePictureProcess, CutOffAndDamagedPicturesAreRefused) {
    for (const auto& bytes : {support::jpeg(), support::png(), support::webp(), support::heic()}) {
        SCOPED_TRACE(bytes.substr(0, 4));
        EXPECT_EQ(refusal(bytes.substr(0, bytes.size() / 2)), &files::rules::cut_off);
        EXPECT_NE(refusal(bytes.substr(0, 40)), nullptr);
    }
}

TEST_F(ThePictureProcess, ABombIsRefusedByWhatItPromises) {
    EXPECT_EQ(refusal(support::png_that_promises(60'000, 60'000)), &files::rules::too_many_pixels);
    EXPECT_EQ(refusal(support::png_that_promises(19'000, 19'000)), &files::rules::too_many_pixels);
    EXPECT_NE(refusal(support::png_that_promises(9'000, 9'000)), nullptr); // and by what is not there
}

TEST_F(ThePictureProcess, ALieAboutTheTypeIsRefused) {
    EXPECT_EQ(refusal("<html><script>"), &files::rules::not_a_picture);
    EXPECT_EQ(refusal("\xFF\xD8\xFFnot a picture at all"), &files::rules::cut_off);
    EXPECT_EQ(refusal("<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"file:///etc/passwd\"/></svg>"),
              &files::rules::not_a_picture);
    EXPECT_EQ(refusal(std::string("\0\0\0\x18"
                                  "ftypheic\0\0\0\0mif1heic",
                                  24) +
                      support::jpeg()),
              &files::rules::cut_off);
}

// Whatever single damage a picture has: an answer, and the next picture is decoded as ever.
TEST_F(ThePictureProcess, RandomDamageNeverDoesMoreThanRefuse) {
    std::mt19937 chance(20261123);
    for (const auto& whole :
         {support::jpeg({.width = 160, .height = 120}), support::png({.width = 160, .height = 120}),
          support::webp({.width = 160, .height = 120}), support::heic({.width = 160, .height = 120})})
        for (int round = 0; round < 6; ++round) {
            auto bytes = whole;
            for (int n = 0; n < 12; ++n) bytes[chance() % bytes.size()] = static_cast<char>(chance());
            const auto made = children.keep(bytes);
            if (made) {
                EXPECT_TRUE(is_clean_jpeg(made->picture));
            } else {
                EXPECT_EQ(made.error().rule->kind == Kind::invalid || made.error().rule->kind == Kind::limit,
                          true)
                    << made.error().rule->code;
            }
        }
    EXPECT_TRUE(children.keep(support::jpeg()));
}

TEST_F(ThePictureProcess, AProcessThatDiesStallsLiesOrTalksTooMuchIsARefusal) {
    ChildLimits short_limits;
    short_limits.wall = std::chrono::milliseconds(300);
    const std::vector<std::pair<const char*, const Rule*>> all{
        {"kill -SEGV $$", &files::rules::hostile},
        {"exec sleep 60", &files::rules::hostile},
        {"exec >&-; exec sleep 60", &files::rules::hostile},
        {"cat >/dev/null; echo not json", &files::rules::hostile},
        {"cat >/dev/null; echo '{\"refused\":\"people/erased\"}'", &files::rules::hostile},
        {"exec yes", &files::rules::hostile},
        {"exit 3", &files::rules::no_decoder},
    };
    for (const auto& [text, rule] : all) {
        Children other(script(text), short_limits);
        const auto made = other.keep(support::jpeg());
        ASSERT_FALSE(made) << text;
        EXPECT_EQ(made.error().rule, rule) << text;
    }
    // An answer whose numbers do not fit its bytes.
    Children liar(
        script("cat >/dev/null; echo '{\"refused\":\"\",\"type\":\"jpeg\",\"width\":64,\"height\":64,"
               "\"picture\":1000000,\"thumb\":5,\"across\":0,\"down\":0,\"hint\":{}}'"));
    EXPECT_EQ(liar.keep(support::jpeg()).error().rule, &files::rules::hostile);
}

TEST_F(ThePictureProcess, WithoutAProgramTheAnswerIsUnavailable) {
    for (const std::string program : {"", "/nowhere/gezhi-picture"}) {
        Children none(program);
        const auto made = none.keep(support::jpeg());
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().rule, &files::rules::no_decoder);
        EXPECT_EQ(made.error().rule->kind, Kind::unavailable);
    }
}

TEST_F(ThePictureProcess, SoManyAtOnceAndWhoeverWaitsTooLongIsToldBusy) {
    ChildLimits limits;
    limits.at_once = 1;
    limits.waiting = 0;
    limits.wall = std::chrono::milliseconds(5'000);
    const auto running = folder.path() + "/running";
    const auto done = folder.path() + "/done";
    Children slow(script("touch " + running + "; until [ -e " + done + " ]; do sleep 0.05; done"), limits);
    std::thread first([&] { EXPECT_EQ(slow.keep("a").error().rule, &files::rules::hostile); });
    while (!std::filesystem::exists(running)) std::this_thread::yield();
    EXPECT_EQ(slow.keep("b").error().rule, &files::rules::busy);
    std::ofstream(done).flush();
    first.join();
    EXPECT_EQ(slow.keep("c").error().rule, &files::rules::hostile); // its turn came
    limits.at_once = 0;
    limits.waiting = 1;
    limits.patience = std::chrono::milliseconds(20);
    EXPECT_EQ(Children(support::picture_program, limits).keep(support::jpeg()).error().rule,
              &files::rules::busy);
}

TEST_F(ThePictureProcess, ManyAtOnceAreAllAnswered) {
    std::atomic<int> kept{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { kept += children.keep(support::jpeg({.variant = 7})) ? 1 : 0; });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(kept, 8);
}

TEST_F(ThePictureProcess, TheBrushPaintsOverForGood) {
    const auto made = children.keep(support::jpeg());
    ASSERT_TRUE(made);
    const auto all = children.wipe(made->picture, {{0, 0, 639, 479, 0}});
    ASSERT_TRUE(all) << all.error().rule->code;
    EXPECT_EQ(all->width, 640);
    EXPECT_EQ(dark_bits(all->likeness), 0); // one colour everywhere
    EXPECT_TRUE(is_clean_jpeg(all->picture));
    const auto line = children.wipe(made->picture, {{0, 240, 639, 240, 60}});
    ASSERT_TRUE(line);
    EXPECT_NE(line->likeness, made->likeness);
    EXPECT_NE(line->likeness, all->likeness);
    // Beyond the edge is nowhere.
    EXPECT_TRUE(children.wipe(made->picture, {{-50, -50, 2000, 2000, 10}}));
    EXPECT_EQ(children.wipe(support::png(), {}).error().rule, &files::rules::not_a_picture);
}
