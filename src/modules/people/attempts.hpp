#pragma once
// Counts failed sign-ins by login and by address, in memory of this process. An attempt is counted before the
// password is looked at, so that many at once gain nothing. The counts are bounded and forgotten at restart.

#include "base/error.hpp"
#include "base/time.hpp"

#include <map>
#include <mutex>
#include <string>

namespace gezhi::people {

namespace rules {
inline constexpr Rule locked{"people/locked", Kind::limit,
                             "Too many wrong passwords; the login or address waits a while"};
} // namespace rules

struct AttemptLimits {
    std::int64_t per_login{5}; // GB/T 22239-2019 8.1.4.1 b) asks for a limit; five is customary
    std::int64_t per_address{50};
    std::chrono::microseconds lock{std::chrono::minutes(15)};
    std::size_t remembered_max{20'000};
};

class Attempts {
public:
    explicit Attempts(AttemptLimits limits) : limits_(limits) {}

    Result<void> take(const std::string& login, const std::string& address, Instant now);
    void succeeded(const std::string& login, const std::string& address);

private:
    struct Count {
        std::int64_t n{0};
        Instant until{};
    };

    using Counts = std::map<std::string, Count, std::less<>>;

    Result<void> check(Counts& counts, const std::string& key, std::int64_t limit, Instant now) const;
    void add(Counts& counts, const std::string& key, Instant now) const;
    void tidy(Counts& counts, Instant now) const;

    AttemptLimits limits_;
    std::mutex mutex_;
    Counts logins_;
    Counts addresses_;
};

} // namespace gezhi::people
