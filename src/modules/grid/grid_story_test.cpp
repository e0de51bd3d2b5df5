// The room on the staircase, on both databases, with the demo street: two gaps found, settled and adopted; a
// version that waits for its day; places whose codes are one; the same answers after a start from the tables.

#include "modules/grid/drawing.hpp"
#include "modules/grid/house_for_test.hpp"
#include "modules/grid/what_if.hpp"

#include <algorithm>

using namespace gezhi;
using namespace gezhi::grid;

namespace {

class GridStory : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            body(url);
        }
    }
};

Command published() {
    return Adopt{demo_folder().grids.published, {}, true, {}};
}

Command ground_of_demo() {
    return ImportGround{demo_folder().attribution, demo_folder().features};
}

Place lamp(const std::string& code) {
    return {Code{code}, "灯", "Lamp", Code{"facility"}, "天山路", {312129000, 1213997000}, {}, true};
}

} // namespace

TEST_F(GridStory, ThePublishedRulesAreNotAdoptedForTheyLeaveTwoGaps) {
    on_both([](const std::string& url) {
        House house(url);
        const auto early = house.ask(partition_stream, published(), "early");
        ASSERT_FALSE(early);
        EXPECT_EQ(early.error().rule, &grid::rules::no_ground);
        ASSERT_TRUE(house.ask(ground_stream, ground_of_demo(), "ground"));
        const auto answer = house.ask(partition_stream, published(), "adopt");
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().rule, &grid::rules::not_exact);
        EXPECT_EQ(answer.error().params.at("gaps"), "2");
        EXPECT_EQ(answer.error().params.at("overlaps"), "0");
        EXPECT_EQ(answer.error().faults.size(), 2U);
        EXPECT_TRUE(house.ground->partition().empty());
        EXPECT_TRUE(house.ground->locate({312129000, 1213997000}).inside); // the boundary is known already
        house.expect_sound();
    });
}

TEST_F(GridStory, WithTheThirdAsTheRestEveryPlaceHasItsGrid) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        EXPECT_EQ(house.ground->partition().value, "1");
        const std::vector<std::pair<std::string, std::string>> known{
            {"金虹桥国际中心", "310105006-G3"}, {"南丰城", "310105006-G1"},
            {"天山四村122号", "310105006-G3"},  {"紫云西路50弄", "310105006-G3"},
            {"遵义路600号", "310105006-G2"},    {"安顺路142号", "310105006-G1"}};
        for (const auto& [name, grid] : known) {
            const auto hits = house.ground->find_places(name, 1);
            ASSERT_EQ(hits.size(), 1U) << name;
            EXPECT_EQ(house.ground->locate(hits[0].at).grid.value, grid) << name;
        }
        const auto literal = prove(demo_folder().features, demo_folder().grids.published);
        ASSERT_TRUE(literal);
        EXPECT_EQ(literal->gaps.size(), 2U);
        EXPECT_TRUE(literal->overlaps.empty());
        EXPECT_EQ(house.ground->grid_name(Code{"310105006-G2"}), "第二责任网格");
        EXPECT_EQ(house.ground->grid_name(Code{"310105006-G2"}, true), "Second grid");
        house.expect_sound();
    });
}

TEST_F(GridStory, APointOutsideKnowsTheNearestGridAndHowFar) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        const auto outside = house.ground->locate(*geo::from_degrees(31.2036, 121.396));
        EXPECT_FALSE(outside.inside);
        EXPECT_TRUE(outside.grid.empty());
        EXPECT_EQ(outside.nearest.value, "310105006-G3");
        EXPECT_GT(outside.distance_m, 100);
        EXPECT_LT(outside.distance_m, 1'000);
    });
}

TEST_F(GridStory, TheTablesGiveTheSameGroundAfterAStart) {
    on_both([](const std::string& url) {
        {
            House house(url);
            house.bring_demo();
            ASSERT_TRUE(
                house.ask(partition_stream, DraftRules{demo_folder().grids.published, "再议"}, "draft"));
        }
        House again(url, 2);
        const auto drawn = again.ground->drawn();
        EXPECT_EQ(drawn->features, demo_folder().features);
        ASSERT_EQ(drawn->partitions.size(), 1U);
        EXPECT_EQ(drawn->partitions[0].rules, demo_folder().rules());
        EXPECT_EQ(drawn->draft->standing, Standing::checked);
        EXPECT_FALSE(drawn->draft->finding.exact);
        EXPECT_EQ(again.grid_at(31.2106, 121.3985), "310105006-G3");
        EXPECT_EQ(again.ground->places().size(), demo_folder().places.size());
        EXPECT_NE(again.ground->plane().origin(), geo::Point{});
        again.expect_sound();
    });
}

