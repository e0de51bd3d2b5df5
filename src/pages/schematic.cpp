#include "pages/schematic.hpp"

#include "base/text.hpp"
#include "pages/templates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <set>

namespace gezhi::pages {

namespace {

constexpr double metres_per_degree = 111'320; // of latitude, near enough for a picture
constexpr int name_size = 12;
constexpr int name_step = 14; // from one character of a road's name to the next

double across_per_degree(Position at) {
    return metres_per_degree * std::cos(at.lat * std::numbers::pi / 180);
}

// Colours of the map, light and dark; classes only, so that the page's policy needs no inline style.
constexpr std::string_view style =
    "<style>.g{fill:#EDEBE4}.f{fill:#F3F1EA}.a{fill:#E9F0F8}.b{fill:#E8F3ED}.c{fill:#F6EFE0}.l{fill:#FBE3A8}"
    ".w{stroke:#BCD3DE;fill:none}.k{stroke:#C6C1B3;fill:none}.r{stroke:#fff;fill:none}.m{stroke:#8C93A0;fill:"
    "none}"
    ".o{stroke:#1A232E;fill:none}.v{fill:#EDEBE4;fill-opacity:.5}.t{fill:#1A232E;stroke:#F3F1EA}.d{fill:#"
    "46505D}"
    ".n{fill:#46505D}.q{fill:#fff;fill-opacity:.82}.p{fill:#12509E;stroke:#fff}.h{fill:#F5B82E}"
    "text{font-family:'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;paint-order:stroke;"
    "stroke-width:3px;stroke-linejoin:round}.n,.x{stroke:none}"
    "@media(prefers-color-scheme:dark){.g{fill:#0C1117}.f{fill:#171E27}.a{fill:#192B47}.b{fill:#173028}"
    ".c{fill:#2C281C}.l{fill:#5A4612}.w{stroke:#132B3A}.k{stroke:#0A0E13}.r{stroke:#2B3440}.m{stroke:#5F6B7A}"
    ".o{stroke:#E9ECEF}.v{fill:#0C1117;fill-opacity:.55}.t{fill:#E9ECEF;stroke:#171E27}.d{fill:#B9C1CB}"
    ".n{fill:#B9C1CB}.q{fill:#161C24}}</style>";

double road_metres(std::string_view kind) {
    if (kind == "primary") return 26;
    if (kind == "secondary") return 22;
    if (kind == "tertiary") return 17;
    return 11;
}

class Drawing {
public:
    Drawing(const View& view) : view_(view), scale_(view.width / view.metres_across) {}

    double wide(double metres, double least) const { return std::max(metres * scale_, least); }

    std::string path(const std::vector<Line>& lines, bool ring) const {
        std::string text;
        for (const auto& line : lines) {
            Pixel last{-1e9, -1e9};
            char verb = 'M';
            for (const auto& position : line) {
                const auto at = view_.to_pixel(position);
                // Points closer than half a pixel only make the picture heavy.
                if (std::hypot(at.x - last.x, at.y - last.y) < 0.5) continue;
                fmt::format_to(std::back_inserter(text), "{}{:.1f} {:.1f}", verb, at.x, at.y);
                verb = 'L';
                last = at;
            }
            if (ring && verb == 'L') text += 'Z';
        }
        return text;
    }

    void fill(std::string_view classes, const std::vector<Line>& rings) {
        fmt::format_to(out(), "<path class=\"{}\" fill-rule=\"evenodd\" d=\"{}\"/>", classes,
                       path(rings, true));
    }

    void stroke(std::string_view classes, const std::vector<Line>& lines, double width, bool ring = false,
                std::string_view dash = "") {
        fmt::format_to(out(),
                       "<path class=\"{}\" stroke-width=\"{:.1f}\" stroke-linejoin=\"round\"{} d=\"{}\"/>",
                       classes, width, dash.empty() ? "" : fmt::format(" stroke-dasharray=\"{}\"", dash),
                       path(lines, ring));
    }

    // A name along its road: upright characters, one by one, so that Chinese never stands on its head.
    void road_name(const MapRoad& road);
    bool free(double x, double y, double half_width, double half_height);
    std::optional<Pixel> place_of_name(Pixel from, Pixel to, double need) const;

    void text(std::string_view classes, double x, double y, int size, std::string_view words,
              bool middle = true) {
        fmt::format_to(out(), "<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{}\"{}>{}</text>",
                       classes, x, y, size, middle ? " text-anchor=\"middle\"" : "", html_escape(words));
    }

    std::back_insert_iterator<std::string> out() { return std::back_inserter(svg); }

