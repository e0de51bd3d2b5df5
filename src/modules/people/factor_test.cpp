// The second factor from its arithmetic to signing in with it, the three administrators, and the sessions an
// account has open. On both databases.

#include "modules/people/http.hpp"
#include "modules/people/totp.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::people;

namespace {

const Code street{"310105006"};
constexpr std::string_view password = "lamp-42-post";

Hasher& cheap_hasher() {
    static Hasher hasher({1, 8192});
    return hasher;
}

SessionLimits strict() {
    SessionLimits limits;
    limits.second_factor_duties = {Duty::security_administrator};
    return limits;
}

struct House {
    explicit House(const std::string& url)
        : database(*sql::Database::open(url)),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h"}, {&room}, {}),
          factors(engine, vault), sessions(engine, rights, cheap_hasher(), strict(), &factors),
          persons(engine, vault), superfluous(engine), pool(1, 16) {
        require(create_side_tables(*database).has_value(), "side tables");
        require(engine.open().has_value(), "opens");
        Wiring wiring{engine, room, vault, cheap_hasher(), sessions, persons, superfluous, rights};
        wiring.factors = &factors;
        wiring.street = {street, "天山路街道", "Tianshan Road"};
        wiring.qr_svg = [](std::string_view text) { return "<svg>" + std::string(text) + "</svg>"; };
        http::DispatchParts parts;
        parts.routes = routes(std::move(wiring));
        parts.gate = gate(sessions, "http://street.test");
        dispatcher.emplace(std::move(parts), pool);
        add(admin, "admin", Duty::administrator);
    }

    Result<engine::Receipt> ask(PersonId person, Command command, Actor actor = setup(),
                                engine::Sides sides = {}) {
        engine::Task task;
        task.room = &room;
        task.stream = id_as<StreamId>(person);
        task.actor = std::move(actor);
        task.id = mint.id<CommandId>();
        task.command = std::move(command);
        task.sides = std::move(sides);
        return engine.ask_and_wait(std::move(task));
    }

    void add(PersonId person, const std::string& login, Duty duty) {
        engine::Sides sides;
        sides.put(CredentialRow{person, Code{login}, *cheap_hasher().hash(password)});
        sides.put(staff_row(vault, mint, person, {"王网格", "岗位"}));
        ASSERT_TRUE(
            ask(person, CreateAccount{Code{login}, Code{"zh-CN"}, {held(duty)}}, setup(), std::move(sides)));
    }

    Post held(Duty duty) { return {mint.id<PostId>(), duty, {}, {}, {}, {}}; }

    static Actor setup() {
        Actor actor;
        actor.kind = ActorKind::flow;
        actor.flow = Code{std::string(setup_flow)};
        return actor;
    }

    struct Answer {
        int status{0};
        std::string body{};
        std::string cookie{};

        std::string text(std::string_view key) const {
            const auto document = json::Document::parse(body);
            const auto found = document ? document->root().find(key) : std::nullopt;
            return found && found->type() == json::Type::string ? std::string(found->string())
                                                                : std::string();
        }
    };

    Answer ask(http::Method method, const std::string& path, std::string body, const std::string& cookie) {
        http::Request request;
        request.method = method;
        request.path = path;
        request.body = std::move(body);
        request.remote = "192.0.2.1";
        request.headers.add("origin", "http://street.test");
        request.headers.add("x-gezhi", "1");
        if (!cookie.empty()) request.headers.add("cookie", "gz_session=" + cookie);
        const auto response = dispatcher->answer(std::move(request));
        Answer answer{response.status, std::string(response.bytes()), {}};
        for (const auto& [name, value] : response.headers)
            if (name == "Set-Cookie") answer.cookie = value.substr(11, value.find(';') - 11);
        return answer;
    }

    Answer post(const std::string& path, const std::string& body, const std::string& cookie = {}) {
        return ask(http::Method::post, path, body, cookie);
    }

    Answer get(const std::string& path, const std::string& cookie) {
        return ask(http::Method::get, path, {}, cookie);
    }

