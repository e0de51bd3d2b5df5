#include "pages/words.hpp"

#include "json/json.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace gezhi::pages {

std::string_view tag(Lang lang) {
    return lang == Lang::en ? "en" : "zh-CN";
}

Lang lang_from(std::string_view text) {
    return text == "en" ? Lang::en : Lang::zh_cn;
}

Result<Words> Words::load(const std::string& folder) {
    std::array<Map, 2> maps;
    for (const auto lang : languages) {
        const auto path = folder + "/" + std::string(tag(lang)) + ".json";
        std::ifstream file(path, std::ios::binary);
        if (!file) return refuse(rules::words_missing, {{"file", path}});
        std::ostringstream text;
        text << file.rdbuf();
        auto map = json::read<Map>(text.str());
        if (!map) return refuse(rules::words_missing, {{"file", path}}, std::move(map.error().faults));
        maps[static_cast<std::size_t>(lang)] = std::move(*map);
    }
    return Words(std::move(maps));
}

bool Words::has(Lang lang, const std::string& key) const {
    return all(lang).contains(key);
}

std::string Words::say(Lang lang, const std::string& key, const Params& params) const {
    const auto found = all(lang).find(key);
    require(found != all(lang).end(), key);
    std::string text;
    const std::string_view from = found->second;
    for (std::size_t i = 0; i < from.size();) {
        const auto open = from.find('{', i);
        const auto close = open == from.npos ? from.npos : from.find('}', open);
        if (close == from.npos) return text.append(from.substr(i));
        text.append(from.substr(i, open - i));
        const auto name = std::string(from.substr(open + 1, close - open - 1));
        const auto value = params.find(name);
        require(value != params.end(), key + " lacks " + name);
        text += value->second;
        i = close + 1;
    }
    return text;
}

std::string Words::when(Lang lang, Instant at, Instant now) const {
    using namespace std::chrono;
    const auto there = civil(at);
    const auto here = civil(now);
    const auto minutes = there.us_of_day / us_per_minute;
    const auto time = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
    const auto apart = (sys_days(there.date) - sys_days(here.date)).count();
    if (apart >= -1 && apart <= 1) {
        const auto* key = apart == 0  ? "page.when.today"
                          : apart > 0 ? "page.when.tomorrow"
                                      : "page.when.yesterday";
        return say(lang, key, {{"time", time}});
    }
    const auto month = static_cast<unsigned>(there.date.month());
    const auto day = static_cast<unsigned>(there.date.day());
    if (there.date.year() == here.date.year()) return fmt::format("{:02}-{:02} {}", month, day, time);
    return fmt::format("{}-{:02}-{:02} {}", static_cast<int>(there.date.year()), month, day, time);
}

} // namespace gezhi::pages
