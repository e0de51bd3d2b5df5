#include "geo/near.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numbers>
#include <optional>

namespace gezhi::geo {

namespace {

// A cell is 2^14 units of 1e-7 degree high and wide (182 m north to south). From the highest bit: row 10,
// column 11, category 15, then the place within the cell.
constexpr int cell_bits = 14;
constexpr std::int64_t cell_units = std::int64_t{1} << cell_bits;
constexpr std::int64_t rows = 1 << 10;
constexpr std::int64_t columns = 1 << 11;
constexpr int category_shift = 2 * cell_bits;
constexpr int column_shift = category_shift + 15;
constexpr int row_shift = column_shift + 11;
constexpr std::uint64_t place_mask = (std::uint64_t{1} << category_shift) - 1;
constexpr std::size_t chunk_max = 256;
constexpr double metres_per_unit = 6371008.8 * std::numbers::pi / 180.0 / 1e7;

struct Place { // counted from the south-west corner of what is known
    std::int64_t lat{0};
    std::int64_t lon{0};
};

Place place_of(Point at, Point origin) {
    return {std::int64_t{at.lat_e7} - origin.lat_e7 + rows / 2 * cell_units,
            std::int64_t{at.lon_e7} - origin.lon_e7 + columns / 2 * cell_units};
}

std::uint64_t cell_key(std::int64_t row, std::int64_t column, std::uint64_t category) {
    return (static_cast<std::uint64_t>(row) << row_shift) |
           (static_cast<std::uint64_t>(column) << column_shift) | (category << category_shift);
}

std::uint64_t last_of(std::int64_t row, std::int64_t column, std::uint64_t category) {
    return cell_key(row, column, category) | place_mask;
}

std::optional<std::uint64_t> key_of(Point at, Point origin, std::uint16_t category) {
    const auto [lat, lon] = place_of(at, origin);
    if (lat < 0 || lon < 0 || lat >= rows * cell_units || lon >= columns * cell_units) return std::nullopt;
    const auto within = static_cast<std::uint64_t>(((lat % cell_units) << cell_bits) | (lon % cell_units));
    return cell_key(lat / cell_units, lon / cell_units, category) | within;
}

Point point_of(std::uint64_t key, Point origin) {
    const auto row = static_cast<std::int64_t>(key >> row_shift);
    const auto column = static_cast<std::int64_t>(key >> column_shift) % columns;
    const auto within = static_cast<std::int64_t>(key & place_mask);
    const auto lat = row * cell_units + within / cell_units - rows / 2 * cell_units + origin.lat_e7;
    const auto lon = column * cell_units + within % cell_units - columns / 2 * cell_units + origin.lon_e7;
    return {static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
}

std::uint16_t category_of(std::uint64_t key) {
    return static_cast<std::uint16_t>((key >> category_shift) & Near::category_max);
}

struct Window {
    std::int64_t first_row{0};
    std::int64_t last_row{0};
    std::int64_t first_column{0};
    std::int64_t last_column{0};
};

Window window_of(Place at, double lat_units, double lon_units) {
    const auto reach_lat = static_cast<std::int64_t>(std::ceil(lat_units)) + 1;
    const auto reach_lon = static_cast<std::int64_t>(std::ceil(lon_units)) + 1;
    const auto clamped = [](std::int64_t units, std::int64_t count) {
        return std::clamp(units >> cell_bits, std::int64_t{0}, count - 1);
    };
    return {clamped(at.lat - reach_lat, rows), clamped(at.lat + reach_lat, rows),
            clamped(at.lon - reach_lon, columns), clamped(at.lon + reach_lon, columns)};
}

} // namespace

bool Near::insert(const Bits128& id, std::uint16_t category, Point at) {
    const auto key = key_of(at, origin_, category);
    if (!key || category > category_max) return false;
    const Entry entry{*key, id};
    if (chunks_.empty()) {
        firsts_.push_back(*key);
        chunks_.push_back({});
    }
    auto place = chunk_for(entry);
    if (chunks_[place].size() == chunk_max) {
        split(place);
        if (entry >= chunks_[place + 1].front()) ++place;
    }
    auto& chunk = chunks_[place];
    const auto spot = std::ranges::lower_bound(chunk, entry);
    if (spot != chunk.end() && *spot == entry) return false;
    chunk.insert(spot, entry);
    ++size_;
    firsts_[place] = chunk.front().key;
    return true;
}

bool Near::erase(const Bits128& id, std::uint16_t category, Point at) {
    const auto key = key_of(at, origin_, category);
    if (!key || category > category_max || chunks_.empty()) return false;
    const Entry entry{*key, id};
    const auto place = chunk_for(entry);
    auto& chunk = chunks_[place];
    const auto spot = std::ranges::lower_bound(chunk, entry);
    if (spot == chunk.end() || *spot != entry) return false;
    chunk.erase(spot);
    --size_;
    if (!chunk.empty()) firsts_[place] = chunk.front().key;
    if (chunk.size() <= chunk_max / 4) unite(place);
    return true;
}

// A chunk grown small goes into the one before it when there is room, or is dropped when empty.
void Near::unite(std::size_t place) {
    auto& chunk = chunks_[place];
    if (!chunk.empty()) {
        if (place == 0 || chunks_[place - 1].size() + chunk.size() > chunk_max / 2) return;
        auto& before = chunks_[place - 1];
        before.insert(before.end(), chunk.begin(), chunk.end());
    }
    chunks_.erase(chunks_.begin() + static_cast<std::ptrdiff_t>(place));
    firsts_.erase(firsts_.begin() + static_cast<std::ptrdiff_t>(place));
}

// The last chunk that begins at or before the entry; the first one for what lies before all.
std::size_t Near::chunk_for(const Entry& entry) const {
    auto place = static_cast<std::size_t>(std::ranges::upper_bound(firsts_, entry.key) - firsts_.begin());
    if (place > 0) --place;
    // Entries of one key may begin chunks in a row: same place, same category, many cases.
    while (place > 0 && firsts_[place] == entry.key && entry < chunks_[place].front()) --place;
    return place;
}

void Near::split(std::size_t place) {
    auto& chunk = chunks_[place];
    const auto half = chunk.begin() + static_cast<std::ptrdiff_t>(chunk.size() / 2);
    std::vector<Entry> upper;
    upper.reserve(chunk_max);
    upper.assign(half, chunk.end());
    chunk.erase(half, chunk.end());
    const auto next = static_cast<std::ptrdiff_t>(place) + 1;
    firsts_.insert(firsts_.begin() + next, upper.front().key);
    chunks_.insert(chunks_.begin() + next, std::move(upper));
}

// Calls each(entry) for keys from `low` to `high`, both included.
template <class Each>
void Near::between(std::uint64_t low, std::uint64_t high, Each each) const {
    auto place = static_cast<std::size_t>(std::ranges::lower_bound(firsts_, low) - firsts_.begin());
    if (place > 0) --place; // the chunk before may reach into it
    for (; place < chunks_.size() && firsts_[place] <= high; ++place) {
        const auto& chunk = chunks_[place];
        auto entry = std::ranges::lower_bound(chunk, low, {}, &Entry::key);
        for (; entry != chunk.end(); ++entry) {
            if (entry->key > high) return;
            each(*entry);
        }
    }
}

std::vector<Near::Hit> Near::find(const Query& query) const {
    const double radius = std::clamp(query.radius_m, 0.0, radius_m_max);
    const double narrow = std::cos(query.at.lat() * std::numbers::pi / 180);
    const auto window = window_of(place_of(query.at, origin_), radius / metres_per_unit,
                                  radius / metres_per_unit / std::max(narrow, 0.01));
    std::vector<Hit> hits;
    const auto take = [&](const Entry& entry) {
        const Point at = point_of(entry.key, origin_);
        const double y = (static_cast<double>(at.lat_e7) - query.at.lat_e7) * metres_per_unit;
        const double x = (static_cast<double>(at.lon_e7) - query.at.lon_e7) * metres_per_unit * narrow;
        const double square = x * x + y * y;
        if (square <= radius * radius)
            hits.push_back({entry.id, category_of(entry.key), at, std::sqrt(square)});
    };
    for (auto row = window.first_row; row <= window.last_row; ++row) {
        if (query.category == any) {
            between(cell_key(row, window.first_column, 0), last_of(row, window.last_column, category_max),
                    take);
            continue;
        }
        for (auto column = window.first_column; column <= window.last_column; ++column)
            between(cell_key(row, column, query.category), last_of(row, column, query.category), take);
    }
    const auto nearer = [](const Hit& a, const Hit& b) {
        return a.distance_m != b.distance_m ? a.distance_m < b.distance_m : a.id < b.id;
    };
    const auto most = std::min(query.most, hits.size());
    std::ranges::partial_sort(hits, hits.begin() + static_cast<std::ptrdiff_t>(most), nearer);
    hits.resize(most);
    return hits;
}

std::size_t Near::bytes() const {
    std::size_t sum = firsts_.capacity() * sizeof(std::uint64_t) + chunks_.capacity() * sizeof(chunks_[0]);
    for (const auto& chunk : chunks_) sum += chunk.capacity() * sizeof(Entry);
    return sum;
}

} // namespace gezhi::geo
