// Intake by staff: one report, the hotline's orders as a file, and what looks alike before anything is sent.

#include "modules/casework/casework.hpp"
#include "modules/casework/desk.hpp"
#include "modules/casework/intake.hpp"
#include "modules/casework/wire_in.hpp"

namespace gezhi::casework::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::size_t import_bytes_max = 4U * 1024 * 1024;
constexpr std::size_t similar_offered = 5;

std::string text_or_none(const auto& given) {
    return given ? given->value : std::string();
}

Result<ReportGiven> report_given(const wire::NewCase& given) {
    ReportGiven report;
    report.text = given.text.value;
    report.channel = given.channel.value_or(Channel::staff);
    if (report.channel == Channel::resident_web)
        return refuse(rules::channel_not_yours, {},
                      {{"/channel", std::string(rules::channel_not_yours.code)}});
    report.lat = given.lat;
    report.lon = given.lon;
    report.datum = text_or_none(given.datum);
    report.place = text_or_none(given.place);
    report.address = text_or_none(given.address);
    report.class_code = given.class_code.value_or(Code{});
    if (given.contact)
        report.contact = {text_or_none(given.contact->name), text_or_none(given.contact->phone),
                          text_or_none(given.contact->door)};
    report.may_be_called = given.may_be_called.value_or(false);
    report.notify_by = given.notify_by.value_or(Code{});
    report.seen_at = given.seen_at;
    report.photos = given.photos.value_or(std::vector<FileId>{});
    report.same_as = given.same_as;
    report.comes_first = given.comes_first.value_or(false);
    report.voice = given.voice;
    return report;
}

// Only what the reporter of the new case may see can be joined.
Result<void> may_join(const Desk& desk, const Actor& actor, const std::optional<CaseId>& lead) {
    if (!lead) return {};
    return desk.cases.must_see(actor, *lead);
}

struct Given {
    Actor actor{};
    ReportGiven report{};
    Key key{};
};

Result<Given> given_in(const Desk& desk, const Request& request) {
    GEZHI_TRY(given, json::read<wire::NewCase>(request.body));
    GEZHI_TRY(report, report_given(given));
    const auto actor = people::actor(request);
    GEZHI_CHECK(may_join(desk, actor, report.same_as));
    GEZHI_TRY(task, people::task_of(request, desk.wiring.engine, desk.wiring.room, {}, {}));
    return Given{actor, std::move(report), {task.id, task.fingerprint}};
}

void create(const Shared& desk, const Request& request, http::Reply reply) {
    auto given = given_in(*desk, request);
    if (!given) return reply(refuse(std::move(given).error()));
    ask_report(desk->door, given->actor, std::move(given->report), given->key,
               [desk, reply = std::move(reply)](Result<engine::Receipt> receipt) mutable {
                   if (!receipt) return reply(refuse(std::move(receipt).error()));
                   const auto id = id_as<CaseId>(receipt->id);
                   reply(http::json_response(
                       json::write(wire::Receipt{id, receipt->version, state_of(*receipt).number,
                                                 desk->wiring.vault.follow_key(id)}),
                       201));
               });
}

Result<Response> fixed(const Desk& desk, const Request& request) {
    GEZHI_TRY(given, json::read<wire::FixedCase>(request.body));
    GEZHI_TRY(report, report_given(given.report));
    const FixGiven fix{std::move(report), given.condition.value_or(Code{}), given.done.value, given.photos,
                       given.closing};
    GEZHI_TRY(task, people::task_of(request, desk.wiring.engine, desk.wiring.room, {}, {}));
    GEZHI_TRY(receipt, ask_fix_and_wait(desk.door, people::actor(request), fix, {task.id, task.fingerprint}));
    const auto id = id_as<CaseId>(receipt.id);
    return http::json_response(json::write(wire::Receipt{id, receipt.version, state_of(receipt).number,
                                                         desk.wiring.vault.follow_key(id)}),
                               201);
}

Result<Response> similar(const Desk& desk, const Request& request) {
    const auto lat = parse_decimal(request.query_value("lat").value_or(""));
    const auto lon = parse_decimal(request.query_value("lon").value_or(""));
    std::vector<wire::Similar> list;
    if (!lat || !lon || !desk.wiring.open_cases) return http::json_response(wire::items(list));
    ReportGiven given;
    given.lat = lat;
    given.lon = lon;
    given.datum = std::string(request.query_value("datum").value_or("wgs84"));
    GEZHI_TRY(spot, locate(*desk.wiring.ground, given));
    const auto class_code = Code::parse(request.query_value("class").value_or(""));
    const auto text =
        std::string(first_code_points(request.query_value("text").value_or(""), text_characters_max));
    GEZHI_TRY(found, desk.wiring.open_cases->like(
                         {*spot.at, text, class_code.value_or(Code{}), {}, similar_offered}));
    const auto shape = desk.shape(request);
    for (const auto& one : found) list.push_back(shape.similar(one));
    return http::json_response(wire::items(list));
}

Result<Response> import(const Desk& desk, const Request& request) {
    const auto shape = desk.shape(request);
    const auto actor = people::actor(request);
    Report hotline;
    hotline.channel = Channel::hotline;
    GEZHI_CHECK(Casework::permit(actor, State{}, Command(hotline))); // once, before a large file is read
    GEZHI_TRY(orders, hotline_orders(request.body, *desk.wiring.locale));
    wire::Imported shown;
    for (auto& outcome : import_orders(desk.door, actor, orders)) {
        wire::ImportedRow row{outcome.line, std::move(outcome.external_number), {}, {}, false, {}};
        if (!outcome.receipt) {
            ++shown.refused;
            row.problem = shape.problem(outcome.receipt.error());
        } else {
            row.id = id_as<CaseId>(outcome.receipt->id);
            row.repeated = outcome.receipt->repeated;
            ++(row.repeated ? shown.repeated : shown.taken);
            row.number = state_of(*outcome.receipt).number;
        }
        shown.rows.push_back(std::move(row));
    }
    return http::json_response(json::write(shown));
}

} // namespace

void add_intake_routes(const Shared& desk, http::Routes& routes) {
    const auto on = [&](auto function) {
        return http::Handler([desk, function](const Request& request) { return function(*desk, request); });
    };
    routes.push_back({Method::post, "/api/v1/cases", "casework.create", Access::signed_in,
                      "Takes a report: at the desk, on the street, by telephone for somebody",
                      http::AsyncHandler([desk](Request request, http::Reply reply) {
                          create(desk, request, std::move(reply));
                      })});
    routes.push_back({Method::post, "/api/v1/cases/on_spot", "casework.on_spot", Access::signed_in,
                      "Found and put right at once, with evidence", on(fixed)});
    routes.push_back({Method::post, "/api/v1/cases/import", "casework.import", Access::signed_in,
                      "Takes the hotline's orders as a table (CSV); each row has its own answer",
                      on(import)});
    routes.back().body_bytes_max = import_bytes_max;
    routes.push_back({Method::get, "/api/v1/cases/similar", "casework.similar", Access::signed_in,
                      "Open public cases near a point that may be the same matter", on(similar)});
}

} // namespace gezhi::casework::detail
