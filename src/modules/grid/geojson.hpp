#pragma once
// GeoJSON (RFC 7946, degrees WGS84) in and out: layers of the map and places. Promises that what is read has
// known shapes, closed rings, finite positions and clean text, or is refused with the number of the feature
// and the member; and that read(write(x)) is x. Never guesses a swapped or shifted position.

#include "base/error.hpp"
#include "modules/grid/model.hpp"

namespace gezhi::grid {

namespace rules {
inline constexpr Rule bad_geojson{"grid/bad-geojson", Kind::invalid,
                                  "A file is not a FeatureCollection of known shapes"};
} // namespace rules

struct LayerFile {
    std::string attribution{};
    std::vector<Feature> features{};
};

// `file` names it in a refusal.
Result<LayerFile> read_layer(std::string_view text, Layer layer, std::string_view file);
// Reads one layer more into the ground; the first attribution is the ground's.
Result<void> add_layer(LayerFile& ground, std::string_view text, Layer layer, std::string_view file);

struct PlaceRead {
    Place place{};
    bool inside{true}; // as the file says
};

Result<std::vector<PlaceRead>> read_places(std::string_view text, std::string_view file);

// A FeatureCollection; road lines say their axis, ew or ns.
std::string write_layer(const std::vector<Feature>& features, Layer layer);
std::string write_places(const std::vector<Place>& places);
std::string geometry_text(Shape shape, const std::vector<Part>& parts);

bool east_west(const std::vector<Part>& lines); // by where the lines begin and end

} // namespace gezhi::grid
