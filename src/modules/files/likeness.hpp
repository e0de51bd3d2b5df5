#pragma once
// Whether two photos show the same: a difference hash (dHash: Neal Krawetz, "Kind of Like That", 2013; rows
// and columns as in Ben Hoyt's `dhash`, 2017) of 128 bits over a grey picture of 9 × 9. It stands scaling,
// compression and a little light; it does not stand cropping or turning, and never says that two are one for
// certain. Pure.

#include <array>
#include <cstdint>
#include <vector>

namespace gezhi::files {

struct Likeness {
    std::uint64_t across{0}; // a bit for each step to the right that grows lighter
    std::uint64_t down{0};

    bool operator==(const Likeness&) const = default;
};

constexpr std::size_t likeness_side = 9;
using Grey = std::array<std::uint8_t, likeness_side * likeness_side>; // rows from the top

// A step of fewer shades than this is noise of the camera or the coder.
constexpr int shade_step_min = 3;
// With so few steps there is nothing to be recognised: a wall, a night, fog.
constexpr int steps_min = 12;
// Two photos of so many different bits or fewer are shown as alike. One below the number of bands, so that
// two alike ones have a band in common (multi-index hashing: Norouzi, Punjani, Fleet, 2012).
constexpr int near_bits_max = 7;
constexpr std::int64_t bands = 8; // of 16 bits

Likeness likeness_of(const Grey& grey);
int distance(const Likeness& one, const Likeness& other);
bool says_something(const Likeness& one);
// For looking up: band × 65536 + value. Empty bands are left out, they would find half the street.
std::vector<std::int64_t> band_keys(const Likeness& one);

} // namespace gezhi::files
