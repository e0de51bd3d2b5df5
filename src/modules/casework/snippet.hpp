#pragma once
// The piece of a text around what was looked for, with the places of the words in it. Pure; words are plain
// (playbook/words.hpp), the piece is as it was written.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gezhi::casework {

constexpr std::size_t snippet_characters = 60;
constexpr std::size_t snippet_before = 16; // characters shown before the first word

struct Snippet {
    std::string text{};
    std::vector<std::pair<std::int64_t, std::int64_t>> marks{}; // from and length, in characters; in order
};

Snippet snippet_of(std::string_view text, const std::vector<std::string>& words);

} // namespace gezhi::casework
