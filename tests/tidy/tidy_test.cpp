// The tree itself: who may include whom, how long, in which words. What a rule allows is in the checks; here
// every violation of one rule is told in one message.

#include "checks.hpp"

#include <gtest/gtest.h>

namespace {

using gezhi::tidy::Tree;
using gezhi::tidy::Violations;

const Tree& tree() {
    static const Tree read = gezhi::tidy::read_tree(GEZHI_SOURCE_DIR);
    return read;
}

void expect_none(Violations (*check)(const Tree&)) {
    const auto violations = check(tree());
    std::string message;
    for (const auto& violation : violations) message += "\n  " + violation;
    EXPECT_TRUE(violations.empty()) << violations.size() << " places:" << message;
}

TEST(Tidy, ATreeIsThere) {
    EXPECT_GT(tree().size(), 50U);
    EXPECT_NE(gezhi::tidy::find(tree(), "src/base/error.hpp"), nullptr);
}

TEST(Tidy, FoldersIncludeOnlyWhatTheTableAllows) {
    expect_none(gezhi::tidy::include_walls);
}

TEST(Tidy, ThePureFloorReachesNeitherDatabaseNorNetwork) {
    expect_none(gezhi::tidy::pure_floors);
}

TEST(Tidy, EachLibraryStaysInItsFolders) {
    expect_none(gezhi::tidy::library_folders);
}

TEST(Tidy, FilesFunctionsAndLinesAreShort) {
    expect_none(gezhi::tidy::sizes);
}

TEST(Tidy, AHeaderBeginsWithWhatItIs) {
    expect_none(gezhi::tidy::header_form);
}

TEST(Tidy, SentencesForPeopleLiveInTheLocale) {
    expect_none(gezhi::tidy::chinese_literals);
}

TEST(Tidy, CodeSaysNoForbiddenWord) {
    expect_none(gezhi::tidy::forbidden_words);
}

TEST(Tidy, SqlStaysInTheCommonSubset) {
    expect_none(gezhi::tidy::sql_texts);
}

TEST(Tidy, EventsHoldNoFreeText) {
    expect_none(gezhi::tidy::event_types);
}

TEST(Tidy, NotesNameAPersonAndAnIssue) {
    expect_none(gezhi::tidy::unsigned_notes);
}

TEST(Tidy, NoPathOfOneMachine) {
    expect_none(gezhi::tidy::machine_paths);
}

TEST(Tidy, CMakeListsAndFoldersAgree) {
    expect_none(gezhi::tidy::cmake_lists);
}

TEST(Tidy, EveryRoomHasItsFurniture) {
    expect_none(gezhi::tidy::room_furniture);
}

TEST(Tidy, TheChangelogKeepsItsForm) {
    expect_none(gezhi::tidy::changelog_form);
}

TEST(Tidy, MarkdownHasOneTitleAndNoDeadLink) {
    expect_none(gezhi::tidy::markdown_form);
}

TEST(Tidy, GeneratedFilesSaySo) {
    expect_none(gezhi::tidy::generated_marks);
}

TEST(Tidy, EachRuleCodeIsDeclaredOnce) {
    expect_none(gezhi::tidy::rule_codes);
}

TEST(Tidy, EachRuleIsNamedByATest) {
    expect_none(gezhi::tidy::rules_in_tests);
}

TEST(Tidy, EachRuleHasItsSentences) {
    expect_none(gezhi::tidy::rules_in_locale);
}

TEST(Tidy, TheLanguagesHaveTheSameKeys) {
    expect_none(gezhi::tidy::locale_pairs);
}

} // namespace
