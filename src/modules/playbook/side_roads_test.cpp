// What the playbook says of the side roads of a case is checked as the rest: approvals, samples by risk, what
// is settled on the spot, the neighbours' days.

#include "modules/playbook/check.hpp"
#include "modules/playbook/load.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace gezhi::playbook {

TEST(PlaybookCheck, TheSideRoadsKnowTheirRisksClassesAndNumbers) {
    auto loaded = load(std::filesystem::path(GEZHI_SOURCE_DIR) / "playbook");
    ASSERT_TRUE(loaded);
    ASSERT_TRUE(check(*loaded).empty());
    auto& broken = *loaded;
    broken.risk.samples[1].id = "moonlight";
    broken.risk.samples[2].percent = -1;
    broken.risk.on_spot.classes.push_back("98");
    broken.limits.neighbour_windows[0].limit = "soon";
    broken.limits.neighbour_windows[0].classes.push_back("97");
    broken.limits.adjustments.approvals = 0;
    broken.limits.adjustments.appeal_reviews = 0;
    std::erase_if(broken.limits.stages, [](const auto& one) { return one.id == "appeal"; });
    std::erase_if(broken.limits.hotline, [](const auto& one) { return one.id == "supervised"; });
    auto& phrases = broken.phrases.phrases;
    phrases[0].text_zh += "{moon}";
    phrases[1].text_en += " {place or so";
    phrases[2].steps.clear();
    phrases[3].id = phrases[4].id;
    const auto faults = check(broken);
    const auto has = [&](std::string_view code, std::string_view pointer) {
        return std::ranges::any_of(
            faults, [&](const auto& one) { return one.code == code && one.pointer == pointer; });
    };
    EXPECT_TRUE(has("playbook/unknown-value", "/risk/samples/1/id"));
    EXPECT_TRUE(has("playbook/out-of-range", "/risk/samples/2/percent"));
    EXPECT_TRUE(has("playbook/unknown-class", "/risk/on_spot/classes"));
    EXPECT_TRUE(has("playbook/limit-shape", "/limits/neighbour_windows/0/limit"));
    EXPECT_TRUE(has("playbook/unknown-class", "/limits/neighbour_windows/0/classes"));
    EXPECT_TRUE(has("playbook/out-of-range", "/limits/adjustments/approvals"));
    EXPECT_TRUE(has("playbook/out-of-range", "/limits/adjustments/appeal_reviews"));
    EXPECT_TRUE(has("playbook/limit-missing", "/limits/stages"));
    EXPECT_TRUE(has("playbook/limit-missing", "/limits/hotline"));
    EXPECT_TRUE(has("playbook/unknown-value", "/phrases/phrases/0/text_zh"));
    EXPECT_TRUE(has("playbook/unknown-value", "/phrases/phrases/1/text_en"));
    EXPECT_TRUE(has("playbook/rule-empty", "/phrases/phrases/2"));
    EXPECT_TRUE(has("playbook/duplicate", "/phrases/phrases/4"));
}

} // namespace gezhi::playbook
