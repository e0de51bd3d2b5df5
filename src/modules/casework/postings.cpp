#include "modules/casework/postings.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace gezhi::casework {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t bits_a_letter = 6;
constexpr std::size_t map_letters = (block_cases + bits_a_letter - 1) / bits_a_letter;
constexpr std::size_t listed_max = map_letters / 2;
constexpr char map_sign = '*';

constexpr std::uint8_t no_letter = 64;

constexpr std::array<std::uint8_t, 256> values = [] {
    std::array<std::uint8_t, 256> table{};
    table.fill(no_letter);
    for (std::size_t i = 0; i < letters.size(); ++i)
        table[static_cast<unsigned char>(letters[i])] = static_cast<std::uint8_t>(i);
    return table;
}();

std::uint8_t value_of(char letter) {
    return values[static_cast<unsigned char>(letter)];
}

} // namespace

std::string written(const Block& block) {
    std::string text;
    if (block.count() <= listed_max) {
        for (auto at = block._Find_first(); at < block_cases; at = block._Find_next(at)) {
            text += letters[at >> bits_a_letter];
            text += letters[at & (letters.size() - 1)];
        }
        return text;
    }
    text.assign(map_letters + 1, letters[0]);
    text[0] = map_sign;
    for (std::size_t i = 0; i < map_letters; ++i) {
        std::size_t six = 0;
        for (std::size_t b = 0; b < bits_a_letter && i * bits_a_letter + b < block_cases; ++b)
            six |= static_cast<std::size_t>(block[i * bits_a_letter + b]) << b;
        text[i + 1] = letters[six];
    }
    return text;
}

Block read_block(std::string_view text) {
    Block block;
    if (!text.empty() && text[0] == map_sign) {
        text.remove_prefix(1);
        for (std::size_t i = 0; i < text.size() && i < map_letters; ++i) {
            const auto six = value_of(text[i]);
            if (six == no_letter) break;
            for (std::size_t b = 0; b < bits_a_letter && i * bits_a_letter + b < block_cases; ++b)
                if (((six >> b) & 1) != 0) block.set(i * bits_a_letter + b);
        }
        return block;
    }
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const std::size_t high = value_of(text[i]);
        const std::size_t low = value_of(text[i + 1]);
        if (high == no_letter || low == no_letter) break;
        block.set((high << bits_a_letter) | low);
    }
    return block;
}

std::vector<std::string> pairs_of(std::string_view plain) {
    std::vector<std::string> pairs;
    while (!plain.empty()) {
        const auto one = first_code_points(plain, 1).size();
        const auto pair = first_code_points(plain, 2);
        if (pair.size() > one) pairs.emplace_back(pair);
        plain.remove_prefix(one);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

} // namespace gezhi::casework
