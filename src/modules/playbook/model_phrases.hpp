#pragma once
// phrases.json: standard texts (常用语) that a step may begin with. Places to fill stand in braces; the
// page fills them from the case.

#include <boost/describe.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::playbook {

using Words = std::vector<std::string>;

struct Phrase {
    std::string id;
    Words steps;   // commands whose words they may be
    Words classes; // prefixes; empty: every class
    std::string text_zh, text_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(Phrase, (), (id, steps, classes, text_zh, text_en, source, certainty))

struct Phrases {
    std::vector<Phrase> phrases;
};
BOOST_DESCRIBE_STRUCT(Phrases, (), (phrases))

// What may stand in braces.
inline constexpr std::array<std::string_view, 8> phrase_places{"number", "matter", "place", "unit",
                                                               "grid",   "due",    "today", "me"};

} // namespace gezhi::playbook
