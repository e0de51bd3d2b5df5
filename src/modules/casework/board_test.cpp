// 看板: for random cases, everything the board counts is what the list shows to the same person, on both
// databases; and what it was told change by change is what it would load.

#include "modules/casework/desk_for_test.hpp"
#include "modules/casework/query.hpp"

#include <numeric>
#include <random>

using namespace gezhi;
using namespace gezhi::casework;
using namespace gezhi::casework::for_test;

namespace {

using Random = std::mt19937_64;

template <class List>
auto pick(Random& random, const List& list) {
    return list[random() % list.size()];
}

const std::vector<Code> grids{Code{}, g1, g2};
const std::vector<Code> units{Code{}, Code{"chengguan"}, Code{"police"}};
const std::vector<Code> classes{Code{}, Code{"28001"}, Code{"28002"}, Code{"06010"}};

template <class Enum>
Enum any(Random& random) {
    constexpr auto n = boost::mp11::mp_size<boost::describe::describe_enumerators<Enum>>::value;
    return static_cast<Enum>(random() % n);
}

Instant around(Random& random, Instant now) {
    return {now.us + static_cast<std::int64_t>(random() % 120) * us_per_hour - 80 * us_per_hour};
}

CaseRow random_row(Random& random, Instant now, std::uint64_t n) {
    CaseRow row;
    row.id = CaseId{{100 + random() % 7, n}}; // not in order
    row.number = Code{"TS20261123R000" + number(100 + n)};
    row.stage = static_cast<Stage>(1 + random() % 10);
    row.open = row.stage != Stage::closed && row.stage != Stage::declined;
    row.side = any<Side>(random);
    row.visibility = any<Visibility>(random);
    row.channel = any<Channel>(random);
    row.grid = pick(random, grids);
    row.unit = pick(random, units);
    row.class_code = pick(random, classes);
    if (random() % 6 == 0) row.emergency = Code{"fire"};
    if (random() % 6 == 0) row.legal_path = Code{"court"};
    row.reported_at = around(random, now);
    row.clock_kind = random() % 3 != 0 ? "handling" : "triage";
    row.clock_started = row.reported_at;
    row.clock_due = around(random, now);
    row.clock_soon = Instant{row.clock_due->us - 20 * us_per_hour};
    if (!row.open || random() % 4 == 0) row.clock_stopped = row.reported_at;
    row.urgency = static_cast<std::int64_t>(random() % 50);
    row.returns = static_cast<std::int64_t>(random() % 2);
    if (!row.open) row.closed_at = around(random, now);
    row.handled_late = random() % 3 == 0;
    if (row.stage == Stage::closed && random() % 2 == 0) row.answered = random() % 2 == 0;
    if (row.side == Side::joined) row.joined_to = CaseId{{100, 1}};
    return row;
}

void write(Street& town, const std::vector<CaseRow>& rows) {
    ASSERT_TRUE(town.database->write([&](sql::Session& session) -> Result<void> {
        for (const auto& row : rows) {
            const auto values = sql::values_of(row);
            GEZHI_CHECK(engine::log::upsert(session, street, sql::table_of<CaseRow>(), {&values}));
            if (row.id.bits.low % 3 != 0) continue; // every third at the known place
            const auto place =
                sql::values_of(engine::KnownPlaceRow{id_as<StreamId>(row.id), TwoGrids::post().id});
            GEZHI_CHECK(
                engine::log::upsert(session, street, sql::table_of<engine::KnownPlaceRow>(), {&place}));
        }
        return {};
    }));
}

Actor actor_of(Street& town, const std::string& login) {
    return town.rights->actor_of(town.staff.at(login), town.clock.now());
}

const std::vector<std::string> roles{"desk",    "liaison", "liaison2", "leader", "handler", "handler2",
                                     "checker", "duty",    "legal",    "admin",  "auditor"};

// As many as the list shows, page by page.
std::int64_t shown(const Cases& cases, const Actor& actor, ListQuestion question) {
    std::int64_t n = 0;
    question.limit = 7;
    do {
        const auto page = cases.list(actor, question);
        if (!page) return -1;
        n += static_cast<std::int64_t>(page->items.size());
        question.cursor = page->next;
    } while (!question.cursor.empty());
    return n;
}

// The list behind each figure.
std::map<std::string, ListQuestion> behind(const CaseFilter& filter, const Days& days) {
    const auto now = [&](ListView view) { return ListQuestion{view, filter}; };
    const auto ended = [&](Outcome outcome) {
        ListQuestion question{ListView::all, filter};
        question.filter.closed_from = days.from;
        question.filter.closed_to = days.to;
        question.filter.outcome = outcome;
        return question;
    };
    ListQuestion reported{ListView::all, filter};
    reported.filter.reported_from = days.from;
    reported.filter.reported_to = days.to;
    return {{"open", now(ListView::open)},
            {"late", now(ListView::late)},
            {"soon", now(ListView::soon)},
            {"returned", now(ListView::returned)},
            {"reported", reported},
            {"closed", ended(Outcome::any)},
            {"judged", ended(Outcome::judged)},
            {"in_time", ended(Outcome::in_time)},
            {"asked", ended(Outcome::asked)},
            {"solved", ended(Outcome::solved)}};
}

std::map<std::string, std::int64_t> figures(const Tally& tally) {
    std::map<std::string, std::int64_t> all;
    boost::mp11::mp_for_each<boost::describe::describe_members<Tally, boost::describe::mod_public>>(
        [&](auto d) { all[d.name] = tally.*d.pointer; });
    return all;
}

CaseFilter random_filter(Random& random) {
    CaseFilter filter;
    if (random() % 3 == 0) filter.grid = pick(random, grids);
    if (random() % 4 == 0) filter.unit = pick(random, units);
    if (random() % 4 == 0) filter.class_code = pick(random, classes);
    if (random() % 5 == 0) filter.major = Code{"28"};
    if (random() % 5 == 0) filter.channel = any<Channel>(random);
    if (random() % 5 == 0) filter.place = TwoGrids::post().id;
    if (random() % 8 == 0) filter.grid = Code{"310105006-G9"}; // nothing there
    if (random() % 8 == 0) filter.stage = static_cast<Stage>(1 + random() % 10);
    return filter;
}

// The filter that a group of the board stands for.
CaseFilter of_group(CaseFilter filter, GroupBy by, const BoardGroup& group) {
    switch (by) {
    case GroupBy::none:
        break;
    case GroupBy::grid:
        filter.grid = group.code;
        filter.no_grid = group.code.empty();
        break;
    case GroupBy::unit:
        filter.unit = group.code;
        filter.no_unit = group.code.empty();
        break;
    case GroupBy::matter:
        filter.class_code = group.code;
        filter.no_class = group.code.empty();
        break;
    case GroupBy::major:
        filter.major = group.code;
        filter.no_class = group.code.empty();
        break;
    case GroupBy::channel:
        filter.channel = *json::enum_from<Channel>(group.code.value);
        break;
    case GroupBy::place:
        filter.place = group.place;
        break;
    }
    return filter;
}

} // namespace

