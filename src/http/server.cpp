#include "http/server.hpp"

#include "base/text.hpp"
#include "http/form_token.hpp"
#include "http/io_thread.hpp"
#include "http/rules.hpp"

#include <unistd.h>

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace gezhi::http {

namespace {

constexpr int backlog = 1024;

// An address of either family as the socket calls want it.
struct Address {
    sockaddr_storage storage{};
    socklen_t length{0};
    bool ipv6{false};

    sockaddr* raw() { return reinterpret_cast<sockaddr*>(&storage); }
};

Result<Address> parse_address(const std::string& text, std::uint16_t port) {
    Address address;
    auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage);
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage);
    if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        address.length = sizeof(sockaddr_in);
    } else if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        address.length = sizeof(sockaddr_in6);
        address.ipv6 = true;
    } else {
        return refuse(rules::cannot_listen, {{"address", text}});
    }
    return address;
}

struct Listening {
    int socket;
    std::uint16_t port;
    bool ipv6;
};

// SO_REUSEPORT lets each I/O thread have its own queue; the kernel deals out the clients. Another process of
// the same user could join in silently, so the first socket is bound without it when there is but one thread.
Result<Listening> listen_on(const std::string& host, std::uint16_t port, bool shared) {
    GEZHI_TRY(address, parse_address(host, port));
    const auto fail = [&](int socket) {
        const std::string cause = std::strerror(errno);
        if (socket >= 0) ::close(socket);
        return refuse(rules::cannot_listen, {{"address", host}, {"port", number(port)}, {"cause", cause}});
    };
    const int listening = ::socket(address.raw()->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listening < 0) return fail(listening);
    const int on = 1;
    ::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (shared) ::setsockopt(listening, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (::bind(listening, address.raw(), address.length) != 0 || ::listen(listening, backlog) != 0 ||
        ::getsockname(listening, address.raw(), &address.length) != 0)
        return fail(listening);
    const auto bound = address.ipv6 ? reinterpret_cast<sockaddr_in6*>(&address.storage)->sin6_port
                                    : reinterpret_cast<sockaddr_in*>(&address.storage)->sin_port;
    return Listening{listening, ntohs(bound), address.ipv6};
}

} // namespace

Server::Server(Options options, Routes routes)
    : options_(std::move(options)), pool_(options_.workers, options_.queue_max),
      dispatcher_(
          {std::move(routes), options_.gate, options_.locale, options_.body_bytes_max, options_.faulted},
          pool_) {}

Server::~Server() {
    stop();
}

Result<void> Server::start() {
    // Random, so that ids of two runs differ; short, so that they fit into a small string.
    const auto run = mint_key().substr(20, 5);
    port_ = options_.port;
    for (std::size_t i = 0; i < options_.io_threads; ++i) {
        GEZHI_TRY(listening, listen_on(options_.address, port_, options_.io_threads > 1));
        port_ = listening.port;
        IoParts parts{options_,         dispatcher_,    connections_,
                      listening.socket, listening.ipv6, run + static_cast<char>('a' + i % 26)};
        GEZHI_TRY(thread, IoThread::start(std::move(parts)));
        threads_.push_back(std::move(thread));
    }
    return {};
}

void Server::stop() {
    for (const auto& thread : threads_) thread->wind_down();
    const auto until = std::chrono::steady_clock::now() + options_.stop_grace;
    while (!threads_.empty() && connections() > 0 && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    for (const auto& thread : threads_) thread->end();
    pool_.stop();
    threads_.clear();
}

} // namespace gezhi::http
