// The pure floor: permits as a table, decisions in the order of their checks, what follows, and the words of
// geometry.

#include "modules/grid/decide.hpp"
#include "modules/grid/rules.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>

using namespace gezhi;
using namespace gezhi::grid;

namespace {

const Instant today{1'800'000'000'000'000};
const StreamId place_stream{{7, 7}};

Part square(std::int32_t from, std::int32_t to) {
    return {{{{from, from}, {from, to}, {to, to}, {to, from}, {from, from}}}};
}

Feature outline(std::string_view kind = subdistrict_kind) {
    return {Layer::boundary, Shape::area, Code{std::string(kind)}, {}, "街", "Street", {}, {}, 0,
            {square(0, 100)}};
}

std::vector<GridRule> two_rules() {
    return {{Code{"G1"}, "一格", "One", "天山路以南"}, {Code{"G2"}, "二格", "Two", "其余"}};
}

Facts facts_at(StreamId stream) {
    Facts facts;
    facts.now = today;
    facts.stream = stream;
    facts.ground = true;
    facts.proven.finding = {2, 100, 100, true, {}};
    facts.proven.areas = {{Code{"G1"}, 40, {square(0, 50)}}, {Code{"G2"}, 60, {square(50, 100)}}};
    return facts;
}

State after(State state, const std::vector<Event>& events) {
    for (const auto& event : events) state = evolve(std::move(state), event);
    return state;
}

const Rule* refused(const State& state, const Command& command, const Facts& facts) {
    const auto answer = decide(state, command, facts);
    return answer ? nullptr : answer.error().rule;
}

Place lamp() {
    return {Code{"31010501037000001"},
            "天山路路灯1号",
            "Lamp 1",
            Code{"facility"},
            "天山路",
            {50, 50},
            Code{"municipal"},
            true};
}

Actor of_duty(Duty duty) {
    Actor actor;
    actor.kind = ActorKind::person;
    actor.posts.push_back({{}, duty, {}, {}});
    return actor;
}

std::vector<Command> all_commands() {
    return {ImportGround{}, DraftRules{}, Adopt{}, TakeEffect{}, AddPlace{}, EditPlace{}, RetirePlace{}};
}

State adopted_once() {
    const auto events = decide({}, Adopt{two_rules(), {}, true, {}}, facts_at(partition_stream));
    return after({}, *events);
}

} // namespace

TEST(GridPermit, OnlyAnAdministratorOrTheOperatorDraws) {
    Actor clock;
    clock.kind = ActorKind::clock;
    Actor setup;
    setup.kind = ActorKind::flow;
    setup.flow = Code{"setup"};
    Actor other_flow = setup;
    other_flow.flow = Code{"notice"};
    const std::array<Duty, 9> duties{Duty::desk,          Duty::liaison,       Duty::grid_leader,
                                     Duty::handler,       Duty::checker,       Duty::duty_officer,
                                     Duty::legal_officer, Duty::administrator, Duty::auditor};
    for (const auto& command : all_commands()) {
        const bool effect = std::holds_alternative<TakeEffect>(command);
        const auto* rule = effect ? &grid::rules::clock_only : &grid::rules::not_administrator;
        const auto verdict = [&](const Actor& actor) {
            const auto answer = permit(actor, {}, command);
            return answer ? nullptr : answer.error().rule;
        };
        for (const auto duty : duties)
            EXPECT_EQ(verdict(of_duty(duty)), !effect && duty == Duty::administrator ? nullptr : rule);
        EXPECT_EQ(verdict({}), rule);
        EXPECT_EQ(verdict(other_flow), rule);
        EXPECT_EQ(verdict(setup), effect ? rule : nullptr);
        EXPECT_EQ(verdict(clock), effect ? nullptr : rule);
    }
}

TEST(GridGround, AnImportNeedsOneSoundBoundary) {
    auto facts = facts_at(ground_stream);
    EXPECT_EQ(refused({}, ImportGround{"©", {outline()}}, facts_at(place_stream)),
              &grid::rules::wrong_stream);
    EXPECT_EQ(refused({}, ImportGround{"©", {}}, facts), &grid::rules::no_boundary);
    EXPECT_EQ(refused({}, ImportGround{"©", {outline(), outline()}}, facts), &grid::rules::no_boundary);
    EXPECT_EQ(refused({}, ImportGround{"©", {outline("district")}}, facts), &grid::rules::no_boundary);
    EXPECT_EQ(refused({}, ImportGround{"©", std::vector<Feature>(features_max + 1)}, facts),
              &grid::rules::too_much);
    facts.boundary_sound = false;
    EXPECT_EQ(refused({}, ImportGround{"©", {outline()}}, facts), &grid::rules::boundary_broken);
}

TEST(GridGround, TheOriginOfThePlaneNeverMoves) {
    auto facts = facts_at(ground_stream);
    facts.middle = {5, 5};
    const auto first = after({}, *decide({}, ImportGround{"©", {outline()}}, facts));
    EXPECT_EQ(first.origin, (geo::Point{5, 5}));
    facts.middle = {9, 9};
    const auto second = after(first, *decide(first, ImportGround{"©", {outline()}}, facts));
    EXPECT_EQ(second.origin, (geo::Point{5, 5}));
}

TEST(GridPartition, ChecksComeInTheirOrder) {
    auto facts = facts_at(partition_stream);
    const auto rule_of = [&](std::vector<GridRule> rules) {
        return refused({}, Adopt{std::move(rules)}, facts);
    };
    EXPECT_EQ(refused({}, Adopt{two_rules()}, facts_at(place_stream)), &grid::rules::wrong_stream);
    EXPECT_EQ(rule_of({}), &grid::rules::no_rules);
    EXPECT_EQ(rule_of(std::vector<GridRule>(rules_max + 1)), &grid::rules::no_rules);
    EXPECT_EQ(rule_of({{Code{"G1"}, "一格", "", ""}}), &grid::rules::rule_incomplete);
    EXPECT_EQ(rule_of({{Code{"G1"}, "一格", "", "其余"}, {Code{"G1"}, "二格", "", "其余"}}),
              &grid::rules::grid_twice);
    facts.ground = false;
    facts.proven.refusal = Error{&grid::rules::place_missing};
    facts.proven.finding.exact = false;
    EXPECT_EQ(rule_of(two_rules()), &grid::rules::no_ground);
    facts.ground = true;
    EXPECT_EQ(rule_of(two_rules()), &grid::rules::place_missing); // whatever the reading of the rules said
    facts.proven.refusal.reset();
    EXPECT_EQ(rule_of(two_rules()), &grid::rules::not_exact);
}

TEST(GridPartition, ARefusalListsEachGapAndOverlap) {
    auto facts = facts_at(partition_stream);
    facts.proven.finding = {
        3, 100, 100, false, {{1, 140'000, {1, 2}, {}}, {3, 900, {3, 4}, {Code{"G1"}, Code{"G2"}}}}};
    const auto answer = decide({}, Adopt{two_rules()}, facts);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().rule->code, "grid/not-exact");
    EXPECT_EQ(answer.error().params.at("gaps"), "1");
    EXPECT_EQ(answer.error().params.at("overlaps"), "1");
    ASSERT_EQ(answer.error().faults.size(), 2U);
    EXPECT_EQ(answer.error().faults[0].code, "grid/gap");
    EXPECT_EQ(answer.error().faults[0].params.at("area_m2"), "140000");
    EXPECT_EQ(answer.error().faults[1].code, "grid/overlap");
    EXPECT_EQ(answer.error().faults[1].params.at("grids"), "G1, G2");
}

TEST(GridPartition, ADraftIsKeptEvenWhereItCannotBeReadYet) {
    auto facts = facts_at(partition_stream);
    EXPECT_EQ(refused({}, DraftRules{two_rules()}, facts_at(ground_stream)), &grid::rules::wrong_stream);
    const auto checked = after({}, *decide({}, DraftRules{two_rules(), "试划"}, facts));
    EXPECT_EQ(checked.draft->standing, Standing::checked);
    facts.proven.refusal = Error{&grid::rules::place_missing};
    const auto drafted = after({}, *decide({}, DraftRules{two_rules(), "试划"}, facts));
    EXPECT_EQ(drafted.draft->standing, Standing::drafted);
    EXPECT_EQ(drafted.draft->note, "试划");
}

TEST(GridPartition, AdoptingTheDraftMakesAVersionInForce) {
    const auto facts = facts_at(partition_stream);
    auto state = after({}, *decide({}, DraftRules{two_rules()}, facts));
    state = after(state, *decide(state, Adopt{{}, "采用", true, {}}, facts));
    ASSERT_EQ(state.partitions.size(), 1U);
    EXPECT_FALSE(state.draft);
    const auto& one = state.partitions[0];
    EXPECT_EQ(one.version.value, "1");
    EXPECT_EQ(one.standing, Standing::in_force);
    EXPECT_EQ(one.rules, two_rules());
    EXPECT_EQ(one.areas, facts.proven.areas);
    EXPECT_TRUE(one.to_be_confirmed);
    EXPECT_EQ(one.valid_from, today);
    EXPECT_EQ(refused(state, Adopt{two_rules(), {}, true, {}}, facts), &grid::rules::same_rules);
    // To have it confirmed is a version of its own.
    state = after(state, *decide(state, Adopt{two_rules(), {}, false, {}}, facts));
    EXPECT_EQ(state.partitions[0].standing, Standing::superseded);
    EXPECT_EQ(state.partitions[0].valid_until, today);
    EXPECT_EQ(state.partitions[1].standing, Standing::in_force);
    EXPECT_EQ(state.partitions[1].version.value, "2");
}

TEST(GridPartition, AVersionWaitsForItsDayAndTheClockBringsIt) {
    auto facts = facts_at(partition_stream);
    auto state = adopted_once();
    const auto day = today + std::chrono::hours(48);
    EXPECT_EQ(refused(state, Adopt{two_rules(), {}, false, today + std::chrono::hours(24 * 400)}, facts),
              &grid::rules::valid_from);
    state = after(state, *decide(state, Adopt{two_rules(), {}, false, day}, facts));
    EXPECT_EQ(state.partitions[0].standing, Standing::in_force);
    EXPECT_EQ(state.partitions[1].standing, Standing::adopted);
    EXPECT_EQ(due(state), day);
    EXPECT_EQ(refused(state, Adopt{two_rules(), {}, true, day}, facts), &grid::rules::valid_from);
    EXPECT_EQ(refused(state, TakeEffect{}, facts), &grid::rules::nothing_waits);
    facts.now = day;
    EXPECT_EQ(refused(state, TakeEffect{}, facts_at(place_stream)), &grid::rules::wrong_stream);
    state = after(state, *decide(state, TakeEffect{}, facts));
    EXPECT_EQ(state.partitions[0].standing, Standing::superseded);
    EXPECT_EQ(state.partitions[1].standing, Standing::in_force);
    EXPECT_EQ(due(state), std::nullopt);
    EXPECT_EQ(refused(state, TakeEffect{}, facts), &grid::rules::nothing_waits);
}

TEST(GridPlace, ChecksComeInTheirOrder) {
    auto facts = facts_at(place_stream);
    EXPECT_EQ(refused({}, AddPlace{lamp()}, facts_at(ground_stream)), &grid::rules::wrong_stream);
    facts.code_taken = true;
    facts.outside_m = place_outside_m_max + 1;
    facts.unknown_unit = true;
    auto nameless = lamp();
    nameless.name = " ";
    EXPECT_EQ(refused({}, AddPlace{nameless}, facts), &grid::rules::place_incomplete);
    EXPECT_EQ(refused({}, AddPlace{lamp()}, facts), &grid::rules::unknown_unit);
    facts.unknown_unit = false;
    EXPECT_EQ(refused({}, AddPlace{lamp()}, facts), &grid::rules::place_too_far);
    facts.outside_m = place_outside_m_max;
    EXPECT_EQ(refused({}, AddPlace{lamp()}, facts), &grid::rules::code_taken);
}

TEST(GridPlace, LivesFromAddedToRetiredAndKeepsItsCode) {
    const auto facts = facts_at(place_stream);
    EXPECT_EQ(refused({}, EditPlace{lamp()}, facts), &grid::rules::place_missing);
    auto state = after({}, *decide({}, AddPlace{lamp()}, facts));
    EXPECT_EQ(state.id, id_as<PlaceId>(place_stream));
    EXPECT_EQ(refused(state, AddPlace{lamp()}, facts), &grid::rules::place_exists);
    auto other = lamp();
    other.code = Code{"another"};
    EXPECT_EQ(refused(state, EditPlace{other}, facts), &grid::rules::code_fixed);
    other.code = {};
    other.name = "天山路路灯甲";
    state = after(state, *decide(state, EditPlace{other}, facts));
    EXPECT_EQ(state.place->name, "天山路路灯甲");
    EXPECT_EQ(state.place->code, lamp().code);
    state = after(state, *decide(state, RetirePlace{}, facts));
    EXPECT_TRUE(state.retired);
    EXPECT_EQ(refused(state, RetirePlace{}, facts), &grid::rules::place_retired);
    EXPECT_EQ(refused(state, EditPlace{lamp()}, facts), &grid::rules::place_retired);
}

TEST(GridPlace, WithoutACodeItGetsTheNextProvisionalOne) {
    auto facts = facts_at(place_stream);
    facts.next_code = Code{"310105006-P00003"};
    facts.next_serial = 3;
    auto place = lamp();
    place.code = {};
    place.provisional = false;
    const auto state = after({}, *decide({}, AddPlace{place}, facts));
    EXPECT_EQ(state.place->code.value, "310105006-P00003");
    EXPECT_TRUE(state.place->provisional);
    EXPECT_EQ(state.serial, 3);
}

RC_GTEST_PROP(GridRows, GeometryComesBackAsItWasWritten, ()) {
    const auto small = [](auto generator) {
        return rc::gen::resize(6, rc::gen::nonEmpty(std::move(generator)));
    };
    const auto point = rc::gen::map(rc::gen::pair(rc::gen::inRange(-900'000'000, 900'000'000),
                                                  rc::gen::inRange(-1'800'000'000, 1'800'000'000)),
                                    [](std::pair<int, int> at) {
                                        return geo::Point{at.first, at.second};
                                    });
    const auto path = small(rc::gen::container<Path>(point));
    const auto part = rc::gen::map(small(rc::gen::container<std::vector<Path>>(path)),
                                   [](std::vector<Path> paths) { return Part{std::move(paths)}; });
    const auto parts = *small(rc::gen::container<std::vector<Part>>(part));
    RC_ASSERT(parse_parts(parts_text(parts)) == parts);
}
