// The writing half: shapes, layers, places.

#include "json/json.hpp"
#include "modules/grid/geojson.hpp"

#include <cmath>

namespace gezhi::grid {

namespace {

void member(std::string& out, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (out.back() != '{') out += ',';
    json::escape_to(out, name);
    out += ':';
    json::escape_to(out, value);
}

void point_to(std::string& out, geo::Point at) {
    out += '[';
    json::number_to(out, at.lon());
    out += ',';
    json::number_to(out, at.lat());
    out += ']';
}

void path_to(std::string& out, const Path& path) {
    out += '[';
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (i > 0) out += ',';
        point_to(out, path[i]);
    }
    out += ']';
}

void part_to(std::string& out, Shape shape, const Part& part) {
    switch (shape) {
    case Shape::point:
        return point_to(out, part.paths.at(0).at(0));
    case Shape::line:
        return path_to(out, part.paths.at(0));
    case Shape::area:
        out += '[';
        for (std::size_t i = 0; i < part.paths.size(); ++i) {
            if (i > 0) out += ',';
            path_to(out, part.paths[i]);
        }
        out += ']';
    }
}

std::string_view type_of(Shape shape, bool multi) {
    switch (shape) {
    case Shape::point:
        return multi ? "MultiPoint" : "Point";
    case Shape::line:
        return multi ? "MultiLineString" : "LineString";
    case Shape::area:
        return multi ? "MultiPolygon" : "Polygon";
    }
    return "Point";
}

class Collection {
public:
    void add(std::string_view properties, std::string_view geometry) {
        if (text_.back() != '[') text_ += ',';
        text_ += R"({"type":"Feature","properties":)";
        text_ += properties;
        text_ += R"(,"geometry":)";
        text_ += geometry;
        text_ += '}';
    }

    std::string finish() && { return std::move(text_) + "]}"; }

private:
    std::string text_ = R"({"type":"FeatureCollection","features":[)";
};

} // namespace

std::string geometry_text(Shape shape, const std::vector<Part>& parts) {
    std::string out = R"({"type":")";
    out += type_of(shape, parts.size() != 1);
    out += R"(","coordinates":)";
    if (parts.size() != 1) out += '[';
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += ',';
        part_to(out, shape, parts[i]);
    }
    if (parts.size() != 1) out += ']';
    return out + '}';
}

bool east_west(const std::vector<Part>& lines) {
    double east = 0;
    double north = 0;
    for (const auto& line : lines)
        for (const auto& path : line.paths) {
            if (path.empty()) continue;
            const auto middle = path.front().lat() * std::acos(-1.0) / 180;
            east += std::abs(path.back().lon() - path.front().lon()) * std::cos(middle);
            north += std::abs(path.back().lat() - path.front().lat());
        }
    return east >= north;
}

std::string write_layer(const std::vector<Feature>& features, Layer layer) {
    Collection collection;
    for (const auto& one : features) {
        if (one.layer != layer) continue;
        std::string properties = "{";
        member(properties, "name", one.name);
        member(properties, "name_en", one.name_en);
        member(properties, "kind", one.kind.value);
        member(properties, "code", one.code.value);
        if (one.shape == Shape::line) member(properties, "axis", east_west(one.parts) ? "ew" : "ns");
        member(properties, "source", one.source);
        member(properties, "note", one.note);
        if (one.accuracy_m > 0)
            (properties += properties == "{" ? R"("accuracy_m":)" : R"(,"accuracy_m":)") +=
                number(one.accuracy_m);
        collection.add(properties + '}', geometry_text(one.shape, one.parts));
    }
    return std::move(collection).finish();
}

std::string write_places(const std::vector<Place>& places) {
    Collection collection;
    for (const auto& one : places) {
        std::string properties = "{";
        member(properties, "code", one.code.value);
        member(properties, "name", one.name);
        member(properties, "name_en", one.name_en);
        member(properties, "kind", one.kind.value);
        member(properties, "address", one.address);
        member(properties, "owner_unit", one.owner_unit.value);
        if (one.provisional)
            properties += properties == "{" ? R"("provisional":true)" : R"(,"provisional":true)";
        collection.add(properties + '}', geometry_text(Shape::point, {Part{{{one.at}}}}));
    }
    return std::move(collection).finish();
}

} // namespace gezhi::grid
