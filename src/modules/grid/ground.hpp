#pragma once
// The memory view of the room: the ground, the partition in force with its locator, and the places, brought
// up to date after each commit. Any thread may ask. Promises that locating reads no database and that the
// same point always gives the same grid.

#include "geo/locator.hpp"
#include "modules/grid/model.hpp"
#include "modules/grid/query.hpp"
#include "sql/session.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace gezhi::grid {

struct PlaceHeld {
    Place place{};
    bool retired{false};
    std::int64_t version{0};
};

// Ground and partitions of one moment.
struct Drawn {
    std::string attribution{};
    std::optional<geo::Point> origin{};
    std::vector<Feature> features{};
    std::int64_t ground_version{0};
    std::optional<Partition> draft{};
    std::vector<Partition> partitions{}; // the oldest first
    geo::Locator grids{};                // of the partition in force, in the order of its areas
    geo::Locator boundary{};             // of the street itself

    const Partition* in_force() const;
    void settle(); // makes the locators anew from features and partitions
};

Located locate_on(const Drawn& drawn, geo::Point at);

class GroundView final : public Ground {
public:
    std::shared_ptr<const Drawn> drawn() const;

    Located locate(geo::Point at) const override;
    Code partition() const override;
    std::vector<GridName> grids() const override;
    std::optional<PlaceFound> place(const Code& code) const override;
    std::optional<PlaceFound> place(PlaceId id) const override;
    std::vector<PlaceFound> find_places(std::string_view text, std::size_t most) const override;
    geo::Plane plane() const override;

    std::vector<PlaceFound> places() const; // in order of their codes, none retired
    std::optional<PlaceHeld> held(PlaceId id) const;

    // Grows with each change: what was drawn from an older one is old.
    std::int64_t revision() const { return revision_.load(); }

    Result<void> load(sql::Session& session, const Code& subdistrict);
    void apply(StreamId stream, const State& after);

private:
    void swap(Drawn next);
    void put_place(PlaceId id, PlaceHeld held);

    mutable std::mutex drawn_mutex_;
    std::shared_ptr<const Drawn> drawn_ = std::make_shared<const Drawn>();
    // Places come in thousands and one by one, so they are not copied for each.
    mutable std::shared_mutex places_mutex_;
    std::map<PlaceId, PlaceHeld> places_{};
    std::map<Code, PlaceId> codes_{};
    std::atomic<std::int64_t> revision_{0};
};

} // namespace gezhi::grid
