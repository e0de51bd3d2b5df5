// The room on the staircase and its list, on both databases: the words to say, who sees what, the contact
// opened with a trace.

#include "engine/engine.hpp"
#include "modules/notice/http.hpp"
#include "modules/notice/notice.hpp"
#include "modules/playbook/load.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::notice;
using http::Method;

namespace {

const Code street{"310105006"};
const CaseId first{{5, 1}};
const CaseId second{{5, 2}};
const PersonId wang{{1, 1}};
const PersonId li{{1, 2}};
const PersonId reporter{{9, 9}};

std::shared_ptr<playbook::Books> books() {
    auto made = std::make_shared<playbook::Books>();
    auto book = std::make_shared<playbook::Rulebook>();
    book->version = Code{"1"};
    book->index = playbook::PlaybookIndex(*playbook::load(GEZHI_SOURCE_DIR "/playbook"));
    book->calendar = *calendar::Calendar::make(*playbook::load_years(GEZHI_SOURCE_DIR "/playbook"));
    made->put(std::move(book));
    return made;
}

struct House {
    explicit House(const std::string& url)
        : database(*sql::Database::open(url)),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h"}, {&room}, {}),
          persons(engine, vault),
          router(routes({engine, room, vault, persons, known,
                         std::make_shared<text::Locale>(*text::Locale::load(GEZHI_SOURCE_DIR "/locale"))})) {
        require(people::create_side_tables(*database).has_value(), "side tables");
        require(engine.open().has_value(), "opens");
    }

    Owe owe(CaseId id, News kind, const char* way) {
        Owe one;
        one.case_id = id;
        one.number = Code{id == first ? "TS20261123R000011" : "TS20261123R000022"};
        one.grid = Code{id == first ? "310105006-G1" : "310105006-G2"};
        one.reporter = reporter;
        one.hands = {li};
        one.kind = kind;
        one.way = Code{way};
        one.class_code = Code{"06010"};
        one.unit = Code{known->current()->index.playbook().routing.units.front().id};
        one.about = Code{kind == News::duty ? "fire" : "solved"};
        return one;
    }

    Result<engine::Receipt> send(Owe command, std::string answer = {}) {
        engine::Task task;
        if (!answer.empty()) {
            auto sealed = vault.seal(mint, answer, command.case_id.text(), "answer");
            command.text = sealed.ref;
            task.sides.put(sealed.row);
        }
        task.sides.put(people::reporter_row(vault, mint, reporter, {"陈居民", "13812345678", "天山二村1号"}));
        task.room = &room;
        task.stream = stream_of(command.case_id);
        task.actor.kind = ActorKind::flow;
        task.actor.flow = Code{std::string(notice_flow)};
        task.id = engine::command_id(street, task.actor, "k" + std::to_string(++keys));
        task.command = Command(std::move(command));
        return engine.ask_and_wait(std::move(task));
    }

    Result<http::Response> ask(PersonId who, Duty duty, Method method, const std::string& path,
                               std::string body = {}, const char* grid = "") {
        http::Request request;
        request.method = method;
        request.path = path.substr(0, path.find('?'));
        if (const auto at = path.find('?'); at != std::string::npos)
            request.query = *http::parse_pairs(path.substr(at + 1), 10);
        request.body = std::move(body);
        people::SignedIn signed_in;
        signed_in.person = who;
        signed_in.actor.kind = ActorKind::person;
        signed_in.actor.person = who;
        signed_in.actor.posts.push_back({PostId{{2, 1}}, duty, {}, Code{grid}});
        request.visitor = signed_in;
        const auto match = router.find(method, request.path);
        require(match.route != nullptr, "a route");
        request.parameters = match.parameters;
        return std::get<http::Handler>(match.route->handler)(request);
    }

    std::string list(PersonId who, Duty duty, const std::string& way, const char* grid = "") {
        const auto answer = ask(who, duty, Method::get, "/api/v1/notices?way=" + way, {}, grid);
        require(answer.has_value(), "a list");
        return std::string(answer->bytes());
    }

    void expect_sound() {
        const auto replay = engine.replay_check();
        ASSERT_TRUE(replay);
        EXPECT_TRUE(replay->ok()) << replay->differences.front();
        EXPECT_TRUE(engine.verify_chain()->ok());
    }

    std::vector<std::string> accesses() {
        clock.advance(std::chrono::seconds(2));
        engine.start();
        engine.stop();
        return *database->read([](sql::Session& session) {
            return session.texts(
                "SELECT actor || ' ' || subject || ' ' || purpose FROM access ORDER BY purpose");
        });
    }

    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
    engine::Mint mint{clock, 1};
    engine::Vault vault{std::string(32, 'k')};
    std::shared_ptr<playbook::Books> known = books();
    engine::RoomOf<NoticeRoom> room{NoticeRoom(known)};
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
    people::Persons persons;
    http::Router router;
    int keys{0};
};

class NoticeStory : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            House house(url);
            body(house);
            house.expect_sound();
        }
    }
};

} // namespace

