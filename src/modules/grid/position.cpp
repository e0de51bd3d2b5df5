#include "modules/grid/position.hpp"

#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace gezhi::grid {

namespace {

bool far_away(geo::Point at, const Ground& ground) {
    const auto origin = ground.plane().origin();
    return origin != geo::Point{} && geo::distance_m(at, origin) > street_reach_m;
}

} // namespace

Result<geo::Datum> datum_of(std::string_view text) {
    const auto datum = geo::parse_datum(text);
    if (!datum) return refuse(rules::no_datum);
    return *datum;
}

Result<double> degrees_of(std::string_view text) {
    double value{0};
    const auto* end = text.data() + text.size();
    const auto [stop, fault] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (fault != std::errc{} || stop != end || text.empty() || !std::isfinite(value))
        return refuse(rules::bad_position);
    return value;
}

Result<geo::Point> wgs84_of(const GivenPosition& given, const Ground& ground) {
    const auto as_said = geo::from_degrees(given.lat, given.lon);
    const auto swapped = geo::from_degrees(given.lon, given.lat);
    if (!as_said) return swapped ? refuse(rules::swapped_position) : refuse(rules::bad_position);
    const auto at = geo::to_wgs84(*as_said, given.datum);
    if (far_away(at, ground) && swapped && !far_away(*swapped, ground))
        return refuse(rules::swapped_position);
    return at;
}

std::optional<Suspicion> suspect(const GivenPosition& given, std::string_view place, const Ground& ground) {
    const auto raw = geo::from_degrees(given.lat, given.lon);
    const auto code = Code::parse(place);
    auto known = code ? ground.place(*code) : std::nullopt;
    if (!known)
        if (auto hits = ground.find_places(place, 1); !hits.empty()) known = std::move(hits.front());
    if (!raw || !known) return std::nullopt;
    const auto distance = geo::distance_m(geo::to_wgs84(*raw, given.datum), known->at);
    if (distance <= agrees_m) return std::nullopt;
    Suspicion suspicion{std::llround(distance), {}, *known};
    double best = agrees_m;
    for (const auto datum : {geo::Datum::wgs84, geo::Datum::gcj02, geo::Datum::bd09}) {
        const auto other = geo::distance_m(geo::to_wgs84(*raw, datum), known->at);
        if (other >= best) continue;
        best = other;
        suspicion.datum = datum;
    }
    return suspicion;
}

} // namespace gezhi::grid
