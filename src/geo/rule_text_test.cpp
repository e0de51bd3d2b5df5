#include "geo/rule_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gezhi::geo {

namespace {

const std::vector<RoadName> roads{{"天山路", "Tianshan Road"},      {"遵义路", "Zunyi Road"},
                                  {"娄山关路", "Loushanguan Road"}, {"和平路", "Heping Road"},
                                  {"延安西路", "Yan'an West Road"}, {"遵义南路", "South Zunyi Road"},
                                  {"紫云路环线", "Ziyun Ring"},     {"东或路", ""}};

Clause side(std::string road, Side which) {
    return {.op = Op::side, .road = std::move(road), .side = which, .of = {}};
}

Clause group(Op op, std::vector<Clause> of) {
    return {.op = op, .road = {}, .side = {}, .of = std::move(of)};
}

Clause read(std::string_view text) {
    auto clause = parse_rule(text, roads);
    EXPECT_TRUE(clause.has_value()) << text << " " << (clause ? "" : clause.error().rule->code);
    return clause ? *clause : Clause{};
}

const Clause south_east = group(Op::all, {side("天山路", Side::south), side("遵义路", Side::east)});

struct Refused {
    std::string_view text;
    std::string_view code;
    Params params;
};

} // namespace

TEST(RuleText, ThePublishedRulesAreRead) {
    EXPECT_EQ(read("天山路以南、遵义路以东"), south_east);
    EXPECT_EQ(read("天山路以北、娄山关路以东"),
              group(Op::all, {side("天山路", Side::north), side("娄山关路", Side::east)}));
    EXPECT_EQ(read("天山路以南、遵义路以西、娄山关路以西"),
              group(Op::all,
                    {side("天山路", Side::south), side("遵义路", Side::west), side("娄山关路", Side::west)}));
    EXPECT_EQ(read("其余").op, Op::rest);
}

TEST(RuleText, AndIsSaidInManyWays) {
    for (const auto* text :
         {"天山路以南，遵义路以东", "天山路以南和遵义路以东", "天山路以南且遵义路以东。",
          "天山路以南遵义路以东", " 天山路 以南 ， 并且 遵义路 之东", "天山路南侧、（遵义路的东侧）",
          "天山路以南,遵义路以东", "south of Tianshan Road and east of Zunyi Road",
          "South of Tianshan Road, east of the Zunyi Road.",
          "(south of tianshan road) to the east of ZUNYI ROAD", "Tianshan Road以南、Zunyi Road 以东"})
        EXPECT_EQ(read(text), south_east) << text;
}

TEST(RuleText, OrBindsWeakerThanAnd) {
    const auto expected = group(Op::any, {south_east, side("娄山关路", Side::west)});
    for (const auto* text :
         {"天山路以南、遵义路以东或娄山关路以西", "天山路以南、遵义路以东，或者娄山关路以西",
          "（天山路以南且遵义路以东）或（娄山关路以西）",
          "south of Tianshan Road and east of Zunyi Road, or west of Loushanguan Road"})
        EXPECT_EQ(read(text), expected) << text;
    EXPECT_EQ(read("天山路以南、（遵义路以东或娄山关路以西）"),
              group(Op::all, {side("天山路", Side::south),
                              group(Op::any, {side("遵义路", Side::east), side("娄山关路", Side::west)})}));
}

TEST(RuleText, NamesMayHoldWordsOfTheGrammar) {
    EXPECT_EQ(read("天山路以南和平路以东"),
              group(Op::all, {side("天山路", Side::south), side("和平路", Side::east)}));
    EXPECT_EQ(read("天山路以南和和平路以东、延安西路以北"),
              group(Op::all, {side("天山路", Side::south), side("和平路", Side::east),
                              side("延安西路", Side::north)}));
    EXPECT_EQ(read("天山路以南，东或路以西"),
              group(Op::all, {side("天山路", Side::south), side("东或路", Side::west)}));
    EXPECT_EQ(read("east of South Zunyi Road"), side("遵义南路", Side::east));
}

TEST(RuleText, ARingHasInsideAndOutside) {
    EXPECT_EQ(read("紫云路环线以内"), side("紫云路环线", Side::inside));
    EXPECT_EQ(read("outside the Ziyun Ring"), side("紫云路环线", Side::outside));
}

TEST(RuleText, TheRestIsAWholeRule) {
    for (const auto* text : {"其余", "其余部分", " 其他区域。", "The rest", "everything else."})
        EXPECT_EQ(read(text).op, Op::rest) << text;
}

