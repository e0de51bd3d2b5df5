#include "pages/form.hpp"
#include "pages/qr.hpp"
#include "pages/render.hpp"
#include "pages_samples.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

namespace gezhi::pages {

namespace {

const std::string root = GEZHI_SOURCE_DIR;

const Pages& pages() {
    static const Pages made = [] {
        auto locale = text::Locale::load(root + "/locale");
        require(locale.has_value(), "locale");
        Words words(std::move(*locale));
        auto templates = Templates::load(root + "/src/pages/templates", words);
        require(templates.has_value(), "templates");
        return Pages(std::move(words), std::move(*templates), "test");
    }();
    return made;
}

const std::string hostile =
    "<script>alert(1)</script>\"'&lt;</textarea><img src=x onerror=alert(2)> javascript:";

void expect_no_hostile_markup(const std::string& html) {
    EXPECT_EQ(html.find("<script>alert"), html.npos);
    EXPECT_EQ(html.find("<img src=x"), html.npos);
    EXPECT_EQ(html.find("\"'&lt;</textarea>"), html.npos);
    EXPECT_NE(html.find("&lt;script&gt;alert(1)"), html.npos);
}

ReportForm whole_form() {
    auto form = samples::report().form;
    form.notify_by = "call";
    form.phone = "021-6000 0000";
    return form;
}

} // namespace

TEST(Pages, EveryTemplateKeyExistsInBothLocales) {
    const auto& words = pages().words();
    const auto templates = Templates::load(root + "/src/pages/templates", words);
    ASSERT_TRUE(templates.has_value());
    EXPECT_GT(templates->keys().size(), 100U);
    for (const auto lang : languages)
        for (const auto other : languages)
            for (const auto& [key, text] : words.all(lang))
                if (key.starts_with("page.")) {
                    EXPECT_TRUE(words.has(other, key)) << key;
                }
}

TEST(Pages, ASentenceHasTheSameParametersInBothLanguages) {
    const auto names = [](const std::string& text) {
        std::set<std::string> found;
        for (auto at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
            found.insert(text.substr(at, text.find('}', at) - at));
        return found;
    };
    const auto& words = pages().words();
    for (const auto& [key, text] : words.all(Lang::zh_cn))
        if (key.starts_with("page.")) {
            EXPECT_EQ(names(text), names(words.all(Lang::en).find(key)->second)) << key;
        }
}

TEST(Pages, ATemplateWithAnUnknownSentenceIsRefusedAtStart) {
    const auto folder = std::filesystem::path(GEZHI_BINARY_DIR) / "pages_broken";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "a.tpl") << "<p>[[page.no.such.key]]</p>";
    const auto templates = Templates::load(folder.string(), pages().words());
    ASSERT_FALSE(templates.has_value());
    EXPECT_EQ(templates.error().rule->code, "pages/words-missing");
    EXPECT_EQ(templates.error().params.at("missing"), "page.no.such.key");
}

TEST(Pages, ATemplateThatDoesNotParseIsRefusedAtStart) {
    const auto folder = std::filesystem::path(GEZHI_BINARY_DIR) / "pages_unparsed";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "a.tpl") << "<p>[[>_nobody.tpl]]</p>";
    const auto templates = Templates::load(folder.string(), pages().words());
    ASSERT_FALSE(templates.has_value());
    EXPECT_EQ(templates.error().rule->code, "pages/template-broken");
}

TEST(Pages, HostileTextIsEscapedOnTheReportPage) {
    for (const auto lang : languages) {
        auto page = samples::report();
        page.form.text = hostile;
        page.form.address = hostile;
        page.form.phone = hostile;
        page.place_name = hostile;
        page.hits = std::vector<PlaceHit>{{hostile, hostile, hostile, {}}};
        expect_no_hostile_markup(pages().render(page, samples::about(lang)));
    }
}

TEST(Pages, HostileTextIsEscapedOnEveryOtherPage) {
    const auto about = samples::about(Lang::zh_cn);
    auto form = samples::report().form;
    form.text = hostile;
    expect_no_hostile_markup(
        pages().render(SimilarPage{form, {{hostile, hostile, 5, 1, about.now, Step::given}}}, about));
    expect_no_hostile_markup(pages().render(EmergencyPage{{"fire", hostile, hostile, {"119"}}, form}, about));
    auto follow = samples::follow();
    follow.text = hostile;
    follow.unit_name = hostile;
    follow.talk.push_back({true, hostile, about.now});
    follow.photos_before = {"javascript:alert(1)"};
    follow.legal_path = LegalPath{hostile, hostile, hostile, "12345"};
    const auto html = pages().render(follow, about);
    expect_no_hostile_markup(html);
    EXPECT_EQ(html.find("\"javascript:"), html.npos);
    expect_no_hostile_markup(pages().render(LookupPage{hostile, {}}, about));
    expect_no_hostile_markup(pages().render(ElderPage{ElderStep::send, form, hostile, {}}, about));
}

