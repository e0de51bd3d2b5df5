// The hand-overs on the staircase, on both databases: cluster, notice, emergency, calendar; twice is once, a
// refused command is parked and the flow goes on.

#include "flows/flows.hpp"
#include "flows/pictures.hpp"
#include "modules/casework/casework.hpp"
#include "modules/files/album_room.hpp"
#include "modules/notice/notice.hpp"
#include "modules/playbook/load.hpp"
#include "modules/playbook/playbook.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

using namespace gezhi;

namespace {

const Code street{"310105006"};
const PersonId desk{{1, 1}};
const PersonId hand{{1, 2}};
const PersonId reporter{{9, 9}};

Actor person(PersonId id, Duty duty, Code unit = {}) {
    Actor actor;
    actor.kind = ActorKind::person;
    actor.person = id;
    actor.posts.push_back({PostId{{2, id.bits.low}}, duty, std::move(unit), {}});
    return actor;
}

Actor setup() {
    Actor actor;
    actor.kind = ActorKind::flow;
    actor.flow = Code{std::string(playbook::setup_flow)};
    return actor;
}

struct House {
    using Change = std::function<std::vector<engine::Flow>(std::vector<engine::Flow>)>;

    explicit House(
        const std::string& url, const Change& change = [](auto flows) { return flows; })
        : database(*sql::Database::open(url)),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h"},
                 {&playbook, &casework, &notice, &pictures},
                 change(flows::all({street, casework, notice, pictures}))) {
        require(engine.open().has_value(), "opens");
        send(playbook, playbook::rules_stream,
             playbook::Command(playbook::AdoptPlaybook{*playbook::load(GEZHI_SOURCE_DIR "/playbook")}),
             setup());
    }

    Result<engine::Receipt> ask(engine::Room& room, StreamId stream, std::any command, Actor actor) {
        engine::Task task;
        task.room = &room;
        task.stream = stream;
        task.actor = std::move(actor);
        task.id = mint.id<CommandId>();
        task.command = std::move(command);
        return engine.ask_and_wait(std::move(task));
    }

    void send(engine::Room& room, StreamId stream, std::any command, Actor actor) {
        const auto answer = ask(room, stream, std::move(command), std::move(actor));
        ASSERT_TRUE(answer) << answer.error().rule->code;
    }

    void step(CaseId id, casework::Command command, Actor actor = person(desk, Duty::desk)) {
        send(casework, id_as<StreamId>(id), std::move(command), std::move(actor));
    }

    casework::SealedText words() { return {mint.id<TextRef>(), {}}; }

    CaseId report(const char* way, const char* emergency = "", std::optional<CaseId> same_as = {}) {
        const auto id = mint.id<CaseId>();
        casework::Report one;
        one.channel = casework::Channel::telephone;
        one.text = words();
        one.reporter = reporter;
        one.class_code = Code{"06036"};
        one.emergency = Code{emergency};
        one.notify_by = Code{way};
        one.same_as = same_as;
        step(id, one);
        return id;
    }

    void send_on(CaseId id) { step(id, casework::SendOn{Code{"06036"}, {}, handler_unit, {}}); }

    void hand_in(CaseId id) {
        step(id, casework::HandIn{words(), {mint.id<FileId>()}}, person(hand, Duty::handler, handler_unit));
        if (state(id).stage == casework::Stage::checking) step(id, casework::Check{true, {}});
    }

    void close(CaseId id) {
        const auto known = books->current()->index.closings("06036");
        for (const auto* one : known)
            if (one->ending == "solved")
                return step(id, casework::Close{casework::Ending::solved, Code{one->code}, words()});
    }

    casework::State state(CaseId id) {
        const auto held = engine.state(casework, id_as<StreamId>(id));
        require(held.has_value(), "a state");
        return *static_cast<const casework::State*>(held->get());
    }

    notice::State notices(CaseId id) {
        const auto held = engine.state(notice, notice::stream_of(id));
        require(held.has_value(), "a state");
        return *static_cast<const notice::State*>(held->get());
    }

    std::int64_t parked() {
        return *database->read([&](sql::Session& session) { return engine::log::parked(session, street); });
    }

