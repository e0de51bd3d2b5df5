// A street under load, the way the issue states its goals: the real server as a process of its own, the load
// generator on the same machine, everything on. Ratios are to floors measured in the same run: the fdatasync
// of this disk, the same reports without HTTP, a bare epoll server.
//   street_bench [--gezhi PROGRAM] [--home .] [--seconds N] [--database URL]     from the root of the tree
// Prints one JSON object a line. Loopback only.

#include "load.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>

namespace {

using namespace gezhi::bench;
using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point began) {
    return std::chrono::duration<double>(Steady::now() - began).count();
}

struct Folder {
    std::string path = (std::filesystem::temp_directory_path() / "gezhi-bench-XXXXXX").string();

    Folder() {
        if (::mkdtemp(path.data()) == nullptr) std::abort();
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() {
        std::error_code fault;
        std::filesystem::remove_all(path, fault);
    }
};

// The middle of 200 small durable writes, in microseconds.
double fdatasync_probe(const std::string& folder) {
    const auto path = folder + "/probe";
    const int file = ::open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    std::array<char, 4096> page{};
    std::vector<double> took;
    for (int i = 0; i < 200; ++i) {
        const auto began = Steady::now();
        if (::pwrite(file, page.data(), page.size(), i * 4096L) < 0 || ::fdatasync(file) != 0) break;
        took.push_back(seconds_since(began) * 1e6);
    }
    ::close(file);
    std::ranges::sort(took);
    return took.empty() ? 0 : took[took.size() / 2];
}

// `gezhi serve` as a child that says when it is ready.
class Server {
public:
    Server(const std::string& gezhi, const std::string& home, const std::string& data,
           const std::string& database) {
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) != 0) std::abort();
        child_ = ::fork();
        if (child_ == 0) {
            ::dup2(pipe[1], STDOUT_FILENO);
            const int log = ::open((data + ".log").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
            ::dup2(log, STDERR_FILENO);
            ::close(pipe[0]);
            const auto demo = home + "/demo/tianshan";
            std::vector<const char*> words{gezhi.c_str(), "serve",  "--home", home.c_str(), "--data",
                                           data.c_str(),  "--port", "0",      "--demo",     demo.c_str()};
            if (!database.empty()) words.insert(words.end(), {"--database", database.c_str()});
            words.push_back(nullptr);
            ::execv(gezhi.c_str(), const_cast<char**>(words.data()));
            std::_Exit(127);
        }
        ::close(pipe[1]);
        out_ = ::fdopen(pipe[0], "r");
        const auto began = Steady::now();
        std::array<char, 512> line{};
        while (std::fgets(line.data(), line.size(), out_) != nullptr) {
            const std::string text(line.data());
            const auto at = text.rfind(':');
            if (text.starts_with("ready ") && at != text.npos)
                port_ = static_cast<std::uint16_t>(std::stoi(text.substr(at + 1)));
            if (port_ != 0) break;
        }
        ready_seconds_ = seconds_since(began);
    }

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    ~Server() { stop(); }

    void stop() {
        if (child_ <= 0) return;
        ::kill(child_, SIGTERM);
        ::waitpid(child_, nullptr, 0);
        child_ = 0;
        std::fclose(out_);
    }

    std::uint16_t port() const { return port_; }

    double ready_seconds() const { return ready_seconds_; }

    double cpu_seconds() const { // of the running child: utime and stime in clock ticks, proc(5)
        std::ifstream file("/proc/" + std::to_string(child_) + "/stat");
        std::string text((std::istreambuf_iterator<char>(file)), {});
        text.erase(0, text.rfind(')') + 2);
        long value = 0;
        long ticks = 0;
        char* rest = text.data() + 1;
        for (int field = 4; field <= 15 && rest != nullptr; ++field) {
            value = std::strtol(rest, &rest, 10);
            if (field >= 14) ticks += value;
        }
        return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }

    double memory_mb() const {
        std::ifstream file("/proc/" + std::to_string(child_) + "/status");
        for (std::string line; std::getline(file, line);)
            if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1024;
        return 0;
    }

private:
    pid_t child_{0};
    std::FILE* out_{nullptr};
    std::uint16_t port_{0};
    double ready_seconds_{0};
};

// A bearer token of the demo account with this duty.
std::string token_of(std::uint16_t port, const std::string& duty) {
    const auto accounts = once(port, request("GET", "/api/v1/demo/accounts", ""));
    if (!accounts) return {};
    const auto at = accounts->find("\"duty\":\"" + duty + "\"");
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

std::string report_body(std::size_t n) {
    char position[64];
    std::snprintf(position, sizeof position, "\"lat\":%.6f,\"lon\":%.6f",
                  31.2060 + 0.00001 * static_cast<double>(n % 900),
                  121.3990 + 0.00001 * static_cast<double>(n % 1300));
    return std::string(R"({"text":"弄堂口垃圾桶旁边又堆了好几袋垃圾，味道很大，没人收。第)") +
           std::to_string(n) + R"(处","channel":"staff","class_code":"06010","datum":"wgs84",)" + position +
           "}";
}

