#pragma once
// The street as a drawing: boundary, grids, roads with their names, places and one pin, as one SVG picture
// that needs no script, no tiles and no network. A view says which part is drawn, and turns a tap on the
// picture back into a position, so that a form without script can still be filled by a tap. A drawing only:
// never a basis for a boundary.

#include <optional>
#include <string>
#include <vector>

namespace gezhi::pages {

struct Position { // degrees, WGS 84
    double lat{0};
    double lon{0};

    bool operator==(const Position&) const = default;
};

using Line = std::vector<Position>;

struct MapRoad {
    std::string name;
    bool east_west{true};
    std::string kind{}; // primary, secondary, tertiary, residential
    std::vector<Line> lines{};
};

struct MapGrid {
    std::string code;
    std::string name;
    std::vector<Line> rings{};
};

struct MapPlace {
    std::string name;
    Position at{};
};

struct MapLayers {
    std::vector<Line> boundary{};
    std::vector<MapGrid> grids{};
    std::vector<MapRoad> roads{};
    std::vector<Line> water{};
    std::vector<Line> metro{};
    std::vector<MapPlace> places{};
    std::string attribution{}; // whose data it is, as the ground says
};

struct Pixel {
    double x{0};
    double y{0};
};

// A part of the world on a picture of a fixed size in CSS pixels.
struct View {
    Position centre{};
    double metres_across{2600};
    int width{312};
    int height{228};

    Pixel to_pixel(Position at) const;
    Position to_position(Pixel at) const;
};

constexpr double near_metres = 560; // the closer of the two views: a finger is about 20 m wide

View whole_view(const MapLayers& layers);
View near_view(Position centre);

struct Highlight {
    std::optional<Position> pin{};
    std::string grid{}; // code of the lit grid; empty for none
};

struct Captions {
    std::string note;        // that this is a drawing only
    std::string attribution; // whose data it is
};

std::string schematic_svg(const MapLayers& layers, const View& view, const Highlight& highlight,
                          const Captions& captions);

} // namespace gezhi::pages
