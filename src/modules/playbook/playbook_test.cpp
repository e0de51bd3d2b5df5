#include "base/text.hpp"
#include "calendar/limit.hpp"
#include "modules/playbook/check.hpp"
#include "modules/playbook/commands.hpp"
#include "modules/playbook/index.hpp"
#include "modules/playbook/load.hpp"
#include "modules/playbook/words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>

namespace gezhi::playbook {

namespace {

const std::string folder = std::string(GEZHI_SOURCE_DIR) + "/playbook";

const Playbook& shipped() {
    static const auto loaded = load(folder);
    if (!loaded) {
        for (const auto& fault : loaded.error().faults)
            std::cerr << fault.pointer << " " << fault.code << "\n";
        require(false, "the playbook reads");
    }
    return *loaded;
}

const PlaybookIndex& index() {
    static const PlaybookIndex built(shipped());
    return built;
}

bool has_fault(const std::vector<Fault>& faults, std::string_view code, std::string_view pointer) {
    return std::ranges::any_of(
        faults, [&](const Fault& fault) { return fault.code == code && fault.pointer.starts_with(pointer); });
}

struct Sample {
    std::string code, text;
};

std::vector<Sample> samples(const std::string& name) {
    std::ifstream file(std::string(GEZHI_SOURCE_DIR) + "/src/modules/playbook/golden/" + name);
    std::vector<Sample> all;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const auto columns = split(line, '\t');
        all.push_back({std::string(columns[columns.size() - 2]), std::string(columns.back())});
    }
    return all;
}

bool suggested(const Suggestion& suggestion, std::string_view code) {
    return std::ranges::any_of(suggestion.candidates, [&](const auto& c) { return c.matter->code == code; });
}

struct Measure {
    int all{0}, found{0}, first{0}, sure{0}, sure_right{0};
};

Measure measure(const std::string& file) {
    Measure result;
    for (const auto& one : samples(file)) {
        const auto suggestion = index().suggest_class(one.text);
        const auto& candidates = suggestion.candidates;
        const bool right = !candidates.empty() && candidates[0].matter->code == one.code;
        ++result.all;
        result.found += suggested(suggestion, one.code);
        result.first += right;
        result.sure += suggestion.sure;
        result.sure_right += suggestion.sure && right;
        if (suggested(suggestion, one.code)) continue;
        std::cout << "not among three: " << one.code << " " << one.text;
        for (const auto& c : candidates) std::cout << " " << c.matter->code << ":" << c.score;
        std::cout << "\n";
    }
    std::cout << file << ": among three " << result.found << ", first " << result.first << ", sure "
              << result.sure << " (right " << result.sure_right << "), of " << result.all << "\n";
    return result;
}

} // namespace

TEST(Playbook, TheShippedFilesFitTogether) {
    for (const auto& fault : check(shipped()))
        ADD_FAILURE() << fault.pointer << " " << fault.code << " "
                      << (fault.params.contains("value") ? fault.params.at("value") : "");
    EXPECT_TRUE(load_checked(folder));
}

TEST(Playbook, TheNationalCatalogueHas153ComponentsAnd250Matters) {
    std::size_t components = 0, matters = 0, mirrored = 0;
    for (const auto& one : shipped().catalogue.classes) {
        if (one.local) continue;
        one.kind == "component" ? ++components : ++matters;
        if (one.kind != "component") continue;
        const auto* matter = index().matter(one.code);
        ASSERT_NE(matter, nullptr) << one.code;
        EXPECT_EQ(matter->name_zh, one.name_zh + "异常");
        ++mirrored;
    }
    EXPECT_EQ(components, 153U);
    EXPECT_EQ(matters, 250U);
    EXPECT_EQ(mirrored, 153U);
}

TEST(Playbook, TheHolesOfTheNumberingStayHoles) {
    for (const auto* hole : {"01016", "05001", "05004", "05008", "06031", "07005", "09007"}) {
        EXPECT_EQ(index().matter(hole), nullptr) << hole;
        EXPECT_EQ(index().component(hole), nullptr) << hole;
    }
}