    bool inside(Pixel at, double margin) const {
        return at.x > margin && at.y > margin && at.x < view_.width - margin && at.y < view_.height - margin;
    }

    std::string svg;

private:
    struct Box {
        double x, y, w, h;
    };

    const View& view_;
    double scale_;
    std::vector<Box> taken_{};
};

bool Drawing::free(double x, double y, double half_width, double half_height) {
    for (const auto& box : taken_)
        if (std::abs(x - box.x) < half_width + box.w && std::abs(y - box.y) < half_height + box.h)
            return false;
    taken_.push_back({x, y, half_width, half_height});
    return true;
}

// The point of a straight piece nearest to its middle where the whole name is on the picture.
std::optional<Pixel> Drawing::place_of_name(Pixel from, Pixel to, double need) const {
    const auto length = std::hypot(to.x - from.x, to.y - from.y);
    for (int k = 0; k < 15; ++k) {
        const double part = 0.5 + (k % 2 == 0 ? 1 : -1) * ((k + 1) / 2) / 16.0;
        const Pixel at{from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part};
        if (part * length < need / 2 || (1 - part) * length < need / 2) continue;
        if (inside(at, need / 2)) return at;
    }
    return std::nullopt;
}

std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t n = count_code_points(text), i = 0; i < n; ++i) {
        const auto part = first_code_points(text, 1);
        parts.emplace_back(part);
        text.remove_prefix(part.size());
    }
    return parts;
}

void Drawing::road_name(const MapRoad& road) {
    const auto parts = characters(road.name);
    const double need = static_cast<double>(parts.size()) * name_step;
    for (const auto& line : road.lines)
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const auto from = view_.to_pixel(line[i]);
            auto to = view_.to_pixel(line[i + 1]);
            // Short pieces of one straight road count as one.
            for (std::size_t j = i + 2; j < line.size() && std::hypot(to.x - from.x, to.y - from.y) < need;
                 ++j)
                to = view_.to_pixel(line[j]);
            const auto length = std::hypot(to.x - from.x, to.y - from.y);
            const auto middle = place_of_name(from, to, need);
            if (length < need || !middle) continue;
            double dx = (to.x - from.x) / length;
            double dy = (to.y - from.y) / length;
            const bool steep = std::abs(dy) > std::abs(dx);
            if (steep ? dy < 0 : dx < 0) dx = -dx, dy = -dy;
            if (!free(middle->x, middle->y, std::abs(dx) * need / 2 + 7, std::abs(dy) * need / 2 + 7))
                continue;
            for (std::size_t k = 0; k < parts.size(); ++k) {
                const auto at =
                    (static_cast<double>(k) - static_cast<double>(parts.size() - 1) / 2) * name_step;
                text("t", middle->x + dx * at, middle->y + dy * at + name_size * 0.36, name_size, parts[k]);
            }
            return;
        }
}

void draw_ground(Drawing& drawing, const MapLayers& layers, const View& view, const Highlight& highlight) {
    fmt::format_to(drawing.out(), "<rect class=\"g\" width=\"{}\" height=\"{}\"/>", view.width, view.height);
    if (!layers.water.empty()) drawing.stroke("w", layers.water, drawing.wide(70, 4));
    drawing.fill("f", layers.boundary);
    constexpr std::array<std::string_view, 3> tints{"a", "b", "c"};
    for (std::size_t i = 0; i < layers.grids.size(); ++i) {
        const auto& grid = layers.grids[i];
        drawing.fill(!highlight.grid.empty() && grid.code == highlight.grid ? "l" : tints[i % tints.size()],
                     grid.rings);
    }
    for (const auto& road : layers.roads)
        drawing.stroke("k", road.lines, drawing.wide(road_metres(road.kind), 2.2) + 1.6);
    for (const auto& road : layers.roads)
        drawing.stroke("r", road.lines, drawing.wide(road_metres(road.kind), 2.2));
    if (!layers.metro.empty()) drawing.stroke("m", layers.metro, 1.2, false, "6 4");
    // The veil: everything but the street, by the even-odd rule.
    auto veil = fmt::format("M0 0H{}V{}H0Z", view.width, view.height) + drawing.path(layers.boundary, true);
    fmt::format_to(drawing.out(), "<path class=\"v\" fill-rule=\"evenodd\" d=\"{}\"/>", veil);
    drawing.stroke("o", layers.boundary, 1.5, true);
}

