#include "json/write.hpp"

#include <array>
#include <cstdio>

namespace gezhi::json {

void escape_to(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text, from, i - from);
        from = i + 1;
        out += '\\';
        if (c == '"' || c == '\\')
            out += static_cast<char>(c);
        else if (c == '\n')
            out += 'n';
        else if (c == '\t')
            out += 't';
        else if (c == '\r')
            out += 'r';
        else
            (out += "u00") += {hex[c >> 4U], hex[c & 15U]};
    }
    out.append(text, from, text.size() - from);
    out += '"';
}

std::string escape(std::string_view text) {
    std::string out;
    escape_to(out, text);
    return out;
}

void number_to(std::string& out, double value) {
    std::array<char, 40> buffer{};
    const auto n = std::snprintf(buffer.data(), buffer.size(), "%.10g", value);
    out.append(buffer.data(), static_cast<std::size_t>(n));
}

} // namespace gezhi::json
