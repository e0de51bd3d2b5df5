#include "modules/casework/view.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace gezhi::casework {

namespace {

constexpr std::int64_t emergency_lead_us = 10'000 * 366 * us_per_day; // before anything that is due
constexpr std::int64_t first_lead_us = 5'000 * 366 * us_per_day;      // before the others, behind emergencies
constexpr std::int64_t resting_us = 20'000 * 366 * us_per_day;        // behind anything that is due

template <class Enum>
std::string_view text(Enum value) {
    return boost::describe::enum_to_string(value, "");
}

// Given back and still with the desk.
bool given_back(const State& state) {
    return !state.returns.empty() && at_desk(state);
}

bool late(const State& state) {
    return open(state) && state.clock && !state.clock->stopped && state.clock->warned == Level::late;
}

void put_clock(const RunningClock& clock, CaseRow& row) {
    row.clock_kind = text(clock.start.kind);
    row.clock_limit = calendar::short_form(clock.start.limit);
    row.clock_playbook = clock.start.playbook;
    row.clock_started = clock.start.started;
    row.clock_half = clock.start.half;
    row.clock_soon = clock.start.soon;
    row.clock_due = clock.start.due;
    row.clock_warned = clock.warned;
    row.clock_stopped = clock.stopped;
    row.missing_year = clock.start.missing_year;
}

std::string day(Instant at) {
    return iso_date(civil(at).date);
}

std::string bucket(const State& state) {
    return state.grid.value + "/" + std::string(text(state.stage));
}

} // namespace

Side side(const State& state) {
    if (state.joined_to) return Side::joined;
    if (!open(state)) return Side::none;
    if (state.hold) return Side::held;
    if (state.suspension) return Side::suspended;
    if (!state.emergency.empty()) return Side::emergency;
    if (supervised(state)) return Side::supervised;
    if (state.request) return Side::asked;
    if (given_back(state)) return Side::returned;
    if (state.rework) return Side::rework;
    if (late(state)) return Side::late_escalated;
    if (state.reopened > 0) return Side::reopened;
    return Side::none;
}

Waits waits(const State& state) {
    if (state.request) return state.request->wish == Wish::extension ? Waits::extension : Waits::suspension;
    return state.appeal && !state.appeal->granted ? Waits::appeal : Waits::none;
}

std::int64_t urgency(const State& state) {
    if (!open(state) || !state.clock || state.clock->stopped) return resting_us;
    const auto due = state.clock->start.due.us;
    if (!state.emergency.empty()) return due - emergency_lead_us;
    return state.comes_first ? due - first_lead_us : due;
}

CaseRow row(const State& state) {
    CaseRow row;
    row.id = state.id;
    row.number = state.number;
    row.stage = state.stage;
    row.side = side(state);
    row.open = open(state);
    row.urgency = urgency(state);
    row.visibility = state.visibility;
    row.channel = state.channel;
    row.grid = state.grid;
    row.partition = state.partition;
    row.unit = state.unit;
    row.class_code = state.class_code;
    row.condition = state.condition;
    row.emergency = state.emergency;
    row.reported_at = state.reported_at;
    // Of an ended case the handling is what "on time" speaks of.
    if (!row.open && state.handling)
        put_clock(*state.handling, row);
    else if (state.clock)
        put_clock(*state.clock, row);
    row.supporters = state.supporters;
    row.returns = static_cast<std::int64_t>(state.returns.size());
    row.reopened = state.reopened;
    row.rework = state.rework;
    row.escalated = state.escalated;
    row.ending = state.ending;
    row.closing_condition = state.closing_condition;
    row.decline_reason = state.decline_reason;
    row.closed_at = state.closed_at;
    row.object_until = state.object_until;
    row.handled_late = state.handled_late;
    row.ever_late = state.ever_late;
    row.answered = state.answered;
    row.objections = state.objections;
    row.joined_to = state.joined_to.value_or(CaseId{});
    row.reporter = state.reporter.value_or(PersonId{});
    row.handled_by = state.hands.empty() ? PersonId{} : state.hands.back();
    row.legal_path = state.legal_path;
    row.notify_by = state.notify_by;
    row.may_be_called = state.may_be_called;
    row.waits = waits(state);
    row.supervised = supervised(state);
    row.exempt = exempt(state);
    row.parent = state.parent.value_or(CaseId{});
    row.text = state.text.ref;
    row.erased_at = state.erased_at;
    row.version = state.version;
    return row;
}

void view(const State& state, engine::RowSet& rows) {
    if (state.stage != Stage::none) rows.put(row(state));
}

void rollup(const State& before, const State& after, engine::Deltas& deltas) {
    if (before.stage == Stage::none && after.stage != Stage::none)
        deltas.add("reported", day(after.reported_at), 1);
    if (before.closed_at) deltas.add("closed", day(*before.closed_at), -1);
    if (after.closed_at) deltas.add("closed", day(*after.closed_at), 1);
    if (open(before)) deltas.add("open", bucket(before), -1);
    if (open(after)) deltas.add("open", bucket(after), 1);
    if (late(before)) deltas.add("late", bucket(before), -1);
    if (late(after)) deltas.add("late", bucket(after), 1);
}

} // namespace gezhi::casework
