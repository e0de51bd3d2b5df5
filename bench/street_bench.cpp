// A street under load, the way the issue states its goals: the real server as a process of its own, the load
// generator on the same machine, everything on. Ratios are to floors measured in the same run: the fdatasync
// of this disk, the same reports without HTTP (engine_bench), a bare epoll server (http_floor).
//   street_bench [--gezhi PROGRAM] [--home .] [--seconds N] [--database URL] [--data FOLDER]
// from the root of the tree. With --data an existing folder (gezhi demo --cases N) is served and left as it
// is but for what the bench adds. Prints one JSON object a line. Loopback only.

#include "child.hpp"
#include "load.hpp"
#include "sample.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace {

using namespace gezhi::bench;

constexpr const char* site_handler = "chen"; // demo/tianshan/people.json
constexpr std::uint16_t floor_port = 18'080;
constexpr std::size_t read_cases = 64; // different ones, read in turn

std::string report_body(std::size_t n) {
    const auto one = sample(n);
    char position[64];
    std::snprintf(position, sizeof position, "\"lat\":%.6f,\"lon\":%.6f", one.lat, one.lon);
    return "{\"text\":\"" + one.text + "\",\"channel\":\"staff\",\"class_code\":\"" +
           std::string(one.class_code) + "\",\"datum\":\"wgs84\"," + position + "}";
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
    std::string run_{std::to_string(::getpid()) + "-" +
                     std::to_string(std::chrono::steady_clock::now().time_since_epoch().count())};

    // Of this run alone: the folder may know others.
    std::string key(std::size_t n) const { return "bench-" + run_ + "-" + std::to_string(n); }

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
                                                   R"({"class_code":"08001","unit":"chengguan"})", key(n));
                                case 2:
                                    return request("POST", "/api/v1/cases/" + id + "/hand_in", handler,
                                                   R"({"text":"已约谈工地，夜间停工","photos":[]})", key(n));
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

    Measured reads(const std::vector<std::string>& paths) {
        std::size_t n = 0;
        const Script script{[&](std::size_t) { return request("GET", paths[n++ % paths.size()], token); },
                            {}};
        return load({server.port(), 16, most}, script);
    }
};

struct Asked {
    std::string gezhi{"build/release/src/apps/gezhi"};
    std::string home{"."};
    std::string database{};
    std::string data{};
    int seconds{8};

    std::string beside(const std::string& program) const {
        return std::filesystem::path(gezhi).parent_path().string() + "/../../bench/" + program;
    }
};

// The server's CPU time for each answer, beside what the clients saw.
template <class Measure>
double cpu_of(const Server& server, const std::string& what, Measure measure) {
    const auto before = server.cpu_seconds();
    const Measured measured = measure();
    const auto us = (server.cpu_seconds() - before) * 1e6 /
                    static_cast<double>(std::max<std::size_t>(measured.micros.size(), 1));
    say(what, measured, number("server_cpu_us", us));
    return us;
}

// The bare server's time for an answer of 300 bytes.
double floor_cpu_us(const Asked& asked) {
    Child floor({asked.beside("http_floor"), std::to_string(floor_port)});
    for (int i = 0; i < 100 && !once(floor_port, request("GET", "/", "")); ++i) ::usleep(20'000);
    const Script script{[](std::size_t) { return request("GET", "/", ""); }, {}};
    const auto before = floor.cpu_seconds();
    const auto measured = load({floor_port, 16, std::chrono::seconds(2)}, script);
    const auto us = (floor.cpu_seconds() - before) * 1e6 /
                    static_cast<double>(std::max<std::size_t>(measured.micros.size(), 1));
    say("bare epoll floor", measured, number("server_cpu_us", us));
    return us;
}

// Cases to read: as many as there are connections and more, so that no answer is read twice in a row.
std::vector<std::string> made_cases(Bench& bench) {
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < read_cases; ++i) {
        const auto n = bench.sent++;
        const auto made = once(bench.server.port(),
                               request("POST", "/api/v1/cases", bench.token, report_body(n), bench.key(n)));
        paths.push_back("/api/v1/cases/" + member(made.value_or(""), "id"));
    }
    return paths;
}

void engine_alone(const Asked& asked, const std::string& data, double http_per_second) {
    std::vector<std::string> words{
        asked.beside("engine_bench"), "--home", asked.home, "--data", data, "--seconds",
        std::to_string(asked.seconds)};
    if (!asked.database.empty()) words.insert(words.end(), {"--database", asked.database});
    Child engine(words);
    const auto text = engine.rest();
    std::printf("%s", text.c_str());
    const auto at = text.find("\"per_second\":");
    const auto alone = at == text.npos ? 0 : std::strtod(text.c_str() + at + 13, nullptr);
    std::printf("{\"what\":\"reports: HTTP to engine alone\",\"ratio\":%.2f}\n",
                alone > 0 ? http_per_second / alone : 0);
}

int fail(const char* what) {
    std::fprintf(stderr, "street_bench: %s\n", what);
    return 1;
}

int run(const Asked& asked) {
    const Folder folder;
    const auto data = asked.data.empty() ? folder.path + "/data" : asked.data;
    const auto probe = fdatasync_probe(folder.path);
    std::printf("{\"what\":\"fdatasync\",\"p50_us\":%.0f}\n", probe);
    Server server({asked.gezhi, asked.home, data, asked.database});
    if (server.port() == 0) return fail("the server did not become ready");
    std::printf("{\"what\":\"start\",\"seconds\":%.3f,\"rss_mb\":%.0f}\n", server.ready_seconds(),
                server.memory_mb());
    Bench bench{server, token_of(server.port(), "duty", "desk"), std::chrono::seconds(asked.seconds)};
    if (bench.token.empty()) return fail("no token for the desk");
    // Cases of class 08001 are routed to the urban-management squad; only a handler of it may hand in.
    const auto handler = token_of(server.port(), "login", site_handler);
    if (handler.empty()) return fail("no token for a handler of the urban-management squad");
    const auto alone = bench.reports(1);
    say("one report alone", alone,
        number("times_fdatasync", alone.percentile_ms(0.5) * 1000 / std::max(probe, 1.0)));
    double http_per_second = 0;
    cpu_of(server, "reports, 64 connections", [&] {
        auto measured = bench.reports(64);
        http_per_second = measured.per_second();
        return measured;
    });
    cpu_of(server, "calls of a case's life (four each)", [&] { return bench.lives(64, handler); });
    const auto paths = made_cases(bench);
    const auto get = cpu_of(server, "GET a case", [&] { return bench.reads(paths); });
    for (const auto* path : {"/api/v1/cases?view=open&limit=50", "/api/v1/cases?view=mine&limit=50"})
        cpu_of(server, std::string("GET ") + path, [&] { return bench.reads({path}); });
    const auto floor = floor_cpu_us(asked);
    std::printf("{\"what\":\"GET a case to the floor, by CPU\",\"ratio\":%.3f}\n",
                floor / std::max(get, 0.1));
    std::printf("{\"what\":\"memory\",\"rss_mb\":%.0f}\n", server.memory_mb());
    server.stop();
    engine_alone(asked, data, http_per_second);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    Asked asked;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string option = argv[i];
        if (option == "--gezhi") asked.gezhi = argv[i + 1];
        if (option == "--home") asked.home = argv[i + 1];
        if (option == "--seconds") asked.seconds = std::atoi(argv[i + 1]);
        if (option == "--database") asked.database = argv[i + 1];
        if (option == "--data") asked.data = argv[i + 1];
    }
    return run(asked);
}
