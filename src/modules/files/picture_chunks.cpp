// PNG (ISO/IEC 15948) and WebP (RFC 9649): both are lists of named chunks. Kept are pixels, palette, colour;
// texts, times, EXIF, XMP and everything unknown is left behind.

#include "modules/files/picture.hpp"

#include <algorithm>

namespace gezhi::files::detail {

namespace {

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string little(std::uint64_t value) {
    std::string four;
    for (unsigned shift = 0; shift < 32; shift += 8) four += static_cast<char>(value >> shift & 0xFFU);
    return four;
}

// Where a WebP chunk of pixels says its size; nothing when it is no such chunk or damaged.
std::optional<std::pair<std::int64_t, std::int64_t>> webp_size(std::string_view name,
                                                               std::string_view content) {
    const auto pair = [](std::uint64_t width, std::uint64_t height) {
        return std::pair(static_cast<std::int64_t>(width), static_cast<std::int64_t>(height));
    };
    if (name == "VP8X" && content.size() >= 10)
        return pair(little_endian(content, 4, 3) + 1, little_endian(content, 7, 3) + 1);
    if (name == "VP8 " && content.size() >= 10 && content.substr(3, 3) == "\x9D\x01\x2A")
        return pair(little_endian(content, 6, 2) & 0x3FFFU, little_endian(content, 8, 2) & 0x3FFFU);
    if (name == "VP8L" && content.size() >= 5 && content[0] == '\x2F') {
        const auto bits = little_endian(content, 1, 4);
        return pair((bits & 0x3FFFU) + 1, (bits >> 14U & 0x3FFFU) + 1);
    }
    return std::nullopt;
}

} // namespace

Result<Picture> clean_png(std::string_view bytes) {
    Picture picture{Type::png, 0, 0, std::string(bytes.substr(0, 8))};
    bool pixels = false;
    for (std::size_t at = 8;;) {
        if (at + 12 > bytes.size()) return refuse(rules::cut_off);
        const auto length = big_endian(bytes, at, 4);
        if (length > bytes.size() || at + 12 + length > bytes.size()) return refuse(rules::cut_off);
        const auto name = bytes.substr(at + 4, 4);
        if (crc32(bytes.substr(at + 4, length + 4)) != big_endian(bytes, at + 8 + length, 4))
            return refuse(rules::cut_off);
        if ((at == 8) != (name == "IHDR")) return refuse(rules::cut_off);
        if (name == "IHDR") {
            if (length != 13) return refuse(rules::cut_off);
            picture.width = static_cast<std::int64_t>(big_endian(bytes, at + 8, 4));
            picture.height = static_cast<std::int64_t>(big_endian(bytes, at + 12, 4));
        }
        pixels = pixels || (name == "IDAT" && length > 0);
        if (is_one_of(name, {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT",
                             "bKGD", "pHYs"}))
            picture.bytes += bytes.substr(at, length + 12);
        at += length + 12;
        if (name == "IEND") break;
    }
    if (!pixels) return refuse(rules::cut_off);
    return picture;
}

Result<Picture> clean_webp(std::string_view bytes) {
    const auto whole = little_endian(bytes, 4, 4) + 8;
    if (whole > bytes.size() || whole < 12) return refuse(rules::cut_off);
    Picture picture{Type::webp, 0, 0, {}};
    bool pixels = false;
    std::string body = "WEBP";
    for (std::size_t at = 12; at < whole;) {
        if (at + 8 > whole) return refuse(rules::cut_off);
        const auto name = bytes.substr(at, 4);
        const auto length = little_endian(bytes, at + 4, 4);
        const auto padded = length + length % 2;
        if (at + 8 + length > whole) return refuse(rules::cut_off);
        const auto content = bytes.substr(at + 8, length);
        if (const auto size = webp_size(name, content); size && picture.width == 0)
            std::tie(picture.width, picture.height) = *size;
        pixels = pixels || is_one_of(name, {"VP8 ", "VP8L", "ANMF"});
        if (is_one_of(name, {"VP8X", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"})) {
            const auto place = body.size();
            body += bytes.substr(at, 8 + length);
            if (length % 2 != 0) body += '\0';
            if (name == "VP8X" && length >= 1) // neither EXIF (0x08) nor XMP (0x04) any more
                body[place + 8] = static_cast<char>(static_cast<unsigned char>(body[place + 8]) & 0xF3U);
        }
        at += 8 + padded;
    }
    if (!pixels) return refuse(rules::cut_off);
    picture.bytes = "RIFF" + little(body.size()) + body;
    return picture;
}

} // namespace gezhi::files::detail