    std::vector<engine::Event> events(std::string_view name) {
        auto all = *database->read(
            [&](sql::Session& session) { return engine::log::after(session, street, 0, 10'000); });
        std::erase_if(all, [&](const auto& event) { return event.name != name; });
        return all;
    }

    // Everything the flows ever answered, once more from the first event.
    void again() {
        require(database
                    ->on_writer([](sql::Session& session) -> Result<void> {
                        GEZHI_CHECK(session.execute("DELETE FROM flow_cursor"));
                        return {};
                    })
                    .has_value(),
                "cursors");
        ASSERT_TRUE(engine.settle());
    }

    void import(int year) {
        send(playbook, playbook::calendar_stream,
             playbook::Command(playbook::ImportCalendarYear{*playbook::load_year(
                 GEZHI_SOURCE_DIR "/playbook/calendar/" + std::to_string(year) + ".json")}),
             setup());
    }

    void expect_sound() {
        const auto replay = engine.replay_check();
        ASSERT_TRUE(replay);
        EXPECT_TRUE(replay->ok()) << replay->differences.front();
        EXPECT_TRUE(engine.verify_chain()->ok());
    }

    FakeClock clock{*parse_iso("2026-09-24T10:00:00+08:00")};
    engine::Mint mint{clock, 1};
    std::shared_ptr<playbook::Books> books = std::make_shared<playbook::Books>();
    engine::RoomOf<playbook::PlaybookRoom> playbook{playbook::PlaybookRoom(books)};
    engine::RoomOf<casework::Casework> casework{casework::Casework(books, nullptr)};
    engine::RoomOf<notice::NoticeRoom> notice{notice::NoticeRoom(books)};
    engine::RoomOf<files::PictureRoom> pictures{files::PictureRoom(
        [this](engine::Inside& inside, CaseId id) { return flows::album_case(inside, casework, id); },
        [] { return 730; })};
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
    const Code handler_unit{"chengguan"};
};

class FlowsStory : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            House house(url);
            body(house);
            EXPECT_EQ(house.parked(), 0);
            const auto seq = house.engine.seq();
            house.again(); // twice is once
            EXPECT_EQ(house.engine.seq(), seq);
            house.expect_sound();
        }
    }
};

} // namespace

TEST_F(FlowsStory, TheLeadCountsWhoJoinedAndTheyEndWithIt) {
    on_both([](House& house) {
        const auto lead = house.report("link");
        const auto second = house.report("link");
        const auto third = house.report("link", "", lead); // 我也遇到了
        house.step(second, casework::Join{lead});
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.state(lead).supporters, 2);
        house.step(second, casework::Leave{});
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.state(lead).supporters, 1);
        house.send_on(lead);
        house.hand_in(lead);
        house.close(lead);
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.state(third).stage, casework::Stage::closed);
        EXPECT_EQ(house.state(third).ending, casework::Ending::solved);
        EXPECT_EQ(house.state(third).result_text, house.state(lead).result_text);
        EXPECT_TRUE(casework::open(house.state(second)));
    });
}

TEST_F(FlowsStory, ADeclinedLeadTakesTheJoinedCasesAlong) {
    on_both([](House& house) {
        const auto lead = house.report("link");
        const auto second = house.report("call", "", lead);
        house.step(lead, casework::Decline{Code{"outside_area"}, {}, house.words()});
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.state(second).stage, casework::Stage::declined);
        const auto owed = house.notices(second); // and whoever wanted a call is called
        ASSERT_EQ(owed.items.size(), 1U);
        EXPECT_EQ(owed.items[0].kind, notice::News::declined);
        EXPECT_EQ(owed.items[0].about.value, "outside_area");
        EXPECT_EQ(house.notices(lead).version, 0);
    });
}

TEST_F(FlowsStory, NewsIsOwedToWhoeverChoseToBeToldByAPerson) {
    on_both([](House& house) {
        const auto called = house.report("call");
        const auto looking = house.report("link");
        for (const auto id : {called, looking}) {
            house.send_on(id);
            house.step(id, casework::Say{house.words()});
        }
        ASSERT_TRUE(house.engine.settle());
        auto owed = house.notices(called);
        ASSERT_EQ(owed.items.size(), 2U);
        EXPECT_EQ(owed.items[0].kind, notice::News::dispatched);
        EXPECT_EQ(owed.items[0].unit, house.handler_unit);
        EXPECT_EQ(owed.items[1].kind, notice::News::said);
        EXPECT_EQ(owed.reporter, reporter);
        house.hand_in(called);
        house.close(called);
        ASSERT_TRUE(house.engine.settle());
        owed = house.notices(called);
        ASSERT_EQ(owed.items.size(), 3U);
        EXPECT_EQ(owed.items[0].result.value, "superseded");
        EXPECT_EQ(owed.items[2].about.value, "solved");
        EXPECT_EQ(owed.items[2].text, house.state(called).result_text->ref);
        EXPECT_EQ(owed.hands, std::vector<PersonId>{hand});
        EXPECT_EQ(house
                      .ask(house.notice, notice::stream_of(called),
                           notice::Command(notice::Tell{3, Code{"told"}}), person(hand, Duty::desk))
                      .error()
                      .rule,
                  &notice::rules::own_case);
        house.step(called, casework::Reopen{Code{"not_done"}, {}});
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.notices(called).items[2].result.value, "withdrawn");
        EXPECT_EQ(house.notices(looking).version, 0); // the link needs nothing
    });
}

