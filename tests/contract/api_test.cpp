// The API against its own document: api/ is what the program says of itself, every change says what it takes,
// and what each role is answered in the demo street fits the schema to the last member.

#include "apps/begin.hpp"
#include "apps/documents.hpp"
#include "apps/serve.hpp"
#include "base/file.hpp"
#include "http/client_for_test.hpp"
#include "json/json.hpp"
#include "support/databases.hpp"
#include "support/golden.hpp"
#include "support/pictures.hpp"
#include "support/schema_check.hpp"
#include "support/schema_example.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::apps;

namespace {

const std::string source = GEZHI_SOURCE_DIR;

class Api : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = new support::Folder;
        const auto told = Settings::read({{"data", folder->path() + "/data"},
                                          {"demo", source + "/demo/tianshan"},
                                          {"pictures", GEZHI_BINARY_DIR "/src/apps/gezhi-picture"}});
        require(told.has_value(), "settings");
        auto made = begin(*told, {.say = [](auto, auto, auto) {}}, clock);
        require(made.has_value(), "a demo street");
        begun = new Begun(std::move(*made));
    }

    static void TearDownTestSuite() {
        delete begun;
        delete folder;
    }

    static std::string body_of(const std::string& answer) {
        const auto at = answer.find("\r\n\r\n");
        return at == std::string::npos ? std::string() : answer.substr(at + 4);
    }

    static inline SystemClock clock{};
    static inline support::Folder* folder{nullptr};
    static inline Begun* begun{nullptr};
};

// The address of a GET route with its parameters filled from the demo; empty when it needs what the demo has
// not.
std::string address(const http::Route& route, const std::string& case_id, const std::string& place_id) {
    auto path = route.pattern;
    const auto at = path.find("{id}");
    if (at != std::string::npos) path.replace(at, 4, path.starts_with("/api/v1/places") ? place_id : case_id);
    return path.find('{') == std::string::npos ? path : std::string();
}

std::string first_id(const std::string& body) {
    const auto at = body.find("\"id\":\"");
    return at == std::string::npos ? std::string() : body.substr(at + 6, 26);
}

constexpr std::size_t duties = static_cast<std::size_t>(Duty::data_officer) + 1;

// A person with this duty alone, signed in; bound to a unit or a grid where such posts are.
std::string cookie_of(House& house, Duty duty) {
    const std::string name(json::enum_name(duty));
    people::Post post{{}, duty, {}, {}, {}, {}};
    if (duty == Duty::handler) post.unit = Code{"chengguan"};
    if (duty == Duty::liaison || duty == Duty::grid_leader) post.grid = Code{"310105006-G1"};
    const std::string word = "matrix-of-roles-2026";
    const auto made = add_account(house, {{}, Code{"only_" + name}, name, name, word, {post}});
    require(made.has_value(), "an account");
    const auto person = house.sessions.sign_in("only_" + name, word, "contract");
    require(person.has_value(), "a session");
    return person->token;
}

// What the street has that a question may be about.
struct Known {
    std::string place{};
    std::string file{}; // a photo of a case
    std::string filter{};
    std::string case_id{};
};

constexpr auto nothing_has_it = "01aaaaaaaaaaaaaaaaaaaaaaaa";
const std::string report = R"({"text":"路锥占道","lat":31.211,"lon":121.4,"datum":"wgs84")";

struct Example {
    std::string after{}; // the path
    std::string body{};
    std::string type{"application/json"};
};

