#pragma once
// What goes through the two pipes of the picture process: one line of JSON, then bytes. Both sides read the
// other's words within limits; the server trusts nothing that comes back but numbers it has checked.

#include "modules/files/likeness.hpp"
#include "modules/files/model.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

namespace gezhi::files {

// What the camera wrote beside the picture: a hint, never a condition.
struct Hint {
    std::optional<Instant> taken_at{};
    std::optional<std::int64_t> lat_e7{}; // WGS84, as phones write it
    std::optional<std::int64_t> lon_e7{};

    bool empty() const { return !taken_at && !lat_e7; }

    bool operator==(const Hint&) const = default;
};
BOOST_DESCRIBE_STRUCT(Hint, (), (taken_at, lat_e7, lon_e7))

namespace pipe {

constexpr std::size_t line_bytes_max = 256 * 1024; // the strokes of a brush
constexpr std::size_t made_bytes_max = 24 * 1024 * 1024;

enum class Work : std::uint8_t { keep, wipe };
BOOST_DESCRIBE_ENUM(Work, keep, wipe)

struct Question {
    Work work{Work::keep};
    std::int64_t bytes{0};
    std::vector<Stroke> strokes{};
};
BOOST_DESCRIBE_STRUCT(Question, (), (work, bytes, strokes))

struct Answer {
    std::string refused{}; // code of a rule of this room; empty: done
    Type type{Type::jpeg};
    std::int64_t width{0};
    std::int64_t height{0};
    std::int64_t picture{0}; // bytes that follow
    std::int64_t thumb{0};   // bytes that follow those
    std::int64_t across{0};  // the bits of the likeness
    std::int64_t down{0};
    Hint hint{};
};
BOOST_DESCRIBE_STRUCT(Answer, (), (refused, type, width, height, picture, thumb, across, down, hint))

} // namespace pipe

} // namespace gezhi::files
