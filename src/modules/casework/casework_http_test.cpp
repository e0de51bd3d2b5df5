// The routes as the server runs them, on both databases: the main line, what each page needs, and bad input.

#include "http/stream.hpp"
#include "modules/casework/ask.hpp"
#include "modules/casework/desk_for_test.hpp"
#include "modules/people/query.hpp"

using namespace gezhi;
using namespace gezhi::casework;
using namespace gezhi::casework::for_test;

namespace {

class CaseworkHttp : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body, std::string_view begins = "2026-11-23T10:00:00+08:00") {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            Street town(url, begins);
            body(town);
            const auto replay = town.engine.replay_check();
            ASSERT_TRUE(replay);
            EXPECT_TRUE(replay->ok()) << replay->differences.front();
        }
    }
};

constexpr const char* send = R"({"class_code":"28001","unit":"chengguan"})";

} // namespace

TEST_F(CaseworkHttp, AReportGoesFromTheDeskToAnHonestEnding) {
    on_both([](Street& town) {
        const auto made = town.reports("路锥占了人行道，轮椅过不去");
        ASSERT_EQ(made.status, 201) << made.body;
        const auto id = made.text("id");
        EXPECT_TRUE(made.text("number").starts_with("TS20261123")) << made.body;
        EXPECT_EQ(made.text("key"), town.vault.follow_key(*CaseId::parse(id)));

        const auto fresh = town.get("/api/v1/cases/" + id, "desk");
        ASSERT_EQ(fresh.status, 200) << fresh.body;
        EXPECT_TRUE(fresh.has(R"("title":"路锥占了人行道，轮椅过不去")"));
        EXPECT_TRUE(fresh.has(R"("grid":"310105006-G1","grid_name":"一格")"));
        EXPECT_TRUE(fresh.has(R"({"command":"send_on","allowed":true,"primary":true)")) << fresh.body;
        EXPECT_TRUE(fresh.has(R"({"command":"hand_in","allowed":false)"));
        EXPECT_TRUE(fresh.has(R"("event":"reported")"));
        EXPECT_FALSE(fresh.has("\"title\":\"\""));

        EXPECT_EQ(town.act(id, "send_on", send, "desk").status, 200);
        const auto sent = town.get("/api/v1/cases/" + id, "handler");
        EXPECT_TRUE(sent.has(R"({"command":"acknowledge","allowed":true,"primary":true)")) << sent.body;
        EXPECT_TRUE(sent.has(R"("unit":"chengguan")"));
        EXPECT_EQ(town.act(id, "hand_in", R"({"text":"已收走路锥"})", "handler").code(),
                  casework::rules::photo_required.code);
        const auto photo = town.files.keep(support::jpeg(), "image/jpeg");
        ASSERT_TRUE(photo);
        const auto handed = R"({"text":"已收走路锥","photos":[")" + photo->text() + "\"]}";
        EXPECT_EQ(town.act(id, "hand_in", handed, "handler").status, 200);
        EXPECT_TRUE(
            town.get("/api/v1/cases/" + id, "desk").has(R"("photos_after":[{"id":")" + photo->text()));
        // The photo of one case is no photo of another one.
        EXPECT_EQ(town.reports("又一处", R"(,"photos":[")" + photo->text() + "\"]").code(),
                  casework::rules::photo_unknown.code);
        auto state = town.state(id);
        if (state.stage == Stage::checking) {
            EXPECT_EQ(town.act(id, "check", R"({"passed":true})", "checker").status, 200);
            state = town.state(id);
        }
        ASSERT_EQ(state.stage, Stage::answering);
        const auto& index = books()->current()->index;
        std::string closing;
        for (const auto* one : index.closings("28001"))
            if (one->ending == "solved") closing = one->code;
        const auto closed = town.act(
            id, "close",
            R"({"ending":"solved","condition":")" + closing + R"(","text":"路锥收走了，请您看看"})", "desk");
        ASSERT_EQ(closed.status, 200) << closed.body;
        const auto ended = town.get("/api/v1/cases/" + id, "desk");
        EXPECT_TRUE(ended.has(R"("stage":"closed")"));
        EXPECT_TRUE(ended.has(R"("ending":"solved")"));
        EXPECT_TRUE(ended.has(R"("result_text":"路锥收走了，请您看看")"));
        EXPECT_TRUE(ended.has(R"({"command":"reopen","allowed":true)"));
    });
}

