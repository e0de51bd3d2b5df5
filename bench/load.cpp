#include "load.hpp"

#include <unistd.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

namespace gezhi::bench {

namespace {

using Steady = std::chrono::steady_clock;

int connect_to(std::uint16_t port, bool waits) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket);
        return -1;
    }
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (waits) {
        const timeval limit{10, 0};
        ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    }
    return socket;
}

struct Whole {
    std::size_t head{0};
    std::size_t length{0};
};

// Where the answer ends, once all of it is there.
std::optional<Whole> whole(std::string_view bytes) {
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    constexpr std::string_view name = "content-length: ";
    std::size_t length = 0;
    const auto head = bytes.substr(0, end + 2);
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
        const auto line = head.substr(at + 2);
        const bool is_length = line.size() > name.size() &&
                               std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
                                   return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
                               });
        if (is_length) std::from_chars(line.data() + name.size(), line.data() + line.size(), length);
    }
    if (bytes.size() < end + 4 + length) return std::nullopt;
    return Whole{end + 4, length};
}

int status_of(std::string_view bytes) {
    int status = 0;
    if (bytes.size() > 12) std::from_chars(bytes.data() + 9, bytes.data() + 12, status);
    return status;
}

struct Connection {
    int socket{-1};
    std::string in{};
    Steady::time_point asked{};
};

class Loop {
public:
    Loop(const LoadSettings& settings, const Script& script)
        : settings_(settings), script_(script), poll_(::epoll_create1(EPOLL_CLOEXEC)),
          connections_(settings.connections) {}

    Measured run() {
        for (std::size_t i = 0; i < connections_.size(); ++i) {
            connections_[i].socket = connect_to(settings_.port, false);
            if (connections_[i].socket < 0) measured_.broken = true;
            epoll_event event{EPOLLIN, {.u64 = i}};
            ::epoll_ctl(poll_, EPOLL_CTL_ADD, connections_[i].socket, &event);
        }
        const auto began = Steady::now();
        for (std::size_t i = 0; i < connections_.size() && !measured_.broken; ++i) send(i);
        while (waiting_ > 0 && !measured_.broken && Steady::now() - began < settings_.most + grace)
            turn(began);
        measured_.seconds = std::chrono::duration<double>(last_ - began).count();
        for (auto& one : connections_)
            if (one.socket >= 0) ::close(one.socket);
        ::close(poll_);
        std::ranges::sort(measured_.micros);
        return std::move(measured_);
    }

private:
    static constexpr std::chrono::seconds grace{20};

    void send(std::size_t i) {
        const auto bytes = script_.next(i);
        if (bytes.empty()) return;
        connections_[i].asked = Steady::now();
        // Requests are far smaller than a socket's buffer.
        if (::send(connections_[i].socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(bytes.size()))
            measured_.broken = true;
        ++waiting_;
    }

    void turn(Steady::time_point began) {
        std::array<epoll_event, 64> events{};
        const int n = ::epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 1000);
        for (int e = 0; e < n; ++e) receive(events[static_cast<std::size_t>(e)].data.u64, began);
    }

    void receive(std::size_t i, Steady::time_point began) {
        auto& one = connections_[i];
        std::array<char, 65536> buffer{};
        const auto got = ::recv(one.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got <= 0) {
            measured_.broken = got == 0;
            return;
        }
        one.in.append(buffer.data(), static_cast<std::size_t>(got));
        const auto end = whole(one.in);
        if (!end) return;
        last_ = Steady::now();
        measured_.micros.push_back(static_cast<std::uint32_t>(
            std::chrono::duration_cast<std::chrono::microseconds>(last_ - one.asked).count()));
        const Answer answer{status_of(one.in), std::string_view(one.in).substr(0, end->head),
                            std::string_view(one.in).substr(end->head, end->length)};
        if (answer.status >= 400 && measured_.refused++ == 0) {
            measured_.first_refused = answer.status;
            measured_.first_words = answer.body;
        }
        if (script_.take) script_.take(i, answer);
        one.in.clear();
        --waiting_;
        if (last_ - began < settings_.most) send(i);
    }

    const LoadSettings settings_;
    const Script& script_;
    int poll_;
    std::vector<Connection> connections_;
    std::size_t waiting_{0};
    Steady::time_point last_{Steady::now()};
    Measured measured_{};
};

} // namespace

Measured load(const LoadSettings& settings, const Script& script) {
    return Loop(settings, script).run();
}

std::string request(std::string_view method, std::string_view path, std::string_view token,
                    std::string_view body, std::string_view key) {
    std::string text;
    text.reserve(300 + body.size());
    (((text += method) += ' ') += path) += " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!token.empty()) ((text += "Authorization: Bearer ") += token) += "\r\n";
    if (method != "GET") {
        text += "X-Gezhi: 1\r\nOrigin: http://127.0.0.1\r\nContent-Type: application/json\r\n";
        if (!key.empty()) ((text += "Idempotency-Key: ") += key) += "\r\n";
        ((text += "Content-Length: ") += std::to_string(body.size())) += "\r\n";
    }
    return (text += "\r\n") += body;
}

std::optional<std::string> once(std::uint16_t port, const std::string& request) {
    const int socket = connect_to(port, true);
    if (socket < 0) return std::nullopt;
    std::string in;
    if (::send(socket, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
        std::array<char, 65536> buffer{};
        while (!whole(in)) {
            const auto got = ::recv(socket, buffer.data(), buffer.size(), 0);
            if (got <= 0) break;
            in.append(buffer.data(), static_cast<std::size_t>(got));
        }
    }
    ::close(socket);
    const auto end = whole(in);
    if (!end) return std::nullopt;
    return in;
}

std::string member(std::string_view body, std::string_view name) {
    const auto key = "\"" + std::string(name) + "\":\"";
    const auto at = body.find(key);
    if (at == std::string_view::npos) return {};
    const auto rest = body.substr(at + key.size());
    return std::string(rest.substr(0, rest.find('"')));
}

std::string token_of(std::uint16_t port, const std::string& name, const std::string& value) {
    const auto accounts = once(port, request("GET", "/api/v1/demo/accounts", ""));
    if (!accounts) return {};
    const auto at = accounts->find("\"" + name + "\":\"" + value + "\"");
    if (at == std::string::npos) return {};
    const auto one = accounts->substr(accounts->rfind('{', at));
    const auto body =
        "{\"login\":\"" + member(one, "login") + "\",\"password\":\"" + member(one, "password") + "\"}";
    const auto origin = "http://127.0.0.1:" + std::to_string(port);
    const auto post = [&](const std::string& path, const std::string& cookie, const std::string& what) {
        return once(port, "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                              "\r\nOrigin: " + origin +
                              "\r\nX-Gezhi: 1\r\nContent-Type: application/json\r\n" +
                              (cookie.empty() ? "" : "Cookie: " + cookie + "\r\n") +
                              "Content-Length: " + std::to_string(what.size()) + "\r\n\r\n" + what);
    };
    const auto signed_in = post("/api/v1/session", "", body).value_or("");
    const auto begin = signed_in.find("gz_session=");
    if (begin == std::string::npos) return {};
    const auto cookie = signed_in.substr(begin, signed_in.find(';', begin) - begin);
    return member(post("/api/v1/tokens", cookie, R"({"label":"bench"})").value_or(""), "token");
}

} // namespace gezhi::bench
