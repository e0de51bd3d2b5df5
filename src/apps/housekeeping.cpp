#include "apps/housekeeping.hpp"

#include "apps/house.hpp"
#include "apps/log_lines.hpp"
#include "apps/retention.hpp"

namespace gezhi::apps {

namespace {

constexpr auto kept_every = std::chrono::hours(1);

void note(const Result<std::int64_t>& swept) {
    if (!swept) log_note("housekeeping", swept.error().rule->code);
}

} // namespace

Housekeeping::Housekeeping(House& house) : house_(house), thread_([this] { work(); }) {}

Housekeeping::~Housekeeping() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stop_now_.notify_all();
    thread_.join();
}

void Housekeeping::work() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        note(house_.files.sweep());
        note(files::sweep_expired(house_.engine, house_.files));
        note(house_.sessions.sweep());
        note(retain(house_));
        lock.lock();
        stop_now_.wait_for(lock, kept_every, [&] { return stopping_; });
    }
}

} // namespace gezhi::apps
