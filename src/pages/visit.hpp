#pragma once
// One visit to a public page: who asks in which language, with the three things every answer needs. Private
// to this folder.

#include "pages/routes.hpp"

namespace gezhi::pages {

struct Desk {
    const PublicQuestions& questions;
    const Pages& pages;
    const FormTokens& tokens;

    Pages::About about(Lang lang) const {
        return {lang, questions.street(lang), questions.public_url, questions.now()};
    }

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