// 虚构演示数据: over every page and print of a demo street, and of no other.
TEST(Pages, EveryPageOfADemoStreetSaysThatItIsInvented) {
    const auto folder = testing::TempDir() + "gezhi-pages-of-a-demo";
    samples::write_all(pages(), folder);
    int looked_at = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".html") continue;
        std::ifstream stream(entry.path());
        const std::string html{std::istreambuf_iterator<char>(stream), {}};
        EXPECT_NE(html.find("class=\"demo\""), html.npos) << entry.path();
        ++looked_at;
    }
    std::filesystem::remove_all(folder);
    EXPECT_GT(looked_at, 30);
    auto real = samples::about(Lang::zh_cn);
    real.street.demo = false;
    const auto html = pages().render(samples::report(), real);
    EXPECT_EQ(html.find("class=\"demo\""), html.npos);
    EXPECT_EQ(html.find("虚构演示数据"), html.npos);
}

TEST(Pages, NothingTypedIsLostWhenSomethingIsMissing) {
    auto page = samples::report();
    page.form.text.clear();
    page.form.phone = "021-6000 0000";
    page.form.photos = {"0fileid"};
    page.errors = check(page.form);
    ASSERT_EQ(page.errors.size(), 1U);
    const auto html = pages().render(page, samples::about(Lang::zh_cn));
    for (const auto* kept :
         {"021-6000 0000", "0fileid", "31.211900", "还差一处，没有发出", "请写一句看到了什么"})
        EXPECT_NE(html.find(kept), html.npos) << kept;
    EXPECT_LT(html.find("还差一处"), html.find("id=\"text\""));
}

TEST(Pages, TheSentFormBecomesTheCommand) {
    const auto form = whole_form();
    EXPECT_TRUE(check(form).empty());
    const auto command = report_command(form, "key1");
    EXPECT_EQ(command.text, form.text);
    EXPECT_EQ(command.position, form.position);
    EXPECT_EQ(command.phone, "021-6000 0000");
    EXPECT_EQ(command.notify_by, "call");
    EXPECT_EQ(command.idempotency_key, "key1");
}

TEST(Pages, TheHiddenFieldsCarryTheWholeForm) {
    auto form = whole_form();
    form.photos = {"a1", "b2"};
    form.may_be_called = true;
    form.door = "3 号楼";
    Values values;
    carry(values, form, Lang::zh_cn);
    http::Form fields;
    for (const auto& row : values.sections.at("CARRIED"))
        fields.fields.emplace_back(row.set.at("NAME"), row.set.at("VALUE"));
    const auto back = report_form(fields);
    EXPECT_EQ(report_command(back, "k"), report_command(form, "k"));
    EXPECT_EQ(back.token, form.token);
}

TEST(Pages, WhatIsMissingIsSaidBesideItsField) {
    ReportForm form;
    form.notify_by = "call";
    auto errors = check(form);
    ASSERT_EQ(errors.size(), 3U);
    EXPECT_EQ(errors[0].key, "where_missing");
    EXPECT_EQ(errors[1].key, "text_missing");
    EXPECT_EQ(errors[2].key, "phone_missing");
    form = whole_form();
    form.phone = "call me";
    EXPECT_EQ(check(form).at(0).key, "phone_wrong");
    form = whole_form();
    form.notify_by = "door";
    EXPECT_EQ(check(form).at(0).key, "door_missing");
    form.door = "3 号";
    for (int i = 0; i < 51; ++i) form.text += "路灯不亮路灯不亮路灯";
    EXPECT_EQ(check(form).at(0).key, "text_long");
}

TEST(Pages, NumbersAndKeysAreReadAsPeopleTypeThem) {
    EXPECT_EQ(clean_number(" ts2026 1123-r000178"), "TS20261123R000178");
    EXPECT_EQ(clean_key("k7mq-29fd"), "K7MQ29FD");
    EXPECT_FALSE(clean_number("../../etc/passwd").has_value());
    EXPECT_FALSE(clean_number("TS1").has_value());
    EXPECT_FALSE(clean_key("' or 1=1").has_value());
    EXPECT_FALSE(clean_key(std::string(65, 'A')).has_value());
}