TEST(Board, EveryFigureIsTheLengthOfTheListBehindIt) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Street town(url);
        const auto seed = std::random_device{}();
        SCOPED_TRACE("seed " + number(seed));
        Random random(seed);
        const auto now = town.clock.now();
        std::vector<CaseRow> rows;
        for (std::uint64_t n = 0; n < 160; ++n) rows.push_back(random_row(random, now, n));
        write(town, rows);
        const auto board = std::make_shared<Board>(*town.database);
        ASSERT_TRUE(town.database->read([&](sql::Session& s) { return board->load(s, street); }));
        EXPECT_EQ(board->size(), rows.size());
        const Cases from_table(town.engine, town.vault);
        const Cases from_board(town.engine, town.vault, board);
        const auto today = std::chrono::sys_days(civil(now).date);
        for (int turn = 0; turn < 3; ++turn) {
            const auto role = pick(random, roles);
            SCOPED_TRACE(role);
            const auto actor = actor_of(town, role);
            const auto filter = random_filter(random);
            const Days days{today - std::chrono::days(random() % 3), today};
            for (const auto by : {GroupBy::none, GroupBy::grid, GroupBy::unit, GroupBy::matter,
                                  GroupBy::major, GroupBy::channel, GroupBy::place}) {
                const auto found = board->count(actor, {filter, by, days}, now);
                Tally sum;
                for (const auto& group : found.groups) sum += group.tally;
                if (by == GroupBy::none) sum = found.all;
                EXPECT_EQ(sum, found.all);
                for (const auto& [name, question] : behind(filter, days)) {
                    EXPECT_EQ(figures(found.all)[name], shown(from_table, actor, question)) << name;
                    EXPECT_EQ(figures(found.all)[name], shown(from_board, actor, question)) << name;
                }
                if (found.groups.empty()) continue;
                const auto group = pick(random, found.groups);
                for (const auto& [name, question] : behind(of_group(filter, by, group), days))
                    EXPECT_EQ(figures(group.tally)[name], shown(from_table, actor, question))
                        << name << " of a group by " << json::enum_name(by);
            }
        }
    }
}

