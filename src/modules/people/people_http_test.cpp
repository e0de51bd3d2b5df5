// The routes and the gate as the server runs them, without a socket.

#include "modules/people/http.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::people;
using http::Method;

namespace {

const Code street{"310105006"};
constexpr std::string_view first_password = "lamp-42-post";

Hasher& cheap_hasher() {
    static Hasher hasher({1, 8192});
    return hasher;
}

struct House {
    explicit House(const std::string& url, bool demo = false)
        : database(*sql::Database::open(url)),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h"}, {&room}, {}),
          sessions(engine, rights, cheap_hasher()), persons(engine, vault), superfluous(engine), pool(1, 16) {
        require(create_side_tables(*database).has_value(), "side tables");
        require(engine.open().has_value(), "opens");
        Wiring wiring{engine, room, vault, cheap_hasher(), sessions, persons, superfluous, rights};
        wiring.street = {street, "天山路街道", "Tianshan Road"};
        wiring.version = "0.1.0";
        wiring.public_url = "http://street.test";
        if (demo) wiring.demo = {{"wang", "lamp-42-post", "王网格", "网格长", Duty::grid_leader, "城运中心"}};
        wiring.units = [] {
            return std::vector<wire::Unit>{{Code{"city_ops"}, "城运中心", Code{"street"}, {}}};
        };
        wiring.grids = [] { return std::vector<wire::Grid>{{Code{"310105006-G1"}, "第一网格", {}}}; };
        http::DispatchParts parts;
        parts.routes = routes(std::move(wiring));
        parts.routes.push_back({Method::get, "/open", "test.open", http::Access::any, "",
                                http::Handler([](const http::Request& request) -> Result<http::Response> {
                                    return http::json_response(visitor(request) ? "known" : "nobody");
                                })});
        parts.gate = gate(sessions, "http://street.test");
        dispatcher.emplace(std::move(parts), pool);
        first();
    }

    // As the operator does at the machine.
    void first() {
        engine::Task task;
        task.room = &room;
        task.stream = id_as<StreamId>(admin);
        task.actor.kind = ActorKind::flow;
        task.actor.flow = Code{std::string(setup_flow)};
        task.id = engine::command_id(street, task.actor, "first");
        task.command = Command(CreateAccount{
            Code{"wang"}, Code{"zh-CN"}, {{PostId{{9, 9}}, Duty::administrator, {}, {}, {}, {}}}});
        task.sides.put(CredentialRow{admin, Code{"wang"}, *cheap_hasher().hash(first_password)});
        task.sides.put(staff_row(vault, mint, admin, {"王网格", "管理员"}));
        require(engine.ask_and_wait(std::move(task)).has_value(), "the first administrator");
    }

    struct Answer {
        int status{0};
        std::string body{};
        std::string cookie{};

        std::string text(std::string_view key) const {
            const auto document = json::Document::parse(body);
            if (!document) return {};
            const auto found = document->root().find(key);
            return found && found->type() == json::Type::string ? std::string(found->string())
                                                                : std::string();
        }

        std::string code() const { return text("code"); }
    };

    Answer ask(Method method, const std::string& path, std::string body = {}, const std::string& cookie = {},
               const std::vector<std::pair<std::string, std::string>>& more = {}) {
        http::Request request;
        request.method = method;
        request.path = path;
        request.body = std::move(body);
        request.remote = "192.0.2.1";
        if (method != Method::get) {
            request.headers.add("origin", "http://street.test");
            request.headers.add("x-gezhi", "1");
        }
        if (!cookie.empty()) request.headers.add("cookie", "gz_session=" + cookie);
        for (const auto& [name, value] : more) request.headers.add(name, value);
        const auto response = dispatcher->answer(std::move(request));
        Answer answer{response.status, std::string(response.bytes()), {}};
        for (const auto& [name, value] : response.headers)
            if (name == "Set-Cookie") {
                cookie_line_seen = value;
                answer.cookie = value.substr(11, value.find(';') - 11);
            }
        return answer;
    }

    Answer get(const std::string& path, const std::string& cookie = {}) {
        return ask(Method::get, path, {}, cookie);
    }

    Answer post(const std::string& path, const std::string& body, const std::string& cookie = {}) {
        return ask(Method::post, path, body, cookie);
    }

