#include "modules/grid/drawing.hpp"

#include "modules/grid/rules.hpp"

#include <algorithm>
#include <cmath>

namespace gezhi::grid {

namespace {

geo::Ring open_ring(const Path& path) {
    geo::Ring ring = path;
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    return ring;
}

Path closed_path(const geo::Ring& ring) {
    Path path = ring;
    if (!path.empty()) path.push_back(path.front());
    return path;
}

std::int64_t whole(double m2) {
    return static_cast<std::int64_t>(std::llround(m2));
}

Flaw flaw_of(const geo::Face& face) {
    Flaw flaw{face.number, whole(face.area_m2), face.inner, {}};
    for (const auto& grid : face.selected_by) flaw.selected_by.push_back(Code{grid});
    return flaw;
}

// Pieces of one road stand in several features.
std::vector<geo::NamedRoad> roads_of(const std::vector<Feature>& features) {
    std::vector<geo::NamedRoad> roads;
    for (const auto& feature : features) {
        if (feature.layer != Layer::roads || feature.shape != Shape::line || feature.name.empty()) continue;
        auto road = std::find_if(roads.begin(), roads.end(),
                                 [&](const auto& one) { return one.name == feature.name; });
        if (road == roads.end()) road = roads.insert(roads.end(), {feature.name, feature.name_en, {}});
        for (const auto& part : feature.parts)
            for (const auto& path : part.paths) road->lines.push_back(path);
    }
    return roads;
}

} // namespace

geo::Multipolygon region_of(const std::vector<Part>& areas) {
    geo::Multipolygon region;
    for (const auto& part : areas) {
        if (part.paths.empty()) continue;
        geo::Polygon polygon{open_ring(part.paths.front()), {}};
        for (std::size_t i = 1; i < part.paths.size(); ++i) polygon.holes.push_back(open_ring(part.paths[i]));
        region.push_back(std::move(polygon));
    }
    return region;
}

std::vector<Part> parts_of(const geo::Multipolygon& region) {
    std::vector<Part> parts;
    for (const auto& polygon : region) {
        Part part{{closed_path(polygon.outer)}};
        for (const auto& hole : polygon.holes) part.paths.push_back(closed_path(hole));
        parts.push_back(std::move(part));
    }
    return parts;
}

Result<geo::Multipolygon> boundary_region(const std::vector<Feature>& features) {
    const auto* boundary = boundary_of(features);
    if (boundary == nullptr) return refuse(rules::no_boundary);
    return geo::valid_region(region_of(boundary->parts));
}

Result<geo::Proof> prove(const std::vector<Feature>& features, const std::vector<GridRule>& rules) {
    GEZHI_TRY(boundary, boundary_region(features));
    return geo::prove({std::move(boundary), roads_of(features), plain(rules)});
}

Finding finding_of(const geo::Proof& proof) {
    Finding finding;
    finding.faces = static_cast<std::int64_t>(proof.faces.size());
    finding.total_m2 = whole(proof.total_m2);
    finding.boundary_m2 = whole(proof.boundary_m2);
    finding.exact = proof.exact;
    for (const auto& face : proof.faces)
        if (face.verdict != geo::Verdict::one) finding.flaws.push_back(flaw_of(face));
    return finding;
}

std::vector<GridArea> areas_of(const geo::Proof& proof) {
    std::vector<GridArea> areas;
    for (const auto& grid : proof.grids)
        areas.push_back({Code{grid.grid}, whole(grid.area_m2), parts_of(grid.shape)});
    return areas;
}

std::vector<geo::GridRule> plain(const std::vector<GridRule>& rules) {
    std::vector<geo::GridRule> list;
    for (const auto& rule : rules) list.push_back({rule.grid.value, rule.name, rule.text});
    return list;
}

std::vector<GridRule> rules_of(const std::vector<geo::GridRule>& rules, const std::vector<GridRule>& before) {
    std::vector<GridRule> list;
    for (const auto& rule : rules) {
        GridRule one{Code{rule.grid}, rule.name, {}, rule.text};
        for (const auto& old : before)
            if (old.grid == one.grid) one.name_en = old.name_en;
        list.push_back(std::move(one));
    }
    return list;
}

} // namespace gezhi::grid
