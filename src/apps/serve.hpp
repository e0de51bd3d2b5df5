#pragma once
// The house with its door open: engine started, routes of every room mounted, the port listening. Promises
// that stop() answers what was begun and that nothing runs afterwards. What is mounted where is one readable
// function in serve.cpp.

#include "apps/house.hpp"
#include "http/rate_limit.hpp"
#include "http/server.hpp"

namespace gezhi::apps {

struct ServeOptions {
    http::Options http{};
    std::string public_url{};                      // how people reach the server; empty: as they ask
    std::string shown_url{};                       // on receipts and labels; empty: public_url
    std::vector<people::wire::DemoAccount> demo{}; // listed on the sign-in page; empty: no demo
    bool log_requests{false};
    http::RateLimit::Rate public_reports{.burst = 60, .per_minute = 30}; // of one address: many share one
};

class Served {
public:
    // The house outlives this.
    static Result<std::unique_ptr<Served>> start(House& house, ServeOptions options);
    ~Served();
    Served(const Served&) = delete;
    Served& operator=(const Served&) = delete;

    std::uint16_t port() const;
    void stop();

private:
    struct Parts;
    explicit Served(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

// Every route the server has, to be listed (`gezhi routes`, the OpenAPI document), not to be called.
Result<http::Routes> routes_of(House& house);

} // namespace gezhi::apps
