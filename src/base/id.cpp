#include "base/id.hpp"

#include <array>

namespace gezhi {

namespace {

constexpr std::string_view alphabet = "0123456789abcdefghijklmnopqrstuv";
constexpr std::size_t length = 26;

constexpr std::array<std::int8_t, 256> make_values() {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}

constexpr auto values = make_values();

} // namespace

std::string base32(const Bits128& bits) {
    std::string text(length, '0');
    auto high = bits.high;
    auto low = bits.low;
    for (std::size_t i = length; i-- > 0;) {
        text[i] = alphabet[low & 31U];
        low = low >> 5U | (high & 31U) << 59U;
        high >>= 5U;
    }
    return text;
}

std::optional<Bits128> parse_base32(std::string_view text) {
    if (text.size() != length || values[static_cast<unsigned char>(text[0])] > 7) return std::nullopt;
    Bits128 bits;
    for (const char c : text) {
        const auto value = values[static_cast<unsigned char>(c)];
        if (value < 0) return std::nullopt;
        bits.high = bits.high << 5U | bits.low >> 59U;
        bits.low = bits.low << 5U | static_cast<std::uint64_t>(value);
    }
    return bits;
}

} // namespace gezhi