TEST(Playbook, EveryLimitHasTheShortForm) {
    const auto& limits = shipped().limits;
    const auto written_again = [](const std::string& limit) {
        const auto parsed = calendar::parse_limit(limit);
        return parsed ? calendar::short_form(*parsed) : "not a limit";
    };
    for (const auto& one : limits.limits) EXPECT_EQ(written_again(one.limit), one.limit) << one.class_code;
    for (const auto& one : limits.hotline) EXPECT_EQ(written_again(one.limit), one.limit) << one.id;
    for (const auto& one : limits.stages) EXPECT_EQ(written_again(one.limit), one.limit) << one.id;
    for (const auto* good : {"U2", "W4", "W0.5", "D1", "C5", "N2", "ND15", "UD2", "ND7!", "W4.25"})
        EXPECT_TRUE(limit_parses(good));
    for (const auto* bad : {"", "U", "2U", "X2", "D0", "D1.5", "U2h", "W-1", "W4.005", "D 1"})
        EXPECT_FALSE(limit_parses(bad)) << bad;
}

TEST(Playbook, EveryMatterHasALimitAClosingConditionAndAUnit) {
    for (const auto& one : shipped().catalogue.classes) {
        if (one.kind != "matter") continue;
        EXPECT_FALSE(index().limits(one.code).empty()) << one.code;
        EXPECT_FALSE(index().closings(one.code).empty()) << one.code;
        EXPECT_FALSE(index().route(one.code, "310105006-G1").rule.empty()) << one.code;
    }
}

TEST(Playbook, LimitsFollowClassAndConditionThenTheMajor) {
    EXPECT_EQ(index().limit("01003", "missing")->limit, "U2");
    EXPECT_EQ(index().limit("01003", "broken")->limit, "W4");
    EXPECT_EQ(index().limit("01011", "broken")->limit, "D1");
    EXPECT_EQ(index().limit("06001", "in_progress")->limit, "UD2");
    EXPECT_EQ(index().limit("06001", "existing")->limit, "D15");
    EXPECT_EQ(index().limit("09011", "operator")->limit, "N2"); // 上海市非机动车安全管理条例 art. 31
    EXPECT_EQ(index().limit("09011", "operator")->source, "bicycle-ordinance");
    EXPECT_EQ(index().limit("29006", "anything")->limit, "U1");
    EXPECT_EQ(index().limit("21001", "default")->limit, "C5");
    EXPECT_TRUE(index().limit("02033", "broken")->major_default);
    EXPECT_FALSE(index().limit("99999", "default"));
}

TEST(Playbook, AThingWithItsOwnConditionsMayStillBeDirtyOrAbandoned) {
    const auto codes = [](std::string_view class_code) {
        std::vector<std::string_view> list;
        for (const auto& one : index().limits(class_code)) list.push_back(one.condition);
        return list;
    };
    EXPECT_EQ(codes("02017"), (std::vector<std::string_view>{"moved", "broken", "dirty", "abandoned"}));
    EXPECT_EQ(index().limit("02017", "broken")->limit, "D3");
    EXPECT_FALSE(index().limit("02017", "broken")->major_default);
    EXPECT_EQ(codes("06010"), (std::vector<std::string_view>{"default"}));
    EXPECT_EQ(codes("06001"), (std::vector<std::string_view>{"in_progress", "existing"}));
}

TEST(Playbook, TheHotlineAndThresholdsAreAsTheRulesSay) {
    const auto& limits = shipped().limits;
    const auto hotline = [&](std::string_view id) {
        return std::ranges::find(limits.hotline, id, &NamedLimit::id)->limit;
    };
    EXPECT_EQ(hotline("first_contact"), "C1");
    EXPECT_EQ(hotline("general"), "C5");
    EXPECT_EQ(hotline("complex"), "C15");
    EXPECT_EQ(hotline("second"), "C3");
    ASSERT_EQ(limits.warnings.size(), 2U);
    EXPECT_EQ(limits.warnings[0].percent, 50);
    EXPECT_EQ(limits.warnings[1].percent, 80);
    ASSERT_FALSE(shipped().risk.samples.empty());
    EXPECT_EQ(shipped().risk.samples.front().id, "any");
    EXPECT_EQ(shipped().risk.samples.front().percent, 10);
}

