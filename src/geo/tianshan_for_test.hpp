#pragma once
// The demo street's boundary, roads and published rules, read from demo/tianshan for tests.

#include "geo/partition.hpp"
#include "json/node.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace gezhi::geo::tianshan {

inline json::Document file(const std::string& name) {
    std::ifstream stream(std::string(GEZHI_SOURCE_DIR) + "/demo/tianshan/" + name);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    auto document = json::Document::parse(text);
    require(document.has_value(), "the demo street's file " + name + " is JSON");
    return *document;
}

inline Line line_of(json::Node positions) {
    Line line;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const auto at = positions.at(i);
        line.push_back(from_degrees(at.at(1).number(), at.at(0).number()).value_or(Point{}));
    }
    return line;
}

inline std::string text_of(json::Node node, std::string_view key) {
    const auto member = node.find(key);
    return member ? std::string(member->string()) : std::string{};
}

inline Multipolygon boundary() {
    const auto document = file("boundary.geojson");
    const auto features = *document.root().find("features");
    for (std::size_t i = 0; i < features.size(); ++i) {
        const auto feature = features.at(i);
        if (text_of(*feature.find("properties"), "kind") != "subdistrict") continue;
        const auto rings = *feature.find("geometry")->find("coordinates");
        auto region = valid_region({{line_of(rings.at(0)), {}}});
        require(region.has_value(), "the demo street's boundary is an area");
        return *region;
    }
    return {};
}

inline std::vector<NamedRoad> roads() {
    std::vector<NamedRoad> roads;
    const auto document = file("roads.geojson");
    const auto features = *document.root().find("features");
    for (std::size_t i = 0; i < features.size(); ++i) {
        const auto properties = *features.at(i).find("properties");
        const auto geometry = *features.at(i).find("geometry");
        const auto coordinates = *geometry.find("coordinates");
        NamedRoad road{text_of(properties, "name"), text_of(properties, "name_en"), {}};
        if (text_of(geometry, "type") == "LineString")
            road.lines.push_back(line_of(coordinates));
        else
            for (std::size_t k = 0; k < coordinates.size(); ++k)
                road.lines.push_back(line_of(coordinates.at(k)));
        roads.push_back(std::move(road));
    }
    return roads;
}

inline std::vector<GridRule> published() {
    std::vector<GridRule> rules;
    const auto document = file("grids.json");
    const auto list = *document.root().find("published");
    for (std::size_t i = 0; i < list.size(); ++i)
        rules.push_back(
            {text_of(list.at(i), "grid"), text_of(list.at(i), "name"), text_of(list.at(i), "text")});
    return rules;
}

inline Draft draft() {
    return {boundary(), roads(), published()};
}

} // namespace gezhi::geo::tianshan
