// 检索: for random texts and words every role finds exactly the cases whose shown words hold them, on both
// databases; what is erased is found no more and stands in no table; the index holds no readable word.

#include "modules/casework/desk_for_test.hpp"
#include "modules/casework/event_text.hpp"
#include "modules/casework/search.hpp"
#include "modules/casework/snippet.hpp"
#include "modules/playbook/words.hpp"

#include <random>
#include <set>

using namespace gezhi;
using namespace gezhi::casework;
using namespace gezhi::casework::for_test;

namespace {

using Random = std::mt19937_64;

// Few characters, so that much is found; the full-width and the plain A are the same word.
const std::vector<std::string> letters{"路", "灯", "锥", "占", "道", "仙", "霞", "Ａ", "a", "7", "，", " "};

std::string some(Random& random, std::size_t least, std::size_t most) {
    std::string text;
    const auto n = least + random() % (most - least + 1);
    for (std::size_t i = 0; i < n; ++i) text += letters[random() % letters.size()];
    return text;
}

struct Desk {
    explicit Desk(const std::string& url)
        : town(url), index(town.index),
          search(town.engine, town.vault, index, town.board, books(), std::make_shared<TwoGrids>()) {}

    Actor actor(const std::string& login) {
        return town.rights->actor_of(town.staff.at(login), town.clock.now());
    }

    std::set<std::string> found(const std::string& login, const std::string& words, CaseFilter filter = {},
                                std::int64_t limit = 3) {
        std::set<std::string> ids;
        SearchQuestion question{words, filter, 0, limit};
        do {
            const auto page = search.find(actor(login), question);
            if (!page) {
                ADD_FAILURE() << page.error().rule->code << " for " << words;
                break;
            }
            for (const auto& hit : page->hits)
                EXPECT_TRUE(ids.insert(hit.listed.row.id.text()).second) << "found twice";
            question.before = page->next;
        } while (question.before != 0);
        return ids;
    }

    Street town;
    TextIndex& index;
    Search search;
};

void fill(Desk& desk, Random& random, std::size_t n) {
    auto& town = desk.town;
    const auto act = [&](const std::string& id, const std::string& command, const std::string& body) {
        const auto answer = town.act(id, command, body, "desk");
        EXPECT_EQ(answer.status, 200) << command << " " << answer.body;
    };
    const std::vector<std::string> levels{"", "estate", "parties", "restricted"};
    for (std::size_t i = 0; i < n; ++i) {
        const std::string where = random() % 2 == 0 ? "121.39" : "121.41";
        std::string more = random() % 4 != 0 ? R"(,"class_code":"28001")" : "";
        if (random() % 3 == 0) more += R"(,"address":"仙霞路)" + some(random, 2, 5) + "\"";
        const auto id = town.reports("报" + some(random, 3, 12), more, where).text("id");
        require(id.size() == 26, "reported");
        const bool sent = random() % 2 == 0;
        if (sent) act(id, "send_on", R"({"class_code":"28001","unit":"chengguan"})");
        if (random() % 3 == 0) act(id, "note", R"({"text":"记)" + some(random, 2, 6) + "\"}");
        const auto level = levels[random() % levels.size()];
        if (!level.empty())
            act(id, "set_visibility", R"({"visibility":")" + level + R"(","reason":"other","text":"说明"})");
        if (!sent && random() % 4 == 0)
            act(id, "refer", R"({"path":"discipline","text":"密)" + some(random, 4, 6) + "\"}");
    }
}

// The rule, without an index: what the actor is shown of the case, each in plain form.
std::vector<std::string> shown(const Actor& actor, const Listed& one, const Cases& cases) {
    std::vector<std::string> all;
    const auto add = [&](std::string_view text) { all.push_back(playbook::plain(text)); };
    const auto book = books()->current();
    if (Scope::of(actor).reads_words(seen(one.row))) {
        add(one.address);
        const auto told = *cases.history(one.row.id);
        for (const auto& moment : told.moments)
            if (const auto text = text_of(moment.event); text && !for_the_officer(moment.event)) {
                const auto words = *cases.texts({text->ref});
                for (const auto& [ref, plain] : words) add(plain);
            }
    }
    if (const auto* matter = book->index.matter(one.row.class_code.value)) {
        add(matter->name_zh);
        add(matter->name_en);
    }
    if (const auto* unit = book->index.unit(one.row.unit.value)) {
        add(unit->name_zh);
        add(unit->name_en);
    }
    add(one.row.grid == g1 ? "一格" : one.row.grid == g2 ? "二格" : "");
    add(one.row.grid == g1 ? "One" : one.row.grid == g2 ? "Two" : "");
    return all;
}

