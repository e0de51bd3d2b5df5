#include "geo/proof_view.hpp"
#include "geo/tianshan_for_test.hpp"
#include "json/json.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gezhi::geo {

namespace {

Proof proof_of(std::vector<GridRule> rules) {
    auto draft = tianshan::draft();
    draft.rules = std::move(rules);
    auto proof = prove(draft);
    EXPECT_TRUE(proof.has_value()) << (proof ? "" : proof.error().rule->code);
    return proof ? std::move(*proof) : Proof{};
}

std::vector<GridRule> third_reads(std::string text) {
    auto rules = tianshan::published();
    rules[2].text = std::move(text);
    return rules;
}

std::size_t grid_at(const Proof& proof, double lat, double lon) {
    const auto at = from_degrees(lat, lon).value_or(Point{});
    std::size_t found = 0;
    int owners = 0;
    for (std::size_t i = 0; i < proof.grids.size(); ++i)
        if (holds(proof.grids[i].shape, at)) {
            found = i + 1;
            ++owners;
        }
    EXPECT_LE(owners, 1);
    return found;
}

} // namespace

// The street's three published rules leave two gaps and no overlap; nobody told the program.
TEST(Tianshan, ThreePublishedRulesLeaveTwoGaps) {
    const auto proof = proof_of(tianshan::published());
    EXPECT_FALSE(proof.exact);
    ASSERT_EQ(proof.faces.size(), 6U);
    EXPECT_EQ(proof.gaps, (std::vector<int>{1, 5}));
    EXPECT_TRUE(proof.overlaps.empty());
    const auto sides = [&](std::size_t face) {
        std::vector<std::pair<std::string, Side>> list;
        for (const auto& [road, side] : proof.faces[face].sides) list.emplace_back(road, side);
        return list;
    };
    using Sides = std::vector<std::pair<std::string, Side>>;
    EXPECT_EQ(sides(0), (Sides{{"天山路", Side::north}, {"遵义路", Side::west}, {"娄山关路", Side::west}}));
    EXPECT_EQ(sides(4), (Sides{{"天山路", Side::south}, {"遵义路", Side::west}, {"娄山关路", Side::east}}));
    EXPECT_NEAR(proof.gap_m2, 434'000, 1'000);
    EXPECT_NEAR(proof.total_m2, proof.boundary_m2, 1);
    EXPECT_LT(proof.error_m2, 1);
    for (const auto& face : proof.faces) EXPECT_TRUE(holds({face.shape}, face.inner)) << face.number;
}

TEST(Tianshan, KnownPlacesLieWhereTheRulesSay) {
    const auto literal = proof_of(tianshan::published());
    EXPECT_EQ(grid_at(literal, 31.2105, 121.3987), 3U); // 金虹桥国际中心
    EXPECT_EQ(grid_at(literal, 31.2090, 121.4033), 1U); // 虹桥南丰城
    EXPECT_EQ(grid_at(literal, 31.2152, 121.3985), 0U); // 天山四村122号: a gap
    const auto settled = proof_of(third_reads("其余"));
    EXPECT_EQ(grid_at(settled, 31.2152, 121.3985), 3U);
    EXPECT_EQ(grid_at(settled, 31.2108, 121.4007), 3U); // 紫云西路50弄: the other gap
}

TEST(Tianshan, ReadingTheThirdAsTheRestIsExact) {
    const auto proof = proof_of(third_reads("其余"));
    EXPECT_TRUE(proof.exact);
    EXPECT_TRUE(proof.gaps.empty());
    EXPECT_TRUE(proof.settlements.empty());
    double sum = 0;
    double share = 0;
    for (const auto& grid : proof.grids) {
        sum += grid.area_m2;
        share += grid.share;
        EXPECT_EQ(grid.shape.size(), 1U) << grid.grid; // in one piece
    }
    EXPECT_NEAR(sum, proof.boundary_m2, 1);
    EXPECT_NEAR(share, 1, 1e-12);
    EXPECT_NEAR(proof.grids[2].share, 0.325, 0.001);
}

TEST(Tianshan, ReadingTheThirdAsAUnionIsTheSame) {
    const auto rest = proof_of(third_reads("其余"));
    const auto whole = proof_of(third_reads("（天山路以南且遵义路以西）或（天山路以北且娄山关路以西）"));
    EXPECT_TRUE(whole.exact);
    EXPECT_EQ(whole.grids[2].shape, rest.grids[2].shape);
}

