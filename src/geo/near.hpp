#pragma once
// Open cases by place: which of them lie within a radius of a point. Twenty-four bytes for each: position,
// category and cell are packed into one word, the id is the other two. Insert and erase at any time (one
// writer; the caller locks). Promises the exact answer, nearest first. Knows positions within 93 km north or
// south and 80 km or more east or west of its origin; others are not taken.

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

    bool insert(const Bits128& id, std::uint16_t category, Point at); // false when too far or there already
    bool erase(const Bits128& id, std::uint16_t category, Point at);  // false when not there
    std::vector<Hit> find(const Query& query) const;                  // nearest first, then by id

    std::size_t size() const { return size_; }

    std::size_t bytes() const;

private:
    struct Entry {
        std::uint64_t key{0}; // row, column, category, place within the cell
        Bits128 id{};

        auto operator<=>(const Entry&) const = default;
    };

    Point origin_;
    std::vector<std::uint64_t> firsts_{};      // first key of each chunk
    std::vector<std::vector<Entry>> chunks_{}; // sorted, none empty
    std::size_t size_{0};
};

} // namespace gezhi::geo
