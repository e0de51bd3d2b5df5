#include "geo/partition.hpp"

#include "base/text.hpp"
#include "geo/noding.hpp"
#include "geo/survey.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace gezhi::geo {

namespace {

constexpr std::int32_t frame_margin_e7 = 10'000;          // about a hundred metres
constexpr std::int32_t shown_margin_e7 = 15'000;          // of a dividing road beyond the boundary
constexpr std::int32_t frame_span_e7_max = 1'000'000'000; // exact.hpp is exact up to here

Box widened(Box box, std::int32_t by) {
    return {{box.low.lat_e7 - by, box.low.lon_e7 - by}, {box.high.lat_e7 + by, box.high.lon_e7 + by}};
}

Unexpected<Error> about_rule(Error error, const Draft& draft, std::size_t rule) {
    error.params["grid"] = draft.rules[rule].grid;
    error.faults.push_back({"/rules/" + number(rule) + "/text", std::string(error.rule->code), error.params});
    return refuse(std::move(error));
}

// One entry for a name; its lines together, the first English name that is not empty.
std::vector<NamedRoad> by_name(const std::vector<NamedRoad>& roads) {
    std::vector<NamedRoad> named;
    std::map<std::string, std::size_t> known;
    for (const auto& road : roads) {
        if (road.name.empty()) continue;
        const auto [place, fresh] = known.emplace(road.name, named.size());
        if (fresh) named.push_back({road.name, {}, {}});
        auto& entry = named[place->second];
        if (entry.name_en.empty()) entry.name_en = road.name_en;
        entry.lines.insert(entry.lines.end(), road.lines.begin(), road.lines.end());
    }
    return named;
}

Result<void> check_draft(const Draft& draft) {
    if (draft.boundary.empty()) return refuse(rules::region_empty);
    if (draft.rules.empty()) return refuse(rules::no_rules);
    std::size_t vertices = 0;
    for (const auto& road : draft.roads)
        for (const auto& line : road.lines) vertices += line.size();
    if (draft.rules.size() > grid_rules_max || vertices > vertices_max)
        return refuse(rules::too_many_rules,
                      {{"rules", number(grid_rules_max)}, {"roads", number(cutting_roads_max)}});
    std::set<std::string> grids;
    for (const auto& rule : draft.rules)
        if (!grids.insert(rule.grid).second) return refuse(rules::grid_twice, {{"grid", rule.grid}});
    return {};
}

Result<std::vector<ReadRule>> read_rules(const Draft& draft, const std::vector<RoadName>& names) {
    std::vector<ReadRule> read;
    const GridRule* rest = nullptr;
    for (std::size_t i = 0; i < draft.rules.size(); ++i) {
        const auto& rule = draft.rules[i];
        auto clause = parse_rule(rule.text, names);
        if (!clause) return about_rule(clause.error(), draft, i);
        if (clause->op == Op::rest && rest != nullptr)
            return refuse(rules::rest_twice, {{"grid", rest->grid}, {"other", rule.grid}});
        if (clause->op == Op::rest) rest = &rule;
        read.push_back({rule, std::move(*clause)});
    }
    return read;
}

// Names of roads the rules need, in order of first mention, with the side they are first asked for.
std::vector<std::pair<std::string, Side>> mentions(const std::vector<ReadRule>& rules) {
    std::vector<std::pair<std::string, Side>> found;
    const auto walk = [&](const auto& self, const Clause& clause) -> void {
        if (clause.op == Op::side &&
            std::ranges::find(found, *clause.road, &std::pair<std::string, Side>::first) == found.end())
            found.emplace_back(*clause.road, *clause.side);
        for (const auto& part : clause.of) self(self, part);
    };
    for (const auto& rule : rules) walk(walk, rule.parsed);
    return found;
}

const Clause* unclear(const Clause& clause, const std::vector<Divider>& dividers) {
    if (clause.op == Op::side) {
        const auto divider = std::ranges::find(dividers, *clause.road, &Divider::name);
        return is_left(*divider, *clause.side) ? nullptr : &clause;
    }
    for (const auto& part : clause.of)
        if (const auto* found = unclear(part, dividers)) return found;
    return nullptr;
}

struct Divided {
    std::vector<Divider> dividers{};
    std::vector<Note> notes{};
};

Result<Divided> divide_by(const std::vector<std::pair<std::string, Side>>& named,
                          const std::vector<NamedRoad>& roads, const Multipolygon& boundary) {
    if (named.size() > cutting_roads_max)
        return refuse(rules::too_many_rules,
                      {{"rules", number(grid_rules_max)}, {"roads", number(cutting_roads_max)}});
    const Box box = box_of(boundary);
    const Plane plane(middle(box));
    const auto neighbourhood =
        widened(box, std::max(box.high.lat_e7 - box.low.lat_e7, box.high.lon_e7 - box.low.lon_e7));
    std::vector<JoinedRoad> lines;
    Divided divided;
    Line everything{box.low, box.high};
    for (const auto& [name, side] : named) {
        GEZHI_TRY(road, joined(*std::ranges::find(roads, name, &NamedRoad::name), plane));
        divided.notes.insert(divided.notes.end(), road.notes.begin(), road.notes.end());
        if (!road.ring) road.line = near_part(road.line, neighbourhood);
        everything.insert(everything.end(), road.line.begin(), road.line.end());
        lines.push_back(std::move(road));
    }
    const Box all = box_of(everything);
    if (std::int64_t{all.high.lon_e7} - all.low.lon_e7 > frame_span_e7_max ||
        std::int64_t{all.high.lat_e7} - all.low.lat_e7 > frame_span_e7_max)
        return refuse(rules::region_too_large, {{"max", number(vertices_max)}});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto divider = divide(lines[i], boundary, widened(all, frame_margin_e7));
        const auto metres = std::llround(extension_m(lines[i], divider, boundary));
        if (metres > 0) divided.notes.push_back({NoteKind::extended, divider.name, metres});
        if (is_left(divider, named[i].second)) divider.axis = axis_of(named[i].second);
        divided.dividers.push_back(std::move(divider));
    }
    return divided;
}

