#pragma once
// A request and an answer as plain values, and the small readings of them (query, cookies, language).
// Promises that paths and queries are valid UTF-8 without control characters; never touches a socket.

#include "base/error.hpp"
#include "text/locale.hpp"

#include <any>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gezhi::http {

class Stream;

enum class Method : std::uint8_t { get, head, post, put, del, options };

std::string_view method_name(Method method);
std::optional<Method> parse_method(std::string_view text);

constexpr bool safe(Method method) {
    return method == Method::get || method == Method::head || method == Method::options;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Header lines in one string; names in lower case.
class Headers {
public:
    void add(std::string_view name, std::string_view value);
    std::optional<std::string_view> find(std::string_view lower_name) const; // the first of that name
    std::size_t count(std::string_view lower_name) const;

    std::size_t size() const { return slots_.size(); }

private:
    struct Slot {
        std::uint32_t name_at, name_length, value_length; // the value follows the name
    };

    std::string_view name(const Slot& slot) const;
    std::string_view value(const Slot& slot) const;

    std::string text_;
    std::vector<Slot> slots_;
};

struct Request {
    Method method{Method::get};
    std::string path{"/"}; // as sent, still percent-encoded; the router decodes each segment
    Pairs query{};         // decoded
    Headers headers{};
    std::string body{};
    std::string remote{}; // the client's address
    std::string id{};     // in the log line, in X-Request-Id and in problems
    bool secure{false};   // came over TLS, here or at the trusted proxy
    Pairs parameters{};   // {name} of the route's pattern, decoded
    std::any visitor{};   // what Options::gate learned about the session

    std::optional<std::string_view> query_value(std::string_view name) const;

    std::optional<std::string_view> header(std::string_view lower_name) const {
        return headers.find(lower_name);
    }

    std::optional<std::string_view> cookie(std::string_view name) const;
    // A parameter of the matched pattern; asking for one the pattern lacks is a bug.
    const std::string& parameter(std::string_view name) const;
};

struct Response {
    int status{200};
    std::string content_type{};
    Pairs headers{};
    std::string body{};
    std::shared_ptr<const std::string> shared{}; // instead of body: bytes that many answers share
    std::shared_ptr<Stream> stream{};            // server-sent events follow; body is sent first

    std::string_view bytes() const { return shared ? std::string_view(*shared) : std::string_view(body); }
};

Response json_response(std::string body, int status = 200);
Response html_response(std::string body, int status = 200);
Response redirect(std::string location); // 303 See Other, the answer to a form

struct Target {
    std::string path;
    Pairs query;
};

// The request-target of RFC 9112 in origin or absolute form, or "*". Refuses control characters, bad escapes,
// text that is not UTF-8, and the segments "." and "..".
Result<Target> parse_target(std::string_view target);
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);
std::string percent_encode(std::string_view text); // all but the unreserved characters of RFC 3986
// a=1&b=2 as in queries and urlencoded forms; nothing for a bad escape or more than `most` pairs.
std::optional<Pairs> parse_pairs(std::string_view text, std::size_t most);

constexpr std::size_t query_pairs_max = 100;

// ?lang=, then the cookie gz_lang, then Accept-Language (RFC 9110 §12.5.4), then Chinese.
text::Language language(const Request& request);
// The content type without parameters, in lower case.
std::string media_type(const Request& request);

} // namespace gezhi::http
