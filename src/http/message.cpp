#include "http/message.hpp"

#include "base/text.hpp"
#include "http/rules.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace gezhi::http {

namespace {

constexpr std::array<std::pair<std::string_view, Method>, 6> methods{{{"GET", Method::get},
                                                                      {"HEAD", Method::head},
                                                                      {"POST", Method::post},
                                                                      {"PUT", Method::put},
                                                                      {"DELETE", Method::del},
                                                                      {"OPTIONS", Method::options}}};

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool plain(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F;
    });
}

bool good_segment(std::string_view segment) {
    const auto text = percent_decode(segment);
    return text && plain(*text) && *text != "." && *text != "..";
}

bool good_path(std::string_view path) {
    if (path.empty() || path.front() != '/') return false;
    const auto segments = split(path.substr(1), '/');
    return std::all_of(segments.begin(), segments.end(), good_segment);
}

// "http://host/path" without scheme and authority; servers must accept it (RFC 9112 §3.2.2).
std::string_view origin_form(std::string_view target) {
    const auto lower = lower_ascii(target.substr(0, 8));
    if (!lower.starts_with("http://") && !lower.starts_with("https://")) return target;
    const auto authority = target.find("//") + 2;
    const auto path = target.find_first_of("/?", authority);
    return path == target.npos ? "/" : target.substr(path);
}

// One item of Accept-Language: "en-GB;q=0.8".
double weight(std::string_view item) {
    const auto q = item.find("q=");
    if (q == item.npos) return 1;
    return std::atof(std::string(item.substr(q + 2)).c_str());
}

} // namespace

std::string_view method_name(Method method) {
    return methods[static_cast<std::size_t>(method)].first;
}

std::optional<Method> parse_method(std::string_view text) {
    for (const auto& [name, method] : methods)
        if (name == text) return method;
    return std::nullopt;
}

void Headers::add(std::string_view name, std::string_view value) {
    slots_.push_back({static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(name.size()),
                      static_cast<std::uint32_t>(value.size())});
    for (const char c : name) text_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    text_ += value;
}

std::string_view Headers::name(const Slot& slot) const {
    return std::string_view(text_).substr(slot.name_at, slot.name_length);
}

std::string_view Headers::value(const Slot& slot) const {
    return std::string_view(text_).substr(slot.name_at + slot.name_length, slot.value_length);
}

std::optional<std::string_view> Headers::find(std::string_view lower_name) const {
    for (const auto& slot : slots_)
        if (name(slot) == lower_name) return value(slot);
    return std::nullopt;
}

std::size_t Headers::count(std::string_view lower_name) const {
    return static_cast<std::size_t>(std::count_if(
        slots_.begin(), slots_.end(), [&](const Slot& slot) { return name(slot) == lower_name; }));
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
    for (const auto& [key, value] : query)
        if (key == name) return value;
    return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
    const auto line = header("cookie");
    if (!line) return std::nullopt;
    for (const auto item : split(*line, ';')) {
        const auto pair = trim(item);
        const auto equals = pair.find('=');
        if (equals == pair.npos || pair.substr(0, equals) != name) continue;
        auto value = pair.substr(equals + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        return value;
    }
    return std::nullopt;
}

const std::string& Request::parameter(std::string_view name) const {
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const auto& pair) { return pair.first == name; });
    require(found != parameters.end(), "the pattern has this parameter");
    return found->second;
}

Response json_response(std::string body, int status) {
    return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

Response html_response(std::string body, int status) {
    return {.status = status, .content_type = "text/html; charset=utf-8", .body = std::move(body)};
}

Response redirect(std::string location) {
    return {.status = 303, .headers = {{"Location", std::move(location)}}};
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plus_is_space)
            out += ' ';
        else if (text[i] != '%')
            out += text[i];
        else {
            if (i + 2 >= text.size()) return std::nullopt;
            const auto high = hex(text[i + 1]);
            const auto low = hex(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    if (!valid_utf8(out)) return std::nullopt;
    return out;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter || c == '-' || c == '.' || c == '_' || c == '~')
            out += c;
        else {
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
    }
    return out;
}

std::optional<Pairs> parse_pairs(std::string_view text, std::size_t most) {
    Pairs pairs;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        const auto part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty()) continue;
        if (pairs.size() == most) return std::nullopt;
        const auto equals = std::min(part.find('='), part.size());
        auto name = percent_decode(part.substr(0, equals), true);
        auto value = percent_decode(equals < part.size() ? part.substr(equals + 1) : "", true);
        if (!name || !value) return std::nullopt;
        pairs.emplace_back(std::move(*name), std::move(*value));
    }
    return pairs;
}

Result<Target> parse_target(std::string_view target) {
    if (target == "*") return Target{"*", {}};
    target = origin_form(target);
    target = target.substr(0, target.find('#'));
    const auto mark = std::min(target.find('?'), target.size());
    auto path = target.substr(0, mark);
    if (path.empty() && mark < target.size()) path = "/";
    if (!good_path(path)) return refuse(rules::bad_target);
    Target found{std::string(path), {}};
    if (mark < target.size()) {
        auto query = parse_pairs(target.substr(mark + 1), query_pairs_max);
        if (!query) return refuse(rules::bad_target);
        for (const auto& [name, value] : *query)
            if (!plain(name) || value.find('\0') != value.npos) return refuse(rules::bad_target);
        found.query = std::move(*query);
    }
    return found;
}

text::Language language(const Request& request) {
    auto chosen = text::Language::zh_cn;
    if (const auto asked = request.query_value("lang"); asked && text::parse_language(*asked, chosen))
        return chosen;
    if (const auto kept = request.cookie("gz_lang"); kept && text::parse_language(*kept, chosen))
        return chosen;
    double best = 0;
    for (const auto item : split(request.header("accept-language").value_or(""), ',')) {
        auto one = text::Language::zh_cn;
        if (!text::parse_language(item.substr(0, item.find(';')), one) || weight(item) <= best) continue;
        best = weight(item);
        chosen = one;
    }
    return chosen;
}

std::string media_type(const Request& request) {
    const auto line = request.header("content-type").value_or("");
    return lower_ascii(trim(line.substr(0, line.find(';'))));
}

} // namespace gezhi::http
