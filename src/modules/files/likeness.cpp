#include "modules/files/likeness.hpp"

#include <bit>

namespace gezhi::files {

Likeness likeness_of(const Grey& grey) {
    constexpr auto side = likeness_side;
    Likeness made;
    for (std::size_t y = 0; y + 1 < side; ++y)
        for (std::size_t x = 0; x + 1 < side; ++x) {
            const int here = grey[y * side + x];
            const int right = grey[y * side + x + 1];
            const int below = grey[(y + 1) * side + x];
            made.across = made.across << 1U | static_cast<std::uint64_t>(right - here >= shade_step_min);
            made.down = made.down << 1U | static_cast<std::uint64_t>(below - here >= shade_step_min);
        }
    return made;
}

int distance(const Likeness& one, const Likeness& other) {
    return std::popcount(one.across ^ other.across) + std::popcount(one.down ^ other.down);
}

bool says_something(const Likeness& one) {
    return std::popcount(one.across) + std::popcount(one.down) >= steps_min;
}

std::vector<std::int64_t> band_keys(const Likeness& one) {
    std::vector<std::int64_t> keys;
    for (std::int64_t band = 0; band < bands; ++band) {
        const auto half = band < bands / 2 ? one.across : one.down;
        const auto value = half >> static_cast<unsigned>(16 * (band % (bands / 2))) & 0xFFFFU;
        if (value != 0) keys.push_back(band * 65536 + static_cast<std::int64_t>(value));
    }
    return keys;
}

} // namespace gezhi::files
