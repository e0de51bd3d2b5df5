#include "geo/near.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

namespace gezhi::geo {

namespace {

// A row is 2^14 units of 1e-7 degree high (182 m), a block 2^16 wide (624 m at 31 degrees). From the highest
// bit: row 10, block 9, category 15, then the place within the block: latitude 14, longitude 16. So what a
// question for one category wants lies together, and what a question for all wants is little more.
constexpr int lat_bits = 14;
constexpr int lon_bits = 16;
constexpr std::int64_t rows = 1 << 10;
constexpr std::int64_t blocks = 1 << 9;
constexpr std::int64_t lat_units = rows << lat_bits;
constexpr std::int64_t lon_units = blocks << lon_bits;
constexpr int category_shift = lat_bits + lon_bits;
constexpr int block_shift = category_shift + 15;
constexpr int row_shift = block_shift + 9;
constexpr std::uint64_t place_mask = (std::uint64_t{1} << category_shift) - 1;
constexpr std::size_t chunk_max = 128;
constexpr double metres_per_unit = 6371008.8 * std::numbers::pi / 180.0 / 1e7;

struct Place { // counted from the south-west corner of what is known
    std::int64_t lat{0};
    std::int64_t lon{0};
};

Place place_of(Point at, Point origin) {
    return {std::int64_t{at.lat_e7} - origin.lat_e7 + lat_units / 2,
            std::int64_t{at.lon_e7} - origin.lon_e7 + lon_units / 2};
}

std::uint64_t first_of(std::int64_t row, std::int64_t block, std::uint64_t category) {
    return (static_cast<std::uint64_t>(row) << row_shift) |
           (static_cast<std::uint64_t>(block) << block_shift) | (category << category_shift);
}

std::uint64_t last_of(std::int64_t row, std::int64_t block, std::uint64_t category) {
    return first_of(row, block, category) | place_mask;
}

std::optional<std::uint64_t> key_of(Point at, Point origin, std::uint16_t category) {
    const auto [lat, lon] = place_of(at, origin);
    if (lat < 0 || lon < 0 || lat >= lat_units || lon >= lon_units || category > Near::category_max)
        return std::nullopt;
    const auto within = ((lat % (1 << lat_bits)) << lon_bits) | (lon % (1 << lon_bits));
    return first_of(lat >> lat_bits, lon >> lon_bits, category) | static_cast<std::uint64_t>(within);
}

Point point_of(std::uint64_t key, Point origin) {
    const auto part = [key](int shift, int bits) {
        return static_cast<std::int64_t>((key >> shift) & ((std::uint64_t{1} << bits) - 1));
    };
    const auto lat =
        (part(row_shift, 10) << lat_bits) + part(lon_bits, lat_bits) - lat_units / 2 + origin.lat_e7;
    const auto lon = (part(block_shift, 9) << lon_bits) + part(0, lon_bits) - lon_units / 2 + origin.lon_e7;
    return {static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
}

std::uint16_t category_of(std::uint64_t key) {
    return static_cast<std::uint16_t>((key >> category_shift) & Near::category_max);
}

struct Window {
    std::int64_t first_row{0};
    std::int64_t last_row{0};
    std::int64_t first_block{0};
    std::int64_t last_block{0};
};

Window window_of(Place at, double radius_units, double narrow) {
    const auto reach_lat = static_cast<std::int64_t>(std::ceil(radius_units)) + 1;
    const auto reach_lon = static_cast<std::int64_t>(std::ceil(radius_units / std::max(narrow, 0.01))) + 1;
    const auto row = [](std::int64_t lat) { return std::clamp(lat >> lat_bits, std::int64_t{0}, rows - 1); };
    const auto block = [](std::int64_t lon) {
        return std::clamp(lon >> lon_bits, std::int64_t{0}, blocks - 1);
    };
    return {row(at.lat - reach_lat), row(at.lat + reach_lat), block(at.lon - reach_lon),
            block(at.lon + reach_lon)};
}

// The place of the first key not less; without a branch that is hard to foresee.
std::size_t lower(const std::vector<std::uint64_t>& keys, std::uint64_t key) {
    const auto* base = keys.data();
    std::size_t count = keys.size();
    while (count > 1) {
        const std::size_t half = count / 2;
        base += base[half - 1] < key ? half : 0;
        count -= half;
    }
    return static_cast<std::size_t>(base - keys.data()) + (count == 1 && *base < key ? 1 : 0);
}

template <class List>
auto at(List& list, std::size_t place) {
    return list.begin() + static_cast<std::ptrdiff_t>(place);
}

} // namespace

// Entries of one key (one place, one category, many cases) may fill several chunks.
Near::Spot Near::spot_of(std::uint64_t key, const Bits128& id) const {
    auto chunk = lower(firsts_, key);
    if (chunk > 0) --chunk;
    while (chunk + 1 < chunks_.size() &&
           std::pair(firsts_[chunk + 1], chunks_[chunk + 1].ids.front()) <= std::pair(key, id))
        ++chunk;
    const auto& [keys, ids] = chunks_[chunk];
    auto entry = lower(keys, key);
    while (entry < keys.size() && keys[entry] == key && ids[entry] < id) ++entry;
    return {chunk, entry};
}

bool Near::insert(const Bits128& id, std::uint16_t category, Point at_point) {
    const auto key = key_of(at_point, origin_, category);
    if (!key) return false;
    if (chunks_.empty()) {
        firsts_.push_back(*key);
        chunks_.emplace_back();
    }
    auto spot = spot_of(*key, id);
    if (chunks_[spot.chunk].keys.size() == chunk_max) {
        split(spot.chunk);
        spot = spot_of(*key, id);
    }
    auto& [keys, ids] = chunks_[spot.chunk];
    if (spot.entry < keys.size() && keys[spot.entry] == *key && ids[spot.entry] == id) return false;
    keys.insert(at(keys, spot.entry), *key);
    ids.insert(at(ids, spot.entry), id);
    firsts_[spot.chunk] = keys.front();
    ++size_;
    return true;
}

bool Near::erase(const Bits128& id, std::uint16_t category, Point at_point) {
    const auto key = key_of(at_point, origin_, category);
    if (!key || chunks_.empty()) return false;
    const auto spot = spot_of(*key, id);
    auto& [keys, ids] = chunks_[spot.chunk];
    if (spot.entry == keys.size() || keys[spot.entry] != *key || ids[spot.entry] != id) return false;
    keys.erase(at(keys, spot.entry));
    ids.erase(at(ids, spot.entry));
    --size_;
    if (!keys.empty()) firsts_[spot.chunk] = keys.front();
    if (keys.size() <= chunk_max / 4) unite(spot.chunk);
    return true;
}

void Near::split(std::size_t chunk) {
    auto& [keys, ids] = chunks_[chunk];
    constexpr std::size_t half = chunk_max / 2;
    Chunk upper{{at(keys, half), keys.end()}, {at(ids, half), ids.end()}};
    keys.resize(half);
    ids.resize(half);
    firsts_.insert(at(firsts_, chunk + 1), upper.keys.front());
    chunks_.insert(at(chunks_, chunk + 1), std::move(upper));
}

// A chunk grown small goes into the one before it when there is room, or is dropped when empty.
void Near::unite(std::size_t chunk) {
    auto& [keys, ids] = chunks_[chunk];
    if (!keys.empty()) {
        if (chunk == 0 || chunks_[chunk - 1].keys.size() + keys.size() > chunk_max / 2) return;
        auto& before = chunks_[chunk - 1];
        before.keys.insert(before.keys.end(), keys.begin(), keys.end());
        before.ids.insert(before.ids.end(), ids.begin(), ids.end());
    }
    chunks_.erase(at(chunks_, chunk));
    firsts_.erase(at(firsts_, chunk));
}

// Where the range begins; its keys are sent for, so that several ranges wait for memory together.
Near::Range Near::range(std::uint64_t low, std::uint64_t high) const {
    auto chunk = lower(firsts_, low);
    if (chunk > 0) --chunk; // the one before may reach into it
    if (chunk < chunks_.size()) {
        const auto& keys = chunks_[chunk].keys;
        constexpr std::size_t line = 64 / sizeof(keys[0]);
        for (std::size_t i = 0; i < keys.size(); i += line) __builtin_prefetch(&keys[i]);
    }
    return {low, high, chunk};
}

// Calls each(key, id) for keys from low to high, both included.
template <class Each>
void Near::between(const Range& range, Each each) const {
    for (auto chunk = range.chunk; chunk < chunks_.size() && firsts_[chunk] <= range.high; ++chunk) {
        const auto& [keys, ids] = chunks_[chunk];
        for (auto entry = lower(keys, range.low); entry < keys.size(); ++entry) {
            if (keys[entry] > range.high) return;
            each(keys[entry], ids[entry]);
        }
    }
}

std::vector<Near::Hit> Near::find(const Query& query) const {
    const double radius = std::clamp(query.radius_m, 0.0, radius_m_max);
    const double narrow = std::cos(query.at.lat() * std::numbers::pi / 180);
    const auto window = window_of(place_of(query.at, origin_), radius / metres_per_unit, narrow);
    std::vector<Hit> hits;
    const auto take = [&](std::uint64_t key, const Bits128& id) {
        const Point there = point_of(key, origin_);
        const double y = (static_cast<double>(there.lat_e7) - query.at.lat_e7) * metres_per_unit;
        const double x = (static_cast<double>(there.lon_e7) - query.at.lon_e7) * metres_per_unit * narrow;
        const double square = x * x + y * y;
        if (square <= radius * radius) hits.push_back({id, category_of(key), there, std::sqrt(square)});
    };
    std::array<Range, 8> ranges; // asked for together
    std::size_t count = 0;
    const auto walk = [&] {
        for (std::size_t i = 0; i < count; ++i) between(ranges[i], take);
        count = 0;
    };
    const auto add = [&](std::uint64_t low, std::uint64_t high) {
        if (count == ranges.size()) walk();
        ranges[count++] = range(low, high);
    };
    for (auto row = window.first_row; row <= window.last_row; ++row) {
        if (query.category == any) { // blocks side by side follow each other
            add(first_of(row, window.first_block, 0), last_of(row, window.last_block, category_max));
            continue;
        }
        for (auto block = window.first_block; block <= window.last_block; ++block)
            add(first_of(row, block, query.category), last_of(row, block, query.category));
    }
    walk();
    const auto nearer = [](const Hit& a, const Hit& b) {
        return a.distance_m != b.distance_m ? a.distance_m < b.distance_m : a.id < b.id;
    };
    const auto most = std::min(query.most, hits.size());
    std::ranges::partial_sort(hits, at(hits, most), nearer);
    hits.resize(most);
    return hits;
}

std::size_t Near::bytes() const {
    std::size_t sum = firsts_.capacity() * sizeof(std::uint64_t) + chunks_.capacity() * sizeof(Chunk);
    for (const auto& [keys, ids] : chunks_)
        sum += keys.capacity() * sizeof(std::uint64_t) + ids.capacity() * sizeof(Bits128);
    return sum;
}

} // namespace gezhi::geo