    Answer sign_in(const std::string& login, const std::string& code = {}) {
        return post("/api/v1/session", R"({"login":")" + login + R"(","password":"lamp-42-post")" +
                                           (code.empty() ? "" : R"(,"code":")" + code + "\"") + "}");
    }

    // Sets one by the pages' own routes; the secret, and the recovery codes.
    std::pair<std::string, std::vector<std::string>> set_factor(const std::string& cookie) {
        const auto offered = post("/api/v1/session/factor", R"({"password":"lamp-42-post"})", cookie);
        EXPECT_EQ(offered.status, 200) << offered.body;
        const auto secret = *unbase32(offered.text("secret"));
        EXPECT_TRUE(contains(offered.text("qr"), "otpauth://totp/"));
        const auto set = post("/api/v1/session/factor/confirm",
                              R"({"code":")" + totp(secret, totp_step(clock.now())) + "\"}", cookie);
        EXPECT_EQ(set.status, 200) << set.body;
        const auto shown = json::read<wire::RecoveryShown>(set.body);
        EXPECT_TRUE(shown);
        clock.advance(std::chrono::seconds(totp_step_seconds));
        return {secret, shown ? shown->recovery : std::vector<std::string>{}};
    }

    std::string now_code(const std::string& secret) { return totp(secret, totp_step(clock.now())); }

    const PersonId admin{{1, 1}};
    const PersonId guard{{1, 2}};
    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
    engine::Mint mint{clock, 1};
    engine::Vault vault{std::string(32, 'k')};
    std::shared_ptr<Rights> rights = std::make_shared<Rights>();
    engine::RoomOf<People> room{People(rights)};
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
    SecondFactors factors;
    Sessions sessions;
    Persons persons;
    Superfluous superfluous;
    http::WorkerPool pool;
    std::optional<http::Dispatcher> dispatcher;
};

class Factor : public ::testing::Test {
protected:
    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            House house(url);
            body(house);
            EXPECT_TRUE(house.engine.replay_check()->ok());
            EXPECT_TRUE(house.engine.verify_chain()->ok());
        }
    }

    support::Folder folder;
};

} // namespace

TEST(Totp, GivesTheCodesOfTheStandard) {
    const std::string secret = "12345678901234567890"; // RFC 6238 appendix B, SHA-1, eight digits
    for (const auto& [seconds, code] : {std::pair{59LL, "94287082"},
                                        {1111111109LL, "07081804"},
                                        {1111111111LL, "14050471"},
                                        {1234567890LL, "89005924"},
                                        {2000000000LL, "69279037"},
                                        {20000000000LL, "65353130"}})
        EXPECT_EQ(totp(secret, totp_step(Instant{seconds * us_per_second}), 8), code);
    EXPECT_EQ(totp(secret, 1), "287082"); // RFC 4226 appendix D, count 1
}

