#pragma once
// The server: listening sockets, I/O threads, worker pool, in one object that starts and stops as a whole.
// Listens on loopback unless told otherwise. Promises on stop that what was begun is answered within the
// grace, and that nothing of it runs afterwards.

#include "http/options.hpp"

#include <atomic>

namespace gezhi::http {

class IoThread;

class Server {
public:
    Server(Options options, Routes routes);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    Result<void> start();
    void stop(); // graceful, then by force after Options::stop_grace

    std::uint16_t port() const { return port_; }

    std::size_t connections() const { return connections_->load(); }

    std::size_t queued() const { return pool_.queued(); }

    const Dispatcher& dispatcher() const { return dispatcher_; }

private:
    const Options options_;
    WorkerPool pool_;
    Dispatcher dispatcher_;
    std::shared_ptr<std::atomic<std::size_t>> connections_{std::make_shared<std::atomic<std::size_t>>(0)};
    std::vector<std::unique_ptr<IoThread>> threads_;
    std::uint16_t port_{0};
};

} // namespace gezhi::http
