#include "http/rate_limit.hpp"

#include "base/text.hpp"
#include "http/rules.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cmath>
#include <utility>

namespace gezhi::http {

namespace {

// A token filled in parts may fall short of one by rounding.
constexpr double whole = 1 - 1e-9;

} // namespace

Result<void> RateLimit::take(std::string_view key, Instant now) {
    const std::lock_guard lock(mutex_);
    if (const auto known = found_.find(key); known != found_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, known->second);
    } else {
        if (buckets_.size() >= rate_.keys_max) {
            found_.erase(buckets_.back().key);
            buckets_.pop_back();
        }
        buckets_.push_front({std::string(key), rate_.burst, now});
        found_.emplace(buckets_.front().key, buckets_.begin());
    }
    auto& bucket = buckets_.front();
    const auto minutes = static_cast<double>(std::max<std::int64_t>(0, now.us - bucket.filled.us)) /
                         static_cast<double>(us_per_minute);
    bucket.tokens = std::min(rate_.burst, bucket.tokens + minutes * rate_.per_minute);
    bucket.filled = std::max(bucket.filled, now);
    if (bucket.tokens < whole) {
        const auto seconds = std::ceil((1 - bucket.tokens) / rate_.per_minute * 60);
        return refuse(rules::too_many, {{"retry_after", number(std::max(1L, std::lround(seconds)))}});
    }
    bucket.tokens = std::max(0.0, bucket.tokens - 1);
    return {};
}

std::size_t RateLimit::size() const {
    const std::lock_guard lock(mutex_);
    return buckets_.size();
}

std::string address_key(std::string_view address) {
    std::array<unsigned char, 16> bytes{};
    const std::string text(address);
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
    constexpr std::array<unsigned char, 12> mapped{0, 0, 0, 0, 0,    0,
                                                   0, 0, 0, 0, 0xFF, 0xFF}; // ::ffff:a.b.c.d
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
        inet_ntop(AF_INET, bytes.data() + 12, out.data(), out.size());
        return out.data();
    }
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return std::string(out.data()) + "/64";
}

} // namespace gezhi::http
