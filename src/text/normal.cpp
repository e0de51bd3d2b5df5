#include "text/normal.hpp"

#include "base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <cstdint>

namespace gezhi::text {

namespace {

// Browsers send the line ends of a textarea as CR LF (HTML, "normalize newlines" of form submission).
void join_line_ends(std::string& text) {
    if (text.find('\r') == text.npos) return;
    std::string joined;
    joined.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        joined += text[i];
    }
    text = std::move(joined);
}

// C0 but newline, DEL, and C1 (U+0080 to U+009F, two bytes from C2 80 to C2 9F).
bool has_control(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte < 0x20 && byte != '\n') || byte == 0x7F) return true;
        if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
            return true;
    }
    return false;
}

bool ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

Result<std::string> clean(std::string text) {
    if (!valid_utf8(text)) return refuse(rules::not_utf8);
    join_line_ends(text);
    if (has_control(text)) return refuse(rules::control_character);
    if (ascii(text)) return text;
    UErrorCode fault = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(fault);
    require(U_SUCCESS(fault) != 0 && nfc != nullptr, "ICU has its NFC data");
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    if (nfc->isNormalizedUTF8(piece, fault) && U_SUCCESS(fault)) return text;
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal);
    fault = U_ZERO_ERROR;
    nfc->normalizeUTF8(0, piece, sink, nullptr, fault);
    if (U_FAILURE(fault)) return refuse(rules::not_utf8);
    return normal;
}

} // namespace gezhi::text