// Rows from north to south by the roads that run east and west, in a row from west to east.
auto order_of(const Surveyed& surveyed, const std::vector<Divider>& dividers) {
    int south = 0;
    int east = 0;
    for (std::size_t i = 0; i < dividers.size(); ++i) {
        const Side side = side_of(dividers[i], surveyed.left[i]);
        south += side == Side::south ? 1 : 0;
        east += side == Side::east ? 1 : 0;
    }
    const Point at = surveyed.face.inner;
    return std::tuple(south, east, at.lon_e7, -std::int64_t{at.lat_e7}, surveyed.face.shape.outer.front());
}

void survey_faces(Survey& survey, const Multipolygon& boundary, const Plane& plane,
                  std::vector<Note>& notes) {
    std::vector<Line> lines;
    for (const auto& divider : survey.dividers) {
        lines.push_back(divider.line);
        if (divider.ring) lines.back().push_back(divider.line.front());
    }
    auto result = cut(boundary, lines, plane);
    notes.insert(notes.end(), result.slivers.begin(), result.slivers.end());
    for (auto& face : result.faces) {
        Surveyed surveyed{std::move(face), {}};
        for (const auto& divider : survey.dividers)
            surveyed.left.push_back(on_left(divider, surveyed.face.inner));
        survey.faces.push_back(std::move(surveyed));
    }
    std::ranges::sort(survey.faces, {},
                      [&](const Surveyed& surveyed) { return order_of(surveyed, survey.dividers); });
    for (std::size_t i = 0; i < survey.dividers.size(); ++i) {
        const auto same = [&](const Surveyed& face) { return face.left[i] == survey.faces.front().left[i]; };
        if (std::ranges::all_of(survey.faces, same))
            notes.push_back({NoteKind::not_cutting, survey.dividers[i].name, 0});
    }
    std::vector<const Polygon*> shapes;
    for (const auto& surveyed : survey.faces) shapes.push_back(&surveyed.face.shape);
    survey.borders = borders_between(shapes, plane);
}

