#pragma once
// The table of public routes: reads forms, asks the PublicQuestions, answers pages. Sets no cookie, needs no
// session and no script; every change is a form with a signed token and ends in 303.

#include "http/form_token.hpp"
#include "http/router.hpp"
#include "pages/questions.hpp"

namespace gezhi::pages {

namespace rules {
inline constexpr Rule tap_wrong{"pages/tap-wrong", Kind::invalid,
                                "A tap needs x and y in pixels of the drawing"};
} // namespace rules

// All three must outlive the routes.
http::Routes routes(const PublicQuestions& questions, const Pages& pages, const http::FormTokens& tokens);

// A short digest of the files of a folder, for their addresses (?v=…).
std::string assets_version(const std::string& folder);

// A page with the strict policy of the public pages; nothing is kept by browsers or proxies.
http::Response page_response(std::string html, int status = 200);

} // namespace gezhi::pages