    std::string sign_in(const std::string& login, const std::string& password = std::string(first_password)) {
        return post("/api/v1/session", R"({"login":")" + login + R"(","password":")" + password + R"("})")
            .cookie;
    }

    std::string create(const std::string& admin_cookie, const std::string& login, const std::string& posts) {
        return post("/api/v1/people",
                    R"({"login":")" + login + R"(","name":"李联络","password":"lamp-42-post","posts":[)" +
                        posts + "]}",
                    admin_cookie)
            .text("id");
    }

    const PersonId admin{{1, 1}};
    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
    engine::Mint mint{clock, 1};
    engine::Vault vault{std::string(32, 'k')};
    std::shared_ptr<Rights> rights = std::make_shared<Rights>();
    engine::RoomOf<People> room{People(rights)};
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
    Sessions sessions;
    Persons persons;
    Superfluous superfluous;
    http::WorkerPool pool;
    std::optional<http::Dispatcher> dispatcher;
    std::string cookie_line_seen;
};

class PeopleHttp : public ::testing::Test {
protected:
    support::Folder folder;
};

} // namespace

TEST_F(PeopleHttp, SigningInSetsACookieThatScriptsCannotReadAndSigningOutEndsIt) {
    House house(support::sqlite_url(folder));
    EXPECT_EQ(house.get("/api/v1/session").status, 401);
    EXPECT_EQ(house.get("/api/v1/session").code(), people::rules::signed_out.code);
    const auto wrong = house.post("/api/v1/session", R"({"login":"wang","password":"x"})");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.code(), people::rules::wrong_login.code);
    const auto answer = house.post("/api/v1/session", R"({"login":"wang","password":"lamp-42-post"})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_TRUE(contains(house.cookie_line_seen, "; HttpOnly; SameSite=Lax"));
    EXPECT_TRUE(contains(house.cookie_line_seen, "; Path=/"));
    EXPECT_TRUE(contains(answer.body, R"("duties":["administrator"])"));
    EXPECT_TRUE(contains(answer.body, R"("name":"王网格")"));
    EXPECT_TRUE(contains(answer.body, R"("now":"2026-11-23T09:00:00+08:00")"));
    EXPECT_EQ(house.get("/api/v1/session", answer.cookie).status, 200);
    EXPECT_EQ(house.get("/open", answer.cookie).body, "known");
    EXPECT_EQ(house.get("/open").body, "nobody");
    EXPECT_EQ(house.get("/open", "stale").body, "nobody");
    EXPECT_EQ(house.ask(Method::del, "/api/v1/session", {}, answer.cookie).status, 204);
    EXPECT_TRUE(contains(house.cookie_line_seen, "Max-Age=0"));
    EXPECT_EQ(house.get("/api/v1/session", answer.cookie).status, 401);
}

TEST_F(PeopleHttp, AForeignPageChangesNothing) {
    House house(support::sqlite_url(folder));
    const auto cookie = house.sign_in("wang");
    http::Request request;
    request.method = Method::post;
    request.path = "/api/v1/tokens";
    request.body = R"({"label":"x"})";
    request.headers.add("cookie", "gz_session=" + cookie);
    request.headers.add("origin", "http://evil.test");
    request.headers.add("x-gezhi", "1");
    EXPECT_EQ(house.dispatcher->answer(request).status, 403);
    http::Request simple = request;
    simple.headers = {};
    simple.headers.add("cookie", "gz_session=" + cookie);
    simple.headers.add("origin", "http://street.test");
    EXPECT_EQ(house.dispatcher->answer(simple).status, 403); // our origin, but a form could send it
}

TEST_F(PeopleHttp, FiveWrongPasswordsAnswer429WithRetryAfter) {
    House house(support::sqlite_url(folder));
    for (int i = 0; i < 5; ++i) house.sign_in("wang", "wrong-42-x");
    const auto answer = house.post("/api/v1/session", R"({"login":"wang","password":"lamp-42-post"})");
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.code(), people::rules::locked.code);
}