TEST(Board, WhatIsCommittedWhileItLoadsIsInIt) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Street town(url);
        std::vector<std::string> ids;
        const auto report = [&] {
            const auto answer = town.reports("路面坑洼");
            ASSERT_EQ(answer.status, 201) << answer.body;
            ids.push_back(answer.text("id"));
        };
        for (int i = 0; i < 30; ++i) report();
        const auto board = std::make_shared<Board>(*town.database, Board::Pace{2, 1});
        ASSERT_TRUE(town.database->read([&](sql::Session& s) { return board->load(s, street); }));
        const State none;
        // Committed first, told afterwards, as the engine does it.
        const auto tell = [&](const std::string& id) {
            const auto after = town.state(id);
            const engine::Sides sides;
            board->apply({id_as<StreamId>(after.id), none, after, &sides, nullptr});
        };
        for (std::size_t i = 0; i < 10; ++i) {
            ASSERT_EQ(town.act(ids[i], "verify", "{}", "desk").status, 200);
            tell(ids[i]);
            report();
            tell(ids.back());
        }
        board->wait_until_ready();
        ASSERT_TRUE(board->ready());
        EXPECT_EQ(board->size(), ids.size());
        const Cases cases(town.engine, town.vault, board);
        const auto actor = actor_of(town, "desk");
        EXPECT_EQ(*cases.counts(actor, {}), *cases.counts_from_table(actor, {}));
        const auto verified = board->ids(actor, {.stage = Stage::verified}, {}, 100);
        EXPECT_EQ(verified.size(), 10);
    }
}

TEST(Board, WhileItLoadsTheTableIsAsked) {
    support::Folder folder;
    Street town(support::sqlite_url(folder));
    ASSERT_EQ(town.reports("路面坑洼").status, 201);
    const auto board = std::make_shared<Board>(*town.database); // never loaded
    ASSERT_FALSE(board->ready());
    const Cases cases(town.engine, town.vault, board);
    const auto actor = actor_of(town, "desk");
    EXPECT_EQ(cases.counts(actor, {})->at("open"), 1);
    EXPECT_EQ(cases.list(actor, {ListView::all, {.grid = g1}})->items.size(), 1);
    town.board = board;
    town.serve();
    EXPECT_EQ(town.get("/api/v1/board", "desk").code(), "casework/board-loading");
    EXPECT_EQ(town.get("/api/v1/search?q=坑洼", "desk").code(), "casework/board-loading");
}

