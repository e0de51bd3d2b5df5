#pragma once
// Questions about the ground, open to every room: in which grid a point lies, which place has a code, what
// the map shows. Answered from one immutable snapshot in memory, swapped after each commit; any thread may
// ask. Promises that every point inside the boundary lies in exactly one grid of the adopted partition,
// borders and carriageways too, decided the same way every time. Before a partition is adopted every grid is
// empty.

#include "base/code.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "geo/point.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gezhi::grid {

struct Located {
    Code grid{};      // empty outside the subdistrict, and before a partition is adopted
    Code partition{}; // version in force
    bool inside{false};
    Code nearest{};             // for a point outside: the nearest grid …
    std::int64_t distance_m{0}; // … and how far it is
};

struct GridName {
    Code code{};
    std::string name{};
    std::string name_en{};
};

struct PlaceFound {
    PlaceId id{};
    Code code{};
    std::string name{};
    std::string kind{};
    std::string address{};
    geo::Point at{};
    Code owner_unit{};
};

class Ground {
public:
    virtual ~Ground() = default; // two implementations: the room's memory view, and a fixed one for tests

    virtual Located locate(geo::Point at) const = 0; // WGS84
    virtual Code partition() const = 0;              // version in force, empty for none
    virtual std::vector<GridName> grids() const = 0; // of the partition in force, by code
    virtual std::optional<PlaceFound> place(const Code& code) const = 0;
    virtual std::optional<PlaceFound> place(PlaceId id) const = 0;
    // By name, address or code; best first, at most `most`.
    virtual std::vector<PlaceFound> find_places(std::string_view text, std::size_t most) const = 0;
    virtual geo::Plane plane() const = 0; // for cells; the origin never changes once a boundary is there

    std::string grid_name(const Code& code, bool english = false) const {
        for (const auto& grid : grids())
            if (grid.code == code) return english && !grid.name_en.empty() ? grid.name_en : grid.name;
        return code.value;
    }
};

} // namespace gezhi::grid
