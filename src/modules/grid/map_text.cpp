// GET /map: all layers as one text.

#include "json/json.hpp"
#include "modules/grid/geojson.hpp"
#include "modules/grid/http.hpp"
#include "modules/grid/rules.hpp"

#include <algorithm>

namespace gezhi::grid::detail {

namespace {

// Lamps and bike stands would hide the map; they have their own list.
constexpr std::string_view component_kind = "facility";

std::string bounds_text(const std::vector<Feature>& features) {
    geo::Point low{900'000'000, 1'800'000'000};
    geo::Point high{-900'000'000, -1'800'000'000};
    const auto* boundary = boundary_of(features);
    if (boundary == nullptr) return "[0,0,0,0]";
    for (const auto& part : boundary->parts)
        for (const auto& path : part.paths)
            for (const auto& at : path) {
                low = {std::min(low.lat_e7, at.lat_e7), std::min(low.lon_e7, at.lon_e7)};
                high = {std::max(high.lat_e7, at.lat_e7), std::max(high.lon_e7, at.lon_e7)};
            }
    return json::write(std::vector<double>{low.lon(), low.lat(), high.lon(), high.lat()});
}

} // namespace

std::string map_text(const GroundView& ground) {
    const auto drawn = ground.drawn();
    std::vector<Place> places;
    for (const auto& one : ground.places()) {
        if (one.kind == component_kind) continue;
        const auto held = ground.held(one.id);
        if (held) places.push_back(held->place);
    }
    std::string out = "{";
    for (const auto layer : {Layer::boundary, Layer::roads, Layer::water, Layer::metro}) {
        json::escape_to(out, json::enum_name(layer));
        out += ':' + write_layer(drawn->features, layer) + ',';
    }
    out += R"("places":)" + write_places(places);
    out += R"(,"bounds":)" + bounds_text(drawn->features);
    out += R"(,"attribution":)" + json::escape(drawn->attribution);
    return out + '}';
}

} // namespace gezhi::grid::detail
