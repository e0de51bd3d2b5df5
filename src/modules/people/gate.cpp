#include "modules/people/gate.hpp"

#include "http/security.hpp"

#include <algorithm>
#include <array>

namespace gezhi::people {

namespace {

constexpr std::string_view bearer_mark = "Bearer ";
constexpr std::string_view person_header = "x-gezhi-person";
constexpr std::size_t key_min = 16;
constexpr std::size_t key_max = 64;

std::string cookie_end(const http::Request& request) {
    return std::string("; Path=/; HttpOnly; SameSite=Lax") + (request.secure ? "; Secure" : "");
}

Result<std::string> idempotency_key(const http::Request& request, engine::Mint& mint) {
    const auto given = request.header("idempotency-key");
    if (!given) return mint.id<CommandId>().text();
    const bool visible =
        std::all_of(given->begin(), given->end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!visible || given->size() < key_min || given->size() > key_max)
        return refuse(rules::bad_idempotency_key);
    return std::string(*given);
}

// What somebody may ask whose post needs a second factor that is not set yet.
bool before_the_factor(std::string_view route) {
    constexpr std::array<std::string_view, 4> names{"people.session", "people.sign_out",
                                                    "people.offer_factor", "people.confirm_factor"};
    return std::find(names.begin(), names.end(), route) != names.end();
}

// 7, "7" and W/"7" alike; * asks for nothing.
Result<std::optional<std::int64_t>> if_match(const http::Request& request) {
    const auto given = request.header("if-match");
    if (!given || *given == "*") return std::optional<std::int64_t>{};
    auto text = *given;
    if (text.starts_with("W/")) text.remove_prefix(2);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
    const auto version = parse_number(text);
    if (!version || *version < 0) return refuse(rules::bad_version);
    return version;
}

Result<void> written_by(const http::Request& request, const SignedIn& found) {
    const auto said = request.header(person_header);
    if (said && *said != found.person.text()) return refuse(rules::other_person);
    return {};
}

} // namespace

Result<SignedIn> who(Sessions& sessions, const http::Request& request) {
    const auto line = request.header("authorization");
    const bool bearer = line && line->starts_with(bearer_mark);
    const auto token =
        bearer ? line->substr(bearer_mark.size()) : request.cookie(session_cookie).value_or("");
    GEZHI_TRY(found, sessions.who(token));
    if (found.kind != (bearer ? SessionKind::bearer : SessionKind::cookie)) return refuse(rules::signed_out);
    return found;
}

http::Gate gate(Sessions& sessions, std::string public_url) {
    return [&sessions, public_url = std::move(public_url)](http::Request& request,
                                                           const http::Route& route) -> Result<void> {
        if (request.path.starts_with("/api/")) GEZHI_CHECK(http::origin_check(request, public_url));
        if (route.access == http::Access::anonymous) return {};
        auto found = who(sessions, request);
        if (found && found->factor_missing && route.access == http::Access::signed_in &&
            !before_the_factor(route.name))
            return refuse(rules::factor_required);
        if (found) {
            GEZHI_CHECK(written_by(request, *found));
            request.visitor = std::move(*found);
        } else if (route.access == http::Access::signed_in ||
                   found.error().rule->kind != Kind::unauthenticated)
            return refuse(std::move(found).error());
        return {};
    };
}

const SignedIn* visitor(const http::Request& request) {
    return std::any_cast<SignedIn>(&request.visitor);
}

Result<SignedIn> signed_in(const http::Request& request) {
    const auto* found = visitor(request);
    if (found == nullptr) return refuse(rules::signed_out);
    return *found;
}

Actor actor(const http::Request& request) {
    const auto* found = visitor(request);
    return found == nullptr ? Actor{} : found->actor;
}

Result<engine::Task> task_of(const http::Request& request, engine::Engine& engine, engine::Room& room,
                             StreamId stream, std::any command) {
    GEZHI_TRY(key, idempotency_key(request, engine.mint()));
    GEZHI_TRY(version, if_match(request));
    engine::Task task;
    task.room = &room;
    task.stream = stream;
    task.actor = actor(request);
    task.id = engine::command_id(engine.subdistrict(), task.actor, key);
    task.command = std::move(command);
    task.if_version = version;
    task.fingerprint = engine::fingerprint(request.path + "\n" + request.body);
    return task;
}

http::Response receipt_response(const engine::Receipt& receipt) {
    return http::json_response(json::write(ReceiptShown{receipt.id, receipt.version}),
                               receipt.version == 1 ? 201 : 200);
}

std::string cookie_line(const http::Request& request, const Opened& opened, Instant now) {
    const auto seconds = (opened.who.expires - now) / std::chrono::seconds(1);
    return std::string(session_cookie) + "=" + opened.token + "; Max-Age=" + std::to_string(seconds) +
           cookie_end(request);
}

std::string expired_cookie_line(const http::Request& request) {
    return std::string(session_cookie) + "=; Max-Age=0" + cookie_end(request);
}

} // namespace gezhi::people
