#pragma once
// Sentences by key and language, read once from the files of locale/ (`zh-CN.json`, `en.json`, and any
// `<language>.<part>.json` beside them). A sentence holds slots {name} that params fill. Promises: a missing
// key in one language falls back to the other, a missing key in both gives the key itself, so there is never
// an empty answer; immutable after loading, so any thread may ask. Never escapes for HTML or JSON.

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace gezhi::text {

enum class Language : std::uint8_t { zh_cn, en };

constexpr std::array<Language, 2> languages{Language::zh_cn, Language::en};

std::string_view tag(Language language); // "zh-CN", "en" (BCP 47)
// What a browser or a person may write: "zh", "zh-Hans-CN", "en-GB" …; anything unknown is no language.
bool parse_language(std::string_view text, Language& into);

namespace rules {
inline constexpr Rule locale_broken{"text/locale-broken", Kind::internal,
                                    "A locale file is missing, is not JSON, or names a key twice"};
} // namespace rules

class Locale {
public:
    using Map = std::map<std::string, std::string, std::less<>>;

    static Result<Locale> load(const std::string& folder);

    Locale() = default;

    explicit Locale(std::array<Map, 2> maps) : maps_(std::move(maps)) {}

    bool has(Language language, std::string_view key) const { return all(language).contains(key); }

    std::string sentence(Language language, std::string_view key, const Params& params = {}) const;

    const Map& all(Language language) const { return maps_[static_cast<std::size_t>(language)]; }

private:
    std::array<Map, 2> maps_;
};

// Replaces each {name} that params know; an unknown slot stays as it is, where a person can see it.
std::string fill(std::string_view sentence, const Params& params);

} // namespace gezhi::text
