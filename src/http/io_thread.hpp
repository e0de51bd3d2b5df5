#pragma once
// One thread with its own event loop, its own listening socket and its own connections (Asio inside). Nothing
// is shared with its sisters but the dispatcher and a count, so no lock is taken on the way of a request.
// Answers may be delivered from any thread and long after the server is gone.

#include "http/options.hpp"

#include <atomic>

namespace gezhi::http {

struct IoParts {
    const Options& options;
    const Dispatcher& dispatcher;
    std::shared_ptr<std::atomic<std::size_t>> connections; // open ones of all threads
    int listening{-1};                                     // a socket that is bound and listens; taken over
    bool ipv6{false};
    std::string name{}; // begins this thread's request ids
};

class IoThread {
public:
    static Result<std::unique_ptr<IoThread>> start(IoParts parts);
    ~IoThread();

    void wind_down(); // accept no more, close what is idle, finish what is begun
    void end();       // close everything and join

    struct Core; // opaque; the connections' loop

private:
    explicit IoThread(std::shared_ptr<Core> core) : core_(std::move(core)) {}

    std::shared_ptr<Core> core_;
    std::thread thread_;
};

} // namespace gezhi::http
