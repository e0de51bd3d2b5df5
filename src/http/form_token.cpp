#include "http/form_token.hpp"

#include "base/id.hpp"
#include "base/text.hpp"
#include "http/rules.hpp"

#include <sodium.h>

#include <optional>
#include <vector>

namespace gezhi::http {

namespace {

constexpr std::size_t token_bytes_max = 2048;

std::string base64(std::string_view bytes) {
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back(); // the terminating zero
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &length, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

// Each part with its length before it, so that no two tokens have the same bytes.
std::string pack(const FormToken& token) {
    std::string out;
    for (const auto& part :
         {number(token.expires.us), token.purpose, token.holder, token.idempotency_key, token.carried})
        out += number(part.size()) + ":" + part;
    return out;
}

std::optional<FormToken> unpack(std::string_view bytes) {
    std::vector<std::string> parts;
    while (!bytes.empty()) {
        const auto colon = bytes.find(':');
        const auto length = parse_number<std::size_t>(bytes.substr(0, colon));
        if (colon == bytes.npos || !length || *length > bytes.size() - colon - 1) return std::nullopt;
        parts.emplace_back(bytes.substr(colon + 1, *length));
        bytes.remove_prefix(colon + 1 + *length);
    }
    if (parts.size() != 5) return std::nullopt;
    const auto expires = parse_number(parts[0]);
    if (!expires) return std::nullopt;
    return FormToken{parts[1], parts[2], parts[3], parts[4], Instant{*expires}};
}

} // namespace

std::string FormTokens::sign(const FormToken& token) const {
    const auto payload = pack(token);
    std::string mac(crypto_auth_BYTES, '\0');
    crypto_auth(reinterpret_cast<unsigned char*>(mac.data()),
                reinterpret_cast<const unsigned char*>(payload.data()), payload.size(), key_.data());
    return base64(payload) + "." + base64(mac);
}

Result<FormToken> FormTokens::open(std::string_view text, const Expected& expected) const {
    const auto dot = text.find('.');
    if (dot == text.npos || text.size() > token_bytes_max) return refuse(rules::form_token_invalid);
    const auto payload = from_base64(text.substr(0, dot));
    const auto mac = from_base64(text.substr(dot + 1));
    if (!payload || !mac || mac->size() != crypto_auth_BYTES) return refuse(rules::form_token_invalid);
    if (crypto_auth_verify(reinterpret_cast<const unsigned char*>(mac->data()),
                           reinterpret_cast<const unsigned char*>(payload->data()), payload->size(),
                           key_.data()) != 0)
        return refuse(rules::form_token_invalid);
    auto token = unpack(*payload);
    if (!token || token->purpose != expected.purpose || token->holder != expected.holder)
        return refuse(rules::form_token_invalid);
    if (token->expires < expected.now) return refuse(rules::form_token_expired);
    return std::move(*token);
}

std::string mint_key() {
    Bits128 bits;
    randombytes_buf(&bits, sizeof bits);
    return base32(bits);
}

} // namespace gezhi::http
