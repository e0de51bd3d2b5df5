#pragma once
// Signed tokens in the forms of pages without script: they prove that the form is ours (HMAC-SHA-512/256 of
// libsodium's crypto_auth), carry the idempotency key of the one command the form can send, and end after a
// time. Nothing is stored. Never secret: the payload is readable, so it holds no personal data.

#include "base/error.hpp"
#include "base/time.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace gezhi::http {

struct FormToken {
    std::string purpose{};         // "report", "follow": one form's token opens no other
    std::string holder{};          // session id, or empty for anonymous forms
    std::string idempotency_key{}; // 16 to 64 characters
    std::string carried{};         // what the form must bring back unchanged, e.g. the follow key
    Instant expires{};

    bool operator==(const FormToken&) const = default;
};

class FormTokens {
public:
    using Key = std::array<std::uint8_t, 32>;

    explicit FormTokens(const Key& key) : key_(key) {}

    std::string sign(const FormToken& token) const;

    // Refuses what we have not signed, another purpose or holder, and what has expired.
    struct Expected {
        std::string_view purpose;
        std::string_view holder;
        Instant now;
    };

    Result<FormToken> open(std::string_view text, const Expected& expected) const;

private:
    Key key_;
};

std::string mint_key(); // 26 random characters, for idempotency and follow keys

} // namespace gezhi::http