TEST_F(CaseworkHttp, AVoiceIsForWhoMayKnowTheReporter) {
    on_both([](Street& town) {
        const auto voice = town.files.keep_voice("#!AMR\nsound", "audio/amr");
        ASSERT_TRUE(voice);
        const auto named = [&](const std::string& field, FileId id) {
            return R"(,"class_code":"28001",")" + field + "\":" + (field == "photos" ? "[" : "") + "\"" +
                   id.text() + "\"" + (field == "photos" ? "]" : "");
        };
        const auto made = town.reports("老人家说楼道灯又坏了", named("voice", *voice));
        ASSERT_EQ(made.status, 201) << made.body;
        const auto id = made.text("id");
        EXPECT_TRUE(town.get("/api/v1/cases/" + id, "desk").has(R"("voice":")" + voice->text() + "\""));
        EXPECT_EQ(town.act(id, "send_on", send, "desk").status, 200);
        const auto handlers = town.get("/api/v1/cases/" + id, "handler");
        EXPECT_EQ(handlers.status, 200);
        EXPECT_FALSE(handlers.has(voice->text()));
        EXPECT_TRUE(*Cases(town.engine, town.vault).hears(town.actor("desk"), *CaseId::parse(id)));
        EXPECT_FALSE(*Cases(town.engine, town.vault).hears(town.actor("handler"), *CaseId::parse(id)));
        // Another case's, a picture as a voice, a voice as a picture.
        EXPECT_EQ(town.reports("又一处", named("voice", *voice)).code(), casework::rules::voice_unknown.code);
        const auto photo = *town.files.keep(support::jpeg(), "image/jpeg");
        EXPECT_EQ(town.reports("又一处", named("voice", photo)).code(), casework::rules::voice_unknown.code);
        const auto other = *town.files.keep_voice("#!AMR\nmore", {});
        EXPECT_EQ(town.reports("又一处", named("photos", other)).code(), casework::rules::photo_unknown.code);
    });
}

TEST_F(CaseworkHttp, WhatThePageSaysIsWhatTheServerDoes) {
    on_both([](Street& town) {
        const auto id = town.reports("路锥占道").text("id");
        const auto file = town.get("/api/v1/cases/" + id, "desk");
        const auto document = json::Document::parse(file.body);
        const auto actions = document->root().find("actions");
        ASSERT_TRUE(actions);
        ASSERT_EQ(actions->size(), 31U);
        for (std::size_t i = 0; i < actions->size(); ++i) {
            const auto action = actions->at(i);
            const auto command = std::string(action.find("command")->string());
            if (action.find("needs")->size() > 0) continue; // sent without a body as it is
            const auto answer = town.act(id, command, "", "desk", {{"if-match", "999"}});
            // A stale version is only noticed where the step is allowed at all.
            EXPECT_GE(answer.status, 400);
            if (!action.find("allowed")->boolean()) {
                const auto refused = town.act(id, command, "", "desk");
                EXPECT_EQ(refused.code(), action.find("refusal")->find("code")->string()) << command;
            }
        }
    });
}

TEST_F(CaseworkHttp, TheHandlerNeverSeesWhoReported) {
    on_both([](Street& town) {
        const auto id =
            town.reports("路锥占道", R"(,"class_code":"28001","may_be_called":true,"notify_by":"call",)"
                                     R"("contact":{"name":"陈小明","phone":"13812345678","door":"七号门"})")
                .text("id");
        ASSERT_EQ(town.act(id, "send_on", send, "desk").status, 200);
        const auto reporter = town.state(id).reporter;
        ASSERT_TRUE(reporter);
        for (const auto* who : {"handler", "leader", "checker", "auditor", "admin", "duty", "legal"}) {
            const auto file = town.get("/api/v1/cases/" + id, who);
            ASSERT_EQ(file.status, 200) << who;
            for (const auto* part : {"陈", "138", "5678", "七号门"})
                EXPECT_FALSE(file.has(part)) << who << part;
            EXPECT_FALSE(file.has(reporter->text())) << who;
            EXPECT_EQ(town.act(id, "contact", R"({"purpose":"contact_requester"})", who).code(),
                      casework::rules::contact_hidden.code)
                << who;
        }
        EXPECT_TRUE(town.get("/api/v1/cases/" + id, "handler").has(R"("may_be_called":true)"));
        const auto desk = town.get("/api/v1/cases/" + id, "desk");
        EXPECT_TRUE(desk.has("陈* 138****5678")) << desk.body;
        EXPECT_FALSE(desk.has("陈小明"));
        EXPECT_EQ(town.act(id, "contact", R"({"purpose":"curious"})", "desk").code(),
                  casework::rules::unknown_purpose.code);
        const auto shown = town.act(id, "contact", R"({"purpose":"contact_requester"})", "liaison");
        EXPECT_EQ(shown.body, R"({"name":"陈小明","phone":"13812345678","address":"七号门"})");
        const auto none = town.reports("路锥又占道").text("id");
        EXPECT_EQ(town.act(none, "contact", R"({"purpose":"contact_requester"})", "desk").code(),
                  people::rules::no_contact.code);
        town.clock.advance(std::chrono::seconds(2));
        town.engine.start();
        town.engine.stop(); // writes out who looked
        const auto looks = town.database->read([&](sql::Session& session) {
            return session.texts("SELECT actor FROM access WHERE purpose = 'contact_requester'");
        });
        ASSERT_TRUE(looks);
        EXPECT_EQ(*looks, std::vector{"person:" + town.staff.at("liaison").text()});
    });
}

