// With the unit: acknowledge, return, hand in, check, rework, hold; and the clock that is never begun anew.

#include "modules/casework/walk_for_test.hpp"

namespace gezhi::casework {

using namespace test;

namespace {

ReturnOrder back(std::string_view proposed = "police", std::string_view reason = "not_our_duty") {
    return {code(reason), code(proposed), text(6)};
}

} // namespace

TEST(Handling, TheFirstActOfTheUnitAcknowledges) {
    for (const Command& first :
         std::vector<Command>{Acknowledge{}, HandIn{text(2), {photo()}}, Note{text(3)}, Say{text(4)}}) {
        Walk walk;
        walk.sent_on();
        EXPECT_TRUE(walk.does(walk.handler, first));
        EXPECT_TRUE(std::holds_alternative<Acknowledged>(walk.events[5]));
        EXPECT_NE(walk.state.stage, Stage::dispatched);
        EXPECT_EQ(walk.refusal(walk.handler, Acknowledge{}), &rules::wrong_stage);
    }
}

TEST(Handling, AWordOfTheDeskIsNoAcknowledgement) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.desk, Note{text()}));
    EXPECT_TRUE(walk.does(walk.reporter, Say{text()}));
    EXPECT_EQ(walk.state.stage, Stage::dispatched);
}

TEST(Handling, AHandingInNeedsItsPhotoWhereTheClassAsksOne) {
    Walk walk;
    walk.sent_on();
    EXPECT_EQ(walk.refusal(walk.handler, HandIn{text(), {}}), &rules::photo_required);
    Walk advice;
    advice.sent_on("services", code("26011"));
    EXPECT_EQ(advice.refusal(worker(30, Duty::handler, "services"), HandIn{text(), {}}), nullptr);
}

TEST(Handling, WithoutACheckItGoesToTheAnswer) {
    Walk walk;
    walk.handed_in();
    EXPECT_EQ(walk.state.stage, Stage::answering);
    EXPECT_EQ(walk.state.clock->start.kind, ClockKind::answer);
    EXPECT_EQ(walk.state.hands, std::vector<PersonId>{person(11)});
}

TEST(Handling, ACheckIsDueByClassOrByTheShareThatItsRisksAskFor) {
    Facts facts;
    facts.id = CaseId{{1, 1}};
    EXPECT_FALSE(check_required(facts));
    facts.check_by_class = true;
    EXPECT_TRUE(check_required(facts));
    facts.check_by_class = false;
    facts.check_percent = 100;
    EXPECT_TRUE(check_required(facts));
}

TEST(Handling, EachRiskIsRunByTheCasesItMeans) {
    State plain;
    plain.stage = Stage::handling;
    const auto only = [&](std::string_view risk, const State& state) {
        for (const auto one : {"on_spot", "disputed", "rework", "reopened", "emergency", "supervised",
                               "extended", "late", "unheard_of"}) {
            EXPECT_FALSE(runs_risk(plain, one, 1)) << one;
            EXPECT_EQ(runs_risk(state, one, 1), one == risk) << risk << " " << one;
        }
        EXPECT_TRUE(runs_risk(state, "any", 1));
    };
    auto state = plain;
    state.returns.emplace_back();
    only("disputed", state);
    EXPECT_FALSE(runs_risk(state, "disputed", 2));
    state = plain;
    state.rework = true;
    only("rework", state);
    state = plain;
    state.reopened = 1;
    only("reopened", state);
    state = plain;
    state.emergency = code("gas");
    only("emergency", state);
    state = plain;
    state.supervision.emplace();
    only("supervised", state);
    state = plain;
    state.extensions = 1;
    only("extended", state);
    state = plain;
    state.ever_late = true;
    only("late", state);
    only("on_spot", State{});
}

TEST(Handling, TheGreatestShareOfItsRisksCounts) {
    Walk walk;
    walk.sent_on();
    EXPECT_EQ(walk.facts(walk.handler, HandIn{text(), {photo()}})->check_percent, 10);
    EXPECT_TRUE(walk.does(walk.desk, Supervise{text()}));
    EXPECT_EQ(walk.facts(walk.handler, HandIn{text(), {photo()}})->check_percent, 100);
}

TEST(Handling, AClassThatDemandsItIsCheckedAndNotByWhoHandedIn) {
    Walk walk;
    walk.sent_on("chengguan", code("24004")); // things thrown from high up: always checked
    EXPECT_TRUE(walk.does(walk.handler, HandIn{text(), {photo()}}));
    EXPECT_EQ(walk.state.stage, Stage::checking);
    EXPECT_EQ(walk.state.clock->start.kind, ClockKind::check);
    EXPECT_EQ(walk.refusal(walk.desk, Close{Ending::solved, code("stopped"), {}}), &rules::check_due);
    auto both = walk.handler;
    both.posts.push_back({PostId{{8, 50}}, Duty::checker, {}, {}});
    EXPECT_EQ(walk.refusal(both, Check{true, {}}), &rules::own_work);
    EXPECT_EQ(walk.refusal(walk.checker, Check{false, {}}), &rules::note_required);
    EXPECT_TRUE(walk.does(walk.checker, Check{true, {}}));
    EXPECT_EQ(walk.state.stage, Stage::answering);
}

