#pragma once
// One-time codes by time: RFC 6238 over RFC 4226 with HMAC-SHA-1, six digits and thirty seconds, which every
// authenticator app knows. Pure arithmetic: knows no account, stores nothing.

#include "base/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace gezhi::people {

constexpr std::int64_t totp_step_seconds = 30;
constexpr std::int64_t totp_steps_around = 1; // RFC 6238 5.2: one step of delay and of drift
constexpr std::size_t totp_secret_bytes = 20; // RFC 4226 4 R6: at least 16, 20 recommended
constexpr int totp_digits = 6;

std::string base32(std::string_view raw); // RFC 4648, without padding
std::optional<std::string> unbase32(std::string_view text);

std::string totp(std::string_view secret, std::int64_t step, int digits = totp_digits);
std::int64_t totp_step(Instant at);
// The step the code belongs to, later than `after`: a code that was used once is used up. Constant time.
std::optional<std::int64_t> totp_match(std::string_view secret, std::string_view code, Instant now,
                                       std::int64_t after);
// otpauth://totp/… (Key URI Format of the authenticator apps).
std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view account);

} // namespace gezhi::people
