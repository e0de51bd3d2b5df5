#pragma once
// The tiny language in which the playbook's words are written, kept so small that C++ and JavaScript cannot
// differ. plain(): full-width ASCII becomes ASCII, A-Z becomes a-z, and only 0-9, a-z and ideographs
// (U+3400–9FFF, F900–FAFF, 20000 and up) stay. A word "a+b" occurs when every part occurs, in any order.
// No regular expressions, no grammar, no locale.

#include <bitset>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::playbook {

std::string plain(std::string_view text);

// A plain text to look for many words in: most are turned away by their first character alone.
class PlainText {
public:
    explicit PlainText(std::string_view text);

    std::string_view text() const { return text_; }

    bool contains(std::string_view part) const;
    // Every occurrence becomes '|', which no word contains.
    void blank(std::string_view phrase);

private:
    static constexpr std::size_t marks = 4096;
    static std::size_t mark_of(std::string_view text); // of its first character

    std::string text_;
    std::bitset<marks> marks_{}; // of every character
};

bool occurs(std::string_view word, const PlainText& text);
// The first word of the list that occurs, or an empty view.
std::string_view first_occurring(const std::vector<std::string>& words, const PlainText& text);
// Code points that stand in a word (the '+' does not count).
std::size_t word_size(std::string_view word);

} // namespace gezhi::playbook
