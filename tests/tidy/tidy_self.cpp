// The checks themselves can fail: each is shown a tree that breaks its rule, and one that keeps it.

#include "checks.hpp"

#include <gtest/gtest.h>

namespace {

using namespace gezhi::tidy;

Tree of(std::string path, std::string text) {
    return {file_of(std::move(path), std::move(text))};
}

std::size_t count(const Violations& violations) {
    return violations.size();
}

TEST(TidySelf, CommentsAndLiteralsAreNotCode) {
    const auto file =
        file_of("src/a/a.cpp", "int x; // throw\nauto s = \"throw \\\" it\"; /* throw\n throw */ int y;\n"
                               "auto r = R\"x(throw \"me\")x\"; char c = '\"'; int z = 1'000;\n");
    for (const auto& line : file.code) EXPECT_FALSE(has_word(line, "throw")) << line;
    EXPECT_TRUE(has_word(file.code[2], "y"));
    EXPECT_TRUE(has_word(file.code[3], "z"));
    ASSERT_EQ(file.literals.size(), 2U);
    EXPECT_EQ(file.literals[1].text, "throw \"me\"");
    EXPECT_EQ(file.literals[1].line, 4U);
}

TEST(TidySelf, AWallStopsWhatTheTableForbids) {
    EXPECT_EQ(count(include_walls(of("src/base/id.cpp", "#include \"json/json.hpp\"\n"))), 1U);
    EXPECT_EQ(count(include_walls(of("src/http/x.cpp", "#include \"modules/grid/query.hpp\"\n"))), 1U);
    EXPECT_EQ(count(include_walls(of("src/modules/patrol/ask.cpp", "#include \"modules/grid/model.hpp\"\n"))),
              1U);
    EXPECT_EQ(count(include_walls(of("src/modules/patrol/ask.cpp", "#include \"modules/grid/query.hpp\"\n"))),
              0U);
    EXPECT_EQ(count(include_walls(of("src/flows/x.cpp", "#include \"modules/grid/ask.hpp\"\n"))), 0U);
    EXPECT_EQ(count(include_walls(of("src/flows/x.cpp", "#include \"modules/grid/facts.hpp\"\n"))), 1U);
    EXPECT_EQ(count(include_walls(of("src/engine/x.cpp", "#include \"support/databases.hpp\"\n"))), 1U);
    EXPECT_EQ(count(include_walls(of("src/engine/x_test.cpp", "#include \"support/databases.hpp\"\n"))), 0U);
}

TEST(TidySelf, ThePureFloorIsFollowedThroughHeaders) {
    Tree tree{file_of("src/modules/patrol/decide.cpp", "#include \"modules/patrol/glue.hpp\"\n"),
              file_of("src/modules/patrol/glue.hpp", "#include \"engine/room.hpp\"\n")};
    EXPECT_EQ(count(pure_floors(tree)), 1U);
    tree[1] = file_of("src/modules/patrol/glue.hpp", "#include \"calendar/clock.hpp\"\n");
    EXPECT_EQ(count(pure_floors(tree)), 0U);
    EXPECT_EQ(count(pure_floors(of("src/modules/patrol/view.hpp", "#include \"engine/rows.hpp\"\n"))), 0U);
    EXPECT_EQ(count(pure_floors(of("src/modules/patrol/due.hpp", "#include \"engine/rows.hpp\"\n"))), 1U);
}

TEST(TidySelf, LibrariesStayHome) {
    EXPECT_EQ(count(library_folders(of("src/json/read.cpp", "#include <boost/json.hpp>\n"))), 0U);
    EXPECT_EQ(count(library_folders(of("src/json/read.hpp", "#include <boost/json.hpp>\n"))), 1U);
    EXPECT_EQ(count(library_folders(of("src/engine/x.cpp", "#include <boost/json.hpp>\n"))), 1U);
    EXPECT_EQ(count(library_folders(of("src/engine/x.cpp", "#include <nlohmann/json.hpp>\n"))), 1U);
    EXPECT_EQ(count(library_folders(of("src/engine/x.cpp", "#include <string>\n#include <unistd.h>\n"))), 0U);
}

std::string function_of(int lines) {
    std::string text =
        "namespace a {\n\nclass B {\npublic:\n    int f(int x = 1,\n          int y = 2) const {\n";
    for (int i = 0; i < lines - 3; ++i) text += "        if (x == y) { g({1, 2}, [&] { return x; }); }\n";
    return text + "    }\n};\n\n} // namespace a\n";
}

TEST(TidySelf, LongThingsAreMeasured) {
    EXPECT_EQ(count(sizes(of("src/a/a.cpp", function_of(60)))), 0U);
    EXPECT_EQ(count(sizes(of("src/a/a.cpp", function_of(61)))), 1U);
    EXPECT_EQ(count(sizes(of("src/a/a.cpp", "// " + std::string(107, 'x') + "\n"))), 0U);
    EXPECT_EQ(count(sizes(of("src/a/a.cpp", "// " + std::string(108, 'x') + "\n"))), 1U);
    std::string table = "constexpr int table[] = {\n";
    for (int i = 0; i < 100; ++i) table += "    1,\n";
    EXPECT_EQ(count(sizes(of("src/a/a.cpp", table + "};\n"))), 0U);
    std::string longer;
    for (int i = 0; i < 401; ++i) longer += "//\n";
    EXPECT_EQ(count(sizes(of("src/a/a.cpp", longer))), 1U);
    EXPECT_EQ(count(sizes(of("scripts/a.sh", longer))), 1U);
}

TEST(TidySelf, AHeaderNeedsItsParagraph) {
    EXPECT_EQ(count(header_form(of("src/a/a.hpp", "#pragma once\n// What this is.\n"))), 0U);
    EXPECT_EQ(count(header_form(of("src/a/a.hpp", "#pragma once\n\n#include <string>\n"))), 1U);
    EXPECT_EQ(count(header_form(of("src/a/a.hpp", "// What this is.\n#pragma once\n"))), 1U);
}

TEST(TidySelf, WordsOfCodeAreWatched) {
    EXPECT_EQ(count(chinese_literals(of("src/modules/a/a.cpp", "// 路\nauto x = \"路\";\n"))), 1U);
    EXPECT_EQ(count(chinese_literals(of("src/modules/a/a_test.cpp", "auto x = \"路\";\n"))), 0U);
    for (const auto* bad :
         {"throw 1;", "std::expected<int, int> x;", "auto t = std::chrono::system_clock::now();",
          "std::random_device d;", "soci::row r;", "class CaseManager;", "struct StringUtils {",
          "for (const auto& x : *rows()) {", "for (auto x : *a.b->rows(1)) {"})
        EXPECT_EQ(count(forbidden_words(of("src/a/a.cpp", bad))), 1U) << bad;
    for (const auto* good : {"// throw", "int thrown;", "class Utilities2;", "for (auto& x : *rows) {",
                             "const auto* manager = 0;"})
        EXPECT_EQ(count(forbidden_words(of("src/a/a.cpp", good))), 0U) << good;
    EXPECT_EQ(count(forbidden_words(of("src/base/result.hpp", "std::expected<int, int> x;"))), 0U);
    EXPECT_EQ(count(sql_texts(of("src/a/a.cpp", "auto q = \"SELECT * FROM t WHERE a LIKE :b\";"))), 2U);
    EXPECT_EQ(count(sql_texts(of("src/a/a.cpp", "auto q = \"SELECT a FROM t\"; // SELECT *"))), 0U);
}

TEST(TidySelf, EventsAreLookedInto) {
    const std::string open = "struct Said {\n    static constexpr std::string_view name = ";
    EXPECT_EQ(count(event_types(
                  of("src/modules/a/model.hpp", open + "\"a/said.1\";\n    std::string text;\n};\n"))),
              1U);
    EXPECT_EQ(
        count(event_types(of("src/modules/a/model.hpp", open + "\"a/say\";\n    std::string text;\n};\n"))),
        0U);
    EXPECT_EQ(count(event_types(of("src/modules/a/model.hpp", open + "\"a/said.1\";\n    Code code;\n};\n"))),
              0U);
}

TEST(TidySelf, NotesAndPathsAreFound) {
    const std::string mark = std::string("TO") + "DO";
    EXPECT_EQ(count(unsigned_notes(of("src/a/a.cpp", "// " + mark + ": later\n"))), 1U);
    EXPECT_EQ(count(unsigned_notes(of("src/a/a.cpp", "// " + mark + "(li, 12): later\n"))), 0U);
    EXPECT_EQ(count(machine_paths(of("docs/a.md", std::string("see /wo") + "rk/main\n"))), 1U);
    EXPECT_EQ(count(machine_paths(of("docs/a.md", std::string("see net/wo") + "rk and /wo" + "rkday\n"))),
              0U);
}

TEST(TidySelf, ListsAndFoldersAreCompared) {
    Tree tree{file_of("src/a/CMakeLists.txt",
                      "gezhi_library(a SOURCES one.cpp)\ngezhi_test(two_test LABELS pure)\n"),
              file_of("src/a/one.cpp", ""), file_of("src/a/two_test.cpp", "")};
    EXPECT_EQ(count(cmake_lists(tree)), 0U);
    tree[2] = file_of("src/a/three.cpp", "");
    EXPECT_EQ(count(cmake_lists(tree)), 2U);
    EXPECT_EQ(count(room_furniture(of("src/modules/a/model.hpp", ""))), 2U);
}

TEST(TidySelf, DocumentsAreRead) {
    EXPECT_EQ(count(changelog_form(
                  of("CHANGELOG.md", "# Changelog\n\n## [unreleased]\n\n### Added\n- One\n  more\n"))),
              0U);
    EXPECT_EQ(count(changelog_form(
                  of("CHANGELOG.md", "# Changelog\n\n## [1.2.3] - 2026-01-02\n\n### News\n- One\n"))),
              2U);
    EXPECT_EQ(
        count(markdown_form(of("docs/a.md", "# One\n[x](no_such.md) `[y](z.md)` [w](https://x.example)\n"))),
        1U);
    EXPECT_EQ(count(markdown_form(of("docs/a.md", "# One\n```\n# not a title\n```\n# Two\n"))), 1U);
    EXPECT_EQ(count(generated_marks(of("api/events.md", "# Events\n"))), 1U);
    EXPECT_EQ(count(generated_marks(of("api/openapi.json", "{\n  \"x-generated\": \"by ./dev docs\"\n}\n"))),
              0U);
}

Tree book(const std::string& chinese, const std::string& english, const std::string& test) {
    return {file_of("locale/en.json", english), file_of("locale/zh-CN.json", chinese),
            file_of("src/modules/a/model.hpp",
                    "inline constexpr Rule late{\"a/late\", Kind::conflict,\n    \"Late\"};\n"),
            file_of("src/modules/a/model_test.cpp", test)};
}

TEST(TidySelf, TheRuleBookIsComplete) {
    const std::string words =
        "{\n  \"problem.a/late.detail\": \"{n}\",\n  \"problem.a/late.title\": \"x\"\n}\n";
    const auto good = book(words, words, "EXPECT_EQ(error.rule, &rules::late);");
    EXPECT_EQ(count(rule_codes(good)) + count(rules_in_tests(good)) + count(rules_in_locale(good)), 0U);
    EXPECT_EQ(count(locale_pairs(good)), 0U);
    const auto bad = book(words, "{\n  \"problem.a/late.detail\": \"\"\n}\n", "rules::later");
    EXPECT_EQ(count(rules_in_tests(bad)), 1U);
    EXPECT_EQ(count(rules_in_locale(bad)), 1U);
    EXPECT_EQ(count(locale_pairs(bad)), 3U); // no title, empty detail, other parameters
    auto twice = good;
    twice.push_back(
        file_of("src/modules/b/model.hpp", "inline constexpr Rule late{\"a/late\", Kind::conflict};\n"));
    EXPECT_EQ(count(rule_codes(twice)), 2U); // twice, and not in its room's folder
}

} // namespace