TEST_F(PeopleHttp, ABearerTokenWorksWithoutCookieAndMakesNoFurtherOnes) {
    House house(support::sqlite_url(folder));
    const auto cookie = house.sign_in("wang");
    const auto token = house.post("/api/v1/tokens", R"({"label":"phone"})", cookie).text("token");
    ASSERT_EQ(token.size(), 43U);
    const std::vector<std::pair<std::string, std::string>> bearer{{"authorization", "Bearer " + token}};
    EXPECT_EQ(house.ask(Method::get, "/api/v1/session", {}, {}, bearer).status, 200);
    EXPECT_EQ(house.get("/api/v1/session", token).status, 401); // no cookie is made of a token
    const auto more = house.ask(Method::post, "/api/v1/tokens", R"({"label":"x"})", {}, bearer);
    EXPECT_EQ(more.status, 403);
    EXPECT_EQ(more.code(), people::rules::cookie_only.code);
}

TEST_F(PeopleHttp, AnAdministratorMakesAccountsAndNobodyElseDoes) {
    House house(support::sqlite_url(folder));
    const auto admin = house.sign_in("wang");
    const auto id = house.create(admin, "li", R"({"duty":"desk"},{"duty":"handler","unit":"city_ops"})");
    ASSERT_EQ(id.size(), 26U);
    const auto li = house.sign_in("li");
    ASSERT_FALSE(li.empty());
    EXPECT_TRUE(contains(house.get("/api/v1/session", li).body, R"("unit_name":"城运中心")"));
    EXPECT_EQ(house.get("/api/v1/people", li).code(), people::rules::not_administrator.code);
    EXPECT_EQ(house.post("/api/v1/people/" + id + "/close", {}, li).status, 403);
    EXPECT_TRUE(contains(house.get("/api/v1/people", admin).body, R"("login":"li","name":"李联络")"));
    EXPECT_TRUE(
        contains(house.get("/api/v1/people", admin).body, R"("keeps_rights":true,"keeps_accounts":true)"));

    const auto create = [&](const std::string& body) { return house.post("/api/v1/people", body, admin); };
    EXPECT_EQ(create(R"({"login":"li","name":"甲","password":"lamp-42-post","posts":[]})").code(),
              people::rules::login_taken.code);
    EXPECT_EQ(create(R"({"login":"yi","name":"甲","password":"short","posts":[]})").code(),
              people::rules::weak_password.code);
    EXPECT_EQ(create(R"({"login":"yi","name":" ","password":"lamp-42-post","posts":[]})").code(),
              people::rules::no_name.code);
    const auto faulty = create(R"({"login":"yi","posts":[{"duty":"king"}]})");
    EXPECT_EQ(faulty.status, 422);
    EXPECT_TRUE(contains(faulty.body, "/posts/0/duty"));
    EXPECT_EQ(house.post("/api/v1/people/nobody/close", {}, admin).code(), people::rules::no_such_id.code);
    EXPECT_EQ(house.post("/api/v1/people/" + PersonId{{3, 3}}.text() + "/close", {}, admin).code(),
              people::rules::missing.code);
}

TEST_F(PeopleHttp, PostsKeepTheirIdsAndSessionsFollowThePostsAtOnce) {
    House house(support::sqlite_url(folder));
    const auto admin = house.sign_in("wang");
    const auto id = house.create(admin, "li", R"({"duty":"desk"})");
    const auto li = house.sign_in("li");
    const auto person = *PersonId::parse(id);
    const auto before = house.rights->snapshot()->people.at(person).posts.front().id;
    const auto set = [&](const std::string& posts,
                         const std::vector<std::pair<std::string, std::string>>& more = {}) {
        return house.ask(Method::post, "/api/v1/people/" + id + "/set_posts", R"({"posts":[)" + posts + "]}",
                         admin, more);
    };
    EXPECT_EQ(set(R"({"duty":"desk"},{"duty":"checker"})", {{"if-match", "\"1\""}}).status, 412);
    EXPECT_EQ(set(R"({"duty":"desk"})", {{"if-match", "x"}}).code(), people::rules::bad_version.code);
    EXPECT_EQ(set(R"({"duty":"desk"})", {{"idempotency-key", "short"}}).code(),
              people::rules::bad_idempotency_key.code);
    const std::vector<std::pair<std::string, std::string>> key{{"idempotency-key", "0123456789abcdef"}};
    const auto done = set(R"({"duty":"desk"},{"duty":"checker"})", key);
    EXPECT_EQ(done.status, 200);
    EXPECT_EQ(set(R"({"duty":"desk"},{"duty":"checker"})", key).body, done.body);
    EXPECT_EQ(set(R"({"duty":"desk"})", key).status, 422); // the same key for something else
    EXPECT_EQ(house.rights->snapshot()->people.at(person).version, 3);
    EXPECT_EQ(house.rights->snapshot()->people.at(person).posts.front().id, before);
    EXPECT_TRUE(contains(house.get("/api/v1/session", li).body, R"("duties":["desk","checker"])"));
    EXPECT_EQ(house.post("/api/v1/people/" + house.admin.text() + "/close", {}, admin).code(),
              people::rules::last_administrator.code);
    EXPECT_EQ(house.post("/api/v1/people/" + id + "/close", {}, admin).status, 200);
    EXPECT_EQ(house.get("/api/v1/session", li).status, 401);
    EXPECT_EQ(house.post("/api/v1/people/" + id + "/reopen", {}, admin).status, 200);
    EXPECT_EQ(house.get("/api/v1/session", li).status, 401);
}

