#pragma once
// One Error becomes one RFC 9457 answer: status from its kind, words from the locale, `code` for programs.
// Promises a title and a detail that are never empty: a code without words of its own speaks through its
// kind.

#include "http/message.hpp"

namespace gezhi::http {

struct ProblemPlace {
    text::Language language{text::Language::zh_cn};
    std::string_view request_id{};
};

int problem_status(const Rule& rule);
Response problem(const Error& error, const text::Locale& locale, ProblemPlace place);
// The words alone, for pages: {title, detail}.
std::pair<std::string, std::string> problem_words(const Error& error, const text::Locale& locale,
                                                  text::Language language);

} // namespace gezhi::http