TEST(Board, TheNumbersOfTheDeskAreThoseOfTheTable) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Street town(url);
        const auto seed = std::random_device{}();
        SCOPED_TRACE("seed " + number(seed));
        Random random(seed);
        std::vector<CaseRow> rows;
        std::vector<CaseId> twins;
        for (std::uint64_t n = 0; n < 160; ++n) {
            rows.push_back(random_row(random, town.clock.now(), n));
            if (n % 20 == 0) twins.push_back(rows.back().id);
        }
        write(town, rows);
        const auto board = std::make_shared<Board>(*town.database);
        ASSERT_TRUE(town.database->read([&](sql::Session& s) { return board->load(s, street); }));
        const Cases cases(town.engine, town.vault, board);
        for (const auto& role : roles) {
            const auto actor = actor_of(town, role);
            const auto table = cases.counts_from_table(actor, twins);
            const auto memory = cases.counts(actor, twins);
            ASSERT_TRUE(table && memory);
            EXPECT_EQ(*table, *memory) << role;
        }
    }
}

TEST(Board, WhatItWasToldIsWhatItWouldLoad) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Street town(url);
        std::vector<std::string> ids;
        for (int i = 0; i < 6; ++i) ids.push_back(town.reports("第" + number(i) + "处路锥占道").text("id"));
        for (int i = 0; i < 4; ++i)
            ASSERT_EQ(town.act(ids[static_cast<std::size_t>(i)], "send_on",
                               R"({"class_code":"28001","unit":"chengguan"})", "desk")
                          .status,
                      200);
        ASSERT_EQ(town.act(ids[0], "acknowledge", "{}", "handler").status, 200);
        ASSERT_EQ(town.act(ids[1], "return_order",
                           R"({"reason":"not_our_duty","proposed_unit":"police","text":"属派出所"})",
                           "handler")
                      .status,
                  200);
        ASSERT_EQ(town.act(ids[5], "decline", R"({"reason":"no_content"})", "desk").status, 200);
        Board fresh(*town.database);
        ASSERT_TRUE(town.database->read([&](sql::Session& s) { return fresh.load(s, street); }));
        const auto actor = actor_of(town, "desk");
        const auto now = town.clock.now();
        const auto today = std::chrono::sys_days(civil(now).date);
        for (const auto by : {GroupBy::grid, GroupBy::unit, GroupBy::matter, GroupBy::channel}) {
            const BoardQuestion question{{}, by, {today, today}};
            const auto told = town.board->count(actor, question, now);
            const auto loaded = fresh.count(actor, question, now);
            EXPECT_EQ(told.all, loaded.all);
            ASSERT_EQ(told.groups.size(), loaded.groups.size());
            for (std::size_t i = 0; i < told.groups.size(); ++i) {
                EXPECT_EQ(told.groups[i].code, loaded.groups[i].code);
                EXPECT_EQ(told.groups[i].tally, loaded.groups[i].tally);
            }
        }
        EXPECT_EQ(town.board->views(actor, {}, now), fresh.views(actor, {}, now));
        EXPECT_EQ(town.board->views(actor, {}, now).at("returned"), 1);
        EXPECT_EQ(town.board->count(actor, {{}, GroupBy::none, {today, today}}, now).all.reported, 6);
    }
}

TEST(Board, HoursOfTodayStandBesideTheUsualOnes) {
    support::Folder folder;
    Street town(support::sqlite_url(folder));
    const auto actor = actor_of(town, "desk");
    ASSERT_EQ(town.reports("一周前同一时刻").status, 201);
    town.wait_until("2026-11-30T10:20:00+08:00");
    ASSERT_EQ(town.reports("今天十点").status, 201);
    const auto now = town.clock.now();
    const auto today = std::chrono::sys_days(civil(now).date);
    const auto found = town.board->count(actor, {{}, GroupBy::none, {today, today}}, now);
    EXPECT_EQ(found.hours[10], 1);
    EXPECT_EQ(found.usual[10], 1);
    EXPECT_EQ(std::accumulate(found.hours.begin(), found.hours.end(), std::int64_t{0}), 1);
}
