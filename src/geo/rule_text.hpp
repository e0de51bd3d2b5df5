#pragma once
// A grid's rule in the words of the street: 天山路以南、遵义路以东 · （…）或… · 其余, and the same in
// English: south of Tianshan Road and east of Zunyi Road · the rest. 、，和且 and juxtaposition mean AND, 或
// means OR and binds weaker; brackets of either width group. Roads are found by the longest known name first,
// so that a name may hold 和, 东 or a space. Promises that parse_rule(words_of(c)) is c again for every
// clause it makes. Says where a text goes wrong, never guesses.

#include "base/error.hpp"

#include <boost/describe.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::geo {

namespace rules {
inline constexpr Rule rule_empty{"geo/rule-empty", Kind::invalid, "The rule of a grid has no words"};
inline constexpr Rule rule_too_long{"geo/rule-too-long", Kind::limit,
                                    "The rule is longer or deeper than a rule may be"};
inline constexpr Rule rule_unknown_road{"geo/rule-unknown-road", Kind::invalid,
                                        "The rule names a road that is not among the drawn ones"};
inline constexpr Rule rule_wants_side{"geo/rule-wants-side", Kind::invalid,
                                      "After the road's name the rule must say which side"};
inline constexpr Rule rule_wants_road{"geo/rule-wants-road", Kind::invalid,
                                      "At this place the rule must name a road or open a bracket"};
inline constexpr Rule rule_wants_bracket{"geo/rule-wants-bracket", Kind::invalid,
                                         "A bracket is opened and not closed"};
inline constexpr Rule rule_goes_on{"geo/rule-goes-on", Kind::invalid,
                                   "The rule is complete, but more words follow"};
inline constexpr Rule rest_stands_alone{"geo/rest-stands-alone", Kind::invalid,
                                        "`the rest` is a whole rule and joins with nothing"};
} // namespace rules

enum class Side : std::uint8_t { north, south, east, west, inside, outside };
BOOST_DESCRIBE_ENUM(Side, north, south, east, west, inside, outside)

enum class Op : std::uint8_t { side, all, any, rest };
BOOST_DESCRIBE_ENUM(Op, side, all, any, rest)

struct Clause {
    Op op{Op::side};
    std::optional<std::string> road{}; // the road's first name, whichever language the text used
    std::optional<Side> side{};
    std::vector<Clause> of{}; // parts of all and any: at least two

    bool operator==(const Clause&) const = default;
};
BOOST_DESCRIBE_STRUCT(Clause, (), (op, road, side, of))

struct RoadName {
    std::string name{};
    std::string name_en{};

    bool operator==(const RoadName&) const = default;
};

enum class Tongue : std::uint8_t { chinese, english };

constexpr std::size_t rule_characters_max = 500;
constexpr std::size_t rule_depth_max = 8;

// Refusals carry `at` (the character, from 1) and `found` (what stands there).
Result<Clause> parse_rule(std::string_view text, const std::vector<RoadName>& roads);
std::string words_of(const Clause& clause, Tongue tongue, const std::vector<RoadName>& roads);
Tongue tongue_of(std::string_view text);                 // English when it holds no Chinese character
std::vector<std::string> roads_of(const Clause& clause); // each once, in order of appearance

} // namespace gezhi::geo
