#include "modules/people/attempts.hpp"

namespace gezhi::people {

Result<void> Attempts::check(Counts& counts, const std::string& key, std::int64_t limit, Instant now) const {
    const auto found = counts.find(key);
    if (found == counts.end()) return {};
    if (found->second.until <= now) {
        counts.erase(found);
        return {};
    }
    if (found->second.n < limit) return {};
    const auto left = found->second.until - now;
    const auto minutes = (left + std::chrono::seconds(59)) / std::chrono::minutes(1);
    const auto seconds = (left + std::chrono::microseconds(us_per_second - 1)) / std::chrono::seconds(1);
    return refuse(rules::locked,
                  {{"minutes", std::to_string(minutes)}, {"retry_after", std::to_string(seconds)}});
}

void Attempts::add(Counts& counts, const std::string& key, Instant now) const {
    if (counts.size() >= limits_.remembered_max) tidy(counts, now);
    auto& count = counts[key];
    ++count.n;
    count.until = now + limits_.lock;
}

// What is over goes first; when a flood of invented logins fills the table, any may go: the address limit
// still holds the flood.
void Attempts::tidy(Counts& counts, Instant now) const {
    std::erase_if(counts, [&](const auto& entry) { return entry.second.until <= now; });
    while (counts.size() >= limits_.remembered_max) counts.erase(counts.begin());
}

Result<void> Attempts::take(const std::string& login, const std::string& address, Instant now) {
    const std::lock_guard lock(mutex_);
    GEZHI_CHECK(check(addresses_, address, limits_.per_address, now));
    GEZHI_CHECK(check(logins_, login, limits_.per_login, now));
    add(addresses_, address, now);
    add(logins_, login, now);
    return {};
}

void Attempts::succeeded(const std::string& login, const std::string& address) {
    const std::lock_guard lock(mutex_);
    logins_.erase(login);
    const auto found = addresses_.find(address);
    if (found != addresses_.end() && --found->second.n <= 0) addresses_.erase(found);
}

} // namespace gezhi::people