TEST_F(CaseworkHttp, ListsHaveViewsFiltersCursorsAndCounts) {
    on_both([](Street& town) {
        std::vector<std::string> ids;
        for (int i = 0; i < 5; ++i) {
            ids.push_back(town.reports("路锥占道第" + std::to_string(i) + "处").text("id"));
            town.clock.advance(std::chrono::seconds(60));
        }
        const auto page = town.get("/api/v1/cases?view=open&limit=2", "desk");
        ASSERT_EQ(page.status, 200) << page.body;
        EXPECT_TRUE(page.has(ids[0]) && page.has(ids[1]) && !page.has(ids[2])) << page.body;
        EXPECT_TRUE(page.has(R"("counts":{"late":0,"mine":5,"open":5)")) << page.body;
        const auto second = town.get("/api/v1/cases?view=open&limit=2&cursor=" + page.text("next"), "desk");
        EXPECT_TRUE(second.has(ids[2]) && second.has(ids[3]) && !second.has(ids[1]));
        const auto newest = town.get("/api/v1/cases?view=all&limit=2", "desk");
        EXPECT_TRUE(newest.has(ids[4]) && newest.has(ids[3]) && !newest.has(ids[2]));
        const auto older = town.get("/api/v1/cases?view=all&limit=2&cursor=" + newest.text("next"), "desk");
        EXPECT_TRUE(older.has(ids[2]) && older.has(ids[1]) && !older.has(ids[3]));
        const auto number = town.state(ids[3]).number.value;
        for (const auto& typed : {number, number.substr(number.size() - 4)}) {
            const auto found = town.get("/api/v1/cases?view=all&number=" + typed, "desk");
            EXPECT_TRUE(found.has(ids[3]) && !found.has(ids[2])) << typed;
        }
        ASSERT_EQ(town.act(ids[0], "send_on", send, "desk").status, 200);
        EXPECT_TRUE(town.get("/api/v1/cases?view=mine", "handler").has(ids[0]));
        EXPECT_FALSE(town.get("/api/v1/cases?view=mine", "desk").has(ids[0]));
        EXPECT_FALSE(town.get("/api/v1/cases?view=mine", "handler2").has(ids[0]));
        const auto filtered = town.get("/api/v1/cases?view=open&unit=chengguan&stage=dispatched", "desk");
        EXPECT_TRUE(filtered.has(ids[0]) && !filtered.has(ids[1]));
        EXPECT_FALSE(town.get("/api/v1/cases?view=open&grid=310105006-G2", "desk").has(ids[0]));
        town.wait_until("2026-11-26T10:00:00+08:00");
        const auto late = town.get("/api/v1/cases?view=late", "desk");
        for (const auto& id : ids) EXPECT_TRUE(late.has(id));
        EXPECT_TRUE(late.has(R"("state":"late")"));
        const auto today = town.get("/api/v1/today", "handler");
        EXPECT_TRUE(today.has(ids[0]) && !today.has("duty_now")) << today.body;
    });
}

TEST_F(CaseworkHttp, TheClockIsExplainedLineByLine) {
    on_both(
        [](Street& town) {
            const auto id = town.reports("路锥占道").text("id");
            ASSERT_EQ(town.act(id, "send_on", send, "desk").status, 200);
            const auto shown = town.get("/api/v1/cases/" + id + "/clock", "handler");
            ASSERT_EQ(shown.status, 200) << shown.body;
            EXPECT_TRUE(shown.has(R"("limit":"W4")")) << shown.body;
            EXPECT_TRUE(shown.has(R"("kind":"weekend")")) << shown.body;
            EXPECT_TRUE(shown.has(R"("due_at":"2026-11-23T11:00:00+08:00")")) << shown.body;
            EXPECT_TRUE(shown.has(R"("running_minutes":240)")) << shown.body;
            EXPECT_TRUE(shown.has(R"("warnings":[])"));
            EXPECT_TRUE(town.get("/api/v1/cases/" + id, "handler").has(R"("remaining":{"days":0,"hours":4)"));
            // While it stands, nothing says a due moment that will not hold.
            ASSERT_EQ(town.act(id, "hold",
                               R"({"path":"police","until":"2026-12-20T09:00:00+08:00","text":"立案号另附"})",
                               "desk")
                          .status,
                      200);
            const auto stands = town.get("/api/v1/cases/" + id + "/clock", "handler");
            EXPECT_TRUE(stands.has(R"("state":"paused")")) << stands.body;
            EXPECT_FALSE(stands.has("due_at")) << stands.body;
            town.wait_until("2027-12-20T16:00:00+08:00"); // no calendar of that year
            const auto later = town.reports("路锥又占道").text("id");
            const auto warned = town.get("/api/v1/cases/" + later + "/clock", "desk");
            EXPECT_TRUE(warned.has("2027")) << warned.body;
            EXPECT_FALSE(warned.has(R"("warnings":[])")) << warned.body;
        },
        "2026-11-20T16:00:00+08:00"); // a Friday
}