std::set<std::string> naive(Desk& desk, const std::string& login, const std::vector<std::string>& words) {
    const Cases cases(desk.town.engine, desk.town.vault);
    const auto actor = desk.actor(login);
    ListQuestion all;
    all.view = ListView::all;
    all.limit = list_limit_max;
    std::set<std::string> ids;
    const auto page = *cases.list(actor, all);
    for (const auto& one : page.items) {
        const auto pieces = shown(actor, one, cases);
        const auto holds = [&](const std::string& word) {
            const auto plain = playbook::plain(word);
            const bool number = plain.size() >= 3 && playbook::plain(one.row.number.value).ends_with(plain);
            return number ||
                   std::ranges::any_of(pieces, [&](const auto& piece) { return contains(piece, plain); });
        };
        if (std::ranges::all_of(words, holds)) ids.insert(one.row.id.text());
    }
    return ids;
}

std::size_t plain_size(const std::string& word) {
    return count_code_points(playbook::plain(word));
}

// A word without a gap; some are taken from what is there, some from nowhere.
std::string word(Random& random) {
    const std::vector<std::string> known{"路灯", "仙霞路", "占道", "城管", "一格",
                                         "报",   "说明",   "一格", "two"};
    if (random() % 3 == 0) return known[random() % known.size()];
    std::string made;
    while (plain_size(made) == 0) {
        made = some(random, 2, 4);
        std::erase(made, ' ');
    }
    return made;
}

} // namespace

TEST(Search, ItsRowsAreFoundByTheirIndexAndNotAmongAllOfThem) {
    const support::Folder folder;
    Street town("sqlite:" + folder.path() + "/plan.db");
    const auto steps = plan_of(town.engine.database(), std::string(docs_of_cases) + " id IN (:a, :b))",
                               {{"s", for_test::street}, {"a", CaseId{{1, 1}}}, {"b", CaseId{{1, 2}}}});
    EXPECT_NE(steps.find("by_case (subdistrict=? AND id=?)"), std::string::npos) << steps;
    EXPECT_NE(steps.find("PRIMARY KEY (subdistrict=? AND n=?)"), std::string::npos) << steps;
}

TEST(Search, FindsExactlyWhatARoleIsShown) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        const auto seed = std::random_device{}();
        SCOPED_TRACE("seed " + number(seed));
        Random random(seed);
        Desk desk(url);
        fill(desk, random, 24);
        ASSERT_TRUE(desk.index.catch_up());
        std::size_t hits = 0;
        for (const auto* login :
             {"desk", "liaison", "liaison2", "handler", "handler2", "legal", "admin", "auditor", "duty"})
            for (int i = 0; i < 14; ++i) {
                std::vector<std::string> words{word(random)};
                if (random() % 3 == 0) words.push_back(word(random));
                const auto longest = std::ranges::max(words, {}, plain_size);
                if (plain_size(longest) < 2) continue;
                const auto text = join(words, random() % 2 == 0 ? " " : "\u3000");
                const auto found = desk.found(login, text);
                EXPECT_EQ(found, naive(desk, login, words)) << login << " looks for " << text;
                hits += found.size();
            }
        EXPECT_GT(hits, 20U);
    }
}

TEST(Search, NewestFirstNarrowedByAFilterAndByTheEndOfANumber) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Desk desk(url);
        const auto first = desk.town.reports("仙霞路口路灯不亮");
        const auto second = desk.town.reports("路灯又不亮了，在仙霞路", R"(,"class_code":"28001")", "121.41");
        ASSERT_TRUE(desk.index.catch_up());
        const auto page = desk.search.find(desk.actor("desk"), {"路灯 仙霞", {}, 0, 10});
        ASSERT_TRUE(page);
        ASSERT_EQ(page->hits.size(), 2U);
        EXPECT_EQ(page->hits[0].listed.row.id.text(), second.text("id"));
        EXPECT_EQ(page->hits[0].where, std::vector<Code>{Code{"report"}});
        EXPECT_EQ(page->hits[0].snippet, "路灯又不亮了，在仙霞路");
        ASSERT_EQ(page->hits[0].marks.size(), 2U);
        EXPECT_EQ(page->hits[0].marks[1].from, 8);
        EXPECT_EQ(page->hits[0].marks[1].length, 2);
        CaseFilter one_grid;
        one_grid.grid = g1;
        EXPECT_EQ(desk.found("desk", "路灯", one_grid), std::set<std::string>{first.text("id")});
        const auto number = first.text("number");
        EXPECT_EQ(desk.found("desk", number), std::set<std::string>{first.text("id")});
        EXPECT_EQ(desk.found("desk", number.substr(number.size() - 5)),
                  std::set<std::string>{first.text("id")});
    }
}

TEST(Search, AReportIsFoundAfterTheNextRoundOfTheFollowerAndTwiceIsOnce) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Desk desk(url);
        const auto id = desk.town.reports("共享单车堆在出口").text("id");
        EXPECT_TRUE(desk.found("desk", "单车").empty());
        ASSERT_TRUE(desk.index.follow());
        EXPECT_EQ(desk.found("desk", "单车"), std::set<std::string>{id});
        TextIndex other(desk.town.engine, desk.town.vault, nullptr); // another process
        ASSERT_TRUE(other.open());
        ASSERT_TRUE(other.catch_up());
        EXPECT_EQ(desk.found("desk", "单车"), std::set<std::string>{id});
        ASSERT_EQ(desk.town.act(id, "note", R"({"text":"联系了运营企业"})", "desk").status, 200);
        ASSERT_TRUE(other.catch_up());
        EXPECT_EQ(desk.found("desk", "运营 出口"), std::set<std::string>{id});
    }
}

