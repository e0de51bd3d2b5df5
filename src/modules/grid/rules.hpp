#pragma once
// Named calculations of the room, pure: how geometry is written in a read row and read again, what counts as
// a complete rule or place, and counts. Promises that parse_parts(parts_text(x)) is x. Knows no projection.

#include "modules/grid/model.hpp"

namespace gezhi::grid {

// "lat lon,lat lon;…|…": points by comma, paths by semicolon, parts by bar, in 1e-7 degree.
std::string parts_text(const std::vector<Part>& parts);
std::vector<Part> parse_parts(std::string_view text); // what is not a number is left out

std::size_t count_points(const std::vector<Feature>& features);
// The one area of kind subdistrict; null when there is none or more than one.
const Feature* boundary_of(const std::vector<Feature>& features);

Result<void> check_rules(const std::vector<GridRule>& rules);
Result<void> check_place(const Place& place);

inline constexpr std::string_view subdistrict_kind = "subdistrict";

} // namespace gezhi::grid
