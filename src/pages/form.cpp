#include "pages/form.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstring>

namespace gezhi::pages {

namespace {

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+')
            out += ' ';
        else if (text[i] != '%')
            out += text[i];
        else {
            if (i + 2 >= text.size() || hex(text[i + 1]) < 0 || hex(text[i + 2]) < 0) return std::nullopt;
            out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
            i += 2;
        }
    }
    return out;
}

// Line ends as \n; other control characters and broken UTF-8 do not enter.
std::optional<std::string> clean(std::string_view text) {
    if (!valid_utf8(text)) return std::nullopt;
    std::string out;
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    return out;
}

std::string parameter(std::string_view header, std::string_view name) {
    const auto start = header.find(std::string(name) + "=\"");
    if (start == header.npos) return {};
    const auto from = start + name.size() + 2;
    const auto end = header.find('"', from);
    return end == header.npos ? std::string() : std::string(header.substr(from, end - from));
}

bool take(Fields& fields, std::string_view headers, std::string_view content) {
    std::string name;
    std::string file;
    bool upload = false;
    for (auto line : split(headers, '\n')) {
        line = trim(line);
        if (!lower_ascii(line).starts_with("content-disposition:")) continue;
        name = parameter(line, " name");
        upload = contains(line, "filename=") || contains(line, "filename*=");
        file = parameter(line, " filename");
    }
    if (name.empty()) return false;
    if (upload) {
        // A file input left empty is still sent, without a name and without bytes.
        if (!content.empty()) fields.uploads.push_back({name, file, std::string(content)});
        return fields.uploads.size() <= photos_max;
    }
    auto value = clean(content);
    if (!value) return false;
    fields.values.emplace(std::move(name), std::move(*value));
    return fields.values.size() <= fields_max;
}

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

} // namespace

std::string Fields::get(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string() : std::string(trim(found->second));
}

std::vector<std::string> Fields::all(const std::string& name) const {
    std::vector<std::string> list;
    const auto [from, to] = values.equal_range(name);
    for (auto it = from; it != to; ++it) list.push_back(it->second);
    return list;
}

std::optional<Fields> parse_urlencoded(std::string_view body) {
    Fields fields;
    for (const auto part : split(body, '&')) {
        if (part.empty()) continue;
        const auto equals = std::min(part.find('='), part.size());
        auto name = decode(part.substr(0, equals));
        auto value = decode(equals == part.size() ? "" : part.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        auto text = clean(*value);
        if (!text || !valid_utf8(*name)) return std::nullopt;
        fields.values.emplace(std::move(*name), std::move(*text));
        if (fields.values.size() > fields_max) return std::nullopt;
    }
    return fields;
}

std::optional<Fields> parse_multipart(std::string_view body, std::string_view boundary) {
    if (boundary.empty() || boundary.size() > 70) return std::nullopt; // RFC 2046 5.1.1
    const auto mark = "--" + std::string(boundary);
    Fields fields;
    auto at = body.find(mark);
    while (at != body.npos) {
        at += mark.size();
        if (body.substr(at, 2) == "--") return fields;
        if (body.substr(at, 2) != "\r\n") return std::nullopt;
        const auto head = body.find("\r\n\r\n", at);
        const auto next = head == body.npos ? head : body.find("\r\n" + mark, head + 2);
        if (next == body.npos) return std::nullopt;
        const auto from = head + 4;
        if (!take(fields, body.substr(at, head - at), from > next ? "" : body.substr(from, next - from)))
            return std::nullopt;
        at = next + 2;
    }
    return std::nullopt;
}

std::optional<Fields> parse_form(std::string_view content_type, std::string_view body) {
    const auto type = lower_ascii(content_type.substr(0, content_type.find(';')));
    if (trim(type) == "application/x-www-form-urlencoded") return parse_urlencoded(body);
    if (trim(type) != "multipart/form-data") return std::nullopt;
    const auto start = lower_ascii(content_type).find("boundary=");
    if (start == std::string::npos) return std::nullopt;
    auto boundary = content_type.substr(start + 9);
    boundary = trim(boundary.substr(0, boundary.find(';')));
    if (boundary.size() > 1 && boundary.front() == '"' && boundary.back() == '"')
        boundary = boundary.substr(1, boundary.size() - 2);
    return parse_multipart(body, boundary);
}

std::optional<Position> parse_position(std::string_view lat, std::string_view lon) {
    const auto north = degrees(trim(lat));
    const auto east = degrees(trim(lon));
    if (!north || !east || !(*north >= -90 && *north <= 90) || !(*east >= -180 && *east <= 180))
        return std::nullopt;
    return Position{*north, *east};
}

ReportForm report_form(const Fields& fields) {
    ReportForm form;
    form.token = fields.get("token");
    form.position = parse_position(fields.get("lat"), fields.get("lon"));
    if (const auto view = fields.get("view"); !view.empty()) {
        const auto comma = std::min(view.find(','), view.size() - 1);
        form.view = parse_position(view.substr(0, comma), view.substr(comma + 1));
    }
    if (const auto datum = fields.get("datum"); datum == "gcj02" || datum == "bd09") form.datum = datum;
    form.place_code = fields.get("place_code");
    form.address = first_code_points(fields.get("address"), line_max);
    form.text = fields.get("text");
    for (auto& photo : fields.all("kept"))
        if (form.photos.size() < photos_max) form.photos.push_back(std::move(photo));
    if (const auto way = fields.get("notify_by"); !way.empty()) form.notify_by = way;
    form.phone = fields.get("phone");
    form.door = first_code_points(fields.get("door"), line_max);
    form.may_be_called = fields.get("may_be_called") == "1";
    form.similar_seen = fields.get("similar_seen") == "1";
    form.emergency_seen = fields.get("emergency_seen") == "1";
    form.elder = fields.get("size") == "elder";
    if (form.elder && !form.phone.empty()) form.notify_by = "call";
    return form;
}

std::optional<Pixel> tap(const Fields& fields) {
    const auto x = degrees(fields.get("tap.x"));
    const auto y = degrees(fields.get("tap.y"));
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
