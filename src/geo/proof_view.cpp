#include "geo/proof_view.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace gezhi::geo {

namespace {

constexpr double m2_per_km2 = 1e6;

std::vector<double> position(Point at) {
    return {at.lon(), at.lat()};
}

std::vector<std::vector<double>> ring_shape(const Ring& ring) {
    std::vector<std::vector<double>> positions;
    for (const Point at : ring) positions.push_back(position(at));
    positions.push_back(position(ring.front()));
    return positions;
}

std::string whole(double value) {
    return number(std::llround(value));
}

std::string place_text(Point at) {
    return fmt::format("{:.6f},{:.6f}", at.lat(), at.lon());
}

template <class Enum>
std::string word(Enum value) {
    return boost::describe::enum_to_string(value, "");
}

std::string numbers(const std::vector<int>& list) {
    std::vector<std::string> texts;
    for (const int one : list) texts.push_back(number(one));
    return join(texts, " ");
}

SettlementView view_of(const Settlement& settlement) {
    std::vector<std::string> names;
    for (const auto& rule : settlement.rules)
        for (const auto& grid : settlement.changed)
            if (rule.grid == grid) names.push_back(rule.name);
    return {settlement.kind,
            settlement.rules,
            settlement.moves_faces,
            {{"grids", join(names, " ")}},
            settlement.exact};
}

void report_faces(const Proof& proof, std::vector<ReportLine>& lines) {
    for (const auto& face : proof.faces) {
        std::vector<std::string> sides;
        for (const auto& [road, side] : face.sides) sides.push_back(road + " " + word(side));
        lines.push_back({LineKind::face,
                         {number(face.number), join(sides, "; "), whole(face.area_m2), place_text(face.inner),
                          join(face.selected_by, " "), word(face.verdict)}});
    }
    lines.push_back(
        {LineKind::sum,
         {whole(proof.total_m2), whole(proof.boundary_m2), fmt::format("{:.1f}", proof.error_m2)}});
    for (const auto& face : proof.faces) {
        if (face.verdict == Verdict::one) continue;
        const auto kind = face.verdict == Verdict::gap ? LineKind::gap : LineKind::overlap;
        lines.push_back({kind, {number(face.number), whole(face.area_m2), place_text(face.inner)}});
    }
}

void report_settlements(const Proof& proof, std::vector<ReportLine>& lines) {
    std::size_t count = 0;
    for (const auto& settlement : proof.settlements) {
        lines.push_back({LineKind::settlement,
                         {number(++count), word(settlement.kind), numbers(settlement.moves_faces),
                          settlement.exact ? "exact" : "open"}});
        for (const auto& rule : settlement.rules)
            for (const auto& grid : settlement.changed)
                if (rule.grid == grid)
                    lines.push_back({LineKind::wording, {rule.grid, rule.name, rule.text}});
    }
}

} // namespace

AreaShape area_shape(const Multipolygon& region) {
    AreaShape shape;
    for (const auto& polygon : region) {
        auto& rings = shape.coordinates.emplace_back();
        rings.push_back(ring_shape(polygon.outer));
        for (const auto& hole : polygon.holes) rings.push_back(ring_shape(hole));
    }
    return shape;
}

LineShape line_shape(const std::vector<Line>& lines) {
    LineShape shape;
    for (const auto& line : lines) {
        auto& positions = shape.coordinates.emplace_back();
        for (const Point at : line) positions.push_back(position(at));
    }
    return shape;
}

Degrees degrees(Point at) {
    return {at.lat(), at.lon()};
}

ProofView view_of(const Proof& proof) {
    ProofView view;
    for (const auto& [rule, parsed] : proof.rules)
        view.rules.push_back({rule.grid, rule.name, rule.text, parsed});
    for (const auto& face : proof.faces)
        view.faces.push_back({face.number, face.sides, face.area_m2 / m2_per_km2, degrees(face.inner),
                              face.selected_by, face.verdict, area_shape({face.shape})});
    view.gaps = proof.gaps;
    view.overlaps = proof.overlaps;
    view.total_km2 = proof.total_m2 / m2_per_km2;
    view.boundary_km2 = proof.boundary_m2 / m2_per_km2;
    view.error_m2 = proof.error_m2;
    view.gap_share = proof.total_m2 > 0 ? proof.gap_m2 / proof.total_m2 : 0;
    view.exact = proof.exact;
    for (const auto& grid : proof.grids)
        view.grids.push_back({grid.grid, grid.name, grid.area_m2 / m2_per_km2, grid.share});
    for (const auto& settlement : proof.settlements) view.settlements.push_back(view_of(settlement));
    for (const auto& road : proof.roads) view.roads.push_back({road.name, road.axis, line_shape(road.lines)});
    view.notes = proof.notes;
    return view;
}

std::vector<ReportLine> report(const Proof& proof) {
    std::vector<ReportLine> lines;
    for (const auto& [rule, parsed] : proof.rules)
        lines.push_back({LineKind::rule, {rule.grid, rule.name, rule.text}});
    for (const auto& road : proof.roads) lines.push_back({LineKind::road, {road.name, word(road.axis)}});
    for (const auto& note : proof.notes)
        lines.push_back({LineKind::note, {word(note.kind), note.road, number(note.metres)}});
    report_faces(proof, lines);
    for (const auto& grid : proof.grids)
        lines.push_back(
            {LineKind::share,
             {grid.grid, grid.name, whole(grid.area_m2), fmt::format("{:.1f}", grid.share * 100)}});
    report_settlements(proof, lines);
    lines.push_back({LineKind::verdict, {proof.exact ? "exact" : "open"}});
    return lines;
}

} // namespace gezhi::geo
