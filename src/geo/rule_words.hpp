#pragma once
// The words a rule may be made of, in both languages: what may be read, and the one form that is written.
// Latin letters are read in either case and end at the end of a word. Knows no grammar.

#include "geo/rule_text.hpp"

#include <array>
#include <initializer_list>

namespace gezhi::geo::words {

using List = std::vector<std::string_view>;

struct SideWords {
    Side side;
    List words;
};

extern const List the_rest;
extern const List or_words;
extern const List and_words;
extern const List commas;
extern const List full_stop;
extern const List open_brackets;
extern const List close_brackets;
extern const List of;                               // 的 before 北侧
extern const List article;                          // the
extern const std::array<SideWords, 6> sides_after;  // 以北 …
extern const std::array<SideWords, 6> sides_before; // north of …

constexpr std::size_t shown_characters = 12; // of what was found instead

bool starts_with(std::string_view text, std::string_view word);
std::size_t longest(const List& list, std::string_view text); // bytes of the longest word text begins with
std::size_t space(std::string_view text);      // bytes of white space text begins with, wide ones too
std::size_t until_stop(std::string_view text); // bytes before a side, joint, bracket or the end

std::string_view after(Side side);
std::string_view before(Side side);
std::string_view rest(Tongue tongue);
std::string_view joint(Op op, Tongue tongue); // of all and any
std::string in_brackets(std::string_view text, Tongue tongue);

} // namespace gezhi::geo::words
