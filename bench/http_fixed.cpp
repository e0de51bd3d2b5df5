// The same 300 bytes as http_floor, through our own server: routing, limits, security headers and all.
//   http_fixed [port] [pooled]     then: wrk -t1 -c64 -d3s http://127.0.0.1:<port>/
// With `pooled` the handler runs on the worker pool instead of the I/O thread.

#include "http/server.hpp"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/resource.h>

int main(int count, char** arguments) {
    using namespace gezhi;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::atomic<long> answered{0};
    const std::string body(300, 'x');
    http::Options options;
    options.port = static_cast<std::uint16_t>(count > 1 ? std::atoi(arguments[1]) : 18081);
    http::Server server(options, {{.pattern = "/",
                                   .name = "bench.fixed",
                                   .handler = [&](const http::Request&) -> Result<http::Response> {
                                       answered.fetch_add(1, std::memory_order_relaxed);
                                       return http::json_response(body);
                                   },
                                   .inline_ = count <= 2}});
    if (!server.start()) return 1;
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto us = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    const auto per = static_cast<double>(answered > 0 ? answered.load() : 1);
    std::printf("requests %ld, CPU per request: user %.2f us, system %.2f us\n", answered.load(),
                us(usage.ru_utime) / per, us(usage.ru_stime) / per);
    return 0;
}
