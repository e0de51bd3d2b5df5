#include "base/digest.hpp"

namespace gezhi {

namespace {

constexpr std::string_view hex = "0123456789abcdef";

} // namespace

std::string Digest::text() const {
    std::string text(bytes.size() * 2, '0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text[2 * i] = hex[bytes[i] >> 4U];
        text[2 * i + 1] = hex[bytes[i] & 15U];
    }
    return text;
}

std::optional<Digest> Digest::parse(std::string_view text) {
    Digest digest;
    if (text.size() != digest.bytes.size() * 2) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto value = hex.find(text[i]);
        if (value == std::string_view::npos) return std::nullopt;
        auto& byte = digest.bytes[i / 2];
        byte = static_cast<std::uint8_t>(static_cast<unsigned>(byte) << 4U | value);
    }
    return digest;
}

} // namespace gezhi
