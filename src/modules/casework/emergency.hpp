#pragma once
// The emergency gate: does this text speak of fire, gas, a trapped lift, violence … so that the screen says
// "call 110, 119, 120 now" before any form? Pure, from the playbook's rules, the same answer as the
// browser's. Prefers a false alarm to a miss; never stops, sends or stores a report.

#include "modules/playbook/model.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::casework {

struct EmergencyHit {
    std::string group;
    std::vector<std::string> numbers; // to call, first one first
    std::vector<std::string> words;   // the words of the text that raised it

    bool operator==(const EmergencyHit&) const = default;
};

std::optional<EmergencyHit> scan(const playbook::EmergencyRules& rules, std::string_view text);

} // namespace gezhi::casework
