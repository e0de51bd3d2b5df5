// More time and rest: asked by the unit, approved by two others, never after the due moment.

#include "modules/casework/walk_for_test.hpp"

namespace gezhi::casework {

using namespace test;

namespace {

const AskExtension more{code("parts"), {}};

AskSuspension until(std::string_view moment) {
    return {code("planned_works"), at(moment), text()};
}

// 28001 is W4: sent on at nine it is due at 14:00 (12 to 13 is no working time).
Walk asked() {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.handler, more));
    return walk;
}

} // namespace

TEST(Extending, TakesTwoApprovalsByOthersAndAddsOneOriginalLimit) {
    auto walk = asked();
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-23 14:00");
    EXPECT_TRUE(walk.does(walk.desk, Approve{}));
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-23 14:00");
    EXPECT_EQ(walk.refusal(walk.desk, Approve{}), &rules::own_request);
    EXPECT_EQ(walk.refusal(walk.desk, RefuseRequest{text()}), &rules::own_request);
    EXPECT_TRUE(walk.does(walk.leader, Approve{text()}));
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-23 18:00");
    EXPECT_EQ(said(walk.state.clock->start.half), "2026-11-23 14:00");
    EXPECT_EQ(said(walk.state.clock->start.started), "2026-11-23 09:00");
    EXPECT_EQ(calendar::short_form(walk.state.clock->start.limit), "W8");
    EXPECT_EQ(walk.state.extensions, 1);
    EXPECT_FALSE(walk.state.request);
}

TEST(Extending, IsAnActOfTheUnit) {
    const auto walk = asked();
    EXPECT_EQ(walk.state.stage, Stage::handling);
}

TEST(Extending, WhoAskedDoesNotApproveUnderAnotherPost) {
    auto walk = asked();
    auto both = walk.handler;
    both.posts.push_back({PostId{{8, 60}}, Duty::desk, {}, {}});
    EXPECT_EQ(walk.refusal(both, Approve{}), &rules::own_request);
    EXPECT_EQ(walk.refusal(both, RefuseRequest{text()}), &rules::own_request);
}

TEST(Extending, IsGrantedTwiceAndRefusedOnesDoNotCount) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.handler, more));
    EXPECT_TRUE(walk.does(walk.desk, RefuseRequest{text()}));
    for (int n = 1; n <= 2; ++n) {
        EXPECT_TRUE(walk.does(walk.handler, more));
        EXPECT_TRUE(walk.does(walk.desk, Approve{}));
        EXPECT_TRUE(walk.does(walk.desk2, Approve{}));
        EXPECT_EQ(walk.state.extensions, n);
    }
    EXPECT_EQ(calendar::short_form(walk.state.clock->start.limit), "W12");
    EXPECT_EQ(walk.refusal(walk.handler, more), &rules::extensions_used);
}

TEST(Extending, IsNeitherAskedNorGrantedAfterTheDueMoment) {
    auto walk = asked();
    EXPECT_TRUE(walk.does(walk.desk, Approve{}));
    walk.set("2026-11-23 14:00");
    EXPECT_EQ(walk.refusal(walk.desk2, Approve{}), &rules::ask_too_late);
    EXPECT_TRUE(walk.does(walk.clock, Tick{}));
    EXPECT_FALSE(walk.state.request); // lapsed
    EXPECT_EQ(walk.refusal(walk.desk2, Approve{}), &rules::no_request);
    EXPECT_EQ(walk.refusal(walk.handler, more), &rules::ask_too_late);
    EXPECT_EQ(walk.refusal(walk.handler, until("2026-12-01 09:00")), &rules::ask_too_late);
}

TEST(Extending, OneThingIsAskedAtATime) {
    auto walk = asked();
    EXPECT_EQ(walk.refusal(walk.handler, more), &rules::request_open);
    EXPECT_EQ(walk.refusal(walk.handler, until("2026-12-01 09:00")), &rules::request_open);
}

TEST(Extending, NeedsAReasonOfThePlaybookAndItsLine) {
    Walk walk;
    walk.sent_on();
    EXPECT_EQ(walk.refusal(walk.handler, AskExtension{code("laziness"), text()}), &rules::unknown_reason);
    EXPECT_EQ(walk.refusal(walk.handler, AskSuspension{code("lawsuit"), at("2026-12-01 09:00"), {}}),
              &rules::note_required);
    EXPECT_EQ(walk.refusal(walk.police, more), &rules::other_unit);
    EXPECT_EQ(walk.refusal(walk.desk, more), &rules::not_permitted);
}

