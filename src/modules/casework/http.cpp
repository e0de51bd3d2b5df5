#include "modules/casework/http.hpp"

#include "modules/casework/desk.hpp"

namespace gezhi::casework {

namespace detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::int64_t today_mine_max = 10;
constexpr std::int64_t today_late_max = 5;
constexpr std::size_t number_length_max = 30;

Result<std::int64_t> limit_of(const Request& request) {
    const auto given = request.query_value("limit");
    if (!given) return list_limit_default;
    const auto limit = parse_number(*given);
    if (!limit || *limit < 1) return refuse(rules::bad_filter, {{"filter", "limit"}});
    return std::min(*limit, list_limit_max);
}

template <class Enum>
Result<std::optional<Enum>> choice_of(const Request& request, std::string_view name) {
    const auto given = request.query_value(name);
    if (!given || given->empty()) return std::optional<Enum>{};
    const auto found = json::enum_from<Enum>(*given);
    if (!found) return refuse(rules::bad_filter, {{"filter", std::string(name)}});
    return std::optional<Enum>(*found);
}

// As people type them: TS2026 1123 r000178.
Code typed_number(std::string_view typed) {
    std::string number;
    for (const char c : typed)
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
            number += c;
        else if (c >= 'a' && c <= 'z')
            number += static_cast<char>(c - 'a' + 'A');
    return Code{number.substr(0, number_length_max)};
}

std::vector<wire::Case> shaped(const Shape& shape, const std::vector<Listed>& list) {
    std::vector<wire::Case> cases;
    cases.reserve(list.size());
    for (const auto& one : list) cases.push_back(shape.one(one));
    return cases;
}

std::vector<CaseId> twins(const Desk& desk) {
    return desk.wiring.open_cases ? desk.wiring.open_cases->twins() : std::vector<CaseId>{};
}

Result<Response> list(const Desk& desk, const Request& request) {
    const auto actor = people::actor(request);
    GEZHI_TRY(question, question_of(request));
    const auto alike = twins(desk);
    question.among = alike;
    const auto head = desk.wiring.engine.seq(); // before reading, so that no change is missed after it
    GEZHI_TRY(page, desk.cases.list(actor, question));
    GEZHI_TRY(counts, desk.cases.counts(actor, alike));
    wire::CaseList shown;
    shown.items = shaped(desk.shape(request), page.items);
    if (!page.next.empty()) shown.next = page.next;
    shown.counts = std::move(counts);
    shown.head = head;
    return http::json_response(json::write(shown));
}

Result<Response> clock(const Desk& desk, const Request& request) {
    GEZHI_TRY(id, case_in_path(request));
    GEZHI_CHECK(desk.cases.must_see(people::actor(request), id));
    GEZHI_TRY(told, desk.cases.history(id));
    GEZHI_TRY(shown, explain_clock(desk.shape(request), told.state));
    return http::json_response(json::write(shown));
}

Result<Response> today(const Desk& desk, const Request& request) {
    const auto actor = people::actor(request);
    ListQuestion mine;
    mine.view = ListView::mine;
    mine.limit = today_mine_max;
    ListQuestion late;
    late.view = ListView::late;
    late.limit = today_late_max;
    GEZHI_TRY(mine_page, desk.cases.list(actor, mine));
    GEZHI_TRY(late_page, desk.cases.list(actor, late));
    GEZHI_TRY(counts, desk.cases.counts(actor, twins(desk)));
    const auto shape = desk.shape(request);
    wire::Today shown{shaped(shape, mine_page.items), std::move(counts), shaped(shape, late_page.items), {}};
    if (const auto duty = desk.wiring.rights->snapshot()->on_duty(desk.now())) {
        std::vector<PersonId> people{duty->person};
        if (duty->deputy) people.push_back(*duty->deputy);
        GEZHI_TRY(cards, desk.wiring.persons.staff(people));
        shown.duty_now = wire::DutyNow{cards[duty->person].name, {}};
        if (duty->deputy) shown.duty_now->deputy = cards[*duty->deputy].name;
    }
    return http::json_response(json::write(shown));
}

} // namespace

Result<ListQuestion> question_of(const Request& request) {
    ListQuestion question;
    GEZHI_TRY(view, choice_of<ListView>(request, "view"));
    question.view = view.value_or(ListView::open);
    GEZHI_TRY(filter, filter_of(request));
    GEZHI_TRY(limit, limit_of(request));
    question.filter = std::move(filter);
    question.limit = limit;
    question.number = typed_number(request.query_value("number").value_or(""));
    question.cursor = std::string(request.query_value("cursor").value_or(""));
    return question;
}

Desk::Desk(Wiring given)
    : wiring(std::move(given)),
      cases(wiring.engine, wiring.vault, wiring.board), door{wiring.engine, wiring.room,   wiring.vault,
                                                             wiring.books,  wiring.ground, wiring.files} {}

Shape Desk::shape(text::Language language) const {
    return {wiring.books->current(), wiring.ground, wiring.locale, language, now()};
}

Result<CaseId> case_in_path(const Request& request) {
    const auto id = CaseId::parse(request.parameter("id"));
    if (!id) return refuse(rules::no_such_case);
    return *id;
}

void add_list_routes(const Shared& desk, http::Routes& routes) {
    const auto get = [&](const char* pattern, const char* name, const char* doc, auto function) {
        routes.push_back({Method::get, pattern, name, Access::signed_in, doc,
                          http::Handler([desk, function](const Request& r) { return function(*desk, r); })});
    };
    get("/api/v1/cases", "casework.list", "Cases by view and filters, with counts", list);
    get("/api/v1/cases/{id}", "casework.file", "One case whole, with what may be done", file);
    get("/api/v1/cases/{id}/clock", "casework.clock", "The clock of a case, explained line by line", clock);
    get("/api/v1/today", "casework.today", "What waits for me, what is late, who is on duty", today);
}

} // namespace detail

http::Routes routes(Wiring wiring) {
    const auto desk = std::make_shared<const detail::Desk>(std::move(wiring));
    http::Routes list;
    detail::add_list_routes(desk, list);
    detail::add_intake_routes(desk, list);
    detail::add_command_routes(desk, list);
    detail::add_side_routes(desk, list);
    detail::add_bulk_routes(desk, list);
    detail::add_privacy_routes(desk, list);
    detail::add_board_routes(desk, list);
    detail::add_saved_routes(desk, list);
    detail::add_feed_route(desk, list);
    detail::describe(list);
    return list;
}

} // namespace gezhi::casework
