#include "modules/people/totp.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

namespace gezhi::people {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// RFC 3986: everything that is not unreserved.
std::string percent(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").find(c) != std::string_view::npos;
        if (plain)
            out += c;
        else
            out += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
    return out;
}

} // namespace

std::string base32(std::string_view raw) {
    std::string out;
    unsigned buffer = 0;
    unsigned bits = 0;
    for (const char c : raw) {
        buffer = (buffer << 8U) | static_cast<unsigned char>(c);
        bits += 8;
        for (; bits >= 5; bits -= 5) out += alphabet[(buffer >> (bits - 5)) & 31U];
        buffer &= (1U << bits) - 1U;
    }
    if (bits > 0) out += alphabet[(buffer << (5 - bits)) & 31U];
    return out;
}

std::optional<std::string> unbase32(std::string_view text) {
    std::string out;
    unsigned buffer = 0;
    unsigned bits = 0;
    for (const char c : text) {
        const auto found = alphabet.find(c);
        if (found == std::string_view::npos) return std::nullopt;
        buffer = (buffer << 5U) | static_cast<unsigned>(found);
        bits += 5;
        if (bits >= 8) {
            out += static_cast<char>((buffer >> (bits - 8)) & 0xFFU);
            bits -= 8;
        }
        buffer &= (1U << bits) - 1U;
    }
    return out;
}

std::string totp(std::string_view secret, std::int64_t step, int digits) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i) & 0xFFU);
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int size = 0;
    const auto* made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(),
                            counter.size(), mac.data(), &size);
    require(made != nullptr && size == 20, "HMAC-SHA-1");
    const auto offset = mac[size - 1] & 15U; // RFC 4226 5.3: dynamic truncation
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = (value << 8U) | mac[offset + i];
    value &= 0x7FFFFFFFU;
    std::uint32_t most = 1;
    for (int i = 0; i < digits; ++i) most *= 10;
    auto text = std::to_string(value % most);
    return std::string(static_cast<std::size_t>(digits) - text.size(), '0') + text;
}

std::int64_t totp_step(Instant at) {
    return at.us / us_per_second / totp_step_seconds;
}

std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, Instant now,
                                       std::int64_t after) {
    std::optional<std::int64_t> found;
    const auto present = totp_step(now);
    if (code.size() != static_cast<std::size_t>(totp_digits)) return found;
    for (auto step = present - totp_steps_around; step <= present + totp_steps_around; ++step) {
        const auto right = totp(secret, step);
        if (sodium_memcmp(right.data(), code.data(), code.size()) == 0 && step > after) found = step;
    }
    return found;
}

std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account) {
    return "otpauth://totp/" + percent(issuer) + ":" + percent(account) + "?secret=" + base32(secret) +
           "&issuer=" + percent(issuer) + "&algorithm=SHA1&digits=6&period=30";
}

} // namespace gezhi::people
