// The board and the search as routes.

#include "modules/casework/desk.hpp"
#include "modules/casework/wire_board.hpp"

namespace gezhi::casework::detail {

namespace {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

constexpr int period_days_default = 30;
constexpr int period_days_max = 366;

Result<std::int64_t> whole(const Request& request, std::string_view name, std::int64_t otherwise) {
    const auto given = request.query_value(name);
    if (!given || given->empty()) return otherwise;
    const auto value = parse_number(*given);
    if (!value || *value < 1) return refuse(rules::bad_filter, {{"filter", std::string(name)}});
    return *value;
}

Result<Response> search(const Desk& desk, const Request& request) {
    SearchQuestion question;
    question.text = std::string(request.query_value("q").value_or(""));
    GEZHI_TRY(filter, filter_of(request));
    GEZHI_TRY(limit, whole(request, "limit", search_limit_default));
    GEZHI_TRY(before, whole(request, "cursor", 0));
    question.filter = std::move(filter);
    question.limit = std::min(limit, search_limit_max);
    question.before = before;
    GEZHI_TRY(found, desk.wiring.search->find(people::actor(request), question));
    const auto shape = desk.shape(request);
    wire::FoundList list;
    for (auto& hit : found.hits)
        list.items.push_back(
            {shape.one(hit.listed), std::move(hit.where), std::move(hit.snippet), std::move(hit.marks)});
    if (found.next > 0) list.next = found.next;
    return http::json_response(json::write(list));
}

Result<Days> period(const Request& request, std::chrono::sys_days today) {
    Days days{today - std::chrono::days(period_days_default - 1), today};
    const auto read = [&](std::string_view name, std::chrono::sys_days& into) -> Result<void> {
        const auto given = request.query_value(name);
        if (!given || given->empty()) return {};
        const auto date = parse_iso_date(*given);
        if (!date) return refuse(rules::bad_filter, {{"filter", std::string(name)}});
        into = *date;
        return {};
    };
    GEZHI_CHECK(read("to", days.to));
    days.from = days.to - std::chrono::days(period_days_default - 1);
    GEZHI_CHECK(read("from", days.from));
    if (days.from > days.to || (days.to - days.from).count() >= period_days_max)
        return refuse(rules::bad_filter, {{"filter", "from"}});
    return days;
}

std::string name_of(const Shape& shape, GroupBy by, const BoardGroup& group) {
    switch (by) {
    case GroupBy::none:
        return {};
    case GroupBy::grid:
        return group.code.empty() ? std::string() : shape.ground().grid_name(group.code, shape.english());
    case GroupBy::unit:
        return group.code.empty() ? std::string() : shape.unit(group.code);
    case GroupBy::matter:
        return group.code.empty() ? std::string() : shape.matter(group.code);
    case GroupBy::major:
        for (const auto& major : shape.book().index.playbook().catalogue.majors)
            if (major.code == group.code.value) return shape.english() ? major.name_en : major.name_zh;
        return group.code.value;
    case GroupBy::channel:
        for (const auto& channel : shape.book().index.playbook().channels.channels)
            if (channel.id == group.code.value) return shape.english() ? channel.text_en : channel.text_zh;
        return group.code.value;
    case GroupBy::place:
        if (const auto place = shape.ground().place(group.place)) return place->name;
        return {};
    }
    return {};
}

std::string date_of(std::chrono::sys_days day) {
    return iso_date(std::chrono::year_month_day(day));
}

wire::Board shaped(const Shape& shape, const BoardQuestion& question, const BoardFound& found) {
    wire::Board shown;
    shown.now = shape.now();
    shown.today = iso_date(civil(shape.now()).date);
    shown.from = date_of(question.days.from);
    shown.to = date_of(question.days.to);
    shown.all = found.all;
    for (const auto& group : found.groups) {
        const bool by_place = question.by == GroupBy::place;
        auto code = by_place ? (group.place.empty() ? std::string() : group.place.text()) : group.code.value;
        if (code.empty()) code = without;
        shown.groups.push_back({std::move(code), name_of(shape, question.by, group), group.tally});
    }
    if (!found.rest.empty()) shown.rest = found.rest;
    for (std::size_t i = 0; i < found.by_day.size(); ++i)
        shown.days.push_back({date_of(question.days.from + std::chrono::days(i)), found.by_day[i].reported,
                              found.by_day[i].closed});
    for (std::size_t hour = 0; hour < found.hours.size(); ++hour)
        shown.hours.push_back({static_cast<std::int64_t>(hour), found.hours[hour],
                               static_cast<double>(found.usual[hour]) / Board::usual_weeks});
    return shown;
}

Result<Response> board(const Desk& desk, const Request& request) {
    const auto now = desk.now();
    BoardQuestion question;
    GEZHI_TRY(filter, filter_of(request));
    GEZHI_TRY(days, period(request, std::chrono::sys_days(civil(now).date)));
    question.filter = std::move(filter);
    question.days = days;
    if (const auto by = request.query_value("by"); by && !by->empty()) {
        const auto group = json::enum_from<GroupBy>(*by);
        if (!group) return refuse(rules::bad_filter, {{"filter", "by"}});
        question.by = *group;
    }
    if (!desk.wiring.board->ready()) return refuse(rules::board_loading);
    const auto head = desk.wiring.engine.seq(); // before counting, so that no change is missed after it
    const auto found = desk.wiring.board->count(people::actor(request), question, now);
    auto shown = shaped(desk.shape(request), question, found);
    shown.head = head;
    return http::json_response(json::write(shown));
}

} // namespace

void add_board_routes(const Shared& desk, http::Routes& routes) {
    const auto get = [&](const char* pattern, const char* name, const char* doc, auto function) {
        routes.push_back({Method::get, pattern, name, Access::signed_in, doc,
                          http::Handler([desk, function](const Request& r) { return function(*desk, r); })});
    };
    get("/api/v1/search", "casework.search", "Cases by words, number and names, newest first", search);
    get("/api/v1/board", "casework.board", "Cases counted, by any filter and grouping", board);
}

} // namespace gezhi::casework::detail
