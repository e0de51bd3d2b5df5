#include "base/text.hpp"
#include "http/form.hpp"

// The first line is the content type, the rest the body. Whatever comes, fields are clean text within the
// limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto line = input.substr(0, input.find('\n'));
    const auto body = line.size() < input.size() ? input.substr(line.size() + 1) : std::string_view();
    const gezhi::http::FormLimits limits;
    const auto form = gezhi::http::parse_form(line, body, limits);
    if (!form) return 0;
    gezhi::require(form->fields.size() <= limits.fields_max && form->files.size() <= limits.files_max,
                   "limits hold");
    for (const auto& [name, value] : form->fields)
        gezhi::require(gezhi::valid_utf8(name) && gezhi::valid_utf8(value) &&
                           value.find('\0') == value.npos && value.size() <= 4 * limits.field_bytes_max,
                       "fields are clean");
    for (const auto& file : form->files)
        gezhi::require(gezhi::valid_utf8(file.field) && file.bytes.size() <= body.size(),
                       "files are pieces of the body");
    return 0;
}
