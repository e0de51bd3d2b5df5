// 谁看得到: every role at every route for every visibility, generated from the route table, so that a new
// route without a row fails here; and the clauses in SQL and in memory say the same.

#include "http/stream.hpp"
#include "modules/casework/desk_for_test.hpp"
#include "modules/casework/privacy.hpp"
#include "modules/casework/query.hpp"

#include <set>

using namespace gezhi;
using namespace gezhi::casework;
using namespace gezhi::casework::for_test;

namespace {

constexpr std::array<Visibility, 4> levels{Visibility::public_, Visibility::estate, Visibility::parties,
                                           Visibility::restricted};

// Of a classed case in grid 1 with unit chengguan, neither emergency nor referred.
struct Sight {
    const char* role;
    std::array<bool, 4> sees; // public, estate, parties, restricted
};

constexpr std::array<Sight, 11> table{{{"desk", {true, true, true, true}},
                                       {"liaison", {true, true, true, false}},
                                       {"liaison2", {true, false, false, false}},
                                       {"leader", {true, true, true, false}},
                                       {"handler", {true, true, true, false}},
                                       {"handler2", {true, false, false, false}},
                                       {"checker", {true, true, true, false}},
                                       {"duty", {true, false, false, false}},
                                       {"legal", {true, false, false, true}},
                                       {"admin", {true, false, false, false}},
                                       {"auditor", {true, true, true, true}}}};

// How a route shows a case: by id (missing when out of sight), in a list of all, only what is public, only
// some of what is seen, as a stream, or not at all. To the data-protection post alone, and the trail to that
// one and the auditor: whatever the visibility (privacy_http_test.cpp has what those two see).
enum class Shows { one, all, public_only, some, stream, none, officer, trail };

const std::map<std::string, Shows>& rows() {
    static const std::map<std::string, Shows> known{{"casework.list", Shows::all},
                                                    {"casework.file", Shows::one},
                                                    {"casework.clock", Shows::one},
                                                    {"casework.today", Shows::some},
                                                    {"casework.similar", Shows::public_only},
                                                    {"casework.search", Shows::all},
                                                    {"casework.board", Shows::none},
                                                    {"casework.filters", Shows::none},
                                                    {"casework.save_filter", Shows::none},
                                                    {"casework.drop_filter", Shows::none},
                                                    {"casework.feed", Shows::stream},
                                                    {"casework.create", Shows::none},
                                                    {"casework.import", Shows::none},
                                                    {"casework.contact", Shows::one},
                                                    {"casework.send_on", Shows::one},
                                                    {"casework.verify", Shows::one},
                                                    {"casework.accept", Shows::one},
                                                    {"casework.decline", Shows::one},
                                                    {"casework.register", Shows::one},
                                                    {"casework.dispatch", Shows::one},
                                                    {"casework.acknowledge", Shows::one},
                                                    {"casework.return_order", Shows::one},
                                                    {"casework.hand_in", Shows::one},
                                                    {"casework.check", Shows::one},
                                                    {"casework.close", Shows::one},
                                                    {"casework.reopen", Shows::one},
                                                    {"casework.join", Shows::one},
                                                    {"casework.leave", Shows::one},
                                                    {"casework.say", Shows::one},
                                                    {"casework.note", Shows::one},
                                                    {"casework.set_visibility", Shows::one},
                                                    {"casework.refer", Shows::one},
                                                    {"casework.hold", Shows::one},
                                                    {"casework.resume", Shows::one},
                                                    {"casework.appeal", Shows::one},
                                                    {"casework.approve", Shows::one},
                                                    {"casework.ask_extension", Shows::one},
                                                    {"casework.ask_suspension", Shows::one},
                                                    {"casework.object", Shows::one},
                                                    {"casework.recall", Shows::one},
                                                    {"casework.refuse_request", Shows::one},
                                                    {"casework.reopen_child", Shows::one},
                                                    {"casework.review_appeal", Shows::one},
                                                    {"casework.split", Shows::one},
                                                    {"casework.supervise", Shows::one},
                                                    {"casework.on_spot", Shows::none},
                                                    {"casework.bulk", Shows::none},
                                                    {"casework.bulk_undo", Shows::none},
                                                    {"casework.held", Shows::officer},
                                                    {"casework.everything", Shows::officer},
                                                    {"casework.held_picture", Shows::officer},
                                                    {"casework.erasures", Shows::officer},
                                                    {"casework.retention", Shows::officer},
                                                    {"casework.erase", Shows::officer},
                                                    {"casework.access", Shows::trail}};
    return known;
}

std::string id_level(Visibility level) {
    std::string name(json::enum_name(level));
    if (name.back() == '_') name.pop_back();
    return name;
}

std::string case_at(Street& town, Visibility level) {
    const auto id = town.reports("路锥占道，轮椅过不去").text("id");
    require(town.act(id, "send_on", R"({"class_code":"28001","unit":"chengguan"})", "desk").status == 200,
            "sent");
    if (level != Visibility::public_)
        require(town.act(id, "set_visibility",
                         R"({"visibility":")" + id_level(level) + R"(","reason":"other","text":"说明"})",
                         "desk")
                        .status == 200,
                "set");
    return id;
}

std::string path_of(const http::Route& route, const std::string& id) {
    auto path = route.pattern;
    if (const auto at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, id);
    if (const auto at = path.find("{number}"); at != std::string::npos) path.replace(at, 8, "TS1");
    if (const auto at = path.find("{file}"); at != std::string::npos) path.replace(at, 6, id);
    if (route.name == "casework.list") path += "?view=all&limit=200";
    if (route.name == "casework.search") path += "?q=" + http::percent_encode("路锥") + "&limit=50";
    if (route.name == "casework.similar")
        path += "?lat=31.211&lon=121.39&text=" + http::percent_encode("路锥占道，轮椅过不去");
    return path;
}

struct Expected {
    bool sees{false};
    bool is_public{false};
    bool audits{false};
};

void expect_shown(Shows shows, const for_test::Answer& answer, const std::string& id, Expected expected,
                  const std::string& what) {
    switch (shows) {
    case Shows::one:
        EXPECT_EQ(answer.code() != casework::rules::no_such_case.code, expected.sees) << what;
        break;
    case Shows::all:
        EXPECT_EQ(answer.has(id), expected.sees) << what;
        break;
    case Shows::public_only:
        EXPECT_EQ(answer.has(id), expected.is_public) << what;
        break;
    case Shows::some:
        EXPECT_TRUE(expected.sees || !answer.has(id)) << what;
        break;
    case Shows::officer:
        EXPECT_EQ(answer.code(), casework::rules::not_data_officer.code) << what;
        break;
    case Shows::trail:
        EXPECT_EQ(answer.status, expected.audits ? 200 : 403) << what;
        break;
    case Shows::stream:
    case Shows::none:
        break;
    }
}

// Nothing is done in earnest: the version is never right.
const Pairs no_version{{"if-match", "999999"}};

} // namespace

