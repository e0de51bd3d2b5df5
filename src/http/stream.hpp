#pragma once
// Server-sent events (HTML, "Server-sent events"): a Stream is one open answer that any thread may send to, a
// StreamHub is all open ones, each with its own choice of topics. Promises that a slow reader never grows
// memory beyond a bound: it is cut off and comes back with Last-Event-ID. Never blocks the sender.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::http {

struct Response;

struct ServerEvent {
    std::string id{};   // comes back as Last-Event-ID
    std::string name{}; // empty: "message"
    std::string data{};
    int retry_ms{0}; // 0: the browser's own
};

std::string wire_text(const ServerEvent& event);

class Stream {
public:
    static constexpr std::size_t pending_bytes_max = 256 * 1024;

    // False when the reader is gone or too slow; then the stream is closed for good.
    bool send(std::string_view chunk);

    bool send(const ServerEvent& event) { return send(wire_text(event)); }

    void close(); // what was sent before still goes out
    bool closed() const;

    // The server's side: called when there is something to take; then take() empties it.
    void attach(std::function<void()> wake);
    void detach();
    std::string take(bool& closed);

private:
    mutable std::mutex mutex_;
    std::string pending_;
    bool closed_{false};
    std::function<void()> wake_;
};

Response event_stream(std::shared_ptr<Stream> stream);

class StreamHub {
public:
    using Wants = std::function<bool(std::string_view topic)>;

    // Null when as many as `streams_max` are open.
    explicit StreamHub(std::size_t streams_max = 5000) : streams_max_(streams_max) {}

    std::shared_ptr<Stream> open(Wants wants);
    // To every open stream that wants the topic; forgets closed ones on the way.
    void publish(std::string_view topic, const ServerEvent& event);
    void close_all();
    std::size_t size() const;

private:
    struct Entry {
        std::shared_ptr<Stream> stream;
        Wants wants;
    };

    const std::size_t streams_max_;
    mutable std::mutex mutex_;
    std::vector<Entry> entries_;
};

} // namespace gezhi::http
