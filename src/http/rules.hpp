#pragma once
// Every refusal the network edge itself may give; what a room refuses is in the room's rule book. The status
// of each follows from its kind unless problem.cpp names another.

#include "base/error.hpp"

namespace gezhi::http::rules {

inline constexpr Rule bad_request{"http/bad-request", Kind::invalid, "The bytes are not an HTTP/1.1 request"};
inline constexpr Rule bad_target{"http/bad-target", Kind::invalid,
                                 "The path or query is not valid percent-encoded UTF-8"};
inline constexpr Rule unknown_method{"http/unknown-method", Kind::invalid,
                                     "The method is none of GET, HEAD, POST, PUT, DELETE, OPTIONS"};
inline constexpr Rule no_such_page{"http/no-such-page", Kind::missing, "No route has this path"};
inline constexpr Rule method_not_allowed{"http/method-not-allowed", Kind::invalid,
                                         "The path exists, but not with this method; see Allow"};
inline constexpr Rule header_too_large{"http/header-too-large", Kind::limit, "The request head is too long"};
inline constexpr Rule body_too_large{"http/body-too-large", Kind::limit,
                                     "The body is longer than this route takes"};
inline constexpr Rule too_slow{"http/too-slow", Kind::limit, "The request did not arrive in time"};
inline constexpr Rule bad_form{"http/bad-form", Kind::invalid, "The body is not a well-formed form"};
inline constexpr Rule not_a_form{"http/not-a-form", Kind::invalid,
                                 "The content type is neither urlencoded nor multipart/form-data"};
inline constexpr Rule form_too_large{"http/form-too-large", Kind::limit,
                                     "The form has too many or too long fields or files"};
inline constexpr Rule busy{"http/busy", Kind::unavailable,
                           "The queue is full; nothing was begun; try again after Retry-After"};
inline constexpr Rule foreign_origin{"http/foreign-origin", Kind::denied,
                                     "A change must come from a page of this server (Origin or Referer)"};
inline constexpr Rule unproven_form{"http/unproven-form", Kind::denied,
                                    "A change needs the header X-Gezhi: 1 or a signed form token"};
inline constexpr Rule form_token_invalid{"http/form-token-invalid", Kind::denied,
                                         "The form's token is not ours, or of another form or person"};
inline constexpr Rule form_token_expired{"http/form-token-expired", Kind::stale,
                                         "The form was open for too long; load it again"};
inline constexpr Rule too_many{"http/too-many", Kind::limit, "Too many requests; see Retry-After"};
inline constexpr Rule cannot_listen{"http/cannot-listen", Kind::unavailable,
                                    "The address or port cannot be listened on, or the certificate not read"};
inline constexpr Rule cannot_read_files{"http/cannot-read-files", Kind::unavailable,
                                        "The folder of static files cannot be read or is too large"};

} // namespace gezhi::http::rules
