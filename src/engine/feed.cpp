#include "engine/feed.hpp"

namespace gezhi::engine {

Feed::Subscription Feed::subscribe(std::int64_t after_seq, Subscriber subscriber) {
    const std::lock_guard lock(mutex_);
    const bool complete =
        after_seq >= last_seq_ || (!remembered_.empty() && remembered_.front().seq <= after_seq + 1);
    for (const auto& item : remembered_)
        if (item.seq > after_seq) subscriber(item);
    const auto id = next_id_++;
    subscribers_.emplace(id, std::move(subscriber));
    return {id, complete};
}

void Feed::unsubscribe(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    subscribers_.erase(id);
}

void Feed::publish(const FeedItem& item) {
    const std::lock_guard lock(mutex_);
    last_seq_ = item.seq;
    remembered_.push_back(item);
    if (remembered_.size() > remembered_max) remembered_.pop_front();
    for (const auto& [id, subscriber] : subscribers_) subscriber(item);
}

std::int64_t Feed::last_seq() const {
    const std::lock_guard lock(mutex_);
    return last_seq_;
}

} // namespace gezhi::engine
