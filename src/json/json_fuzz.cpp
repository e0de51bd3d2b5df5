#include "json/json.hpp"

namespace fuzz {

enum class Kind { one, two };
BOOST_DESCRIBE_ENUM(Kind, one, two)

struct Leaf {
    gezhi::Text<20> text;
    std::optional<gezhi::Count<-5, 5>> count;
    Kind kind{};
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (text, count, kind))

struct Tree {
    static constexpr std::string_view name = "fuzz/tree.1";
    std::vector<Leaf> leaves;
    std::map<std::string, gezhi::Instant> times;
    gezhi::CaseId id;
    std::optional<double> number;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (leaves, times, id, number))

} // namespace fuzz

// What can be read can be written and read again to the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    using Any = std::variant<fuzz::Tree>;
    if (const auto value = gezhi::json::read<Any>(text)) {
        const auto once = gezhi::json::write(*value);
        const auto again = gezhi::json::read<Any>(once);
        gezhi::require(again.has_value() && gezhi::json::write(*again) == once, "json round trip");
    }
    return 0;
}