TEST(Handling, AFailedCheckGivesTheRestOfTheClockBack) {
    Walk walk;
    walk.sent_on(); // Monday 09:00, four working hours
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-23 14:00");
    walk.set("2026-11-23 11:00");
    walk.handed_in(); // two of them used
    walk.set("2026-11-23 16:00");
    EXPECT_TRUE(walk.does(walk.checker, Check{false, text(5)}));
    EXPECT_EQ(walk.state.stage, Stage::handling);
    EXPECT_TRUE(walk.state.rework);
    EXPECT_EQ(said(walk.state.clock->start.started), "2026-11-23 09:00");
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-23 18:00"); // two hours are left
    walk.set("2026-11-23 17:00");
    walk.handed_in();
    EXPECT_EQ(walk.state.stage, Stage::checking); // reworked: checked whatever the sample says
    EXPECT_FALSE(walk.state.handled_late);
}

TEST(Handling, ACheckNobodyDemandedDoesNotBeginTheAnswersClockAnew) {
    Walk walk;
    walk.handed_in();
    const auto clock = walk.state.clock;
    walk.set("2026-11-23 10:30");
    EXPECT_TRUE(walk.does(walk.checker, Check{true, {}}));
    EXPECT_EQ(walk.state.clock, clock);
}

TEST(Handling, HandedInAtTheDueMomentIsInTime) {
    Walk walk;
    walk.sent_on();
    walk.world.now_ = walk.state.clock->start.due;
    walk.handed_in();
    EXPECT_FALSE(walk.state.handled_late);
    Walk late;
    late.sent_on();
    late.world.now_ = late.state.clock->start.due + std::chrono::microseconds{1};
    late.handed_in();
    EXPECT_TRUE(late.state.handled_late);
    EXPECT_TRUE(late.state.ever_late);
}

TEST(Returns, ComeWithReasonLineAndAProposedOwner) {
    Walk walk;
    walk.sent_on();
    EXPECT_EQ(walk.refusal(walk.handler, back("police", "mood")), &rules::unknown_reason);
    EXPECT_EQ(walk.refusal(walk.handler, ReturnOrder{code("not_our_duty"), code("police"), {}}),
              &rules::note_required);
    EXPECT_EQ(walk.refusal(walk.handler, back("")), &rules::unknown_unit);
    EXPECT_EQ(walk.refusal(walk.handler, back("nobody")), &rules::unknown_unit);
    EXPECT_EQ(walk.refusal(walk.handler, back("chengguan")), &rules::proposes_itself);
    EXPECT_TRUE(walk.does(walk.handler, back()));
    EXPECT_EQ(walk.state.stage, Stage::registered);
    EXPECT_TRUE(walk.state.unit.empty());
    EXPECT_EQ(side(walk.state), Side::returned);
    EXPECT_EQ(walk.state.clock->start.kind, ClockKind::triage);
    EXPECT_EQ(walk.refusal(walk.handler, back()), &rules::other_unit);
}

TEST(Returns, WhoGotItBackDoesNotPushThatStepAndSomebodyElseMay) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.handler, back()));
    EXPECT_EQ(walk.refusal(walk.desk, Dispatch{code("chengguan")}), &rules::return_bar);
    EXPECT_EQ(walk.refusal(walk.desk, SendOn{{}, {}, code("chengguan"), {}}), &rules::return_bar);
    EXPECT_EQ(walk.refusal(walk.desk, Dispatch{code("police")}), nullptr);
    EXPECT_EQ(walk.refusal(walk.leader, Dispatch{code("chengguan")}), nullptr);
    EXPECT_TRUE(walk.does(walk.desk2, Dispatch{code("chengguan")}));
    // The unit had its say; it does not bounce the case a second time.
    EXPECT_EQ(walk.refusal(walk.handler, back()), &rules::returned_before);
}

TEST(Returns, ABarOutlivesEverythingThatHappensAfterwards) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.handler, back()));
    EXPECT_TRUE(walk.does(walk.desk, Dispatch{code("police")}));
    EXPECT_TRUE(walk.does(walk.police, back("chengguan")));
    EXPECT_EQ(walk.refusal(walk.desk, Dispatch{code("chengguan")}), &rules::return_bar);
    EXPECT_EQ(walk.refusal(walk.desk, Dispatch{code("police")}), &rules::return_bar);
    EXPECT_EQ(walk.state.bars.size(), 2U);
}

