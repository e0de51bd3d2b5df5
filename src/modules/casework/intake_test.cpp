// What comes in, on both databases: places and their mistakes, bad input, keys, the hotline's file, similar
// cases, emergencies.

#include "modules/casework/ask.hpp"
#include "modules/casework/desk_for_test.hpp"
#include "modules/casework/http_making.hpp"
#include "modules/casework/saved_filters.hpp"

#include <set>

using namespace gezhi;
using namespace gezhi::casework;
using namespace gezhi::casework::for_test;

namespace {

class Intake : public ::testing::Test {
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

} // namespace

TEST_F(Intake, PlacesAreNamedAndMistakesToo) {
    on_both([](Street& town) {
        const auto report = [&](const std::string& where) {
            return town.post("/api/v1/cases", R"({"text":"路锥占道")" + where + "}", "desk");
        };
        EXPECT_EQ(report("").code(), casework::rules::place_missing.code);
        EXPECT_EQ(report(R"(,"lat":31.211,"datum":"wgs84")").code(),
                  casework::rules::position_incomplete.code);
        EXPECT_EQ(report(R"(,"lat":31.211,"lon":121.39)").code(), casework::rules::position_incomplete.code);
        EXPECT_EQ(report(R"(,"lat":31.211,"lon":121.39,"datum":"mars")").code(),
                  casework::rules::datum_unknown.code);
        EXPECT_EQ(report(R"(,"lat":121.39,"lon":31.211,"datum":"wgs84")").code(),
                  casework::rules::position_swapped.code);
        EXPECT_EQ(report(R"(,"lat":95,"lon":200,"datum":"wgs84")").code(),
                  casework::rules::position_absurd.code);
        EXPECT_EQ(report(R"(,"lat":48.2,"lon":16.3,"datum":"wgs84")").code(),
                  casework::rules::position_far.code);
        EXPECT_EQ(report(R"(,"place":"TS-L-9999")").code(), casework::rules::place_unknown.code);
        const auto at_post = report(R"(,"place":"TS-L-0001")");
        ASSERT_EQ(at_post.status, 201) << at_post.body;
        EXPECT_EQ(town.state(at_post.text("id")).grid, g1);
        EXPECT_TRUE(
            town.get("/api/v1/cases/" + at_post.text("id"), "desk").has(R"("place_text":"示例灯杆一号")"));
        // Baidu's numbers for a point of the first grid, about 1.1 km north-east of its WGS84 ones.
        const auto baidu = geo::from_wgs84(*geo::from_degrees(31.211, 121.3999), geo::Datum::bd09);
        const auto shifted = report(R"(,"lat":)" + std::to_string(baidu.lat()) + R"(,"lon":)" +
                                    std::to_string(baidu.lon()) + R"(,"datum":"bd09")");
        ASSERT_EQ(shifted.status, 201) << shifted.body;
        EXPECT_EQ(town.state(shifted.text("id")).grid, g1);
        const auto outside = report(R"(,"lat":31.3,"lon":121.39,"datum":"wgs84")");
        ASSERT_EQ(outside.status, 201) << outside.body;
        EXPECT_TRUE(town.state(outside.text("id")).grid.empty());
        const auto words = report(R"(,"address":"示例路口东北角")");
        ASSERT_EQ(words.status, 201);
        EXPECT_TRUE(
            town.get("/api/v1/cases/" + words.text("id"), "desk").has(R"("place_text":"示例路口东北角")"));
    });
}

TEST_F(Intake, BadInputIsAClearProblemAndChangesNothing) {
    on_both([](Street& town) {
        const auto id = town.reports("路锥占道").text("id");
        const auto before = town.engine.seq();
        const auto malformed = town.post("/api/v1/cases", "{\"text\":", "desk");
        EXPECT_EQ(malformed.status, 400);
        EXPECT_EQ(malformed.code(), json::rules::not_json.code);
        const auto unknown = town.post("/api/v1/cases", R"({"text":"路锥","colour":"red"})", "desk");
        EXPECT_EQ(unknown.status, 422);
        EXPECT_TRUE(unknown.has("/colour")) << unknown.body;
        EXPECT_EQ(town.reports("   ").code(), casework::rules::text_missing.code);
        EXPECT_EQ(town.reports(std::string(2001, 'a')).status, 422);
        EXPECT_EQ(town.reports("路锥", R"(,"channel":"resident_web")").code(),
                  casework::rules::channel_not_yours.code);
        EXPECT_EQ(town.reports("路锥", R"(,"photos":["00000000000000000000000009"])").code(),
                  casework::rules::photo_unknown.code);
        std::string many;
        for (int i = 0; i < 10; ++i)
            many += (many.empty() ? "" : ",") +
                    ('"' + FileId{{1, static_cast<std::uint64_t>(i) + 1}}.text() + '"');
        EXPECT_EQ(town.reports("路锥", R"(,"photos":[)" + many + "]").code(),
                  casework::rules::too_many_photos.code);
        EXPECT_EQ(town.act(id, "send_on", "[]", "desk").status, 422);
        EXPECT_EQ(town.act(id, "dispatch", R"({"unit":7})", "desk").status, 422);
        EXPECT_EQ(town.act(id, "accept", R"({"x":1})", "desk").status, 422);
        EXPECT_EQ(town.act(id, "set_visibility", R"({"visibility":"secret"})", "desk").status, 422);
        EXPECT_EQ(town.act(id, "say", R"({"text":" "})", "desk").code(), casework::rules::text_missing.code);
        EXPECT_EQ(town.act(id, "accept", "", "desk", {{"if-match", "\"7\""}}).status, 412);
        EXPECT_EQ(town.act(id, "accept", "", "desk", {{"idempotency-key", "short"}}).status, 422);
        EXPECT_EQ(town.act("nobody", "accept", "", "desk").code(), casework::rules::no_such_case.code);
        EXPECT_EQ(town.act(CaseId{{9, 9}}.text(), "accept", "", "desk").code(),
                  casework::rules::no_such_case.code);
        EXPECT_EQ(town.get("/api/v1/cases?view=loud", "desk").code(), casework::rules::bad_filter.code);
        EXPECT_EQ(town.get("/api/v1/cases?limit=0", "desk").code(), casework::rules::bad_filter.code);
        EXPECT_EQ(town.get("/api/v1/cases?cursor=x", "desk").code(), casework::rules::bad_cursor.code);
        EXPECT_EQ(town.get("/api/v1/cases", "").status, 401);
        EXPECT_EQ(town.engine.seq(), before);
    });
}

TEST_F(Intake, AFilterIsSharedByWhoeverHoldsTheSamePost) {
    on_both([](Street& town) {
        const auto save = [&](const std::string& name, const std::string& query, const std::string& who) {
            return town.post("/api/v1/filters", R"({"name":")" + name + R"(","query":")" + query + R"("})",
                             who);
        };
        const auto saved = save("等市政的", "view=open&unit=municipal", "desk");
        ASSERT_EQ(saved.status, 201) << saved.body;
        EXPECT_NE(town.get("/api/v1/filters", "desk").body.find("等市政的"), std::string::npos);
        EXPECT_EQ(town.get("/api/v1/filters", "handler").body.find("等市政的"), std::string::npos);
        EXPECT_EQ(save("等市政的", "view=late", "desk").code(), casework::rules::filter_name.code);
        EXPECT_EQ(save("  ", "view=late", "desk").code(), casework::rules::filter_name.code);
        EXPECT_EQ(save("怪", "colour=red", "desk").code(), casework::rules::filter_query.code);
        EXPECT_EQ(save("怪", "view=loud", "desk").code(), casework::rules::bad_filter.code);
        EXPECT_EQ(
            town.post("/api/v1/filters",
                      R"({"name":"别人的","query":"view=late","post":")" + PostId{{9, 9}}.text() + R"("})",
                      "desk")
                .code(),
            casework::rules::not_your_post.code);
        const auto path = "/api/v1/filters/" + saved.text("id");
        EXPECT_EQ(town.ask(http::Method::del, path, "", "handler").code(),
                  casework::rules::no_such_filter.code);
        EXPECT_EQ(town.ask(http::Method::del, path, "", "desk").status, 204);
        EXPECT_EQ(town.get("/api/v1/filters", "desk").body.find("等市政的"), std::string::npos);
        for (std::size_t i = 0; i < casework::SavedFilters::per_post_max; ++i)
            ASSERT_EQ(save("第" + number(i) + "个", "view=late", "desk").status, 201);
        EXPECT_EQ(save("再一个", "view=late", "desk").code(), casework::rules::too_many_filters.code);
    });
}

TEST(Phrases, StandOnlyAtStepsThatThereAre) {
    std::set<std::string> steps;
    for (const auto& step : detail::usual_steps()) steps.insert(step.name);
    for (const auto& step : detail::side_steps()) steps.insert(step.name);
    for (const auto& phrase : books()->current()->index.playbook().phrases.phrases)
        for (const auto& step : phrase.steps)
            EXPECT_TRUE(steps.contains(step)) << phrase.id << " at " << step;
}

TEST_F(Intake, TheSameKeyIsOneReportAndNotAnotherOne) {
    on_both([](Street& town) {
        const Pairs key{{"idempotency-key", "0123456789abcdef"}};
        const auto post = [&](const std::string& text) {
            return town.post("/api/v1/cases", R"({"text":")" + text + R"(","place":"TS-L-0001"})", "desk",
                             key);
        };
        const auto first = post("路锥占道");
        ASSERT_EQ(first.status, 201);
        const auto again = post("路锥占道");
        EXPECT_EQ(again.text("id"), first.text("id"));
        EXPECT_EQ(again.text("number"), first.text("number"));
        EXPECT_EQ(post("另外一件事").code(), engine::rules::key_reused.code);
    });
}

TEST_F(Intake, SimilarOpenPublicCasesAreOfferedAndJoined) {
    on_both([](Street& town) {
        const auto lead =
            town.reports("地铁口共享单车堆成山，盲道走不了", R"(,"class_code":"09011")").text("id");
        const auto near = "/api/v1/cases/similar?lat=31.2111&lon=121.3901&text=" +
                          http::percent_encode("共享单车堆在盲道上");
        const auto offered = town.get(near, "desk");
        EXPECT_TRUE(offered.has(lead)) << offered.body;
        EXPECT_TRUE(offered.has("共享单车堆")) << offered.body;
        EXPECT_FALSE(town.get("/api/v1/cases/similar?lat=31.215&lon=121.39&text=x", "desk").has(lead));
        EXPECT_EQ(town.get("/api/v1/cases/similar", "desk").body, R"({"items":[]})");
        const auto joined = town.reports("单车堆在盲道", R"(,"class_code":"09011","same_as":")" + lead + '"');
        ASSERT_EQ(joined.status, 201) << joined.body;
        EXPECT_EQ(town.state(joined.text("id")).joined_to, CaseId::parse(lead));
        const auto other = town.reports("盲道上单车堆满了", R"(,"class_code":"09011")").text("id");
        const auto list = town.get("/api/v1/cases?view=similar", "desk");
        EXPECT_TRUE(list.has(lead) && list.has(other)) << list.body;
        ASSERT_EQ(town.act(other, "join", R"({"lead":")" + lead + "\"}", "desk").status, 200);
        EXPECT_FALSE(town.get("/api/v1/cases?view=similar", "desk").has(lead));
        ASSERT_EQ(
            town.act(lead, "set_visibility", R"({"visibility":"restricted","reason":"illness"})", "desk")
                .status,
            200);
        EXPECT_EQ(town.get(near, "desk").body, R"({"items":[]})");
        // A new process loads the same.
        OpenCases fresh(*town.database, town.vault, books());
        ASSERT_TRUE(town.database->read([&](sql::Session& s) { return fresh.load(s, street); }));
        EXPECT_EQ(fresh.size(), town.open_cases->size());
    });
}

