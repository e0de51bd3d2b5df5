#pragma once
// What a picture is, by its own bytes, and the same picture without what tells of its maker: EXIF (position,
// camera, time), XMP, comments, previews, anything behind the end. Pure. The pixels stay as they were sent;
// the way a JPEG is to be turned stays too.

#include "modules/files/model.hpp"

#include <optional>

namespace gezhi::files {

struct Picture {
    Type type{Type::jpeg};
    std::int64_t width{0};
    std::int64_t height{0};
    std::string bytes{};
};

// By the first bytes only.
std::optional<Type> recognise(std::string_view bytes);
// Walks the whole structure: a picture that is cut off or whose checksums fail is refused.
Result<Picture> clean(std::string_view bytes);

namespace detail {
Result<Picture> clean_jpeg(std::string_view bytes);
Result<Picture> clean_png(std::string_view bytes);
Result<Picture> clean_webp(std::string_view bytes);
std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size); // within the bytes
std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size);
std::uint32_t crc32(std::string_view bytes); // of PNG (ISO 3309)
} // namespace detail

} // namespace gezhi::files
