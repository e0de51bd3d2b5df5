#include "http/head.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace gezhi::http {

namespace {

void line(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    for (const char c : value) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    out.append("\r\n");
}

bool has(const Response& response, std::string_view lower_name) {
    for (const auto& [name, value] : response.headers)
        if (name.size() == lower_name.size() && lower_ascii(name) == lower_name) return true;
    return false;
}

void append_number(std::string& out, std::size_t value) {
    std::array<char, 20> digits{};
    const auto [end, fault] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end);
}

} // namespace

std::string_view reason(int status) {
    constexpr std::array<std::pair<int, std::string_view>, 30> reasons{
        {{200, "OK"},
         {201, "Created"},
         {202, "Accepted"},
         {204, "No Content"},
         {206, "Partial Content"},
         {301, "Moved Permanently"},
         {302, "Found"},
         {303, "See Other"},
         {304, "Not Modified"},
         {307, "Temporary Redirect"},
         {308, "Permanent Redirect"},
         {400, "Bad Request"},
         {401, "Unauthorized"},
         {403, "Forbidden"},
         {404, "Not Found"},
         {405, "Method Not Allowed"},
         {406, "Not Acceptable"},
         {408, "Request Timeout"},
         {409, "Conflict"},
         {410, "Gone"},
         {412, "Precondition Failed"},
         {413, "Content Too Large"},
         {415, "Unsupported Media Type"},
         {422, "Unprocessable Content"},
         {428, "Precondition Required"},
         {429, "Too Many Requests"},
         {431, "Request Header Fields Too Large"},
         {500, "Internal Server Error"},
         {501, "Not Implemented"},
         {503, "Service Unavailable"}}};
    for (const auto& [code, text] : reasons)
        if (code == status) return text;
    return "Status";
}

void write_head(std::string& out, const Response& response, const HeadPlace& place) {
    out.append("HTTP/1.1 ");
    append_number(out, static_cast<std::size_t>(response.status));
    out.append(" ").append(reason(response.status)).append("\r\nDate: ").append(place.date).append("\r\n");
    if (!response.content_type.empty()) line(out, "Content-Type", response.content_type);
    // 204 and 304 have no body, a stream has no known length (RFC 9110 §8.6).
    if (response.status != 204 && response.status != 304 && !response.stream) {
        out.append("Content-Length: ");
        append_number(out, response.bytes().size());
        out.append("\r\n");
    }
    for (const auto& [name, value] : response.headers) line(out, name, value);
    if (!has(response, "cache-control")) out.append("Cache-Control: no-store\r\n");
    if (!has(response, "content-security-policy")) out.append(place.policy);
    out.append(place.security);
    line(out, "X-Request-Id", place.request_id);
    if (!place.keep_alive || response.stream) out.append("Connection: close\r\n");
    out.append("\r\n");
}

std::string http_date(std::time_t at) {
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&at, &utc);
    std::array<char, 64> text{};
    const auto length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                      days[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                                      months[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900,
                                      utc.tm_hour, utc.tm_min, utc.tm_sec);
    return {text.data(), static_cast<std::size_t>(length)};
}

} // namespace gezhi::http