TEST(Tianshan, TheFirstSettlementIsTheThirdAsTheRest) {
    const auto proof = proof_of(tianshan::published());
    ASSERT_GE(proof.settlements.size(), 3U);
    const auto& first = proof.settlements[0];
    EXPECT_EQ(first.kind, SettlementKind::rest);
    EXPECT_EQ(first.changed, (std::vector<std::string>{"310105006-G3"}));
    EXPECT_EQ(first.rules[2].text, "其余");
    EXPECT_EQ(first.moves_faces, (std::vector<int>{1, 5}));
    EXPECT_EQ(proof.settlements[1].kind, SettlementKind::reword);
    EXPECT_EQ(proof.settlements[1].rules[2].text, "天山路以南、遵义路以西，或娄山关路以西");
    EXPECT_EQ(proof.settlements[2].kind, SettlementKind::share);
    for (const auto& settlement : proof.settlements) {
        EXPECT_TRUE(settlement.exact);
        EXPECT_TRUE(proof_of(settlement.rules).exact); // and so says a proof of its own
    }
}

TEST(Tianshan, EnglishRulesGiveTheSameProofAndEnglishSettlements) {
    auto rules = tianshan::published();
    rules[0].text = "south of Tianshan Road and east of Zunyi Road";
    rules[1].text = "north of Tianshan Road, east of Loushanguan Road";
    rules[2].text = "south of Tianshan Road, west of Zunyi Road and west of Loushanguan Road";
    const auto proof = proof_of(rules);
    EXPECT_EQ(proof.gaps, (std::vector<int>{1, 5}));
    ASSERT_GE(proof.settlements.size(), 2U);
    EXPECT_EQ(proof.settlements[0].rules[2].text, "the rest");
    EXPECT_EQ(proof.settlements[1].rules[2].text,
              "south of Tianshan Road and west of Zunyi Road, or west of Loushanguan Road");
}

TEST(Tianshan, AnUnknownRoadIsNamedWithItsGrid) {
    auto draft = tianshan::draft();
    draft.rules[1].text = "天山路以北、虹桥路以东";
    const auto proof = prove(draft);
    ASSERT_FALSE(proof.has_value());
    EXPECT_EQ(proof.error().rule->code, "geo/rule-unknown-road");
    EXPECT_EQ(proof.error().params.at("road"), "虹桥路");
    EXPECT_EQ(proof.error().params.at("grid"), "310105006-G2");
    ASSERT_EQ(proof.error().faults.size(), 1U);
    EXPECT_EQ(proof.error().faults[0].pointer, "/rules/1/text");
}

// An elevated road drawn as two carriageways is one road: the second is left out and said so.
TEST(Tianshan, TwoCarriagewaysAreOneRoad) {
    auto rules = tianshan::published();
    rules.resize(2);
    rules[0].text = "延安高架路以南";
    rules[1].text = "其余";
    const auto proof = proof_of(rules);
    EXPECT_TRUE(proof.exact);
    EXPECT_TRUE(
        std::ranges::any_of(proof.notes, [](const Note& note) { return note.kind == NoteKind::left_out; }));
}

TEST(Tianshan, EveryDrawnRoadCanDivide) {
    for (const auto& road : tianshan::roads()) {
        auto draft = tianshan::draft();
        draft.rules = {{"a", "a", road.name + "以北"}, {"b", "b", "其余"}};
        auto proof = prove(draft);
        if (!proof) {
            EXPECT_EQ(proof.error().rule, &rules::side_unclear) << road.name;
            draft.rules[0].text = road.name + "以东";
            proof = prove(draft);
        }
        ASSERT_TRUE(proof.has_value()) << road.name << " " << proof.error().rule->code;
        EXPECT_TRUE(proof->exact) << road.name;
        EXPECT_LT(proof->error_m2, 1) << road.name;
    }
}

TEST(Tianshan, TheViewIsJsonInDegreesAndTheReportIsLines) {
    const auto proof = proof_of(tianshan::published());
    const auto text = json::write(view_of(proof));
    const auto document = json::Document::parse(text);
    ASSERT_TRUE(document.has_value());
    const auto root = document->root();
    EXPECT_EQ(root.find("faces")->size(), 6U);
    const auto face = root.find("faces")->at(0);
    EXPECT_EQ(face.find("verdict")->string(), "gap");
    EXPECT_EQ(face.find("sides")->at(0).find("side")->string(), "north");
    EXPECT_EQ(face.find("geometry")->find("type")->string(), "MultiPolygon");
    const auto first = face.find("geometry")->find("coordinates")->at(0).at(0).at(0);
    EXPECT_NEAR(first.at(0).number(), 121.39, 0.01);
    EXPECT_NEAR(first.at(1).number(), 31.21, 0.01);
    EXPECT_EQ(root.find("rules")->at(0).find("parsed")->find("op")->string(), "all");
    EXPECT_EQ(root.find("roads")->at(1).find("axis")->string(), "ns");
    EXPECT_EQ(root.find("settlements")->at(0).find("kind")->string(), "rest");
    const auto lines = report(proof);
    EXPECT_EQ(std::ranges::count(lines, LineKind::face, &ReportLine::kind), 6);
    EXPECT_EQ(std::ranges::count(lines, LineKind::gap, &ReportLine::kind), 2);
    EXPECT_EQ(lines.back().cells, (std::vector<std::string>{"open"}));
}

} // namespace gezhi::geo
