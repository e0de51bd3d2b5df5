#pragma once
// One client's requests and answers as bytes in and bytes out, without a socket: parses, dispatches, writes
// heads, keeps pipelined answers in order by not reading on until a request is answered. The connection
// around it only moves bytes and keeps time.

#include "http/options.hpp"
#include "http/reader.hpp"

namespace gezhi::http {

// What all conversations of one thread share.
struct Desk {
    Desk(const Options& given, const Dispatcher& to, std::string id_start);
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    std::string next_id();

    const Options& options;
    const Dispatcher& dispatcher;
    ReaderLimits limits{};
    std::string name;
    std::string security;
    std::string policy;
    std::string date{}; // renewed by the sweep
    std::uint64_t counter{0};
    bool stopping{false};
};

class Conversation {
public:
    enum class Phase : std::uint8_t {
        reading,   // wants bytes
        working,   // a request is being answered elsewhere
        streaming, // stream() sends from now on
        draining,  // all is said; close when the bytes are out
        closed
    };
    enum class Part : std::uint8_t { none, idle, head, body }; // of a request, each with its own patience
    // Makes the way on which an answer comes back from another thread.
    using Later = std::function<Dispatcher::Deliver()>;

    Conversation(Desk& desk, std::string remote, bool secure);

    Phase phase() const { return phase_; }

    void enter(Phase phase) { phase_ = phase; }

    Part part() const;

    char* room() { return in_.data() + in_end_; }

    std::size_t room_bytes() const { return in_.size() - in_end_; }

    void discard() { in_begin_ = in_end_ = 0; }

    bool quiet() const { return in_end_ == 0 && !reader_.begun(); } // between two requests

    void arrived(std::size_t bytes) { in_end_ += bytes; }

    // Takes all whole requests out of the buffer, as far as they are answered at once.
    void advance(const Later& later);
    void answered(Response response);
    void refuse_and_close(const Rule& rule);

    std::string& out() { return out_; }

    bool has_out() const { return !out_.empty() || shared_; }

    std::shared_ptr<const std::string> take_shared() { return std::move(shared_); }

    const std::shared_ptr<Stream>& stream() const { return stream_; }

private:
    void begin(const Later& later);
    void report(int status, std::size_t bytes);

    Desk& desk_;
    std::string remote_;
    bool secure_;
    RequestReader reader_;
    std::string in_;
    std::size_t in_begin_{0};
    std::size_t in_end_{0};
    std::string out_{};
    std::shared_ptr<const std::string> shared_{}; // long bytes that follow out_
    std::shared_ptr<Stream> stream_{};
    Phase phase_{Phase::reading};
    bool keep_alive_{true};
    bool head_only_{false};
    Method method_{};
    std::string path_{};
    std::string id_{};
    std::chrono::steady_clock::time_point began_{};
};

} // namespace gezhi::http