TEST(RuleText, RefusalsSayWhereAndWhat) {
    const std::vector<Refused> table{
        {"", "geo/rule-empty", {}},
        {" \u3000", "geo/rule-empty", {}},
        {"天山路以南、虹桥路以东", "geo/rule-unknown-road", {{"at", "7"}, {"road", "虹桥路"}}},
        {"south of Hongqiao Road and east of Zunyi Road",
         "geo/rule-unknown-road",
         {{"at", "10"}, {"road", "Hongqiao Road"}}},
        {"天山路", "geo/rule-wants-side", {{"at", "4"}, {"road", "天山路"}, {"found", ""}}},
        {"天山路、遵义路以东",
         "geo/rule-wants-side",
         {{"at", "4"}, {"road", "天山路"}, {"found", "、遵义路以东"}}},
        {"天山路以南、", "geo/rule-wants-road", {{"at", "7"}, {"found", ""}}},
        {"以南", "geo/rule-wants-road", {{"at", "1"}, {"found", "以南"}}},
        {"天山路以南或", "geo/rule-wants-road", {{"at", "7"}}},
        {"（天山路以南、遵义路以东", "geo/rule-wants-bracket", {{"opened", "1"}, {"at", "13"}}},
        {"天山路以南）", "geo/rule-goes-on", {{"at", "6"}, {"found", "）"}}},
        {"天山路以南。遵义路", "geo/rule-goes-on", {{"at", "7"}}},
        {"其余、天山路以南", "geo/rest-stands-alone", {{"at", "3"}}},
        {"天山路以南或其余", "geo/rest-stands-alone", {{"at", "7"}}},
    };
    for (const auto& row : table) {
        const auto clause = parse_rule(row.text, roads);
        ASSERT_FALSE(clause.has_value()) << row.text;
        EXPECT_EQ(clause.error().rule->code, row.code) << row.text;
        for (const auto& [key, value] : row.params)
            EXPECT_EQ(clause.error().params.at(key), value) << row.text << " " << key;
    }
}

TEST(RuleText, LengthAndDepthHaveLimits) {
    std::string deep = "天山路以南";
    for (std::size_t i = 0; i < rule_depth_max; ++i) deep = "（" + deep + "）";
    EXPECT_TRUE(parse_rule(deep, roads).has_value());
    const auto deeper = parse_rule("（" + deep + "）", roads);
    ASSERT_FALSE(deeper.has_value());
    EXPECT_EQ(deeper.error().rule->code, "geo/rule-too-long");
    std::string text;
    while (text.size() < 3 * rule_characters_max) text += "天山路以南、";
    EXPECT_EQ(parse_rule(text, roads).error().rule, &rules::rule_too_long);
}

TEST(RuleText, WordsAreWrittenInOneForm) {
    EXPECT_EQ(words_of(read("天山路以南 且 遵义路之东"), Tongue::chinese, roads), "天山路以南、遵义路以东");
    EXPECT_EQ(words_of(read("(天山路以南且遵义路以西)或 娄山关路西侧"), Tongue::chinese, roads),
              "天山路以南、遵义路以西，或娄山关路以西");
    EXPECT_EQ(words_of(south_east, Tongue::english, roads), "south of Tianshan Road and east of Zunyi Road");
    EXPECT_EQ(words_of(read("其余"), Tongue::english, roads), "the rest");
    EXPECT_EQ(words_of(side("东或路", Side::west), Tongue::english, roads), "west of 东或路");
    EXPECT_EQ(tongue_of("天山路"), Tongue::chinese);
    EXPECT_EQ(tongue_of("the rest"), Tongue::english);
    EXPECT_EQ(roads_of(read("天山路以南、遵义路以东，或天山路以北")),
              (std::vector<std::string>{"天山路", "遵义路"}));
}

namespace {

// Any clause the grammar can make: all and any in turn, two to four parts each.
Clause grow(Op op, int depth) {
    if (depth == 0 || *rc::gen::inRange(0, 3) == 0)
        return side(roads[*rc::gen::inRange<std::size_t>(0, roads.size())].name,
                    static_cast<Side>(*rc::gen::inRange(0, 6)));
    std::vector<Clause> of;
    const int count = *rc::gen::inRange(2, 5);
    for (int i = 0; i < count; ++i) of.push_back(grow(op == Op::all ? Op::any : Op::all, depth - 1));
    return group(op, std::move(of));
}

} // namespace

RC_GTEST_PROP(RuleText, WhatIsWrittenIsReadAgain, ()) {
    const auto clause = grow(*rc::gen::element(Op::all, Op::any), 3);
    for (const Tongue tongue : {Tongue::chinese, Tongue::english}) {
        const auto text = words_of(clause, tongue, roads);
        if (text.size() > rule_characters_max) continue;
        const auto again = parse_rule(text, roads);
        RC_ASSERT(again.has_value());
        RC_ASSERT(*again == clause);
    }
}

} // namespace gezhi::geo
