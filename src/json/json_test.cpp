#include "json/json.hpp"
#include "json/schema.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace gezhi;

namespace sample {

enum class Stage { open, closed };
BOOST_DESCRIBE_ENUM(Stage, open, closed)

struct Inner {
    std::int64_t n{0};
    std::optional<std::string> word;
    auto operator<=>(const Inner&) const = default;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (n, word))

struct Opened {
    static constexpr std::string_view name = "sample/opened.1";
    CaseId id;
    Instant at;
    bool operator==(const Opened&) const = default;
};
BOOST_DESCRIBE_STRUCT(Opened, (), (id, at))

struct Closed {
    static constexpr std::string_view name = "sample/closed.1";
    Stage stage{Stage::closed};
    std::vector<Inner> parts;
    bool operator==(const Closed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (stage, parts))

using Event = std::variant<Opened, Closed>;

struct Request {
    Text<4> text;
    Count<1, 5> count;
    std::optional<double> lat;
};
BOOST_DESCRIBE_STRUCT(Request, (), (text, count, lat))

} // namespace sample

TEST(Json, RoundTripsVariantsInBothStyles) {
    const sample::Event opened = sample::Opened{CaseId{{1, 2}}, *parse_iso("2026-11-23T10:00:00+08:00")};
    const sample::Event closed = sample::Closed{sample::Stage::open, {{7, "a\"\n路"}, {8, std::nullopt}}};
    for (const auto style : {json::Style::wire, json::Style::stored})
        for (const auto& event : {opened, closed}) {
            const auto text = json::write(event, style);
            const auto back = json::read<sample::Event>(text, style);
            ASSERT_TRUE(back) << text;
            EXPECT_EQ(*back, event);
            EXPECT_EQ(json::write(*back, style), text);
        }
}

TEST(Json, NamesEachFaultWithItsPointer) {
    const auto read = json::read<sample::Request>(R"({"text":"路锥占道了","count":9,"lat":"x","more":1})");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().rule, &json::rules::invalid);
    std::map<std::string, std::string> faults;
    for (const auto& fault : read.error().faults) faults[fault.pointer] = fault.code;
    EXPECT_EQ(faults.at("/text"), "json/too-long");
    EXPECT_EQ(faults.at("/count"), "json/out-of-range");
    EXPECT_EQ(faults.at("/lat"), "json/wrong-type");
    EXPECT_EQ(faults.at("/more"), "json/unknown-member");
}

TEST(Json, MissingMembersAreNamedAndOptionalOnesAreNot) {
    const auto read = json::read<sample::Request>(R"({"text":"a"})");
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().faults.size(), 1U);
    EXPECT_EQ(read.error().faults[0].pointer, "/count");
    EXPECT_EQ(read.error().faults[0].code, "json/missing");
}

TEST(Json, RefusesWhatIsNotJsonAndControlCharacters) {
    for (const auto* text : {"", "{", "nul", "{\"a\":1}x", "[1,]", "\xff"}) {
        const auto read = json::read<sample::Request>(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().rule, &json::rules::not_json) << text;
    }
    const auto read = json::read<sample::Request>(R"({"text":"a\u0000","count":1})");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().faults[0].code, "json/control-character");
    EXPECT_FALSE(json::read<std::vector<int>>(std::string(200, '[')));
}

TEST(Json, SaysWhenANumberIsNotWholeOrTooLarge) {
    EXPECT_EQ(json::read<std::vector<int>>("[1.5]").error().faults[0].code, "json/not-whole");
    EXPECT_EQ(json::read<std::vector<std::int32_t>>("[3000000000]").error().faults[0].code,
              "json/out-of-range");
    EXPECT_EQ(json::read<std::vector<std::int64_t>>("[18446744073709551615]").error().faults[0].code,
              "json/not-whole");
}

RC_GTEST_PROP(Json, AnyTextSurvivesEscaping, (std::string text)) {
    std::erase_if(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7E;
    });
    RC_ASSERT(*json::read<std::string>(json::write(text)) == text);
}

namespace gezhi::doors {

struct Leaf {
    Text<5> name{};
    std::optional<Count<1, 9>> size{};
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (name, size))

struct Tree {
    std::vector<Leaf> leaves{};
    std::map<std::string, std::int64_t> counts{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Tree, (), (leaves, counts, at))

} // namespace gezhi::doors

TEST(Schema, ComesFromTheDescriptionThatReadsAndWrites) {
    json::SchemaBook book;
    EXPECT_EQ(book.of<gezhi::doors::Tree>(), R"({"$ref":"#/components/schemas/doors.Tree"})");
    ASSERT_EQ(book.named().size(), 2U);
    EXPECT_EQ(book.named().at("doors.Leaf"),
              R"({"type":"object","properties":{"name":{"type":"string","maxLength":5},)"
              R"("size":{"type":"integer","minimum":1,"maximum":9}},"required":["name"],)"
              R"("additionalProperties":false})");
    EXPECT_EQ(book.of<json::ListOf<bool>>(),
              R"({"type":"object","properties":{"items":{"type":"array","items":{"type":"boolean"}}},)"
              R"("required":["items"]})");
}