TEST(Extending, TheRequestEndsWithWhatTheUnitDoes) {
    for (const Command& act : std::vector<Command>{
             HandIn{text(), {photo()}}, ReturnOrder{code("not_our_duty"), code("police"), text()}}) {
        auto walk = asked();
        EXPECT_TRUE(walk.does(walk.handler, act));
        EXPECT_FALSE(walk.state.request);
        EXPECT_EQ(walk.refusal(walk.desk, Approve{}), &rules::no_request);
    }
}

TEST(Suspending, RestsUntilTheDayAndRunsOnByItself) {
    Walk walk;
    walk.sent_on();
    walk.set("2026-11-23 10:00");
    EXPECT_TRUE(walk.does(walk.handler, until("2026-12-07 09:00")));
    EXPECT_TRUE(walk.does(walk.desk, Approve{}));
    EXPECT_FALSE(walk.state.suspension);
    EXPECT_TRUE(walk.does(walk.leader, Approve{}));
    EXPECT_TRUE(walk.state.suspension);
    EXPECT_EQ(side(walk.state), Side::suspended);
    EXPECT_EQ(said(*Casework::due(walk.state)), "2026-12-07 09:00");
    EXPECT_EQ(walk.refusal(walk.handler, HandIn{text(), {photo()}}), &rules::suspended);
    EXPECT_EQ(walk.refusal(walk.clock, Tick{}), &rules::not_due);
    walk.set("2026-12-07 09:00");
    EXPECT_TRUE(walk.does(walk.clock, Tick{}));
    // One of four working hours was used before.
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-12-07 12:00");
    EXPECT_FALSE(walk.state.suspension);
    EXPECT_EQ(walk.refusal(walk.handler, until("2026-12-09 09:00")), &rules::suspensions_used);
}

TEST(Suspending, TheDeskMayEndItEarlier) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.handler, until("2026-12-07 09:00")));
    EXPECT_TRUE(walk.does(walk.desk, Approve{}));
    EXPECT_TRUE(walk.does(walk.desk2, Approve{}));
    walk.set("2026-11-24 09:00");
    EXPECT_TRUE(walk.does(walk.desk, Resume{}));
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-24 14:00");
    EXPECT_EQ(walk.refusal(walk.desk, Resume{}), &rules::not_held);
}

TEST(Suspending, EndsAfterNowAndWithinAYear) {
    Walk walk;
    walk.sent_on();
    EXPECT_EQ(walk.refusal(walk.handler, until("2026-11-23 09:00")), &rules::suspension_until);
    EXPECT_EQ(walk.refusal(walk.handler, until("2027-11-24 09:00")), &rules::suspension_until);
    EXPECT_EQ(walk.refusal(walk.handler, until("2027-11-23 09:00")), nullptr);
    // Approved too late for its own day.
    EXPECT_TRUE(walk.does(walk.handler, until("2026-11-23 10:00")));
    walk.set("2026-11-23 11:00");
    EXPECT_EQ(walk.refusal(walk.desk, Approve{}), &rules::suspension_until);
    EXPECT_TRUE(walk.does(walk.desk, RefuseRequest{text()}));
}

TEST(Recalling, OnlyBeforeTheUnitHasTouchedIt) {
    Walk walk;
    walk.sent_on();
    walk.set("2026-11-23 10:00");
    EXPECT_TRUE(walk.does(walk.desk, Recall{}));
    EXPECT_EQ(walk.state.stage, Stage::registered);
    EXPECT_TRUE(walk.state.unit.empty());
    EXPECT_EQ(walk.state.clock->start.kind, ClockKind::triage);
    // No bar: nobody gave it back. The unit's clock goes on with its rest.
    EXPECT_TRUE(walk.does(walk.desk, Dispatch{code("chengguan")}));
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-23 14:00");
    EXPECT_TRUE(walk.does(walk.handler, Acknowledge{}));
    EXPECT_EQ(walk.refusal(walk.desk, Recall{}), &rules::wrong_stage);
}

} // namespace gezhi::casework