TEST_F(PeopleHttp, OnesOwnPasswordNeedsThePresentOneAndEndsTheOtherSessions) {
    House house(support::sqlite_url(folder));
    const auto admin = house.sign_in("wang");
    const auto id = house.create(admin, "li", "");
    const auto path = "/api/v1/people/" + id + "/set_password";
    const auto here = house.sign_in("li");
    const auto elsewhere = house.sign_in("li");
    EXPECT_EQ(house.post(path, R"({"password":"lamp-43-post"})", here).code(),
              people::rules::wrong_password.code);
    EXPECT_EQ(house.post(path, R"({"password":"lamp-43-post","current":"x"})", here).code(),
              people::rules::wrong_password.code);
    EXPECT_EQ(house
                  .post("/api/v1/people/" + house.admin.text() + "/set_password",
                        R"({"password":"lamp-43-post"})", here)
                  .code(),
              people::rules::not_administrator.code);
    const auto done = house.post(path, R"({"password":"lamp-43-post","current":"lamp-42-post"})", here);
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(house.get("/api/v1/session", done.cookie).status, 200);
    EXPECT_EQ(house.get("/api/v1/session", here).status, 401);
    EXPECT_EQ(house.get("/api/v1/session", elsewhere).status, 401);
    EXPECT_TRUE(house.sign_in("li").empty());
    EXPECT_FALSE(house.sign_in("li", "lamp-43-post").empty());
    EXPECT_EQ(house.post(path, R"({"password":"lamp-44-post"})", admin).status,
              200); // forgotten: ask the office
    EXPECT_FALSE(house.sign_in("li", "lamp-44-post").empty());
}

TEST_F(PeopleHttp, TheRosterShowsUnitsLeadersAndWhoIsOnDuty) {
    House house(support::sqlite_url(folder));
    const auto admin = house.sign_in("wang");
    const auto id = house.create(admin, "li", R"({"duty":"grid_leader","grid":"310105006-G1"})");
    const auto li = house.sign_in("li");
    const auto empty = house.get("/api/v1/roster", li);
    EXPECT_EQ(empty.status, 200);
    EXPECT_FALSE(contains(empty.body, "duty_now"));
    EXPECT_TRUE(contains(empty.body, R"("leader":"李联络")"));
    const auto shift = [&](const std::string& from, const std::string& until) {
        return R"({"shifts":[{"weekday":7,"from":")" + from + R"(","until":")" + until + R"(","person":")" +
               id + R"(","deputy":")" + house.admin.text() + R"("}]})";
    };
    EXPECT_EQ(house.post("/api/v1/roster/duty", shift("18:00", "10:00"), li).code(),
              people::rules::not_for_duty.code);
    for (const auto* wrong : {"8:00", "25:00", "12:60", "24:00", "ab:cd"})
        EXPECT_EQ(house.post("/api/v1/roster/duty", shift(wrong, "10:00"), admin).code(),
                  people::rules::shift_time.code)
            << wrong;
    EXPECT_EQ(house.post("/api/v1/roster/duty", shift("18:00", "10:00"), admin).status, 201);
    const auto full = house.get("/api/v1/roster", li).body; // Monday 9:00: the shift of Sunday evening
    EXPECT_TRUE(contains(full, R"("duty_now":{"name":"李联络","deputy":"王网格"})")) << full;
    EXPECT_TRUE(contains(full, R"("weekday":7,"from":"18:00","until":"10:00")")) << full;
    EXPECT_FALSE(contains(full, R"("change")")) << full; // what a new list needs is for who may set it
    EXPECT_TRUE(
        contains(house.get("/api/v1/roster", admin).body, R"("change":{"version":1,"people":[{"id":)"));
    EXPECT_TRUE(contains(house.get("/api/v1/session", li).body, "duty_officer"));
}