// What is older comes by and by, and what a commit touches meanwhile is as the commit left it.
TEST_F(Intake, OlderOpenCasesAreLoadedInTheBackground) {
    on_both([](Street& town) {
        std::vector<std::string> ids;
        for (int i = 0; i < 12; ++i)
            ids.push_back(
                town.reports("路锥占道第" + std::to_string(i) + "处", R"(,"class_code":"28001")").text("id"));
        const auto hide = [&](const std::string& id) {
            return town.act(id, "set_visibility", R"({"visibility":"restricted","reason":"illness"})",
                            "desk");
        };
        for (int round = 0; round < 5; ++round) {
            OpenCases fresh(*town.database, town.vault, books(), {.at_start = 2, .at_once = 3});
            ASSERT_TRUE(town.database->read([&](sql::Session& s) { return fresh.load(s, street); }));
            EXPECT_GE(fresh.size(), 2U);
            const auto gone = ids[static_cast<std::size_t>(round)];
            const auto before = town.state(gone);
            ASSERT_EQ(hide(gone).status, 200);
            const auto after = town.state(gone);
            fresh.apply({*StreamId::parse(gone), before, after, nullptr, nullptr});
            fresh.wait_until_loaded();
            EXPECT_EQ(fresh.size(), town.open_cases->size());
            EXPECT_FALSE(fresh.has(*CaseId::parse(gone)));
            EXPECT_EQ(fresh.twins(), town.open_cases->twins());
        }
        EXPECT_EQ(town.open_cases->twins().size(), 7U); // all that are left are alike
    });
}

