#pragma once
// The words of the room: a picture kept as evidence, and what is refused. A file is no stream: it is a side
// row, sealed bytes on the disk, and the name a command gives it. Holds no position, camera or author: what
// could tell of them is taken out before the picture is kept.

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>

#include <array>
#include <string>
#include <string_view>

namespace gezhi::files {

enum class Type : std::uint8_t { jpeg, png, webp };
BOOST_DESCRIBE_ENUM(Type, jpeg, png, webp)

std::string_view media_type(Type type); // "image/jpeg"

// ---- limits

constexpr std::size_t picture_bytes_max = 12 * 1024 * 1024;
constexpr std::int64_t picture_side_max = 20'000;
constexpr std::int64_t picture_pixels_max = 120'000'000; // what a phone of today takes at most
constexpr std::int64_t unnamed_us_max = us_per_day;      // then a file that no command named is swept

// ---- rule book

namespace rules {
inline constexpr Rule not_a_picture{"files/not-a-picture", Kind::invalid,
                                    "The bytes are neither JPEG nor PNG nor WebP"};
inline constexpr Rule wrong_type{"files/wrong-type", Kind::invalid,
                                 "The bytes are another type than was said"};
inline constexpr Rule cut_off{"files/cut-off", Kind::invalid,
                              "The picture ends too early or is damaged inside"};
inline constexpr Rule too_large{"files/too-large", Kind::limit, "The picture has too many bytes"};
inline constexpr Rule too_many_pixels{"files/too-many-pixels", Kind::limit,
                                      "The picture has too many pixels"};
inline constexpr Rule missing{"files/missing", Kind::missing,
                              "There is no such picture, or the asker may not see its case"};
inline constexpr Rule not_kept{"files/not-kept", Kind::unavailable, "The disk did not take the picture"};
inline constexpr Rule damaged{"files/damaged", Kind::internal,
                              "The picture's bytes on the disk are missing or not the ones that were kept"};
inline constexpr Rule not_staff{"files/not-staff", Kind::denied,
                                "A picture without a form is kept for people with a post"};
} // namespace rules

} // namespace gezhi::files
