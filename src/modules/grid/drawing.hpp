#pragma once
// From the room's words to src/geo and back: regions, named roads, the proof of rules over the ground. Rings
// of the room are closed, those of geo are not. Never decides whether a proof is good enough.

#include "geo/partition.hpp"
#include "modules/grid/model.hpp"

namespace gezhi::grid {

geo::Multipolygon region_of(const std::vector<Part>& areas); // as drawn, not yet checked
std::vector<Part> parts_of(const geo::Multipolygon& region);
Result<geo::Multipolygon> boundary_region(const std::vector<Feature>& features);

Result<geo::Proof> prove(const std::vector<Feature>& features, const std::vector<GridRule>& rules);
Finding finding_of(const geo::Proof& proof);
std::vector<GridArea> areas_of(const geo::Proof& proof);
std::vector<geo::GridRule> plain(const std::vector<GridRule>& rules);
// Names in English are kept from `before` by the grid's code.
std::vector<GridRule> rules_of(const std::vector<geo::GridRule>& rules, const std::vector<GridRule>& before);

} // namespace gezhi::grid
