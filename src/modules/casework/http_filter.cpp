// What a list, a board or a search is narrowed to, as it stands behind the question mark. "-" asks for the
// cases that have none.

#include "modules/casework/desk.hpp"

namespace gezhi::casework::detail {

namespace {

using http::Request;

Error bad(std::string_view name) {
    return Error{&rules::bad_filter, {{"filter", std::string(name)}}, {}};
}

Result<Code> code_or_none(const Request& request, std::string_view name, bool& none) {
    const auto given = request.query_value(name);
    none = given && *given == without;
    if (!given || given->empty() || none) return Code{};
    const auto code = Code::parse(*given);
    if (!code) return refuse(bad(name));
    return *code;
}

template <class Enum>
Result<std::optional<Enum>> choice(const Request& request, std::string_view name) {
    const auto given = request.query_value(name);
    if (!given || given->empty()) return std::optional<Enum>{};
    const auto found = json::enum_from<Enum>(*given);
    if (!found) return refuse(bad(name));
    return std::optional<Enum>(*found);
}

Result<std::optional<std::chrono::sys_days>> day(const Request& request, std::string_view name) {
    const auto given = request.query_value(name);
    if (!given || given->empty()) return std::optional<std::chrono::sys_days>{};
    const auto date = parse_iso_date(*given);
    if (!date) return refuse(bad(name));
    return std::optional(std::chrono::sys_days(*date));
}

} // namespace

Result<CaseFilter> filter_of(const Request& request) {
    CaseFilter filter;
    bool no_major = false;
    GEZHI_TRY(grid, code_or_none(request, "grid", filter.no_grid));
    GEZHI_TRY(unit, code_or_none(request, "unit", filter.no_unit));
    GEZHI_TRY(class_code, code_or_none(request, "class", filter.no_class));
    GEZHI_TRY(major, code_or_none(request, "major", no_major));
    GEZHI_TRY(channel, choice<Channel>(request, "channel"));
    GEZHI_TRY(stage, choice<Stage>(request, "stage"));
    GEZHI_TRY(outcome, choice<Outcome>(request, "outcome"));
    GEZHI_TRY(reported_from, day(request, "reported_from"));
    GEZHI_TRY(reported_to, day(request, "reported_to"));
    GEZHI_TRY(closed_from, day(request, "closed_from"));
    GEZHI_TRY(closed_to, day(request, "closed_to"));
    filter.grid = std::move(grid);
    filter.unit = std::move(unit);
    filter.class_code = std::move(class_code);
    filter.major = std::move(major);
    filter.no_class = filter.no_class || no_major;
    filter.channel = channel;
    filter.stage = stage;
    filter.outcome = outcome.value_or(Outcome::any);
    filter.reported_from = reported_from;
    filter.reported_to = reported_to;
    filter.closed_from = closed_from;
    filter.closed_to = closed_to;
    filter.open_only = request.query_value("open").value_or("") == "1";
    if (const auto place = request.query_value("place"); place && !place->empty()) {
        const auto id = *place == without ? std::optional(PlaceId{}) : PlaceId::parse(*place);
        if (!id) return refuse(bad("place"));
        filter.place = *id;
    }
    return filter;
}

} // namespace gezhi::casework::detail
