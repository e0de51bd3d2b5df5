// Supervision beside the clock, and the appeal of a unit that was late.

#include "modules/casework/walk_for_test.hpp"

namespace gezhi::casework {

using namespace test;

namespace {

const AppealLateness storm{code("force_majeure"), text()};

Walk late_and_closed() {
    Walk walk;
    walk.sent_on();
    walk.set("2026-11-23 16:00");
    walk.closed();
    return walk;
}

} // namespace

TEST(Supervising, IsMetByHandingInAndTouchesNoClock) {
    Walk walk;
    walk.sent_on();
    const auto before = *walk.state.clock;
    EXPECT_TRUE(walk.does(walk.leader, Supervise{text()}));
    EXPECT_EQ(*walk.state.clock, before);
    EXPECT_EQ(said(walk.state.supervision->until), "2026-11-27 00:00"); // C3, the end of the 26th
    EXPECT_EQ(side(walk.state), Side::supervised);
    EXPECT_EQ(walk.refusal(walk.desk, Supervise{text()}), &rules::supervised);
    walk.handed_in();
    EXPECT_EQ(walk.state.supervision->met, walk.world.now_);
    EXPECT_EQ(walk.state.stage, Stage::checking); // what was watched is looked at
    EXPECT_EQ(walk.refusal(walk.desk, Supervise{text()}), &rules::wrong_stage);
}

TEST(Supervising, ThatIsMissedIsAFactOfTheCase) {
    Walk walk;
    walk.sent_on("chengguan", code("06013")); // D5
    EXPECT_TRUE(walk.does(walk.desk, Supervise{text()}));
    walk.set("2026-11-27 00:00");
    EXPECT_TRUE(walk.does(walk.clock, Tick{}));
    EXPECT_TRUE(walk.state.supervision->missed);
    EXPECT_TRUE(supervised(walk.state));
    EXPECT_GT(*Casework::due(walk.state), walk.world.now_);
}

TEST(Appealing, ExemptsTheStatisticAndKeepsTheFact) {
    auto walk = late_and_closed();
    EXPECT_TRUE(walk.state.handled_late);
    EXPECT_TRUE(walk.does(walk.handler, storm));
    EXPECT_EQ(walk.refusal(walk.handler, storm), &rules::appealed);
    EXPECT_TRUE(walk.does(walk.desk, ReviewAppeal{true, {}}));
    EXPECT_FALSE(exempt(walk.state));
    EXPECT_EQ(walk.refusal(walk.desk, ReviewAppeal{true, {}}), &rules::own_appeal);
    EXPECT_TRUE(walk.does(walk.leader, ReviewAppeal{true, {}}));
    EXPECT_TRUE(exempt(walk.state));
    EXPECT_TRUE(walk.state.handled_late);
    EXPECT_TRUE(walk.state.ever_late);
    EXPECT_EQ(walk.refusal(walk.desk2, ReviewAppeal{true, {}}), &rules::no_appeal);
}

TEST(Appealing, OneRefusalDecides) {
    auto walk = late_and_closed();
    EXPECT_TRUE(walk.does(walk.handler, storm));
    EXPECT_EQ(walk.refusal(walk.desk, ReviewAppeal{false, {}}), &rules::note_required);
    EXPECT_TRUE(walk.does(walk.desk, ReviewAppeal{false, text()}));
    EXPECT_EQ(walk.state.appeal->granted, false);
    EXPECT_FALSE(exempt(walk.state));
    EXPECT_EQ(walk.refusal(walk.leader, ReviewAppeal{true, {}}), &rules::no_appeal);
    EXPECT_EQ(walk.refusal(walk.handler, storm), &rules::appealed);
}

TEST(Appealing, IsNotReviewedByWhoAppealedOrHandled) {
    auto walk = late_and_closed();
    auto both = walk.handler;
    both.posts.push_back({PostId{{8, 61}}, Duty::desk, {}, {}});
    EXPECT_TRUE(walk.does(worker(13, Duty::handler, "chengguan"), storm));
    EXPECT_EQ(walk.refusal(both, ReviewAppeal{true, {}}), &rules::own_appeal);
}

TEST(Appealing, ComesAfterAnEndingOnceAndInTime) {
    Walk walk;
    walk.sent_on();
    EXPECT_EQ(walk.refusal(walk.handler, storm), &rules::not_ended);
    walk.closed();
    EXPECT_EQ(walk.refusal(walk.handler, storm), &rules::not_late);
    EXPECT_EQ(walk.refusal(walk.desk, ReviewAppeal{true, {}}), &rules::no_appeal);
    auto late = late_and_closed();
    EXPECT_EQ(late.refusal(late.handler, AppealLateness{code("boredom"), text()}), &rules::unknown_reason);
    EXPECT_EQ(late.refusal(late.handler, AppealLateness{code("force_majeure"), {}}), &rules::note_required);
    late.set("2026-12-01 09:00"); // D5 after the ending
    EXPECT_EQ(late.refusal(late.handler, storm), &rules::appeal_too_late);
}

TEST(Reworking, IsCounted) {
    Walk walk;
    walk.sent_on("chengguan", code("24004"));
    for (int n = 1; n <= 2; ++n) {
        walk.handed_in();
        EXPECT_TRUE(walk.does(walk.checker, Check{false, text()}));
        EXPECT_EQ(walk.state.reworks, n);
    }
}

} // namespace gezhi::casework
