// The API against its own document: api/ is what the program says of itself, every change says what it takes,
// and what each role is answered in the demo street fits the schema to the last member.

#include "apps/begin.hpp"
#include "apps/documents.hpp"
#include "apps/serve.hpp"
#include "http/client_for_test.hpp"
#include "json/json.hpp"
#include "support/databases.hpp"
#include "support/golden.hpp"
#include "support/schema_check.hpp"

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
