#pragma once
// The gate of the server: who asks, may they ask at all, and does a change come from a page of ours. And for
// every room's handlers: the visitor of a request, and a request made into a task for the writer.

#include "http/dispatch.hpp"
#include "modules/people/sessions.hpp"

namespace gezhi::people {

namespace rules {
inline constexpr Rule bad_idempotency_key{"people/bad-idempotency-key", Kind::invalid,
                                          "Idempotency-Key has 16 to 64 visible ASCII characters"};
inline constexpr Rule factor_required{"people/factor-required", Kind::denied,
                                      "The post asks for a second factor, which is set first"};
inline constexpr Rule bad_version{"people/bad-version", Kind::invalid, "If-Match holds a version"};
inline constexpr Rule other_person{"people/other-person", Kind::unauthenticated,
                                   "X-Gezhi-Person names somebody else than the one who is signed in"};
} // namespace rules

inline constexpr std::string_view session_cookie = "gz_session";

// Fills Request::visitor with a SignedIn. Changes under /api/ need Origin (or Referer) and `X-Gezhi: 1`; the
// forms outside of it carry a signed token, which their own handlers check. `sessions` outlives the gate.
// A device that kept a change for later says in X-Gezhi-Person who wrote it: it never counts as another's.
http::Gate gate(Sessions& sessions, std::string public_url);

// Bearer token before cookie; each only for the kind it was made for.
Result<SignedIn> who(Sessions& sessions, const http::Request& request);

const SignedIn* visitor(const http::Request& request); // null without a session
Result<SignedIn> signed_in(const http::Request& request);
Actor actor(const http::Request& request); // anonymous without a session

// Idempotency-Key makes the command id, If-Match the version; the fingerprint is of path and body.
Result<engine::Task> task_of(const http::Request& request, engine::Engine& engine, engine::Room& room,
                             StreamId stream, std::any command);

// What a command is answered with.
struct ReceiptShown {
    StreamId id{};
    std::int64_t version{0};
};
BOOST_DESCRIBE_STRUCT(ReceiptShown, (), (id, version))

// 201 for version 1, else 200.
http::Response receipt_response(const engine::Receipt& receipt);

std::string cookie_line(const http::Request& request, const Opened& opened, Instant now);
std::string expired_cookie_line(const http::Request& request);

} // namespace gezhi::people
