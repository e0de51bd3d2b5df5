// The routes without a socket: one language at a time, loud warnings, changes by an administrator only.

#include "modules/people/query.hpp"
#include "modules/playbook/explain.hpp"
#include "modules/playbook/http.hpp"
#include "modules/playbook/load.hpp"
#include "modules/playbook/playbook.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::playbook;
using http::Method;

namespace {

const Code street{"310105006"};

// One grid everywhere.
class OneGrid final : public grid::Ground {
public:
    grid::Located locate(geo::Point) const override { return {Code{"310105006-G1"}, Code{"1"}, true, {}, 0}; }

    Code partition() const override { return Code{"1"}; }

    std::vector<grid::GridName> grids() const override { return {}; }

    std::optional<grid::PlaceFound> place(const Code&) const override { return std::nullopt; }

    std::optional<grid::PlaceFound> place(PlaceId) const override { return std::nullopt; }

    std::vector<grid::PlaceFound> find_places(std::string_view, std::size_t) const override { return {}; }

    geo::Plane plane() const override { return geo::Plane({312'000'000, 1'214'000'000}); }
};

struct House {
    House()
        : database(*sql::Database::open(support::sqlite_url(folder))),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h"}, {&room}, {}),
          router(routes({engine, room, books, std::make_shared<OneGrid>(),
                         std::make_shared<text::Locale>(*text::Locale::load(GEZHI_SOURCE_DIR "/locale")),
                         [](const EmergencyRules&, std::string_view text) -> std::optional<EmergencyFound> {
                             if (!contains(text, "着火")) return std::nullopt;
                             return EmergencyFound{"fire", {"119", "110"}, {"着火"}};
                         }})) {
        require(engine.open().has_value(), "opens");
    }

    void adopt() {
        engine::Task task;
        task.room = &room;
        task.stream = rules_stream;
        task.actor.kind = ActorKind::flow;
        task.actor.flow = Code{std::string(setup_flow)};
        task.id = engine::command_id(street, task.actor, "adopt");
        task.command = Command(AdoptPlaybook{*load(GEZHI_SOURCE_DIR "/playbook")});
        require(engine.ask_and_wait(std::move(task)).has_value(), "adopts");
    }

    Result<http::Response> ask(Method method, const std::string& path, std::string body = {},
                               Duty duty = Duty::desk) {
        http::Request request;
        request.method = method;
        request.path = path.substr(0, path.find('?'));
        if (const auto at = path.find('?'); at != std::string::npos)
            request.query = *http::parse_pairs(path.substr(at + 1), 10);
        request.body = std::move(body);
        if (english) request.headers.add("accept-language", "en");
        people::SignedIn who;
        who.person = PersonId{{1, 1}};
        who.actor.kind = ActorKind::person;
        who.actor.person = who.person;
        who.actor.posts.push_back({PostId{{2, 1}}, duty, {}, {}});
        request.visitor = who;
        const auto match = router.find(method, request.path);
        require(match.route != nullptr, "a route");
        return std::get<http::Handler>(match.route->handler)(request);
    }

    std::string text(Method method, const std::string& path, std::string body = {}) {
        const auto answer = ask(method, path, std::move(body));
        require(answer.has_value(), "an answer");
        return std::string(answer->bytes());
    }

    support::Folder folder;
    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
    engine::Mint mint{clock, 1};
    std::shared_ptr<Books> books = std::make_shared<Books>();
    engine::RoomOf<PlaybookRoom> room{PlaybookRoom(books)};
    std::shared_ptr<sql::Database> database;
    engine::Engine engine;
    http::Router router;
    bool english{false};
};

std::string year_file(const std::string& year) {
    return json::write(*load_year(GEZHI_SOURCE_DIR "/playbook/calendar/" + year + ".json"));
}

} // namespace

TEST(PlaybookHttp, TheBookComesInTheLanguageOfTheRequest) {
    House house;
    house.adopt();
    const auto chinese = house.text(Method::get, "/api/v1/playbook");
    EXPECT_TRUE(contains(chinese, R"("version":"1")"));
    EXPECT_TRUE(contains(chinese, R"("code":"06010","name":"暴露垃圾")"));
    EXPECT_TRUE(contains(chinese, R"("id":"solved","text":"实际解决")"));
    EXPECT_TRUE(contains(chinese, R"("return":[{"id":"not_our_duty")"));
    EXPECT_EQ(house.text(Method::get, "/api/v1/playbook"), chinese);
    house.english = true;
    const auto english = house.text(Method::get, "/api/v1/playbook");
    EXPECT_TRUE(contains(english, R"("id":"solved","text":"Really solved")"));
    EXPECT_FALSE(contains(english, "实际解决"));
}

TEST(PlaybookHttp, EveryClassHasAConditionAndAClosingFamilyThatIsThere) {
    const auto shipped = load(GEZHI_SOURCE_DIR "/playbook");
    Rulebook book;
    book.index = PlaybookIndex(*shipped);
    const auto all = shown(book, false);
    EXPECT_GE(all.classes.size(), 250U);
    for (const auto& one : all.classes) {
        EXPECT_FALSE(one.conditions.empty()) << one.code;
        EXPECT_FALSE(one.major_name.empty()) << one.code;
        EXPECT_TRUE(std::any_of(all.closing_conditions.begin(), all.closing_conditions.end(),
                                [&](const auto& closing) { return closing.family == one.closing_family; }))
            << one.code;
        for (const auto& condition : one.conditions) EXPECT_FALSE(condition.text.empty()) << one.code;
    }
}

TEST(PlaybookHttp, ASuggestionNamesClassesPathsAndDangers) {
    House house;
    house.adopt();
    const auto garbage = house.text(Method::post, "/api/v1/playbook/suggest",
                                    R"({"text":"路边有暴露垃圾","lat":31.21,"lon":121.4})");
    EXPECT_TRUE(contains(garbage, R"("classes":[{"code":"06010")"));
    EXPECT_TRUE(contains(garbage, R"("abstained":false)"));
    EXPECT_TRUE(contains(garbage, R"("grid":"310105006-G1")"));
    EXPECT_FALSE(contains(garbage, "emergency"));
    const auto fire = house.text(Method::post, "/api/v1/playbook/suggest", R"({"text":"楼下着火了"})");
    EXPECT_TRUE(contains(fire, R"("emergency":{"group":"fire")"));
    EXPECT_TRUE(contains(fire, R"("numbers":["119","110"])"));
    const auto nothing = house.text(Method::post, "/api/v1/playbook/suggest", R"({"text":"qqq"})");
    EXPECT_TRUE(contains(nothing, R"("classes":[],"abstained":true)"));
    const auto court = house.text(Method::post, "/api/v1/playbook/suggest", R"({"text":"我要信访"})");
    EXPECT_FALSE(contains(court, R"("legal_paths":[])"));
}

TEST(PlaybookHttp, AMissingYearIsALoudWarningUntilItIsImported) {
    House house;
    house.adopt();
    const auto before = house.text(Method::get, "/api/v1/calendar");
    EXPECT_TRUE(contains(before, "calendar/year-missing:2026"));
    EXPECT_TRUE(contains(before, "calendar/year-missing:2027")); // November: next year is near
    EXPECT_TRUE(contains(house.text(Method::get, "/api/v1/playbook"), "calendar/year-missing:2026"));
    const auto refused = house.ask(Method::post, "/api/v1/calendar/years", year_file("2026"));
    EXPECT_EQ(refused.error().rule, &playbook::rules::not_administrator);
    ASSERT_TRUE(house.ask(Method::post, "/api/v1/calendar/years", year_file("2026"), Duty::administrator));
    const auto after = house.text(Method::get, "/api/v1/calendar");
    EXPECT_FALSE(contains(after, "calendar/year-missing:2026"));
    EXPECT_TRUE(contains(after, "calendar/year-missing:2027"));
    EXPECT_TRUE(contains(after, R"("working_days":248)"));
    EXPECT_FALSE(contains(house.text(Method::get, "/api/v1/playbook"), "calendar/year-missing:2026"));
}

TEST(PlaybookHttp, SuspensionsAndWindowsAreSetByAnAdministrator) {
    House house;
    const auto admin = Duty::administrator;
    ASSERT_TRUE(house.ask(
        Method::post, "/api/v1/calendar/suspensions",
        R"({"from":"2026-09-16T12:00:00+08:00","to":"2026-09-17T12:00:00+08:00","document":"防汛9号"})",
        admin));
    ASSERT_TRUE(house.ask(Method::post, "/api/v1/calendar/windows",
                          R"({"windows":[{"from":"08:30","to":"11:30"},{"from":"13:00","to":"18:00"}]})",
                          admin));
    const auto shown = house.text(Method::get, "/api/v1/calendar");
    EXPECT_TRUE(contains(shown, "防汛9号"));
    EXPECT_TRUE(contains(shown, R"({"from":"08:30","to":"11:30"})"));
    for (const auto* wrong : {"8:30", "25:00", "08-30", "08:60"})
        EXPECT_EQ(house
                      .ask(Method::post, "/api/v1/calendar/windows",
                           R"({"windows":[{"from":")" + std::string(wrong) + R"(","to":"18:00"}]})", admin)
                      .error()
                      .rule,
                  &playbook::rules::clock_time)
            << wrong;
}

TEST(PlaybookHttp, CheckingNamesEachFaultAndAdoptingRefusesThem) {
    House house;
    auto book = *load(GEZHI_SOURCE_DIR "/playbook");
    EXPECT_TRUE(contains(house.text(Method::post, "/api/v1/playbook/check", json::write(book)),
                         R"("whole":true,"errors":[])"));
    book.limits.limits.front().limit = "soon";
    const auto faults = house.text(Method::post, "/api/v1/playbook/check", json::write(book));
    EXPECT_TRUE(contains(faults, R"("pointer":"/limits/limits/0/limit","code":"playbook/limit-shape")"));
    EXPECT_TRUE(contains(faults, "时限写法不对：soon"));
    const auto adopted =
        house.ask(Method::post, "/api/v1/playbook/adopt", json::write(book), Duty::administrator);
    EXPECT_EQ(adopted.error().rule, &playbook::rules::inconsistent);
}

TEST(PlaybookHttp, AClockIsExplainedAndNamesTheYearItMisses) {
    House house;
    ASSERT_TRUE(house.ask(Method::post, "/api/v1/calendar/years", year_file("2026"), Duty::administrator));
    const auto told =
        house.text(Method::get, "/api/v1/calendar/explain?limit=W4&start=2026-11-23T10:00:00%2B08:00");
    EXPECT_TRUE(contains(told, R"("due_at":"2026-11-23T15:00:00+08:00")"));
    EXPECT_TRUE(contains(told, R"("missing_years":[])"));
    EXPECT_TRUE(contains(told, "国务院办公厅"));
    const auto late =
        house.text(Method::get, "/api/v1/calendar/explain?limit=D30&start=2026-12-20T10:00:00%2B08:00");
    EXPECT_TRUE(contains(late, R"("missing_years":[2027])"));
    EXPECT_EQ(house.ask(Method::get, "/api/v1/calendar/explain?limit=W4").error().rule,
              &playbook::rules::start_missing);
    EXPECT_EQ(house.ask(Method::get, "/api/v1/calendar/explain?limit=X&start=2026-12-20T10:00:00%2B08:00")
                  .error()
                  .rule,
              &calendar::rules::limit_form);
}

TEST(PlaybookHttp, LinesOfAnExplanationAddUpToTheLimit) {
    Rulebook book;
    book.calendar = *calendar::Calendar::make(*load_years(GEZHI_SOURCE_DIR "/playbook"));
    const auto start = *parse_iso("2026-09-24T16:00:00+08:00");
    const calendar::Pause pause{start + std::chrono::hours(20), start + std::chrono::hours(44), "waiting"};
    const auto answer = explain_clock(book, "D2", start, {pause}, start + std::chrono::hours(1));
    ASSERT_TRUE(answer);
    std::int64_t counted = 0;
    bool holiday = false;
    for (const auto& line : answer->lines) {
        counted += line.counted_minutes;
        holiday = holiday || line.kind == calendar::LineKind::holiday;
    }
    EXPECT_TRUE(holiday);
    EXPECT_EQ(counted, answer->limit_minutes);
    EXPECT_EQ(answer->lines.back().running_minutes, answer->limit_minutes);
    EXPECT_EQ(answer->reading->state, calendar::State::running);
    EXPECT_EQ(answer->calendar_sources.size(), 1U);
}
