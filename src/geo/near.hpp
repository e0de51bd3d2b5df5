#pragma once
// Open cases by place: which of them lie within a radius of a point. Twenty-four bytes for each: cell,
// category and exact position are packed into one word, the id is the other two. Kept sorted in small chunks,
// so that insert and erase are cheap at any time (one writer; the caller locks). Promises the exact answer on
// the plane of the point asked, nearest first. Knows positions within 0.8 degree north or south and 1.6
// degrees east or west of its origin; others are not taken.

#include "base/id.hpp"
#include "geo/point.hpp"

#include <cstdint>
#include <vector>

namespace gezhi::geo {

class Near {
public:
    static constexpr std::uint16_t any = 0;
    static constexpr std::uint16_t category_max = 32'767;
    static constexpr double radius_m_max = 5'000;

    struct Hit {
        Bits128 id{};
        std::uint16_t category{0};
        Point at{};
        double distance_m{0};
    };

    struct Query {
        Point at{};
        double radius_m{150};
        std::uint16_t category{any};
        std::size_t most{20};
    };

    explicit Near(Point origin) : origin_(origin) {}

    // False when too far, there already, or of a category above the greatest. Category 0 means unknown: only
    // a question for any finds it.
    bool insert(const Bits128& id, std::uint16_t category, Point at);
    bool erase(const Bits128& id, std::uint16_t category, Point at); // false when not there
    std::vector<Hit> find(const Query& query) const;                 // nearest first, then by id

    std::size_t size() const { return size_; }

    std::size_t bytes() const;

private:
    struct Chunk { // sorted by key, then id; never empty
        std::vector<std::uint64_t> keys{};
        std::vector<Bits128> ids{};
    };

    struct Spot {
        std::size_t chunk{0};
        std::size_t entry{0};
    };

    struct Range { // of keys, and the chunk it begins in
        std::uint64_t low{0};
        std::uint64_t high{0};
        std::size_t chunk{0};
    };

    Spot spot_of(std::uint64_t key, const Bits128& id) const; // of the entry, or where it belongs
    void split(std::size_t chunk);
    void unite(std::size_t chunk);
    Range range(std::uint64_t low, std::uint64_t high) const;
    template <class Each>
    void between(const Range& range, Each each) const;

    Point origin_;
    std::vector<std::uint64_t> firsts_{}; // first key of each chunk
    std::vector<Chunk> chunks_{};
    std::size_t size_{0};
};

} // namespace gezhi::geo
