#include "geo/partition.hpp"
#include "geo/street_for_test.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace gezhi::geo {

namespace {

using street::grid_at;
using street::Map;

// 　　A rectangle of 800 by 600 metres. Letters inside are ends and bends of roads; x, y, z are asked about.
const Map town({
    "D...j...k...C", //
    "..x.......y..", //
    ".............", //
    "a...b...c...d", //
    ".............", //
    "..z...w......", //
    "A...m...n...B", //
    "....o...p....", //
});

GridRule rule(std::string grid, std::string text) {
    return {grid, grid, std::move(text)};
}

Proof proved(const Draft& draft) {
    auto proof = prove(draft);
    EXPECT_TRUE(proof.has_value()) << (proof ? "" : proof.error().rule->code);
    if (!proof) return {};
    EXPECT_NEAR(proof->total_m2, proof->boundary_m2, 1);
    return std::move(*proof);
}

std::string_view refusal(const Draft& draft) {
    const auto proof = prove(draft);
    return proof ? std::string_view{} : proof.error().rule->code;
}

bool noted(const Proof& proof, NoteKind kind) {
    return std::ranges::find(proof.notes, kind, &Note::kind) != proof.notes.end();
}

} // namespace

TEST(Partition, ARoadThatEndsEarlyIsExtendedStraight) {
    const auto proof = proved({town.area("ABCD"),
                               {{"甲路", {}, {town.line("bc")}}},
                               {rule("n", "甲路以北"), rule("s", "甲路以南")}});
    EXPECT_TRUE(proof.exact);
    EXPECT_EQ(proof.faces.size(), 2U);
    EXPECT_EQ(grid_at(proof, town.at('x')), "n");
    EXPECT_EQ(grid_at(proof, town.at('z')), "s");
    ASSERT_TRUE(noted(proof, NoteKind::extended));
    const auto extended = std::ranges::find(proof.notes, NoteKind::extended, &Note::kind);
    EXPECT_NEAR(static_cast<double>(extended->metres), 800, 5); // 400 m at either end
}

TEST(Partition, PiecesOfOneNameAreJoinedInAnyOrderAndDirection) {
    const std::vector<Line> pieces{town.line("dc"), town.line("ab"), town.line("bc")};
    const auto proof = proved({town.area("ABCD"),
                               {{"甲路", {}, {pieces[0]}}, {"甲路", {}, {pieces[1], pieces[2]}}},
                               {rule("n", "甲路以北"), rule("s", "甲路以南")}});
    EXPECT_EQ(proof.faces.size(), 2U);
    EXPECT_FALSE(noted(proof, NoteKind::bridged));
}

TEST(Partition, AShortGapIsBridgedAndSaidSo) {
    Line east = town.line("cd");
    east.front() = street::metres(650, 500); // c is at 800 m, so 250 m from b at 400 m are missing
    const auto proof = proved({town.area("ABCD"),
                               {{"甲路", {}, {town.line("ab"), east}}},
                               {rule("n", "甲路以北"), rule("s", "甲路以南")}});
    EXPECT_EQ(proof.faces.size(), 2U);
    EXPECT_TRUE(noted(proof, NoteKind::bridged));
}

// 　　j                 The road comes from the north, bends at b and goes east.
// 　　b───d
TEST(Partition, ABendingRoadHasBothPairsOfSides) {
    Draft draft{
        town.area("ABCD"), {{"弯路", {}, {town.line("jbd")}}}, {rule("in", "弯路以北"), rule("out", "其余")}};
    const auto proof = proved(draft);
    EXPECT_EQ(grid_at(proof, town.at('y')), "in");
    EXPECT_EQ(grid_at(proof, town.at('x')), "out");
    EXPECT_EQ(grid_at(proof, town.at('z')), "out");
    draft.rules[0].text = "弯路以东"; // the same side by its other name
    EXPECT_EQ(proved(draft).grids[0].shape, proof.grids[0].shape);
}

