// Parent and child, what is settled on the spot, the neighbours' window, and what is taken out of a cluster.

#include "modules/casework/walk_for_test.hpp"

namespace gezhi::casework {

using namespace test;

namespace {

const CaseId child_id{{1, 50}};
const CaseId other_id{{1, 51}};
const Actor carrier = of_kind(ActorKind::flow, split_flow);
const Close solved{Ending::solved, code("stopped"), {}};

Split part(CaseId id = child_id) {
    return {id, code("22001"), text(40), {}};
}

FixOnSpot swept() {
    FixOnSpot one;
    one.report = report(cones, Channel::staff);
    one.text = text(2);
    one.photos = {photo(2)};
    one.closing = code("stopped");
    return one;
}

} // namespace

TEST(Splitting, TheParentLearnsFirstAndDoesNotEndAroundAnOpenChild) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.desk, part()));
    EXPECT_TRUE(has_open_child(walk.state));
    walk.handed_in();
    EXPECT_EQ(walk.refusal(walk.desk, solved), &rules::child_open);
    EXPECT_EQ(walk.refusal(walk.desk, Refer{code("court"), {}}), &rules::child_open);
    EXPECT_TRUE(walk.does(carrier, CountChildEnd{child_id}));
    EXPECT_EQ(walk.refusal(carrier, CountChildEnd{child_id}), &rules::no_such_child);
    EXPECT_TRUE(walk.does(walk.desk, solved));
}

TEST(Splitting, NeitherDeclinesNorJoinsAroundAnOpenChild) {
    Walk walk;
    walk.reported();
    walk.lead = Lead{true, false, Visibility::public_};
    EXPECT_TRUE(walk.does(walk.desk, part()));
    EXPECT_EQ(walk.refusal(walk.desk, Decline{code("no_content"), {}, {}}), &rules::child_open);
    EXPECT_EQ(walk.refusal(walk.desk, Join{CaseId{{1, 99}}}), &rules::child_open);
}

TEST(Splitting, NamesAFreshCaseAndAClass) {
    Walk walk;
    walk.sent_on();
    EXPECT_EQ(walk.refusal(walk.desk, part(walk.state.id)), &rules::exists);
    EXPECT_TRUE(walk.does(walk.desk, part()));
    EXPECT_EQ(walk.refusal(walk.desk, part()), &rules::exists);
    EXPECT_EQ(walk.refusal(walk.desk, Split{other_id, code("99999"), text(), {}}), &rules::unknown_class);
    for (std::uint64_t n = 1; n < children_max; ++n) EXPECT_TRUE(walk.does(walk.desk, part(CaseId{{2, n}})));
    EXPECT_EQ(walk.refusal(walk.desk, part(other_id)), &rules::too_many_children);
    walk.handed_in();
    EXPECT_EQ(walk.refusal(walk.desk, part(other_id)), &rules::wrong_stage);
}

TEST(Splitting, AChildsReopeningAsksTheParentFirst) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.desk, part()));
    EXPECT_EQ(walk.refusal(walk.desk, ReopenChild{child_id, code("came_back"), {}}), &rules::child_open);
    EXPECT_TRUE(walk.does(carrier, CountChildEnd{child_id}));
    EXPECT_EQ(walk.refusal(walk.desk, ReopenChild{other_id, code("came_back"), {}}), &rules::no_such_child);
    EXPECT_EQ(walk.refusal(walk.desk, ReopenChild{child_id, code("why_not"), {}}), &rules::unknown_reason);
    EXPECT_TRUE(walk.does(walk.desk, ReopenChild{child_id, code("came_back"), {}}));
    EXPECT_TRUE(has_open_child(walk.state));
    EXPECT_TRUE(walk.does(carrier, CountChildEnd{child_id}));
    walk.closed();
    EXPECT_EQ(walk.refusal(walk.desk, ReopenChild{child_id, code("came_back"), {}}), &rules::ended);
}

TEST(Splitting, AChildIsReopenedByTheFlowAloneAndFollowsNobody) {
    Walk child;
    auto one = report(code("28001"));
    one.parent = CaseId{{1, 99}};
    one.visibility = Visibility::parties;
    EXPECT_TRUE(child.does(carrier, one));
    child.lead = Lead{true, false, Visibility::public_};
    EXPECT_EQ(child.refusal(child.desk, Join{CaseId{{1, 98}}}), &rules::is_child);
    child.closed();
    EXPECT_EQ(std::get<Closed>(child.events.back()).parent, one.parent);
    EXPECT_EQ(child.refusal(child.desk, Reopen{code("came_back"), {}}), &rules::ask_parent);
    EXPECT_TRUE(child.does(child.desk2, Answer{false, text()}));
    EXPECT_EQ(child.state.stage, Stage::closed); // said, but opened from the parent only
    EXPECT_TRUE(child.does(carrier, Reopen{code("came_back"), {}}));
    EXPECT_TRUE(child.does(carrier, InheritVisibility{Visibility::public_}));
    EXPECT_EQ(child.state.visibility, Visibility::parties);
    EXPECT_TRUE(child.does(carrier, InheritVisibility{Visibility::restricted}));
    EXPECT_EQ(child.state.visibility, Visibility::restricted);
}

TEST(OnTheSpot, IsReportedSettledAndEndedInOneAct) {
    Walk walk;
    EXPECT_TRUE(walk.does(walk.handler, swept()));
    EXPECT_EQ(walk.state.stage, Stage::closed);
    EXPECT_EQ(walk.state.ending, Ending::solved);
    EXPECT_TRUE(walk.state.unit.empty());
    EXPECT_TRUE(walk.state.on_spot);
    EXPECT_FALSE(Casework::due(walk.state));
}

