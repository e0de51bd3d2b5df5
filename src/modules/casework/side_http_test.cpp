// The side roads as the server runs them, on both databases: more time, supervision, parts, on the spot, and
// one step for many with its preview and its way back.

#include "modules/casework/desk_for_test.hpp"
#include "modules/casework/http_making.hpp"
#include "support/pictures.hpp"

using namespace gezhi;
using namespace gezhi::casework;
using namespace gezhi::casework::for_test;

namespace {

class SideRoads : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            Street town(url);
            body(town);
            const auto replay = town.engine.replay_check();
            ASSERT_TRUE(replay);
            EXPECT_TRUE(replay->ok()) << replay->differences.front();
        }
    }
};

constexpr const char* send = R"({"class_code":"28001","unit":"chengguan"})";

std::string sent(Street& town, const std::string& text = "路锥占了人行道") {
    const auto id = town.reports(text).text("id");
    EXPECT_EQ(town.act(id, "send_on", send, "desk").status, 200);
    return id;
}

std::string bulk(const std::string& id, const std::string& command, const std::vector<std::string>& cases,
                 const std::string& fields, const std::string& more = {}) {
    std::string list;
    for (const auto& one : cases) list += (list.empty() ? "\"" : ",\"") + one + "\"";
    return R"({"id":")" + id + R"(","command":")" + command + R"(","cases":[)" + list + R"(],"fields":)" +
           fields + more + "}";
}

} // namespace

TEST_F(SideRoads, MoreTimeIsAskedByTheUnitAndApprovedByTwoOthers) {
    on_both([](Street& town) {
        const auto id = sent(town);
        EXPECT_EQ(town.act(id, "ask_extension", R"({"reason":"parts"})", "desk").code(),
                  casework::rules::not_permitted.code);
        EXPECT_EQ(town.act(id, "ask_extension", R"({"reason":"parts","text":"等件"})", "handler").status,
                  200);
        const auto asked = town.get("/api/v1/cases/" + id, "desk");
        EXPECT_TRUE(asked.has(R"("asked":{"wish":"extension","reason_name":"等待配件")")) << asked.body;
        EXPECT_TRUE(asked.has(R"({"command":"approve","allowed":true)"));
        EXPECT_EQ(town.act(id, "approve", "{}", "desk").status, 200);
        const auto again = town.act(id, "approve", "{}", "desk");
        EXPECT_EQ(again.status, 409);
        EXPECT_EQ(again.code(), casework::rules::own_request.code);
        EXPECT_EQ(town.act(id, "approve", R"({"text":"同意"})", "leader").status, 200);
        const auto file = town.get("/api/v1/cases/" + id, "desk");
        EXPECT_TRUE(file.has(R"("limit":"W8")")) << file.body;
        EXPECT_TRUE(file.has(R"("event":"extended")"));
        EXPECT_EQ(town.act(id, "ask_suspension",
                           R"({"reason":"lawsuit","until":"2026-11-30T09:00:00+08:00","text":"在诉讼"})",
                           "handler")
                      .status,
                  200);
        EXPECT_EQ(town.act(id, "refuse_request", "{}", "desk").status, 422);
        EXPECT_EQ(town.act(id, "refuse_request", R"({"text":"先办"})", "desk").status, 200);
    });
}

TEST_F(SideRoads, PartsAndSupervisionStandInTheFile) {
    on_both([](Street& town) {
        const auto id = sent(town);
        EXPECT_EQ(town.act(id, "split", R"({"class_code":"22001","text":"  "})", "desk").code(),
                  casework::rules::text_missing.code);
        EXPECT_EQ(town.act(id, "split", R"({"class_code":"22001","text":"楼道灯不亮"})", "desk").status, 200);
        EXPECT_EQ(town.act(id, "supervise", R"({"text":"三天办好"})", "leader").status, 200);
        const auto file = town.get("/api/v1/cases/" + id, "desk");
        EXPECT_TRUE(file.has(R"("event":"split_off")"));
        EXPECT_TRUE(file.has(R"("supervised_until":"2026-11-27T00:00:00+08:00")")) << file.body;
        const auto state = town.state(id);
        ASSERT_EQ(state.children.size(), 1U);
        EXPECT_TRUE(
            file.has(R"("parts":[{"id":")" + state.children.front().id.text() + R"(","open":true}])"));
        // The part has its own place and words, sealed for it.
        const auto row = town.database->read([&](sql::Session& session) {
            return session.one<engine::PlaceOfRow>("SELECT stream, sealed FROM place_of WHERE stream = :id",
                                                   {{"id", state.children.front().id}});
        });
        ASSERT_TRUE(row && *row);
        EXPECT_EQ(town.vault.open_place(**row)->lat_e7, 312'110'000);
    });
}

