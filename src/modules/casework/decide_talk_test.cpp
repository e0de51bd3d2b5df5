// Words, visibility, and the clock: warnings, lateness, reminders, calendars that change.

#include "modules/casework/walk_for_test.hpp"

namespace gezhi::casework {

using namespace test;

TEST(Talk, WithTheReporterIsApartFromNotes) {
    Walk walk;
    EXPECT_EQ(walk.refusal(walk.desk, Note{text()}), &rules::no_such_case);
    walk.reported();
    EXPECT_TRUE(walk.does(walk.reporter, Say{text(2)}));
    EXPECT_TRUE(walk.does(walk.desk, Say{text(3)}));
    EXPECT_TRUE(walk.does(walk.desk, Note{text(4)}));
    ASSERT_EQ(walk.state.talk.size(), 2U);
    EXPECT_TRUE(walk.state.talk[0].from_reporter);
    EXPECT_FALSE(walk.state.talk[1].from_reporter);
    ASSERT_EQ(walk.state.notes.size(), 1U);
    EXPECT_EQ(walk.state.notes[0].by, person(1));
}

TEST(Talk, HasAnEnd) {
    Walk walk;
    walk.reported();
    for (std::size_t n = 0; n < talk_max; ++n) EXPECT_TRUE(walk.does(walk.reporter, Say{text()}));
    EXPECT_EQ(walk.refusal(walk.reporter, Say{text()}), &rules::too_much_talk);
    for (std::size_t n = 0; n < notes_max; ++n) EXPECT_TRUE(walk.does(walk.desk, Note{text()}));
    EXPECT_EQ(walk.refusal(walk.desk, Note{text()}), &rules::too_much_talk);
    EXPECT_LT(walk.state.version, 1000); // a stream that passes 1 000 events is cut wrongly
}

TEST(Visible, AnyoneAtTheDeskMayRaiseAndOnlyAReasonLowers) {
    Walk walk;
    walk.reported(report(code("21001"))); // estate
    EXPECT_EQ(walk.state.visibility, Visibility::estate);
    EXPECT_EQ(walk.refusal(walk.desk, SetVisibility{Visibility::estate, {}, {}}), &rules::same_visibility);
    EXPECT_TRUE(walk.does(walk.desk, SetVisibility{Visibility::restricted, {}, {}}));
    EXPECT_EQ(walk.refusal(walk.desk, SetVisibility{Visibility::parties, {}, {}}), &rules::reason_required);
    EXPECT_EQ(walk.refusal(walk.desk, SetVisibility{Visibility::parties, code("taken_back"), {}}), nullptr);
    EXPECT_EQ(walk.refusal(walk.desk, SetVisibility{Visibility::public_, code("taken_back"), {}}),
              &rules::below_class);
    EXPECT_EQ(walk.refusal(walk.desk, SetVisibility{Visibility::public_, code("taken_back"), text()}),
              nullptr);
}

TEST(Clock, WarnsAtHalfAndFourFifthsThenEscalatesByStepsThenRemindsDaily) {
    Walk walk;
    walk.sent_on(); // 09:00, four working hours: 11:00, 13:12, 14:00
    EXPECT_EQ(walk.refusal(walk.clock, Tick{}), &rules::not_due);
    EXPECT_EQ(said(*Casework::due(walk.state)), "2026-11-23 11:00");
    std::vector<std::string> moments;
    for (int n = 0; n < 7; ++n) {
        walk.world.now_ = *Casework::due(walk.state);
        moments.push_back(said(walk.world.now_));
        EXPECT_TRUE(walk.does(walk.clock, Tick{}));
    }
    EXPECT_EQ(moments, (std::vector<std::string>{"2026-11-23 11:00", "2026-11-23 13:12", "2026-11-23 14:00",
                                                 "2026-11-23 16:00", "2026-11-23 18:00", "2026-11-24 14:00",
                                                 "2026-11-25 14:00"}));
    EXPECT_TRUE(walk.state.ever_late);
    EXPECT_EQ(walk.state.escalated, 1);
    EXPECT_EQ(walk.state.clock->reminders, 2);
    EXPECT_EQ(side(walk.state), Side::late_escalated);
}

TEST(Clock, AfterATimeWithoutAServerItSaysWhatHoldsNow) {
    Walk walk;
    walk.sent_on();
    walk.set("2026-11-26 15:00");
    EXPECT_TRUE(walk.does(walk.clock, Tick{}));
    EXPECT_EQ(std::get<Warned>(walk.events.back()),
              (Warned{ClockKind::handling, Level::late, 0, code("joint_meeting"), 200, {}}));
    EXPECT_TRUE(walk.does(walk.clock, Tick{}));
    EXPECT_EQ(std::get<Warned>(walk.events.back()),
              (Warned{ClockKind::handling, Level::late, 3, {}, 200, {}}));
    EXPECT_EQ(walk.refusal(walk.clock, Tick{}), &rules::not_due);
}

TEST(Clock, RemindersGrowRareAndNeverFillAStream) {
    ClockStart clock;
    clock.due = at("2026-11-23 14:00");
    EXPECT_EQ(said(reminder_at(clock, 1)), "2026-11-24 14:00");
    EXPECT_EQ(said(reminder_at(clock, 30)), "2026-12-23 14:00");
    EXPECT_EQ(said(reminder_at(clock, 31)), "2026-12-30 14:00");
    EXPECT_GT(reminder_at(clock, 500), at("2035-01-01 00:00"));
}

TEST(Clock, AnUnassignedCaseAlsoRunsLate) {
    Walk walk;
    walk.reported();
    walk.world.now_ = walk.state.clock->start.due;
    EXPECT_TRUE(walk.does(walk.clock, Tick{}));
    const auto& warned = std::get<Warned>(walk.events.back());
    EXPECT_EQ(warned.clock, ClockKind::triage);
    EXPECT_EQ(warned.level, Level::late);
    EXPECT_EQ(warned.escalated_to, code("desk"));
    EXPECT_TRUE(walk.state.ever_late);
}

TEST(Clock, NoStepAtTheDeskBeginsTheDesksClockAnew) {
    Walk walk;
    walk.reported();
    const auto started = walk.state.clock;
    walk.set("2026-11-23 10:00");
    EXPECT_TRUE(walk.does(walk.desk, Verify{}));
    EXPECT_TRUE(walk.does(walk.desk, Accept{}));
    EXPECT_TRUE(walk.does(walk.desk, Register{cones, {}}));
    EXPECT_TRUE(walk.does(walk.desk, Register{code("22001"), {}}));
    EXPECT_TRUE(walk.does(walk.desk, Note{text()}));
    EXPECT_TRUE(walk.does(walk.reporter, Say{text()}));
    EXPECT_TRUE(walk.does(walk.desk, SetVisibility{Visibility::parties, {}, {}}));
    EXPECT_EQ(walk.state.clock, started);
}

TEST(Clock, ALevelToldIsNotToldAgainAfterARest) {
    Walk walk;
    walk.sent_on();
    walk.set("2026-11-23 11:30");
    EXPECT_TRUE(walk.does(walk.clock, Tick{})); // half
    EXPECT_TRUE(walk.does(walk.handler, ReturnOrder{code("not_our_duty"), code("police"), text()}));
    EXPECT_TRUE(walk.does(walk.desk, Dispatch{code("police")}));
    EXPECT_EQ(walk.state.clock->warned, Level::half);
    EXPECT_EQ(Casework::due(walk.state), walk.state.clock->start.soon);
}

TEST(Clock, SeventyTwoHoursOverAWeekendAreNotSeventyTwoWorkingHours) {
    // 22001, W24: begun on Friday at 15:00, put aside over the weekend from 16:00 to Monday 16:00.
    Walk walk;
    walk.set("2026-11-20 15:00");
    walk.sent_on("property", code("22001"));
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-25 15:00");
    walk.set("2026-11-20 16:00");
    walk.lead = Lead{true, false, Visibility::public_};
    EXPECT_TRUE(walk.does(walk.desk, Join{CaseId{{1, 99}}}));
    walk.set("2026-11-23 16:00"); // 72 hours on the wall, of which ten were working time
    EXPECT_TRUE(walk.does(walk.desk, Leave{}));
    EXPECT_EQ(said(walk.state.clock->start.due), "2026-11-26 15:00"); // eight of the windows later
}

TEST(Clock, AMissingCalendarYearIsSaidAloud) {
    Walk walk;
    walk.set("2026-12-31 17:00");
    walk.sent_on("property", code("22001")); // runs into 2027, which nobody has imported
    EXPECT_EQ(walk.state.clock->start.missing_year, 2027);
    EXPECT_EQ(row(walk.state).missing_year, 2027);
    Walk other;
    other.sent_on();
    EXPECT_EQ(other.state.clock->start.missing_year, 0);
}

TEST(Clock, ACalendarThatChangesMovesTheMomentInTheOpen) {
    const auto flow = of_kind(ActorKind::flow, calendar_flow);
    Walk walk;
    walk.set("2026-12-31 17:00");
    walk.sent_on("property", code("22001"));
    const auto before = walk.state.clock->start;
    calendar::YearCalendar year;
    year.year = 2027;
    using namespace std::chrono;
    for (const unsigned day : {1U, 4U, 5U}) year.off.push_back(2027y / January / day);
    const auto calendar = rulebook()->calendar.with_year(year);
    ASSERT_TRUE(calendar);
    walk.book = std::make_shared<const playbook::Rulebook>(playbook::Rulebook{
        Code{"1"}, Code{"2"}, playbook::PlaybookIndex(rulebook()->index.playbook()), *calendar});
    EXPECT_TRUE(walk.does(flow, Recompute{code("2")}));
    const auto& event = std::get<Recomputed>(walk.events.back());
    EXPECT_EQ(event.old_due, before.due);
    EXPECT_EQ(event.clock.started, before.started);
    EXPECT_GT(event.clock.due, before.due);
    EXPECT_EQ(event.clock.missing_year, 0);
    EXPECT_EQ(walk.state.clock->start, event.clock);
}

TEST(Clock, ARestingClockIsNotRecomputed) {
    Walk walk;
    walk.reported();
    walk.lead = Lead{true, false, Visibility::public_};
    EXPECT_TRUE(walk.does(walk.desk, Join{CaseId{{1, 99}}}));
    EXPECT_EQ(walk.refusal(of_kind(ActorKind::flow, calendar_flow), Recompute{code("2")}), &rules::no_clock);
}

} // namespace gezhi::casework
