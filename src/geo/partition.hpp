#pragma once
// From roads to grids, with proof. Boundary, named roads and rules in, faces out: every road is joined from
// its pieces, extended straight beyond its ends, and together they cut the boundary into faces; every face is
// put on its side of every road and the rules select faces. A face that no rule selects is a gap, one that
// several select an overlap; without either the partition is exact. For the rest it finds the smallest
// settlements and checks each again. Deterministic; vertices are whole 1e-7 degrees, shared by neighbours, so
// grids of an exact proof tile the boundary. Never decides between settlements.

#include "geo/region.hpp"
#include "geo/rule_text.hpp"

#include <string>
#include <vector>

namespace gezhi::geo {

namespace rules {
inline constexpr Rule no_rules{"geo/no-rules", Kind::invalid, "There is no rule, so there is no grid"};
inline constexpr Rule too_many_rules{"geo/too-many-rules", Kind::limit,
                                     "More rules, roads or vertices than one partition may have"};
inline constexpr Rule grid_twice{"geo/grid-twice", Kind::invalid, "Two rules are for the same grid"};
inline constexpr Rule rest_twice{"geo/rest-twice", Kind::invalid, "Two grids cannot both be the rest"};
inline constexpr Rule road_empty{"geo/road-empty", Kind::invalid, "The road has no line"};
inline constexpr Rule road_unclear{
    "geo/road-unclear", Kind::conflict,
    "Pieces of this name do not make one road: branches, or two roads of one name"};
inline constexpr Rule side_unclear{"geo/side-unclear", Kind::invalid,
                                   "The road does not run so that it has this side"};
} // namespace rules

struct NamedRoad {
    std::string name{};
    std::string name_en{};
    std::vector<Line> lines{}; // in any order and direction; several roads of one name are joined
};

struct GridRule {
    std::string grid{}; // code
    std::string name{};
    std::string text{};

    bool operator==(const GridRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(GridRule, (), (grid, name, text))

struct Draft {
    Multipolygon boundary{}; // as valid_region() gives it
    std::vector<NamedRoad> roads{};
    std::vector<GridRule> rules{};
};

struct ReadRule {
    GridRule rule{};
    Clause parsed{};
};

struct FaceSide {
    std::string road{};
    Side side{Side::north};
};
BOOST_DESCRIBE_STRUCT(FaceSide, (), (road, side))

enum class Verdict : std::uint8_t { one, gap, overlap };
BOOST_DESCRIBE_ENUM(Verdict, one, gap, overlap)

struct Face {
    int number{0};                 // from 1: rows from north to south, in each from west to east
    std::vector<FaceSide> sides{}; // of every road some rule names, in order of first mention
    double area_m2{0};
    Point inner{};
    std::vector<std::string> selected_by{};
    Verdict verdict{Verdict::gap};
    Polygon shape{};
};

enum class Axis : std::uint8_t { ew, ns, ring };
BOOST_DESCRIBE_ENUM(Axis, ew, ns, ring)

struct CutRoad {
    std::string name{};
    Axis axis{Axis::ew};
    std::vector<Line> lines{}; // joined and extended, clipped to the neighbourhood of the boundary
};

// What was done beyond reading: shown, so that nobody is surprised.
enum class NoteKind : std::uint8_t {
    bridged,     // pieces of `road` joined over a gap of `metres`
    left_out,    // a second carriageway of `road`, at most `metres` beside it
    extended,    // `road` goes on straight for `metres` inside the boundary
    not_cutting, // `road` does not cut the boundary: all of it lies on one side
    sliver       // a strip of `metres` square metres between border and roads went to its neighbour
};
BOOST_DESCRIBE_ENUM(NoteKind, bridged, left_out, extended, not_cutting, sliver)

struct Note {
    NoteKind kind{NoteKind::extended};
    std::string road{};
    std::int64_t metres{0};
};
BOOST_DESCRIBE_STRUCT(Note, (), (kind, road, metres))

enum class SettlementKind : std::uint8_t {
    rest,   // one rule becomes "the rest"
    reword, // one rule is reworded (often as a union) and takes all
    share   // gaps go to several neighbours, or overlaps to one of their grids
};
BOOST_DESCRIBE_ENUM(SettlementKind, rest, reword, share)

struct Settlement {
    SettlementKind kind{SettlementKind::rest};
    std::vector<GridRule> rules{};      // all rules, the changed ones reworded
    std::vector<std::string> changed{}; // grids whose rule is reworded
    std::vector<int> moves_faces{};
    bool exact{false};
};

struct GridShape {
    std::string grid{};
    std::string name{};
    double area_m2{0}; // of what its rule selects
    double share{0};   // of the boundary, 0 to 1
    Multipolygon shape{};
};

struct Proof {
    std::vector<ReadRule> rules{};
    std::vector<Face> faces{};
    std::vector<int> gaps{};     // numbers of faces
    std::vector<int> overlaps{}; // numbers of faces
    double total_m2{0};          // of all faces
    double boundary_m2{0};
    double error_m2{0}; // how far the two differ by rounding: under half a centimetre by the border's length
    double gap_m2{0};
    double overlap_m2{0};
    bool exact{false};
    std::vector<GridShape> grids{}; // in the order of the rules
    std::vector<Settlement> settlements{};
    std::vector<CutRoad> roads{};
    std::vector<Note> notes{};
};

constexpr std::size_t grid_rules_max = 200;
constexpr std::size_t cutting_roads_max = 60;
constexpr std::size_t settlements_max = 6;

// Refusals about one rule carry `grid` and point to /rules/<n>/text.
Result<Proof> prove(const Draft& draft);

} // namespace gezhi::geo
