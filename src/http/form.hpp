#pragma once
// Forms as browsers send them: application/x-www-form-urlencoded and multipart/form-data (RFC 7578). Promises
// that field values are clean text (text::clean) and that no limit is exceeded; never writes a file.

#include "http/message.hpp"

namespace gezhi::http {

struct FormLimits {
    std::size_t fields_max{200};
    std::size_t files_max{10};
    std::size_t field_bytes_max{64 * 1024};
    std::size_t name_bytes_max{200};
    std::size_t part_header_bytes_max{4 * 1024};
};

struct FilePart {
    std::string field;
    std::string file_name; // what the browser said; only ever shown, never used as a path
    std::string content_type;
    std::string bytes;
};

struct Form {
    Pairs fields{};
    std::vector<FilePart> files{}; // an empty file input is left out

    std::optional<std::string_view> value(std::string_view name) const;
};

Result<Form> parse_form(const Request& request, const FormLimits& limits = {});
// The same without a request, as the fuzz target calls it.
Result<Form> parse_form(std::string_view content_type, std::string_view body, const FormLimits& limits = {});

} // namespace gezhi::http
