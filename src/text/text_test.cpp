#include "text/locale.hpp"
#include "text/normal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace gezhi;
using text::clean;
using text::Language;
using text::Locale;

namespace {

class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("gezhi_text_" + std::to_string(getpid()))) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
    }

    ~Folder() { std::filesystem::remove_all(path_); }

    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
    }

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

} // namespace

TEST(Normal, DecomposedLettersBecomeOneCharacter) {
    EXPECT_EQ(clean("e\u0301").value(), "é");
    EXPECT_EQ(clean("路锥占道").value(), "路锥占道");
    EXPECT_EQ(clean("").value(), "");
}

TEST(Normal, LineEndsOfBrowsersBecomeNewlines) {
    EXPECT_EQ(clean("一\r\n二\n三").value(), "一\n二\n三");
}

TEST(Normal, ControlCharactersAreRefused) {
    for (const auto& bad : {std::string("a\0b", 3), std::string("\x1b[0m"), std::string("a\rb"),
                            std::string("\xC2\x85"), std::string("\x7F"), std::string("\t")}) {
        const auto result = clean(bad);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().rule->code, "text/control-character");
    }
    EXPECT_TRUE(clean("\xC2\xA0"));
}

TEST(Normal, BrokenUtf8IsRefused) {
    for (const auto* bad : {"\xFF", "\xE4\xB8", "\xC0\xAF", "\xED\xA0\x80"}) {
        const auto result = clean(bad);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().rule->code, "text/not-utf8");
    }
}

RC_GTEST_PROP(Normal, CleaningTwiceIsCleaningOnce, (const std::string& bytes)) {
    if (const auto once = clean(bytes)) {
        const auto twice = clean(*once);
        RC_ASSERT(twice.has_value());
        RC_ASSERT(*twice == *once);
    }
}

TEST(LocaleFiles, SlotsAreFilledAndUnknownOnesStay) {
    EXPECT_EQ(text::fill("{a} and {b}, {a}", {{"a", "1"}}), "1 and {b}, 1");
    EXPECT_EQ(text::fill("open { end", {{"a", "1"}}), "open { end");
}

TEST(LocaleFiles, PartsAndNestedKeysAreOneMap) {
    const Folder folder;
    folder.write("zh-CN.json", R"({"a": "甲{n}", "deep": {"b": "乙"}})");
    folder.write("zh-CN.casework.json", R"({"only.here": "丙"})");
    folder.write("en.json", R"({"a": "A{n}", "deep.b": "B"})");
    const auto locale = Locale::load(folder.path());
    ASSERT_TRUE(locale);
    EXPECT_EQ(locale->sentence(Language::zh_cn, "a", {{"n", "7"}}), "甲7");
    EXPECT_EQ(locale->sentence(Language::en, "deep.b"), "B");
    EXPECT_EQ(locale->sentence(Language::en, "only.here"), "丙") << "the other language is better than none";
    EXPECT_EQ(locale->sentence(Language::en, "nowhere"), "nowhere");
    EXPECT_TRUE(locale->has(Language::zh_cn, "deep.b"));
    EXPECT_FALSE(locale->has(Language::en, "only.here"));
}

TEST(LocaleFiles, ABrokenFileIsRefused) {
    for (const auto* bad : {"{", R"({"a": 1})", R"({"a.b": "1", "a": {"b": "2"}})", "[]"}) {
        const Folder folder;
        folder.write("zh-CN.json", bad);
        folder.write("en.json", R"({"a": "A"})");
        const auto locale = Locale::load(folder.path());
        ASSERT_FALSE(locale) << bad;
        EXPECT_EQ(locale.error().rule->code, "text/locale-broken");
    }
    EXPECT_FALSE(Locale::load("/nonexistent/locale"));
}

TEST(LocaleFiles, OurOwnFilesHaveTheSameKeysInBothLanguages) {
    const auto locale = Locale::load(GEZHI_SOURCE_DIR "/locale");
    ASSERT_TRUE(locale);
    for (const auto& [key, sentence] : locale->all(Language::zh_cn)) {
        EXPECT_TRUE(locale->has(Language::en, key)) << key;
        EXPECT_FALSE(sentence.empty()) << key;
    }
    for (const auto& [key, sentence] : locale->all(Language::en))
        EXPECT_TRUE(locale->has(Language::zh_cn, key)) << key;
}

TEST(Languages, TagsOfBrowsersAreUnderstood) {
    auto language = Language::zh_cn;
    EXPECT_TRUE(text::parse_language(" en-GB", language));
    EXPECT_EQ(language, Language::en);
    EXPECT_TRUE(text::parse_language("zh-Hans-CN", language));
    EXPECT_EQ(text::tag(language), "zh-CN");
    EXPECT_FALSE(text::parse_language("fr", language));
    EXPECT_FALSE(text::parse_language("", language));
}
