#pragma once
// The words of the room: a picture or a voice message kept as evidence, how large, how long, and what is
// refused. A kept file is no stream: it is a side row, sealed bytes on the disk, and the name a command gives
// it. What is published of a case is a stream (model_album.hpp). Holds no position, camera or author.

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

#include <boost/describe.hpp>

#include <array>
#include <string>
#include <string_view>

namespace gezhi::files {

// What may be sent. Of a picture a JPEG is kept; a voice message is kept as it came.
enum class Type : std::uint8_t { jpeg, png, webp, heic, m4a, mp3, aac, ogg, wav, webm, amr };
BOOST_DESCRIBE_ENUM(Type, jpeg, png, webp, heic, m4a, mp3, aac, ogg, wav, webm, amr)

std::string_view media_type(Type type); // "image/jpeg", "audio/mp4"

constexpr bool is_voice(Type type) {
    return type >= Type::m4a;
}

// What is kept of what was sent.
constexpr Type kept_type(Type sent) {
    return is_voice(sent) ? sent : Type::jpeg;
}

// One stroke of the brush that wipes, in pixels of the kept picture: a line of this radius, or, without a
// radius, the rectangle between its two corners.
struct Stroke {
    std::int64_t x{0};
    std::int64_t y{0};
    std::int64_t to_x{0};
    std::int64_t to_y{0};
    std::int64_t radius{0};
};
BOOST_DESCRIBE_STRUCT(Stroke, (), (x, y, to_x, to_y, radius))

// ---- limits

constexpr std::size_t picture_bytes_max = 12 * 1024 * 1024;
constexpr std::size_t voice_bytes_max = 8 * 1024 * 1024; // some ten minutes of a phone's recorder
constexpr std::int64_t picture_side_max = 20'000;
constexpr std::int64_t picture_pixels_max = 120'000'000; // what a phone of today takes at most
constexpr int picture_kept_side_max = 2560;              // a number plate across the road still reads
constexpr int kept_quality = 82;                         // of libjpeg's 100
constexpr int thumb_side_max = 360;                      // a phone's width
constexpr int thumb_quality = 70;
constexpr std::int64_t unnamed_us_max = us_per_day; // then a file that no command named is swept
constexpr std::size_t strokes_max = 2000;
constexpr std::int64_t stroke_radius_max = 1000;

// ---- rule book

namespace rules {
inline constexpr Rule not_a_picture{"files/not-a-picture", Kind::invalid,
                                    "The bytes are none of JPEG, PNG, WebP and HEIC"};
inline constexpr Rule not_a_voice{"files/not-a-voice", Kind::invalid,
                                  "The bytes are no sound of a known kind, or a film"};
inline constexpr Rule voice_too_large{"files/voice-too-large", Kind::limit,
                                      "The voice message has too many bytes"};
inline constexpr Rule wrong_type{"files/wrong-type", Kind::invalid,
                                 "The bytes are another type than was said"};
inline constexpr Rule cut_off{"files/cut-off", Kind::invalid,
                              "The picture ends too early or is damaged inside"};
inline constexpr Rule hostile{"files/hostile", Kind::invalid,
                              "The picture was not decoded within the limits of time and memory"};
inline constexpr Rule too_large{"files/too-large", Kind::limit, "The picture has too many bytes"};
inline constexpr Rule too_many_pixels{"files/too-many-pixels", Kind::limit,
                                      "The picture has too many pixels"};
inline constexpr Rule no_decoder{"files/no-decoder", Kind::unavailable,
                                 "The process that decodes pictures does not start"};
inline constexpr Rule busy{"files/busy", Kind::unavailable, "As many pictures as may wait are waiting"};
inline constexpr Rule missing{"files/missing", Kind::missing,
                              "There is no such picture, or the asker may not see its case"};
inline constexpr Rule not_kept{"files/not-kept", Kind::unavailable, "The disk did not take the picture"};
inline constexpr Rule damaged{"files/damaged", Kind::internal,
                              "The picture's bytes on the disk are missing or not the ones that were kept"};
inline constexpr Rule not_staff{"files/not-staff", Kind::denied,
                                "A picture without a form is kept for people with a post"};
} // namespace rules

} // namespace gezhi::files
