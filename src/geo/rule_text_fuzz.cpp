#include "base/text.hpp"
#include "geo/rule_text.hpp"

// Whatever is read can be written in either tongue and is read again as the same; whatever is refused says
// where.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gezhi;
    using namespace gezhi::geo;
    static const std::vector<RoadName> roads{
        {"天山路", "Tianshan Road"}, {"遵义路", "Zunyi Road"}, {"和平路", "Peace"}, {"东或路", ""}};
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto clause = parse_rule(text, roads);
    if (!clause) {
        require(clause.error().rule->code.starts_with("geo/"), "a refusal of this folder");
        return 0;
    }
    for (const Tongue tongue : {Tongue::chinese, Tongue::english}) {
        const auto words = words_of(*clause, tongue, roads);
        if (count_code_points(words) > rule_characters_max) continue;
        const auto again = parse_rule(words, roads);
        require(again.has_value() && *again == *clause, "what is written is read again");
    }
    return 0;
}
