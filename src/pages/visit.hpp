#pragma once
// One visit to a public page: who asks in which language, with the three things every answer needs. Private
// to this folder.

#include "pages/routes.hpp"

namespace gezhi::pages {

// A report kept on a phone without network is sent late, so its token lives long.
constexpr std::int64_t token_days = 30;

struct Desk {
    const PublicQuestions& questions;
    const Pages& pages;
    const http::FormTokens& tokens;

    Pages::About about(Lang lang) const {
        return {lang, questions.street(lang), questions.public_url, questions.now(),
                !questions.layers()->boundary.empty()};
    }

    // A token for one form; the purpose of a follow page names its case.
    std::string token(const std::string& purpose) const;
    // The idempotency key inside, when the token is ours, for this purpose and not too old.
    std::optional<std::string> key(const std::string& token, const std::string& purpose) const;

    template <class View>
    http::Response page(const View& view, Lang lang, int status = 200) const {
        return page_response(pages.render(view, about(lang)), status);
    }
};

// The language of the form's own field, so that a form answers in the language it was asked in.
Lang language_of(const http::Request& request, const http::Form* form = nullptr);
std::string with_lang(std::string path, Lang lang);

http::Routes report_routes(Desk desk);

} // namespace gezhi::pages