TEST(Playbook, AMatterGoesToTheUnitWhoseDutyItIs) {
    const auto unit = [](std::string_view code) { return index().route(code, "310105006-G3").unit; };
    EXPECT_EQ(unit("09011"), "bikes");
    EXPECT_EQ(unit("28001"), "chengguan");
    EXPECT_EQ(unit("29006"), "gas");
    EXPECT_EQ(unit("22001"), "property");
    EXPECT_EQ(unit("01003"), "municipal");
    EXPECT_EQ(unit("04002"), "greening");
    EXPECT_EQ(unit("25001"), "market");
    EXPECT_EQ(unit("24009"), "police");
    EXPECT_EQ(unit("06028"), "police");
    EXPECT_EQ(index().route("09011", "x").reason, "operator_duty");
    EXPECT_EQ(index().route("09011", "310105006-G3").reason, "standing_topic");
    EXPECT_EQ(index().route("06027", "x").co_units.size(), 2U);
    EXPECT_EQ(unit("77001"), "ops");
    EXPECT_EQ(index().route("77001", "x").reason, "no_rule");
}

TEST(Playbook, AnAreaNarrowsARuleAndTheFirstMatchWins) {
    auto playbook = shipped();
    playbook.routing.rules.insert(
        playbook.routing.rules.begin(),
        RoutingRule{"station", {"09011"}, {"G3"}, "ops", {}, "no_rule", "own", "proposal"});
    const PlaybookIndex changed(std::move(playbook));
    EXPECT_EQ(changed.route("09011", "G3").unit, "ops");
    EXPECT_EQ(changed.route("09011", "G1").unit, "bikes");
}

TEST(Playbook, OldCodesAndNamesFindTheClassOfToday) {
    const auto code = [](std::string_view kind, std::string_view old) {
        const auto* found = index().resolve_code("gbt-30428-2", kind, old);
        return found ? found->code : std::string("-");
    };
    EXPECT_EQ(code("matter", "01-10"), "06010");
    EXPECT_EQ(code("matter", "04-05"), "09005");
    EXPECT_EQ(code("matter", "05-07"), "10001");
    EXPECT_EQ(code("matter", "06-02"), "09013");
    EXPECT_EQ(code("matter", "05-01"), "-"); // dropped, not guessed
    EXPECT_EQ(code("matter", "01-31"), "-"); // a hole
    EXPECT_EQ(code("component", "01-03"), "01003");
    EXPECT_EQ(code("component", "05-08"), "01071");
    EXPECT_EQ(code("component", "1-3"), "-");
    EXPECT_EQ(index().resolve_name("component", "上水井盖")->code, "01001");
    EXPECT_EQ(index().resolve_name("matter", "暴露生活垃圾")->code, "06010");
    EXPECT_EQ(index().resolve_name("matter", "没有这个名字"), nullptr);
}

TEST(Playbook, ThreeOfFourReportsFindTheirClassAmongThreeSuggestions) {
    const auto seen = measure("case_texts.tsv");
    EXPECT_EQ(seen.all, 60);
    EXPECT_GE(seen.found * 100, 75 * seen.all);
    EXPECT_GE(seen.sure_right * 100, 75 * seen.sure);
    // Written after the words and not used to choose them.
    const auto held_out = measure("case_texts_held_out.tsv");
    EXPECT_EQ(held_out.all, 40);
    EXPECT_GE(held_out.found * 100, 75 * held_out.all);
}

TEST(Playbook, ASuggestionShowsItsWordsAndNonsenseGetsNone) {
    const auto suggestion = index().suggest_class("地铁出口共享单车堆成山");
    ASSERT_FALSE(suggestion.candidates.empty());
    EXPECT_EQ(suggestion.candidates[0].matter->code, "09011");
    EXPECT_FALSE(suggestion.candidates[0].matched.empty());
    EXPECT_TRUE(suggestion.sure);
    for (const auto* nonsense :
         {"", "啊啊啊啊", "asdf qwer", "今天天气真好", "12345", "？？？！！！", "喂喂喂你好"}) {
        EXPECT_TRUE(index().suggest_class(nonsense).candidates.empty()) << nonsense;
        EXPECT_FALSE(index().suggest_class(nonsense).sure);
    }
}

