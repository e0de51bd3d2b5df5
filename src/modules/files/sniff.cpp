#include "modules/files/sniff.hpp"

#include <algorithm>

namespace gezhi::files {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t brands_max = 16; // of an ISO base media file's first box

// ISO/IEC 23008-12: still pictures coded with HEVC. AVIF is another decoder's matter and is not taken.
constexpr std::array heic_brands{"heic"sv, "heix"sv, "heim"sv, "heis"sv};
// What phones write as major brand while the pictures inside are HEVC all the same.
constexpr std::array open_brands{"mif1"sv, "msf1"sv};

bool among(const auto& brands, std::string_view brand) {
    return std::find(brands.begin(), brands.end(), brand) != brands.end();
}

// `ftyp` box: size, name, major brand, version, compatible brands.
bool is_heic(std::string_view bytes) {
    if (bytes.size() < 16 || bytes.substr(4, 4) != "ftyp") return false;
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) size = size << 8U | static_cast<unsigned char>(bytes[i]);
    if (size < 16 || size > 16 + 4 * brands_max || size > bytes.size()) return false;
    if (among(heic_brands, bytes.substr(8, 4))) return true;
    if (!among(open_brands, bytes.substr(8, 4))) return false;
    for (std::size_t at = 16; at + 4 <= size; at += 4)
        if (among(heic_brands, bytes.substr(at, 4))) return true;
    return false;
}

} // namespace

std::string_view media_type(Type type) {
    switch (type) {
    case Type::jpeg:
        return "image/jpeg";
    case Type::png:
        return "image/png";
    case Type::webp:
        return "image/webp";
    case Type::heic:
        return "image/heic";
    }
    return {};
}

std::optional<Type> recognise(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Type::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Type::png;
    if (bytes.size() >= 16 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 7) == "WEBPVP8"sv)
        return Type::webp;
    if (is_heic(bytes)) return Type::heic;
    return std::nullopt;
}

} // namespace gezhi::files
