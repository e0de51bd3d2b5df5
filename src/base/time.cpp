#include "base/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace gezhi {

namespace {

namespace chrono = std::chrono;

// Reads exactly `width` digits at `at`; nothing else is a number here.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t width) {
    if (at + width > text.size()) return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < at + width; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

std::optional<int> parse_offset_minutes(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 4, 2);
    if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (*hours * 60 + *minutes);
}

} // namespace

Civil civil(Instant at, Offset offset) {
    const auto local = at.us + offset.minutes * us_per_minute;
    const auto day = local >= 0 ? local / us_per_day : -((-local + us_per_day - 1) / us_per_day);
    return {chrono::year_month_day{chrono::sys_days{chrono::days{day}}}, local - day * us_per_day};
}

Instant instant(const Civil& moment, Offset offset) {
    const auto day = chrono::sys_days{moment.date}.time_since_epoch().count();
    return {static_cast<std::int64_t>(day) * us_per_day + moment.us_of_day - offset.minutes * us_per_minute};
}

Instant midnight(chrono::year_month_day date, Offset offset) {
    return instant({date, 0}, offset);
}

std::string iso_date(chrono::year_month_day date) {
    std::array<char, 16> buffer{};
    const auto n =
        std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return {buffer.data(), static_cast<std::size_t>(n)};
}

std::string iso(Instant at, Offset offset) {
    const auto moment = civil(at, offset);
    const auto second = moment.us_of_day / us_per_second;
    const auto fraction = moment.us_of_day % us_per_second;
    std::array<char, 32> buffer{};
    auto n = std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d", static_cast<int>(second / 3600),
                           static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
    std::string text = iso_date(moment.date) + std::string(buffer.data(), static_cast<std::size_t>(n));
    if (fraction != 0) {
        n = std::snprintf(buffer.data(), buffer.size(), ".%06d", static_cast<int>(fraction));
        text.append(buffer.data(), static_cast<std::size_t>(n));
    }
    const auto minutes = offset.minutes < 0 ? -offset.minutes : offset.minutes;
    n = std::snprintf(buffer.data(), buffer.size(), "%c%02d:%02d", offset.minutes < 0 ? '-' : '+',
                      minutes / 60, minutes % 60);
    return text.append(buffer.data(), static_cast<std::size_t>(n));
}

std::optional<chrono::year_month_day> parse_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    const chrono::year_month_day date{chrono::year{*year}, chrono::month{static_cast<unsigned>(*month)},
                                      chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok() || *year < 1900 || *year > 2200) return std::nullopt;
    return date;
}

std::optional<Instant> parse_iso(std::string_view text) {
    if (text.size() < 17 || text.size() > 40 || text[10] != 'T' || text[13] != ':') return std::nullopt;
    const auto date = parse_iso_date(text.substr(0, 10));
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    if (!date || !hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    std::int64_t us = *hour * us_per_hour + *minute * us_per_minute;
    std::size_t at = 16;
    if (at < text.size() && text[at] == ':') {
        const auto second = digits(text, at + 1, 2);
        if (!second || *second > 59) return std::nullopt;
        us += *second * us_per_second;
        at += 3;
        if (at < text.size() && text[at] == '.') {
            std::int64_t unit = us_per_second / 10;
            const auto first = ++at;
            for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
                us += (text[at] - '0') * unit;
            if (at == first || at - first > 6) return std::nullopt;
        }
    }
    const auto offset = parse_offset_minutes(text.substr(at));
    if (!offset) return std::nullopt;
    return instant({*date, us}, Offset{*offset});
}

Instant SystemClock::now() {
    return {
        chrono::duration_cast<chrono::microseconds>(chrono::system_clock::now().time_since_epoch()).count()};
}

} // namespace gezhi
