#include "calendar/limit.hpp"

#include "base/text.hpp"
#include "base/time.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace gezhi::calendar {

namespace {

struct Sign {
    std::string_view letters;
    Unit unit;
};

// Two letters before one, so that "UD2" is not read as "U" and rubbish.
constexpr std::array<Sign, 7> signs{{{"UD", Unit::urgent_day},
                                     {"ND", Unit::natural_day},
                                     {"U", Unit::urgent_hour},
                                     {"N", Unit::natural_hour},
                                     {"W", Unit::work_hour},
                                     {"D", Unit::work_day_hours8},
                                     {"C", Unit::work_day_civil}}};

bool digits_only(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// A whole number without sign or leading zero ("0" alone may stand before a decimal point).
std::optional<std::int64_t> whole(std::string_view text) {
    if (!digits_only(text) || text.size() > 7) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;
    return parse_number(text);
}

// "4", "0.5", "1.25" hours or "20m" minutes, as whole minutes.
std::optional<std::int64_t> minutes_of(std::string_view text) {
    if (text.ends_with('m')) return whole(text.substr(0, text.size() - 1));
    const auto point = text.find('.');
    const auto hours = whole(text.substr(0, point));
    if (!hours) return std::nullopt;
    if (point == std::string_view::npos) return *hours * 60;
    const auto decimals = text.substr(point + 1);
    if (!digits_only(decimals) || decimals.size() > 2) return std::nullopt;
    const auto hundredths = *parse_number(decimals) * (decimals.size() == 1 ? 10 : 1);
    if (hundredths * 60 % 100 != 0) return std::nullopt;
    return *hours * 60 + hundredths * 60 / 100;
}

std::string_view letters_of(Unit unit) {
    for (const auto& sign : signs)
        if (sign.unit == unit) return sign.letters;
    bug("a unit without letters");
}

std::int64_t amount_max(Unit unit) {
    return counts_hours(unit) ? minutes_max : days_max;
}

std::int64_t us_each(Unit unit) {
    if (counts_hours(unit)) return us_per_minute;
    // Eight hours a day: 国务院关于职工工作时间的规定 art. 3.
    return unit == Unit::work_day_hours8 ? 8 * us_per_hour : us_per_day;
}

} // namespace

bool counts_hours(Unit unit) {
    return unit == Unit::urgent_hour || unit == Unit::natural_hour || unit == Unit::work_hour;
}

bool follows_working_days(Unit unit) {
    return unit == Unit::work_hour || unit == Unit::work_day_hours8 || unit == Unit::work_day_civil;
}

bool counts_civil_days(Unit unit) {
    return unit == Unit::work_day_civil || unit == Unit::natural_day;
}

Result<Limit> parse_limit(std::string_view text) {
    const auto refused = [&] { return refuse(rules::limit_form, {{"limit", std::string(text)}}); };
    const auto* sign =
        std::find_if(signs.begin(), signs.end(), [&](const Sign& s) { return text.starts_with(s.letters); });
    if (sign == signs.end()) return refused();
    auto rest = text.substr(sign->letters.size());
    Limit limit{sign->unit, 0, true};
    if (limit.unit == Unit::natural_day && rest.ends_with('!')) {
        limit.moves = false;
        rest.remove_suffix(1);
    }
    const auto amount = counts_hours(limit.unit) ? minutes_of(rest) : whole(rest);
    if (!amount || *amount < 1 || *amount > amount_max(limit.unit)) return refused();
    limit.amount = *amount;
    return limit;
}

std::string short_form(const Limit& limit) {
    auto text = std::string(letters_of(limit.unit));
    if (!counts_hours(limit.unit)) {
        text += number(limit.amount);
        if (limit.unit == Unit::natural_day && !limit.moves) text += '!';
        return text;
    }
    // Two decimals can say every third minute; any other amount is written in minutes.
    if (limit.amount % 3 != 0) return text + number(limit.amount) + "m";
    text += number(limit.amount / 60);
    const auto hundredths = limit.amount % 60 * 100 / 60;
    if (hundredths == 0) return text;
    if (hundredths % 10 == 0) return text + "." + number(hundredths / 10);
    return text + (hundredths < 10 ? ".0" : ".") + number(hundredths);
}

std::int64_t length_us(const Limit& limit) {
    return std::clamp<std::int64_t>(limit.amount, 0, amount_max(limit.unit)) * us_each(limit.unit);
}

Limit extended(const Limit& original, std::int64_t approved) {
    auto longer = original;
    const auto most = amount_max(original.unit);
    const auto times = std::clamp<std::int64_t>(approved, 0, most) + 1;
    longer.amount = std::min(std::clamp<std::int64_t>(original.amount, 0, most) * times, most);
    return longer;
}

Parts parts(Unit unit, std::int64_t amount_us) {
    const auto minutes = (std::max<std::int64_t>(amount_us, 0) + us_per_minute - 1) / us_per_minute;
    if (counts_hours(unit)) return {0, minutes / 60, minutes % 60};
    const auto day = us_each(unit) / us_per_minute;
    return {minutes / day, minutes % day / 60, minutes % 60};
}

} // namespace gezhi::calendar