TEST(Totp, ACodeIsGoodForItsStepAndTheOnesBesideButNeverTwice) {
    const std::string secret(totp_secret_bytes, 's');
    const Instant now{1'700'000'000 * us_per_second};
    const auto step = totp_step(now);
    for (const auto off : {-1, 0, 1})
        EXPECT_EQ(totp_match(secret, totp(secret, step + off), now, 0), step + off);
    EXPECT_FALSE(totp_match(secret, totp(secret, step - 2), now, 0));
    EXPECT_FALSE(totp_match(secret, totp(secret, step + 2), now, 0));
    EXPECT_FALSE(totp_match(secret, totp(secret, step), now, step));
    EXPECT_FALSE(totp_match(secret, "12345", now, 0));
}

TEST(Totp, SecretsAreWrittenInBase32) {
    EXPECT_EQ(base32("foobar"), "MZXW6YTBOI"); // RFC 4648 section 10
    EXPECT_EQ(unbase32("MZXW6YTBOI"), "foobar");
    EXPECT_FALSE(unbase32("a1"));
    EXPECT_EQ(totp_uri("foobar", "天山", "wang"),
              "otpauth://totp/%E5%A4%A9%E5%B1%B1:wang?secret=MZXW6YTBOI&issuer=%E5%A4%A9%E5%B1%B1&algorithm="
              "SHA1&digits=6&period=30");
}

TEST_F(Factor, OnceItIsSetThePasswordAloneOpensNothing) {
    on_both([](House& house) {
        const auto cookie = house.sign_in("admin").cookie;
        EXPECT_EQ(house.post("/api/v1/session/factor", R"({"password":"wrong-word-1"})", cookie).text("code"),
                  "people/wrong-password");
        EXPECT_EQ(house.post("/api/v1/session/factor/confirm", R"({"code":"000000"})", cookie).text("code"),
                  "people/nothing-pending");
        const auto [secret, recovery] = house.set_factor(cookie);
        ASSERT_EQ(recovery.size(), recovery_codes);
        EXPECT_EQ(house.sign_in("admin").text("code"), "people/code-needed");
        EXPECT_EQ(house.sign_in("admin", "000000").text("code"), "people/wrong-code");
        const auto code = house.now_code(secret);
        EXPECT_EQ(house.sign_in("admin", code).status, 200);
        EXPECT_EQ(house.sign_in("admin", code).text("code"), "people/wrong-code"); // used up
        EXPECT_EQ(house.sign_in("admin", lower_ascii(recovery[3])).status, 200);
        EXPECT_EQ(house.sign_in("admin", recovery[3]).text("code"), "people/wrong-code");
        EXPECT_EQ(house.sign_in("admin", recovery[4]).status, 200);
    });
}

TEST_F(Factor, WrongCodesCloseTheLoginAsWrongPasswordsDo) {
    on_both([](House& house) {
        const auto [secret, recovery] = house.set_factor(house.sign_in("admin").cookie);
        for (int i = 0; i < 5; ++i) EXPECT_EQ(house.sign_in("admin", "000000").status, 401);
        EXPECT_EQ(house.sign_in("admin", house.now_code(secret)).text("code"), "people/locked");
    });
}

TEST_F(Factor, APostThatAsksForOneOpensNothingBeforeItIsSet) {
    on_both([](House& house) {
        house.add(house.guard, "guard", Duty::security_administrator);
        const auto in = house.sign_in("guard");
        EXPECT_EQ(in.status, 200);
        EXPECT_TRUE(contains(in.body, R"("second_factor_required":true)"));
        EXPECT_EQ(house.get("/api/v1/people", in.cookie).text("code"), "people/factor-required");
        EXPECT_EQ(house.get("/api/v1/session", in.cookie).status, 200);
        (void)house.set_factor(in.cookie);
        EXPECT_EQ(house.get("/api/v1/people", in.cookie).status, 200);
        EXPECT_TRUE(contains(house.get("/api/v1/session", in.cookie).body, R"("second_factor":true)"));
    });
}

TEST_F(Factor, ALostTelephoneIsTakenOffBySomebodyElseAndEndsTheSessions) {
    on_both([](House& house) {
        house.add(house.guard, "guard", Duty::security_administrator);
        const auto guard = house.sign_in("guard").cookie;
        (void)house.set_factor(guard);
        const auto admin = house.sign_in("admin").cookie;
        const auto path = "/api/v1/people/" + house.admin.text() + "/drop_factor";
        EXPECT_EQ(house.post(path, "{}", guard).text("code"), "people/no-second-factor");
        (void)house.set_factor(admin);
        EXPECT_EQ(house.post(path, "{}", admin).text("code"), "people/not-own-factor");
        EXPECT_EQ(house.post(path, "{}", guard).status, 200);
        EXPECT_EQ(house.get("/api/v1/session", admin).status, 401);
        EXPECT_EQ(house.sign_in("admin").status, 200);
    });
}

TEST_F(Factor, NoAccountIsTwoAdministratorsAndOnceSplitEachKeepsToItsOwn) {
    on_both([](House& house) {
        const auto posts = [&](Duty a, Duty b) { return SetPosts{{house.held(a), house.held(b)}}; };
        for (const auto& [a, b] : {std::pair{Duty::administrator, Duty::security_administrator},
                                   {Duty::administrator, Duty::auditor},
                                   {Duty::security_administrator, Duty::auditor}})
            EXPECT_EQ(house.ask(house.admin, posts(a, b)).error().rule, &people::rules::two_administrators);
        EXPECT_TRUE(house.ask(house.admin, posts(Duty::administrator, Duty::desk)));
        const PersonId clerk{{1, 5}};
        house.add(clerk, "clerk", Duty::desk);
        const auto admin = house.rights->actor_of(house.admin, house.clock.now());
        EXPECT_TRUE(house.ask(clerk, SetPosts{{house.held(Duty::checker)}}, admin)); // nobody else is there
        house.add(house.guard, "guard", Duty::security_administrator);
        const auto guard = house.rights->actor_of(house.guard, house.clock.now());
        EXPECT_FALSE(house.rights->snapshot()->keeps_rights(admin, house.clock.now()));
        EXPECT_TRUE(house.rights->snapshot()->keeps_rights(guard, house.clock.now()));
        for (const Command& one : {Command(SetPosts{{house.held(Duty::desk)}}), Command(SetPassword{})}) {
            EXPECT_EQ(house.ask(clerk, one, admin).error().rule, &people::rules::by_security);
            EXPECT_TRUE(house.ask(clerk, one, guard));
        }
        EXPECT_EQ(house
                      .ask(PersonId{{1, 6}}, CreateAccount{Code{"new"}, Code{"en"}, {house.held(Duty::desk)}},
                           admin)
                      .error()
                      .rule,
                  &people::rules::by_security);
        EXPECT_TRUE(house.ask(PersonId{{1, 6}}, CreateAccount{Code{"new"}, Code{"en"}, {}}, admin));
        EXPECT_EQ(house.ask(PersonId{{1, 7}}, CreateAccount{Code{"x2"}, Code{"en"}, {}}, guard).error().rule,
                  &people::rules::not_administrator);
        EXPECT_EQ(house.ask(house.guard, SetPosts{{house.held(Duty::desk)}}, guard).error().rule,
                  &people::rules::last_security);
        EXPECT_EQ(house.ask(house.guard, CloseAccount{}, admin).error().rule, &people::rules::last_security);
        EXPECT_TRUE(house.ask(house.guard, CloseAccount{})); // the operator at the machine
        EXPECT_TRUE(house.ask(clerk, SetPosts{{house.held(Duty::desk)}}, admin));
    });
}

TEST_F(Factor, SessionsAreListedAndEndedByTheirOwnerAndTheSecurityAdministrator) {
    on_both([](House& house) {
        const auto path = "/api/v1/people/" + house.admin.text();
        const auto here = house.sign_in("admin").cookie;
        house.clock.advance(std::chrono::minutes(1));
        const auto there = house.sign_in("admin").cookie;
        const auto list = house.get(path + "/sessions", here);
        EXPECT_EQ(list.status, 200);
        const auto there_id = token_digest(there).text();
        EXPECT_TRUE(contains(list.body, there_id));
        EXPECT_FALSE(contains(list.body, there));
        EXPECT_TRUE(contains(list.body, R"("present":true)"));
        EXPECT_EQ(house.post(path + "/end_session", R"({"session":")" + there_id + "\"}", here).status, 204);
        EXPECT_EQ(house.get("/api/v1/session", there).status, 401);
        EXPECT_EQ(house.get("/api/v1/session", here).status, 200);
        EXPECT_EQ(house.post(path + "/end_session", R"({"session":")" + there_id + "\"}", here).text("code"),
                  "people/no-such-session");
        house.add(house.guard, "guard", Duty::security_administrator);
        const auto guard = house.sign_in("guard").cookie;
        (void)house.set_factor(guard);
        const auto guards = "/api/v1/people/" + house.guard.text() + "/sessions";
        EXPECT_EQ(house.get(guards, here).text("code"), "people/by-security");
        EXPECT_EQ(house.get(path + "/sessions", guard).status, 200);
        EXPECT_EQ(
            house.post(path + "/end_session", R"({"session":")" + token_digest(here).text() + "\"}", guard)
                .status,
            204);
        EXPECT_EQ(house.get("/api/v1/session", here).status, 401);
    });
}