// The road leaves the boundary in the south and comes back: two separate faces lie north of it, one south.
//   a       d
//    \     /
//  ───m   n───
//      o p
TEST(Partition, ARoadThatCrossesTwiceCutsTwice) {
    const auto proof = proved({town.area("ABCD"),
                               {{"弓路", {}, {town.line("aopd")}}},
                               {rule("n", "弓路以北"), rule("s", "弓路以南")}});
    EXPECT_TRUE(proof.exact);
    ASSERT_EQ(proof.faces.size(), 3U);
    EXPECT_EQ(proof.faces[0].selected_by, (std::vector<std::string>{"n"}));
    EXPECT_EQ(proof.faces[1].selected_by, (std::vector<std::string>{"s"})); // west corner
    EXPECT_EQ(proof.faces[2].selected_by, (std::vector<std::string>{"s"})); // east corner
    EXPECT_EQ(proof.grids[1].shape.size(), 2U);
}

TEST(Partition, ARingHasAnInsideAndAnOutside) {
    const Line ring = town.line("bjkcb");
    Draft draft{town.area("ABCD"), {{"环路", {}, {ring}}}, {rule("in", "环路以内"), rule("out", "环路以外")}};
    const auto proof = proved(draft);
    EXPECT_TRUE(proof.exact);
    EXPECT_EQ(proof.roads[0].axis, Axis::ring);
    EXPECT_EQ(grid_at(proof, street::metres(600, 650)), "in");
    EXPECT_EQ(grid_at(proof, town.at('x')), "out");
    draft.rules[0].text = "环路以北";
    EXPECT_EQ(refusal(draft), "geo/side-unclear");
    draft.roads[0].lines = {town.line("bjk"), town.line("kc"), town.line("bc")}; // the same ring in pieces
    draft.rules[0].text = "环路以内";
    EXPECT_EQ(proved(draft).grids[0].shape, proof.grids[0].shape);
}

// The road runs east and makes a whole turn to the north before it goes on: the pocket is north of it, for
// there it lies when the loop is pulled tight.
TEST(Partition, APocketOfALoopBelongsToTheSideItHangsOn) {
    const auto north = proved({town.area("ABCD"),
                               {{"圈路", {}, {town.line("ackjbd")}}},
                               {rule("n", "圈路以北"), rule("s", "圈路以南")}});
    EXPECT_TRUE(north.exact);
    EXPECT_EQ(grid_at(north, street::metres(600, 650)), "n");
    const auto south = proved({town.area("ABCD"),
                               {{"圈路", {}, {town.line("acnmbd")}}},
                               {rule("n", "圈路以北"), rule("s", "圈路以南")}});
    EXPECT_EQ(grid_at(south, street::metres(600, 350)), "s");
    EXPECT_EQ(grid_at(south, street::metres(600, 650)), "n");
}

TEST(Partition, HolesBelongToNobodyAndRoadsGoOnBehindThem) {
    auto hollow = town.area("ABCD");
    hollow[0].holes.push_back(town.line("bc"));
    hollow[0].holes[0].push_back(street::metres(800, 250));
    hollow[0].holes[0].push_back(street::metres(400, 250));
    const auto proof =
        proved({hollow, {{"甲路", {}, {town.line("ab")}}}, {rule("n", "甲路以北"), rule("s", "甲路以南")}});
    EXPECT_TRUE(proof.exact);
    EXPECT_EQ(grid_at(proof, town.at('w')), "-");
    EXPECT_EQ(grid_at(proof, street::metres(1100, 600)), "n");
    EXPECT_EQ(grid_at(proof, street::metres(1100, 400)), "s");
}

TEST(Partition, IslandsAreCutByTheSameRoads) {
    auto boundary = valid_region({{town.line("ABCD"), {}},
                                  {{street::metres(1500, 300), street::metres(1900, 300),
                                    street::metres(1900, 700), street::metres(1500, 700)},
                                   {}}});
    ASSERT_TRUE(boundary.has_value());
    const auto proof = proved(
        {*boundary, {{"甲路", {}, {town.line("bc")}}}, {rule("n", "甲路以北"), rule("s", "甲路以南")}});
    EXPECT_EQ(proof.faces.size(), 4U);
    EXPECT_EQ(grid_at(proof, street::metres(1700, 600)), "n");
    EXPECT_EQ(grid_at(proof, street::metres(1700, 400)), "s");
}

