// Files with a real engine and a real folder: kept before named, sealed on the disk, swept when nobody came.

#include "modules/files/http.hpp"
#include "samples_for_test.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace gezhi;
using namespace gezhi::files;

namespace {

struct House {
    explicit House(const std::string& url, std::string folder)
        : database(*sql::Database::open(url)),
          engine(*database, clock, mint, {Code{"310105006"}, engine::Algorithm::sha256, {}, "h"}, {}, {}),
          files(engine, vault, std::move(folder)) {
        require(create_side_tables(*database).has_value(), "side tables");
        require(engine.open().has_value(), "opens");
    }

    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
    engine::Mint mint{clock, 1};
    engine::Vault vault{std::string(32, 'k')};
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
    Files files;
};

std::vector<std::filesystem::path> on_disk(const std::string& folder) {
    std::vector<std::filesystem::path> found;
    if (!std::filesystem::exists(folder)) return found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) found.push_back(entry.path());
    return found;
}

class FilesStory : public ::testing::Test {
protected:
    support::Folder folder;

    std::string place(const std::string& url) const {
        return folder.path() + (url.starts_with("sqlite") ? "/files" : "/files-p");
    }
};

} // namespace

TEST_F(FilesStory, APictureIsKeptSealedAndOpensAsItWasCleaned) {
    for (const auto& url : support::database_urls(folder)) {
        House house(url, place(url));
        const auto id = house.files.keep(samples::jpeg(), "image/jpeg");
        ASSERT_TRUE(id);
        const auto stored = on_disk(place(url));
        ASSERT_EQ(stored.size(), 1U);
        std::ifstream file(stored.front(), std::ios::binary);
        const std::string sealed{std::istreambuf_iterator<char>(file), {}};
        EXPECT_EQ(sealed.find("JFIF"), std::string::npos);
        const auto opened = house.files.open(*id);
        ASSERT_TRUE(opened);
        EXPECT_EQ(opened->bytes, clean(samples::jpeg())->bytes);
        EXPECT_EQ(opened->row.width, 64);
        EXPECT_EQ(house.files.open(FileId{{1, 2}}).error().rule, &files::rules::missing);
    }
}

TEST_F(FilesStory, ALieAboutTheTypeKeepsNothing) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    EXPECT_EQ(house.files.keep(samples::png(), "image/jpeg").error().rule, &files::rules::wrong_type);
    EXPECT_EQ(house.files.keep("<html>", "image/jpeg").error().rule, &files::rules::not_a_picture);
    EXPECT_TRUE(on_disk(folder.path() + "/files").empty());
    EXPECT_TRUE(house.files.keep(samples::jpeg(), "image/jpg"));
    EXPECT_TRUE(house.files.keep(samples::webp(), "application/octet-stream"));
    EXPECT_TRUE(house.files.keep(samples::png()));
}

TEST_F(FilesStory, ChangedBytesOnTheDiskAreNotShown) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    const auto one = house.files.keep(samples::png());
    const auto two = house.files.keep(samples::jpeg());
    ASSERT_TRUE(one && two);
    const auto stored = on_disk(folder.path() + "/files");
    ASSERT_EQ(stored.size(), 2U);
    std::filesystem::copy_file(stored[0], stored[1], std::filesystem::copy_options::overwrite_existing);
    const auto a = house.files.open(*one);
    const auto b = house.files.open(*two);
    EXPECT_NE(a.has_value(), b.has_value());
    EXPECT_EQ((a ? b : a).error().rule, &files::rules::damaged);
    std::filesystem::remove(stored[0]);
    std::filesystem::remove(stored[1]);
    EXPECT_EQ(house.files.open(*one).error().rule, &files::rules::damaged);
}

TEST_F(FilesStory, AFullDiskRefusesAndLeavesNothingBehind) {
    std::ofstream(folder.path() + "/files") << "a file where the folder should be";
    House house(support::sqlite_url(folder), folder.path() + "/files");
    EXPECT_EQ(house.files.keep(samples::png()).error().rule, &files::rules::not_kept);
    EXPECT_TRUE(house.files.find({})->empty());
}

TEST_F(FilesStory, WhatNobodyNamedIsSweptAfterADayAndWhatWasNamedStays) {
    for (const auto& url : support::database_urls(folder)) {
        House house(url, place(url));
        const auto named = *house.files.keep(samples::png());
        const auto forgotten = *house.files.keep(samples::jpeg());
        engine::Task task;
        Files::name(task.sides, {named}, StreamId{{7, 7}});
        ASSERT_TRUE(house.engine.ask_and_wait(std::move(task)));
        EXPECT_EQ(*house.files.named_by(named), (StreamId{{7, 7}}));
        EXPECT_FALSE(house.files.named_by(forgotten)->has_value());
        EXPECT_EQ(*house.files.sweep(), 0);
        house.clock.advance(std::chrono::hours(25));
        const auto fresh = *house.files.keep(samples::webp());
        // Bytes whose row never came: the process ended in between.
        std::ofstream(place(url) + "/" + FileId{{1, 5}}.text()) << "x";
        EXPECT_EQ(*house.files.sweep(), 2);
        EXPECT_TRUE(house.files.open(named));
        EXPECT_TRUE(house.files.open(fresh));
        EXPECT_EQ(house.files.open(forgotten).error().rule, &files::rules::missing);
        EXPECT_EQ(on_disk(place(url)).size(), 2U);
        EXPECT_EQ(*house.files.sweep(), 0);
    }
}

TEST_F(FilesStory, StaffHandInAndOnlyWhoMaySeeTheCaseSees) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    Actor staff;
    bool may = true;
    const auto list = routes({house.files, [&](const http::Request&) { return staff; },
                              [&](const Actor&, FileId) { return may; }});
    http::Request request;
    request.body = samples::png();
    request.headers.add("content-type", "image/png");
    const auto& keep = std::get<http::Handler>(list[0].handler);
    EXPECT_EQ(keep(request).error().rule, &files::rules::not_staff);
    staff.posts.push_back({});
    const auto kept = keep(request);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->status, 201);
    EXPECT_NE(kept->body.find(R"("width":5,"height":7)"), std::string::npos);
    http::Request look;
    look.parameters = {{"id", kept->body.substr(7, 26)}};
    const auto& show = std::get<http::Handler>(list[1].handler);
    const auto shown = show(look);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->content_type, "image/png");
    EXPECT_EQ(shown->body, clean(samples::png())->bytes);
    may = false;
    EXPECT_EQ(show(look).error().rule, &files::rules::missing);
    look.parameters = {{"id", "../../secret.key"}};
    EXPECT_EQ(show(look).error().rule, &files::rules::missing);
}
