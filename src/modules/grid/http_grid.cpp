// The grids: how they stand, locating, checking, what would move, drafting and adopting; and the map.

#include "json/json.hpp"
#include "modules/grid/decide.hpp"
#include "modules/grid/drawing.hpp"
#include "modules/grid/geojson.hpp"
#include "modules/grid/http.hpp"
#include "modules/grid/position.hpp"

#include <algorithm>

namespace gezhi::grid::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::size_t ground_bytes_max = 16U * 1024 * 1024;

double km2(std::int64_t m2) {
    return static_cast<double>(m2) / 1e6;
}

bool is_staff(const Request& request) {
    const auto who = people::actor(request);
    return who.kind == ActorKind::person && !who.posts.empty();
}

// "G4", as the page names a new grid, is the street's G4.
Code whole_code(const Code& given, const Code& subdistrict) {
    if (given.value.find('-') != std::string::npos) return given;
    const auto whole = Code::parse(subdistrict.value + "-" + given.value);
    return whole.value_or(given);
}

// A rule that comes back without its English name keeps the one it had.
std::vector<GridRule> rules_given(const Wiring& wiring, const std::vector<wire::RuleGiven>& given) {
    const auto drawn = wiring.ground->drawn();
    const auto* before = drawn->in_force();
    std::vector<GridRule> rules;
    for (const auto& one : given) {
        GridRule rule{whole_code(one.grid, wiring.engine.subdistrict()), std::string(trim(one.name.value)),
                      one.name_en ? std::string(trim(one.name_en->value)) : std::string(),
                      std::string(trim(one.text.value))};
        if (before != nullptr && !one.name_en)
            for (const auto& old : before->rules)
                if (old.grid == rule.grid) rule.name_en = old.name_en;
        rules.push_back(std::move(rule));
    }
    return rules;
}

wire::PartitionShown shown(const Partition& partition, bool staff) {
    wire::PartitionShown out{
        partition.version, partition.adopted_at, partition.valid_from, true, partition.to_be_confirmed, {},
        partition.rules};
    if (staff && !partition.note.empty()) out.note = partition.note;
    return out;
}

std::string name_in(const Partition& partition, const Code& grid, bool english) {
    for (const auto& rule : partition.rules)
        if (rule.grid == grid) return english && !rule.name_en.empty() ? rule.name_en : rule.name;
    return grid.value;
}

void add_history(const Wiring& wiring, const Drawn& drawn, bool staff, wire::GridState& state) {
    for (auto one = drawn.partitions.rbegin(); one != drawn.partitions.rend(); ++one) {
        wire::VersionShown version{one->version,
                                   one->standing,
                                   one->adopted_at,
                                   one->valid_from,
                                   one->valid_until,
                                   one->to_be_confirmed,
                                   {},
                                   {}};
        if (staff && !one->by.empty() && wiring.person_name) version.by = wiring.person_name(one->by);
        if (staff && !one->note.empty()) version.note = one->note;
        state.history.push_back(std::move(version));
    }
}

Result<Response> state(const Wiring& wiring, const Request& request) {
    const auto drawn = wiring.ground->drawn();
    const bool staff = is_staff(request);
    wire::GridState answer;
    if (const auto* partition = drawn->in_force()) {
        answer.partition = shown(*partition, staff);
        for (const auto& area : partition->areas)
            answer.grids.push_back({area.grid, name_in(*partition, area.grid, false),
                                    name_in(*partition, area.grid, true), km2(area.area_m2),
                                    geo::area_shape(region_of(area.parts))});
        std::sort(answer.grids.begin(), answer.grids.end(),
                  [](const auto& a, const auto& b) { return a.code < b.code; });
    }
    add_history(wiring, *drawn, staff, answer);
    if (staff && drawn->draft)
        answer.draft = wire::DraftShown{drawn->draft->standing, drawn->draft->finding.exact,
                                        drawn->draft->rules, drawn->draft->note};
    return http::json_response(json::write(answer));
}