void draw_names(Drawing& drawing, const MapLayers& layers, const View& view, const Highlight& highlight) {
    drawing.free(view.width / 2.0, view.height - 15, view.width / 2.0, 16); // the captions
    if (highlight.pin) {
        const auto at = view.to_pixel(*highlight.pin);
        drawing.free(at.x, at.y - 14, 14, 20);
    }
    std::set<std::string> named;
    for (const std::string_view kind : {"primary", "secondary", "tertiary", ""})
        for (const auto& road : layers.roads)
            if ((road.kind == kind || kind.empty()) && !road.name.empty() && named.insert(road.name).second)
                drawing.road_name(road);
    if (view.metres_across > near_metres * 2) return;
    for (const auto& place : layers.places) {
        const auto at = view.to_pixel(place.at);
        const auto half = static_cast<double>(count_code_points(place.name)) * 5.5;
        if (!drawing.inside(at, 8) || at.x < half || at.x > view.width - half) continue;
        if (!drawing.free(at.x, at.y - 4, half, 12)) continue;
        fmt::format_to(drawing.out(), "<circle class=\"d\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\"/>", at.x,
                       at.y);
        drawing.text("t", at.x, at.y - 6, 11, place.name);
    }
}

void draw_pin(Drawing& drawing, const View& view, Position at) {
    const auto p = view.to_pixel(at);
    fmt::format_to(
        drawing.out(),
        "<g transform=\"translate({:.1f} {:.1f})\"><path class=\"p\" stroke-width=\"2\" d=\"M-10 -30H10V-10H4"
        "L0 0L-4 -10H-10Z\"/><path class=\"h\" d=\"M-4 -24H4V-16H-4Z\"/></g>",
        p.x, p.y);
}

// An upper bound in pixels at 11 px: an ideograph is a square, a letter little more than half of one.
double text_width(std::string_view text) {
    double width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) width += 6;
        if (byte >= 0xC0) width += 11;
    }
    return width;
}

// Side by side where both fit, else the note above the source.
void draw_captions(Drawing& drawing, const View& view, const Captions& captions) {
    const bool one_line = text_width(captions.note) + text_width(captions.attribution) + 20 <= view.width;
    const int height = one_line ? 17 : 31;
    fmt::format_to(drawing.out(), "<rect class=\"q\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                   view.height - height, view.width, height);
    drawing.text("n x", 5, view.height - (one_line ? 5 : 19), 11, captions.note, false);
    fmt::format_to(drawing.out(),
                   "<text class=\"n x\" x=\"{}\" y=\"{}\" font-size=\"11\" text-anchor=\"end\">{}</text>",
                   view.width - 5, view.height - 5, html_escape(captions.attribution));
}

} // namespace

Pixel View::to_pixel(Position at) const {
    const double scale = width / metres_across;
    return {width / 2.0 + (at.lon - centre.lon) * across_per_degree(centre) * scale,
            height / 2.0 - (at.lat - centre.lat) * metres_per_degree * scale};
}

Position View::to_position(Pixel at) const {
    const double scale = width / metres_across;
    return {centre.lat - (at.y - height / 2.0) / scale / metres_per_degree,
            centre.lon + (at.x - width / 2.0) / scale / across_per_degree(centre)};
}

View whole_view(const MapLayers& layers) {
    Position low{90, 180};
    Position high{-90, -180};
    for (const auto& ring : layers.boundary)
        for (const auto& at : ring) {
            low = {std::min(low.lat, at.lat), std::min(low.lon, at.lon)};
            high = {std::max(high.lat, at.lat), std::max(high.lon, at.lon)};
        }
    View view;
    if (low.lat > high.lat) return view; // no boundary yet
    view.centre = {(low.lat + high.lat) / 2, (low.lon + high.lon) / 2};
    const double east_west = (high.lon - low.lon) * across_per_degree(view.centre);
    const double north_south = (high.lat - low.lat) * metres_per_degree;
    view.metres_across = 1.08 * std::max(east_west, north_south * view.width / view.height);
    return view;
}

View near_view(Position centre) {
    View view;
    view.centre = centre;
    view.metres_across = near_metres;
    return view;
}

std::string schematic_svg(const MapLayers& layers, const View& view, const Highlight& highlight,
                          const Captions& captions) {
    Drawing drawing(view);
    fmt::format_to(
        drawing.out(),
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\">{2}",
        view.width, view.height, style);
    draw_ground(drawing, layers, view, highlight);
    draw_names(drawing, layers, view, highlight);
    if (highlight.pin) draw_pin(drawing, view, *highlight.pin);
    draw_captions(drawing, view, captions);
    drawing.svg += "</svg>";
    return std::move(drawing.svg);
}

} // namespace gezhi::pages
