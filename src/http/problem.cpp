#include "http/problem.hpp"

#include "base/text.hpp"
#include "http/rules.hpp"
#include "json/write.hpp"

#include <array>

namespace gezhi::http {

namespace {

// Codes whose status says more than their kind does (RFC 9110 §15.5, RFC 6585).
constexpr std::array<std::pair<std::string_view, int>, 11> statuses{{{"json/not-json", 400},
                                                                     {"http/bad-request", 400},
                                                                     {"http/bad-target", 400},
                                                                     {"http/bad-form", 400},
                                                                     {"http/not-a-form", 415},
                                                                     {"http/method-not-allowed", 405},
                                                                     {"http/unknown-method", 501},
                                                                     {"http/too-slow", 408},
                                                                     {"http/body-too-large", 413},
                                                                     {"http/form-too-large", 413},
                                                                     {"http/header-too-large", 431}}};

std::string_view kind_name(Kind kind) {
    switch (kind) {
    case Kind::invalid:
        return "invalid";
    case Kind::unauthenticated:
        return "unauthenticated";
    case Kind::denied:
        return "denied";
    case Kind::missing:
        return "missing";
    case Kind::conflict:
        return "conflict";
    case Kind::stale:
        return "stale";
    case Kind::limit:
        return "limit";
    case Kind::unavailable:
        return "unavailable";
    case Kind::internal:
        return "internal";
    }
    return "internal";
}

int kind_status(Kind kind) {
    switch (kind) {
    case Kind::invalid:
        return 422;
    case Kind::unauthenticated:
        return 401;
    case Kind::denied:
        return 403;
    case Kind::missing:
        return 404;
    case Kind::conflict:
        return 409;
    case Kind::stale:
        return 412;
    case Kind::limit:
        return 429;
    case Kind::unavailable:
        return 503;
    case Kind::internal:
        return 500;
    }
    return 500;
}

struct Words {
    const text::Locale& locale;
    text::Language language;

    std::string say(const Error& error, std::string_view part) const {
        const auto own = "problem." + std::string(error.rule->code) + "." + std::string(part);
        if (locale.has(language, own)) return locale.sentence(language, own, error.params);
        const auto general =
            "problem.kind." + std::string(kind_name(error.rule->kind)) + "." + std::string(part);
        return locale.sentence(language, general, error.params);
    }

    std::string say(const Fault& fault) const {
        const auto own = "fault." + fault.code;
        return locale.sentence(language, locale.has(language, own) ? own : "fault.general", fault.params);
    }
};

void member(std::string& out, std::string_view name, std::string_view value) {
    if (out.back() != '{') out += ',';
    json::escape_to(out, name);
    out += ':';
    json::escape_to(out, value);
}

void add_faults(std::string& out, const Error& error, const Words& words) {
    if (error.faults.empty()) return;
    out += R"(,"errors":[)";
    for (const auto& fault : error.faults) {
        if (out.back() != '[') out += ',';
        out += '{';
        member(out, "pointer", fault.pointer);
        member(out, "code", fault.code);
        member(out, "detail", words.say(fault));
        out += '}';
    }
    out += ']';
}

} // namespace

int problem_status(const Rule& rule) {
    for (const auto& [code, status] : statuses)
        if (code == rule.code) return status;
    return kind_status(rule.kind);
}

std::pair<std::string, std::string> problem_words(const Error& error, const text::Locale& locale,
                                                  text::Language language) {
    const Words words{locale, language};
    return {words.say(error, "title"), words.say(error, "detail")};
}

Response problem(const Error& error, const text::Locale& locale, ProblemPlace place) {
    const Words words{locale, place.language};
    Response response{.status = problem_status(*error.rule), .content_type = "application/problem+json"};
    auto& out = response.body;
    out = "{";
    member(out, "type", "/problems/" + std::string(error.rule->code));
    member(out, "title", words.say(error, "title"));
    out += ",\"status\":" + number(response.status);
    member(out, "detail", words.say(error, "detail"));
    member(out, "instance", "/requests/" + std::string(place.request_id));
    member(out, "code", error.rule->code);
    add_faults(out, error, words);
    out += '}';
    response.headers.emplace_back("Content-Language", text::tag(place.language));
    if (response.status == 429 || response.status == 503) {
        const auto seconds = error.params.find("retry_after");
        const auto known = seconds != error.params.end() && parse_number<int>(seconds->second);
        response.headers.emplace_back("Retry-After", known ? seconds->second : "1");
    }
    return response;
}

} // namespace gezhi::http
