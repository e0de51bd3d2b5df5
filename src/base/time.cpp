#include "base/time.hpp"

#include <charconv>

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

namespace {

// The digits of a number, filled up with zeros: lists write hundreds of moments, and printf is slow at it.
void digits_to(std::string& out, std::int64_t number, std::size_t width) {
    const auto from = out.size();
    out.append(width, '0');
    for (auto at = out.size(); at > from; number /= 10) out[--at] = static_cast<char>('0' + number % 10);
}

void date_to(std::string& out, chrono::year_month_day date) {
    digits_to(out, static_cast<int>(date.year()), 4);
    out += '-';
    digits_to(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    digits_to(out, static_cast<unsigned>(date.day()), 2);
}

} // namespace

std::string iso_date(chrono::year_month_day date) {
    std::string text;
    date_to(text, date);
    return text;
}

std::string iso(Instant at, Offset offset) {
    const auto moment = civil(at, offset);
    const auto second = moment.us_of_day / us_per_second;
    const auto fraction = moment.us_of_day % us_per_second;
    const auto minutes = offset.minutes < 0 ? -offset.minutes : offset.minutes;
    std::string text;
    text.reserve(32);
    date_to(text, moment.date);
    text += 'T';
    digits_to(text, second / 3600, 2);
    text += ':';
    digits_to(text, second / 60 % 60, 2);
    text += ':';
    digits_to(text, second % 60, 2);
    if (fraction != 0) {
        text += '.';
        digits_to(text, fraction, 6);
    }
    text += offset.minutes < 0 ? '-' : '+';
    digits_to(text, minutes / 60, 2);
    text += ':';
    digits_to(text, minutes % 60, 2);
    return text;
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
