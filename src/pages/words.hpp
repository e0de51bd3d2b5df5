#pragma once
// The sentences of the public pages: the street's Locale, asked strictly (a key that is missing is a bug,
// since the templates were checked against both languages at start), and moments as people say them. Never
// decides which sentence is right.

#include "base/error.hpp"
#include "base/time.hpp"
#include "text/locale.hpp"

#include <string>
#include <string_view>

namespace gezhi::pages {

using Lang = text::Language;
using text::languages;
using text::tag;

class Words {
public:
    explicit Words(text::Locale locale) : locale_(std::move(locale)) {}

    bool has(Lang lang, std::string_view key) const { return locale_.has(lang, key); }

    // The sentence with every {name} replaced; never escaped, so it goes through a template afterwards.
    std::string say(Lang lang, const std::string& key, const Params& params = {}) const;

    const text::Locale::Map& all(Lang lang) const { return locale_.all(lang); }

    // "今天 11:19", "明天 09:00", "11-26 18:00", "2027-01-04 09:00".
    std::string when(Lang lang, Instant at, Instant now) const;

private:
    text::Locale locale_;
};

namespace rules {
inline constexpr Rule words_missing{"pages/words-missing", Kind::internal,
                                    "A page template uses a sentence that a locale file lacks"};
} // namespace rules

} // namespace gezhi::pages
