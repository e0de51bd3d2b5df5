#pragma once
// State to read rows: one row for each case, all that lists, queues and the head of a case page need. Pure; a
// changed row needs a new revision. `open` is 1 or 0 so that lists of open cases may say `open = 1` and use
// the partial indexes; `id` is in order of time, so it orders what was reported.

#include "engine/rows.hpp"
#include "modules/casework/state.hpp"

#include <array>

namespace gezhi::casework {

// The most urgent of what stands beside the stage.
enum class Side : std::uint8_t {
    none,
    emergency,
    returned,
    rework,
    reopened,
    late_escalated,
    joined,
    held,
    suspended,
    supervised,
    asked
};
BOOST_DESCRIBE_ENUM(Side, none, emergency, returned, rework, reopened, late_escalated, joined, held,
                    suspended, supervised, asked)

// What the unit asked for and others have still to grant: with the case open a request, afterwards an appeal.
enum class Waits : std::uint8_t { none, extension, suspension, appeal };
BOOST_DESCRIBE_ENUM(Waits, none, extension, suspension, appeal)

struct CaseRow {
    static constexpr std::string_view table = "case_row";
    static constexpr int revision = 4;
    static constexpr std::array<std::string_view, 1> key{"id"};
    // At most five: each costs every report. A described struct has at most 52 members, and this one has
    // them.
    static constexpr std::array<sql::Index, 5> indexes{{{"by_number", "number"},
                                                        {"by_urgency", "urgency, id", "open = 1"},
                                                        {"by_unit", "unit, urgency, id", "open = 1"},
                                                        {"by_grid", "grid, urgency, id", "open = 1"},
                                                        {"by_lead", "joined_to", "joined_to <> ''"}}};
    CaseId id{};
    Code number{};
    Stage stage{Stage::none};
    Side side{Side::none};
    bool open{false};
    std::int64_t urgency{0}; // smaller first: emergencies, then by due moment, resting ones last
    Visibility visibility{Visibility::public_};
    Channel channel{Channel::resident_web};
    Code grid{};
    Code partition{};
    Code unit{};
    Code class_code{};
    Code condition{};
    Code emergency{};
    Instant reported_at{};
    std::string clock_kind{};  // empty: no clock
    std::string clock_limit{}; // short form, "W4"
    Code clock_playbook{};
    std::optional<Instant> clock_started{};
    std::optional<Instant> clock_half{};
    std::optional<Instant> clock_soon{};
    std::optional<Instant> clock_due{};
    Level clock_warned{Level::none};
    std::optional<Instant> clock_stopped{}; // met, or resting
    std::int64_t missing_year{0};
    std::int64_t supporters{0};
    std::int64_t returns{0};
    std::int64_t reopened{0};
    bool rework{false};
    std::int64_t escalated{0};
    std::optional<Ending> ending{};
    Code closing_condition{};
    Code decline_reason{};
    std::optional<Instant> closed_at{};
    std::optional<Instant> object_until{};
    bool handled_late{false};
    bool ever_late{false};
    std::optional<bool> answered{}; // the reporter's word
    std::int64_t objections{0};
    CaseId joined_to{};  // empty: none
    PersonId reporter{}; // empty: none
    PersonId handled_by{};
    Code legal_path{};
    Code notify_by{};
    bool may_be_called{false};
    Waits waits{Waits::none};
    bool supervised{false};
    bool exempt{false}; // late, but not counted
    CaseId parent{};    // empty: none
    TextRef text{};
    std::optional<Instant> erased_at{};
    std::int64_t version{0};
};
BOOST_DESCRIBE_STRUCT(CaseRow, (),
                      (id, number, stage, side, open, urgency, visibility, channel, grid, partition, unit,
                       class_code, condition, emergency, reported_at, clock_kind, clock_limit, clock_playbook,
                       clock_started, clock_half, clock_soon, clock_due, clock_warned, clock_stopped,
                       missing_year, supporters, returns, reopened, rework, escalated, ending,
                       closing_condition, decline_reason, closed_at, object_until, handled_late, ever_late,
                       answered, objections, joined_to, reporter, handled_by, legal_path, notify_by,
                       may_be_called, waits, supervised, exempt, parent, text, erased_at, version))

Side side(const State& state);
Waits waits(const State& state);
std::int64_t urgency(const State& state);
CaseRow row(const State& state);
void view(const State& state, engine::RowSet& rows);

// Counters: `reported` and `closed` by day (2026-11-23); `open` and `late` by grid/stage.
void rollup(const State& before, const State& after, engine::Deltas& deltas);

} // namespace gezhi::casework