TEST_F(FlowsStory, AnEmergencyIsShownToThePersonOnDuty) {
    on_both([](House& house) {
        const auto id = house.report("link", "fire");
        const auto calm = house.report("link");
        ASSERT_TRUE(house.engine.settle());
        const auto owed = house.notices(id);
        ASSERT_EQ(owed.items.size(), 1U);
        EXPECT_EQ(owed.items[0].kind, notice::News::duty);
        EXPECT_EQ(owed.items[0].about.value, "fire");
        EXPECT_EQ(owed.items[0].way.value, "duty");
        EXPECT_EQ(owed.items[0].due, house.clock.now() + std::chrono::hours(1));
        EXPECT_EQ(house.notices(calm).version, 0);
    });
}

TEST_F(FlowsStory, ARestrictedCaseLeavesTheListOfTheLiaison) {
    on_both([](House& house) {
        const auto id = house.report("call");
        const auto quiet = house.report("link");
        house.send_on(id);
        ASSERT_TRUE(house.engine.settle());
        EXPECT_FALSE(house.notices(id).restricted);
        const casework::SetVisibility restrict {casework::Visibility::restricted, Code{"minor"},
                                                house.words()};
        house.step(id, restrict);
        house.step(quiet, restrict);
        ASSERT_TRUE(house.engine.settle());
        EXPECT_TRUE(house.notices(id).restricted);
        EXPECT_EQ(house.notices(quiet).version, 0);
    });
}

TEST_F(FlowsStory, AChangedCalendarShowsOldAndNewMomentOfEachClockItTouches) {
    on_both([](House& house) {
        const auto running = house.report("link");
        const auto ended = house.report("link");
        house.step(ended, casework::Decline{Code{"test"}, {}, house.words()});
        house.send_on(running); // D1 from Thursday 10:00: Friday 10:00, were it not Mid-Autumn
        const auto before = house.state(running).clock->start;
        EXPECT_EQ(iso(before.due), "2026-09-25T10:00:00+08:00");
        EXPECT_EQ(before.missing_year, 2026);
        house.import(2024); // touches no clock of today
        ASSERT_TRUE(house.engine.settle());
        EXPECT_TRUE(house.events(casework::Recomputed::name).empty());
        house.import(2026);
        ASSERT_TRUE(house.engine.settle());
        const auto after = house.state(running).clock->start;
        EXPECT_EQ(iso(after.due), "2026-09-28T10:00:00+08:00");
        EXPECT_EQ(after.started, before.started);
        const auto shown = house.events(casework::Recomputed::name);
        ASSERT_EQ(shown.size(), 1U);
        const auto told = *json::read<casework::Recomputed>(shown[0].body, json::Style::stored);
        EXPECT_EQ(told.old_due, before.due);
        EXPECT_EQ(told.clock.due, after.due);
        EXPECT_EQ(told.calendar.value, "2");
    });
}

TEST_F(FlowsStory, ASuspensionMovesOnlyTheClocksItFallsInto) {
    on_both([](House& house) {
        house.import(2026);
        house.clock.advance(std::chrono::seconds(1));
        const auto id = house.report("link");
        house.send_on(id); // judged by the calendar as imported, before the flow has looked
        ASSERT_TRUE(house.engine.settle());
        const auto suspend = [&](const char* from, const char* to) {
            house.send(
                house.playbook, playbook::calendar_stream,
                playbook::Command(playbook::SuspendInterval{{*parse_iso(from), *parse_iso(to), "防汛9号"}}),
                setup());
        };
        suspend("2026-10-09T09:00:00+08:00", "2026-10-09T18:00:00+08:00");
        ASSERT_TRUE(house.engine.settle());
        EXPECT_TRUE(house.events(casework::Recomputed::name).empty());
        suspend("2026-09-24T13:00:00+08:00", "2026-09-24T18:00:00+08:00");
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.events(casework::Recomputed::name).size(), 1U);
        EXPECT_EQ(iso(house.state(id).clock->start.due), "2026-09-28T16:00:01+08:00");
    });
}

TEST_F(FlowsStory, ARefusedCommandIsParkedAndTheFlowGoesOn) {
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        // A flow of an unknown name may not send what `cluster` may.
        House house(url, [](std::vector<engine::Flow> flows) {
            flows.front().name = Code{"stranger"};
            return flows;
        });
        const auto lead = house.report("call");
        house.report("link", "", lead);
        house.send_on(lead);
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.parked(), 1);
        EXPECT_EQ(house.state(lead).supporters, 0);
        EXPECT_EQ(house.notices(lead).items.size(), 1U); // the others were not held up
        house.report("link", "", lead);
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(house.parked(), 2); // and it went on
        house.expect_sound();
    }
}
