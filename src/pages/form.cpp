#include "pages/form.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstring>

namespace gezhi::pages {

namespace {

std::optional<double> degrees(std::string_view text) {
    if (text.empty() || text.size() > 24) return std::nullopt;
    double value{};
    const auto [stop, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string code_like(std::string_view typed, std::size_t least, std::size_t most) {
    std::string out;
    for (const char c : typed) {
        if (c == ' ' || c == '-' || c == '\t') continue;
        if (!std::isalnum(static_cast<unsigned char>(c))) return {};
        out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return out.size() < least || out.size() > most ? std::string() : out;
}

std::string get(const http::Form& form, std::string_view name) {
    return std::string(trim(form.value(name).value_or("")));
}

std::vector<std::string> all(const http::Form& form, std::string_view name) {
    std::vector<std::string> list;
    for (const auto& [field, value] : form.fields)
        if (field == name) list.push_back(value);
    return list;
}

} // namespace

std::optional<Position> parse_position(std::string_view lat, std::string_view lon) {
    const auto north = degrees(trim(lat));
    const auto east = degrees(trim(lon));
    if (!north || !east || !(*north >= -90 && *north <= 90) || !(*east >= -180 && *east <= 180))
        return std::nullopt;
    return Position{*north, *east};
}

ReportForm report_form(const http::Form& sent) {
    ReportForm form;
    form.token = get(sent, "token");
    form.position = parse_position(get(sent, "lat"), get(sent, "lon"));
    if (const auto view = get(sent, "view"); !view.empty()) {
        const auto comma = std::min(view.find(','), view.size() - 1);
        form.view = parse_position(view.substr(0, comma), view.substr(comma + 1));
    }
    if (const auto datum = get(sent, "datum"); datum == "gcj02" || datum == "bd09") form.datum = datum;
    form.place_code = get(sent, "place_code");
    form.address = first_code_points(get(sent, "address"), line_max);
    form.text = get(sent, "text");
    for (auto& photo : all(sent, "kept"))
        if (form.photos.size() < photos_max) form.photos.push_back(std::move(photo));
    if (const auto way = get(sent, "notify_by"); !way.empty()) form.notify_by = way;
    form.phone = get(sent, "phone");
    form.door = first_code_points(get(sent, "door"), line_max);
    form.may_be_called = get(sent, "may_be_called") == "1";
    form.similar_seen = get(sent, "similar_seen") == "1";
    form.emergency_seen = get(sent, "emergency_seen") == "1";
    form.elder = get(sent, "size") == "elder";
    if (form.elder && !form.phone.empty()) form.notify_by = "call";
    return form;
}

std::optional<Pixel> tap(const http::Form& sent) {
    const auto x = degrees(get(sent, "tap.x"));
    const auto y = degrees(get(sent, "tap.y"));
    if (!x || !y || !(std::abs(*x) < 10'000) || !(std::abs(*y) < 10'000)) return std::nullopt;
    return Pixel{*x, *y};
}

std::vector<FieldError> check(const ReportForm& form) {
    std::vector<FieldError> errors;
    if (!form.position && form.place_code.empty() && form.address.empty())
        errors.push_back({"where", "where_missing"});
    if (form.text.empty()) errors.push_back({"what", "text_missing"});
    if (count_code_points(form.text) > text_max) errors.push_back({"what", "text_long"});
    const auto digits =
        std::ranges::count_if(form.phone, [](unsigned char c) { return std::isdigit(c) != 0; });
    const auto odd = std::ranges::any_of(
        form.phone, [](unsigned char c) { return !std::isdigit(c) && !std::strchr("+- ()", c); });
    if (!form.phone.empty() && (odd || digits < 5 || digits > 20))
        errors.push_back({"tell", "phone_wrong"});
    else if (form.notify_by == "call" && form.phone.empty())
        errors.push_back({"tell", "phone_missing"});
    if (form.notify_by == "door" && form.door.empty()) errors.push_back({"tell", "door_missing"});
    return errors;
}

std::optional<std::string> clean_number(std::string_view typed) {
    auto number = code_like(typed, 8, 40);
    if (number.empty()) return std::nullopt;
    return number;
}

std::optional<std::string> clean_key(std::string_view typed) {
    auto key = code_like(typed, 6, 64);
    if (key.empty()) return std::nullopt;
    return key;
}

ReportCommand report_command(const ReportForm& form, std::string idempotency_key, std::string join_number) {
    return {std::move(idempotency_key),
            form.text,
            form.position,
            form.datum,
            form.place_code,
            form.address,
            form.photos,
            form.notify_by,
            form.phone,
            form.door,
            form.may_be_called,
            form.emergency_seen,
            std::move(join_number)};
}

} // namespace gezhi::pages