Face face_of(const Survey& survey, std::size_t index, const std::vector<std::size_t>& selected,
             const std::vector<ReadRule>& rules) {
    const auto& surveyed = survey.faces[index];
    Face face{static_cast<int>(index) + 1, {}, surveyed.face.area_m2, surveyed.face.inner, {}, Verdict::one,
              surveyed.face.shape};
    for (std::size_t i = 0; i < survey.dividers.size(); ++i)
        face.sides.push_back({survey.dividers[i].name, side_of(survey.dividers[i], surveyed.left[i])});
    for (const auto rule : selected) face.selected_by.push_back(rules[rule].rule.grid);
    if (selected.size() != 1) face.verdict = selected.empty() ? Verdict::gap : Verdict::overlap;
    return face;
}

void judge(Proof& proof, const Survey& survey, const Selection& selection) {
    for (std::size_t i = 0; i < survey.faces.size(); ++i) {
        auto face = face_of(survey, i, selection[i], proof.rules);
        proof.total_m2 += face.area_m2;
        if (face.verdict == Verdict::gap) {
            proof.gaps.push_back(face.number);
            proof.gap_m2 += face.area_m2;
        }
        if (face.verdict == Verdict::overlap) {
            proof.overlaps.push_back(face.number);
            proof.overlap_m2 += face.area_m2;
        }
        proof.faces.push_back(std::move(face));
    }
    proof.exact = exact(selection);
}

void shape_grids(Proof& proof, const Selection& selection) {
    for (std::size_t rule = 0; rule < proof.rules.size(); ++rule) {
        GridShape grid{proof.rules[rule].rule.grid, proof.rules[rule].rule.name, 0, 0, {}};
        std::vector<Polygon> shapes;
        for (std::size_t face = 0; face < selection.size(); ++face) {
            if (std::ranges::find(selection[face], rule) == selection[face].end()) continue;
            shapes.push_back(proof.faces[face].shape);
            grid.area_m2 += proof.faces[face].area_m2;
        }
        grid.share = proof.total_m2 > 0 ? grid.area_m2 / proof.total_m2 : 0;
        grid.shape = united(shapes);
        proof.grids.push_back(std::move(grid));
    }
}

} // namespace

Result<Proof> prove(const Draft& draft) {
    GEZHI_CHECK(check_draft(draft));
    const auto roads = by_name(draft.roads);
    Survey survey;
    for (const auto& road : roads) survey.names.push_back({road.name, road.name_en});
    Proof proof;
    GEZHI_TRY(rules, read_rules(draft, survey.names));
    proof.rules = std::move(rules);
    GEZHI_TRY(divided, divide_by(mentions(proof.rules), roads, draft.boundary));
    survey.dividers = std::move(divided.dividers);
    proof.notes = std::move(divided.notes);
    for (std::size_t i = 0; i < proof.rules.size(); ++i)
        if (const auto* clause = unclear(proof.rules[i].parsed, survey.dividers))
            return about_rule({&rules::side_unclear, {{"road", *clause->road}}, {}}, draft, i);
    const Box box = box_of(draft.boundary);
    const Plane plane(middle(box));
    survey_faces(survey, draft.boundary, plane, proof.notes);
    std::vector<Clause> clauses;
    for (const auto& rule : proof.rules) clauses.push_back(rule.parsed);
    const auto selection = select(survey, clauses);
    judge(proof, survey, selection);
    proof.boundary_m2 = area_m2(draft.boundary, plane);
    proof.error_m2 = std::abs(proof.total_m2 - proof.boundary_m2);
    shape_grids(proof, selection);
    proof.settlements = settlements_for(survey, proof.rules, selection);
    for (const auto& divider : survey.dividers) {
        auto line = divider.line;
        if (divider.ring) line.push_back(line.front());
        proof.roads.push_back({divider.name, divider.axis, clipped(line, widened(box, shown_margin_e7))});
    }
    return proof;
}

} // namespace gezhi::geo