TEST(Scope, EveryRouteHasARowInTheMatrix) {
    support::Folder folder;
    Street town(support::sqlite_url(folder));
    std::set<std::string> names;
    for (const auto& route : town.all) {
        EXPECT_TRUE(rows().contains(route.name)) << route.name << " has no row: who may see what through it?";
        EXPECT_EQ(route.access, http::Access::signed_in) << route.name;
        names.insert(route.name);
    }
    for (const auto& [name, shows] : rows()) EXPECT_TRUE(names.contains(name)) << name << " is no route";
}

TEST(Scope, EachRoleSeesThroughEachRouteWhatItsPostsAllow) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Street town(url);
        for (std::size_t level = 0; level < levels.size(); ++level) {
            const auto id = case_at(town, levels[level]);
            ASSERT_TRUE(town.index.catch_up());
            for (const auto& sight : table)
                for (const auto& route : town.all) {
                    const auto shows = rows().at(route.name);
                    if (shows == Shows::none || shows == Shows::stream) continue;
                    const auto answer =
                        town.ask(route.method, path_of(route, id),
                                 route.method == http::Method::post ? "{}" : "", sight.role, no_version);
                    const auto what =
                        std::string(sight.role) + " " + route.name + " " + id_level(levels[level]);
                    const bool sees = sight.sees[level];
                    expect_shown(shows, answer, id,
                                 {sees, levels[level] == Visibility::public_,
                                  sight.role == std::string_view("auditor")},
                                 what);
                }
        }
    }
}