std::string key(std::size_t n) {
    return "bench-key-" + std::to_string(1'000'000'000 + n);
}

void say(const std::string& name, const Measured& measured, const std::string& more = {}) {
    std::printf("{\"what\":\"%s\",\"per_second\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"answers\":%zu,"
                "\"refused\":%zu%s}\n",
                name.c_str(), measured.per_second(), measured.percentile_ms(0.5),
                measured.percentile_ms(0.99), measured.micros.size(), measured.refused, more.c_str());
    if (measured.refused > 0)
        std::printf("{\"first_refused\":%d,\"words\":\"%s\"}\n", measured.first_refused,
                    member(measured.first_words, "code").c_str());
    std::fflush(stdout);
}

std::string number(const char* name, double value) {
    char text[80];
    std::snprintf(text, sizeof text, ",\"%s\":%.3f", name, value);
    return text;
}

struct Bench {
    Server& server;
    std::string token;
    std::chrono::milliseconds most;
    std::size_t sent{0};

    Measured reports(std::size_t connections) {
        const Script script{[this](std::size_t) {
                                const auto n = sent++;
                                return request("POST", "/api/v1/cases", token, report_body(n), key(n));
                            },
                            {}};
        return load({server.port(), connections, most}, script);
    }

    // Create, assign, resolve, read: the four calls of the field's only public benchmark.
    Measured lives(std::size_t connections, const std::string& handler) {
        struct Life {
            int step{0};
            std::string id{};
        };

        std::vector<Life> lives(connections);
        const Script script{[&](std::size_t c) {
                                auto& [step, id] = lives[c];
                                const auto n = sent++;
                                switch (step) {
                                case 0:
                                    return request("POST", "/api/v1/cases", token, report_body(n), key(n));
                                case 1:
                                    return request("POST", "/api/v1/cases/" + id + "/send_on", token,
                                                   R"({"class_code":"06010","unit":"greening"})", key(n));
                                case 2:
                                    return request("POST", "/api/v1/cases/" + id + "/hand_in", handler,
                                                   R"({"text":"已清运，地面冲洗","photos":[]})", key(n));
                                default:
                                    return request("GET", "/api/v1/cases/" + id, token);
                                }
                            },
                            [&](std::size_t c, const Answer& answer) {
                                auto& [step, id] = lives[c];
                                if (step == 0) id = member(answer.body, "id");
                                step = answer.status >= 400 ? 0 : (step + 1) % 4;
                            }};
        return load({server.port(), connections, most}, script);
    }

    Measured reads(const std::string& path) {
        const Script script{[&](std::size_t) { return request("GET", path, token); }, {}};
        return load({server.port(), 16, most}, script);
    }
};

int run(const std::string& gezhi, const std::string& home, int seconds, const std::string& database) {
    const Folder folder;
    const auto probe = fdatasync_probe(folder.path);
    std::printf("{\"what\":\"fdatasync\",\"p50_us\":%.0f}\n", probe);
    Server server(gezhi, home, folder.path + "/data", database);
    if (server.port() == 0) {
        std::fprintf(stderr, "street_bench: the server did not become ready\n");
        return 1;
    }
    std::printf("{\"what\":\"first start with the demo\",\"seconds\":%.2f}\n", server.ready_seconds());
    Bench bench{server, token_of(server.port(), "desk"), std::chrono::seconds(seconds)};
    if (bench.token.empty()) {
        std::fprintf(stderr, "street_bench: no token for the desk\n");
        return 1;
    }
    const auto alone = bench.reports(1);
    say("one report alone", alone,
        number("times_fdatasync", alone.percentile_ms(0.5) * 1000 / std::max(probe, 1.0)));
    auto cpu = server.cpu_seconds();
    const auto many = bench.reports(64);
    say("reports, 64 connections", many,
        number("server_cpu_us",
               (server.cpu_seconds() - cpu) * 1e6 / static_cast<double>(many.micros.size())));
    // Cases of class 06010 go to the greening unit; the list names a handler of each unit.
    const auto handler = token_of(server.port(), "handler");
    const auto lives = bench.lives(64, handler);
    say("calls of a case's life", lives, number("lives_per_second", lives.per_second() / 4));
    const auto made =
        once(server.port(), request("POST", "/api/v1/cases", bench.token, report_body(7), key(bench.sent++)));
    const auto id = member(made.value_or(""), "id");
    for (const auto& path : {"/api/v1/cases/" + id, std::string("/api/v1/cases?view=open&limit=50")}) {
        cpu = server.cpu_seconds();
        const auto read = bench.reads(path);
        say("GET " + (path.find('?') == path.npos ? std::string("a case") : path), read,
            number("server_cpu_us",
                   (server.cpu_seconds() - cpu) * 1e6 / static_cast<double>(read.micros.size())));
    }
    std::printf("{\"what\":\"memory\",\"rss_mb\":%.0f}\n", server.memory_mb());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    std::string gezhi = "build/release/src/apps/gezhi";
    std::string home = ".";
    std::string database;
    int seconds = 8;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string option = argv[i];
        if (option == "--gezhi") gezhi = argv[i + 1];
        if (option == "--home") home = argv[i + 1];
        if (option == "--seconds") seconds = std::atoi(argv[i + 1]);
        if (option == "--database") database = argv[i + 1];
    }
    return run(gezhi, home, seconds, database);
}
