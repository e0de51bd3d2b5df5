// The routes as the server runs them, without a socket: what anybody may see, what is for staff, and how bad
// positions, rules and codes are answered.

#include "base/file.hpp"
#include "http/dispatch.hpp"
#include "modules/grid/house_for_test.hpp"
#include "modules/grid/http.hpp"
#include "modules/grid/labels.hpp"
#include "support/golden.hpp"

#include <fmt/format.h>

using namespace gezhi;
using namespace gezhi::grid;
using http::Method;

namespace {

struct Desk : House {
    explicit Desk(const std::string& url, bool demo = true) : House(url), pool(1, 16) {
        if (demo) bring_demo();
        Wiring wiring{engine, room, ground, "https://street.test", true};
        wiring.say = [](text::Language language, std::string_view key, const Params& params) {
            return std::string(text::tag(language)) + ":" + std::string(key) +
                   (params.empty() ? "" : ":" + params.begin()->second);
        };
        wiring.qr_svg = [](std::string_view text) { return "<svg id=\"" + std::string(text) + "\"></svg>"; };
        wiring.person_name = [](PersonId) { return std::string("王网格"); };
        wiring.cases = [this] {
            const auto now = engine.clock().now();
            return Result<std::vector<CaseSpot>>(
                {{*geo::from_degrees(31.2152, 121.3985), true, Code{"TS-1"}, now}});
        };
        http::DispatchParts parts;
        parts.routes = routes(std::move(wiring));
        parts.gate = gate;
        dispatcher.emplace(std::move(parts), pool);
    }

    // A header says who asks: the sessions are people's affair and tested there.
    static Result<void> gate(http::Request& request, const http::Route& route) {
        if (route.access == http::Access::anonymous) return {};
        const auto duty = request.header("x-duty");
        if (!duty)
            return route.access == http::Access::any ? Result<void>{} : refuse(people::rules::signed_out);
        people::SignedIn who;
        who.actor.kind = ActorKind::person;
        who.actor.person = PersonId{{3, 3}};
        who.actor.posts.push_back({{}, *duty == "administrator" ? Duty::administrator : Duty::desk, {}, {}});
        request.visitor = who;
        return {};
    }

    struct Answer {
        int status{0};
        std::string body{};
        std::string type{};

        json::Document document() const { return *json::Document::parse(body); }

        std::string text(std::string_view key) const {
            const auto parsed = document();
            const auto found = parsed.root().find(key);
            return found && found->type() == json::Type::string ? std::string(found->string()) : "";
        }

        bool has(std::string_view key) const {
            const auto parsed = document();
            return parsed.root().find(key).has_value();
        }
    };

    Answer ask(Method method, const std::string& target, std::string body = {},
               const std::string& duty = {}) {
        http::Request request;
        const auto parsed = http::parse_target(target);
        request.method = method;
        request.path = parsed->path;
        request.query = parsed->query;
        request.body = std::move(body);
        if (!duty.empty()) request.headers.add("x-duty", duty);
        const auto response = dispatcher->answer(std::move(request));
        return {response.status, std::string(response.bytes()), response.content_type};
    }

    Answer get(const std::string& target, const std::string& duty = {}) {
        return ask(Method::get, target, {}, duty);
    }

    Answer post(const std::string& target, const std::string& body,
                const std::string& duty = "administrator") {
        return ask(Method::post, target, body, duty);
    }

    http::WorkerPool pool;
    std::optional<http::Dispatcher> dispatcher{};
};

class GridHttp : public ::testing::Test {
protected:
    support::Folder folder;
    Desk desk{support::sqlite_url(folder)};
};

std::string body_of(const std::vector<GridRule>& rules, const std::string& more = {}) {
    std::vector<wire::RuleGiven> given;
    given.reserve(rules.size());
    for (const auto& rule : rules) given.push_back({rule.grid, {rule.name}, {}, {rule.text}});
    return R"({"rules":)" + json::write(given) + more + "}";
}

std::string published() {
    return body_of(demo_folder().grids.published);
}

std::string settled(const std::string& more = {}) {
    return body_of(demo_folder().rules(), more);
}

constexpr std::string_view stand = R"({{"name":"{}","kind":"facility","lat":{},"lon":{},"datum":"{}"{}}})";

std::string place_body(const std::string& name = "新停放点", double lat = 31.2129, double lon = 121.3997,
                       const std::string& datum = "wgs84", const std::string& more = {}) {
    return fmt::format(stand, name, lat, lon, datum, more);
}

} // namespace

