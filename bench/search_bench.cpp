// Search and board over very many cases, through HTTP like a staff page: the server as a process on a data
// folder that `gezhi demo --cases N` has filled.
//   search_bench PORT     of a server that runs: gezhi serve --data DIR --port PORT
// Prints one JSON object a line. Loopback only.

#include "load.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace gezhi::bench;

std::string encoded(const std::string& text) {
    std::string made;
    for (const char c : text) {
        std::array<char, 4> hex{};
        std::snprintf(hex.data(), hex.size(), "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
        made += hex.data();
    }
    return made;
}

Measured ask(std::uint16_t port, const std::string& token, const std::vector<std::string>& paths,
             std::size_t n) {
    std::size_t sent = 0;
    const Script script{[&](std::size_t) {
                            if (sent == n) return std::string();
                            return request("GET", paths[sent++ % paths.size()], token);
                        },
                        {}};
    return load({port, 1, std::chrono::seconds(60)}, script);
}

void say(const std::string& what, const Measured& measured) {
    std::printf(
        "{\"what\":\"%s\",\"p50_ms\":%.2f,\"p95_ms\":%.2f,\"p99_ms\":%.2f,\"answers\":%zu,\"refused\":%zu}\n",
        what.c_str(), measured.percentile_ms(0.5), measured.percentile_ms(0.95), measured.percentile_ms(0.99),
        measured.micros.size(), measured.refused);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const auto port = static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0);
    const auto token = token_of(port, "duty", "desk");
    if (token.empty()) {
        std::fprintf(stderr, "search_bench PORT: no demo street answers there\n");
        return 1;
    }
    const std::vector<std::string> words{"垃圾",      "路灯",       "单车", "楼道灯", "垃圾桶", "共享单车",
                                         "油烟 饭店", "没有这回事", "井盖", "占道",   "00178"};
    std::vector<std::string> all;
    for (const auto& word : words) {
        const std::vector<std::string> one{"/api/v1/search?q=" + encoded(word)};
        say("search " + word, ask(port, token, one, 200));
        all.push_back(one.front());
    }
    say("search, all of them in turn", ask(port, token, all, 2000));
    std::vector<std::string> boards;
    for (const auto* by : {"grid", "unit", "major", "matter", "channel", "place"}) {
        boards.push_back(std::string("/api/v1/board?by=") + by);
        say("board by " + std::string(by), ask(port, token, {boards.back()}, 100));
    }
    say("board of one major by place", ask(port, token, {"/api/v1/board?by=place&major=06"}, 100));
    say("counts with a list", ask(port, token, {"/api/v1/cases?view=late&limit=1"}, 200));
}