TEST_F(CaseworkHttp, TalkNotesAndReferralsStandApart) {
    on_both([](Street& town) {
        const auto id = town.reports("路锥占道，像是有人收钱").text("id");
        ASSERT_EQ(town.act(id, "say", R"({"text":"请问在哪个口"})", "desk").status, 200);
        ASSERT_EQ(town.act(id, "note", R"({"text":"下午再去"})", "leader").status, 200);
        const auto file = town.get("/api/v1/cases/" + id, "desk");
        EXPECT_TRUE(file.has(R"("from":"street","text":"请问在哪个口")")) << file.body;
        EXPECT_TRUE(file.has(R"("by":"王网格","text":"下午再去")")) << file.body;
        const auto referred = town.act(id, "refer", R"({"path":"discipline","text":"转给专人看"})", "desk");
        ASSERT_EQ(referred.status, 200) << referred.body;
        EXPECT_FALSE(town.get("/api/v1/cases/" + id, "desk").has("转给专人看"));
        EXPECT_TRUE(town.get("/api/v1/cases/" + id, "legal").has("转给专人看"));
    });
}

TEST_F(CaseworkHttp, TheFeedTellsOnlyWhatTheListWouldShow) {
    Street town(support::sqlite_url(folder));
    const auto restricted = town.reports("孩子被打，未成年", "").text("id");
    const auto desk = town.get("/api/v1/feed", "desk").stream;
    const auto liaison = town.get("/api/v1/feed", "liaison").stream;
    ASSERT_TRUE(desk && liaison);
    const auto open = town.reports("路锥占道").text("id");
    ASSERT_EQ(town.act(restricted, "note", R"({"text":"已联系"})", "desk").status, 200);
    bool closed = false;
    const auto heard = desk->take(closed);
    EXPECT_TRUE(contains(heard, open) && contains(heard, restricted)) << heard;
    EXPECT_FALSE(contains(heard, "路锥"));
    const auto less = liaison->take(closed);
    EXPECT_TRUE(contains(less, open) && !contains(less, restricted)) << less;
    // A reader that was away resumes where it was.
    const auto again = town.ask(http::Method::get, "/api/v1/feed", {}, "desk",
                                {{"last-event-id", number(town.engine.seq() - 1)}});
    const auto rest = again.stream->take(closed);
    EXPECT_TRUE(contains(rest, restricted) && !contains(rest, open)) << rest;
    EXPECT_EQ(town.ask(http::Method::get, "/api/v1/feed", {}, "desk", {{"last-event-id", "x"}}).code(),
              casework::rules::bad_cursor.code);
    std::vector<std::shared_ptr<http::Stream>> crowd;
    std::string refused;
    for (int i = 0; i < 2001 && refused.empty(); ++i) {
        const auto one = town.get("/api/v1/feed", "desk");
        refused = one.code();
        crowd.push_back(one.stream);
    }
    EXPECT_EQ(refused, casework::rules::too_many_readers.code);
    for (const auto& one : crowd)
        if (one) one->close();
    EXPECT_TRUE(town.get("/api/v1/feed", "desk").stream); // those that have gone make room
    // Whoever loses the account hears no more.
    engine::Task task;
    task.room = &town.people_room;
    task.stream = id_as<StreamId>(town.staff.at("liaison"));
    task.actor.kind = ActorKind::flow;
    task.actor.flow = Code{std::string(people::setup_flow)};
    task.id = engine::command_id(street, task.actor, "close liaison");
    task.command = people::Command(people::CloseAccount{});
    ASSERT_TRUE(town.engine.ask_and_wait(std::move(task)));
    EXPECT_TRUE(liaison->closed());
}