// Where the smallest thing that fits the document is no example.
std::map<std::string, Example> examples(const Known& known) {
    const std::string place = R"({"name":"凉亭","kind":"park","lat":31.211,"lon":121.4,"datum":"wgs84"})";
    const std::string rules = R"({"rules":[{"grid":"310105006-G1","name":"一格","text":"其余"}]})";
    const auto layer = [](const std::string& name) { // of the street as it is
        return json::write(bytes_of(source + "/demo/tianshan/" + name + ".geojson").value_or(""));
    };
    const std::string many =
        R"({"id":"matrix-1","command":"note","cases":[")" + known.case_id + R"("],"fields":{"text":"看过"}})";
    return {{"casework.bulk", {"", many}},
            {"casework.bulk_undo", {"", many}},
            {"casework.create", {"", report + "}"}},
            {"casework.import", {"", "工单编号,诉求内容\n", "text/csv"}},
            {"casework.on_spot",
             {"", R"({"report":)" + report + R"(,"class_code":"28001"},"done":"扶好了","photos":[")" +
                      nothing_has_it + R"("],"closing":"28001-1"})"}},
            {"casework.save_filter", {"", R"({"name":"超时的","query":"view=late"})"}},
            {"casework.search", {"?q=" + http::percent_encode("路锥"), ""}},
            {"files.keep", {"", support::jpeg(), "image/jpeg"}},
            {"files.keep_voice", {"", "#!AMR\nsound", "audio/amr"}},
            {"files.wipe", {"", R"({"strokes":[{"x":1,"y":1,"to_x":9,"to_y":9,"radius":3}]})"}},
            {"grid.add_place", {"", place}},
            {"grid.edit_place", {"", place}},
            {"grid.check", {"", rules}},
            {"grid.labels", {"?ids=" + known.place, ""}},
            {"grid.import_ground",
             {"", R"({"boundary":)" + layer("boundary") + R"(,"roads":)" + layer("roads") + "}"}},
            {"grid.what_if", {"", rules}},
            {"playbook.explain_clock", {"?start=2026-03-02T08:00:00%2B08:00&limit=D3", ""}}};
}

Example example_of(const http::Route& route, const std::map<std::string, Example>& all, json::Node document) {
    if (const auto example = all.find(route.name); example != all.end()) return example->second;
    if (route.body == nullptr) return {};
    json::SchemaBook book;
    const auto schema = json::Document::parse(route.body(book));
    return {"", support::schema_example(schema->root(), document)};
}

// Where somebody is refused by right, the others came past it, whatever stopped them then.
std::string verdicts(const std::vector<std::string>& answers) {
    const bool by_right = std::ranges::count(answers, "403") > 0;
    const bool there =
        std::ranges::any_of(answers, [](const auto& one) { return one < "400" || one == "409"; });
    std::string row;
    for (const auto& one : answers)
        row += one == "403"                              ? "\tno"
               : there && one == "404"                   ? "\thidden"
               : by_right || one < "400" || one == "409" ? "\tmay"
                                                         : "\t-";
    return row;
}

// With the id of something that is there, or one that nothing has.
std::string path_of(const http::Route& route, const Known& known) {
    const auto id = route.pattern.starts_with("/api/v1/places")  ? known.place
                    : route.pattern.starts_with("/api/v1/files") ? known.file
                    : route.name == "casework.drop_filter"       ? known.filter
                                                                 : nothing_has_it;
    auto path = route.pattern;
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
        path.replace(at, path.find('}') - at + 1, id);
    return path;
}

} // namespace

TEST_F(Api, TheFolderApiIsWhatTheProgramSaysOfItself) {
    const auto files = documents(*begun->house);
    ASSERT_TRUE(files);
    for (const auto& [name, text] : *files) support::expect_golden("api/" + name, text);
}

TEST_F(Api, EveryRouteHasANameOfItsOwnAndEveryAnswerAShape) {
    const auto routes = routes_of(*begun->house);
    ASSERT_TRUE(routes);
    std::set<std::string> names;
    for (const auto& route : *routes) {
        if (!route.pattern.starts_with("/api/v1/")) continue;
        EXPECT_TRUE(names.insert(route.name).second) << route.name << " stands twice";
        EXPECT_FALSE(route.doc.empty()) << route.name;
    }
    EXPECT_GT(names.size(), 60U);
}

TEST_F(Api, WhatEachRoleIsAnsweredFitsTheDocument) {
    const auto files = documents(*begun->house);
    ASSERT_TRUE(files);
    const auto document = json::Document::parse(files->at("openapi.json"));
    ASSERT_TRUE(document);
    const auto routes = routes_of(*begun->house);
    ASSERT_TRUE(routes);
    auto served = Served::start(*begun->house, {.demo = begun->accounts});
    ASSERT_TRUE(served);
    const auto ask = [&](const std::string& path, const std::string& cookie) {
        http::Client client((*served)->port());
        client.get(path, "Cookie: gz_session=" + cookie + "\r\n");
        return client.answer();
    };
    std::set<std::string> fitted;
    for (const auto& account : begun->accounts) {
        const auto person = begun->house->sessions.sign_in(account.login, account.password, "contract");
        ASSERT_TRUE(person) << account.login;
        const auto& cookie = person->token;
        const auto case_id = first_id(body_of(ask("/api/v1/cases?view=all&limit=1", cookie)));
        const auto place_id = first_id(body_of(ask("/api/v1/places?limit=1", cookie)));
        for (const auto& route : *routes) {
            if (route.method != http::Method::get || route.answer == nullptr) continue;
            const auto path = address(route, case_id, place_id);
            if (path.empty()) continue;
            const auto answer = ask(path, cookie);
            // Refused by right or for want of a parameter; the feed is no JSON.
            if (!answer.starts_with("HTTP/1.1 200") || !contains(answer, "application/json")) continue;
            const auto value = json::Document::parse(body_of(answer));
            ASSERT_TRUE(value) << path;
            json::SchemaBook book;
            const auto schema = json::Document::parse(route.answer(book));
            const auto faults = support::schema_faults(value->root(), schema->root(), document->root());
            EXPECT_TRUE(faults.empty()) << account.login << " " << path << faults.front();
            fitted.insert(route.name);
        }
    }
    EXPECT_GT(fitted.size(), 15U);
    for (const auto* name : {"casework.list", "casework.file", "people.session", "people.roster"})
        EXPECT_TRUE(fitted.contains(name)) << name;
}

