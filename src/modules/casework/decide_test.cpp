// Intake: report, verify, accept, decline, register, dispatch, and the desk's one tap; numbers and samples.

#include "modules/casework/walk_for_test.hpp"

namespace gezhi::casework {

using namespace test;

TEST(CaseNumber, IsPrefixDayLetterSerialAndCheckDigit) {
    const auto day = std::chrono::year{2026} / 11 / 23;
    EXPECT_EQ(case_number("TS", day, "R", 17).value, "TS20261123R000170");
    EXPECT_EQ(case_number("TS", day, "X", 123456).value.substr(0, 17), "TS20261123X123456"); // grows
    for (const std::int64_t serial : {1, 17, 99'999, 100'000}) {
        const auto number = case_number("TS", day, "R", serial).value;
        EXPECT_TRUE(number_checks(number)) << number;
    }
    EXPECT_FALSE(number_checks(""));
    EXPECT_FALSE(number_checks("TS20261123R00017X"));
}

RC_GTEST_PROP(CaseNumber, OneWrongDigitIsFound, ()) {
    const auto serial = *rc::gen::inRange<std::int64_t>(1, 2'000'000);
    auto number = case_number("TS", std::chrono::year{2026} / 11 / 23, "S", serial).value;
    const auto place = *rc::gen::suchThat(rc::gen::inRange<std::size_t>(2, number.size()),
                                          [&](std::size_t i) { return number[i] != 'S'; });
    const auto wrong = *rc::gen::inRange(1, 10);
    number[place] = static_cast<char>('0' + (number[place] - '0' + wrong) % 10);
    RC_ASSERT(!number_checks(number));
}

TEST(Sample, IsTheSameForTheSameCaseAndAboutTheShareAsked) {
    int taken = 0;
    for (std::uint64_t n = 0; n < 10'000; ++n) {
        const CaseId id{{n << 16U, n * 7 + 1}};
        EXPECT_EQ(sampled(id, 10), sampled(id, 10));
        taken += sampled(id, 10) ? 1 : 0;
        EXPECT_FALSE(sampled(id, 0));
        EXPECT_TRUE(sampled(id, 100));
    }
    EXPECT_GT(taken, 800);
    EXPECT_LT(taken, 1200);
}

TEST(Intake, AReportGetsANumberAGridAndAClock) {
    Walk walk;
    walk.reported(report(cones));
    EXPECT_EQ(walk.state.number.value, case_number("TS", std::chrono::year{2026} / 11 / 23, "R", 1).value);
    EXPECT_EQ(walk.state.stage, Stage::reported);
    EXPECT_EQ(walk.state.grid, g1);
    ASSERT_TRUE(walk.state.clock);
    EXPECT_EQ(walk.state.clock->start.kind, ClockKind::triage);
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-23 14:00"); // four working hours over the noon
}

TEST(Intake, EveryChannelHasItsLetter) {
    for (const auto& [channel, letter] : std::vector<std::pair<Channel, char>>{{Channel::resident_web, 'R'},
                                                                               {Channel::staff, 'X'},
                                                                               {Channel::telephone, 'T'},
                                                                               {Channel::hotline, 'S'},
                                                                               {Channel::photo_app, 'P'},
                                                                               {Channel::committee, 'J'},
                                                                               {Channel::sensor, 'V'},
                                                                               {Channel::leader, 'L'},
                                                                               {Channel::media, 'M'},
                                                                               {Channel::sibling, 'B'},
                                                                               {Channel::meeting, 'H'},
                                                                               {Channel::visit, 'Z'},
                                                                               {Channel::paper, 'Y'},
                                                                               {Channel::chat, 'W'}}) {
        Walk walk;
        walk.reported(report({}, channel));
        EXPECT_EQ(walk.state.number.value[10], letter);
    }
}

TEST(Intake, AnEmergencyHasItsOwnHour) {
    Walk walk;
    walk.set("2026-11-21 23:30"); // Saturday night
    auto one = report();
    one.emergency = code("gas");
    walk.reported(one);
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-22 00:30");
    EXPECT_EQ(side(walk.state), Side::emergency);
    Walk other;
    other.reported();
    EXPECT_LT(urgency(walk.state), urgency(other.state));
}

TEST(Intake, TheStricterOfReportAndClassIsSeen) {
    Walk walk;
    walk.reported(report(code("27001"))); // quarrels between neighbours: the parties only
    EXPECT_EQ(walk.state.visibility, Visibility::parties);
    Walk other;
    auto one = report(cones);
    one.visibility = Visibility::restricted;
    other.reported(one);
    EXPECT_EQ(other.state.visibility, Visibility::restricted);
    EXPECT_EQ(other.state.class_visibility, Visibility::public_);
}

TEST(Intake, WhatAReportIsRefusedFor) {
    Walk walk;
    EXPECT_EQ(walk.refusal(walk.resident, report(code("99999"))), &rules::unknown_class);
    auto one = report();
    one.notify_by = code("pigeon");
    EXPECT_EQ(walk.refusal(walk.resident, one), &rules::unknown_way);
    one.notify_by = code("call");
    EXPECT_EQ(walk.refusal(walk.resident, one), &rules::contact_needed);
    one.reporter = person(99);
    EXPECT_EQ(walk.refusal(walk.resident, one), nullptr);
    walk.reported();
    EXPECT_EQ(walk.refusal(walk.resident, report()), &rules::exists);

    Walk empty;
    empty.book = std::make_shared<const playbook::Rulebook>();
    EXPECT_EQ(empty.refusal(empty.resident, report()), &rules::no_playbook);
    // With nothing in it but a version: what it lacks is said in this order.
    auto rules = rulebook()->index.playbook();
    rules.channels.channels.clear();
    empty.book = std::make_shared<const playbook::Rulebook>(
        playbook::Rulebook{Code{"2"}, Code{"1"}, playbook::PlaybookIndex(rules), rulebook()->calendar});
    EXPECT_EQ(empty.refusal(empty.resident, report()), &rules::unknown_channel);
    rules = rulebook()->index.playbook();
    rules.limits.stages.clear();
    empty.book = std::make_shared<const playbook::Rulebook>(
        playbook::Rulebook{Code{"2"}, Code{"1"}, playbook::PlaybookIndex(rules), rulebook()->calendar});
    EXPECT_EQ(empty.refusal(empty.resident, report()), &rules::no_limit);
}

TEST(Intake, ANumberIsTakenOnlyByAReportThatStands) {
    Walk walk;
    EXPECT_EQ(walk.refusal(walk.resident, report(code("99999"))), &rules::unknown_class);
    walk.reported();
    EXPECT_EQ(walk.state.serial, 1);
}

TEST(Intake, AReportLocatedBeforeTheGridsWereDrawnAnewIsLocatedAgain) {
    Facts facts;
    facts.playbook = code("1");
    facts.partition_moved = true;
    const auto refused = decide(State{}, report(), facts);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().rule, &rules::partition_moved);
}

