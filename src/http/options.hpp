#pragma once
// What the server is told at its start. Everything has a limit with a name; the defaults suit one street on
// one small machine.

#include "http/dispatch.hpp"

#include <chrono>

namespace gezhi::http {

// One line for the log; no personal data, so no address and no query.
struct Answered {
    Method method{};
    std::string_view path{};
    std::string_view id{};
    int status{0};
    std::size_t bytes{0};
    std::chrono::microseconds took{0};
};

struct Options {
    std::string address{"127.0.0.1"};
    std::uint16_t port{0}; // 0: any free one
    std::size_t io_threads{1};
    std::size_t workers{2};
    std::size_t queue_max{256};
    std::size_t connections_max{10'000};

    std::size_t head_bytes_max{16 * 1024};
    std::size_t header_fields_max{100};
    std::size_t body_bytes_max{1 << 20}; // of routes without their own

    // Checked by one sweep per I/O thread, so each is good to one sweep more or less.
    std::chrono::milliseconds sweep{500};
    std::chrono::milliseconds head_timeout{10'000};
    std::chrono::milliseconds body_timeout{120'000};
    std::chrono::milliseconds idle_timeout{75'000};
    std::chrono::milliseconds write_timeout{120'000};
    std::chrono::milliseconds linger{2'000}; // how long a closing answer waits for the client to have read it
    std::chrono::milliseconds heartbeat{15'000}; // of event streams
    std::chrono::milliseconds stop_grace{10'000};

    std::string tls_certificate{}; // PEM chain; empty: no TLS here
    std::string tls_key{};
    // Addresses of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
    std::vector<std::string> proxies{};
    std::string content_security_policy{}; // empty: security.hpp's

    Gate gate{};
    std::shared_ptr<const text::Locale> locale{};
    std::function<void(const Answered&)> answered{}; // on the I/O thread: be quick
    std::function<void(std::string_view id, std::string_view what)> faulted{};
};

} // namespace gezhi::http
