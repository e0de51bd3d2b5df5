// The routes of the data-protection post and of the trail: what is held about the person behind a case, its
// export and erasure with a receipt, and who looked at what.

#include "modules/casework/desk.hpp"
#include "modules/casework/retention.hpp"
#include "modules/casework/wire_privacy.hpp"

namespace gezhi::casework::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::int64_t erased_shown_max = 200;
constexpr std::int64_t over_time_shown_max = 200;

template <class T>
std::string as_items(const std::vector<T>& list) {
    return R"({"items":)" + json::write(list) + "}";
}

Result<Actor> data_officer(const Request& request) {
    auto actor = people::actor(request);
    if (!actor.has(Duty::data_officer)) return refuse(rules::not_data_officer);
    return actor;
}

Privacy privacy(const Desk& desk) {
    return {desk.door, desk.cases, desk.wiring.persons};
}

// Names for the ids of the log; flows and the clock stay what they are.
Result<std::vector<wire::Looked>> named(const Desk& desk, const std::vector<LookedAt>& looks) {
    constexpr std::string_view mark = "person:";
    const auto person = [&](const std::string& actor) -> std::optional<PersonId> {
        if (!actor.starts_with(mark)) return std::nullopt;
        return PersonId::parse(actor.substr(mark.size()));
    };
    std::vector<PersonId> people;
    for (const auto& one : looks)
        if (const auto id = person(one.actor)) people.push_back(*id);
    GEZHI_TRY(cards, desk.wiring.persons.staff(people));
    std::vector<wire::Looked> list;
    for (const auto& one : looks) {
        const auto id = person(one.actor);
        const auto card = id ? cards.find(*id) : cards.end();
        list.push_back({card == cards.end() ? one.actor : card->second.name, one.subject,
                        wire::given(one.number), one.purpose, one.first, one.last, one.count});
    }
    return list;
}

std::optional<wire::Problem> problem(const Desk& desk, const Request& request, const Rule* rule,
                                     const State& state) {
    if (rule == nullptr) return std::nullopt;
    Params params;
    if (state.object_until) params["until"] = iso_date(civil(*state.object_until).date);
    const auto say = [&](const char* end) {
        return desk.wiring.locale->sentence(http::language(request),
                                            "problem." + std::string(rule->code) + end, params);
    };
    return wire::Problem{std::string(rule->code), say(".title"), say(".detail"), 0, {}};
}

Result<CaseId> by_number(const Desk& desk, const Request& request) {
    const auto number = Code::parse(request.parameter("number"));
    if (!number) return refuse(rules::no_such_case);
    GEZHI_TRY(id, desk.cases.by_number(*number));
    if (!id) return refuse(rules::no_such_case);
    return *id;
}

Result<Response> held(const Desk& desk, const Request& request) {
    GEZHI_CHECK(data_officer(request));
    GEZHI_TRY(id, by_number(desk, request));
    const auto asked = privacy(desk);
    GEZHI_TRY(found, asked.held(id));
    GEZHI_TRY(looks, asked.looks({found.row.number, {}, {}, looks_max}));
    GEZHI_TRY(seen, named(desk, looks));
    const auto shape = desk.shape(request);
    const auto head = shape.one({found.row, {}, {}, {}, {}});
    return http::json_response(json::write(wire::HeldShown{
        id, found.row.number, found.row.version, found.row.stage, found.row.reported_at, found.row.closed_at,
        head.class_name, head.grid_name, found.contact, found.place, found.texts, found.pictures,
        found.row.erased_at, problem(desk, request, found.refusal, found.state),
        problem(desk, request, found.contact_refusal, found.state), std::move(seen)}));
}

Result<Response> everything(const Desk& desk, const Request& request) {
    GEZHI_TRY(actor, data_officer(request));
    GEZHI_TRY(id, by_number(desk, request));
    GEZHI_TRY(all, privacy(desk).everything(actor, id));
    GEZHI_TRY(looks, named(desk, all.looks));
    const auto head = desk.shape(request).one({all.row, {}, {}, {}, {}});
    wire::EverythingShown shown{all.row.number,
                                all.row.reported_at,
                                all.row.channel,
                                head.class_name,
                                head.grid_name,
                                wire::given(all.contact.name),
                                wire::given(all.contact.phone),
                                wire::given(all.contact.address),
                                {},
                                {},
                                std::move(all.texts),
                                {},
                                std::move(looks)};
    if (all.where) {
        if (all.where->at) shown.position = wire::Position{all.where->at->lat(), all.where->at->lon()};
        shown.address = wire::given(all.where->address);
    }
    for (const auto& [file, row] : all.pictures)
        shown.pictures.push_back(
            {file, std::string(files::media_type(files::kept_type(row.type))), row.bytes, row.kept_at});
    return http::json_response(json::write(shown));
}

// One picture of the export; the routes of evidence ask for a right that this post has not.
Result<Response> picture(const Desk& desk, const Request& request) {
    GEZHI_TRY(actor, data_officer(request));
    GEZHI_TRY(id, by_number(desk, request));
    const auto file = FileId::parse(request.parameter("file"));
    if (!file || desk.wiring.files == nullptr) return refuse(files::rules::missing);
    GEZHI_TRY(owner, desk.wiring.files->named_by(*file));
    if (!owner || *owner != id_as<StreamId>(id)) return refuse(files::rules::missing);
    GEZHI_TRY(opened, desk.wiring.files->open(*file));
    desk.wiring.engine.saw(actor, id.text(), "export");
    Response response;
    response.content_type = std::string(files::media_type(files::kept_type(opened.row.type)));
    response.headers = {{"Content-Security-Policy", "default-src 'none'; sandbox"},
                        {"Cross-Origin-Resource-Policy", "same-origin"},
                        {"Cache-Control", "no-store"}};
    response.body = std::move(opened.bytes);
    return response;
}

