// The pure floor: what is owed, what makes it old, who may tell.

#include "modules/notice/decide.hpp"

#include <gtest/gtest.h>

namespace gezhi::notice {

namespace {

const CaseId one_case{{5, 1}};
const PersonId wang{{1, 1}};
const PersonId li{{1, 2}};
const Instant now{1'000'000};

Facts facts(PersonId actor = wang) {
    Facts facts;
    facts.now = now;
    facts.stream = stream_of(one_case);
    facts.actor = actor;
    return facts;
}

Owe owe(News kind, const char* way = "call") {
    Owe one;
    one.case_id = one_case;
    one.number = Code{"TS20261123R000178"};
    one.grid = Code{"310105006-G1"};
    one.reporter = PersonId{{9, 9}};
    one.hands = {li};
    one.kind = kind;
    one.way = Code{way};
    return one;
}

State after(State state, const Command& command, const Facts& known = facts()) {
    const auto events = decide(state, command, known);
    require(events.has_value(), "not refused");
    for (const auto& event : *events) state = evolve(std::move(state), event);
    return state;
}

const Rule* refused(const State& state, const Command& command, const Facts& known = facts()) {
    const auto events = decide(state, command, known);
    return events ? nullptr : events.error().rule;
}

Actor person(Duty duty, const char* grid = "") {
    Actor actor;
    actor.kind = ActorKind::person;
    actor.person = wang;
    actor.posts.push_back({PostId{{2, 1}}, duty, {}, Code{grid}});
    return actor;
}

} // namespace

TEST(Notice, TheStreamIsAnotherThanTheCasesOwn) {
    EXPECT_NE(stream_of(one_case), id_as<StreamId>(one_case));
    EXPECT_NE(stream_of(one_case), stream_of(CaseId{{5, 2}}));
}

TEST(Notice, ALaterStageMakesAnUntoldEarlierOneOld) {
    auto state = after({}, owe(News::dispatched));
    state = after(state, owe(News::said));
    state = after(state, owe(News::closed));
    ASSERT_EQ(state.items.size(), 3U);
    EXPECT_EQ(state.items[0].standing, Standing::skipped);
    EXPECT_EQ(state.items[0].result.value, "superseded");
    EXPECT_EQ(state.items[1].standing, Standing::owed); // what was said stays to be said
    EXPECT_EQ(state.items[2].standing, Standing::owed);
}

TEST(Notice, AnotherUnitIsNoNewsForWhoeverWasToldOfTheFirst) {
    auto state = after({}, owe(News::dispatched));
    state = after(state, Tell{1, Code{"told"}});
    state = after(state, owe(News::dispatched));
    EXPECT_EQ(state.items[1].standing, Standing::skipped);
    EXPECT_EQ(state.items[1].result.value, "told_before");
}

TEST(Notice, WhereAContactIsNeededAndNoneWasGivenItIsLeft) {
    auto known = facts();
    known.contact_needed = true;
    auto anonymous = owe(News::closed);
    anonymous.reporter.reset();
    EXPECT_EQ(after({}, anonymous, known).items[0].result.value, "no_contact");
    EXPECT_EQ(after({}, owe(News::closed), known).items[0].standing, Standing::owed);
}

TEST(Notice, TheLinkNeedsNobody) {
    EXPECT_EQ(refused({}, owe(News::closed, "link")), &rules::nothing_owed);
    EXPECT_EQ(refused({}, owe(News::closed, "")), &rules::nothing_owed);
    auto elsewhere = facts();
    elsewhere.stream = id_as<StreamId>(one_case);
    EXPECT_EQ(refused({}, owe(News::closed, "link"), elsewhere), &rules::wrong_stream); // comes first
}

TEST(Notice, WhoHandledTheCaseNeverMakesItsCallBack) {
    const auto state = after({}, owe(News::closed));
    EXPECT_EQ(refused(state, Tell{1, Code{"told"}}, facts(li)), &rules::own_case);
    EXPECT_EQ(refused(state, Tell{2, Code{"told"}}, facts(li)), &rules::missing); // is asked before
    const auto told = after(state, Tell{1, Code{"told"}});
    EXPECT_EQ(told.items[0].by, wang);
    EXPECT_EQ(told.items[0].settled_at, now);
    EXPECT_EQ(refused(told, Tell{1, Code{"told"}}, facts(li)), &rules::settled);
    const auto duty = after({}, owe(News::duty, "duty"));
    EXPECT_EQ(refused(duty, Tell{1, Code{"told"}}, facts(li)), nullptr); // an emergency is no call-back
}

TEST(Notice, NobodyThereStaysOwedThreeTimes) {
    auto known = facts();
    known.result_known = true;
    auto state = after({}, owe(News::closed));
    EXPECT_EQ(refused(state, Tell{1, Code{"asleep"}}), &rules::unknown_result);
    for (int i = 0; i < 2; ++i) state = after(state, Tell{1, Code{"no_answer"}}, known);
    EXPECT_EQ(state.items[0].standing, Standing::owed);
    EXPECT_EQ(state.items[0].tries, 2);
    state = after(state, Tell{1, Code{"no_answer"}}, known);
    EXPECT_EQ(state.items[0].standing, Standing::skipped);
    EXPECT_EQ(state.items[0].result.value, "no_answer");
    const auto refusing = after(after({}, owe(News::closed)), Tell{1, Code{"refused"}}, known);
    EXPECT_EQ(refusing.items[0].result.value, "refused");
}

TEST(Notice, AReopenedCaseHasNoEndingToTell) {
    EXPECT_EQ(refused({}, Withdraw{}), &rules::missing);
    auto state = after(after({}, owe(News::said)), owe(News::closed));
    state = after(state, Withdraw{});
    EXPECT_EQ(state.items[0].standing, Standing::owed);
    EXPECT_EQ(state.items[1].result.value, "withdrawn");
}

TEST(Notice, WhoMayTellIsATable) {
    struct Line {
        Duty duty;
        const char* grid;
        bool plain, restricted, duty_kind;
    };

    for (const Line& line :
         {Line{Duty::desk, "", true, true, true}, Line{Duty::desk, "G2", false, false, false},
          Line{Duty::liaison, "G1", true, false, true}, Line{Duty::liaison, "G2", false, false, false},
          Line{Duty::duty_officer, "", false, false, true}, Line{Duty::handler, "", false, false, false},
          Line{Duty::checker, "", false, false, false}, Line{Duty::grid_leader, "G1", false, false, false},
          Line{Duty::legal_officer, "", false, false, false},
          Line{Duty::administrator, "", false, false, false}, Line{Duty::auditor, "", false, false, false}}) {
        const auto actor = person(line.duty, line.grid);
        const auto name = static_cast<int>(line.duty);
        EXPECT_EQ(may_tell(actor, News::closed, Code{"G1"}, false), line.plain) << name << line.grid;
        EXPECT_EQ(may_tell(actor, News::closed, Code{"G1"}, true), line.restricted) << name << line.grid;
        EXPECT_EQ(may_tell(actor, News::duty, Code{"G1"}, false), line.duty_kind) << name << line.grid;
    }
}

TEST(Notice, OnlyTheHouseOwesAndWithdraws) {
    Actor flow;
    flow.kind = ActorKind::flow;
    for (const auto* name : {"notice", "emergency"}) {
        flow.flow = Code{name};
        EXPECT_TRUE(permit(flow, {}, owe(News::closed)));
    }
    flow.flow = Code{"calendar"};
    EXPECT_EQ(permit(flow, {}, owe(News::closed)).error().rule, &rules::not_flow);
    EXPECT_EQ(permit(person(Duty::desk), {}, owe(News::closed)).error().rule, &rules::not_flow);
    EXPECT_EQ(permit(person(Duty::desk), {}, Withdraw{}).error().rule, &rules::not_flow);
    EXPECT_EQ(permit(person(Duty::desk), {}, Restrict{}).error().rule, &rules::not_flow);
    const auto state = after({}, owe(News::closed));
    EXPECT_TRUE(permit(person(Duty::desk), state, Tell{1, Code{"told"}}));
    EXPECT_EQ(permit(person(Duty::handler), state, Tell{1, Code{"told"}}).error().rule, &rules::not_teller);
    EXPECT_TRUE(permit(person(Duty::handler), state, Tell{9, Code{"told"}})); // decide says missing
    auto restricted = after(state, Restrict{true});
    EXPECT_FALSE(permit(person(Duty::liaison), restricted, Tell{1, Code{"told"}}));
}

} // namespace gezhi::notice