TEST(Search, WhatIsErasedIsFoundNoMoreAndNothingOfItIsLeft) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Desk desk(url);
        auto& database = *desk.town.database;
        const auto stays = desk.town.reports("油烟味道大，楼下小饭店").text("id");
        const auto pairs = [&] {
            return database.read([](sql::Session& s) {
                return s.integers("SELECT pair FROM {search_block} WHERE subdistrict = :s", {{"s", street}});
            });
        };
        ASSERT_TRUE(desk.index.catch_up());
        const auto before = pairs();
        const auto id = desk.town.reports("油烟熏人，王某住三楼").text("id");
        ASSERT_TRUE(desk.index.catch_up());
        ASSERT_GT(pairs()->size(), before->size());
        ASSERT_TRUE(database.write([&](sql::Session& s) -> Result<void> {
            GEZHI_CHECK(s.execute("DELETE FROM side_text WHERE subdistrict = :s AND subject = :i",
                                  {{"s", street}, {"i", id}}));
            return {};
        }));
        ASSERT_TRUE(desk.index.again(*CaseId::parse(id)));
        EXPECT_EQ(*pairs(), *before);
        EXPECT_EQ(desk.found("desk", "油烟"), std::set<std::string>{stays});
        EXPECT_TRUE(desk.found("desk", "王某").empty());
    }
}

TEST(Search, TheTablesHoldNoReadableWord) {
    support::Folder folder;
    Desk desk(support::sqlite_url(folder));
    desk.town.reports("楼道灯不亮");
    ASSERT_TRUE(desk.index.catch_up());
    const auto texts = desk.town.database->read([](sql::Session& s) {
        return s.texts("SELECT refs FROM {search_doc} WHERE subdistrict = :s UNION ALL "
                       "SELECT cases FROM {search_block} WHERE subdistrict = :s",
                       {{"s", street}});
    });
    ASSERT_TRUE(texts);
    ASSERT_GT(texts->size(), 4U);
    for (const auto& text : *texts)
        EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return c > 0; })) << text;
    // Under another key the same words are other numbers.
    engine::Vault other(std::string(32, 'z'));
    EXPECT_NE(TextIndex(desk.town.engine, other, nullptr).pair("道灯"), desk.index.pair("道灯"));
}

TEST(Search, RefusesWhatIsTooShortOrTooLong) {
    support::Folder folder;
    Desk desk(support::sqlite_url(folder));
    const auto refused = [&](const std::string& words) {
        const auto answer = desk.search.find(desk.actor("desk"), {words, {}, 0, 5});
        return answer ? std::string() : std::string(answer.error().rule->code);
    };
    EXPECT_EQ(refused("灯"), casework::rules::search_too_short.code);
    EXPECT_EQ(refused(" ，。 "), casework::rules::search_too_short.code);
    EXPECT_EQ(refused(std::string(40, 'a')), casework::rules::search_too_long.code);
    EXPECT_EQ(refused("路灯 a b c d e f g h"), casework::rules::search_too_long.code);
    EXPECT_EQ(refused("路灯 a"), "");
}

RC_GTEST_PROP(Search, ABlockReadsAsItWasWritten, (const std::vector<std::uint16_t>& numbers)) {
    Block block;
    for (const auto n : numbers)
        for (std::size_t k = 0; k < (n % 40U) + 1; ++k) block.set((n + k * 7) % block_cases);
    RC_ASSERT(read_block(written(block)) == block);
}

TEST(Search, ABlockOfAllAndOfNoneReadsAsItWasWritten) {
    Block all;
    all.set();
    EXPECT_EQ(read_block(written(all)), all);
    EXPECT_EQ(read_block(written({})), Block{});
    EXPECT_EQ(read_block("*中"), Block{});
    EXPECT_EQ(read_block("A"), Block{});
}

TEST(Search, ASnippetShowsTheWordsWhereTheyStand) {
    const auto whole = snippet_of("ＬＥＤ 灯 不亮。\n第二行", {"led灯", "二行"});
    EXPECT_EQ(whole.text, "ＬＥＤ 灯 不亮。 第二行");
    EXPECT_EQ(whole.marks, (std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 5}, {11, 2}}));
    std::string far;
    for (int i = 0; i < 100; ++i) far += "长";
    const auto cut = snippet_of(far + "路灯" + far, {"路灯"});
    EXPECT_TRUE(cut.text.starts_with("…") && cut.text.ends_with("…"));
    ASSERT_EQ(cut.marks.size(), 1U);
    EXPECT_EQ(cut.marks[0], (std::pair<std::int64_t, std::int64_t>{17, 2}));
    EXPECT_EQ(snippet_of("没有", {"路灯"}).marks.size(), 0U);
}
