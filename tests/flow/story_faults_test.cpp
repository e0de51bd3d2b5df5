// Every story once more on SQLite with the nth statement broken, for n = 1, 2, … until none is left to break:
// what was stopped is asked again, and the same tables come of it each time.

#include "support/databases.hpp"
#include "support/story.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace gezhi::support {

namespace {

constexpr int statements_max = 5000;

class StoryFaults : public ::testing::TestWithParam<std::string> {
protected:
    Folder folder_;
};

} // namespace

TEST_P(StoryFaults, SurviveAnyBrokenStatement) {
    const auto story = read_story(GetParam());
    FakeClock unbroken(story.start);
    Street sound(sqlite_url(folder_), unbroken);
    ASSERT_EQ(run_story(story, sound), std::vector<std::string>{});
    const auto whole = sound.tables();
    // The playbook is adopted once; each run begins with a copy of that file.
    const auto prepared = folder_.path() + "/prepared.db";
    {
        FakeClock clock(story.start);
        Street street("sqlite:" + prepared, clock);
        ASSERT_TRUE(street.database().checkpoint_whole());
    }
    for (int n = 1;; ++n) {
        const auto file = folder_.path() + "/fault.db";
        for (const auto* tail : {"", "-wal", "-shm"}) std::filesystem::remove(file + tail);
        std::filesystem::copy_file(prepared, file);
        FakeClock clock(story.start);
        Street street("sqlite:" + file, clock);
        int left = n;
        street.database().sabotage(
            [&left](std::string_view text) { return text != "ROLLBACK" && --left == 0; });
        const auto failures = run_story(story, street);
        street.database().sabotage(nullptr);
        ASSERT_EQ(failures, std::vector<std::string>{}) << "statement " << n;
        ASSERT_EQ(street.unsound(), std::vector<std::string>{}) << "statement " << n;
        ASSERT_EQ(Street::differences(whole, street.tables()), std::vector<std::string>{})
            << "statement " << n;
        if (left > 0) break; // all statements were reached
        ASSERT_LT(n, statements_max);
    }
}

INSTANTIATE_TEST_SUITE_P(All, StoryFaults, ::testing::ValuesIn(story_files()), [](const auto& file) {
    auto name = std::filesystem::path(file.param).stem().string();
    std::replace_if(
        name.begin(), name.end(), [](char c) { return std::isalnum(c) == 0; }, '_');
    return name;
});

} // namespace gezhi::support
