#include "json/schema.hpp"

#include "base/error.hpp"

namespace gezhi::json::detail {

std::string type_name(std::string_view pretty) {
    const auto begin = pretty.find("T = ");
    require(begin != std::string_view::npos, "the compiler names the type");
    auto rest = pretty.substr(begin + 4);
    rest = rest.substr(0, rest.find_first_of(";]"));
    std::string name;
    for (std::size_t at = 0; at <= rest.size();) {
        const auto end = std::min(rest.find("::", at), rest.size());
        const auto part = rest.substr(at, end - at);
        if (part != "gezhi" && part != "wire") name += (name.empty() ? "" : ".") + std::string(part);
        at = end + 2;
    }
    return name;
}

} // namespace gezhi::json::detail
