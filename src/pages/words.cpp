#include "pages/words.hpp"

#include <fmt/format.h>

namespace gezhi::pages {

namespace {

bool wide(std::string_view text,
          std::size_t at) { // inside or at the start of a Han character or full-width mark
    return at < text.size() && static_cast<unsigned char>(text[at]) >= 0xE3;
}

bool ends_wide(std::string_view text) {
    return text.size() >= 3 && wide(text, text.size() - 3);
}

} // namespace

// A slot is written with spaces around it, as digits and Latin words want them; between two Han characters
// the space goes ("最晚 11-26", but "最晚今天"). What people wrote is put in unchanged.
std::string Words::say(Lang lang, const std::string& key, const Params& params) const {
    const auto found = locale_.all(lang).find(key);
    require(found != locale_.all(lang).end(), key);
    const std::string_view from = found->second;
    std::string out;
    for (std::size_t i = 0; i < from.size();) {
        const auto open = from.find('{', i);
        const auto close = open == from.npos ? from.npos : from.find('}', open);
        if (close == from.npos) return out.append(from.substr(i));
        out.append(from.substr(i, open - i));
        const auto value = params.find(std::string(from.substr(open + 1, close - open - 1)));
        require(value != params.end(), key);
        const std::string_view put = value->second;
        if (wide(put, 0) && out.ends_with(' ') && ends_wide(std::string_view(out).substr(0, out.size() - 1)))
            out.pop_back();
        out += put;
        i = close + 1;
        if (ends_wide(put) && i < from.size() && from[i] == ' ' && wide(from, i + 1)) ++i;
    }
    return out;
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
