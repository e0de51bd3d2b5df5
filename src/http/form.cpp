#include "http/form.hpp"

#include "base/text.hpp"
#include "http/rules.hpp"
#include "text/normal.hpp"

#include <algorithm>

namespace gezhi::http {

namespace {

// A parameter of a header value: boundary=x or name="a \"b\"".
std::optional<std::string> parameter(std::string_view line, std::string_view wanted) {
    auto at = line.find(';');
    while (at < line.size()) {
        at = line.find_first_not_of("; \t", at);
        if (at == line.npos) return std::nullopt;
        const auto equals = line.find('=', at);
        if (equals == line.npos) return std::nullopt;
        const auto name = lower_ascii(trim(line.substr(at, equals - at)));
        std::string value;
        at = equals + 1;
        if (at < line.size() && line[at] == '"') {
            for (++at; at < line.size() && line[at] != '"'; ++at) {
                if (line[at] == '\\' && at + 1 < line.size() && (line[at + 1] == '"' || line[at + 1] == '\\'))
                    ++at;
                value += line[at];
            }
            if (at == line.size()) return std::nullopt;
            ++at;
        } else {
            const auto end = std::min(line.find(';', at), line.size());
            value = std::string(trim(line.substr(at, end - at)));
            at = end;
        }
        if (name == wanted) return value;
    }
    return std::nullopt;
}

Result<void> add_field(Form& form, std::string_view name, std::string value, const FormLimits& limits) {
    if (form.fields.size() == limits.fields_max || value.size() > limits.field_bytes_max ||
        name.size() > limits.name_bytes_max)
        return refuse(rules::form_too_large);
    GEZHI_TRY(clean_name, text::clean(std::string(name)));
    auto clean_value = text::clean(std::move(value));
    if (!clean_value)
        return refuse(*clean_value.error().rule, {},
                      {{"/" + clean_name, std::string(clean_value.error().rule->code), {}}});
    form.fields.emplace_back(std::move(clean_name), std::move(*clean_value));
    return {};
}

Result<Form> parse_urlencoded(std::string_view body, const FormLimits& limits) {
    if (static_cast<std::size_t>(std::count(body.begin(), body.end(), '&')) > limits.fields_max)
        return refuse(rules::form_too_large);
    auto pairs = parse_pairs(body, limits.fields_max + 1);
    if (!pairs) return refuse(rules::bad_form);
    Form form;
    for (auto& [name, value] : *pairs) GEZHI_CHECK(add_field(form, name, std::move(value), limits));
    return form;
}

struct PartHead {
    std::string name;
    std::optional<std::string> file_name;
    std::string content_type;
};

Result<PartHead> parse_part_head(std::string_view head, const FormLimits& limits) {
    if (head.size() > limits.part_header_bytes_max) return refuse(rules::form_too_large);
    std::optional<PartHead> found;
    std::string content_type;
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const auto colon = line.find(':');
        if (colon == line.npos) return refuse(rules::bad_form);
        const auto name = lower_ascii(trim(line.substr(0, colon)));
        const auto value = trim(line.substr(colon + 1));
        if (name == "content-type") content_type = std::string(value);
        if (name != "content-disposition") continue;
        auto field = parameter(value, "name");
        if (!field || !lower_ascii(value).starts_with("form-data")) return refuse(rules::bad_form);
        found = PartHead{std::move(*field), parameter(value, "filename"), {}};
    }
    if (!found) return refuse(rules::bad_form);
    found->content_type = std::move(content_type);
    return std::move(*found);
}

Result<void> add_file(Form& form, PartHead head, std::string_view bytes, const FormLimits& limits) {
    if (head.file_name->empty() && bytes.empty()) return {};
    if (form.files.size() == limits.files_max || head.name.size() > limits.name_bytes_max ||
        head.file_name->size() > limits.part_header_bytes_max)
        return refuse(rules::form_too_large);
    GEZHI_TRY(field, text::clean(std::move(head.name)));
    GEZHI_TRY(file_name, text::clean(std::move(*head.file_name)));
    auto type = head.content_type.empty() ? "application/octet-stream" : std::move(head.content_type);
    form.files.push_back({std::move(field), std::move(file_name), std::move(type), std::string(bytes)});
    return {};
}

Result<void> add_part(Form& form, std::string_view part, const FormLimits& limits) {
    const auto blank = part.find("\r\n\r\n");
    if (blank == part.npos) return refuse(rules::bad_form);
    GEZHI_TRY(head, parse_part_head(part.substr(0, blank), limits));
    const auto bytes = part.substr(blank + 4);
    if (head.file_name) return add_file(form, std::move(head), bytes, limits);
    return add_field(form, head.name, std::string(bytes), limits);
}

// RFC 2046 §5.1.1: each part stands between CRLF "--" boundary lines; what precedes the first is ignored.
Result<Form> parse_multipart(std::string_view boundary, std::string_view body, const FormLimits& limits) {
    if (boundary.empty() || boundary.size() > 70) return refuse(rules::bad_form);
    const auto line = "\r\n--" + std::string(boundary);
    const auto first = std::string_view(line).substr(2);
    auto at = body.starts_with(first) ? 0 : body.find(line);
    if (at == body.npos) return refuse(rules::bad_form);
    if (!body.starts_with(first)) at += 2;
    at += first.size();
    Form form;
    while (!body.substr(at).starts_with("--")) {
        const auto start = body.find("\r\n", at);
        if (start == body.npos || !trim(body.substr(at, start - at)).empty()) return refuse(rules::bad_form);
        // From start, not behind it: a part may be empty and share its line end with the next boundary.
        const auto end = body.find(line, start);
        if (end == body.npos || end < start + 2) return refuse(rules::bad_form);
        GEZHI_CHECK(add_part(form, body.substr(start + 2, end - start - 2), limits));
        at = end + line.size();
    }
    return form;
}

} // namespace

std::optional<std::string_view> Form::value(std::string_view name) const {
    for (const auto& [key, field] : fields)
        if (key == name) return field;
    return std::nullopt;
}

Result<Form> parse_form(const Request& request, const FormLimits& limits) {
    return parse_form(request.header("content-type").value_or(""), request.body, limits);
}

Result<Form> parse_form(std::string_view content_type, std::string_view body, const FormLimits& limits) {
    const auto type = lower_ascii(trim(content_type.substr(0, content_type.find(';'))));
    if (type == "application/x-www-form-urlencoded") return parse_urlencoded(body, limits);
    if (type != "multipart/form-data") return refuse(rules::not_a_form);
    const auto boundary = parameter(content_type, "boundary");
    if (!boundary) return refuse(rules::bad_form);
    return parse_multipart(*boundary, body, limits);
}

} // namespace gezhi::http