TEST_F(GridStory, TheSameFolderBroughtTwiceChangesNothing) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        const auto seq = house.engine.seq();
        house.bring_demo();
        EXPECT_EQ(house.engine.seq(), seq);
    });
}

TEST_F(GridStory, ANewVersionWaitsForItsDayAndCasesOfTodayKeepTheirs) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        auto rules = demo_folder().rules();
        rules[1].text = "天山路以北"; // takes the north-west from the rest
        const auto day = house.clock.now() + std::chrono::hours(24 * 3);
        ASSERT_TRUE(house.ask(partition_stream, Adopt{rules, {}, false, day}, "later"));
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.ground->partition().value, "1");
        EXPECT_EQ(house.grid_at(31.2152, 121.3985), "310105006-G3");
        house.clock.set(day + std::chrono::seconds(1));
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.ground->partition().value, "2");
        EXPECT_EQ(house.grid_at(31.2152, 121.3985), "310105006-G2");
        const auto drawn = house.ground->drawn();
        EXPECT_EQ(drawn->partitions[0].standing, Standing::superseded);
        EXPECT_TRUE(drawn->partitions[0].valid_until);
        house.expect_sound();
    });
}

TEST_F(GridStory, OneCodeForOnePlaceHoldsWithinOneBatch) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        std::vector<engine::Task> tasks;
        tasks.push_back(house.task({{5, 1}}, AddPlace{lamp("L-1")}, "one"));
        tasks.push_back(house.task({{5, 2}}, AddPlace{lamp("L-1")}, "two"));
        const auto answers = house.engine.run(std::move(tasks));
        EXPECT_TRUE(answers[0]);
        ASSERT_FALSE(answers[1]);
        EXPECT_EQ(answers[1].error().rule, &grid::rules::code_taken);
        // A retired place's label may still hang somewhere.
        ASSERT_TRUE(house.ask({{5, 1}}, RetirePlace{}, "retire"));
        EXPECT_FALSE(house.ground->place(Code{"L-1"}));
        EXPECT_TRUE(house.ground->place(PlaceId{{5, 1}}));
        const auto again = house.ask({{5, 3}}, AddPlace{lamp("L-1")}, "three");
        ASSERT_FALSE(again);
        EXPECT_EQ(again.error().rule, &grid::rules::code_taken);
        house.expect_sound();
    });
}

TEST_F(GridStory, PlacesWithoutCodesAreNumberedInOrder) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        std::vector<engine::Task> tasks;
        for (std::uint64_t i = 1; i <= 3; ++i)
            tasks.push_back(house.task({{6, i}}, AddPlace{lamp("")}, "n" + std::to_string(i)));
        for (const auto& answer : house.engine.run(std::move(tasks))) ASSERT_TRUE(answer);
        EXPECT_EQ(house.ground->held(PlaceId{{6, 3}})->place.code.value, "310105006-P00003");
        {
            House again(url, 2);
            ASSERT_TRUE(again.ask({{6, 4}}, AddPlace{lamp("")}, "n4"));
            EXPECT_EQ(again.ground->held(PlaceId{{6, 4}})->place.code.value, "310105006-P00004");
        }
    });
}

TEST_F(GridStory, WhatThePlaceRefusesFromTheWorld) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        auto far = lamp("L-2");
        far.at = {302129000, 1213997000};
        EXPECT_EQ(house.ask({{5, 1}}, AddPlace{far}, "far").error().rule, &grid::rules::place_too_far);
        auto owned = lamp("L-3");
        owned.owner_unit = Code{"nobody"};
        EXPECT_EQ(house.ask({{5, 2}}, AddPlace{owned}, "unit").error().rule, &grid::rules::unknown_unit);
        auto crossed = demo_folder().features;
        auto& ring = std::find_if(crossed.begin(), crossed.end(),
                                  [](const Feature& one) { return one.kind.value == "subdistrict"; })
                         ->parts[0]
                         .paths[0];
        std::swap(ring[10], ring[60]);
        EXPECT_EQ(house.ask(ground_stream, ImportGround{"©", crossed}, "crossed").error().rule,
                  &grid::rules::boundary_broken);
    });
}