Result<GivenPosition> position_in(const Request& request) {
    GEZHI_TRY(lat, degrees_of(request.query_value("lat").value_or("")));
    GEZHI_TRY(lon, degrees_of(request.query_value("lon").value_or("")));
    GEZHI_TRY(datum, datum_of(request.query_value("datum").value_or("")));
    return GivenPosition{lat, lon, datum};
}

wire::WarningShown warning_of(const Wiring& wiring, const Request& request, const Suspicion& suspicion) {
    const std::string_view code = suspicion.datum ? "grid/datum-suspected" : "grid/place-disagrees";
    const std::string datum(suspicion.datum ? json::enum_name(*suspicion.datum) : std::string_view());
    const Params params{
        {"distance_m", number(suspicion.distance_m)}, {"place", suspicion.place.name}, {"datum", datum}};
    wire::WarningShown warning{
        Code{std::string(code)},
        sentence(wiring, http::language(request), "warning." + std::string(code), params),
        suspicion.distance_m,
        {},
        suspicion.place.code};
    if (suspicion.datum) warning.datum = Code{datum};
    return warning;
}

Result<Response> locate(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(given, position_in(request));
    GEZHI_TRY(at, wgs84_of(given, *wiring.ground));
    const auto located = wiring.ground->locate(at);
    const bool english = http::language(request) == text::Language::en;
    wire::LocatedShown answer;
    answer.inside = located.inside;
    answer.position = geo::degrees(at);
    if (!located.partition.empty()) answer.partition = located.partition;
    if (!located.grid.empty()) {
        answer.grid = located.grid;
        answer.grid_name = wiring.ground->grid_name(located.grid, english);
    }
    if (!located.inside) answer.nearest = wire::NearestShown{located.nearest, located.distance_m};
    const auto named = request.query_value("place");
    const auto address = request.query_value("address");
    if (const auto place = named ? named : address)
        if (const auto suspicion = suspect(given, *place, *wiring.ground))
            answer.warning = warning_of(wiring, request, *suspicion);
    return http::json_response(json::write(answer));
}

Result<geo::Proof> proof_in(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(given, json::read<wire::RulesGiven>(request.body));
    const auto drawn = wiring.ground->drawn();
    if (!drawn->origin) return refuse(rules::no_ground);
    return prove(drawn->features, rules_given(wiring, given.rules));
}

Result<Response> check(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(proof, proof_in(wiring, request));
    return http::json_response(json::write(geo::view_of(proof)));
}

Result<Response> would_move(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(proof, proof_in(wiring, request));
    std::vector<CaseSpot> cases;
    if (wiring.cases) {
        GEZHI_TRY(found, wiring.cases());
        cases = std::move(found);
    }
    GEZHI_TRY(answer, what_if(*wiring.ground, proof, std::move(cases), wiring.engine.clock().now()));
    return http::json_response(json::write(answer));
}

Result<Response> asked(const Wiring& wiring, const Request& request, const Command& command,
                       StreamId stream = partition_stream) {
    GEZHI_TRY(task, people::task_of(request, wiring.engine, wiring.room, stream, command));
    GEZHI_TRY(receipt, wiring.engine.ask_and_wait(std::move(task)));
    return people::receipt_response(receipt);
}

std::string text_or_none(const std::optional<Text<note_characters_max>>& note) {
    return note ? std::string(trim(note->value)) : std::string();
}

Result<Response> draft(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(given, json::read<wire::DraftGiven>(request.body));
    return asked(wiring, request, DraftRules{rules_given(wiring, given.rules), text_or_none(given.note)});
}

Result<Response> adopt(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(given, json::read<wire::AdoptGiven>(request.body));
    Adopt command;
    if (given.rules) command.rules = rules_given(wiring, *given.rules);
    command.note = text_or_none(given.note);
    command.to_be_confirmed = given.to_be_confirmed.value_or(false);
    command.valid_from = given.valid_from;
    return asked(wiring, request, command);
}