TEST(Playbook, ATextThatBelongsToALegalPathIsRecognised) {
    const auto first = [](std::string_view text) {
        const auto hints = index().legal_paths(text);
        return hints.empty() ? std::string("-") : hints[0].path->id;
    };
    EXPECT_EQ(first("老板拖欠工资三个月，想申请劳动仲裁"), "labour");
    EXPECT_EQ(first("我要举报干部受贿"), "discipline");
    EXPECT_EQ(first("接到电话被骗了两万块，要报案"), "police");
    EXPECT_EQ(first("信访件一直没有回复"), "petition");
    EXPECT_EQ(first("路灯不亮"), "-");
}

TEST(Playbook, WordsOfAMinorOrOfViolenceAtHomeRestrictACase) {
    const auto flags = index().restricted_flags("楼上老公打老婆，还有一个未成年的孩子");
    ASSERT_EQ(flags.size(), 2U);
    EXPECT_EQ(flags[0]->id, "minor");
    EXPECT_TRUE(index().restricted_flags("路灯不亮").empty());
}

TEST(Playbook, VisibilityFollowsTheClass) {
    EXPECT_EQ(index().matter("09011")->visibility, "public");
    EXPECT_EQ(index().matter("22001")->visibility, "estate");
    EXPECT_EQ(index().matter("24001")->visibility, "estate");
    EXPECT_EQ(index().matter("24004")->visibility, "parties");
    EXPECT_EQ(index().matter("27001")->visibility, "parties");
}

