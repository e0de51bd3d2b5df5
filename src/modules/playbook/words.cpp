#include "modules/playbook/words.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cstdint>

namespace gezhi::playbook {

namespace {

struct Step {
    char32_t point{0};
    std::size_t length{1};
};

// Decodes one code point; a broken byte counts as one ignored character.
Step decode(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    if (length == 1 || text.size() < length) return {0, 1};
    auto point = static_cast<char32_t>(first & (0xFF >> (length + 1)));
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xC0) != 0x80) return {0, i};
        point = (point << 6) | (next & 0x3F);
    }
    return {point, length};
}

bool ideograph(char32_t point) {
    return (point >= 0x3400 && point <= 0x9FFF) || (point >= 0xF900 && point <= 0xFAFF) || point >= 0x20000;
}

} // namespace

std::string plain(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    while (!text.empty()) {
        const auto [decoded, length] = decode(text);
        const auto point = decoded >= 0xFF01 && decoded <= 0xFF5E ? decoded - 0xFEE0 : decoded;
        if (point >= 'A' && point <= 'Z')
            kept += static_cast<char>(point + 32);
        else if ((point >= '0' && point <= '9') || (point >= 'a' && point <= 'z'))
            kept += static_cast<char>(point);
        else if (ideograph(point))
            kept += text.substr(0, length);
        text.remove_prefix(length);
    }
    return kept;
}

PlainText::PlainText(std::string_view text) : text_(plain(text)) {
    for (std::string_view rest = text_; !rest.empty(); rest.remove_prefix(decode(rest).length))
        marks_.set(mark_of(rest));
}

std::size_t PlainText::mark_of(std::string_view text) {
    return decode(text).point % marks;
}

bool PlainText::contains(std::string_view part) const {
    return part.empty() || (marks_.test(mark_of(part)) && gezhi::contains(text_, part));
}

void PlainText::blank(std::string_view phrase) {
    if (phrase.empty() || !contains(phrase)) return;
    for (auto at = text_.find(phrase); at != std::string::npos; at = text_.find(phrase, at + 1))
        text_.replace(at, phrase.size(), "|");
}

bool occurs(std::string_view word, const PlainText& text) {
    if (word.empty()) return false;
    for (auto plus = word.find('+'); plus != word.npos; plus = word.find('+')) {
        if (!text.contains(word.substr(0, plus))) return false;
        word.remove_prefix(plus + 1);
    }
    return text.contains(word);
}

std::string_view first_occurring(const std::vector<std::string>& words, const PlainText& text) {
    const auto found = std::ranges::find_if(words, [&](const auto& word) { return occurs(word, text); });
    return found == words.end() ? std::string_view{} : std::string_view{*found};
}

std::size_t word_size(std::string_view word) {
    return count_code_points(word) - static_cast<std::size_t>(std::ranges::count(word, '+'));
}

} // namespace gezhi::playbook
