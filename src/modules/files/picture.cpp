#include "modules/files/picture.hpp"

namespace gezhi::files {

std::string_view media_type(Type type) {
    switch (type) {
    case Type::jpeg:
        return "image/jpeg";
    case Type::png:
        return "image/png";
    case Type::webp:
        return "image/webp";
    }
    return {};
}

std::optional<Type> recognise(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xD8\xFF")) return Type::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return Type::png;
    if (bytes.size() >= 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return Type::webp;
    return std::nullopt;
}

namespace {

Result<Picture> clean_as(Type type, std::string_view bytes) {
    switch (type) {
    case Type::jpeg:
        return detail::clean_jpeg(bytes);
    case Type::png:
        return detail::clean_png(bytes);
    case Type::webp:
        return detail::clean_webp(bytes);
    }
    return refuse(rules::not_a_picture);
}

} // namespace

Result<Picture> clean(std::string_view bytes) {
    if (bytes.size() > picture_bytes_max)
        return refuse(rules::too_large, {{"limit_mb", std::to_string(picture_bytes_max / 1024 / 1024)}});
    const auto type = recognise(bytes);
    if (!type) return refuse(rules::not_a_picture);
    GEZHI_TRY(picture, clean_as(*type, bytes));
    if (picture.width < 1 || picture.height < 1) return refuse(rules::cut_off);
    if (picture.width > picture_side_max || picture.height > picture_side_max ||
        picture.width * picture.height > picture_pixels_max)
        return refuse(rules::too_many_pixels,
                      {{"limit_megapixels", std::to_string(picture_pixels_max / 1'000'000)}});
    return picture;
}

namespace detail {

std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i > 0; --i)
        value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}

std::uint32_t crc32(std::string_view bytes) {
    static const auto table = [] {
        std::array<std::uint32_t, 256> made{};
        for (std::uint32_t n = 0; n < 256; ++n) {
            std::uint32_t c = n;
            for (int k = 0; k < 8; ++k) c = (c & 1U) != 0 ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
            made[n] = c;
        }
        return made;
    }();
    std::uint32_t c = 0xFFFFFFFFU;
    for (const char byte : bytes) c = table[(c ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (c >> 8U);
    return c ^ 0xFFFFFFFFU;
}

} // namespace detail

} // namespace gezhi::files
