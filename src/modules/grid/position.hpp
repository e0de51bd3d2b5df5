#pragma once
// Positions as they come from outside: degrees with a stated datum. Promises that swapped latitude and
// longitude are named as such, and that nothing without a datum is taken. Suspects a wrong datum when a place
// that was named disagrees, and says so; never corrects it by itself.

#include "base/error.hpp"
#include "modules/grid/query.hpp"

namespace gezhi::grid {

namespace rules {
inline constexpr Rule bad_position{"grid/bad-position", Kind::invalid,
                                   "Latitude and longitude are decimal degrees within their bounds"};
inline constexpr Rule swapped_position{"grid/swapped-position", Kind::invalid,
                                       "Latitude and longitude are the wrong way round"};
inline constexpr Rule no_datum{"grid/no-datum", Kind::invalid,
                               "A position states its datum: wgs84, cgcs2000, gcj02 or bd09"};
} // namespace rules

struct GivenPosition {
    double lat{0};
    double lon{0};
    geo::Datum datum{geo::Datum::wgs84};
};

// Beyond this a position is of another place, or swapped.
constexpr double street_reach_m = 100'000;
// A named place this near agrees; the shift of GCJ-02 is about 500 m in all of mainland China.
constexpr double agrees_m = 250;

Result<geo::Datum> datum_of(std::string_view text);
Result<double> degrees_of(std::string_view text);
Result<geo::Point> wgs84_of(const GivenPosition& given, const Ground& ground);

struct Suspicion {
    std::int64_t distance_m{0};        // from the place that was named
    std::optional<geo::Datum> datum{}; // with this one it would agree
    PlaceFound place{};
};

// `place` is a code, a name or an address; nothing when it agrees or is not known.
std::optional<Suspicion> suspect(const GivenPosition& given, std::string_view place, const Ground& ground);

} // namespace gezhi::grid
