#pragma once
// A proof as the outside sees it: degrees, square kilometres and GeoJSON shapes in described structs, ready
// for JSON; and the same as lines of words and numbers for a terminal. Holds no sentence: the reader of the
// lines knows what each kind means.

#include "geo/partition.hpp"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gezhi::geo {

// GeoJSON (RFC 7946): longitude first, degrees WGS84.
struct AreaShape {
    std::string type{"MultiPolygon"};
    std::vector<std::vector<std::vector<std::vector<double>>>> coordinates{};
};
BOOST_DESCRIBE_STRUCT(AreaShape, (), (type, coordinates))

struct LineShape {
    std::string type{"MultiLineString"};
    std::vector<std::vector<std::vector<double>>> coordinates{};
};
BOOST_DESCRIBE_STRUCT(LineShape, (), (type, coordinates))

struct Degrees {
    double lat{0};
    double lon{0};
};
BOOST_DESCRIBE_STRUCT(Degrees, (), (lat, lon))

AreaShape area_shape(const Multipolygon& region);
LineShape line_shape(const std::vector<Line>& lines);
Degrees degrees(Point at);

struct RuleView {
    std::string grid{};
    std::string name{};
    std::string text{};
    Clause parsed{};
};
BOOST_DESCRIBE_STRUCT(RuleView, (), (grid, name, text, parsed))

struct FaceView {
    int number{0};
    std::vector<FaceSide> sides{};
    double area_km2{0};
    Degrees inner{};
    std::vector<std::string> selected_by{};
    Verdict verdict{Verdict::gap};
    AreaShape geometry{};
};
BOOST_DESCRIBE_STRUCT(FaceView, (), (number, sides, area_km2, inner, selected_by, verdict, geometry))

struct SettlementView {
    SettlementKind kind{SettlementKind::rest};
    std::vector<GridRule> rules{};
    std::vector<int> moves_faces{};
    std::map<std::string, std::string> text_params{}; // grids: names of the changed ones
    bool exact{false};
};
BOOST_DESCRIBE_STRUCT(SettlementView, (), (kind, rules, moves_faces, text_params, exact))

struct RoadView {
    std::string name{};
    Axis axis{Axis::ew};
    LineShape geometry{};
};
BOOST_DESCRIBE_STRUCT(RoadView, (), (name, axis, geometry))

struct GridView {
    std::string grid{};
    std::string name{};
    double area_km2{0};
    double share{0};
};
BOOST_DESCRIBE_STRUCT(GridView, (), (grid, name, area_km2, share))

struct ProofView {
    std::vector<RuleView> rules{};
    std::vector<FaceView> faces{};
    std::vector<int> gaps{};
    std::vector<int> overlaps{};
    double total_km2{0};
    double boundary_km2{0};
    double error_m2{0};
    double gap_share{0};
    bool exact{false};
    std::vector<GridView> grids{};
    std::vector<SettlementView> settlements{};
    std::vector<RoadView> roads{};
    std::vector<Note> notes{};
};
BOOST_DESCRIBE_STRUCT(ProofView, (),
                      (rules, faces, gaps, overlaps, total_km2, boundary_km2, error_m2, gap_share, exact,
                       grids, settlements, roads, notes))

ProofView view_of(const Proof& proof);

// One line of a report: what it is about, and its cells from left to right.
enum class LineKind : std::uint8_t {
    rule,
    road,
    note,
    face,
    sum,
    gap,
    overlap,
    share,
    settlement,
    wording,
    verdict
};
BOOST_DESCRIBE_ENUM(LineKind, rule, road, note, face, sum, gap, overlap, share, settlement, wording, verdict)

struct ReportLine {
    LineKind kind{LineKind::face};
    std::vector<std::string> cells{};
};
BOOST_DESCRIBE_STRUCT(ReportLine, (), (kind, cells))

// rule: grid, name, text · road: name, axis · note: kind, road, metres · face: number, sides ("天山路 south;
// …"), m², inner "lat,lon", selected by, verdict · sum: faces m², boundary m², error m² · gap, overlap: face,
// m², inner · share: grid, name, m², per cent · settlement: number, kind, faces moved, exact|open · wording
// (of the settlement above): grid, name, text · verdict: exact|open
std::vector<ReportLine> report(const Proof& proof);

} // namespace gezhi::geo