TEST(Intake, TheStagesComeInOrder) {
    Walk walk;
    EXPECT_EQ(walk.refusal(walk.desk, Verify{}), &rules::no_such_case);
    walk.reported();
    EXPECT_EQ(walk.refusal(walk.desk, Register{cones, {}}), &rules::wrong_stage);
    EXPECT_EQ(walk.refusal(walk.desk, Dispatch{code("chengguan")}), &rules::not_registered);
    EXPECT_TRUE(walk.does(walk.desk, Verify{}));
    EXPECT_EQ(walk.refusal(walk.desk, Verify{}), &rules::wrong_stage);
    EXPECT_TRUE(walk.does(walk.desk, Accept{}));
    EXPECT_EQ(walk.refusal(walk.desk, Accept{}), &rules::wrong_stage);
    EXPECT_TRUE(walk.does(walk.desk, Register{cones, {}}));
    EXPECT_EQ(walk.state.condition.value, "default");
    EXPECT_TRUE(walk.does(walk.desk, Dispatch{code("chengguan")}));
    EXPECT_EQ(walk.state.stage, Stage::dispatched);
    EXPECT_EQ(walk.state.unit.value, "chengguan");
    EXPECT_EQ(walk.refusal(walk.desk, Dispatch{code("police")}), &rules::with_unit);
    EXPECT_EQ(walk.refusal(walk.desk, SendOn{cones, {}, code("police"), {}}), &rules::with_unit);
}

TEST(Intake, TheDispatchKeepsWhyThisUnit) {
    Walk walk;
    walk.sent_on("chengguan");
    EXPECT_EQ(walk.state.route.value, "power_of_law");
    Walk other;
    other.sent_on("police");
    EXPECT_EQ(other.state.route.value, chosen);
}

