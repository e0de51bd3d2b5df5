#pragma once
// Which cases hold a pair of characters: one set for each pair and block of 4096 cases, written as text that
// both databases keep alike. Pure. A few cases are pairs of letters (six bits each, a place in the block);
// many are a map of bits behind a star.

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::casework {

constexpr std::size_t block_cases = 4096;
using Block = std::bitset<block_cases>;

std::string written(const Block& block);
// Nothing else than what written() makes is read; the rest of a broken text is left out.
Block read_block(std::string_view text);

// 中文检索: pairs of neighbouring characters of the plain text (playbook/words.hpp), each once. A text of a
// single character has none.
std::vector<std::string> pairs_of(std::string_view plain);

} // namespace gezhi::casework
