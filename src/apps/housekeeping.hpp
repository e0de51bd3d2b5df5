#pragma once
// What a house does for itself now and then: pictures that nobody named, sessions long over,
// what has been kept long enough. Runs in a thread
// of its own, at the start and then each hour; a fault is a line in the log and tried again.

#include <condition_variable>
#include <mutex>
#include <thread>

namespace gezhi::apps {

struct House;

class Housekeeping {
public:
    explicit Housekeeping(House& house); // which outlives this
    ~Housekeeping();
    Housekeeping(const Housekeeping&) = delete;
    Housekeeping& operator=(const Housekeeping&) = delete;

private:
    void work();

    House& house_;
    std::mutex mutex_;
    std::condition_variable stop_now_;
    bool stopping_{false};
    std::thread thread_;
};

} // namespace gezhi::apps