// One file of the ground; a fault names the file and points at its member.
Result<void> take_layer(LayerFile& ground, const std::string& text, Layer layer) {
    const std::string name(json::enum_name(layer));
    auto added = add_layer(ground, text, layer, name);
    if (added) return {};
    auto error = std::move(added).error();
    error.faults.push_back({"/" + name, std::string(error.rule->code)});
    return refuse(std::move(error));
}

Result<Response> import_ground(const Wiring& wiring, const Request& request) {
    GEZHI_CHECK(permit(people::actor(request), State{}, Command(ImportGround{}))); // before much is read
    GEZHI_TRY(given, json::read<wire::GroundGiven>(request.body));
    LayerFile ground;
    GEZHI_CHECK(take_layer(ground, given.boundary, Layer::boundary));
    GEZHI_CHECK(take_layer(ground, given.roads, Layer::roads));
    if (given.water) GEZHI_CHECK(take_layer(ground, *given.water, Layer::water));
    if (given.metro) GEZHI_CHECK(take_layer(ground, *given.metro, Layer::metro));
    return asked(wiring, request, ImportGround{std::move(ground.attribution), std::move(ground.features)},
                 ground_stream);
}

// The map is some hundred kilobytes and changes with the ground alone.
class MapText {
public:
    explicit MapText(std::shared_ptr<GroundView> ground) : ground_(std::move(ground)) {}

    std::shared_ptr<const std::string> now() {
        const auto revision = ground_->revision();
        const std::lock_guard lock(mutex_);
        if (!text_ || revision != revision_) {
            text_ = std::make_shared<const std::string>(map_text(*ground_));
            revision_ = revision;
        }
        return text_;
    }

private:
    std::shared_ptr<GroundView> ground_;
    std::mutex mutex_;
    std::int64_t revision_{-1};
    std::shared_ptr<const std::string> text_;
};

} // namespace

void add_grid_routes(const Shared& wiring, http::Routes& routes) {
    const auto on = [&](auto function) {
        return http::Handler(
            [wiring, function](const Request& request) { return function(*wiring, request); });
    };
    routes.push_back({Method::get, "/api/v1/grid", "grid.state", Access::any,
                      "The grids in force with their areas, and the versions before", on(state)});
    routes.push_back({Method::get, "/api/v1/grid/locate", "grid.locate", Access::anonymous,
                      "In which grid a position lies; lat, lon and datum, and a place or address to compare",
                      on(locate)});
    routes.push_back({Method::post, "/api/v1/grid/check", "grid.check", Access::signed_in,
                      "The proof of rules: faces, gaps, overlaps and the smallest settlements", on(check)});
    routes.push_back({Method::post, "/api/v1/grid/what_if", "grid.what_if", Access::signed_in,
                      "What would move if these rules were adopted", on(would_move)});
    routes.push_back({Method::post, "/api/v1/grid/draft", "grid.draft", Access::signed_in,
                      "Keeps rules as the draft, and checks them", on(draft)});
    routes.push_back({Method::post, "/api/v1/grid/adopt", "grid.adopt", Access::signed_in,
                      "Adopts rules as the next version, when they are exact", on(adopt)});
    routes.push_back({Method::post, "/api/v1/grid/ground", "grid.import_ground", Access::signed_in,
                      "Boundary, roads, water and metro of the street, as files", on(import_ground)});
    routes.back().body_bytes_max = ground_bytes_max;
    const auto map = std::make_shared<MapText>(wiring->ground);
    routes.push_back({Method::get, "/api/v1/map", "grid.map", Access::anonymous,
                      "Boundary, roads, water, metro and places as GeoJSON, with their attribution",
                      http::Handler([map](const Request&) -> Result<Response> {
                          auto response = http::json_response({});
                          response.shared = map->now();
                          return response;
                      })});
}

} // namespace gezhi::grid::detail
