#pragma once
// The words of the room: the ground as it is drawn (boundary, named roads, water, metro), the partition of it
// into grids by rules in the street's words, and places with codes. One stream `ground`, one stream
// `partition` that holds every version, one stream per place (its id is the PlaceId). Events carry their
// content whole, geometry and words, so that the log alone replays (docs/adr/0007); positions are whole
// numbers of 1e-7 degree on WGS84.

#include "base/actor.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "geo/point.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gezhi::grid {

// ---- what is drawn

enum class Layer : std::uint8_t { boundary, roads, water, metro };
BOOST_DESCRIBE_ENUM(Layer, boundary, roads, water, metro)

enum class Shape : std::uint8_t { point, line, area };
BOOST_DESCRIBE_ENUM(Shape, point, line, area)

using Path = std::vector<geo::Point>;

// A point, a line, or a polygon with its holes after it (rings closed: last point = first).
struct Part {
    std::vector<Path> paths{};

    bool operator==(const Part&) const = default;
};
BOOST_DESCRIBE_STRUCT(Part, (), (paths))

struct Feature {
    Layer layer{Layer::roads};
    Shape shape{Shape::line};
    Code kind{}; // subdistrict, secondary, river, metro_line …
    Code code{};
    std::string name{};
    std::string name_en{};
    std::string source{};
    std::string note{};
    std::int64_t accuracy_m{0};
    std::vector<Part> parts{};

    bool operator==(const Feature&) const = default;
};
BOOST_DESCRIBE_STRUCT(Feature, (), (layer, shape, kind, code, name, name_en, source, note, accuracy_m, parts))

// ---- partitions

// A grid and the words that say where it lies: 天山路以南、遵义路以东.
struct GridRule {
    Code grid{};
    std::string name{};
    std::string name_en{};
    std::string text{};

