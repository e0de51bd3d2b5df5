#include "support/process.hpp"

#include "base/text.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>

namespace gezhi::support {

namespace {

constexpr auto patience = std::chrono::seconds(60);

pid_t start(const std::vector<std::string>& arguments, int in, int out, int err) {
    std::vector<std::string> all{gezhi_binary()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (auto& one : all) argv.push_back(one.data());
    argv.push_back(nullptr);
    const auto pid = ::fork();
    if (pid != 0) return pid;
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(err, 2);
    ::setenv("LANG", "C.UTF-8", 1);
    ::execv(argv[0], argv.data());
    ::_exit(127);
}

int code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string temporary() {
    std::string name = "/tmp/gezhi-test-XXXXXX";
    const int file = ::mkstemp(name.data());
    ::close(file);
    return name;
}

int connected(std::uint16_t port) {
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval wait{30, 0};
    ::setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    if (::connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return handle;
    ::close(handle);
    return -1;
}

} // namespace

std::string gezhi_binary() {
    return std::string(GEZHI_BINARY_DIR) + "/src/apps/gezhi";
}

Outcome run_gezhi(const std::vector<std::string>& arguments, const std::string& input) {
    const auto in_name = temporary();
    const auto out_name = temporary();
    const auto err_name = temporary();
    std::ofstream(in_name) << input;
    const int in = ::open(in_name.c_str(), O_RDONLY | O_CLOEXEC);
    const int out = ::open(out_name.c_str(), O_WRONLY | O_CLOEXEC);
    const int err = ::open(err_name.c_str(), O_WRONLY | O_CLOEXEC);
    const auto pid = start(arguments, in, out, err);
    int status = 0;
    ::waitpid(pid, &status, 0);
    for (const int handle : {in, out, err}) ::close(handle);
    Outcome outcome{code_of(status), whole(out_name), whole(err_name)};
    for (const auto& name : {in_name, out_name, err_name}) ::unlink(name.c_str());
    return outcome;
}

Server::Server(std::vector<std::string> arguments) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return;
    const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    arguments.insert(arguments.begin(), {"serve", "--port", "0", "--quiet"});
    pid_ = start(arguments, nowhere, pipe[1], 2);
    ::close(pipe[1]);
    ::close(nowhere);
    out_ = pipe[0];
    const auto until = std::chrono::steady_clock::now() + patience;
    std::array<char, 512> heard{};
    while (std::chrono::steady_clock::now() < until) {
        pollfd watch{out_, POLLIN, 0};
        if (::poll(&watch, 1, 1000) <= 0) continue;
        const auto n = ::read(out_, heard.data(), heard.size());
        if (n <= 0) return; // it ended instead
        said_.append(heard.data(), static_cast<std::size_t>(n));
        const auto at = said_.find("ready http://127.0.0.1:");
        if (at == said_.npos || said_.find('\n', at) == said_.npos) continue;
        port_ = static_cast<std::uint16_t>(std::strtoul(said_.c_str() + at + 23, nullptr, 10));
        return;
    }
}

Server::~Server() {
    kill_9();
    if (out_ >= 0) ::close(out_);
}

int Server::wait() {
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return code_of(status);
}

void Server::kill_9() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
}

int Server::stop() {
    if (pid_ <= 0) return -1;
    ::kill(pid_, SIGTERM);
    return wait();
}

std::string Answer::text(const std::string& key) const {
    const auto mark = "\"" + key + "\":\"";
    const auto at = body.find(mark);
    if (at == body.npos) return {};
    const auto from = at + mark.size();
    return body.substr(from, body.find('"', from) - from);
}

Answer ask(std::uint16_t port, const Request& request) {
    const int handle = connected(port);
    if (handle < 0) return {};
    std::string wire = request.method + " " + request.path + " HTTP/1.1\r\nHost: 127.0.0.1:" + number(port) +
                       "\r\nConnection: close\r\nContent-Length: " + number(request.body.size()) + "\r\n";
    if (request.method != "GET") wire += "X-Gezhi: 1\r\nOrigin: http://127.0.0.1:" + number(port) + "\r\n";
    for (const auto& line : request.headers) wire += line + "\r\n";
    wire += "\r\n" + request.body;
    std::string heard;
    std::array<char, 4096> bytes{};
    std::string_view left = wire;
    while (!left.empty()) {
        const auto sent = ::send(handle, left.data(), left.size(), MSG_NOSIGNAL);
        if (sent <= 0) break;
        left.remove_prefix(static_cast<std::size_t>(sent));
    }
    while (left.empty()) {
        const auto n = ::recv(handle, bytes.data(), bytes.size(), 0);
        if (n <= 0) break;
        heard.append(bytes.data(), static_cast<std::size_t>(n));
    }
    ::close(handle);
    const auto end = heard.find("\r\n\r\n");
    if (end == heard.npos || !heard.starts_with("HTTP/1.1 ")) return {};
    Answer answer{static_cast<int>(std::strtol(heard.c_str() + 9, nullptr, 10)), heard.substr(0, end),
                  heard.substr(end + 4)};
    // A body cut off by a dying server is no answer.
    const auto length = answer.head.find("Content-Length: ");
    if (length != answer.head.npos &&
        answer.body.size() < std::strtoul(answer.head.c_str() + length + 16, nullptr, 10))
        return {};
    return answer;
}

std::string sign_in(std::uint16_t port, const std::string& login, const std::string& password) {
    const auto answer = ask(
        port,
        {"POST", "/api/v1/session", R"({"login":")" + login + R"(","password":")" + password + R"("})", {}});
    const auto at = answer.head.find("Set-Cookie: ");
    if (answer.status != 200 || at == answer.head.npos) return {};
    const auto from = at + 12;
    return "Cookie: " + answer.head.substr(from, answer.head.find(';', from) - from);
}

} // namespace gezhi::support
