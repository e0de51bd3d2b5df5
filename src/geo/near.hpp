#pragma once
// Open cases by place: which of them lie within a radius of a point. Twenty-four bytes for each: position,
// category and cell are packed into one word, the id is the other two. Insert and erase at any time (one
// writer; the caller locks). Promises the exact answer on the plane of the point asked, nearest first. Knows
// positions within 0.8 degree north or south and 1.6 degrees east or west of its origin; others are not
// taken.

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
    struct Entry {
        std::uint64_t key{0}; // row, column, category, place within the cell
        Bits128 id{};

        auto operator<=>(const Entry&) const = default;
    };

    struct Spot {
        std::size_t chunk{0};
        std::size_t entry{0};
    };

    struct Columns {
        std::int64_t first{0};
        std::int64_t last{0};
    };

    std::size_t chunk_for(const Entry& entry) const;
    void split(std::size_t place);
    void unite(std::size_t place);
    void seek(Spot& spot, std::uint64_t key) const;
    void settle(Spot& spot) const; // from behind the end of a chunk to the next one
    template <class Each>
    void walk(std::int64_t row, Columns columns, std::uint16_t category, Each each) const;

    Point origin_;
    std::vector<std::uint64_t> firsts_{};      // first key of each chunk
    std::vector<std::vector<Entry>> chunks_{}; // sorted, none empty
    std::size_t size_{0};
};

} // namespace gezhi::geo
