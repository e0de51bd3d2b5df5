#include "apps/text_follower.hpp"

#include "apps/house.hpp"
#include "apps/log_lines.hpp"

namespace gezhi::apps {

namespace {

constexpr auto entered_every = std::chrono::milliseconds(400);
constexpr auto at_the_latest = std::chrono::seconds(5); // another server's commits come without a word here

} // namespace

TextFollower::TextFollower(House& house) : house_(house) {
    subscription_ = house_.engine.feed()
                        .subscribe(house_.engine.seq(),
                                   [this](const engine::FeedItem&) {
                                       {
                                           const std::lock_guard lock(mutex_);
                                           if (behind_) return;
                                           behind_ = true;
                                       }
                                       changed_.notify_one();
                                   })
                        .id;
    thread_ = std::thread([this] { work(); });
}

TextFollower::~TextFollower() {
    house_.engine.feed().unsubscribe(subscription_);
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void TextFollower::follow() {
    for (;;) {
        const auto more = house_.text_index.follow();
        if (!more) log_note("search", more.error().rule->code);
        if (!more || !*more) return;
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
    }
}

void TextFollower::work() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        behind_ = false;
        lock.unlock();
        follow();
        lock.lock();
        changed_.wait_for(lock, entered_every, [&] { return stopping_; });
        changed_.wait_for(lock, at_the_latest, [&] { return stopping_ || behind_; });
    }
}

} // namespace gezhi::apps