TEST_F(GridHttp, AnybodySeesTheGridsButNeitherNoteNorDraft) {
    ASSERT_EQ(desk.post("/api/v1/grid/draft", published()).status, 200);
    const auto answer = desk.get("/api/v1/grid");
    EXPECT_EQ(answer.status, 200);
    const auto document = answer.document();
    EXPECT_EQ(document.root().find("grids")->size(), 3U);
    const auto partition = *document.root().find("partition");
    EXPECT_EQ(partition.find("version")->string(), "1");
    EXPECT_TRUE(partition.find("to_be_confirmed")->boolean());
    EXPECT_FALSE(partition.find("note"));
    EXPECT_FALSE(answer.has("draft"));
    const auto staff = desk.get("/api/v1/grid", "desk");
    EXPECT_TRUE(staff.has("draft"));
    const auto shown = staff.document();
    EXPECT_TRUE(shown.root().find("partition")->find("note"));
}

TEST_F(GridHttp, ProofsAndWhatIfAreForStaffOnly) {
    for (const auto* path : {"/api/v1/grid/check", "/api/v1/grid/what_if", "/api/v1/grid/draft",
                             "/api/v1/grid/adopt", "/api/v1/places"})
        EXPECT_EQ(desk.post(path, published(), "").status, 401) << path;
    EXPECT_EQ(desk.post("/api/v1/grid/check", published(), "desk").status, 200);
    EXPECT_EQ(desk.post("/api/v1/grid/adopt", settled(), "desk").text("code"), "grid/not-administrator");
}

TEST_F(GridHttp, TheProofOfThePublishedRulesIsAsBefore) {
    const auto proof = check_folder(demo_folder(), Reading::published);
    ASSERT_TRUE(proof);
    std::string summary;
    for (const auto& face : proof->faces) {
        summary += fmt::format("face {} {:.3f} km2", face.number, face.area_m2 / 1e6);
        for (const auto& side : face.sides)
            summary += fmt::format(" {} {}", side.road, json::enum_name(side.side));
        summary += fmt::format(" {} {}\n", json::enum_name(face.verdict), join(face.selected_by, " "));
    }
    summary +=
        fmt::format("total {:.3f} boundary {:.3f} gaps {} overlaps {} exact {}\n", proof->total_m2 / 1e6,
                    proof->boundary_m2 / 1e6, proof->gaps.size(), proof->overlaps.size(), proof->exact);
    for (const auto& one : proof->settlements) {
        summary += fmt::format("settlement {} {}", json::enum_name(one.kind), one.exact ? "exact" : "open");
        for (const auto& rule : one.rules) summary += " | " + rule.text;
        summary += '\n';
    }
    support::expect_golden("src/modules/grid/golden/tianshan_proof.txt", summary);
    const auto answer = desk.post("/api/v1/grid/check", published(), "desk");
    const auto document = answer.document();
    EXPECT_EQ(document.root().find("gaps")->size(), 2U);
    EXPECT_EQ(document.root().find("overlaps")->size(), 0U);
    EXPECT_FALSE(document.root().find("exact")->boolean());
    EXPECT_EQ(document.root().find("faces")->size(), proof->faces.size());
}

TEST_F(GridHttp, RulesThatCannotBeReadNameTheRule) {
    const auto unknown =
        desk.post("/api/v1/grid/check", body_of({{Code{"G1"}, "一格", "", "不存在路以南"}}), "desk");
    EXPECT_EQ(unknown.status, 422);
    EXPECT_EQ(unknown.text("code"), "geo/rule-unknown-road");
    EXPECT_EQ(desk.post("/api/v1/grid/check", R"({"rules":[{"grid":"G1"}]})", "desk").text("code"),
              "json/invalid");
}