TEST(OnTheSpot, SomeAreCheckedAndGoToTheDeskWhenTheyWereNotDone) {
    Walk walk;
    auto gas = swept();
    gas.report.emergency = code("gas");
    EXPECT_TRUE(walk.does(walk.handler, gas));
    EXPECT_EQ(walk.state.stage, Stage::checking);
    EXPECT_EQ(walk.refusal(walk.handler, Check{true, {}}), &rules::not_permitted);
    EXPECT_TRUE(walk.does(walk.checker, Check{false, text()}));
    EXPECT_EQ(walk.state.stage, Stage::registered);
    EXPECT_EQ(walk.state.clock->start.kind, ClockKind::triage);
    EXPECT_TRUE(walk.does(walk.desk, Dispatch{code("chengguan")}));
}

TEST(OnTheSpot, NeedsAClassThatAllowsItAPhotoAndAFittingCondition) {
    Walk walk;
    const auto refusal = [&](auto change) {
        auto one = swept();
        change(one);
        return walk.refusal(walk.handler, one);
    };
    EXPECT_EQ(refusal([](auto& one) { one.report.class_code = {}; }), &rules::unknown_class);
    EXPECT_EQ(refusal([](auto& one) { one.condition = code("on_the_moon"); }), &rules::unknown_condition);
    EXPECT_EQ(refusal([](auto& one) { one.report.class_code = code("27001"); }), &rules::not_on_spot);
    EXPECT_EQ(refusal([](auto& one) { one.photos.clear(); }), &rules::photo_required);
    EXPECT_EQ(refusal([](auto& one) { one.closing = {}; }), &rules::no_closing);
    EXPECT_EQ(refusal([](auto& one) { one.closing = code("demolished"); }), &rules::unknown_closing);
    EXPECT_EQ(refusal([](auto& one) { one.closing = code("enforcement"); }), &rules::closing_misfit);
    EXPECT_EQ(walk.refusal(walk.resident, swept()), &rules::not_permitted);
    EXPECT_EQ(refusal([](auto&) {}), nullptr);
}

TEST(Neighbours, MayObjectBeforeTheEndWhereTheClassAsksForIt) {
    Walk walk;
    walk.reported(report(code("21011")));
    EXPECT_TRUE(walk.does(walk.desk, SendOn{code("21011"), {}, code("property"), {}}));
    const auto property = worker(21, Duty::handler, "property");
    EXPECT_TRUE(walk.does(property, HandIn{text(2), {photo(2)}}));
    if (walk.state.stage == Stage::checking) {
        EXPECT_TRUE(walk.does(walk.checker, Check{true, {}}));
    }
    EXPECT_EQ(said(*walk.state.neighbours_until), "2026-11-27 00:00"); // ND3
    // The answer's clock begins where the window ends.
    EXPECT_EQ(walk.state.clock->start.started, *walk.state.neighbours_until);
    const Close done{Ending::solved, code("done"), {}};
    EXPECT_EQ(walk.refusal(walk.desk, done), &rules::neighbours_may_object);
    EXPECT_TRUE(walk.does(walk.desk, Object{text(5)}));
    EXPECT_EQ(walk.state.stage, Stage::checking);
    EXPECT_EQ(walk.refusal(walk.desk, done), &rules::check_due);
    EXPECT_TRUE(walk.does(walk.checker, Check{true, {}}));
    walk.set("2026-11-27 00:00");
    EXPECT_TRUE(walk.does(walk.desk, done));
}

TEST(Neighbours, ElsewhereNothingWaits) {
    Walk walk;
    walk.handed_in();
    EXPECT_FALSE(walk.state.neighbours_until);
    EXPECT_EQ(walk.refusal(walk.desk, Object{text()}), &rules::not_ended);
}

TEST(TakingOut, AlsoAfterTheEndWithTheRestOfItsClock) {
    Walk walk;
    walk.sent_on();
    walk.lead = Lead{true, false, Visibility::public_};
    walk.set("2026-11-23 10:00");
    EXPECT_TRUE(walk.does(walk.desk, Join{CaseId{{1, 99}}}));
    walk.set("2026-11-25 09:00");
    EXPECT_TRUE(walk.does(walk.cluster, FollowLead{Ending::solved, code("stopped"), {}, {}, {}}));
    EXPECT_EQ(walk.state.stage, Stage::closed);
    walk.set("2026-11-26 09:00");
    EXPECT_TRUE(walk.does(walk.desk, Leave{}));
    EXPECT_EQ(walk.state.stage, Stage::dispatched);
    EXPECT_FALSE(walk.state.ending);
    EXPECT_EQ(walk.state.reopened, 1);
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-26 12:00"); // three of four hours are left
    walk.closed();
    EXPECT_EQ(walk.refusal(walk.desk, Leave{}), &rules::ended);
}

TEST(Escalating, EachStepOfThePlaybookIsToldOnce) {
    Walk walk;
    walk.sent_on();
    std::vector<std::string> told;
    for (int n = 0; n < 8; ++n) {
        walk.world.now_ = *Casework::due(walk.state);
        EXPECT_TRUE(walk.does(walk.clock, Tick{}));
        const auto& warned = std::get<Warned>(walk.events.back());
        if (!warned.escalated_to.empty())
            told.push_back(warned.escalated_to.value + " " + said(walk.world.now_));
    }
    // W4 from nine: 100 % at 14:00, 150 % at 16:00, 200 % at 18:00.
    EXPECT_EQ(told, (std::vector<std::string>{"desk 2026-11-23 14:00", "grid_leader 2026-11-23 16:00",
                                              "joint_meeting 2026-11-23 18:00"}));
}

} // namespace gezhi::casework
