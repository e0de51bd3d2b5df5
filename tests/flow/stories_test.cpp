// Every story of every room: on SQLite and, where there is one, on PostgreSQL, the tables then compared row
// by row; the log replayed and its chain verified; and again on SQLite with the nth statement broken, for n =
// 1, 2, … until none is left to break: the same tables each time.

#include "support/databases.hpp"
#include "support/story.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace gezhi::support {

namespace {

using Tables = std::map<std::string, std::vector<std::string>>;

class Stories : public ::testing::TestWithParam<std::string> {
protected:
    // The tables the story leaves.
    Tables run(const Story& story, const std::string& url) {
        FakeClock clock(story.start);
        Street street(url, clock);
        for (const auto& failure : run_story(story, street)) ADD_FAILURE() << failure;
        EXPECT_EQ(street.unsound(), std::vector<std::string>{});
        return street.tables();
    }

    Folder folder_;
};

} // namespace

TEST_P(Stories, LeaveTheSameTablesOnEveryDatabase) {
    const auto story = read_story(GetParam());
    ASSERT_EQ(story.faults, std::vector<std::string>{});
    std::optional<Tables> first;
    for (const auto& url : database_urls(folder_)) {
        SCOPED_TRACE(url);
        auto tables = run(story, url);
        EXPECT_FALSE(tables["event"].empty());
        EXPECT_TRUE(tables["parked"].empty());
        if (first) {
            EXPECT_EQ(Street::differences(*first, tables), std::vector<std::string>{});
        }
        first = std::move(tables);
    }
}

INSTANTIATE_TEST_SUITE_P(All, Stories, ::testing::ValuesIn(story_files()), [](const auto& file) {
    auto name = std::filesystem::path(file.param).stem().string();
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(c) == 0; }, '_');
    return name;
});

TEST(StoryFile, UnknownWordsFailLoudly) {
    for (const auto* line :
         {"perhaps li casework.verify {\"case\":\"c1\"}", "as nobody casework.verify {\"case\":\"c1\"}",
          "as li casework.verify {\"case\":\"c1\"} casework/ended",
          "refused li casework.verify {\"case\":\"c1\"}", "person zhao juggler", "person li desk",
          "person zhao desk colour=red", "after some days", "at 2026-13-40 09:00",
          "start 2026-11-24 09:00"}) {
        const auto story =
            parse_story("t", std::string("start 2026-11-23 09:00\nperson li desk\n") + line + "\n");
        EXPECT_EQ(story.faults.size(), 1U) << line;
    }
    EXPECT_EQ(parse_story("t", "person li desk\n").faults.size(), 1U); // no start
}

TEST(StoryFile, WhatDoesNotComeTrueIsSaid) {
    const std::string head = "start 2026-11-23 09:00\nperson li desk\n"
                             "as resident casework.report {\"case\":\"c1\",\"text\":\"路锥\"}\n";
    for (const auto* line :
         {"as li casework.fly {\"case\":\"c1\"}", "as li casework.verify {\"case\":\"c1\",\"speed\":3}",
          "as li casework.close {\"case\":\"c1\"}",
          "refused li casework.verify {\"case\":\"c1\"} casework/ended",
          "then casework.closed {\"case\":\"c1\"}", "never casework.reported {\"case\":\"c1\"}",
          "case c1 {\"stage\":\"closed\"}", "case c1 {\"colour\":\"red\"}", "case c9 {\"stage\":\"closed\"}",
          "at 2026-11-20 09:00", "after 2 moons"}) {
        const auto story = parse_story("t", head + line + "\n");
        ASSERT_EQ(story.faults, std::vector<std::string>{}) << line;
        Folder folder;
        FakeClock clock(story.start);
        Street street(sqlite_url(folder), clock);
        EXPECT_EQ(run_story(story, street).size(), 1U) << line;
    }
}

} // namespace gezhi::support
