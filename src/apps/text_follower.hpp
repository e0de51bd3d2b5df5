#pragma once
// Enters what was said into the search, behind the writer: woken by the feed, at most a few rounds a second,
// so that a report is found within a second and the writer is seldom in the way. A fault is a line in the log
// and tried again. Runs in a thread of its own, in every process; only one of them moves the cursor.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace gezhi::apps {

struct House;

class TextFollower {
public:
    explicit TextFollower(House& house); // which outlives this
    ~TextFollower();
    TextFollower(const TextFollower&) = delete;
    TextFollower& operator=(const TextFollower&) = delete;

private:
    void work();
    void follow();

    House& house_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_{false};
    bool behind_{true};
    std::int64_t subscription_{0};
    std::thread thread_;
};

} // namespace gezhi::apps
