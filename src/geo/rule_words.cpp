#include "geo/rule_words.hpp"

#include <algorithm>

namespace gezhi::geo::words {

const List the_rest{"其余",     "其余部分", "其余区域", "其余地方", "其他", "其他区域",
                    "其他部分", "其它",     "剩余部分", "the rest", "rest", "everything else"};
const List or_words{"或", "或者", "or"};
const List and_words{"和", "且", "并", "并且", "而且", "及", "以及", "与", "同时", "and"};
const List commas{"、", "，", "；", ",", ";"};
const List full_stop{"。", "."};
const List open_brackets{"（", "("};
const List close_brackets{"）", ")"};
const List of{"的"};
const List article{"the"};

const std::array<SideWords, 6> sides_after{{
    {Side::north, {"以北", "之北", "北侧", "北面", "北边"}},
    {Side::south, {"以南", "之南", "南侧", "南面", "南边"}},
    {Side::east, {"以东", "之东", "东侧", "东面", "东边"}},
    {Side::west, {"以西", "之西", "西侧", "西面", "西边"}},
    {Side::inside, {"以内", "之内", "内侧", "里面"}},
    {Side::outside, {"以外", "之外", "外侧", "外面"}},
}};

const std::array<SideWords, 6> sides_before{{
    {Side::north, {"north of", "to the north of"}},
    {Side::south, {"south of", "to the south of"}},
    {Side::east, {"east of", "to the east of"}},
    {Side::west, {"west of", "to the west of"}},
    {Side::inside, {"inside", "inside of", "within"}},
    {Side::outside, {"outside", "outside of"}},
}};

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

bool starts_with(std::string_view text, std::string_view word) {
    if (word.empty() || text.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (lower(text[i]) != lower(word[i])) return false;
    return text.size() == word.size() || !is_letter(word.back()) || !is_letter(text[word.size()]);
}

std::size_t longest(const List& list, std::string_view text) {
    std::size_t best = 0;
    for (const auto word : list)
        if (word.size() > best && starts_with(text, word)) best = word.size();
    return best;
}

std::size_t space(std::string_view text) {
    constexpr std::string_view wide = "\u3000";
    std::size_t at = 0;
    while (at < text.size()) {
        const auto rest = text.substr(at);
        if (rest.front() == ' ' || rest.front() == '\t' || rest.front() == '\n' || rest.front() == '\r')
            ++at;
        else if (rest.starts_with(wide))
            at += wide.size();
        else
            break;
    }
    return at;
}

std::size_t until_stop(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = text.substr(at);
        const bool word_begins = at == 0 || !is_letter(text[at - 1]);
        bool stop = longest(commas, rest) > 0 || longest(open_brackets, rest) > 0 ||
                    longest(close_brackets, rest) > 0 || longest(full_stop, rest) > 0;
        stop = stop || (word_begins && (starts_with(rest, "and") || starts_with(rest, "or")));
        stop = stop || rest.starts_with("或");
        for (const auto& [side, list] : sides_after) stop = stop || longest(list, rest) > 0;
        if (stop) return at;
    }
    return text.size();
}

std::string_view after(Side side) {
    return sides_after[static_cast<std::size_t>(side)].words.front();
}

std::string_view before(Side side) {
    return sides_before[static_cast<std::size_t>(side)].words.front();
}

std::string_view rest(Tongue tongue) {
    return tongue == Tongue::chinese ? "其余" : "the rest";
}

std::string_view joint(Op op, Tongue tongue) {
    if (op == Op::any) return tongue == Tongue::chinese ? "，或" : ", or ";
    return tongue == Tongue::chinese ? "、" : " and ";
}

std::string in_brackets(std::string_view text, Tongue tongue) {
    return tongue == Tongue::chinese ? "（" + std::string(text) + "）" : "(" + std::string(text) + ")";
}

} // namespace gezhi::geo::words
