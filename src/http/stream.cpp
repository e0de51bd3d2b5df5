#include "http/stream.hpp"

#include "base/text.hpp"
#include "http/message.hpp"

#include <algorithm>
#include <utility>

namespace gezhi::http {

namespace {

// A line end inside a field would begin another field.
void field(std::string& out, std::string_view name, std::string_view value) {
    std::size_t at = 0;
    while (true) {
        const auto end = std::min(value.find_first_of("\r\n", at), value.size());
        out.append(name).append(": ").append(value.substr(at, end - at)) += '\n';
        if (end == value.size()) return;
        at = end + (value.substr(end).starts_with("\r\n") ? 2 : 1);
    }
}

} // namespace

std::string wire_text(const ServerEvent& event) {
    std::string out;
    if (event.retry_ms > 0) field(out, "retry", number(event.retry_ms));
    if (!event.id.empty()) field(out, "id", event.id);
    if (!event.name.empty()) field(out, "event", event.name);
    field(out, "data", event.data);
    return out += '\n';
}

bool Stream::send(std::string_view chunk) {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    if (pending_.size() + chunk.size() > pending_bytes_max) {
        closed_ = true;
        pending_.clear();
    } else {
        pending_ += chunk;
    }
    if (wake_) wake_();
    return !closed_;
}

void Stream::close() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(closed_, true)) return;
    if (wake_) wake_();
}

bool Stream::closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
}

void Stream::attach(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
    if (wake_ && (closed_ || !pending_.empty())) wake_();
}

void Stream::detach() {
    const std::lock_guard lock(mutex_);
    wake_ = nullptr;
    closed_ = true;
    pending_.clear();
}

std::string Stream::take(bool& closed) {
    const std::lock_guard lock(mutex_);
    closed = closed_;
    return std::exchange(pending_, {});
}

Response event_stream(std::shared_ptr<Stream> stream) {
    return {.content_type = "text/event-stream",
            .headers = {{"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}},
            .stream = std::move(stream)};
}

std::shared_ptr<Stream> StreamHub::open(Wants wants) {
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [](const Entry& entry) { return entry.stream->closed(); });
    if (entries_.size() >= streams_max_) return nullptr;
    entries_.push_back({std::make_shared<Stream>(), std::move(wants)});
    return entries_.back().stream;
}

void StreamHub::publish(std::string_view topic, const ServerEvent& event) {
    const auto chunk = wire_text(event);
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const Entry& entry) {
        return entry.wants(topic) ? !entry.stream->send(chunk) : entry.stream->closed();
    });
}

void StreamHub::close_all() {
    const std::lock_guard lock(mutex_);
    for (const auto& entry : entries_) entry.stream->close();
    entries_.clear();
}

std::size_t StreamHub::size() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

} // namespace gezhi::http