Result<Response> erase_case(const Desk& desk, const Request& request) {
    GEZHI_TRY(actor, data_officer(request));
    GEZHI_TRY(id, case_in_path(request));
    GEZHI_TRY(given, json::read<wire::EraseGiven>(request.body));
    GEZHI_TRY(receipt, casework::erase(desk.door, actor, id, {given.reason, given.contact_only}));
    GEZHI_TRY(told, desk.cases.history(id));
    const auto& last = told.moments.back().stored;
    return http::json_response(json::write(wire::EraseReceipt{
        id, told.state.number, receipt.version, receipt.seq, last.at, last.hash, given.contact_only}));
}

Result<Response> erasures(const Desk& desk, const Request& request) {
    GEZHI_CHECK(data_officer(request));
    GEZHI_TRY(rows, privacy(desk).erased(erased_shown_max));
    const auto shape = desk.shape(request);
    std::vector<wire::ErasedShown> list;
    for (const auto& row : rows)
        list.push_back({row.id, row.number, *row.erased_at, shape.one({row, {}, {}, {}, {}}).class_name});
    return http::json_response(as_items(list));
}

// A dry run; the housekeeping does it every hour.
Result<Response> retention(const Desk& desk, const Request& request) {
    GEZHI_CHECK(data_officer(request));
    const auto book = desk.wiring.books->current();
    const auto& rules = book->index.playbook().retention;
    GEZHI_TRY(over, desk.wiring.engine.database().read([&](sql::Session& session) {
        return over_time(session, desk.wiring.engine.subdistrict(), retention_cut(rules, desk.now()),
                         over_time_shown_max + 1);
    }));
    wire::RetentionShown shown{rules.contact_years.value,
                               rules.case_years.value,
                               rules.originals_days.value,
                               rules.access_days.value,
                               {},
                               false};
    shown.more = over.size() > static_cast<std::size_t>(over_time_shown_max);
    if (shown.more) over.pop_back();
    for (const auto& one : over) shown.cases.push_back({one.id, one.number, one.closed_at, one.contact_only});
    return http::json_response(json::write(shown));
}

Result<Response> looks(const Desk& desk, const Request& request) {
    const auto actor = people::actor(request);
    if (!actor.has(Duty::auditor) && !actor.has(Duty::data_officer)) return refuse(rules::not_for_trail);
    LooksQuestion question;
    question.number = Code::parse(request.query_value("number").value_or("")).value_or(Code{});
    if (const auto person = PersonId::parse(request.query_value("person").value_or("")))
        question.actor = engine::subject_of(*person);
    if (const auto before = request.query_value("before")) {
        question.before = parse_iso(*before);
        if (!question.before) return refuse(rules::bad_filter, {{"name", "before"}});
    }
    question.limit = looks_max;
    GEZHI_TRY(found, privacy(desk).looks(question));
    GEZHI_TRY(list, named(desk, found));
    return http::json_response(as_items(list));
}

} // namespace

void add_privacy_routes(const Shared& desk, http::Routes& routes) {
    const auto add = [&](Method method, const char* pattern, const char* name, const char* doc,
                         auto function) {
        routes.push_back({method, pattern, name, Access::signed_in, doc,
                          http::Handler([desk, function](const Request& r) { return function(*desk, r); })});
    };
    add(Method::get, "/api/v1/privacy/cases/{number}", "casework.held",
        "What is held about the person behind a case, and whether it may be erased", held);
    add(Method::get, "/api/v1/privacy/cases/{number}/everything", "casework.everything",
        "All of it, for the person who asks; the look is logged", everything);
    add(Method::get, "/api/v1/privacy/cases/{number}/pictures/{file}", "casework.held_picture",
        "One picture of it; the look is logged", picture);
    add(Method::get, "/api/v1/privacy/erasures", "casework.erasures", "What was erased, last first",
        erasures);
    add(Method::get, "/api/v1/privacy/retention", "casework.retention",
        "What has been kept long enough and goes with the next clock work", retention);
    add(Method::post, "/api/v1/cases/{id}/erase", "casework.erase",
        "Erases the contact, or all of a person in a case; answers with the receipt", erase_case);
    add(Method::get, "/api/v1/access", "casework.access", "Who saw whom, or was refused, last first", looks);
    const json::Shape held_shape = json::shape<wire::HeldShown>;
    http::describe(routes,
                   {{"casework.held", nullptr, held_shape},
                    {"casework.everything", nullptr, json::shape<wire::EverythingShown>},
                    {"casework.erasures", nullptr, json::shape<json::ListOf<wire::ErasedShown>>},
                    {"casework.retention", nullptr, json::shape<wire::RetentionShown>},
                    {"casework.erase", json::shape<wire::EraseGiven>, json::shape<wire::EraseReceipt>},
                    {"casework.access", nullptr, json::shape<json::ListOf<wire::Looked>>}});
}

} // namespace gezhi::casework::detail