TEST_F(PeopleHttp, StepsAreCountedBySignedInPeopleAndReadByTheAdministrator) {
    House house(support::sqlite_url(folder));
    EXPECT_EQ(house.post("/api/v1/superfluous", R"({"page":"case","step":"note"})").status, 401);
    const auto admin = house.sign_in("wang");
    house.create(admin, "li", "");
    const auto li = house.sign_in("li");
    EXPECT_EQ(house.post("/api/v1/superfluous", R"({"page":"case","step":"note"})", li).status, 204);
    EXPECT_EQ(house.get("/api/v1/superfluous", li).status, 403);
    EXPECT_EQ(house.get("/api/v1/superfluous", admin).body,
              R"({"items":[{"page":"case","step":"note","n":1}]})");
}

TEST_F(PeopleHttp, WhatADeviceKeptForOnePersonIsNeverTakenFromAnother) {
    House house(support::sqlite_url(folder));
    const auto admin = house.sign_in("wang");
    const auto step = [&](const std::string& person) {
        return house.ask(Method::post, "/api/v1/superfluous", R"({"page":"case","step":"note"})", admin,
                         {{"x-gezhi-person", person}});
    };
    EXPECT_EQ(step(house.admin.text()).status, 204);
    const auto other = step(PersonId{{7, 7}}.text());
    EXPECT_EQ(other.status, 401);
    EXPECT_EQ(other.code(), people::rules::other_person.code);
    EXPECT_EQ(step("nobody").status, 401);
    EXPECT_TRUE(contains(house.get("/api/v1/superfluous", admin).body, R"("n":1)"));
}

TEST_F(PeopleHttp, TheDemoShowsItsAccountsAndARealStreetHasNone) {
    House real(support::sqlite_url(folder));
    EXPECT_EQ(real.get("/api/v1/demo/accounts").status, 404);
    EXPECT_EQ(real.get("/api/v1/demo/accounts").code(), people::rules::not_demo.code);
    EXPECT_TRUE(contains(real.get("/api/v1/about").body, R"("demo":false)"));
    House demo(support::sqlite_url(folder), true);
    EXPECT_TRUE(
        contains(demo.get("/api/v1/demo/accounts").body, R"("login":"wang","password":"lamp-42-post")"));
    EXPECT_TRUE(contains(demo.get("/api/v1/about").body, R"("name_en":"Tianshan Road")"));
}

TEST(Rooms, FollowTheDuties) {
    Actor actor;
    EXPECT_TRUE(rooms_for(actor).empty());
    actor.posts = {{PostId{{1, 1}}, Duty::handler, {}, {}}};
    EXPECT_EQ(rooms_for(actor), (std::vector<std::string>{"today", "casework", "grid", "roster"}));
    actor.posts = {{PostId{{1, 1}}, Duty::auditor, {}, {}}};
    EXPECT_EQ(rooms_for(actor), (std::vector<std::string>{"casework", "grid", "roster", "trail", "access"}));
    actor.posts = {{PostId{{1, 1}}, Duty::security_administrator, {}, {}}};
    EXPECT_EQ(rooms_for(actor), (std::vector<std::string>{"grid", "roster", "people"}));
    actor.posts = {{PostId{{1, 1}}, Duty::data_officer, {}, {}}};
    EXPECT_EQ(rooms_for(actor), (std::vector<std::string>{"grid", "roster", "privacy", "access"}));
}