TEST(Returns, HaveTheirTime) {
    Walk walk;
    walk.sent_on();
    ASSERT_TRUE(walk.state.return_until);
    EXPECT_EQ(said(*walk.state.return_until), "2026-11-23 14:00");
    walk.world.now_ = *walk.state.return_until;
    EXPECT_EQ(walk.refusal(walk.handler, back()), nullptr);
    walk.world.now_ = walk.world.now_ + std::chrono::microseconds{1};
    EXPECT_EQ(walk.refusal(walk.handler, back()), &rules::return_too_late);
}

TEST(Returns, DoNotResetTheClockOfTheCase) {
    Walk walk;
    walk.sent_on();
    walk.set("2026-11-23 10:00"); // one hour used
    EXPECT_TRUE(walk.does(walk.handler, back()));
    walk.set("2026-11-23 15:00"); // the desk had it for hours
    EXPECT_TRUE(walk.does(walk.desk, Dispatch{code("police")}));
    EXPECT_EQ(said(walk.state.clock->start.started), "2026-11-23 09:00");
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-23 18:00"); // three are left
}

TEST(Returns, PuttingTheClassRightChangesTheLimitAndKeepsTheTimeUsed) {
    Walk walk;
    walk.sent_on("chengguan", cones); // W4
    walk.set("2026-11-23 10:00");
    EXPECT_TRUE(walk.does(walk.handler, back("property")));
    EXPECT_TRUE(walk.does(walk.desk, SendOn{code("22001"), {}, code("property"), {}})); // W24
    EXPECT_EQ(calendar::short_form(walk.state.clock->start.limit), "W24");
    EXPECT_EQ(said(walk.state.clock->start.started), "2026-11-23 09:00");
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-25 18:00"); // three days of eight, from Monday nine
    Walk twice;
    twice.sent_on("chengguan", cones);
    twice.set("2026-11-23 10:00");
    EXPECT_TRUE(twice.does(twice.handler, back("property")));
    EXPECT_TRUE(twice.does(twice.desk, Register{cones, {}})); // the same again: an edit, no new limit
    EXPECT_FALSE(twice.state.reclassified);
    EXPECT_TRUE(twice.does(twice.desk, Dispatch{code("police")}));
    EXPECT_EQ(said(twice.state.clock->start.due), "2026-11-23 14:00");
}

TEST(Returns, LimitsStayAsDispatchedWhateverThePlaybookSaysLater) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.handler, back()));
    auto rules = rulebook()->index.playbook();
    for (auto& one : rules.limits.limits)
        if (one.class_code == cones.value) one.limit = "D15";
    walk.book = std::make_shared<const playbook::Rulebook>(
        playbook::Rulebook{Code{"2"}, Code{"1"}, playbook::PlaybookIndex(rules), rulebook()->calendar});
    EXPECT_TRUE(walk.does(walk.desk, Dispatch{code("police")}));
    EXPECT_EQ(calendar::short_form(walk.state.clock->start.limit), "W4");
    EXPECT_EQ(walk.state.clock->start.playbook.value, "1");
}

TEST(Hold, RestsTheClockUntilItsOwnLimitAndRunsOnByItself) {
    Walk walk;
    walk.sent_on();
    walk.set("2026-11-23 10:00");
    EXPECT_EQ(walk.refusal(walk.desk, HoldForPath{code("magic"), at("2026-12-01 09:00"), text()}),
              &rules::unknown_path);
    EXPECT_EQ(walk.refusal(walk.desk, HoldForPath{code("court"), at("2026-11-23 10:00"), text()}),
              &rules::hold_until);
    EXPECT_EQ(walk.refusal(walk.desk, HoldForPath{code("court"), at("2028-11-23 10:00"), text()}),
              &rules::hold_until);
    EXPECT_EQ(walk.refusal(walk.desk, Resume{}), &rules::not_held);
    EXPECT_TRUE(walk.does(walk.desk, HoldForPath{code("court"), at("2026-12-01 09:00"), text()}));
    EXPECT_EQ(side(walk.state), Side::held);
    EXPECT_EQ(walk.refusal(walk.handler, HandIn{text(), {photo()}}), &rules::held);
    EXPECT_EQ(walk.refusal(walk.desk, HoldForPath{code("court"), at("2026-12-02 09:00"), text()}),
              &rules::held);
    ASSERT_TRUE(Casework::due(walk.state));
    EXPECT_EQ(said(*Casework::due(walk.state)), "2026-12-01 09:00");
    walk.set("2026-12-01 09:00");
    EXPECT_TRUE(walk.does(walk.clock, Tick{}));
    EXPECT_FALSE(walk.state.hold);
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-12-01 12:00"); // three hours were left
}

TEST(Hold, EndsEarlierByHand) {
    Walk walk;
    walk.sent_on();
    EXPECT_TRUE(walk.does(walk.desk, HoldForPath{code("court"), at("2026-12-01 09:00"), text()}));
    walk.set("2026-11-24 09:00");
    EXPECT_TRUE(walk.does(walk.desk, Resume{}));
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-24 14:00");
}

} // namespace gezhi::casework
