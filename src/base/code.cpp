#include "base/code.hpp"

namespace gezhi {

bool Code::valid(std::string_view text) {
    if (text.size() > length_max) return false;
    for (const char c : text) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!word && std::string_view("_.:/-").find(c) == std::string_view::npos) return false;
    }
    return true;
}

std::optional<Code> Code::parse(std::string_view text) {
    if (!valid(text)) return std::nullopt;
    return Code{std::string(text)};
}

} // namespace gezhi
