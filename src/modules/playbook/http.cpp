#include "modules/playbook/http.hpp"

#include "modules/people/query.hpp"
#include "modules/playbook/check.hpp"
#include "modules/playbook/commands.hpp"
#include "modules/playbook/explain.hpp"

#include <mutex>

namespace gezhi::playbook {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

// A whole playbook in one body.
constexpr std::size_t playbook_bytes_max = 4U << 20U;

struct Shared {
    Wiring wiring;
    // The book of each language as bytes, made once for each version.
    std::mutex mutex{};
    std::map<std::string, std::shared_ptr<const std::string>> bytes{};
};

bool english(const Request& request) {
    return http::language(request) == text::Language::en;
}

std::vector<wire::Warning> warnings(const Wiring& wiring, const Rulebook& book, const Request& request) {
    std::vector<wire::Warning> list;
    for (const auto year : missing_years(book.calendar, wiring.engine.clock().now()))
        list.push_back({"calendar/year-missing:" + number(year),
                        wiring.locale->sentence(http::language(request), "calendar.year_missing",
                                                {{"year", number(year)}})});
    return list;
}

Result<Response> whole_book(Shared& shared, const Request& request) {
    const auto book = shared.wiring.books->current();
    const bool in_english = english(request);
    const auto told = warnings(shared.wiring, *book, request);
    auto key = book->version.value + "/" + book->calendar_version.value + (in_english ? "/en/" : "/zh/");
    for (const auto& warning : told) key += warning.code;
    Response response = http::json_response({});
    const std::scoped_lock lock(shared.mutex);
    auto& bytes = shared.bytes[key];
    if (!bytes) {
        auto answer = playbook::shown(*book, in_english);
        answer.warnings = told;
        const auto made = std::make_shared<const std::string>(json::write(answer));
        shared.bytes.clear(); // of versions that are over
        shared.bytes[key] = made;
        response.shared = made;
    } else {
        response.shared = bytes;
    }
    return response;
}

Result<Response> suggest(Shared& shared, const Request& request) {
    GEZHI_TRY(asked, json::read<wire::SuggestAsked>(request.body));
    const auto& wiring = shared.wiring;
    auto answer = suggested(*wiring.books->current(), wiring.emergency, asked.text.value, english(request));
    if (wiring.ground && asked.lat && asked.lon)
        if (const auto at = geo::from_degrees(*asked.lat, *asked.lon)) {
            const auto located = wiring.ground->locate(*at);
            if (!located.grid.empty()) answer.grid = located.grid.value;
        }
    return http::json_response(json::write(answer));
}

Result<Response> calendar_shown(Shared& shared, const Request& request) {
    const auto book = shared.wiring.books->current();
    auto answer = shown_calendar(*book);
    answer.warnings = warnings(shared.wiring, *book, request);
    return http::json_response(json::write(answer));
}

Result<Response> explained(Shared& shared, const Request& request) {
    const auto start = parse_iso(request.query_value("start").value_or(""));
    const auto limit = request.query_value("limit");
    if (!limit || !start) return refuse(rules::start_missing);
    const auto book = shared.wiring.books->current();
    GEZHI_TRY(answer, explain_clock(*book, *limit, *start, {}, shared.wiring.engine.clock().now()));
    return http::json_response(json::write(answer));
}

Result<Response> asked(const Wiring& wiring, const Request& request, StreamId stream, Command command) {
    GEZHI_TRY(task,
              people::task_of(request, wiring.engine, wiring.room, stream, std::any(std::move(command))));
    GEZHI_TRY(receipt, wiring.engine.ask_and_wait(std::move(task)));
    return people::receipt_response(receipt);
}

Result<Response> import_year(Shared& shared, const Request& request) {
    GEZHI_TRY(year, json::read<calendar::YearCalendar>(request.body));
    return asked(shared.wiring, request, calendar_stream, ImportCalendarYear{std::move(year)});
}

Result<Response> suspend(Shared& shared, const Request& request) {
    GEZHI_TRY(given, json::read<wire::SuspensionGiven>(request.body));
    return asked(shared.wiring, request, calendar_stream,
                 SuspendInterval{{given.from, given.to, given.document.value}});
}

Result<int> minute_of(const std::string& text) {
    const auto hours = parse_number<int>(std::string_view(text).substr(0, 2));
    const auto minutes =
        text.size() == 5 ? parse_number<int>(std::string_view(text).substr(3)) : std::nullopt;
    if (!hours || !minutes || text[2] != ':' || *hours < 0 || *hours > 24 || *minutes < 0 || *minutes > 59)
        return refuse(rules::clock_time, {{"value", text}});
    return *hours * 60 + *minutes;
}

Result<Response> set_windows(Shared& shared, const Request& request) {
    GEZHI_TRY(given, json::read<wire::WindowsGiven>(request.body));
    SetWindows command;
    for (const auto& one : given.windows) {
        GEZHI_TRY(from, minute_of(one.from.value));
        GEZHI_TRY(to, minute_of(one.to.value));
        command.windows.push_back({from, to});
    }
    return asked(shared.wiring, request, calendar_stream, std::move(command));
}

// The same for everybody, and asked by every report form: kept by the browser for an hour.
Result<Response> gate(Shared& shared, const Request&) {
    const auto book = shared.wiring.books->current();
    const auto& rules = book->index.playbook().emergency;
    wire::Gate answer{rules.harmless, {}};
    for (const auto& one : rules.groups)
        answer.groups.push_back(
            wire::GateGroup{one.id, one.text_zh, one.text_en, one.numbers, one.do_zh, one.do_en, one.rules});
    auto response = http::json_response(json::write(answer));
    response.headers.emplace_back("Cache-Control", "public, max-age=3600");
    return response;
}

Result<Response> check_book(Shared& shared, const Request& request) {
    GEZHI_TRY(playbook, json::read<Playbook>(request.body));
    wire::CheckShown answer;
    for (const auto& fault : check(playbook))
        answer.errors.push_back(
            {fault.pointer, fault.code,
             shared.wiring.locale->sentence(http::language(request), "fault." + fault.code, fault.params)});
    answer.whole = answer.errors.empty();
    return http::json_response(json::write(answer));
}

Result<Response> adopt(Shared& shared, const Request& request) {
    GEZHI_TRY(playbook, json::read<Playbook>(request.body));
    return asked(shared.wiring, request, rules_stream, AdoptPlaybook{std::move(playbook)});
}

} // namespace

