#pragma once
// The tiny language in which the playbook's words are written, kept so small that C++ and JavaScript cannot
// differ. plain(): full-width ASCII becomes ASCII, A-Z becomes a-z, and only 0-9, a-z and ideographs
// (U+3400–9FFF, F900–FAFF, 20000 and up) stay. A word "a+b" occurs when every part occurs, in any order.
// No regular expressions, no grammar, no locale.

#include <string>
#include <string_view>
#include <vector>

namespace gezhi::playbook {

std::string plain(std::string_view text);
// `text` must be plain already; the word is taken as it stands.
bool occurs(std::string_view word, std::string_view plain_text);
// The first word of the list that occurs, or an empty view.
std::string_view first_occurring(const std::vector<std::string>& words, std::string_view plain_text);
// Every occurrence becomes '|', which no word contains.
void blank(std::string& plain_text, std::string_view phrase);
// Code points that stand in a word (the '+' does not count).
std::size_t word_size(std::string_view word);

} // namespace gezhi::playbook
