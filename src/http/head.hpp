#pragma once
// The head of an answer, written by hand into a string that is used again. Promises that no value can begin
// another header line, and that every answer carries the security headers and a request id.

#include "http/message.hpp"

#include <ctime>

namespace gezhi::http {

struct HeadPlace {
    std::string_view date{};
    std::string_view security{}; // the block of security_headers()
    std::string_view policy{};   // the Content-Security-Policy line, unless the answer has its own
    std::string_view request_id{};
    bool keep_alive{true};
};

void write_head(std::string& out, const Response& response, const HeadPlace& place);
std::string http_date(std::time_t at); // RFC 9110 §5.6.7
std::string_view reason(int status);

} // namespace gezhi::http
