#pragma once
// A few threads and one bounded queue for handlers that read or wait. A full queue refuses at once instead of
// growing; a job that throws ends in its own catch, never in the thread's. Stopping finishes the running jobs
// and drops the queued ones.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gezhi::http {

class WorkerPool {
public:
    using Job = std::move_only_function<void()>;

    WorkerPool(std::size_t threads, std::size_t queue_max);
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    bool submit(Job& job); // takes the job, or leaves it and says false when the queue is full
    void stop();
    std::size_t queued() const;

private:
    void work();

    const std::size_t queue_max_;
    mutable std::mutex mutex_;
    std::condition_variable more_;
    std::deque<Job> queue_;
    bool stopping_{false};
    std::vector<std::thread> threads_;
};

} // namespace gezhi::http
