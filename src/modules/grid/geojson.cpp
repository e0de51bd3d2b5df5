#include "modules/grid/geojson.hpp"

#include "json/json.hpp"

#include <algorithm>
#include <cmath>

namespace gezhi::grid {

namespace {

using json::Node;
using json::Type;

constexpr std::size_t ring_points_min = 4; // RFC 7946 3.1.6: closed, so a triangle has four

// Where in the file: for the refusal, and nothing else.
struct PlaceInFile {
    std::string_view file;
    std::size_t feature{0}; // counted from 1; 0 is the file itself

    Unexpected<Error> bad(std::string_view member) const {
        return refuse(
            rules::bad_geojson,
            {{"file", std::string(file)}, {"feature", number(feature)}, {"why", std::string(member)}});
    }
};

Result<std::optional<Node>> member_of(Node node, std::string_view key, Type type, const PlaceInFile& here) {
    if (node.type() != Type::object) return here.bad("type");
    const auto found = node.find(key);
    if (!found || found->type() == Type::null) return std::optional<Node>{};
    if (found->type() != type) return here.bad(key);
    return found;
}

Result<std::string> text_of(Node node, std::string_view key, const PlaceInFile& here) {
    GEZHI_TRY(found, member_of(node, key, Type::string, here));
    std::string text;
    json::Reader reader(json::Style::wire);
    if (found && !reader.clean(*found, text)) return here.bad(key);
    return text;
}

Result<Code> code_of(Node node, std::string_view key, const PlaceInFile& here) {
    GEZHI_TRY(text, text_of(node, key, here));
    if (text.empty()) return Code{};
    const auto code = Code::parse(text);
    if (!code) return here.bad(key);
    return *code;
}

Result<std::int64_t> metres_of(Node node, std::string_view key, const PlaceInFile& here) {
    if (node.type() != Type::object) return here.bad("type");
    const auto found = node.find(key);
    constexpr double most = 1e7;
    if (!found || found->type() == Type::null) return std::int64_t{0};
    if (found->type() != Type::integer && found->type() != Type::number) return here.bad(key);
    if (!(found->number() >= 0 && found->number() <= most)) return here.bad(key);
    return static_cast<std::int64_t>(std::llround(found->number()));
}

class Geometry {
public:
    Geometry(const PlaceInFile& here, std::size_t& points_left) : here_(here), left_(points_left) {}

    Result<geo::Point> point(Node node) {
        if (node.type() != Type::array || node.size() < 2 || node.size() > 3) return bad();
        for (std::size_t i = 0; i < node.size(); ++i)
            if (node.at(i).type() != Type::number && node.at(i).type() != Type::integer) return bad();
        const auto at = geo::from_degrees(node.at(1).number(), node.at(0).number());
        if (!at || left_ == 0) return bad();
        --left_;
        return *at;
    }

    Result<Path> path(Node node, std::size_t least, bool ring) {
        if (node.type() != Type::array || node.size() < least) return bad();
        Path path;
        for (std::size_t i = 0; i < node.size(); ++i) {
            GEZHI_TRY(at, point(node.at(i)));
            path.push_back(at);
        }
        if (ring && path.front() != path.back()) return bad();
        return path;
    }

    Result<Part> polygon(Node node) {
        if (node.type() != Type::array || node.size() == 0) return bad();
        Part part;
        for (std::size_t i = 0; i < node.size(); ++i) {
            GEZHI_TRY(ring, path(node.at(i), ring_points_min, true));
            part.paths.push_back(std::move(ring));
        }
        return part;
    }

    Result<Part> part(Node node, Shape shape) {
        switch (shape) {
        case Shape::point: {
            GEZHI_TRY(at, point(node));
            return Part{{{at}}};
        }
        case Shape::line: {
            GEZHI_TRY(line, path(node, 2, false));
            return Part{{std::move(line)}};
        }
        case Shape::area:
            return polygon(node);
        }
        return bad();
    }

private:
    Unexpected<Error> bad() const { return here_.bad("geometry.coordinates"); }

