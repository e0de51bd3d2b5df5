#pragma once
// Words as numbers that only who holds the master key can make: SipHash-2-4 (Aumasson and Bernstein 2012)
// under a key of the vault, cut to 48 bits. An index of such numbers says nothing without `secret.key`; equal
// words give equal numbers, so how often a word occurs stays visible. Two words may share a number: whoever
// finds by it looks at the words again.

#include <array>
#include <cstdint>
#include <string_view>

namespace gezhi::engine {

class Blind {
public:
    explicit Blind(std::string_view key); // of at least 16 bytes

    std::int64_t of(std::string_view word) const;

private:
    std::array<unsigned char, 16> key_{};
};

} // namespace gezhi::engine
