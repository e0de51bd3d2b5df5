// The roster: units, grids with their leaders, who is on emergency duty.

#include "modules/people/decide.hpp"
#include "modules/people/http.hpp"

#include <algorithm>

namespace gezhi::people::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr std::int64_t minutes_per_day = 24 * 60;

std::string clock_text(std::int64_t minute_of_day) {
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return two(minute_of_day / 60) + ":" + two(minute_of_day % 60);
}

// "08:00", and "24:00" for midnight at the end.
std::optional<std::int64_t> clock_minute(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto hour = parse_number(text.substr(0, 2));
    const auto minute = parse_number(text.substr(3));
    if (!hour || !minute || *hour < 0 || *hour > 24 || *minute < 0 || *minute > 59) return std::nullopt;
    const auto at = *hour * 60 + *minute;
    return at <= minutes_per_day ? std::optional(at) : std::nullopt;
}

Result<std::vector<Shift>> shifts_of(const wire::ShiftsGiven& given) {
    std::vector<Shift> shifts;
    for (std::size_t i = 0; i < given.shifts.size(); ++i) {
        const auto& one = given.shifts[i];
        const auto from = clock_minute(one.from.value);
        const auto until = clock_minute(one.until.value);
        if (!from || !until || *from == minutes_per_day)
            return refuse(
                rules::shift_time, {},
                {{"/shifts/" + std::to_string(i) + (from && *from < minutes_per_day ? "/until" : "/from"),
                  std::string(rules::shift_time.code)}});
        const auto minutes = *until > *from ? *until - *from : *until - *from + minutes_per_day;
        shifts.push_back(
            {{(one.weekday.value - 1) * minutes_per_day + *from}, {minutes}, one.person, one.deputy});
    }
    return shifts;
}

// The name of whoever leads the grid now.
std::optional<std::string> leader(const Rights::Snapshot& rights, const std::map<PersonId, StaffCard>& cards,
                                  const Code& grid, Instant now) {
    for (const auto& [person, card] : cards) {
        const auto actor = rights.actor_of(person, now);
        for (const auto& post : actor.posts)
            if (post.duty == Duty::grid_leader && post.grid == grid) return card.name;
    }
    return std::nullopt;
}

// Whoever has an open account may stand on the list.
std::vector<wire::Named> eligible(const Rights::Snapshot& rights,
                                  const std::map<PersonId, StaffCard>& cards) {
    std::vector<wire::Named> people;
    for (const auto& [person, card] : cards)
        if (rights.open(person) != nullptr) people.push_back({person, card.name});
    std::sort(people.begin(), people.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return people;
}

Result<Response> roster(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(cards, wiring.persons.all_staff());
    const auto rights = wiring.rights->snapshot();
    const auto now = wiring.engine.clock().now();
    const auto name = [&](PersonId person) {
        const auto found = cards.find(person);
        return found == cards.end() ? std::string() : found->second.name;
    };
    wire::Roster roster;
    if (wiring.units) roster.units = wiring.units();
    if (wiring.grids) roster.grids = wiring.grids();
    for (auto& grid : roster.grids) grid.leader = leader(*rights, cards, grid.code, now);
    if (const auto duty = rights->on_duty(now)) {
        roster.duty_now = wire::DutyNow{name(duty->person), {}};
        if (duty->deputy) roster.duty_now->deputy = name(*duty->deputy);
    }
    for (const auto& shift : rights->shifts) {
        const auto from = shift.starts.value % minutes_per_day;
        const auto until = (from + shift.minutes.value) % minutes_per_day;
        wire::ShiftShown one{shift.starts.value / minutes_per_day + 1,
                             clock_text(from),
                             clock_text(until),
                             shift.person,
                             name(shift.person),
                             shift.deputy,
                             {}};
        if (shift.deputy) one.deputy_name = name(*shift.deputy);
        roster.shifts.push_back(std::move(one));
    }
    if (permit(actor(request), State{}, Command(SetDutyShifts{}))) {
        GEZHI_TRY(list, wiring.engine.state(wiring.room, duty_stream));
        roster.change = wire::ShiftsChange{wiring.room.version(list.get()), eligible(*rights, cards)};
    }
    return http::json_response(json::write(roster));
}

Result<Response> set_duty(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(given, json::read<wire::ShiftsGiven>(request.body));
    GEZHI_TRY(shifts, shifts_of(given));
    GEZHI_TRY(task,
              task_of(request, wiring.engine, wiring.room, duty_stream, Command(SetDutyShifts{shifts})));
    GEZHI_TRY(receipt, wiring.engine.ask_and_wait(std::move(task)));
    return receipt_response(receipt);
}

} // namespace

void add_roster_routes(const Shared& wiring, http::Routes& routes) {
    const auto on = [&](auto function) {
        return http::Handler(
            [wiring, function](const Request& request) { return function(*wiring, request); });
    };
    routes.push_back({Method::get, "/api/v1/roster", "people.roster", Access::signed_in,
                      "Units, grids with their leaders, who is on duty", on(roster)});
    routes.push_back({Method::post, "/api/v1/roster/duty", "people.set_duty", Access::signed_in,
                      "Replaces the weekly shifts of the emergency duty", on(set_duty)});
}

} // namespace gezhi::people::detail