TEST(Partition, OverlapsAreSettledByGivingThemToOneGrid) {
    const auto proof = proved({town.area("ABCD"),
                               {{"横路", {}, {town.line("ad")}}, {"纵路", {}, {town.line("jo")}}},
                               {rule("n", "横路以北"), rule("e", "纵路以东"), rule("r", "其余")}});
    EXPECT_FALSE(proof.exact);
    EXPECT_TRUE(proof.gaps.empty());
    ASSERT_EQ(proof.overlaps, (std::vector<int>{2}));
    EXPECT_EQ(proof.faces[1].selected_by, (std::vector<std::string>{"n", "e"}));
    EXPECT_GT(proof.overlap_m2, 0);
    ASSERT_EQ(proof.settlements.size(), 2U);
    for (const auto& settlement : proof.settlements) {
        EXPECT_EQ(settlement.kind, SettlementKind::reword);
        EXPECT_EQ(settlement.changed.size(), 1U);
        EXPECT_TRUE(settlement.exact);
    }
}

// A road drawn three metres beside the boundary it runs along leaves no strip that nobody owns.
TEST(Partition, SliversGoToTheirNeighbour) {
    const Line beside{street::metres(-50, 203), street::metres(1250, 203)};
    const auto proof = proved({town.area("ABCD"), {{"边路", {}, {beside}}}, {rule("n", "边路以北")}});
    EXPECT_TRUE(proof.exact);
    EXPECT_EQ(proof.faces.size(), 1U);
    EXPECT_TRUE(noted(proof, NoteKind::sliver));
}

TEST(Partition, ARoadThatDoesNotCutIsNoted) {
    const auto proof =
        proved({town.area("ABCD"), {{"外路", {}, {town.line("op")}}}, {rule("n", "外路以北")}});
    EXPECT_TRUE(proof.exact);
    EXPECT_TRUE(noted(proof, NoteKind::not_cutting));
}

// The road ends 200 m south of the boundary, turned back towards it; it is not led through the street again.
TEST(Partition, AnEndOutsideDoesNotRunBackIn) {
    const Line hook{street::metres(400, 700), street::metres(400, -100), street::metres(600, -200),
                    street::metres(620, -100)};
    const auto proof =
        proved({town.area("ABCD"), {{"钩路", {}, {hook}}}, {rule("w", "钩路以西"), rule("e", "钩路以东")}});
    EXPECT_EQ(proof.faces.size(), 2U);
    EXPECT_EQ(grid_at(proof, town.at('w')), "e");
}

TEST(Partition, WhatCannotBeProvedIsRefused) {
    const Draft good{town.area("ABCD"),
                     {{"甲路", "A Road", {town.line("ad")}}},
                     {rule("n", "甲路以北"), rule("s", "甲路以南")}};
    ASSERT_EQ(refusal(good), "");
    auto draft = good;
    draft.boundary.clear();
    EXPECT_EQ(refusal(draft), "geo/region-empty");
    draft = good;
    draft.rules.clear();
    EXPECT_EQ(refusal(draft), "geo/no-rules");
    draft = good;
    draft.rules[1].grid = "n";
    EXPECT_EQ(refusal(draft), "geo/grid-twice");
    draft = good;
    draft.rules[0].text = draft.rules[1].text = "其余";
    EXPECT_EQ(refusal(draft), "geo/rest-twice");
    draft = good;
    draft.roads[0].lines = {{town.at('a')}, {}};
    EXPECT_EQ(refusal(draft), "geo/road-empty");
    draft = good;
    draft.rules[0].text = "甲路以东";
    EXPECT_EQ(refusal(draft), "geo/side-unclear");
    draft = good;
    for (std::size_t i = 0; i <= grid_rules_max; ++i)
        draft.rules.push_back(rule("g" + std::to_string(i), "甲路以北"));
    EXPECT_EQ(refusal(draft), "geo/too-many-rules");
}

TEST(Partition, TwoRoadsOfOneNameAreAskedAbout) {
    Draft draft{town.area("ABCD"),
                {{"同名路", {}, {town.line("ab"), {street::metres(5000, 0), street::metres(6000, 0)}}}},
                {rule("n", "同名路以北")}};
    const auto proof = prove(draft);
    ASSERT_FALSE(proof.has_value());
    EXPECT_EQ(proof.error().rule->code, "geo/road-unclear");
    EXPECT_EQ(proof.error().params.at("road"), "同名路");
    EXPECT_EQ(proof.error().params.at("pieces"), "2");
    draft.roads[0].lines = {town.line("ab"), town.line("bd"), town.line("bm")}; // a branch
    EXPECT_EQ(refusal(draft), "geo/road-unclear");
}

