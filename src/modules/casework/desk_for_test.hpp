#pragma once
// A small street with every duty signed in, the room on the staircase and its routes, without a socket. For
// tests of the doors.

#include "engine/room.hpp"
#include "modules/casework/board.hpp"
#include "modules/casework/casework.hpp"
#include "modules/casework/http.hpp"
#include "modules/casework/saved_filters.hpp"
#include "modules/casework/search.hpp"
#include "modules/casework/similar.hpp"
#include "modules/people/people.hpp"
#include "modules/people/sessions.hpp"
#include "modules/playbook/load.hpp"
#include "support/databases.hpp"
#include "support/pictures.hpp"

#include <gtest/gtest.h>

namespace gezhi::casework::for_test {

inline const Code street{"310105006"};
inline const Code g1{"310105006-G1"};
inline const Code g2{"310105006-G2"};

// How SQLite goes about a statement, a step a line.
inline std::string plan_of(sql::Database& database, const std::string& text,
                           const sql::Session::Binds& binds) {
    const auto number = sql::Type::integer;
    const auto plan = database.read([&](sql::Session& session) {
        return session.query("EXPLAIN QUERY PLAN " + text, binds, {number, number, number, sql::Type::text});
    });
    require(plan.has_value(), "a plan");
    std::string steps;
    for (const auto& row : *plan) steps += row[3].text + "\n";
    return steps;
}

// Two grids side by side, divided at 121.40 degrees east; one known place in the first.
class TwoGrids final : public grid::Ground {
public:
    grid::Located locate(geo::Point at) const override {
        const bool inside = at.lat_e7 >= 312'000'000 && at.lat_e7 < 312'200'000 &&
                            at.lon_e7 >= 1'213'800'000 && at.lon_e7 < 1'214'200'000;
        const auto& grid = at.lon_e7 < 1'214'000'000 ? g1 : g2;
        if (inside) return {grid, Code{"1"}, true, {}, 0};
        return {{},
                Code{"1"},
                false,
                grid,
                static_cast<std::int64_t>(geo::distance_m(at, {312'100'000, 1'214'000'000}))};
    }

    Code partition() const override { return Code{"1"}; }

    std::vector<grid::GridName> grids() const override { return {{g1, "一格", "One"}, {g2, "二格", "Two"}}; }

    std::optional<grid::PlaceFound> place(const Code& code) const override {
        return code == post().code ? std::optional(post()) : std::nullopt;
    }

    std::optional<grid::PlaceFound> place(PlaceId id) const override {
        return id == post().id ? std::optional(post()) : std::nullopt;
    }

    std::vector<grid::PlaceFound> find_places(std::string_view text, std::size_t) const override {
        return text == post().name ? std::vector{post()} : std::vector<grid::PlaceFound>{};
    }

    geo::Plane plane() const override { return geo::Plane({312'000'000, 1'214'000'000}); }

    static grid::PlaceFound post() {
        return {PlaceId{{7, 7}},
                Code{"TS-L-0001"},
                "示例灯杆一号",
                "lamp",
                "示例路 1 号",
                {312'110'000, 1'213'900'000},
                {}};
    }
};

inline std::shared_ptr<playbook::Books> books() {
    static const auto shared = [] {
        auto book = std::make_shared<playbook::Rulebook>();
        book->version = Code{"1"};
        book->calendar_version = Code{"1"};
        book->index = playbook::PlaybookIndex(*playbook::load(GEZHI_SOURCE_DIR "/playbook"));
        book->calendar = *calendar::Calendar::make(*playbook::load_years(GEZHI_SOURCE_DIR "/playbook"));
        auto made = std::make_shared<playbook::Books>();
        made->put(std::move(book));
        return made;
    }();
    return shared;
}

inline std::shared_ptr<const text::Locale> locale() {
    static const auto shared =
        std::make_shared<const text::Locale>(*text::Locale::load(GEZHI_SOURCE_DIR "/locale"));
    return shared;
}

inline people::Hasher& cheap_hasher() {
    static people::Hasher hasher({1, 8192});
    return hasher;
}

struct Answer {
    int status{0};
    std::string body{};
    std::shared_ptr<http::Stream> stream{};

    std::string text(std::string_view key) const {
        const auto document = json::Document::parse(body);
        if (!document || document->root().type() != json::Type::object) return {};
        const auto found = document->root().find(key);
        if (!found) return {};
        if (found->type() == json::Type::integer) return number(found->integer());
        return found->type() == json::Type::string ? std::string(found->string()) : std::string();
    }

    std::string code() const { return text("code"); }

    bool has(std::string_view part) const { return contains(body, part); }
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Street {
    explicit Street(const std::string& url, std::string_view begins = "2026-11-23T10:00:00+08:00")
        : clock(*parse_iso(begins)), mint(clock, 1), database(*sql::Database::open(url)),
          open_cases(std::make_shared<OpenCases>(*database, vault, books())),
          people_room(people::People(rights)),
          room(Casework(books(), std::make_shared<TwoGrids>(),
                        {{[this](sql::Session& s, const Code& c) { return open_cases->load(s, c); },
                          [this](const engine::Change<State>& change) { open_cases->apply(change); }},
                         {[this](sql::Session& s, const Code& c) { return board->load(s, c); },
                          [this](const engine::Change<State>& change) { board->apply(change); }}})),
          engine(*database, clock, mint, {street, engine::Algorithm::sha256, {}, "h"}, {&people_room, &room},
                 {}),
          sessions(engine, rights, cheap_hasher()), persons(engine, vault),
          files(engine, vault, {folder.path() + "/files", support::picture_program}),
          index(engine, vault, std::make_shared<TwoGrids>()), pool(1, 16) {
        require(people::create_side_tables(*database).has_value(), "side tables of people");
        require(files::create_side_tables(*database).has_value(), "side tables of files");
        require(casework::create_side_tables(*database).has_value(), "side tables of the cases");
        require(engine.open().has_value(), "opens");
        require(index.open().has_value(), "the index opens");
        serve();
        hire();
    }

    void serve() {
        http::DispatchParts parts;
        parts.routes = routes(wiring());
        all = parts.routes;
        parts.gate = people::gate(sessions, "http://street.test");
        parts.locale = locale();
        dispatcher.emplace(std::move(parts), pool);
    }

    Wiring wiring() {
        Wiring made{engine,     room,    vault, persons, rights, books(), std::make_shared<TwoGrids>(),
                    open_cases, locale()};
        made.files = &files;
        made.board = board;
        made.search =
            std::make_shared<Search>(engine, vault, index, board, books(), std::make_shared<TwoGrids>());
        return made;
    }

    // One person for each duty, and a second handler and liaison elsewhere.
    void hire() {
        const Code chengguan{"chengguan"};
        const auto one = [&](const char* login, Duty duty, const Code& unit, const Code& grid) {
            const PersonId person{{5, ++last}};
            engine::Task task;
            task.room = &people_room;
            task.stream = id_as<StreamId>(person);
            task.actor.kind = ActorKind::flow;
            task.actor.flow = Code{std::string(people::setup_flow)};
            task.id = engine::command_id(street, task.actor, login);
            task.command = people::Command(people::CreateAccount{
                Code{login}, Code{"zh-CN"}, {{PostId{person.bits}, duty, unit, grid, {}, {}}}});
            task.sides.put(people::staff_row(vault, mint, person, {"王网格", "岗位"}));
            require(engine.ask_and_wait(std::move(task)).has_value(), "hires");
            cookies[login] = sessions.open(person, people::SessionKind::cookie, {})->token;
            staff[login] = person;
        };
        one("desk", Duty::desk, {}, {});
        one("liaison", Duty::liaison, {}, g1);
        one("liaison2", Duty::liaison, {}, g2);
        one("leader", Duty::grid_leader, {}, g1);
        one("handler", Duty::handler, chengguan, {});
        one("handler2", Duty::handler, Code{"housing"}, {});
        one("checker", Duty::checker, {}, g1);
        one("duty", Duty::duty_officer, {}, {});
        one("legal", Duty::legal_officer, {}, {});
        one("admin", Duty::administrator, {}, {});
        one("auditor", Duty::auditor, {}, {});
    }

    // Later, when all have signed in again.
    void wait_until(std::string_view at) {
        clock.set(*parse_iso(at));
        for (const auto& [login, person] : staff)
            cookies[login] = sessions.open(person, people::SessionKind::cookie, {})->token;
    }

    Answer ask(http::Method method, const std::string& path, std::string body, const std::string& who,
               const Pairs& more = {}) {
        http::Request request;
        request.method = method;
        const auto query = path.find('?');
        request.path = path.substr(0, query);
        if (query != std::string::npos) request.query = *http::parse_pairs(path.substr(query + 1), 100);
        request.body = std::move(body);
        request.remote = "192.0.2.1";
        if (method != http::Method::get) {
            request.headers.add("origin", "http://street.test");
            request.headers.add("x-gezhi", "1");
        }
        if (!who.empty()) request.headers.add("cookie", "gz_session=" + cookies.at(who));
        for (const auto& [name, value] : more) request.headers.add(name, value);
        const auto response = dispatcher->answer(std::move(request));
        return {response.status, std::string(response.bytes()), response.stream};
    }

    Answer get(const std::string& path, const std::string& who) {
        return ask(http::Method::get, path, {}, who);
    }

    Answer post(const std::string& path, const std::string& body, const std::string& who,
                const Pairs& more = {}) {
        return ask(http::Method::post, path, body, who, more);
    }

    // A report at the desk; `more` is JSON that begins with a comma.
    Answer reports(const std::string& text, const std::string& more = R"(,"class_code":"28001")",
                   const std::string& lon = "121.39") {
        return post("/api/v1/cases",
                    R"({"text":")" + text + R"(","lat":31.211,"lon":)" + lon + R"(,"datum":"wgs84")" + more +
                        "}",
                    "desk");
    }

    Answer act(const std::string& id, const std::string& command, const std::string& body,
               const std::string& who, const Pairs& more = {}) {
        return post("/api/v1/cases/" + id + "/" + command, body, who, more);
    }

    Actor actor(const std::string& login) { return rights->actor_of(staff.at(login), clock.now()); }

    State state(const std::string& id) {
        return *std::static_pointer_cast<const State>(*engine.state(room, *StreamId::parse(id)));
    }

    support::Folder folder;
    FakeClock clock;
    engine::Mint mint;
    engine::Vault vault{std::string(32, 'k')};
    std::shared_ptr<sql::Database> database;
    std::shared_ptr<people::Rights> rights = std::make_shared<people::Rights>();
    std::shared_ptr<OpenCases> open_cases;
    std::shared_ptr<Board> board = std::make_shared<Board>(*database);
    engine::RoomOf<people::People> people_room;
    engine::RoomOf<Casework> room;
    engine::Engine engine;
    people::Sessions sessions;
    people::Persons persons;
    files::Files files;
    TextIndex index;
    http::WorkerPool pool;
    http::Routes all;
    std::optional<http::Dispatcher> dispatcher;
    std::map<std::string, std::string> cookies;
    std::map<std::string, PersonId> staff;
    std::uint64_t last{0};
};

} // namespace gezhi::casework::for_test