    bool operator==(const GridRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(GridRule, (), (grid, name, name_en, text))

struct GridArea {
    Code grid{};
    std::int64_t area_m2{0};
    std::vector<Part> parts{};

    bool operator==(const GridArea&) const = default;
};
BOOST_DESCRIBE_STRUCT(GridArea, (), (grid, area_m2, parts))

// drafted: the words are kept · checked: they could be read, and the proof is there · adopted: exact, and
// waits for its day · in_force · superseded
enum class Standing : std::uint8_t { drafted, checked, adopted, in_force, superseded };
BOOST_DESCRIBE_ENUM(Standing, drafted, checked, adopted, in_force, superseded)

// A face that no rule selects, or more than one.
struct Flaw {
    std::int64_t face{0};
    std::int64_t area_m2{0};
    geo::Point inner{};
    std::vector<Code> selected_by{}; // empty: a gap

    bool operator==(const Flaw&) const = default;
};
BOOST_DESCRIBE_STRUCT(Flaw, (), (face, area_m2, inner, selected_by))

// The proof in short, as it stands in the log.
struct Finding {
    std::int64_t faces{0};
    std::int64_t total_m2{0};
    std::int64_t boundary_m2{0};
    bool exact{false};
    std::vector<Flaw> flaws{};

    bool operator==(const Finding&) const = default;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (faces, total_m2, boundary_m2, exact, flaws))

struct Partition {
    Code version{}; // "1", "2" …, as cases name it; empty for a draft
    Standing standing{Standing::drafted};
    std::vector<GridRule> rules{};
    std::vector<GridArea> areas{};
    Finding finding{};
    std::string note{};
    bool to_be_confirmed{false};
    PersonId by{}; // empty: the operator at the machine
    Instant adopted_at{};
    Instant valid_from{};
    std::optional<Instant> valid_until{};
};

// ---- places

struct Place {
    Code code{};
    std::string name{};
    std::string name_en{};
    Code kind{};
    std::string address{};
    geo::Point at{};
    Code owner_unit{};
    bool provisional{false}; // the code is ours until the official one is known

    bool operator==(const Place&) const = default;
};
BOOST_DESCRIBE_STRUCT(Place, (), (code, name, name_en, kind, address, at, owner_unit, provisional))

// ---- state

inline constexpr StreamId ground_stream{{0, 0x67726f756e64}};
inline constexpr StreamId partition_stream{{0, 0x7061727469}};

struct State {
    std::int64_t version{0};
    // The ground:
    std::string attribution{};
    std::vector<Feature> features{};
    std::optional<geo::Point> origin{}; // of the plane; of the first boundary, and never moved
    // Or the partition:
    std::optional<Partition> draft{};
    std::vector<Partition> partitions{}; // adopted ones, the oldest first
    // Or a place:
    PlaceId id{};
    std::optional<Place> place{};
    bool retired{false};
    std::int64_t serial{0}; // of a code we gave
};

// ---- commands

struct ImportGround {
    static constexpr std::string_view name = "grid/import_ground";
    std::string attribution{};
    std::vector<Feature> features{};
};
BOOST_DESCRIBE_STRUCT(ImportGround, (), (attribution, features))

struct DraftRules {
    static constexpr std::string_view name = "grid/draft_rules";
    std::vector<GridRule> rules{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(DraftRules, (), (rules, note))

struct Adopt {
    static constexpr std::string_view name = "grid/adopt";
    std::vector<GridRule> rules{}; // none: the draft's
    std::string note{};
    bool to_be_confirmed{false};
    std::optional<Instant> valid_from{}; // none: at once
};
BOOST_DESCRIBE_STRUCT(Adopt, (), (rules, note, to_be_confirmed, valid_from))

struct TakeEffect { // of the clock
    static constexpr std::string_view name = "grid/take_effect";
};
BOOST_DESCRIBE_STRUCT(TakeEffect, (), ())

struct AddPlace { // without a code it gets the next one of the street
    static constexpr std::string_view name = "grid/add_place";
    Place place{};
};
BOOST_DESCRIBE_STRUCT(AddPlace, (), (place))

struct EditPlace { // the code stays: it is printed
    static constexpr std::string_view name = "grid/edit_place";
    Place place{};
};
BOOST_DESCRIBE_STRUCT(EditPlace, (), (place))

struct RetirePlace {
    static constexpr std::string_view name = "grid/retire_place";
};
BOOST_DESCRIBE_STRUCT(RetirePlace, (), ())

using Command = std::variant<ImportGround, DraftRules, Adopt, TakeEffect, AddPlace, EditPlace, RetirePlace>;

// ---- events

struct GroundImported {
    static constexpr std::string_view name = "grid/ground_imported.1";
    std::string attribution{};
    geo::Point origin{};
    std::vector<Feature> features{};
};
BOOST_DESCRIBE_STRUCT(GroundImported, (), (attribution, origin, features))

struct RulesDrafted {
    static constexpr std::string_view name = "grid/rules_drafted.1";
    std::vector<GridRule> rules{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(RulesDrafted, (), (rules, note))

struct DraftChecked {
    static constexpr std::string_view name = "grid/draft_checked.1";
    Finding finding{};
};
BOOST_DESCRIBE_STRUCT(DraftChecked, (), (finding))

// The draft becomes a version.
struct PartitionAdopted {
    static constexpr std::string_view name = "grid/partition_adopted.1";
    Code version{};
    std::vector<GridArea> areas{};
    std::string note{};
    bool to_be_confirmed{false};
    PersonId by{};
    Instant at{};
    Instant valid_from{};
};
BOOST_DESCRIBE_STRUCT(PartitionAdopted, (), (version, areas, note, to_be_confirmed, by, at, valid_from))

struct PartitionTookEffect { // and the one before ends
    static constexpr std::string_view name = "grid/partition_took_effect.1";
    Code version{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(PartitionTookEffect, (), (version, at))

struct PlaceAdded {
    static constexpr std::string_view name = "grid/place_added.1";
    PlaceId id{};
    Place place{};
    std::int64_t serial{0};
};
BOOST_DESCRIBE_STRUCT(PlaceAdded, (), (id, place, serial))

struct PlaceEdited {
    static constexpr std::string_view name = "grid/place_edited.1";
    Place place{};
};
BOOST_DESCRIBE_STRUCT(PlaceEdited, (), (place))

struct PlaceRetired {
    static constexpr std::string_view name = "grid/place_retired.1";
};
BOOST_DESCRIBE_STRUCT(PlaceRetired, (), ())

using Event = std::variant<GroundImported, RulesDrafted, DraftChecked, PartitionAdopted, PartitionTookEffect,
                           PlaceAdded, PlaceEdited, PlaceRetired>;

// ---- facts: all that decide may know of the world

// What came of reading the rules over the ground of this moment.
struct Proven {
    std::optional<Error> refusal{}; // a rule that cannot be read, a road that is not there
    Finding finding{};
    std::vector<GridArea> areas{};
};

struct Facts {
    Instant now{};
    StreamId stream{};
    PersonId by{};
    bool ground{false};        // a boundary is there
    bool boundary_sound{true}; // of the ground to import: closed, without crossing itself
    geo::Point middle{};       // of that boundary
    Proven proven{};
    bool code_taken{false};
    Code next_code{}; // for a place without one
    std::int64_t next_serial{0};
    bool unknown_unit{false};
    std::int64_t outside_m{0}; // of a place: how far from the boundary
};

// ---- limits

constexpr std::size_t features_max = 20'000;
constexpr std::size_t points_max = 400'000;
constexpr std::size_t rules_max = 60;
constexpr std::size_t name_characters_max = 80;
constexpr std::size_t address_characters_max = 120;
constexpr std::size_t rule_characters_max = 200;
constexpr std::size_t note_characters_max = 500;
constexpr std::int64_t place_outside_m_max = 3'000;
constexpr std::chrono::hours valid_ahead_max{24 * 366};
// The operator at the machine, who brings a street's folder: the same name as people's.
inline constexpr std::string_view setup_flow = "setup";

// ---- rule book

namespace rules {
inline constexpr Rule not_administrator{"grid/not-administrator", Kind::denied,
                                        "Only an administrator changes the ground, the grids and the places"};
inline constexpr Rule clock_only{"grid/clock-only", Kind::denied, "A version takes effect by its date alone"};
inline constexpr Rule wrong_stream{"grid/wrong-stream", Kind::invalid,
                                   "The ground, the partition and a place are three different files"};
inline constexpr Rule no_boundary{"grid/no-boundary", Kind::invalid,
                                  "The boundary layer has exactly one area of kind subdistrict"};
inline constexpr Rule boundary_broken{"grid/boundary-broken", Kind::invalid,
                                      "The boundary is not closed or crosses itself"};
inline constexpr Rule too_much{"grid/too-much", Kind::invalid, "More features or points than a street has"};
inline constexpr Rule no_ground{"grid/no-ground", Kind::conflict,
                                "Boundary and roads have not been imported yet"};
inline constexpr Rule no_rules{"grid/no-rules", Kind::invalid, "There are no rules, or too many"};
inline constexpr Rule rule_incomplete{"grid/rule-incomplete", Kind::invalid,
                                      "A rule has a grid, a name and words, none too long"};
inline constexpr Rule grid_twice{"grid/grid-twice", Kind::invalid, "Two rules are for one grid"};
inline constexpr Rule not_exact{"grid/not-exact", Kind::conflict,
                                "Some face belongs to no grid or to more than one"};
inline constexpr Rule valid_from{"grid/valid-from", Kind::invalid,
                                 "A version begins now or within a year, after the one that waits"};
inline constexpr Rule nothing_waits{"grid/nothing-waits", Kind::conflict, "No version waits for its day"};
inline constexpr Rule same_rules{"grid/same-rules", Kind::conflict,
                                 "The partition in force has these very rules and areas"};
inline constexpr Rule place_missing{"grid/place-missing", Kind::missing, "There is no such place"};
inline constexpr Rule place_exists{"grid/place-exists", Kind::conflict, "The place exists"};
inline constexpr Rule place_retired{"grid/place-retired", Kind::conflict, "The place was retired"};
inline constexpr Rule code_taken{"grid/code-taken", Kind::conflict, "Another place has this code"};
inline constexpr Rule code_fixed{"grid/code-fixed", Kind::conflict,
                                 "The code of a place stays, for it is printed on its label"};
inline constexpr Rule place_incomplete{"grid/place-incomplete", Kind::invalid,
                                       "A place has a name and a kind, and no text is too long"};
inline constexpr Rule unknown_unit{"grid/unknown-unit", Kind::invalid, "The playbook has no such unit"};
inline constexpr Rule place_too_far{"grid/place-too-far", Kind::invalid,
                                    "The place lies far outside the street"};
} // namespace rules

} // namespace gezhi::grid