namespace {

constexpr double rounding_m = 0.05;         // noding moves a border by less
constexpr double rounding_m2_per_m = 0.005; // as partition.hpp states it

void check_tiling(const Proof& proof, const Multipolygon& boundary) {
    const Plane plane(middle(box_of(boundary)));
    double border_m = 0;
    for (const auto& polygon : boundary) {
        border_m += length_m(polygon.outer, plane);
        for (const auto& hole : polygon.holes) border_m += length_m(hole, plane);
    }
    RC_ASSERT(proof.error_m2 <= rounding_m2_per_m * border_m);
    for (int i = 0; i < 20; ++i) {
        const Point at = street::random_point(1500);
        if (border_distance_m(boundary, at) < rounding_m) continue;
        const auto owners =
            std::ranges::count_if(proof.faces, [&](const Face& face) { return holds({face.shape}, at); });
        RC_ASSERT(owners == (holds(boundary, at) ? 1 : 0));
    }
    for (const auto& face : proof.faces) { // vertices belong to one face as well
        const Point at = face.shape.outer.front();
        const auto owners =
            std::ranges::count_if(proof.faces, [&](const Face& other) { return holds({other.shape}, at); });
        RC_ASSERT(owners <= 1);
    }
}

} // namespace

RC_GTEST_PROP(Partition, FacesOfAnyRoadsTileAnyBoundary, ()) {
    const auto boundary = street::random_boundary();
    std::vector<NamedRoad> roads;
    const int count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i)
        roads.push_back({std::string(1, static_cast<char>('A' + i)),
                         {},
                         {street::random_line(*rc::gen::element(300, 1500))}});
    const auto proof = street::random_proof(boundary, roads);
    if (!proof) RC_DISCARD("a road without sides");
    check_tiling(*proof, boundary);
    for (const auto& settlement : proof->settlements) {
        RC_ASSERT(settlement.exact);
        const auto again = prove({boundary, roads, settlement.rules});
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->exact);
    }
    const auto same = street::random_proof(boundary, roads);
    RC_ASSERT(same->faces.size() == proof->faces.size());
    for (std::size_t i = 0; i < proof->faces.size(); ++i)
        RC_ASSERT(same->faces[i].shape == proof->faces[i].shape);
}

// Straight roads have sides that a child can check: is the point above the endless line or below it?
RC_GTEST_PROP(Partition, SidesOfStraightRoadsAreThoseOfTheEndlessLine, ()) {
    const auto boundary = street::random_boundary();
    std::vector<NamedRoad> roads;
    const int count = *rc::gen::inRange(1, 5);
    for (int i = 0; i < count; ++i) {
        const double angle = *rc::gen::inRange(0, 360) * M_PI / 180;
        const double x = *rc::gen::inRange(-500, 500);
        const double y = *rc::gen::inRange(-500, 500);
        const Line line{street::metres(x, y),
                        street::metres(x + 200 * std::cos(angle), y + 200 * std::sin(angle))};
        roads.push_back({std::string(1, static_cast<char>('A' + i)), {}, {line}});
    }
    const auto proof = street::random_proof(boundary, roads);
    if (!proof) RC_DISCARD("a road without sides");
    for (const auto& face : proof->faces)
        for (const auto& [name, side] : face.sides) {
            auto line = std::ranges::find(roads, name, &NamedRoad::name)->lines.front();
            const bool by_lat = side == Side::north || side == Side::south;
            if (by_lat ? line[1].lon_e7 < line[0].lon_e7 : line[1].lat_e7 < line[0].lat_e7)
                std::swap(line[0], line[1]);
            const Plane plane(line[0]);
            const auto along = plane.metres(line[1]);
            const auto here = plane.metres(face.inner);
            const double left =
                along.x * here.y - along.y * here.x; // eastwards left is north, northwards west
            if (std::abs(left) < rounding_m * std::hypot(along.x, along.y) * 40) continue;
            RC_ASSERT((side == Side::north || side == Side::west) == (left > 0));
        }
}

} // namespace gezhi::geo