TEST_F(GridHttp, AdoptionIsRefusedWithTheGapsAndTakenWhenExact) {
    const auto refused = desk.post("/api/v1/grid/adopt", published());
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.text("code"), "grid/not-exact");
    const auto document = refused.document();
    EXPECT_EQ(document.root().find("errors")->size(), 2U);
    const auto same = desk.post("/api/v1/grid/adopt", settled(R"(,"to_be_confirmed":true)"));
    EXPECT_EQ(same.text("code"), "grid/same-rules");
    EXPECT_EQ(desk.post("/api/v1/grid/adopt", settled(R"(,"note":"街道已确认")")).status, 200);
    const auto now = desk.get("/api/v1/grid", "desk").document();
    EXPECT_EQ(now.root().find("partition")->find("version")->string(), "2");
    EXPECT_EQ(now.root().find("history")->at(0).find("by")->string(), "王网格");
    EXPECT_EQ(now.root().find("history")->at(1).find("standing")->string(), "superseded");
    // The English name was not sent and is kept.
    EXPECT_EQ(desk.ground->grid_name(Code{"310105006-G1"}, true), "First grid");
}

TEST_F(GridHttp, AnEmptyStreetIsGivenItsGroundAndThenItsGrids) {
    Desk empty(support::sqlite_url(folder), false);
    EXPECT_EQ(empty.post("/api/v1/grid/check", published(), "desk").text("code"), "grid/no-ground");
    const auto layer = [](const std::string& name) {
        return json::write(*bytes_of(demo_path() + "/" + name + ".geojson"));
    };
    const auto ground = [&](const std::string& roads) {
        return R"({"boundary":)" + layer("boundary") + R"(,"roads":)" + roads + R"(,"water":)" +
               layer("water") + "}";
    };
    const auto broken = empty.post("/api/v1/grid/ground", ground(R"("{\"type\":\"Nothing\"}")"));
    EXPECT_EQ(broken.text("code"), "grid/bad-geojson");
    EXPECT_NE(broken.body.find(R"("pointer":"/roads")"), std::string::npos) << broken.body;
    EXPECT_EQ(empty.post("/api/v1/grid/ground", ground(layer("roads")), "desk").text("code"),
              "grid/not-administrator");
    EXPECT_EQ(empty.post("/api/v1/grid/ground", ground(layer("roads"))).status, 201);
    EXPECT_NE(empty.get("/api/v1/map").body.find("OpenStreetMap"), std::string::npos);
    EXPECT_NE(empty.post("/api/v1/grid/check", published(), "desk").body.find(R"("exact":false)"),
              std::string::npos);
    EXPECT_EQ(empty.post("/api/v1/grid/adopt", settled()).status, 200);
    EXPECT_EQ(empty.get("/api/v1/grid").document().root().find("grids")->size(), 3U);
}

TEST_F(GridHttp, ANewGridMayBeNamedShort) {
    const auto body = body_of({{Code{"G1"}, "一格", "", "天山路以南"}, {Code{"G2"}, "二格", "", "其余"}});
    ASSERT_EQ(desk.post("/api/v1/grid/adopt", body).status, 200);
    EXPECT_EQ(desk.ground->grids()[0].code.value, "310105006-G1");
    EXPECT_EQ(desk.ground->grids()[1].code.value, "310105006-G2");
}

TEST_F(GridHttp, WhatIfSaysWhichCasesWouldMove) {
    auto rules = demo_folder().rules();
    rules[1].text = "天山路以北";
    const auto answer = desk.post("/api/v1/grid/what_if", body_of(rules), "desk");
    const auto document = answer.document();
    ASSERT_EQ(document.root().find("moves")->size(), 1U);
    const auto move = document.root().find("moves")->at(0);
    EXPECT_EQ(move.find("cases_open")->integer(), 1);
    EXPECT_EQ(move.find("open_cases")->at(0).string(), "TS-1");
    EXPECT_EQ(document.root().find("loads")->size(), 3U);
}

TEST_F(GridHttp, LocatingAsksForADatumAndNamesWhatIsWrong) {
    const auto at = [&](const std::string& query) { return desk.get("/api/v1/grid/locate?" + query); };
    EXPECT_EQ(at("lat=31.2106&lon=121.3985&datum=wgs84").text("grid"), "310105006-G3");
    EXPECT_EQ(at("lat=31.2106&lon=121.3985&datum=wgs84").text("grid_name"), "第三责任网格");
    EXPECT_EQ(at("lat=31.2088&lon=121.4032&datum=wgs84").text("grid"), "310105006-G1");
    EXPECT_EQ(at("lat=31.2106&lon=121.3985").text("code"), "grid/no-datum");
    EXPECT_EQ(at("lat=121.3985&lon=31.2106&datum=wgs84").text("code"), "grid/swapped-position");
    EXPECT_EQ(at("lat=x&lon=121.3985&datum=wgs84").text("code"), "grid/bad-position");
    const auto outside = at("lat=31.2036&lon=121.396&datum=wgs84").document();
    EXPECT_FALSE(outside.root().find("inside")->boolean());
    EXPECT_EQ(outside.root().find("nearest")->find("grid")->string(), "310105006-G3");
}

TEST_F(GridHttp, AGcjPointSaidToBeWgsIsSuspectedWhenTheAddressDisagrees) {
    const auto shifted = geo::from_wgs84(*geo::from_degrees(31.209, 121.4031), geo::Datum::gcj02);
    const auto where = fmt::format("lat={:.6f}&lon={:.6f}", shifted.lat(), shifted.lon());
    const std::string address = "&address=" + http::percent_encode("遵义路100号");
    const auto said_wgs = desk.get("/api/v1/grid/locate?" + where + "&datum=wgs84" + address).document();
    const auto warning = said_wgs.root().find("warning");
    ASSERT_TRUE(warning);
    EXPECT_EQ(warning->find("code")->string(), "grid/datum-suspected");
    EXPECT_EQ(warning->find("datum")->string(), "gcj02");
    EXPECT_NEAR(static_cast<double>(warning->find("distance_m")->integer()), 488, 15);
    EXPECT_FALSE(desk.get("/api/v1/grid/locate?" + where + "&datum=gcj02" + address).has("warning"));
    const auto elsewhere =
        desk.get("/api/v1/grid/locate?lat=31.2130&lon=121.3970&datum=wgs84" + address).document();
    EXPECT_EQ(elsewhere.root().find("warning")->find("code")->string(), "grid/place-disagrees");
}

TEST_F(GridHttp, TheMapHoldsEveryLayerAndSaysWhoseDataItIs) {
    const auto answer = desk.get("/api/v1/map");
    const auto document = answer.document();
    for (const auto* layer : {"boundary", "roads", "water", "metro", "places"}) {
        const auto found = document.root().find(layer);
        ASSERT_TRUE(found) << layer;
        EXPECT_GT(found->find("features")->size(), 0U) << layer;
    }
    EXPECT_EQ(answer.text("attribution"), "© OpenStreetMap contributors");
    EXPECT_EQ(document.root().find("bounds")->size(), 4U);
    EXPECT_EQ(
        document.root().find("roads")->find("features")->at(0).find("properties")->find("axis")->string(),
        "ew");
    EXPECT_EQ(answer.body.find("facility"), std::string::npos);
    ASSERT_EQ(desk.post("/api/v1/places",
                        R"({"name":"新公园","kind":"park","lat":31.21,"lon":121.40,"datum":"wgs84"})")
                  .status,
              201);
    EXPECT_NE(desk.get("/api/v1/map").body.find("新公园"), std::string::npos);
}

TEST_F(GridHttp, PlacesAreFoundListedAddedEditedAndRetired) {
    const auto found = desk.get("/api/v1/places?limit=1&q=" + http::percent_encode("南丰城")).document();
    ASSERT_EQ(found.root().find("items")->size(), 1U);
    EXPECT_EQ(found.root().find("items")->at(0).find("grid")->string(), "310105006-G1");
    const auto first = desk.get("/api/v1/places?limit=2").document();
    const auto next = std::string(first.root().find("next")->string());
    const auto second = desk.get("/api/v1/places?limit=2&cursor=" + next).document();
    EXPECT_GT(second.root().find("items")->at(0).find("code")->string(), std::string_view(next));

    const auto added = desk.post("/api/v1/places", place_body());
    ASSERT_EQ(added.status, 201);
    const auto path = "/api/v1/places/" + added.text("id");
    EXPECT_EQ(desk.get(path).text("code"), "310105006-P00001");
    EXPECT_EQ(desk.post(path + "/edit", place_body("改名的停放点")).status, 200);
    EXPECT_EQ(desk.get(path).text("name"), "改名的停放点");
    EXPECT_EQ(desk.post(path + "/edit", place_body("停放点", 31.2129, 121.3997, "wgs84", R"(,"code":"X")"))
                  .text("code"),
              "grid/code-fixed");
    EXPECT_EQ(desk.post(path + "/retire", "").status, 200);
    EXPECT_EQ(desk.post(path + "/retire", "").text("code"), "grid/place-retired");
    EXPECT_EQ(desk.get(path + "/label.svg", "desk").text("code"), "grid/place-retired");
    EXPECT_EQ(desk.post("/api/v1/places", place_body(" ")).text("code"), "grid/place-incomplete");
    EXPECT_EQ(desk.post("/api/v1/places", place_body("灯", 31.2, 121.4, "")).status, 422);
    EXPECT_EQ(desk.post("/api/v1/places", place_body("灯", 31.2, 121.4, "utm")).text("code"),
              "grid/no-datum");
    EXPECT_EQ(desk.post("/api/v1/places", place_body("灯", 121.4, 31.2)).text("code"),
              "grid/swapped-position");
    EXPECT_EQ(desk.get("/api/v1/places/nothing").text("code"), "grid/no-such-id");
    EXPECT_EQ(desk.get("/api/v1/places/" + StreamId{{1, 1}}.text()).text("code"), "grid/place-missing");
}

TEST_F(GridHttp, LabelsOpenTheReportFormAtTheirPlace) {
    const auto list = desk.get("/api/v1/places?limit=200").document();
    const auto items = *list.root().find("items");
    const auto id = std::string(items.at(0).find("id")->string());
    const auto code = std::string(items.at(0).find("code")->string());
    const auto one = desk.get("/api/v1/places/" + id + "/label.svg", "desk");
    EXPECT_EQ(one.type, "image/svg+xml");
    EXPECT_NE(one.body.find("id=\"https://street.test/r/" + code + "\""), std::string::npos);
    EXPECT_NE(one.body.find("zh-CN:label.scan"), std::string::npos);
    EXPECT_NE(one.body.find("zh-CN:label.demo"), std::string::npos);
    EXPECT_NE(one.body.find("zh-CN:label.provisional"), std::string::npos);
    std::string ids;
    for (std::size_t i = 0; i <= labels_max; ++i)
        ids += (i == 0 ? "" : ",") + std::string(items.at(i).find("id")->string());
    EXPECT_EQ(desk.get("/api/v1/places/labels.svg?ids=" + ids, "desk").text("code"), "grid/too-many-labels");
    EXPECT_EQ(desk.get("/api/v1/places/labels.svg?ids=" + id, "desk").status, 200);
    EXPECT_EQ(desk.get("/api/v1/places/labels.svg?ids=", "desk").text("code"), "grid/no-labels");
    EXPECT_EQ(desk.get("/api/v1/places/labels.svg?ids=x", "desk").text("code"), "grid/no-such-id");
    EXPECT_EQ(desk.get("/api/v1/places/labels.svg?ids=" + id).status, 401);
}

TEST(GridHttpEmpty, AStreetWithoutGroundAnswersPlainly) {
    support::Folder folder;
    Desk desk(support::sqlite_url(folder), false);
    EXPECT_FALSE(desk.get("/api/v1/grid").has("partition"));
    EXPECT_EQ(desk.post("/api/v1/grid/check", published(), "desk").text("code"), "grid/no-ground");
    EXPECT_EQ(desk.get("/api/v1/map").status, 200);
    EXPECT_EQ(desk.get("/api/v1/grid/locate?lat=31.2&lon=121.4&datum=wgs84").status, 200);
}
