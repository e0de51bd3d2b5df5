// Endings: four of them, the reporter's question, objection, reopening, legal paths, clusters.

#include "modules/casework/walk_for_test.hpp"

namespace gezhi::casework {

using namespace test;

namespace {

const Close solved{Ending::solved, code("stopped"), text(3)};
const CaseId lead_id{{1, 99}};

} // namespace

TEST(Closing, NeverHappensAroundAnUnfinishedParty) {
    Walk walk;
    walk.reported();
    EXPECT_EQ(walk.refusal(walk.desk, solved), &rules::wrong_stage);
    walk.sent_on();
    EXPECT_EQ(walk.refusal(walk.desk, solved), &rules::party_unfinished);
    EXPECT_TRUE(walk.does(walk.handler, Acknowledge{}));
    EXPECT_EQ(walk.refusal(walk.desk, solved), &rules::party_unfinished);
    EXPECT_EQ(walk.refusal(walk.desk, Refer{code("court"), {}}), &rules::party_unfinished);
    walk.handed_in();
    EXPECT_TRUE(walk.does(walk.desk, solved));
}

TEST(Closing, ChoosesAConditionThatBelongsToClassAndEnding) {
    Walk walk;
    walk.handed_in();
    EXPECT_EQ(walk.refusal(walk.desk, Close{Ending::solved, {}, {}}), &rules::no_closing);
    EXPECT_EQ(walk.refusal(walk.desk, Close{Ending::solved, code("demolished"), {}}),
              &rules::unknown_closing);
    EXPECT_EQ(walk.refusal(walk.desk, Close{Ending::solved, code("enforcement"), {}}),
              &rules::closing_misfit);
    EXPECT_EQ(walk.refusal(walk.desk, Close{Ending::legal_path, code("enforcement"), {}}),
              &rules::note_required);
    EXPECT_EQ(walk.refusal(walk.desk, Close{Ending::legal_path, code("enforcement"), text()}), nullptr);
    EXPECT_EQ(walk.refusal(walk.desk, Close{Ending::solved, code("stopped"), {}}), nullptr);
}

TEST(Closing, WhoHandedInDoesNotClose) {
    Walk walk;
    walk.handed_in();
    auto both = walk.handler;
    both.posts.push_back({PostId{{8, 50}}, Duty::desk, {}, {}});
    EXPECT_EQ(walk.refusal(both, solved), &rules::own_work);
}

TEST(Closing, WithoutWorkNothingIsSolvedButMuchCanBeExplained) {
    Walk walk;
    walk.reported(report(code("26011")));
    EXPECT_TRUE(walk.does(walk.desk, Accept{}));
    EXPECT_TRUE(walk.does(walk.desk, Register{code("26011"), {}}));
    EXPECT_EQ(walk.refusal(walk.desk, Close{Ending::solved, code("done"), {}}), &rules::nothing_handed_in);
    EXPECT_TRUE(walk.does(walk.desk, Close{Ending::explained, code("explained"), text()}));
    EXPECT_EQ(walk.state.ending, Ending::explained);
}

TEST(Closing, AnEndedCaseRestsForEver) {
    Walk walk;
    walk.closed();
    EXPECT_FALSE(Casework::due(walk.state));
    for (const Command& one : std::vector<Command>{
             Verify{}, Accept{}, Decline{code("test"), {}, {}}, Register{cones, {}}, Dispatch{code("police")},
             SendOn{cones, {}, code("police"), {}}, Check{true, {}}, solved, Join{lead_id}, Leave{},
             Refer{code("court"), {}}, HoldForPath{code("court"), at("2026-12-01 09:00"), text()}, Resume{}})
        EXPECT_EQ(walk.refusal(walk.desk, one), &rules::ended);
    for (const Command& one : std::vector<Command>{
             Acknowledge{}, ReturnOrder{code("duplicate"), code("police"), {}}, HandIn{text(), {photo()}}})
        EXPECT_EQ(walk.refusal(walk.handler, one), &rules::ended);
    EXPECT_EQ(walk.refusal(walk.clock, Tick{}), &rules::not_due);
    EXPECT_EQ(walk.refusal(of_kind(ActorKind::flow, calendar_flow), Recompute{code("2")}), &rules::ended);
}

TEST(Answering, YesIsTheEnd) {
    Walk walk;
    walk.closed();
    EXPECT_TRUE(walk.does(walk.reporter, Answer{true, {}}));
    EXPECT_EQ(walk.state.answered, true);
    EXPECT_EQ(walk.state.stage, Stage::closed);
    EXPECT_EQ(walk.refusal(walk.reporter, Answer{false, {}}), &rules::answered);
}

TEST(Answering, NotYetReopensOnceByItselfWithTheLimitOfASecondHandling) {
    Walk walk;
    walk.closed();
    walk.set("2026-11-24 10:00");
    EXPECT_TRUE(walk.does(walk.reporter, Answer{false, text()}));
    EXPECT_EQ(walk.state.stage, Stage::dispatched);
    EXPECT_EQ(walk.state.unit.value, "chengguan");
    EXPECT_EQ(walk.state.reopened, 1);
    EXPECT_EQ(walk.state.answered, false); // the word stands until the next ending
    EXPECT_EQ(calendar::short_form(walk.state.clock->start.limit), "C3");
    EXPECT_EQ(side(walk.state), Side::reopened);
    walk.handed_in();
    EXPECT_EQ(walk.state.stage, Stage::checking); // a false ending once: checked now
    walk.closed();
    EXPECT_TRUE(walk.does(walk.reporter, Answer{false, text()}));
    EXPECT_EQ(walk.state.stage, Stage::closed); // the second time the desk decides
    EXPECT_EQ(walk.state.answered, false);
}

TEST(Answering, IsForEndingsInTheirTimeAndNotForWhoDidTheWork) {
    Walk walk;
    EXPECT_EQ(walk.refusal(walk.reporter, Answer{true, {}}), &rules::no_such_case);
    walk.handed_in();
    EXPECT_EQ(walk.refusal(walk.reporter, Answer{true, {}}), &rules::not_ended);
    walk.closed();
    auto both = walk.handler;
    both.posts.push_back({PostId{{8, 50}}, Duty::desk, {}, {}});
    EXPECT_EQ(walk.refusal(both, Answer{true, {}}), &rules::own_work);
    EXPECT_EQ(walk.refusal(walk.desk, Answer{true, {}}), nullptr); // a call-back
    ASSERT_TRUE(walk.state.object_until);
    EXPECT_EQ(said(*walk.state.object_until), "2026-12-09 00:00"); // fifteen days, to their end
    walk.world.now_ = *walk.state.object_until + std::chrono::microseconds{1};
    EXPECT_EQ(walk.refusal(walk.reporter, Answer{false, {}}), &rules::objection_too_late);
    EXPECT_EQ(walk.refusal(walk.reporter, Object{text()}), &rules::objection_too_late);
    Walk declined;
    declined.reported();
    EXPECT_TRUE(declined.does(declined.desk, Decline{code("no_content"), {}, {}}));
    EXPECT_EQ(declined.refusal(declined.reporter, Answer{true, {}}), &rules::nothing_to_answer);
    EXPECT_EQ(declined.refusal(declined.reporter, Object{text()}), nullptr);
}

TEST(Objecting, IsHeardAndTheDeskDecides) {
    Walk walk;
    walk.handed_in();
    EXPECT_EQ(walk.refusal(walk.reporter, Object{text()}), &rules::not_ended);
    walk.closed();
    for (std::int64_t n = 0; n < objections_max; ++n) EXPECT_TRUE(walk.does(walk.reporter, Object{text()}));
    EXPECT_EQ(walk.refusal(walk.reporter, Object{text()}), &rules::too_much_talk);
    EXPECT_EQ(walk.state.stage, Stage::closed);
    EXPECT_EQ(walk.refusal(walk.desk, Reopen{code("mood"), {}}), &rules::unknown_reason);
    EXPECT_TRUE(walk.does(walk.desk, Reopen{code("objection"), {}}));
    EXPECT_EQ(walk.state.stage, Stage::dispatched);
    EXPECT_EQ(walk.refusal(walk.desk, Reopen{code("objection"), {}}), &rules::not_ended);
}

TEST(Reopening, WithoutAUnitGoesToTheDesk) {
    Walk walk;
    walk.reported();
    EXPECT_TRUE(walk.does(walk.desk, Decline{code("no_content"), {}, {}}));
    EXPECT_TRUE(walk.does(walk.desk, Reopen{code("objection"), {}}));
    EXPECT_EQ(walk.state.stage, Stage::reported);
    EXPECT_EQ(walk.state.clock->start.kind, ClockKind::triage);
    EXPECT_TRUE(walk.state.decline_reason.empty());
}

TEST(Referring, IsOneStepToAnEnding) {
    Walk walk;
    walk.reported();
    EXPECT_EQ(walk.refusal(walk.desk, Refer{code("magic"), text()}), &rules::unknown_path);
    EXPECT_TRUE(walk.does(walk.desk, Refer{code("petition"), text(7)}));
    EXPECT_EQ(walk.state.ending, Ending::legal_path);
    EXPECT_EQ(walk.state.legal_path.value, "petition");
    EXPECT_FALSE(walk.state.result_text); // what the officer reads, the reporter's page does not show
}

TEST(Clusters, AJoinedCaseFollowsAndItsClockRests) {
    Walk walk;
    walk.sent_on();
    walk.set("2026-11-23 10:00");
    walk.lead = Lead{true, false, Visibility::estate};
    EXPECT_TRUE(walk.does(walk.desk, Join{lead_id}));
    EXPECT_EQ(walk.state.joined_to, lead_id);
    EXPECT_EQ(walk.state.visibility, Visibility::estate);
    EXPECT_FALSE(Casework::due(walk.state));
    EXPECT_EQ(walk.refusal(walk.handler, HandIn{text(), {photo()}}), &rules::joined);
    EXPECT_EQ(walk.refusal(walk.desk, Join{lead_id}), &rules::joined);
    EXPECT_EQ(walk.refusal(walk.clock, Tick{}), &rules::not_due);
    EXPECT_EQ(walk.refusal(walk.reporter, Say{text()}), nullptr);
    walk.set("2026-11-24 10:00");
    EXPECT_TRUE(walk.does(walk.desk, Leave{}));
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-24 14:00"); // three hours were left
    EXPECT_EQ(walk.refusal(walk.desk, Leave{}), &rules::not_joined);
    EXPECT_EQ(walk.state.visibility, Visibility::estate); // only a person's logged act lowers it
}

TEST(Clusters, WhatCannotBeALead) {
    Walk walk;
    walk.reported();
    EXPECT_EQ(walk.refusal(walk.desk, Join{walk.state.id}), &rules::own_lead);
    EXPECT_EQ(walk.refusal(walk.desk, Join{lead_id}), &rules::lead_missing);
    walk.lead = Lead{true, true, Visibility::public_};
    EXPECT_EQ(walk.refusal(walk.desk, Join{lead_id}), &rules::lead_joined);
    walk.lead = Lead{false, false, Visibility::public_};
    EXPECT_EQ(walk.refusal(walk.desk, Join{lead_id}), &rules::lead_ended);
    walk.lead = Lead{true, false, Visibility::public_};
    EXPECT_TRUE(walk.does(walk.cluster, CountSupporter{CaseId{{1, 50}}, Visibility::parties}));
    EXPECT_EQ(walk.state.supporters, 1);
    EXPECT_EQ(walk.state.visibility, Visibility::parties); // inherited by the cluster
    EXPECT_EQ(walk.refusal(walk.desk, Join{lead_id}), &rules::has_supporters);
    EXPECT_TRUE(walk.does(walk.cluster, DropSupporter{CaseId{{1, 50}}}));
    EXPECT_EQ(walk.refusal(walk.desk, Join{lead_id}), nullptr);
    walk.handed_in();
    EXPECT_EQ(walk.refusal(walk.desk, Join{lead_id}), &rules::wrong_stage);
}

TEST(Clusters, EachFollowerEndsAsItsLeadAndAnswersForItself) {
    Walk walk;
    walk.reported();
    EXPECT_EQ(walk.refusal(walk.cluster, FollowLead{Ending::solved, {}, {}, {}, {}}), &rules::not_joined);
    walk.lead = Lead{true, false, Visibility::public_};
    EXPECT_TRUE(walk.does(walk.desk, Join{lead_id}));
    EXPECT_TRUE(walk.does(walk.cluster, FollowLead{Ending::solved, code("stopped"), {}, {}, text(3)}));
    EXPECT_EQ(walk.state.stage, Stage::closed);
    EXPECT_TRUE(walk.does(walk.reporter, Answer{false, {}}));
    EXPECT_EQ(walk.state.stage, Stage::closed); // its lead is where the work is
    EXPECT_EQ(walk.refusal(walk.desk, Reopen{code("not_done"), {}}), &rules::joined);
    Walk declined;
    declined.reported();
    declined.lead = Lead{true, false, Visibility::public_};
    EXPECT_TRUE(declined.does(declined.desk, Join{lead_id}));
    EXPECT_TRUE(declined.does(declined.cluster, FollowLead{{}, {}, code("private_matter"), {}, {}}));
    EXPECT_EQ(declined.state.stage, Stage::declined);
}

} // namespace gezhi::casework
