#include "child.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/wait.h>

namespace gezhi::bench {

namespace {

using Steady = std::chrono::steady_clock;

double seconds_since(Steady::time_point began) {
    return std::chrono::duration<double>(Steady::now() - began).count();
}

std::vector<std::string> words_of(const Serving& what) {
    std::vector<std::string> words{what.gezhi, "serve",  "--home", what.home, "--data",
                                   what.data,  "--port", "0",      "--quiet"};
    if (what.demo) words.insert(words.end(), {"--demo", what.home + "/demo/tianshan"});
    if (!what.database.empty()) words.insert(words.end(), {"--database", what.database});
    return words;
}

} // namespace

Folder::Folder() : path((std::filesystem::temp_directory_path() / "gezhi-bench-XXXXXX").string()) {
    if (::mkdtemp(path.data()) == nullptr) std::abort();
}

Folder::~Folder() {
    std::error_code fault;
    std::filesystem::remove_all(path, fault);
}

Child::Child(const std::vector<std::string>& words, const std::string& log) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) std::abort();
    child_ = ::fork();
    if (child_ == 0) {
        ::dup2(pipe[1], STDOUT_FILENO);
        ::dup2(::open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600), STDERR_FILENO);
        std::vector<char*> arguments;
        for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        ::execv(arguments.front(), arguments.data());
        std::_Exit(127);
    }
    ::close(pipe[1]);
    out_ = ::fdopen(pipe[0], "r");
}

void Child::stop() {
    if (child_ <= 0) return;
    ::kill(child_, SIGTERM);
    ::waitpid(child_, nullptr, 0);
    child_ = 0;
    std::fclose(out_);
}

std::string Child::line() {
    std::array<char, 4096> text{};
    if (std::fgets(text.data(), text.size(), out_) == nullptr) return {};
    return text.data();
}

std::string Child::rest() {
    std::string all;
    for (auto one = line(); !one.empty(); one = line()) all += one;
    return all;
}

// utime and stime, in clock ticks.
double Child::cpu_seconds() const {
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

double Child::memory_mb() const {
    std::ifstream file("/proc/" + std::to_string(child_) + "/status");
    for (std::string one; std::getline(file, one);)
        if (one.starts_with("VmRSS:")) return std::strtod(one.c_str() + 6, nullptr) / 1024;
    return 0;
}

Server::Server(const Serving& what) : child_(words_of(what), what.data + ".log") {
    const auto began = Steady::now();
    for (auto text = child_.line(); !text.empty() && port_ == 0; text = child_.line()) {
        const auto at = text.rfind(':');
        if (text.starts_with("ready ") && at != text.npos)
            port_ = static_cast<std::uint16_t>(std::stoi(text.substr(at + 1)));
        if (port_ != 0) break;
    }
    ready_seconds_ = seconds_since(began);
}

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

} // namespace gezhi::bench
