#include "http/conversation.hpp"

#include "base/text.hpp"
#include "http/head.hpp"
#include "http/rules.hpp"
#include "http/security.hpp"

#include <algorithm>

namespace gezhi::http {

namespace {

// So many bytes of pipelined answers are gathered before a write.
constexpr std::size_t gather_bytes_max = 64 * 1024;
// A shared body longer than this is sent from where it is instead of being copied.
constexpr std::size_t copy_bytes_max = 16 * 1024;

} // namespace

Desk::Desk(const Options& given, const Dispatcher& to, std::string id_start)
    : options(given), dispatcher(to), name(std::move(id_start)),
      security(security_headers(!given.tls_certificate.empty())),
      policy(policy_line(given.content_security_policy)) {
    limits.head_bytes_max = options.head_bytes_max;
    limits.fields_max = options.header_fields_max;
    limits.body_bytes_max = [this](Method method, std::string_view path) {
        return dispatcher.body_bytes_max(method, path);
    };
}

std::string Desk::next_id() {
    return name + number(counter++);
}

Conversation::Conversation(Desk& desk, std::string remote, bool secure)
    : desk_(desk), remote_(std::move(remote)), secure_(secure), reader_(desk.limits),
      in_(desk.options.head_bytes_max + 4 * 1024, '\0') {}

Conversation::Part Conversation::part() const {
    if (reader_.head_done()) return Part::body;
    return reader_.begun() || in_end_ > 0 ? Part::head : Part::idle;
}

void Conversation::advance(const Later& later) {
    while (phase_ == Phase::reading && in_begin_ < in_end_ && out_.size() < gather_bytes_max && !shared_) {
        in_begin_ += reader_.feed({in_.data() + in_begin_, in_end_ - in_begin_});
        if (reader_.state() == RequestReader::State::failed) {
            refuse_and_close(reader_.fault());
        } else if (reader_.state() == RequestReader::State::complete) {
            begin(later);
        } else {
            if (reader_.wants_continue()) out_ += "HTTP/1.1 100 Continue\r\n\r\n";
            break;
        }
    }
    std::copy(in_.begin() + static_cast<std::ptrdiff_t>(in_begin_),
              in_.begin() + static_cast<std::ptrdiff_t>(in_end_), in_.begin());
    in_end_ -= in_begin_;
    in_begin_ = 0;
    if (phase_ == Phase::reading && !has_out() && room_bytes() == 0)
        refuse_and_close(rules::header_too_large);
}

void Conversation::begin(const Later& later) {
    keep_alive_ = reader_.keep_alive();
    auto request = reader_.take();
    request.id = desk_.next_id();
    request.secure = secure_;
    request.remote = remote_;
    believe_proxy(request, desk_.options.proxies);
    head_only_ = request.method == Method::head;
    id_ = request.id;
    if (desk_.options.answered) {
        method_ = request.method;
        path_ = request.path;
        began_ = std::chrono::steady_clock::now();
    }
    phase_ = Phase::working;
    if (auto at_once = desk_.dispatcher.start(std::move(request), later())) answered(std::move(*at_once));
}

void Conversation::answered(Response response) {
    keep_alive_ = keep_alive_ && !desk_.stopping;
    if (head_only_ || desk_.stopping) response.stream = nullptr;
    write_head(out_, response, {desk_.date, desk_.security, desk_.policy, id_, keep_alive_});
    const auto bytes = response.bytes();
    const bool body = !head_only_ && response.status != 204 && response.status != 304;
    report(response.status, body ? bytes.size() : 0);
    if (body && response.shared && bytes.size() > copy_bytes_max)
        shared_ = std::move(response.shared);
    else if (body)
        out_ += bytes;
    stream_ = std::move(response.stream);
    phase_ = stream_ ? Phase::streaming : keep_alive_ ? Phase::reading : Phase::draining;
}

void Conversation::report(int status, std::size_t bytes) {
    if (!desk_.options.answered) return;
    const auto took = std::chrono::steady_clock::now() - began_;
    desk_.options.answered(
        {method_, path_, id_, status, bytes, std::chrono::duration_cast<std::chrono::microseconds>(took)});
}

void Conversation::refuse_and_close(const Rule& rule) {
    keep_alive_ = head_only_ = false;
    method_ = Method::get;
    path_.clear();
    id_ = desk_.next_id();
    began_ = std::chrono::steady_clock::now();
    answered(desk_.dispatcher.problem_for(text::Language::zh_cn, id_, {&rule}));
}

} // namespace gezhi::http