TEST_F(NoticeStory, TheListSaysWhomToCallAndWhatToSay) {
    on_both([](House& house) {
        ASSERT_TRUE(house.send(house.owe(first, News::closed, "call"), "垃圾已清走，地面冲洗过。"));
        const auto list = house.list(wang, Duty::desk, "call");
        EXPECT_TRUE(contains(list, R"("number":"TS20261123R000011","title":"暴露垃圾")")) << list;
        EXPECT_TRUE(contains(list, "已办好，请您看看。答复：垃圾已清走，地面冲洗过。"));
        EXPECT_TRUE(contains(list, R"("name":"陈居民","phone":"13812345678","address":"天山二村1号")"));
        EXPECT_TRUE(contains(list, R"("counts":{"call":1})"));
        EXPECT_TRUE(contains(list, R"("due_at":"2026-11-25T00:00:00+08:00")")); // one working day (C1)
        EXPECT_TRUE(contains(house.list(wang, Duty::desk, "door"), R"("items":[])"));
        EXPECT_EQ(house.accesses(), (std::vector<std::string>{"person:" + wang.text() + " " +
                                                              first.text() + " notice/call"}));
    });
}

TEST_F(NoticeStory, LiaisonsSeeTheirGridAndHandlersNothing) {
    on_both([](House& house) {
        ASSERT_TRUE(house.send(house.owe(first, News::closed, "door")));
        ASSERT_TRUE(house.send(house.owe(second, News::dispatched, "door")));
        auto secret = house.owe(first, News::said, "door");
        secret.restricted = true;
        const auto mine = house.list(wang, Duty::liaison, "door", "310105006-G2");
        EXPECT_TRUE(contains(mine, "TS20261123R000022"));
        EXPECT_FALSE(contains(mine, "TS20261123R000011"));
        EXPECT_TRUE(contains(mine, "已转给"));
        EXPECT_TRUE(contains(house.list(wang, Duty::handler, "door"), R"("items":[],"counts":{})"));
        ASSERT_TRUE(house.send(secret));
        EXPECT_TRUE(contains(house.list(wang, Duty::liaison, "door", "310105006-G1"), R"("items":[])"));
        EXPECT_TRUE(contains(house.list(wang, Duty::desk, "door"), "TS20261123R000011"));
    });
}

TEST_F(NoticeStory, TellingSettlesItAndNeverByWhoHandledTheCase) {
    on_both([](House& house) {
        ASSERT_TRUE(house.send(house.owe(first, News::closed, "call")));
        const auto path = "/api/v1/notices/" + first.text() + "-1/told";
        const auto own = house.list(li, Duty::desk, "call");
        EXPECT_TRUE(contains(own, R"("own_case":true)"));
        EXPECT_FALSE(contains(own, "13812345678")); // and the contact stays closed
        EXPECT_EQ(house.ask(li, Duty::desk, Method::post, path, "{}").error().rule, &notice::rules::own_case);
        EXPECT_EQ(house.ask(wang, Duty::handler, Method::post, path, "{}").error().rule,
                  &notice::rules::not_teller);
        EXPECT_EQ(
            house.ask(wang, Duty::desk, Method::post, "/api/v1/notices/nothing/told", "{}").error().rule,
            &notice::rules::missing);
        EXPECT_EQ(house.ask(wang, Duty::desk, Method::post, path, R"({"result":"asleep"})").error().rule,
                  &notice::rules::unknown_result);
        ASSERT_TRUE(house.ask(wang, Duty::desk, Method::post, path, R"({"result":"no_answer"})"));
        EXPECT_TRUE(contains(house.list(wang, Duty::desk, "call"), R"("tries":1)"));
        ASSERT_TRUE(house.ask(wang, Duty::desk, Method::post, path));
        EXPECT_TRUE(contains(house.list(wang, Duty::desk, "call"), R"("items":[])"));
        EXPECT_EQ(house.ask(wang, Duty::desk, Method::post, path).error().rule, &notice::rules::settled);
    });
}

TEST_F(NoticeStory, AnEmergencyIsShownToThePersonOnDutyAtOnce) {
    on_both([](House& house) {
        ASSERT_TRUE(house.send(house.owe(first, News::duty, "duty")));
        const auto list = house.list(li, Duty::duty_officer, "duty");
        EXPECT_TRUE(contains(list, R"("kind":"duty")"));
        EXPECT_TRUE(contains(list, "有人报告紧急情况（火情）"));
        EXPECT_TRUE(contains(list, R"("due_at":"2026-11-23T10:00:00+08:00")")); // U1
        EXPECT_TRUE(contains(list, "13812345678"));
        house.clock.advance(std::chrono::hours(1));
        EXPECT_TRUE(contains(house.list(li, Duty::duty_officer, "duty"), R"("late":true)"));
        const auto path = "/api/v1/notices/" + first.text() + "-1/told";
        ASSERT_TRUE(house.ask(li, Duty::duty_officer, Method::post, path, "{}"));
        EXPECT_TRUE(contains(house.list(li, Duty::duty_officer, "duty"), R"("items":[])"));
    });
}

TEST_F(NoticeStory, TheLinkOwesNothingAndWritesNothing) {
    on_both([](House& house) {
        EXPECT_EQ(house.send(house.owe(first, News::closed, "link")).error().rule,
                  &notice::rules::nothing_owed);
        EXPECT_EQ(house.engine.seq(), 0);
    });
}
