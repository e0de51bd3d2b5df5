#pragma once
// Chance from a seed: SplitMix64 (Steele, Lea, Flood 2014). The same seed gives the same street, on every
// machine and database; nothing here asks for the time or the system's random source. Never for ids or
// secrets, which come from the mint.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gezhi::apps {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}

    std::uint64_t word() {
        auto z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

    // 0 … n-1; n is at least 1.
    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(word() % static_cast<std::uint64_t>(n));
    }

    // A place in a list that has n.
    std::size_t index(std::size_t n) { return static_cast<std::size_t>(word() % n); }

    std::int64_t between(std::int64_t least, std::int64_t most) { return least + below(most - least + 1); }

    bool percent(std::int64_t n) { return below(100) < n; }

    template <class T>
    const T& one_of(const std::vector<T>& list) {
        return list[index(list.size())];
    }

private:
    std::uint64_t state_;
};

} // namespace gezhi::apps
