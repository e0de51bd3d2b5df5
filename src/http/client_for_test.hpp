#pragma once
// For the tests of this folder: a client over a real socket that says exactly what it is told, a server with
// short patience, and a door to hold handlers at. Never used outside tests.

#include "base/text.hpp"
#include "http/server.hpp"

#include <unistd.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>

namespace gezhi::http {

using namespace std::chrono_literals;

// A client that says exactly what it is told and waits at most ten seconds for what it expects.
class Client {
public:
    explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        require(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "connects");
    }

    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    ~Client() { ::close(socket_); }

    void say(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    void get(const std::string& path, const std::string& more = "") {
        say("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n");
    }

    // One answer with its body; empty when the server closed instead.
    std::string answer(bool head_only = false) {
        while (heard_.find("\r\n\r\n") == heard_.npos)
            if (!hear()) return "";
        const auto head = heard_.find("\r\n\r\n") + 4;
        const auto at = heard_.find("Content-Length: ");
        const auto length = at < head ? std::strtoul(heard_.c_str() + at + 16, nullptr, 10) : 0;
        const auto total = head + (head_only ? 0 : length);
        while (heard_.size() < total)
            if (!hear()) return "";
        auto one = heard_.substr(0, total);
        heard_.erase(0, total);
        return one;
    }

    // Everything up to and with this text; empty when the server closed first.
    std::string until(std::string_view text) {
        while (heard_.find(text) == heard_.npos)
            if (!hear()) return "";
        const auto end = heard_.find(text) + text.size();
        auto part = heard_.substr(0, end);
        heard_.erase(0, end);
        return part;
    }

    bool closed() {
        while (hear()) {
        }
        return heard_.empty() && ended_;
    }

private:
    bool hear() {
        std::array<char, 8192> bytes{};
        const auto count = ::recv(socket_, bytes.data(), bytes.size(), 0);
        ended_ = count == 0 || (count < 0 && errno == ECONNRESET);
        if (count <= 0) return false;
        heard_.append(bytes.data(), static_cast<std::size_t>(count));
        return true;
    }

    int socket_;
    bool ended_{false};
    std::string heard_;
};

// A door that handlers wait at until the test opens it.
class Gatekeeper {
public:
    void wait() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
    }

    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

    void until_waiting(int count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return waiting_ >= count; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_{false};
    int waiting_{0};
};

inline Options quick() {
    Options options;
    options.sweep = 20ms;
    options.stop_grace = 5'000ms;
    options.linger = 500ms;
    auto locale = text::Locale::load(GEZHI_SOURCE_DIR "/locale");
    require(locale.has_value(), "locale");
    options.locale = std::make_shared<text::Locale>(std::move(*locale));
    return options;
}

inline Route inline_route(Method method, std::string pattern, Handler handler) {
    return {.method = method, .pattern = std::move(pattern), .handler = std::move(handler), .inline_ = true};
}

inline Route pooled(Method method, std::string pattern, Handler handler) {
    return {.method = method, .pattern = std::move(pattern), .handler = std::move(handler)};
}

inline Result<Response> echo(const Request& request) {
    return json_response(request.path + "|" + request.body);
}

inline Routes plain_routes() {
    auto photo = pooled(Method::post, "/photo", echo);
    photo.body_bytes_max = 3 << 20;
    return {inline_route(Method::get, "/echo/{x}", echo), pooled(Method::get, "/pooled/{x}", echo),
            pooled(Method::post, "/pooled", echo), photo};
}

class Running {
public:
    Running(Options options, Routes routes) : server_(std::move(options), std::move(routes)) {
        require(server_.start().has_value(), "the server starts");
    }

    Server* operator->() { return &server_; }

    std::uint16_t port() const { return server_.port(); }

private:
    Server server_;
};

} // namespace gezhi::http