TEST(Scope, TheFeedFollowsTheSameTable) {
    support::Folder folder;
    Street town(support::sqlite_url(folder));
    std::map<std::string, std::shared_ptr<http::Stream>> streams;
    for (std::size_t level = 0; level < levels.size(); ++level) {
        const auto id = case_at(town, levels[level]);
        for (const auto& sight : table) streams[sight.role] = town.get("/api/v1/feed", sight.role).stream;
        ASSERT_EQ(town.act(id, "note", R"({"text":"看过了"})", "desk").status, 200);
        for (const auto& sight : table) {
            bool closed = false;
            EXPECT_EQ(contains(streams[sight.role]->take(closed), id), sight.sees[level])
                << sight.role << " " << id_level(levels[level]);
        }
    }
}

TEST(Scope, NobodyWithoutASessionSeesAnything) {
    support::Folder folder;
    Street town(support::sqlite_url(folder));
    const auto id = case_at(town, Visibility::public_);
    for (const auto& route : town.all)
        EXPECT_EQ(town.ask(route.method, path_of(route, id), "{}", "").status, 401) << route.name;
    EXPECT_TRUE(Scope::of(Actor{}).empty());
    Actor flow;
    flow.kind = ActorKind::flow;
    EXPECT_TRUE(Scope::of(flow).empty());
}

TEST(Scope, AnUnclassedCaseIsNobodysButItsDesksAndGrids) {
    support::Folder folder;
    Street town(support::sqlite_url(folder));
    const auto id = town.reports("请来看一下这里", "").text("id");
    ASSERT_TRUE(town.state(id).class_code.empty());
    for (const auto* who : {"desk", "liaison", "leader", "checker", "auditor"})
        EXPECT_EQ(town.get("/api/v1/cases/" + id, who).status, 200) << who;
    for (const auto* who : {"liaison2", "handler", "duty", "legal", "admin"})
        EXPECT_EQ(town.get("/api/v1/cases/" + id, who).status, 404) << who;
}

TEST(Scope, SqlAndMemorySayTheSame) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Street town(url);
        std::vector<std::string> ids;
        for (const auto level : levels) ids.push_back(case_at(town, level));
        ids.push_back(town.reports("楼道着火了，有烟", "").text("id"));
        ids.push_back(town.reports("路锥占道", R"(,"class_code":"28001")", "121.41").text("id"));
        ids.push_back(town.reports("孩子被打，未成年", "").text("id"));
        ids.push_back(town.reports("想问一下", "").text("id"));
        const auto referred = town.reports("书记收钱不办事", R"(,"class_code":"28001")").text("id");
        ASSERT_EQ(town.act(referred, "refer", R"({"path":"discipline"})", "desk").status, 200);
        ids.push_back(referred);
        const Cases cases(town.engine, town.vault);
        ListQuestion all;
        all.view = ListView::all;
        all.limit = list_limit_max;
        for (const auto& [login, person] : town.staff) {
            const auto actor = town.rights->actor_of(person, town.clock.now());
            const auto page = cases.list(actor, all);
            ASSERT_TRUE(page);
            std::set<std::string> listed;
            for (const auto& one : page->items) listed.insert(one.row.id.text());
            for (const auto& id : ids)
                EXPECT_EQ(Scope::of(actor).sees(seen(town.state(id))), listed.contains(id))
                    << login << " " << id;
        }
    }
}

TEST(Scope, TheAuditorReadsTheTrailOfRestrictedCasesNotTheirWords) {
    support::Folder folder;
    Street town(support::sqlite_url(folder));
    const auto id = case_at(town, Visibility::restricted);
    ASSERT_EQ(town.act(id, "note", R"({"text":"家里情况已了解"})", "desk").status, 200);
    const auto file = town.get("/api/v1/cases/" + id, "auditor");
    ASSERT_EQ(file.status, 200);
    EXPECT_TRUE(file.has(R"("event":"noted")"));
    EXPECT_FALSE(file.has("路锥占道")) << file.body;
    EXPECT_FALSE(file.has("家里情况"));
    EXPECT_FALSE(town.get("/api/v1/cases?view=all", "auditor").has("路锥占道"));
    const auto photo = town.files.keep(support::jpeg(), "image/jpeg");
    ASSERT_TRUE(photo);
    const auto with = town.reports("孩子被打，未成年", R"(,"photos":[")" + photo->text() + "\"]").text("id");
    ASSERT_EQ(with.size(), 26U);
    const Cases cases(town.engine, town.vault);
    const auto sees = [&](const std::string& who) {
        return *cases.sees_photo(town.rights->actor_of(town.staff.at(who), town.clock.now()), *photo);
    };
    EXPECT_TRUE(sees("desk") && sees("legal"));
    EXPECT_FALSE(sees("auditor") || sees("liaison") || sees("handler"));
}
