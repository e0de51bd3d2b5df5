#include "http/reader.hpp"

#include "base/text.hpp"
#include "http/rules.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <optional>

namespace gezhi::http {

namespace beast = boost::beast;

namespace {

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

} // namespace

// Writes what Beast finds straight into our Request.
class RequestReader::Parser {
public:
    struct Base final : beast::http::basic_parser<true> {
        explicit Base(Parser& owner) : owner_(owner) {
            eager(false); // one step at a time: see feed()
            header_limit(static_cast<std::uint32_t>(owner.limits_.head_bytes_max));
            body_limit(boost::none); // ours is in on_header_impl and grow()
        }

        void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target,
                             int version, beast::error_code& ec) override {
            owner_.version_1_1_ = version >= 11;
            if (!owner_.start(view(method), view(target))) ec = beast::http::error::bad_target;
        }

        void on_response_impl(int, beast::string_view, int, beast::error_code&) override {}

        void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value,
                           beast::error_code& ec) override {
            if (!owner_.field(view(name), view(value))) ec = beast::http::error::bad_field;
        }

        void on_header_impl(beast::error_code& ec) override {
            if (!owner_.head()) ec = beast::http::error::bad_field;
        }

        void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}

        std::size_t on_body_impl(beast::string_view body, beast::error_code& ec) override {
            if (!owner_.grow(view(body))) ec = beast::http::error::body_limit;
            return body.size();
        }

        void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override {}

        std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body,
                                       beast::error_code& ec) override {
            return on_body_impl(body, ec);
        }

        void on_finish_impl(beast::error_code&) override {}

    private:
        Parser& owner_;
    };

    explicit Parser(const ReaderLimits& limits) : limits_(limits) { base_.emplace(*this); }

    void again() {
        base_.emplace(*this);
        request_ = {};
        fault_ = nullptr;
        body_max_ = 0;
        body_begun_ = head_done_ = wants_continue_ = false;
    }

    bool start(std::string_view method, std::string_view target) {
        const auto known = parse_method(method);
        if (!known) return fail(rules::unknown_method);
        auto parsed = parse_target(target);
        if (!parsed) return fail(rules::bad_target);
        request_.method = *known;
        request_.path = std::move(parsed->path);
        request_.query = std::move(parsed->query);
        return true;
    }

    bool field(std::string_view name, std::string_view value) {
        if (head_done_) return true; // a trailer; nobody reads those
        if (request_.headers.size() == limits_.fields_max) return fail(rules::header_too_large);
        request_.headers.add(name, value);
        return true;
    }

    bool head() {
        head_done_ = true;
        const auto& headers = request_.headers;
        // RFC 9112 §3.2: exactly one Host in HTTP/1.1.
        const auto hosts = headers.count("host");
        if (hosts > 1 || (hosts == 0 && version_1_1_)) return fail(rules::bad_request);
        // Any coding but a single "chunked", or both lengths, is how requests are smuggled (RFC 9112 §6.3).
        const auto coding = headers.find("transfer-encoding");
        if (coding && (lower_ascii(*coding) != "chunked" || headers.find("content-length")))
            return fail(rules::bad_request);
        body_max_ = limits_.body_bytes_max(request_.method, request_.path);
        const auto length = headers.find("content-length");
        const auto bytes =
            length ? parse_number<std::uint64_t>(trim(*length)) : std::optional<std::uint64_t>(0);
        if (!bytes) return fail(rules::bad_request);
        if (*bytes > body_max_) return fail(rules::body_too_large);
        request_.body.reserve(std::min<std::size_t>(*bytes, 1 << 20));
        wants_continue_ = version_1_1_ && lower_ascii(headers.find("expect").value_or("")) == "100-continue";
        return true;
    }

    bool grow(std::string_view bytes) {
        body_begun_ = true;
        if (request_.body.size() + bytes.size() > body_max_) return fail(rules::body_too_large);
        request_.body += bytes;
        return true;
    }

    // The shortest end of a chunked body is "0 CRLF CRLF". Beast 1.81 ends the process by an assertion when
    // it is shown the first three bytes of that and then the fourth, so it is never shown fewer than all
    // five.
    bool too_little(std::size_t bytes) const { return head_done_ && base_->chunked() && bytes < 5; }

    bool fail(const Rule& rule) {
        fault_ = &rule;
        return false;
    }

    const ReaderLimits& limits_;
    std::optional<Base> base_;
    Request request_;
    const Rule* fault_{nullptr};
    std::size_t body_max_{0};
    bool version_1_1_{true};
    bool head_done_{false};
    bool body_begun_{false};
    bool wants_continue_{false};
};

RequestReader::RequestReader(const ReaderLimits& limits)
    : limits_(limits), parser_(std::make_unique<Parser>(limits)) {}

RequestReader::~RequestReader() = default;

std::size_t RequestReader::feed(std::string_view bytes) {
    namespace http_error = beast::http;
    require(state_ == State::reading, "the reader wants more");
    beast::error_code ec;
    auto& base = *parser_->base_;
    std::size_t used = 0;
    while (used < bytes.size() && !ec && !base.is_done() && !parser_->too_little(bytes.size() - used))
        used += base.put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), ec);
    if (ec == http_error::error::need_more) ec = {};
    if (ec) {
        if (parser_->fault_ == nullptr)
            parser_->fault_ =
                ec == http_error::error::header_limit ? &rules::header_too_large : &rules::bad_request;
        state_ = State::failed;
    } else if (base.is_done()) {
        state_ = State::complete;
    }
    return used;
}

bool RequestReader::begun() const {
    return parser_->base_->got_some();
}

bool RequestReader::head_done() const {
    return parser_->head_done_;
}

bool RequestReader::wants_continue() {
    if (state_ != State::reading || parser_->body_begun_) return false;
    return std::exchange(parser_->wants_continue_, false);
}

bool RequestReader::keep_alive() const {
    return parser_->base_->keep_alive();
}

const Rule& RequestReader::fault() const {
    return *parser_->fault_;
}

Request RequestReader::take() {
    auto request = std::move(parser_->request_);
    parser_->again();
    state_ = State::reading;
    return request;
}

} // namespace gezhi::http