TEST_F(SideRoads, OnTheSpotIsOneRequest) {
    on_both([](Street& town) {
        const auto photo = town.files.keep(support::jpeg(), "image/jpeg");
        ASSERT_TRUE(photo);
        const auto body = [&](const std::string& closing) {
            return R"({"report":{"text":"路锥","lat":31.211,"lon":121.39,"datum":"wgs84",)"
                   R"("class_code":"28001"},)"
                   R"("done":"已清走","photos":[")" +
                   photo->text() + R"("],"closing":")" + closing + "\"}";
        };
        EXPECT_EQ(town.post("/api/v1/cases/on_spot", body("demolished"), "handler").code(),
                  casework::rules::unknown_closing.code);
        const auto made = town.post("/api/v1/cases/on_spot", body("removed"), "handler");
        ASSERT_EQ(made.status, 201) << made.body;
        const auto state = town.state(made.text("id"));
        EXPECT_TRUE(state.on_spot);
        EXPECT_TRUE(state.stage == Stage::closed || state.stage == Stage::checking);
        EXPECT_TRUE(town.get("/api/v1/cases/" + made.text("id"), "desk").has(R"("on_spot":true)"));
    });
}

TEST_F(SideRoads, WhoCannotWaitComesFirst) {
    on_both([](Street& town) {
        town.reports("先来的");
        const auto frail =
            town.reports("轮椅出不了门", R"(,"class_code":"28001","comes_first":true)").text("id");
        const auto list = town.get("/api/v1/cases?view=open", "desk");
        EXPECT_LT(list.body.find(frail), list.body.find("先来的"));
        EXPECT_TRUE(town.get("/api/v1/cases/" + frail, "desk").has(R"("comes_first":true)"));
    });
}

TEST_F(SideRoads, OneStepForManyIsShownDoneAndTakenBack) {
    on_both([](Street& town) {
        std::vector<std::string> ids;
        for (const auto* text : {"一号路口路锥", "二号路口路锥", "三号路口路锥"})
            ids.push_back(town.reports(text).text("id"));
        EXPECT_EQ(town.act(ids[2], "decline", R"({"reason":"no_content"})", "desk").status, 200);
        const auto path = "/api/v1/cases/bulk";
        const auto many = bulk("b1", "send_on", ids, send);
        const auto preview = town.post(path, bulk("b1", "send_on", ids, send, R"(,"preview":true)"), "desk");
        ASSERT_EQ(preview.status, 200) << preview.body;
        EXPECT_TRUE(preview.has(R"("done":2,"refused":1)")) << preview.body;
        EXPECT_EQ(town.state(ids[0]).stage, Stage::reported); // shown only
        const auto done = town.post(path, many, "desk");
        EXPECT_TRUE(done.has(R"("done":2,"refused":1)")) << done.body;
        EXPECT_TRUE(done.has(R"("code":"casework/ended")"));
        EXPECT_EQ(town.state(ids[0]).stage, Stage::dispatched);
        const auto version = town.state(ids[0]).version;
        EXPECT_TRUE(town.post(path, many, "desk").has(R"("done":2,"refused":1)")); // sent twice is done once
        EXPECT_EQ(town.state(ids[0]).version, version);
        // The unit has gone on with the second one.
        EXPECT_EQ(town.act(ids[1], "acknowledge", "{}", "handler").status, 200);
        const auto back = town.post(std::string(path) + "/undo", many, "desk");
        EXPECT_TRUE(back.has(R"("done":1,"refused":2)")) << back.body;
        EXPECT_TRUE(back.has(casework::rules::nothing_done.code)) << back.body;
        EXPECT_EQ(town.state(ids[0]).stage, Stage::registered);
        EXPECT_EQ(town.state(ids[1]).stage, Stage::handling);
    });
}

TEST_F(SideRoads, NotEveryStepIsForManyOrHasAWayBack) {
    on_both([](Street& town) {
        const auto id = town.reports("路锥").text("id");
        const auto path = std::string("/api/v1/cases/bulk");
        EXPECT_EQ(town.post(path, bulk("b1", "hand_in", {id}, R"({"text":"好"})"), "desk").code(),
                  casework::rules::not_for_many.code);
        EXPECT_EQ(town.post(path, bulk("b1", "note", {}, R"({"text":"好"})"), "desk").code(),
                  casework::rules::bulk_size.code);
        EXPECT_EQ(
            town.post(path, bulk("b1", "note", std::vector(bulk_max + 1, id), R"({"text":"好"})"), "desk")
                .code(),
            casework::rules::bulk_size.code);
        const auto noted = bulk("b2", "note", {id}, R"({"text":"看过"})");
        EXPECT_TRUE(town.post(path, noted, "desk").has(R"("done":1,"refused":0)"));
        EXPECT_TRUE(town.post(path + "/undo", noted, "desk").has(casework::rules::no_way_back.code));
        // A field the step does not take is said for each case.
        EXPECT_TRUE(town.post(path, bulk("b3", "note", {id}, R"({"text":"好","unit":"police"})"), "desk")
                        .has(R"("done":0,"refused":1)"));
        // Out of sight is as missing as nowhere.
        EXPECT_EQ(town.act(id, "set_visibility", R"({"visibility":"restricted"})", "desk").status, 200);
        EXPECT_TRUE(town.post(path, bulk("b4", "note", {id}, R"({"text":"好"})"), "handler2")
                        .has(casework::rules::no_such_case.code));
    });
}