    const PlaceInFile& here_;
    std::size_t& left_;
};

struct Shapes {
    Shape shape{Shape::point};
    std::vector<Part> parts{};
};

Result<Shapes> geometry_of(Node feature, const PlaceInFile& here, std::size_t& points_left) {
    GEZHI_TRY(node, member_of(feature, "geometry", Type::object, here));
    if (!node) return here.bad("geometry");
    GEZHI_TRY(type, text_of(*node, "type", here));
    GEZHI_TRY(coordinates, member_of(*node, "coordinates", Type::array, here));
    if (!coordinates) return here.bad("geometry.coordinates");
    const bool multi = type.starts_with("Multi");
    const auto single = std::string_view(type).substr(multi ? 5 : 0);
    Shapes drawn;
    if (single == "Point")
        drawn.shape = Shape::point;
    else if (single == "LineString")
        drawn.shape = Shape::line;
    else if (single == "Polygon")
        drawn.shape = Shape::area;
    else
        return here.bad("geometry.type");
    Geometry geometry(here, points_left);
    for (std::size_t i = 0; i < (multi ? coordinates->size() : 1); ++i) {
        GEZHI_TRY(part, geometry.part(multi ? coordinates->at(i) : *coordinates, drawn.shape));
        drawn.parts.push_back(std::move(part));
    }
    if (drawn.parts.empty()) return here.bad("geometry.coordinates");
    return drawn;
}

// Each feature of a collection, with its properties.
Result<void> each_feature(const json::Document& document, std::string_view file,
                          const std::function<Result<void>(Node, Node, const PlaceInFile&)>& take) {
    const PlaceInFile whole{file, 0};
    GEZHI_TRY(type, text_of(document.root(), "type", whole));
    if (type != "FeatureCollection") return whole.bad("type");
    GEZHI_TRY(list, member_of(document.root(), "features", Type::array, whole));
    if (!list || list->size() > features_max) return whole.bad("features");
    for (std::size_t i = 0; i < list->size(); ++i) {
        const PlaceInFile here{file, i + 1};
        GEZHI_TRY(properties, member_of(list->at(i), "properties", Type::object, here));
        if (!properties) return here.bad("properties");
        GEZHI_CHECK(take(list->at(i), *properties, here));
    }
    return {};
}

} // namespace

Result<LayerFile> read_layer(std::string_view text, Layer layer, std::string_view file) {
    GEZHI_TRY(document, json::Document::parse(text));
    LayerFile read;
    GEZHI_TRY(attribution, text_of(document.root(), "attribution", {file, 0}));
    read.attribution = attribution;
    std::size_t points_left = points_max;
    GEZHI_CHECK(each_feature(document, file,
                             [&](Node feature, Node properties, const PlaceInFile& here) -> Result<void> {
                                 GEZHI_TRY(drawn, geometry_of(feature, here, points_left));
                                 Feature one{layer, drawn.shape};
                                 GEZHI_TRY(kind, code_of(properties, "kind", here));
                                 GEZHI_TRY(code, code_of(properties, "code", here));
                                 GEZHI_TRY(name, text_of(properties, "name", here));
                                 GEZHI_TRY(name_en, text_of(properties, "name_en", here));
                                 GEZHI_TRY(source, text_of(properties, "source", here));
                                 GEZHI_TRY(note, text_of(properties, "note", here));
                                 GEZHI_TRY(accuracy, metres_of(properties, "accuracy_m", here));
                                 one.kind = kind;
                                 one.code = code;
                                 one.name = name;
                                 one.name_en = name_en;
                                 one.source = source;
                                 one.note = note;
                                 one.accuracy_m = accuracy;
                                 one.parts = std::move(drawn.parts);
                                 read.features.push_back(std::move(one));
                                 return {};
                             }));
    return read;
}

Result<void> add_layer(LayerFile& ground, std::string_view text, Layer layer, std::string_view file) {
    GEZHI_TRY(read, read_layer(text, layer, file));
    if (ground.attribution.empty()) ground.attribution = std::move(read.attribution);
    std::move(read.features.begin(), read.features.end(), std::back_inserter(ground.features));
    return {};
}

Result<std::vector<PlaceRead>> read_places(std::string_view text, std::string_view file) {
    GEZHI_TRY(document, json::Document::parse(text));
    std::vector<PlaceRead> places;
    std::size_t points_left = points_max;
    GEZHI_CHECK(each_feature(
        document, file, [&](Node feature, Node properties, const PlaceInFile& here) -> Result<void> {
            GEZHI_TRY(drawn, geometry_of(feature, here, points_left));
            if (drawn.shape != Shape::point || drawn.parts.size() != 1) return here.bad("geometry.type");
            PlaceRead read;
            GEZHI_TRY(code, code_of(properties, "code", here));
            GEZHI_TRY(kind, code_of(properties, "kind", here));
            GEZHI_TRY(owner, code_of(properties, "owner_unit", here));
            GEZHI_TRY(name, text_of(properties, "name", here));
            GEZHI_TRY(name_en, text_of(properties, "name_en", here));
            GEZHI_TRY(address, text_of(properties, "address", here));
            GEZHI_TRY(provisional, member_of(properties, "provisional", Type::boolean, here));
            GEZHI_TRY(inside, member_of(properties, "in_subdistrict", Type::boolean, here));
            read.inside = !inside || inside->boolean();
            read.place = {code,    name,
                          name_en, kind,
                          address, drawn.parts[0].paths[0][0],
                          owner,   provisional && provisional->boolean()};
            places.push_back(std::move(read));
            return {};
        }));
    return places;
}

} // namespace gezhi::grid
