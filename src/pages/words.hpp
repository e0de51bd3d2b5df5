#pragma once
// The sentences of the public pages, one flat map per language, read once at start from locale/<lang>.json.
// A key that is asked for and missing is a bug; templates are checked against both languages before anything
// is served. Never decides which sentence is right.

#include "base/error.hpp"
#include "base/time.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace gezhi::pages {

enum class Lang : std::uint8_t { zh_cn, en };

constexpr std::array<Lang, 2> languages{Lang::zh_cn, Lang::en};

std::string_view tag(Lang lang);       // "zh-CN", "en"
Lang lang_from(std::string_view text); // anything unknown is Chinese

namespace rules {
inline constexpr Rule words_missing{"pages/words-missing", Kind::internal,
                                    "A locale file is missing, broken or lacks a key that a template uses"};
} // namespace rules

class Words {
public:
    using Map = std::map<std::string, std::string>;

    static Result<Words> load(const std::string& folder);

    explicit Words(std::array<Map, 2> maps) : maps_(std::move(maps)) {}

    bool has(Lang lang, const std::string& key) const;
    // The sentence with every {name} replaced; never escaped, so it goes through a template afterwards.
    std::string say(Lang lang, const std::string& key, const Params& params = {}) const;

    const Map& all(Lang lang) const { return maps_[static_cast<std::size_t>(lang)]; }

    // "今天 11:19", "明天 09:00", "11-26 18:00", "2027-01-04 09:00".
    std::string when(Lang lang, Instant at, Instant now) const;

private:
    std::array<Map, 2> maps_;
};

} // namespace gezhi::pages