TEST(Intake, OneTapDoesWhatIsStillToDo) {
    Walk walk;
    walk.sent_on();
    ASSERT_EQ(walk.events.size(), 5U); // reported, verified, accepted, registered, dispatched
    EXPECT_TRUE(std::holds_alternative<Verified>(walk.events[1]));
    EXPECT_TRUE(std::holds_alternative<Accepted>(walk.events[2]));
    EXPECT_TRUE(std::holds_alternative<Registered>(walk.events[3]));
    EXPECT_TRUE(std::holds_alternative<Dispatched>(walk.events[4]));

    Walk registered;
    registered.reported();
    EXPECT_TRUE(registered.does(registered.desk, Accept{}));
    EXPECT_TRUE(registered.does(registered.desk, Register{cones, {}}));
    EXPECT_TRUE(registered.does(registered.desk, SendOn{{}, {}, code("chengguan"), text(4)}));
    ASSERT_EQ(registered.events.size(), 5U); // … and a note; nothing is registered twice
    EXPECT_TRUE(std::holds_alternative<Noted>(registered.events[3]));
    EXPECT_TRUE(std::holds_alternative<Dispatched>(registered.events[4]));
}

TEST(Intake, OneTapIsRefusedAsItsStepsWouldBe) {
    Walk walk;
    walk.reported();
    EXPECT_EQ(walk.refusal(walk.desk, SendOn{{}, {}, code("chengguan"), {}}), &rules::unknown_class);
    EXPECT_EQ(walk.refusal(walk.desk, SendOn{cones, code("nonsense"), code("chengguan"), {}}),
              &rules::unknown_condition);
    EXPECT_EQ(walk.refusal(walk.desk, SendOn{cones, {}, code("nobody"), {}}), &rules::unknown_unit);
    EXPECT_EQ(walk.refusal(walk.desk, SendOn{cones, {}, {}, {}}), &rules::unknown_unit);
    EXPECT_EQ(walk.events.size(), 1U); // and nothing of it is half done
}

TEST(Intake, ADecliningNamesItsReasonAndWhereToGo) {
    Walk walk;
    walk.reported();
    EXPECT_EQ(walk.refusal(walk.desk, Decline{code("mood"), {}, {}}), &rules::unknown_reason);
    EXPECT_EQ(walk.refusal(walk.desk, Decline{code("legal_path"), code("magic"), {}}), &rules::unknown_path);
    EXPECT_TRUE(walk.does(walk.desk, Decline{code("legal_path"), code("consumer"), text(5)}));
    EXPECT_EQ(walk.state.stage, Stage::declined);
    EXPECT_EQ(walk.state.legal_path.value, "consumer");
    EXPECT_EQ(walk.refusal(walk.desk, Accept{}), &rules::ended);
    EXPECT_FALSE(Casework::due(walk.state));
}

TEST(Intake, ARegisteredCaseIsNotDeclinedAnyMore) {
    Walk walk;
    walk.reported();
    EXPECT_TRUE(walk.does(walk.desk, Accept{}));
    EXPECT_TRUE(walk.does(walk.desk, Register{cones, {}}));
    EXPECT_EQ(walk.refusal(walk.desk, Decline{code("test"), {}, {}}), &rules::wrong_stage);
}

TEST(Intake, PuttingTheClassRightRaisesVisibilityAndNeverLowersIt) {
    Walk walk;
    walk.reported(report(code("27001")));
    EXPECT_TRUE(walk.does(walk.desk, Accept{}));
    EXPECT_TRUE(walk.does(walk.desk, Register{cones, {}}));
    EXPECT_EQ(walk.state.visibility, Visibility::parties);
    EXPECT_EQ(walk.state.class_visibility, Visibility::public_);
    EXPECT_TRUE(walk.does(walk.desk, Register{code("27001"), {}}));
    EXPECT_EQ(walk.state.class_visibility, Visibility::parties);
}

TEST(Intake, MeTooJoinsAtOnceAndIsNeverLost) {
    auto one = report(cones);
    one.same_as = CaseId{{1, 99}};
    Facts facts;
    facts.now = at("2026-11-23 09:00");
    facts.id = CaseId{{1, 1}};
    facts.playbook = code("1");
    facts.clocks.triage = ClockStart{};
    facts.lead = Lead{true, false, Visibility::estate};
    const auto joined = decide(State{}, one, facts);
    ASSERT_TRUE(joined);
    ASSERT_EQ(joined->size(), 2U);
    EXPECT_EQ(std::get<Joined>((*joined)[1]).visibility, Visibility::estate);
    for (const auto& lead : std::vector<std::optional<Lead>>{
             {}, Lead{false, false, Visibility::public_}, Lead{true, true, Visibility::public_}}) {
        facts.lead = lead;
        const auto alone = decide(State{}, one, facts);
        ASSERT_TRUE(alone);
        EXPECT_EQ(alone->size(), 1U);
    }
}

} // namespace gezhi::casework
