#pragma once
// Token buckets by key (an address, an account): `burst` at once, then `per_minute` steadily. Promises a
// bound on memory: the key unused for longest is forgotten first. Time is an input. Any thread may ask.

#include "base/error.hpp"
#include "base/time.hpp"

#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gezhi::http {

class RateLimit {
public:
    struct Rate {
        double burst{10};
        double per_minute{30};
        std::size_t keys_max{50'000};
    };

    explicit RateLimit(Rate rate) : rate_(rate) {}

    // Takes one token; refused with `retry_after` in whole seconds when there is none.
    Result<void> take(std::string_view key, Instant now);
    std::size_t size() const;

private:
    struct Bucket {
        std::string key;
        double tokens;
        Instant filled;
    };

    const Rate rate_;
    mutable std::mutex mutex_;
    std::list<Bucket> buckets_; // the one used last stands first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> found_;
};

// The key of an address: IPv4 whole, IPv6 by its first 64 bits, since a customer holds all the rest.
std::string address_key(std::string_view address);

} // namespace gezhi::http
