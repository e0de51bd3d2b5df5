#pragma once
// The live feed: what was committed, in order of seq. A subscriber gets each item once; what it may see of it
// is decided by whoever subscribes (the same scope as the list).

#include "engine/event.hpp"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace gezhi::engine {

struct FeedItem {
    std::int64_t seq{0};
    std::string_view room;
    StreamId stream{};
    std::int64_t version{0};
    std::shared_ptr<const void> state;
};

class Feed {
public:
    using Subscriber = std::function<void(const FeedItem&)>;

    // Items after `after_seq` still remembered come first. False in `complete` when some are forgotten: ask
    // the list again.
    struct Subscription {
        std::int64_t id{0};
        bool complete{true};
    };

    Subscription subscribe(std::int64_t after_seq, Subscriber subscriber);
    void unsubscribe(std::int64_t id);
    void publish(const FeedItem& item);
    std::int64_t last_seq() const;

private:
    static constexpr std::size_t remembered_max = 4096;
    mutable std::mutex mutex_;
    std::deque<FeedItem> remembered_;
    std::map<std::int64_t, Subscriber> subscribers_;
    std::int64_t next_id_{1};
    std::int64_t last_seq_{0};
};

} // namespace gezhi::engine
