#pragma once
// The words of the room in one place: state, commands, events, and the facts: all that a decision may know of
// the world. Read first; the rule book is in model_rules.hpp.

#include "base/error.hpp"
#include "base/text.hpp"
#include "modules/casework/model_events.hpp"

namespace gezhi::casework {

// The case that another one would join.
struct Lead {
    bool open{false};
    bool joined{false}; // itself to another one
    Visibility visibility{Visibility::public_};
};

// The clocks a step may start, computed over the calendar of the moment. Empty where the step starts none.
struct Clocks {
    std::optional<ClockStart> triage{};
    std::optional<ClockStart> handling{}; // a new one, or the rest of the first
    std::optional<ClockStart> check{};
    std::optional<ClockStart> answer{};
    std::optional<ClockStart> resumed{};    // the resting clock with its rest
    std::optional<ClockStart> recomputed{}; // the running clock over the calendar of today
    std::optional<ClockStart> extended{};   // the running clock with one original limit more
};

// Of a late clock: the highest share of its limit that has passed, whom the playbook tells of it, and when
// the next one comes.
struct Escalation {
    std::int64_t percent{0};
    Code to{};
    std::optional<Instant> next{};
};

struct Facts {
    Instant now{};
    CaseId id{};
    Actor actor{};
    Code number{}; // for Report
    std::int64_t serial{0};
    Code playbook{}; // version in force; empty: none adopted
    bool channel_known{true};
    bool partition_moved{false};
    bool class_known{true};
    Code condition{}; // of the class: the one named, or its default; empty: unknown
    bool unit_known{true};
    bool reason_known{true};
    bool note_required{false}; // by the reason
    bool path_known{true};
    bool way_known{true}; // how the reporter wants to be told
    bool contact_needed{false};
    bool closing_known{true}; // this closing condition belongs to the class
    bool closing_fits{true};  // … and to the ending
    bool photos_known{true};  // each kept, and no other case's
    bool voice_known{true};   // likewise
    bool photo_required{false};
    bool check_by_class{false};
    std::int64_t check_percent{0}; // the greatest share that a risk of this case asks for
    Visibility class_visibility{Visibility::public_};
    Code route{}; // reason of the routing rule that names this unit; empty: another unit is named
    std::optional<Instant> return_until{};
    std::optional<Instant> object_until{};
    std::optional<Instant> rest_until_max{}; // of a hold and of a suspension
    std::int64_t extensions_max{0};
    std::int64_t suspensions_max{0};
    std::int64_t approvals{0}; // that a request needs
    std::int64_t appeal_reviews{0};
    std::optional<Instant> supervised_until{};
    std::optional<Instant> appeal_until{};
    std::optional<Lead> lead{};
    bool fixable_on_spot{true};
    std::optional<Instant> neighbours_until{};
    Escalation escalation{};
    bool followed{false}; // another case points to this one
    Clocks clocks{};
};

// ---- limits

constexpr std::size_t talk_max = 200;
constexpr std::size_t notes_max = 300;
constexpr std::size_t children_max = 20;
constexpr std::int64_t objections_max = 10;
constexpr std::int64_t answer_reopens_max =
    1;                                       // "not yet" reopens by itself so often; then it is an objection
constexpr std::int64_t reminders_daily = 30; // afterwards one a week

// ---- who acts besides people

inline constexpr std::string_view cluster_flow = "cluster";     // joins, leaves and endings of a cluster
inline constexpr std::string_view split_flow = "split";         // children: born, ended, opened again
inline constexpr std::string_view calendar_flow = "calendar";   // a changed calendar
inline constexpr std::string_view retention_flow = "retention"; // what has been kept long enough

// The reason (playbook, kind `reopen`) when the reporter's "not yet" reopens.
inline constexpr std::string_view not_done = "not_done";

// `VisibilitySet.reason` when a child follows its parent.
inline constexpr std::string_view of_parent = "of_parent";

// `Dispatched.reason` when no routing rule names the unit.
inline constexpr std::string_view chosen = "chosen";

} // namespace gezhi::casework
