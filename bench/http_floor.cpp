// The floor under every HTTP server here: one thread, epoll, fixed bytes, no parsing beyond finding the end
// of a head. The ratio of the real server to this one, measured in the same run, is what may be compared
// between machines.
//   http_floor [port]      then: wrk -t1 -c64 -d3s http://127.0.0.1:<port>/
// On SIGINT or SIGTERM prints the requests answered and the CPU time of each.

#include <unistd.h>

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

namespace {

volatile std::sig_atomic_t stopping = 0;

void stop(int) {
    stopping = 1;
}

std::string fixed_answer() {
    const std::string body(300, 'x');
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + body;
}

int listen_on(unsigned short port) {
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(listening, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listening, 1024) != 0) {
        std::perror("http_floor");
        std::exit(1);
    }
    return listening;
}

void admit(int loop, int listening) {
    const int client = ::accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (client < 0) return;
    const int on = 1;
    ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = client;
    ::epoll_ctl(loop, EPOLL_CTL_ADD, client, &event);
}

// How many heads ended in what came; a head cut in two is counted by its end.
long serve(int client, std::string_view answer) {
    std::array<char, 16 * 1024> bytes{};
    const auto count = ::recv(client, bytes.data(), bytes.size(), 0);
    if (count <= 0) {
        ::close(client);
        return 0;
    }
    const std::string_view heard(bytes.data(), static_cast<std::size_t>(count));
    long answered = 0;
    for (auto at = heard.find("\r\n\r\n"); at != heard.npos; at = heard.find("\r\n\r\n", at + 4), ++answered)
        if (::send(client, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) break;
    return answered;
}

} // namespace

int main(int count, char** arguments) {
    const auto port = static_cast<unsigned short>(count > 1 ? std::atoi(arguments[1]) : 18080);
    const auto answer = fixed_answer();
    const int listening = listen_on(port);
    const int loop = ::epoll_create1(EPOLL_CLOEXEC);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = listening;
    ::epoll_ctl(loop, EPOLL_CTL_ADD, listening, &event);
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
    std::array<epoll_event, 256> events{};
    long answered = 0;
    while (stopping == 0) {
        const int ready = ::epoll_wait(loop, events.data(), static_cast<int>(events.size()), 200);
        for (int i = 0; i < ready; ++i) {
            const int at = events[static_cast<std::size_t>(i)].data.fd;
            if (at == listening)
                admit(loop, listening);
            else
                answered += serve(at, answer);
        }
    }
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto us = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    const auto per = static_cast<double>(answered > 0 ? answered : 1);
    std::printf("requests %ld, CPU per request: user %.2f us, system %.2f us\n", answered,
                us(usage.ru_utime) / per, us(usage.ru_stime) / per);
    return 0;
}
