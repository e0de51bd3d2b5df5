#include "base/text.hpp"
#include "modules/casework/emergency.hpp"
#include "modules/playbook/load.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <iostream>
#include <map>

namespace gezhi::casework {

namespace {

const playbook::EmergencyRules& emergency_rules() {
    static const auto loaded = playbook::load(std::string(GEZHI_SOURCE_DIR) + "/playbook");
    require(loaded.has_value(), "the playbook reads");
    return loaded->emergency;
}

struct Sentence {
    std::string set, expect, group, tolerated, text;
};

std::vector<Sentence> sentences() {
    std::ifstream file(std::string(GEZHI_SOURCE_DIR) + "/src/modules/casework/golden/emergency.tsv");
    std::vector<Sentence> all;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto columns = split(line, '\t');
        require(columns.size() == 5, "five columns");
        all.push_back({std::string(columns[0]), std::string(columns[1]), std::string(columns[2]),
                       std::string(columns[3]), std::string(columns[4])});
    }
    return all;
}

} // namespace

TEST(Emergency, TheGoldenListIsAsLongAsPromised) {
    std::map<std::string, int> count;
    for (const auto& one : sentences()) ++count[one.set + "/" + one.expect];
    EXPECT_EQ(count["tuned/danger"], 40);
    EXPECT_EQ(count["tuned/harmless"], 20);
    for (const auto* set :
         {"held_out_1", "held_out_2", "held_out_3", "held_out_4", "held_out_5", "held_out_6"})
        EXPECT_GE(count[std::string(set) + "/danger"] + count[std::string(set) + "/harmless"], 20) << set;
}

TEST(Emergency, NoDangerousSentenceIsMissed) {
    for (const auto& one : sentences()) {
        if (one.expect == "danger") {
            EXPECT_TRUE(scan(emergency_rules(), one.text)) << one.text;
        }
    }
}

TEST(Emergency, TheFirstGroupIsTheOneThatNeedsHelp) {
    for (const auto& one : sentences()) {
        const auto hit = scan(emergency_rules(), one.text);
        if (one.expect != "danger" || !hit) continue;
        EXPECT_EQ(hit->group, one.group) << one.text;
        EXPECT_FALSE(hit->numbers.empty());
        EXPECT_FALSE(hit->words.empty());
    }
}

TEST(Emergency, LookAlikesDoNotRaiseIt) {
    for (const auto& one : sentences()) {
        if (one.expect != "harmless") continue;
        const auto hit = scan(emergency_rules(), one.text);
        EXPECT_EQ(hit.has_value(), one.tolerated == "yes") << one.text;
    }
}

TEST(Emergency, OrdinaryReportsOfAStreetRarelyRaiseIt) {
    std::ifstream file(std::string(GEZHI_SOURCE_DIR) + "/src/modules/playbook/golden/case_texts.tsv");
    std::string line;
    std::getline(file, line);
    std::vector<std::string> raised;
    while (std::getline(file, line))
        if (const auto hit = scan(emergency_rules(), line)) raised.push_back(hit->group);
    // The smell of gas is one; a cable hanging at head height may be live.
    EXPECT_EQ(raised, (std::vector<std::string>{"gas", "electric"}));
}

TEST(Emergency, SpacesPunctuationAndFullWidthLettersHideNothing) {
    EXPECT_TRUE(scan(emergency_rules(), "着 、 火 ！ 了"));
    EXPECT_TRUE(scan(emergency_rules(), "Ｉ ＳＭＥＬＬ ＧＡＳ"));
    EXPECT_FALSE(scan(emergency_rules(), ""));
    EXPECT_FALSE(scan(emergency_rules(), "\xE7\x9D"));
}

TEST(Emergency, AHarmlessPhraseDoesNotHideARealOneBesideIt) {
    EXPECT_FALSE(scan(emergency_rules(), "楼道里没有灭火器"));
    const auto hit = scan(emergency_rules(), "楼道里没有灭火器，三楼着火了");
    ASSERT_TRUE(hit);
    EXPECT_EQ(hit->group, "fire");
    EXPECT_EQ(hit->numbers.front(), "119");
}

TEST(Emergency, ANoneWordSilencesOnlyItsOwnRule) {
    const playbook::EmergencyRules rules{
        {}, {{"one", "", "", {"110"}, "", "", {{{{"aa"}, {"bb"}}, {"cc"}}}, "own", "proposal"}}};
    EXPECT_EQ(scan(rules, "aa bb"), (EmergencyHit{"one", {"110"}, {"aa", "bb"}}));
    EXPECT_FALSE(scan(rules, "aa"));
    EXPECT_FALSE(scan(rules, "aa bb cc"));
}

RC_GTEST_PROP(Emergency, WordsAroundADangerNeverHideIt, (std::string before, std::string after)) {
    // Separated by a character that no phrase holds after plain(): a digit.
    RC_ASSERT(scan(emergency_rules(), before + "7我家着火了7" + after).has_value());
}

} // namespace gezhi::casework
