#include "pages/form_token.hpp"

#include "base/id.hpp"
#include "base/text.hpp"

#include <sodium.h>

namespace gezhi::pages {

namespace {

constexpr std::size_t signature_bytes = 16;

} // namespace

std::string FormTokens::sign(std::string_view purpose, std::string_view head) const {
    const auto text = std::string(purpose) + "\n" + std::string(head);
    std::array<std::uint8_t, signature_bytes> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const std::uint8_t*>(text.data()),
                       text.size(), secret_.data(), secret_.size());
    std::array<char, signature_bytes * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

std::string FormTokens::issue(std::string_view purpose, Instant now) const {
    Bits128 random;
    randombytes_buf(&random, sizeof random);
    random.high >>= 1;
    const auto head = base32(random) + "." + number(now.us / us_per_minute);
    return head + "." + sign(purpose, head);
}

std::optional<std::string> FormTokens::key(std::string_view token, std::string_view purpose,
                                           Instant now) const {
    const auto parts = split(token, '.');
    if (parts.size() != 3 || !parse_base32(parts[0])) return std::nullopt;
    const auto minute = parse_number(parts[1]);
    const auto expected = sign(purpose, token.substr(0, parts[0].size() + 1 + parts[1].size()));
    if (!minute || parts[2].size() != expected.size() ||
        sodium_memcmp(parts[2].data(), expected.data(), expected.size()) != 0)
        return std::nullopt;
    const auto age = now.us / us_per_minute - *minute;
    if (age < -60 || age > days_max * 24 * 60) return std::nullopt; // an hour for clocks that disagree
    return std::string(parts[0]);
}

} // namespace gezhi::pages
