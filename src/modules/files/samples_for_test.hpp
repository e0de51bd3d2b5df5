#pragma once
// Small pictures made byte by byte, with the things a phone adds. For tests only.

#include "modules/files/picture.hpp"

namespace gezhi::files::samples {

inline std::string big(std::uint64_t value, std::size_t size) {
    std::string text;
    for (std::size_t i = size; i > 0; --i) text += static_cast<char>(value >> (8 * (i - 1)) & 0xFFU);
    return text;
}

inline std::string segment(unsigned char marker, const std::string& content) {
    return std::string("\xFF") + static_cast<char>(marker) + big(content.size() + 2, 2) + content;
}

// EXIF of one directory: make, orientation, and a pointer to GPS as phones write it.
inline std::string exif(int orientation) {
    const auto entry = [](int tag, int type, std::uint64_t value) {
        return big(static_cast<std::uint64_t>(tag), 2) + big(static_cast<std::uint64_t>(type), 2) +
               big(1, 4) + (type == 3 ? big(value, 2) + big(0, 2) : big(value, 4));
    };
    return std::string("Exif\0\0MM\0\x2A", 10) + big(8, 4) + big(3, 2) + entry(271, 4, 99) +
           entry(274, 3, static_cast<std::uint64_t>(orientation)) + entry(34853, 4, 50) + big(0, 4) +
           "GPS 31.2123 121.4001";
}

inline std::string jpeg(int orientation = 6) {
    const std::string frame =
        std::string("\x08", 1) + big(48, 2) + big(64, 2) + std::string("\x01\x11\x00", 3);
    return "\xFF\xD8" + segment(0xE0, std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14)) +
           segment(0xE1, exif(orientation)) + segment(0xE1, "http://ns.adobe.com/xap/1.0/ author") +
           segment(0xE2, std::string("ICC_PROFILE\0", 12) + "colour") + segment(0xE2, "MPF preview") +
           segment(0xFE, "made by a phone") + segment(0xDB, std::string(65, '\1')) + segment(0xC0, frame) +
           segment(0xDA, std::string("\1\1\0\0\x3F\0", 6)) +
           std::string("ab\xFF\x00"
                       "cd\xFF\xD0"
                       "ef",
                       10) +
           "\xFF\xD9" + "a video behind the end";
}

inline std::string chunk(const std::string& name, const std::string& content) {
    return big(content.size(), 4) + name + content + big(detail::crc32(name + content), 4);
}

inline std::string png() {
    return "\x89PNG\r\n\x1A\n" + chunk("IHDR", big(5, 4) + big(7, 4) + std::string("\x08\x02\0\0\0", 5)) +
           chunk("tEXt", std::string("Author\0somebody", 15)) + chunk("eXIf", "MM GPS") +
           chunk("IDAT", "pixels") + chunk("tIME", std::string(7, '\1')) + chunk("IEND", "") + "behind";
}

inline std::string little(std::uint64_t value, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
    return text;
}

inline std::string riff(const std::string& name, const std::string& content) {
    return name + little(content.size(), 4) + content + (content.size() % 2 != 0 ? std::string(1, '\0') : "");
}

inline std::string webp() {
    const auto body =
        "WEBP" + riff("VP8X", little(0x0C, 4) + little(9, 3) + little(19, 3)) +
        riff("VP8 ", std::string("\0\0\0\x9D\x01\x2A", 6) + little(10, 2) + little(20, 2) + "pixels!") +
        riff("EXIF", "GPS") + riff("XMP ", "author");
    return "RIFF" + little(body.size(), 4) + body + "behind";
}

} // namespace gezhi::files::samples
