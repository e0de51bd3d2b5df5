#include "base/text.hpp"

#include <cstring>

namespace gezhi {

namespace {

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

std::size_t count_code_points(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += is_continuation(c) ? 0 : 1;
    return n;
}

std::string_view first_code_points(std::string_view text, std::size_t n) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_continuation(text[i])) continue;
        if (seen == n) return text.substr(0, i);
        ++seen;
    }
    return text;
}

bool valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        std::size_t more = 0;
        std::uint32_t point = lead;
        if (lead >= 0x80U) {
            if (lead >= 0xC2U && lead <= 0xDFU) {
                more = 1;
                point = lead & 0x1FU;
            } else if (lead >= 0xE0U && lead <= 0xEFU) {
                more = 2;
                point = lead & 0x0FU;
            } else if (lead >= 0xF0U && lead <= 0xF4U) {
                more = 3;
                point = lead & 0x07U;
            } else
                return false;
        }
        if (i + more >= text.size()) return false;
        for (std::size_t k = 1; k <= more; ++k) {
            if (!is_continuation(text[i + k])) return false;
            point = point << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        }
        if ((more == 2 && point < 0x800U) || (more == 3 && point < 0x10000U) || point > 0x10FFFFU)
            return false;
        if (point >= 0xD800U && point <= 0xDFFFU) return false;
        i += more + 1;
    }
    return true;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

// memmem, since find() stops at every first byte that fits, and Chinese text has few different ones.
bool contains(std::string_view text, std::string_view part) {
    return part.empty() || ::memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

} // namespace gezhi
