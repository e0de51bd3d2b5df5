#include "modules/grid/ground.hpp"

#include "modules/grid/drawing.hpp"
#include "modules/grid/rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace gezhi::grid {

namespace {

PlaceFound found_of(PlaceId id, const Place& place) {
    return {id, place.code, place.name, place.kind.value, place.address, place.at, place.owner_unit};
}

// Smaller is better; no match is nothing. Chinese has no case, Latin names and codes are compared without it.
std::optional<int> rank(const Place& place, std::string_view wanted) {
    const std::array<std::string, 4> texts{lower_ascii(place.code.value), lower_ascii(place.name),
                                           lower_ascii(place.name_en), lower_ascii(place.address)};
    constexpr int steps = static_cast<int>(texts.size());
    for (int i = 0; i < steps; ++i)
        if (texts[static_cast<std::size_t>(i)] == wanted) return i;
    for (int i = 0; i < steps; ++i)
        if (texts[static_cast<std::size_t>(i)].starts_with(wanted)) return steps + i;
    for (int i = 0; i < steps; ++i)
        if (contains(texts[static_cast<std::size_t>(i)], wanted)) return 2 * steps + i;
    // The other way round: what a person typed may say more than the place's own name.
    if (!texts[1].empty() && contains(wanted, texts[1])) return 3 * steps;
    return std::nullopt;
}

geo::Locator locator_of(const std::vector<geo::Multipolygon>& regions) {
    auto made = geo::Locator::make(regions);
    return made ? std::move(*made) : geo::Locator{};
}

} // namespace

void Drawn::settle() {
    grids = {};
    boundary = {};
    if (const auto region = boundary_region(features)) boundary = locator_of({*region});
    const auto* partition = in_force();
    if (partition == nullptr) return;
    std::vector<geo::Multipolygon> regions;
    for (const auto& area : partition->areas) regions.push_back(region_of(area.parts));
    grids = locator_of(regions);
}

const Partition* Drawn::in_force() const {
    for (auto one = partitions.rbegin(); one != partitions.rend(); ++one)
        if (one->standing == Standing::in_force) return &*one;
    return nullptr;
}

std::shared_ptr<const Drawn> GroundView::drawn() const {
    const std::lock_guard lock(drawn_mutex_);
    return drawn_;
}

Located locate_on(const Drawn& now, geo::Point at) {
    Located located;
    const auto* partition = now.in_force();
    if (partition == nullptr) {
        located.inside = now.boundary.find(at) != geo::Locator::nowhere;
        if (!located.inside) located.distance_m = std::llround(now.boundary.nearest(at).distance_m);
        return located;
    }
    located.partition = partition->version;
    const auto index = now.grids.find(at);
    if (index != geo::Locator::nowhere) {
        located.inside = true;
        located.grid = partition->areas[index].grid;
        return located;
    }
    const auto nearest = now.grids.nearest(at);
    if (nearest.grid != geo::Locator::nowhere) located.nearest = partition->areas[nearest.grid].grid;
    located.distance_m = std::llround(nearest.distance_m);
    return located;
}

Located GroundView::locate(geo::Point at) const {
    return locate_on(*drawn(), at);
}

Code GroundView::partition() const {
    const auto now = drawn();
    const auto* partition = now->in_force();
    return partition == nullptr ? Code{} : partition->version;
}

std::vector<GridName> GroundView::grids() const {
    const auto now = drawn();
    std::vector<GridName> names;
    if (const auto* partition = now->in_force())
        for (const auto& rule : partition->rules) names.push_back({rule.grid, rule.name, rule.name_en});
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.code < b.code; });
    return names;
}

std::optional<PlaceFound> GroundView::place(const Code& code) const {
    const std::shared_lock lock(places_mutex_);
    const auto id = codes_.find(code);
    if (id == codes_.end()) return std::nullopt;
    return found_of(id->second, places_.at(id->second).place);
}

std::optional<PlaceFound> GroundView::place(PlaceId id) const {
    const std::shared_lock lock(places_mutex_);
    const auto found = places_.find(id);
    if (found == places_.end()) return std::nullopt; // a retired place still has its name
    return found_of(id, found->second.place);
}

std::vector<PlaceFound> GroundView::find_places(std::string_view text, std::size_t most) const {
    const auto wanted = lower_ascii(trim(text));
    if (wanted.empty()) return {};
    std::vector<std::pair<int, PlaceFound>> hits;
    {
        const std::shared_lock lock(places_mutex_);
        for (const auto& [code, id] : codes_) {
            const auto& place = places_.at(id).place;
            if (const auto rank_of = rank(place, wanted)) hits.emplace_back(*rank_of, found_of(id, place));
        }
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<PlaceFound> best;
    for (auto& [rank_of, place] : hits) {
        if (best.size() == most) break;
        best.push_back(std::move(place));
    }
    return best;
}

geo::Plane GroundView::plane() const {
    return geo::Plane(drawn()->origin.value_or(geo::Point{}));
}

std::vector<PlaceFound> GroundView::places() const {
    const std::shared_lock lock(places_mutex_);
    std::vector<PlaceFound> list;
    for (const auto& [code, id] : codes_) list.push_back(found_of(id, places_.at(id).place));
    return list;
}

std::optional<PlaceHeld> GroundView::held(PlaceId id) const {
    const std::shared_lock lock(places_mutex_);
    const auto found = places_.find(id);
    if (found == places_.end()) return std::nullopt;
    return found->second;
}

void GroundView::swap(Drawn next) {
    next.settle();
    auto shared = std::make_shared<const Drawn>(std::move(next));
    {
        const std::lock_guard lock(drawn_mutex_);
        drawn_ = std::move(shared);
    }
    ++revision_;
}

void GroundView::put_place(PlaceId id, PlaceHeld held) {
    const std::unique_lock lock(places_mutex_);
    if (held.retired)
        codes_.erase(held.place.code);
    else
        codes_[held.place.code] = id;
    places_[id] = std::move(held);
    ++revision_;
}

Result<void> GroundView::load(sql::Session& session, const Code& subdistrict) {
    GEZHI_TRY(ground, read_ground(session, subdistrict));
    GEZHI_TRY(partitions, read_partitions(session, subdistrict));
    GEZHI_TRY(places, read_place_rows(session, subdistrict));
    Drawn next;
    next.attribution = std::move(ground.attribution);
    next.origin = ground.origin;
    next.features = std::move(ground.features);
    next.ground_version = ground.version;
    next.draft = std::move(partitions.draft);
    next.partitions = std::move(partitions.partitions);
    swap(std::move(next));
    {
        const std::unique_lock lock(places_mutex_);
        places_.clear();
        codes_.clear();
    }
    for (const auto& row : places) put_place(row.id, {place_of(row), row.retired != 0, row.version});
    return {};
}

void GroundView::apply(StreamId stream, const State& after) {
    if (stream != ground_stream && stream != partition_stream)
        return put_place(after.id, {after.place.value_or(Place{}), after.retired, after.version});
    Drawn next = *drawn();
    if (stream == ground_stream) {
        next.attribution = after.attribution;
        next.origin = after.origin;
        next.features = after.features;
        next.ground_version = after.version;
    } else {
        next.draft = after.draft;
        next.partitions = after.partitions;
    }
    swap(std::move(next));
}

} // namespace gezhi::grid
