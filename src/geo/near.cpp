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

// The first entry at or after `key`, looked for from where the spot is; often that is near.
void Near::seek(Spot& spot, std::uint64_t key) const {
    const auto next = firsts_.begin() + static_cast<std::ptrdiff_t>(spot.chunk) + 1;
    if (next < firsts_.end() && *next < key) {
        spot.chunk =
            static_cast<std::size_t>(std::lower_bound(next, firsts_.end(), key) - firsts_.begin()) - 1;
        spot.entry = 0;
    }
    const auto& chunk = chunks_[spot.chunk];
    std::size_t step = 1; // ever longer steps, then halves
    while (spot.entry + step < chunk.size() && chunk[spot.entry + step].key < key) step *= 2;
    const auto from = chunk.begin() + static_cast<std::ptrdiff_t>(spot.entry + step / 2);
    const auto to =
        chunk.begin() + static_cast<std::ptrdiff_t>(std::min(spot.entry + step + 1, chunk.size()));
    spot.entry =
        static_cast<std::size_t>(std::ranges::lower_bound(from, to, key, {}, &Entry::key) - chunk.begin());
    settle(spot);
}

void Near::settle(Spot& spot) const {
    if (spot.entry < chunks_[spot.chunk].size()) return;
    ++spot.chunk;
    spot.entry = 0;
}

// Calls each(entry) for the cells of one row from the first column to the last. In a row all categories of a
// cell follow each other; those not asked for are leapt over, and so are empty cells.
template <class Each>
void Near::walk(std::int64_t row, Columns columns, std::uint16_t category, Each each) const {
    Spot spot{};
    const auto last = last_of(row, columns.last, category == any ? category_max : category);
    seek(spot, cell_key(row, columns.first, category));
    while (spot.chunk < chunks_.size()) {
        const auto& entry = chunks_[spot.chunk][spot.entry];
        if (entry.key > last) return;
        const auto here = category_of(entry.key);
        if (category == any || here == category) {
            each(entry);
            ++spot.entry;
            settle(spot);
            continue;
        }
        const auto cell = entry.key >> column_shift; // row and column
        seek(spot, ((here < category ? cell : cell + 1) << column_shift) |
                       (std::uint64_t{category} << category_shift));
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
    for (auto row = window.first_row; row <= window.last_row && !chunks_.empty(); ++row)
        walk(row, {window.first_column, window.last_column}, query.category, take);
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