TEST_F(GridStory, WhatIfCountsAreaPlacesAndCasesThatWouldMove) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        auto rules = demo_folder().rules();
        rules[1].text = "天山路以北";
        const auto proof = prove(demo_folder().features, rules);
        ASSERT_TRUE(proof && proof->exact);
        const auto at = [](double lat, double lon) { return *geo::from_degrees(lat, lon); };
        const auto days = [](int n) { return std::chrono::hours(24 * n); };
        const auto now = *parse_iso("2026-11-26T10:30:00+08:00");
        const auto answer = what_if(
            *house.ground, *proof,
            {{at(31.2152, 121.3985), true, Code{"TS-2"}, now - days(1)},
             {at(31.2152, 121.3985), true, Code{}, now - days(2)}, // not to be named
             {at(31.2150, 121.3984), false, Code{"TS-1"}, now - days(400)},
             {at(31.2090, 121.4031), true, Code{"TS-3"}, now - days(3)}},
            now);
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->moves.size(), 1U);
        const auto& move = answer->moves[0];
        EXPECT_EQ(move.from->value, "310105006-G3");
        EXPECT_EQ(move.to->value, "310105006-G2");
        EXPECT_EQ(move.cases_open, 2);
        EXPECT_EQ(move.cases_total, 3);
        EXPECT_EQ(move.open_cases, std::vector{Code{"TS-2"}});
        EXPECT_NEAR(move.cases_a_week, 2.0 / work_weeks, 1e-9); // what is older than a quarter is no work now
        EXPECT_EQ(answer->cases_a_week_moved, move.cases_a_week);
        EXPECT_GT(answer->places_moved, 0);
        EXPECT_EQ(move.places, answer->places_moved);
        ASSERT_FALSE(move.named_places.empty());
        EXPECT_LE(move.named_places.size(), named_max);
        const auto load = [&](const char* grid) {
            return *std::find_if(answer->loads.begin(), answer->loads.end(),
                                 [&](const Load& one) { return one.grid.value == grid; });
        };
        const auto from = load("310105006-G3");
        const auto to = load("310105006-G2");
        EXPECT_EQ(from.open_now - from.open_then, 2);
        EXPECT_EQ(to.open_then - to.open_now, 2);
        EXPECT_EQ(from.places_now - from.places_then, move.places);
        EXPECT_EQ(to.places_then - to.places_now, move.places);
        EXPECT_NEAR(from.week_now - from.week_then, move.cases_a_week, 1e-9);
        EXPECT_EQ(load("310105006-G1").open_now, load("310105006-G1").open_then);
        const auto before = prove(demo_folder().features, demo_folder().rules());
        ASSERT_TRUE(before);
        EXPECT_NEAR(move.area_km2, (before->grids[2].area_m2 - proof->grids[2].area_m2) / 1e6, 0.001);
        EXPECT_TRUE(what_if(*house.ground, *before, {}, now)->moves.empty());
    });
}

TEST_F(GridStory, AYoungStreetsWorkIsCountedOverTheWeeksItHas) {
    on_both([](const std::string& url) {
        House house(url);
        house.bring_demo();
        auto rules = demo_folder().rules();
        rules[1].text = "天山路以北";
        const auto proof = prove(demo_folder().features, rules);
        const auto now = *parse_iso("2026-11-26T10:30:00+08:00");
        const auto at = *geo::from_degrees(31.2152, 121.3985);
        const auto answer = what_if(*house.ground, *proof,
                                    {{at, true, Code{"TS-1"}, now - std::chrono::hours(24 * 14)},
                                     {at, true, Code{"TS-2"}, now - std::chrono::hours(24)}},
                                    now);
        ASSERT_TRUE(answer);
        EXPECT_NEAR(answer->cases_a_week_moved, 1.0, 1e-9); // two in two weeks
        EXPECT_EQ(answer->moves.at(0).open_cases, (std::vector{Code{"TS-2"}, Code{"TS-1"}}));
    });
}

TEST_F(GridStory, AFolderIsCheckedAndLocatedWithoutAServer) {
    const auto published = check_folder(demo_folder(), Reading::published);
    const auto settled = check_folder(demo_folder(), Reading::settled);
    ASSERT_TRUE(published && settled);
    EXPECT_FALSE(published->exact);
    EXPECT_TRUE(settled->exact);
    EXPECT_TRUE(std::any_of(published->settlements.begin(), published->settlements.end(),
                            [](const auto& one) { return one.exact; }));
    const auto located = locate_in(demo_folder(), *geo::from_degrees(31.2106, 121.3985));
    ASSERT_TRUE(located);
    EXPECT_EQ(located->grid.value, "310105006-G3");
}