// 角色×路由: who is let through where, as a table that is read when it changes; a new route is a new line of
// it. "no" is refused by right, "may" is let through, "hidden" is told that what others see is not there;
// "-": the example does not fit or asks for what is not there, which says nothing of the right. What of a
// case each role sees, and may do, is the matter of the room that has cases (scope_test, permit_test).
TEST_F(Api, EachRoleIsLetThroughWhereTheTableSaysSo) {
    auto routes = routes_of(*begun->house);
    const auto files = documents(*begun->house);
    ASSERT_TRUE(routes && files);
    const auto document = json::Document::parse(files->at("openapi.json"));
    std::erase_if(*routes, [](const auto& route) {
        return !route.pattern.starts_with("/api/v1/") || route.access != http::Access::signed_in ||
               route.pattern.starts_with("/api/v1/cases/{id}");
    });
    // Signing out is asked last, since nothing of a role is let through after it.
    std::ranges::sort(*routes, {}, [](const auto& route) {
        return std::pair(route.name == "people.sign_out", route.name);
    });
    auto served = Served::start(*begun->house, {.demo = begun->accounts});
    ASSERT_TRUE(served);
    const auto ask = [&](http::Method method, const std::string& path, const Example& what,
                         const std::string& cookie) {
        http::Client one((*served)->port());
        one.say(std::string(http::method_name(method)) + " " + path +
                " HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\nX-Gezhi: 1\r\nContent-Type: " + what.type +
                "\r\nCookie: gz_session=" + cookie + "\r\nContent-Length: " + number(what.body.size()) +
                "\r\nConnection: close\r\n\r\n" + what.body);
        return one.answer();
    };
    std::vector<std::string> cookies;
    std::string table = "route";
    for (std::size_t i = 0; i < duties; ++i) {
        cookies.push_back(cookie_of(*begun->house, static_cast<Duty>(i)));
        table += "\t" + std::string(json::enum_name(static_cast<Duty>(i)));
    }
    const auto made_by_desk = [&](const std::string& path, const Example& what) {
        return first_id(
            body_of(ask(http::Method::post, path, what, cookies[static_cast<std::size_t>(Duty::desk)])));
    };
    Known known;
    known.place = first_id(body_of(ask(http::Method::get, "/api/v1/places?limit=1", {}, "")));
    known.file = made_by_desk("/api/v1/files", {"", support::jpeg(), "image/jpeg"});
    known.case_id = made_by_desk("/api/v1/cases", {"", report + R"(,"photos":[")" + known.file + "\"]}"});
    known.filter = made_by_desk("/api/v1/filters", {"", R"({"name":"我的","query":"view=mine"})"});
    for (const auto* one : {&known.place, &known.file, &known.case_id, &known.filter})
        ASSERT_EQ(one->size(), 26);
    const auto all_examples = examples(known);
    for (const auto& route : *routes) {
        const auto what = example_of(route, all_examples, document->root());
        const auto path = path_of(route, known) + what.after;
        const auto status = [&](const std::string& cookie) {
            return ask(route.method, path, what, cookie).substr(9, 3);
        };
        EXPECT_EQ(status(""), "401") << route.name << " answers nobody";
        std::vector<std::string> answers;
        for (const auto& cookie : cookies) {
            answers.push_back(status(cookie));
            EXPECT_TRUE(answers.back() != "401" && answers.back() < "500") << route.name << answers.back();
        }
        table += "\n" + route.name + verdicts(answers);
    }
    support::expect_golden("tests/contract/roles.tsv", table + "\n");
}