TEST(PlaybookCheck, EveryKindOfFaultIsFoundAtItsPlace) {
    auto broken = shipped();
    broken.limits.limits[0].limit = "2 hours";
    broken.limits.limits[1].class_code = "88888";
    broken.limits.limits[3] = broken.limits.limits[2];
    broken.limits.closings[0].ending = "vanished";
    broken.limits.closings[1].family = "vanished";
    broken.limits.major_defaults.pop_back();
    broken.routing.rules[0].unit = "nobody";
    broken.routing.rules[1].reason = "because";
    broken.routing.rules[2].classes = {"88"};
    broken.routing.rules[3].areas.clear();
    broken.catalogue.classes[0].source.clear();
    broken.catalogue.classes[1].certainty = "sure";
    broken.catalogue.classes[2].visibility = "secret";
    broken.catalogue.classes[3].code = "1";
    broken.catalogue.classes[4].name_en.clear();
    broken.catalogue.classes[5].words = {"灯"};
    broken.catalogue.classes[6].major = "99";
    broken.emergency.groups[0].rules[0].all[0].push_back("On Fire");
    broken.emergency.groups[1].numbers.clear();
    broken.risk.samples[0].percent = 101;
    std::erase_if(broken.limits.stages, [](const auto& one) { return one.id == "answer"; });
    std::erase_if(broken.notice.news, [](const auto& one) { return one.kind == "said"; });
    const auto faults = check(broken);
    EXPECT_TRUE(has_fault(faults, "playbook/limit-shape", "/limits/limits/0/limit"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-class", "/limits/limits/1/class_code"));
    EXPECT_TRUE(has_fault(faults, "playbook/duplicate", "/limits/limits/3"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-ending", "/limits/closings/0/ending"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-family", "/limits/closings/1/family"));
    EXPECT_TRUE(has_fault(faults, "playbook/major-uncovered", "/limits/major_defaults"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-unit", "/routing/rules/0/unit"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-reason", "/routing/rules/1/reason"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-class", "/routing/rules/2/classes"));
    EXPECT_TRUE(has_fault(faults, "playbook/rule-empty", "/routing/rules/3"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-source", "/catalogue/classes/0/source"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-certainty", "/catalogue/classes/1/certainty"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-value", "/catalogue/classes/2/visibility"));
    EXPECT_TRUE(has_fault(faults, "playbook/code-shape", "/catalogue/classes/3/code"));
    EXPECT_TRUE(has_fault(faults, "playbook/name-missing", "/catalogue/classes/4"));
    EXPECT_TRUE(has_fault(faults, "playbook/word-shape", "/catalogue/classes/5/words"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-major", "/catalogue/classes/6/major"));
    EXPECT_TRUE(has_fault(faults, "playbook/not-plain", "/emergency/groups/0/rules"));
    EXPECT_TRUE(has_fault(faults, "playbook/rule-empty", "/emergency/groups/1"));
    EXPECT_TRUE(has_fault(faults, "playbook/out-of-range", "/risk/samples/0/percent"));
    EXPECT_TRUE(has_fault(faults, "playbook/limit-missing", "/limits/stages"));
    EXPECT_TRUE(has_fault(faults, "playbook/unknown-value", "/notice/news"));
}

TEST(PlaybookCheck, ALostNationalClassIsNoticed) {
    auto broken = shipped();
    broken.catalogue.classes.erase(broken.catalogue.classes.begin() + 20);
    EXPECT_TRUE(has_fault(check(broken), "playbook/national-count", "/catalogue/classes"));
}

TEST(PlaybookLoad, AMissingFolderAFaultyFileAndAnInconsistentSetAreThreeRefusals) {
    const auto missing = load("/nowhere");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().rule, &rules::file_missing);
    EXPECT_EQ(missing.error().rule->code, "playbook/file-missing");
    EXPECT_EQ(missing.error().params.at("file"), "sources.json");

    const auto copy = std::filesystem::temp_directory_path() / "gezhi_playbook_test";
    std::filesystem::remove_all(copy);
    std::filesystem::copy(folder, copy);
    std::ofstream(copy / "risk.json") << R"({"sample_percent": 10, "surprise": true})";
    const auto faulty = load(copy);
    ASSERT_FALSE(faulty);
    EXPECT_EQ(faulty.error().rule, &rules::file_faulty);
    EXPECT_EQ(faulty.error().rule->code, "playbook/file-faulty");
    EXPECT_EQ(faulty.error().params.at("file"), "risk.json");
    EXPECT_TRUE(has_fault(faulty.error().faults, "json/unknown-member", "/risk/surprise"));

    std::filesystem::copy(folder + "/risk.json", copy / "risk.json",
                          std::filesystem::copy_options::overwrite_existing);
    std::ofstream(copy / "sources.json") << R"({"sources": []})";
    const auto inconsistent = load_checked(copy);
    ASSERT_FALSE(inconsistent);
    EXPECT_EQ(inconsistent.error().rule, &rules::inconsistent);
    EXPECT_EQ(inconsistent.error().rule->code, "playbook/inconsistent");
    std::filesystem::remove_all(copy);
}

TEST(PlaybookPermit, OnlyAnAdministratorAndTheSetupChangeTheRules) {
    const std::vector<Command> commands{AdoptPlaybook{}, ImportCalendarYear{}, SuspendInterval{},
                                        SetWindows{}};
    for (const auto& command : commands) {
        for (auto duty = 0; duty <= static_cast<int>(Duty::auditor); ++duty) {
            Actor actor;
            actor.kind = ActorKind::person;
            actor.posts.push_back({PostId{{1, 1}}, static_cast<Duty>(duty), {}, {}});
            EXPECT_EQ(permit(actor, {}, command).has_value(), actor.has(Duty::administrator)) << duty;
        }
        for (const auto kind :
             {ActorKind::anonymous, ActorKind::reporter, ActorKind::clock, ActorKind::flow}) {
            Actor actor;
            actor.kind = kind;
            actor.posts.push_back({PostId{{1, 1}}, Duty::administrator, {}, {}});
            EXPECT_FALSE(permit(actor, {}, command));
            actor.flow = Code{std::string(setup_flow)};
            EXPECT_EQ(permit(actor, {}, command).has_value(), kind == ActorKind::flow);
        }
    }
}

} // namespace gezhi::playbook
