#pragma once
// The programs a bench starts beside itself: a server with its data folder, a floor, another bench. Each is
// measured from outside (CPU time and memory by proc(5)) and ended with the object.

#include <cstdint>
#include <cstdio>
#include <string>
#include <sys/types.h>
#include <vector>

namespace gezhi::bench {

// A folder under the system's temporary one, removed with everything in it.
struct Folder {
    Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder();

    std::string path{};
};

class Child {
public:
    explicit Child(const std::vector<std::string>& words, const std::string& log = "/dev/null");
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    ~Child() { stop(); }

    void stop(); // SIGTERM, and waits
    std::string line();
    std::string rest(); // all it says until its end

    double cpu_seconds() const;
    double memory_mb() const; // resident, file pages included

private:
    pid_t child_{0};
    std::FILE* out_{nullptr};
};

// `gezhi serve` on a data folder, that says when it is ready.
struct Serving {
    std::string gezhi{};
    std::string home{};
    std::string data{};
    std::string database{}; // empty: SQLite in the data folder
    bool demo{true};
};

class Server {
public:
    explicit Server(const Serving& what);

    std::uint16_t port() const { return port_; } // 0: it did not become ready

    double ready_seconds() const { return ready_seconds_; }

    double cpu_seconds() const { return child_.cpu_seconds(); }

    double memory_mb() const { return child_.memory_mb(); }

    void stop() { child_.stop(); }

private:
    Child child_;
    std::uint16_t port_{0};
    double ready_seconds_{0};
};

// The middle of 200 small durable writes in the folder, in microseconds.
double fdatasync_probe(const std::string& folder);

} // namespace gezhi::bench