TEST(Pages, TheFirstLineOfTheFollowPageIsTheAnswerWithADueTime) {
    auto page = samples::follow();
    const auto about = samples::about(Lang::zh_cn);
    EXPECT_EQ(pages().answer(page, about), "示例单车企业正在办，最晚今天 11:19。");
    page.clock.look = ClockLook::late;
    EXPECT_EQ(pages().answer(page, about), "示例单车企业正在办，原定今天 11:19，已经晚了，街道在催。");
    page.outcome = Outcome::declined;
    EXPECT_EQ(pages().answer(page, about), "不属于受理范围，去处写在下面。");
    const auto html = pages().render(samples::follow(), about);
    EXPECT_LT(html.find("正在办，最晚"), html.find("婴儿车"));
    for (const auto* staff_word : {"派遣", "结案", "作废", "处置"})
        EXPECT_EQ(html.find(staff_word), html.npos);
}

TEST(Pages, ATapOnThePictureIsAPositionAndBack) {
    const auto view = near_view({31.2119, 121.4012});
    const auto at = view.to_position({100, 50});
    const auto back = view.to_pixel(at);
    EXPECT_NEAR(back.x, 100, 1e-6);
    EXPECT_NEAR(back.y, 50, 1e-6);
    EXPECT_GT(at.lat, 31.2119);
    EXPECT_LT(at.lon, 121.4012);
}

TEST(Pages, TheSchematicSaysThatItIsOnlyADrawing) {
    const auto layers = samples::layers();
    const auto svg = schematic_svg(layers, whole_view(layers), {Position{31.2119, 121.4012}, "G1"},
                                   {"示意图，不作划界依据", "© OpenStreetMap contributors"});
    for (const auto* part :
         {"示意图，不作划界依据", "© OpenStreetMap contributors", "class=\"p\"", "class=\"l\"", ">甲</text>"})
        EXPECT_NE(svg.find(part), svg.npos) << part;
    EXPECT_EQ(svg.find("<script"), svg.npos);
    EXPECT_EQ(schematic_svg({}, whole_view({}), {}, {"<b>", "x"}).find("<b>"), std::string::npos);
}

TEST(Pages, CaptionsThatWouldTouchStandOnTwoLines) {
    const auto heights = [](std::string_view note) {
        const auto svg =
            schematic_svg({}, whole_view({}), {}, {std::string(note), "© OpenStreetMap contributors, ODbL"});
        return std::pair(svg.find("y=\"223") != svg.npos, svg.find("y=\"209") != svg.npos);
    };
    EXPECT_EQ(heights("Only a plan"), std::pair(true, false));
    EXPECT_EQ(heights("Only a plan and not a legal boundary"), std::pair(true, true));
}

TEST(Pages, TheDrawingSpeaksTheLanguageOfItsPage) {
    for (const auto lang : {Lang::zh_cn, Lang::en}) {
        const auto html = pages().render(ReportPage{}, samples::about(lang));
        EXPECT_NE(html.find(std::string("&amp;lang=") + std::string(tag(lang)) + "\" width=\"312\""),
                  html.npos);
    }
}

TEST(Pages, TheQrPictureIsAPngAndNeverTooLong) {
    EXPECT_TRUE(qr_png("http://a.example/c/TS20261123R000178?key=K7MQ29FD").starts_with("\x89PNG"));
    EXPECT_TRUE(qr_svg(std::string(301, 'a')).empty());
    EXPECT_TRUE(qr_png("").empty());
}

TEST(Pages, AProblemWithoutWordsIsNotFound) {
    const auto html = pages().render(ProblemPage{"no/such-rule"}, samples::about(Lang::en));
    EXPECT_NE(html.find("Not found"), html.npos);
}

// Also writes every page to a folder, so that they can be opened and looked at.
TEST(Pages, TheFirstPageStaysUnder150KilobytesInAll) {
    const auto folder = std::filesystem::path(GEZHI_BINARY_DIR) / "pages_look";
    samples::write_all(pages(), folder.string());
    std::size_t bytes = 0;
    for (const auto* name : {"report.html", "map/schematic.svg"})
        bytes += std::filesystem::file_size(folder / name);
    for (const auto& file : std::filesystem::directory_iterator(root + "/public")) bytes += file.file_size();
    EXPECT_LT(bytes, 150U * 1024);
}

} // namespace gezhi::pages
