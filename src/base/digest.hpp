#pragma once
// A 256-bit digest, written as 64 lower-case hexadecimal characters: links of the chain, commitments to
// sealed text.

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gezhi {

struct Digest {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const Digest&) const = default;
    std::string text() const;
    static std::optional<Digest> parse(std::string_view text);
};

} // namespace gezhi
