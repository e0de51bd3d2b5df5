#pragma once
// The program as others use it: a process with arguments, its output, its exit code; and one request over a
// fresh connection that survives a server which is gone. Ends only what it began.

#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace gezhi::support {

struct Outcome {
    int code{-1}; // 128 + signal when a signal ended it
    std::string out{};
    std::string err{};
};

std::string gezhi_binary();
// Runs `gezhi` to its end.
Outcome run_gezhi(const std::vector<std::string>& arguments, const std::string& input = {});

class Server { // `gezhi serve` on a free port
public:
    explicit Server(std::vector<std::string> arguments);
    ~Server(); // by SIGKILL when it still runs
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    bool ready() const { return port_ != 0; }

    std::uint16_t port() const { return port_; }

    const std::string& said() const { return said_; } // up to and with the line `ready …`

    pid_t pid() const { return pid_; }

    void kill_9();
    int stop(); // SIGTERM; the exit code

private:
    int wait();

    pid_t pid_{-1};
    int out_{-1};
    std::uint16_t port_{0};
    std::string said_{};
};

struct Answer {
    int status{0}; // 0: none came
    std::string head{};
    std::string body{};

    std::string text(const std::string& key) const; // of a flat JSON object
};

struct Request {
    std::string method{"GET"};
    std::string path{"/"};
    std::string body{};
    std::vector<std::string> headers{}; // whole lines
};

Answer ask(std::uint16_t port, const Request& request);
// The cookie line of a new session; empty when it was refused.
std::string sign_in(std::uint16_t port, const std::string& login, const std::string& password);

} // namespace gezhi::support
