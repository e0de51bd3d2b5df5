#pragma once
// Form tokens: what a form without script carries instead of a header. A token names its purpose (report,
// follow), carries the idempotency key of the command to come, and is signed, so that a form of another site
// cannot forge one and a form sent twice gives the same receipt. Nothing is stored.

#include "base/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gezhi::pages {

class FormTokens {
public:
    static constexpr std::int64_t days_max = 30; // a report kept on a phone without network is sent late

    using Secret = std::array<std::uint8_t, 32>;

    explicit FormTokens(const Secret& secret) : secret_(secret) {}

    std::string issue(std::string_view purpose, Instant now) const;
    // The idempotency key inside, when purpose, signature and age are right.
    std::optional<std::string> key(std::string_view token, std::string_view purpose, Instant now) const;

private:
    std::string sign(std::string_view purpose, std::string_view head) const;
    Secret secret_;
};

} // namespace gezhi::pages
