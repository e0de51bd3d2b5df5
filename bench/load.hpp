#pragma once
// A closed loop of keep-alive connections on one thread with epoll: each connection sends its next request
// when it has read the whole answer to the last. Lean on purpose: it shares the two cores with the server it
// measures. Talks to loopback only; bounded in requests and time.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::bench {

struct Answer {
    int status{0};
    std::string_view head{};
    std::string_view body{};
};

// What a connection does: `next` gives its next request (empty: it is done), `take` reads the answer.
struct Script {
    std::function<std::string(std::size_t connection)> next;
    std::function<void(std::size_t connection, const Answer&)> take{};
};

struct Measured {
    std::vector<std::uint32_t> micros{}; // of each answer, sorted
    double seconds{0};
    std::size_t refused{0}; // status 400 and more
    int first_refused{0};   // the first such status
    std::string first_words{};
    bool broken{false}; // a connection failed

    double per_second() const { return seconds > 0 ? static_cast<double>(micros.size()) / seconds : 0; }

    double percentile_ms(double share) const {
        if (micros.empty()) return 0;
        const auto at = static_cast<std::size_t>(share * static_cast<double>(micros.size() - 1));
        return micros[at] / 1000.0;
    }
};

struct LoadSettings {
    std::uint16_t port{0};
    std::size_t connections{64};
    std::chrono::milliseconds most{10'000};
};

Measured load(const LoadSettings& settings, const Script& script);

// A request in HTTP/1.1 with the headers a staff page sends.
std::string request(std::string_view method, std::string_view path, std::string_view token,
                    std::string_view body = {}, std::string_view key = {});

// Waits for one answer on a connection of its own.
std::optional<std::string> once(std::uint16_t port, const std::string& request);

// The string under "name" in a flat JSON answer; empty when there is none.
std::string member(std::string_view body, std::string_view name);

// A bearer token of the first demo account whose `name` is `value`; empty when there is none.
std::string token_of(std::uint16_t port, const std::string& name, const std::string& value);

} // namespace gezhi::bench