http::Routes routes(Wiring wiring) {
    const auto shared = std::make_shared<Shared>(std::move(wiring));
    const auto on = [&](auto function) {
        return http::Handler(
            [shared, function](const Request& request) { return function(*shared, request); });
    };
    const auto big = [](http::Route route) {
        route.body_bytes_max = playbook_bytes_max;
        return route;
    };
    constexpr auto in = Access::signed_in;
    http::Routes list{
        {Method::get, "/api/v1/playbook", "playbook.book", in,
         "Classes, units, reasons, endings in one language", on(whole_book)},
        {Method::get, "/api/v1/playbook/emergency", "playbook.gate", Access::anonymous,
         "The emergency gate, for the browser", on(gate)},
        {Method::post, "/api/v1/playbook/suggest", "playbook.suggest", in,
         "What a text may be: classes, emergency, legal paths", on(suggest)},
        big({Method::post, "/api/v1/playbook/check", "playbook.check", in, "Every fault of a whole playbook",
             on(check_book)}),
        big({Method::post, "/api/v1/playbook/adopt", "playbook.adopt", in, "Adopts a whole playbook",
             on(adopt)}),
        {Method::get, "/api/v1/calendar", "playbook.calendar", in, "Years, windows and suspensions in force",
         on(calendar_shown)},
        {Method::get, "/api/v1/calendar/explain", "playbook.explain_clock", in,
         "A limit from a start, stretch by stretch", on(explained)},
        {Method::post, "/api/v1/calendar/years", "playbook.import_year", in, "Imports or replaces a year",
         on(import_year)},
        {Method::post, "/api/v1/calendar/suspensions", "playbook.suspend", in,
         "Stops working time by a document", on(suspend)},
        {Method::post, "/api/v1/calendar/windows", "playbook.set_windows", in, "Sets the working hours",
         on(set_windows)},
    };
    using people::ReceiptShown;
    http::describe(list,
                   {{"playbook.book", nullptr, json::shape<wire::Book>},
                    {"playbook.gate", nullptr, json::shape<wire::Gate>},
                    {"playbook.suggest", json::shape<wire::SuggestAsked>, json::shape<wire::Suggested>},
                    {"playbook.check", json::shape<Playbook>, json::shape<wire::CheckShown>},
                    {"playbook.adopt", json::shape<Playbook>, json::shape<ReceiptShown>},
                    {"playbook.calendar", nullptr, json::shape<wire::CalendarShown>},
                    {"playbook.explain_clock", nullptr, json::shape<ClockAnswer>},
                    {"playbook.import_year", json::shape<calendar::YearCalendar>, json::shape<ReceiptShown>},
                    {"playbook.suspend", json::shape<wire::SuspensionGiven>, json::shape<ReceiptShown>},
                    {"playbook.set_windows", json::shape<wire::WindowsGiven>, json::shape<ReceiptShown>}});
    return list;
}

} // namespace gezhi::playbook
