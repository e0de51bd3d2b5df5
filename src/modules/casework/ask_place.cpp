// Where a report is: a position in its stated datum, a known place, or an address in words. A mistake is
// named as what it is; a point outside the subdistrict is taken all the same.

#include "modules/casework/ask.hpp"

#include <cmath>

namespace gezhi::casework {

namespace {

Result<void> fault(const Rule& rule, std::string_view pointer, Params params = {}) {
    return refuse(rule, std::move(params), {{std::string(pointer), std::string(rule.code)}});
}

// Metres to the subdistrict; nothing before there is one.
std::optional<double> distance(const grid::Ground& ground, geo::Point at) {
    if (ground.partition().empty()) return std::nullopt;
    const auto located = ground.locate(at);
    return located.inside ? 0.0 : static_cast<double>(located.distance_m);
}

bool near(const grid::Ground& ground, double lat, double lon) {
    const auto at = geo::from_degrees(lat, lon);
    const auto metres = at ? distance(ground, *at) : std::nullopt;
    return metres && *metres <= reach_m;
}

Result<void> judge(const grid::Ground& ground, double lat, double lon) {
    const auto at = geo::from_degrees(lat, lon);
    const bool swapped = near(ground, lon, lat);
    if (!at) return fault(swapped ? rules::position_swapped : rules::position_absurd, "/lat");
    const auto metres = distance(ground, *at);
    if (!metres || *metres <= reach_m) return {};
    if (swapped) return fault(rules::position_swapped, "/lat");
    return fault(rules::position_far, "/lat", {{"distance", number(std::llround(*metres / 1000))}});
}

std::optional<grid::PlaceFound> known_place(const grid::Ground& ground, const std::string& place) {
    if (const auto id = PlaceId::parse(place))
        if (auto found = ground.place(*id)) return found;
    const auto code = Code::parse(place);
    return code ? ground.place(*code) : std::nullopt;
}

void take_place(Spot& spot, const grid::PlaceFound& found) {
    spot.place = found.id;
    spot.address = found.name;
    if (!spot.at) {
        spot.at = found.at;
        spot.source = "place";
        spot.datum = "wgs84";
    }
}

Result<void> take_position(Spot& spot, const grid::Ground& ground, const ReportGiven& given) {
    if (!given.lat && !given.lon) return {};
    if (!given.lat || !given.lon) return fault(rules::position_incomplete, given.lat ? "/lon" : "/lat");
    if (given.datum.empty()) return fault(rules::position_incomplete, "/datum");
    const auto datum = geo::parse_datum(given.datum);
    if (!datum) return fault(rules::datum_unknown, "/datum", {{"datum", given.datum}});
    GEZHI_CHECK(judge(ground, *given.lat, *given.lon));
    spot.at = geo::to_wgs84(*geo::from_degrees(*given.lat, *given.lon), *datum);
    spot.source = given.source.empty() ? "map" : given.source;
    spot.datum = given.datum;
    return {};
}

} // namespace

Result<Spot> locate(const grid::Ground& ground, const ReportGiven& given) {
    Spot spot;
    spot.address = std::string(trim(given.address));
    GEZHI_CHECK(take_position(spot, ground, given));
    if (!given.place.empty()) {
        const auto found = known_place(ground, given.place);
        if (!found)
            return refuse(rules::place_unknown, {}, {{"/place", std::string(rules::place_unknown.code)}});
        const auto typed = spot.address;
        take_place(spot, *found);
        if (!typed.empty()) spot.address = typed;
    } else if (!spot.at && !spot.address.empty()) {
        // An address in words that is exactly a known place's name or address is that place.
        const auto hits = ground.find_places(spot.address, 1);
        if (!hits.empty() && (hits.front().name == spot.address || hits.front().address == spot.address))
            take_place(spot, hits.front());
    }
    if (!spot.at && spot.address.empty())
        return refuse(rules::place_missing, {}, {{"/place", std::string(rules::place_missing.code)}});
    if (spot.source.empty()) spot.source = "address";
    spot.located.partition = ground.partition();
    if (spot.at) spot.located = ground.locate(*spot.at);
    return spot;
}

} // namespace gezhi::casework