TEST_F(Intake, AnEmergencyIsRestrictedToNobodysQueueButRingsAtTheDutyOfficer) {
    on_both([](Street& town) {
        const auto id = town.reports("楼道着火了，有烟", "").text("id");
        EXPECT_FALSE(town.state(id).emergency.empty());
        EXPECT_TRUE(town.get("/api/v1/cases?view=mine", "duty").has(id));
        const auto file = town.get("/api/v1/cases/" + id, "duty");
        EXPECT_TRUE(file.has(R"("side":"emergency")")) << file.body;
        const auto later = town.reports("路锥占道").text("id");
        const auto list = town.get("/api/v1/cases?view=open&limit=1", "desk");
        EXPECT_TRUE(list.has(id) && !list.has(later)) << "emergencies stand first";
        const auto minor = town.reports("隔壁孩子被打，未成年", "").text("id");
        EXPECT_EQ(town.state(minor).visibility, Visibility::restricted);
        EXPECT_EQ(town.get("/api/v1/cases/" + minor, "liaison").status, 404);
        EXPECT_EQ(town.get("/api/v1/cases/" + minor, "desk").status, 200);
    });
}

TEST_F(Intake, TheHotlinesFileBringsEachOrderOnce) {
    on_both([](Street& town) {
        const std::string head = "\xEF\xBB\xBF工单编号,诉求内容,诉求地址,联系人,联系电话,受理时间\r\n";
        const std::string rows =
            "SH20261123-001,\"路锥占道，\"\"很久\"\"了\n没人管\",示例灯杆一号,陈小明,13812345678,"
            "2026-11-23 09:30:00\r\n"
            "SH20261123-002,,示例路,,,\r\n"
            "没有编号,内容,地址,,,\r\n";
        const auto first = town.post("/api/v1/cases/import", head + rows, "desk");
        ASSERT_EQ(first.status, 200) << first.body;
        EXPECT_TRUE(first.has(R"("taken":1,"repeated":0,"refused":2)")) << first.body;
        EXPECT_TRUE(first.has(std::string(casework::rules::text_missing.code)));
        EXPECT_TRUE(first.has(std::string(casework::rules::bad_external_number.code)));
        EXPECT_TRUE(first.has(R"({"line":2,"external_number":"SH20261123-001")")) << first.body;
        EXPECT_TRUE(first.has(R"({"line":4,"external_number":"SH20261123-002")")) << first.body;
        const auto again = town.post("/api/v1/cases/import", head + rows, "liaison");
        EXPECT_TRUE(again.has(R"("taken":0,"repeated":1,"refused":2)")) << again.body;
        const auto list = town.get("/api/v1/cases?view=open", "desk");
        EXPECT_TRUE(list.has(R"("channel":"hotline")")) << list.body;
        const auto id = town.get("/api/v1/cases?view=all&limit=1", "desk");
        const auto at = id.body.find("\"id\":\"") + 6;
        EXPECT_TRUE(town.get("/api/v1/cases/" + id.body.substr(at, 26), "desk")
                        .has(R"("external_number":"SH20261123-001")"));
        EXPECT_EQ(town.post("/api/v1/cases/import", "a,b\n1,2\n", "desk").code(),
                  casework::rules::no_table.code);
        EXPECT_EQ(town.post("/api/v1/cases/import", "编号,内容\n1,\"open", "desk").code(),
                  casework::rules::no_table.code);
        std::string long_table = "编号,内容\n";
        for (int i = 0; i < 2001; ++i) long_table += "A" + std::to_string(i) + ",x\n";
        EXPECT_EQ(town.post("/api/v1/cases/import", long_table, "desk").code(),
                  casework::rules::table_too_long.code);
    });
}
