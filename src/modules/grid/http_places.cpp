// Places: find, list, add, edit, retire; and their labels.

#include "json/json.hpp"
#include "modules/grid/http.hpp"
#include "modules/grid/labels.hpp"
#include "modules/grid/position.hpp"

#include <algorithm>

namespace gezhi::grid::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::size_t list_default = 50;
constexpr std::size_t list_max = 200;
constexpr std::string_view svg_type = "image/svg+xml";

std::optional<Code> some(const Code& code) {
    return code.empty() ? std::nullopt : std::optional<Code>(code);
}

wire::PlaceShown shown(const GroundView& ground, PlaceId id, const PlaceHeld& held) {
    const auto& place = held.place;
    wire::PlaceShown out{id, place.code, place.name, place.name_en, place.kind, {}, geo::degrees(place.at)};
    if (!place.address.empty()) out.address = place.address;
    out.grid = some(ground.locate(place.at).grid);
    out.owner_unit = some(place.owner_unit);
    out.provisional = place.provisional;
    out.retired = held.retired;
    out.version = held.version;
    return out;
}

Result<PlaceId> place_in_path(const Request& request) {
    const auto id = PlaceId::parse(request.parameter("id"));
    if (!id) return refuse(rules::no_such_id);
    return *id;
}

std::size_t limit_of(const Request& request) {
    const auto given = parse_number<std::int64_t>(request.query_value("limit").value_or(""));
    return given && *given > 0 ? std::min(static_cast<std::size_t>(*given), list_max) : list_default;
}

Result<Response> list(const Wiring& wiring, const Request& request) {
    const auto& ground = *wiring.ground;
    const auto most = limit_of(request);
    const auto wanted = trim(request.query_value("q").value_or(""));
    const Code after{std::string(request.query_value("cursor").value_or(""))};
    std::vector<PlaceFound> found;
    wire::PlaceList answer;
    if (wanted.empty()) {
        const auto all = ground.places();
        for (const auto& one : all) {
            if (!after.empty() && one.code <= after) continue;
            if (found.size() == most) {
                answer.next = found.back().code;
                break;
            }
            found.push_back(one);
        }
    } else {
        found = ground.find_places(wanted, most);
    }
    for (const auto& one : found)
        if (const auto held = ground.held(one.id)) answer.items.push_back(shown(ground, one.id, *held));
    return http::json_response(json::write(answer));
}

Result<Response> one(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(id, place_in_path(request));
    const auto held = wiring.ground->held(id);
    if (!held) return refuse(rules::place_missing);
    return http::json_response(json::write(shown(*wiring.ground, id, *held)));
}

Result<Place> place_given(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(given, json::read<wire::PlaceGiven>(request.body));
    GEZHI_TRY(datum, datum_of(given.datum.value));
    GEZHI_TRY(at, wgs84_of({given.lat, given.lon, datum}, *wiring.ground));
    Place place;
    place.code = given.code.value_or(Code{});
    place.name = trim(given.name.value);
    if (given.name_en) place.name_en = trim(given.name_en->value);
    place.kind = given.kind;
    if (given.address) place.address = trim(given.address->value);
    place.at = at;
    place.owner_unit = given.owner_unit.value_or(Code{});
    place.provisional = given.provisional.value_or(false);
    return place;
}

Result<Response> asked(const Wiring& wiring, const Request& request, PlaceId id, Command command) {
    GEZHI_TRY(task,
              people::task_of(request, wiring.engine, wiring.room, id_as<StreamId>(id), std::move(command)));
    GEZHI_TRY(receipt, wiring.engine.ask_and_wait(std::move(task)));
    return people::receipt_response(receipt);
}

Result<Response> add(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(place, place_given(wiring, request));
    return asked(wiring, request, wiring.engine.mint().id<PlaceId>(), AddPlace{std::move(place)});
}

Result<Response> edit(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(id, place_in_path(request));
    GEZHI_TRY(place, place_given(wiring, request));
    return asked(wiring, request, id, EditPlace{std::move(place)});
}

Result<Response> retire(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(id, place_in_path(request));
    return asked(wiring, request, id, RetirePlace{});
}

// ---- labels

Result<Label> label_of(const Wiring& wiring, const Request& request, PlaceId id) {
    const auto held = wiring.ground->held(id);
    if (!held) return refuse(rules::place_missing);
    if (held->retired) return refuse(rules::place_retired);
    const auto found = wiring.ground->place(id);
    if (!found) return refuse(rules::place_missing);
    Label label{*found, {}, {}};
    const auto language = http::language(request);
    label.code = sentence(wiring, language, "label.code", {{"code", found->code.value}});
    if (held->place.provisional) label.code += " · " + sentence(wiring, language, "label.provisional");
    if (wiring.qr_svg) label.qr = wiring.qr_svg(report_address(wiring.public_url, found->code));
    return label;
}

LabelWords words(const Wiring& wiring, const Request& request) {
    const auto language = http::language(request);
    return {sentence(wiring, language, "label.scan"),
            wiring.demo ? sentence(wiring, language, "label.demo") : std::string()};
}

Response drawing(std::string svg) {
    Response response;
    response.content_type = svg_type;
    response.body = std::move(svg);
    return response;
}

Result<Response> label(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(id, place_in_path(request));
    GEZHI_TRY(made, label_of(wiring, request, id));
    return drawing(label_svg(made, words(wiring, request)));
}

Result<Response> sheet(const Wiring& wiring, const Request& request) {
    std::vector<Label> labels;
    for (const auto text : split(request.query_value("ids").value_or(""), ',')) {
        if (text.empty()) continue;
        const auto id = PlaceId::parse(text);
        if (!id) return refuse(rules::no_such_id);
        if (labels.size() == labels_max) return refuse(rules::too_many_labels, {{"max", number(labels_max)}});
        GEZHI_TRY(made, label_of(wiring, request, *id));
        labels.push_back(std::move(made));
    }
    if (labels.empty()) return refuse(rules::no_labels);
    return drawing(sheet_svg(labels, words(wiring, request)));
}

} // namespace

void add_place_routes(const Shared& wiring, http::Routes& routes) {
    const auto on = [&](auto function) {
        return http::Handler(
            [wiring, function](const Request& request) { return function(*wiring, request); });
    };
    routes.push_back({Method::get, "/api/v1/places", "grid.places", Access::anonymous,
                      "Places by name, address or code, the best first; all of them without q", on(list)});
    routes.push_back(
        {Method::get, "/api/v1/places/{id}", "grid.place", Access::anonymous, "One place", on(one)});
    routes.push_back({Method::post, "/api/v1/places", "grid.add_place", Access::signed_in,
                      "Adds a place; without a code it gets the next of the street", on(add)});
    routes.push_back({Method::post, "/api/v1/places/{id}/edit", "grid.edit_place", Access::signed_in,
                      "Changes a place; its code stays", on(edit)});
    routes.push_back({Method::post, "/api/v1/places/{id}/retire", "grid.retire_place", Access::signed_in,
                      "Retires a place; its code is never given again", on(retire)});
}

void add_label_routes(const Shared& wiring, http::Routes& routes) {
    const auto on = [&](auto function) {
        return http::Handler(
            [wiring, function](const Request& request) { return function(*wiring, request); });
    };
    routes.push_back({Method::get, "/api/v1/places/{id}/label.svg", "grid.label", Access::signed_in,
                      "The label of a place, with its QR code", on(label)});
    routes.push_back({Method::get, "/api/v1/places/labels.svg", "grid.labels", Access::signed_in,
                      "A sheet of labels, A4, of the places in ids", on(sheet)});
}

} // namespace gezhi::grid::detail
