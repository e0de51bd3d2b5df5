#include "modules/casework/emergency.hpp"

#include "modules/playbook/words.hpp"

namespace gezhi::casework {

namespace {

// The word of each list that occurred; empty when the rule does not hold.
std::vector<std::string> matched_words(const playbook::EmergencyRule& rule,
                                       const playbook::PlainText& words) {
    if (!playbook::first_occurring(rule.none, words).empty()) return {};
    std::vector<std::string> matched;
    for (const auto& any : rule.all) {
        const auto word = playbook::first_occurring(any, words);
        if (word.empty()) return {};
        matched.emplace_back(word);
    }
    return matched;
}

} // namespace

std::optional<EmergencyHit> scan(const playbook::EmergencyRules& rules, std::string_view text) {
    playbook::PlainText words(text);
    for (const auto& phrase : rules.harmless) words.blank(phrase);
    for (const auto& group : rules.groups)
        for (const auto& rule : group.rules)
            if (auto matched = matched_words(rule, words); !matched.empty())
                return EmergencyHit{group.id, group.numbers, std::move(matched)};
    return std::nullopt;
}

} // namespace gezhi::casework
