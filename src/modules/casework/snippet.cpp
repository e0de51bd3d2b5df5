#include "modules/casework/snippet.hpp"

#include "base/text.hpp"
#include "modules/playbook/words.hpp"

#include <algorithm>
#include <optional>

namespace gezhi::casework {

namespace {

// A text in characters, and which of them stay when it is made plain.
struct Letters {
    std::vector<std::string_view> all{};
    std::string plain{};
    std::vector<std::size_t> origin{}; // of each plain character

    explicit Letters(std::string_view text) {
        while (!text.empty()) {
            const auto one = first_code_points(text, 1);
            const auto kept = playbook::plain(one);
            if (!kept.empty()) origin.push_back(all.size());
            plain += kept;
            all.push_back(one);
            text.remove_prefix(one.size());
        }
    }
};

using Span = std::pair<std::size_t, std::size_t>; // first and behind the last, in characters

std::vector<Span> spans_of(const Letters& letters, const std::vector<std::string>& words) {
    std::vector<Span> spans;
    for (const auto& word : words) {
        if (word.empty()) continue;
        const auto size = count_code_points(word);
        for (auto at = letters.plain.find(word); at != std::string::npos;
             at = letters.plain.find(word, at + 1)) {
            const auto first = count_code_points(std::string_view(letters.plain).substr(0, at));
            spans.emplace_back(letters.origin[first], letters.origin[first + size - 1] + 1);
        }
    }
    std::sort(spans.begin(), spans.end());
    return spans;
}

// Overlapping ones as one.
std::vector<Span> joined(const std::vector<Span>& spans) {
    std::vector<Span> list;
    for (const auto& span : spans)
        if (!list.empty() && span.first <= list.back().second)
            list.back().second = std::max(list.back().second, span.second);
        else
            list.push_back(span);
    return list;
}

} // namespace

Snippet snippet_of(std::string_view text, const std::vector<std::string>& words) {
    const Letters letters(text);
    const auto spans = joined(spans_of(letters, words));
    const auto size = letters.all.size();
    std::size_t from =
        spans.empty() || spans.front().first <= snippet_before ? 0 : spans.front().first - snippet_before;
    if (size <= snippet_characters) from = 0;
    const auto to = std::min(size, from + snippet_characters);
    constexpr std::string_view cut = "…";
    Snippet made;
    const std::int64_t shift = from > 0 ? 1 : 0;
    if (from > 0) made.text += cut;
    for (auto i = from; i < to; ++i)
        made.text += letters.all[i] == "\n" ? std::string_view(" ") : letters.all[i];
    if (to < size) made.text += cut;
    for (const auto& [first, behind] : spans)
        if (first >= from && first < to)
            made.marks.emplace_back(static_cast<std::int64_t>(first - from) + shift,
                                    static_cast<std::int64_t>(std::min(behind, to) - first));
    return made;
}

} // namespace gezhi::casework
