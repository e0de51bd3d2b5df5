// The street's ground as the public pages draw it.

#include "apps/public_questions.hpp"

namespace gezhi::apps::detail {

namespace {

pages::Line line_of(const grid::Path& path) {
    pages::Line line;
    line.reserve(path.size());
    for (const auto at : path) line.push_back({at.lat(), at.lon()});
    return line;
}

std::vector<pages::Line> lines_of(const std::vector<grid::Part>& parts) {
    std::vector<pages::Line> lines;
    for (const auto& part : parts)
        for (const auto& path : part.paths) lines.push_back(line_of(path));
    return lines;
}

// Wider from west to east than from south to north.
bool east_west(const std::vector<grid::Part>& parts) {
    std::optional<geo::Point> least, most;
    for (const auto& part : parts)
        for (const auto& path : part.paths)
            for (const auto at : path) {
                if (!least) least = most = at;
                least = geo::Point{std::min(least->lat_e7, at.lat_e7), std::min(least->lon_e7, at.lon_e7)};
                most = geo::Point{std::max(most->lat_e7, at.lat_e7), std::max(most->lon_e7, at.lon_e7)};
            }
    return least && most->lon_e7 - least->lon_e7 >= most->lat_e7 - least->lat_e7;
}

void add(std::vector<pages::Line>& into, std::vector<pages::Line> more) {
    into.insert(into.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

} // namespace

std::shared_ptr<const pages::MapLayers> layers_of(const grid::Drawn& drawn,
                                                  const std::vector<grid::PlaceFound>& places) {
    auto layers = std::make_shared<pages::MapLayers>();
    layers->attribution = drawn.attribution;
    for (const auto& feature : drawn.features) {
        switch (feature.layer) {
        case grid::Layer::boundary:
            // The street's own outline; its neighbours and the district would shrink it to a stamp.
            if (feature.kind.value == "subdistrict") add(layers->boundary, lines_of(feature.parts));
            break;
        case grid::Layer::roads:
            layers->roads.push_back(
                {feature.name, east_west(feature.parts), feature.kind.value, lines_of(feature.parts)});
            break;
        case grid::Layer::water:
            add(layers->water, lines_of(feature.parts));
            break;
        case grid::Layer::metro:
            if (feature.shape == grid::Shape::line) add(layers->metro, lines_of(feature.parts));
            break;
        }
    }
    if (const auto* partition = drawn.in_force())
        for (const auto& area : partition->areas) {
            std::string name = area.grid.value;
            for (const auto& rule : partition->rules)
                if (rule.grid == area.grid) name = rule.name;
            layers->grids.push_back({area.grid.value, name, lines_of(area.parts)});
        }
    for (const auto& place : places) layers->places.push_back({place.name, {place.at.lat(), place.at.lon()}});
    return layers;
}

} // namespace gezhi::apps::detail
