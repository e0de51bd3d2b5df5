#pragma once
// The state of one case (案件): a fold of its events and nothing else. Exact places, people and texts are
// references; the sealed rows stand in the side tables. `version` 0 means that there is no such case.

#include "base/actor.hpp"
#include "base/code.hpp"
#include "base/digest.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "calendar/limit.hpp"

#include <boost/describe.hpp>

#include <optional>
#include <vector>

namespace gezhi::casework {

enum class Stage : std::uint8_t {
    none,
    reported,   // 上报
    verified,   // 核实
    accepted,   // 受理
    registered, // 立案
    dispatched, // 派遣, not yet touched by the unit
    handling,   // 处置中 (acknowledged)
    checking,   // 已反馈, waits for the check 核查
    answering,  // waits for the answer to the reporter and the closing
    closed,     // 结案
    declined    // 不予受理
};
BOOST_DESCRIBE_ENUM(Stage, none, reported, verified, accepted, registered, dispatched, handling, checking,
                    answering, closed, declined)

// The ids of the playbook's endings.json.
enum class Ending : std::uint8_t { solved, explained, beyond_law, legal_path };
BOOST_DESCRIBE_ENUM(Ending, solved, explained, beyond_law, legal_path)

// The strictest wins; a later value is stricter.
enum class Visibility : std::uint8_t { public_, estate, parties, restricted };
BOOST_DESCRIBE_ENUM(Visibility, public_, estate, parties, restricted)

// The ids of the playbook's channels.json, which gives each its letter in the case number.
enum class Channel : std::uint8_t {
    resident_web,
    staff, // patrol and desk
    telephone,
    hotline, // 12345
    photo_app,
    committee,
    sensor,
    leader,
    media,
    sibling, // another department
    meeting,
    visit,
    paper,
    chat
};
BOOST_DESCRIBE_ENUM(Channel, resident_web, staff, telephone, hotline, photo_app, committee, sensor, leader,
                    media, sibling, meeting, visit, paper, chat)

// Why personal data goes: 个人信息保护法第四十七条 (1) done or not needed any more, (2) its time is over,
// (3) consent was taken back, (4) it was taken or used against the law. `again`: older data was put back, and
// the keys know that it had been erased.
enum class EraseReason : std::uint8_t { purpose_done, period_over, consent_withdrawn, unlawful, again };
BOOST_DESCRIBE_ENUM(EraseReason, purpose_done, period_over, consent_withdrawn, unlawful, again)

// One clock runs at a time: which stage it measures. `answer` is the desk's: from handled to answered.
enum class ClockKind : std::uint8_t { triage, handling, check, answer };
BOOST_DESCRIBE_ENUM(ClockKind, triage, handling, check, answer)

// A text in the side table, sealed: SHA-256(salt ‖ text) stands in the event, the text does not.
struct SealedText {
    TextRef ref{};
    Digest commitment{};

    bool operator==(const SealedText&) const = default;
};
BOOST_DESCRIBE_STRUCT(SealedText, (), (ref, commitment))

// A started (or resumed) clock carries its limit and the computed moments; nothing recomputes them silently.
struct ClockStart {
    ClockKind kind{ClockKind::triage};
    calendar::Limit limit{};
    Code playbook{}; // the playbook version it was judged by
    Instant started{};
    Instant half{};
    Instant soon{}; // four fifths
    Instant due{};
    std::int64_t missing_year{0}; // the first year without a calendar that it was judged by; 0: none

    bool operator==(const ClockStart&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClockStart, (), (kind, limit, playbook, started, half, soon, due, missing_year))

enum class Level : std::uint8_t { none, half, soon, late };
BOOST_DESCRIBE_ENUM(Level, none, half, soon, late)

// Why a clock stands: given back to the desk, handed in, joined to another case, on a legal path.
enum class RestKind : std::uint8_t { returned, handed_in, joined, legal };
BOOST_DESCRIBE_ENUM(RestKind, returned, handed_in, joined, legal)

// Without `to`: it still rests. What remained at `from` runs on at `to`.
struct Rest {
    Instant from{};
    std::optional<Instant> to{};
    RestKind kind{RestKind::returned};

    bool operator==(const Rest&) const = default;
};
BOOST_DESCRIBE_STRUCT(Rest, (), (from, to, kind))

struct RunningClock {
    ClockStart start{};
    std::vector<Rest> rests{};
    Level warned{Level::none};
    std::int64_t reminders{0};        // after it was late
    std::optional<Instant> stopped{}; // met or resting

    bool operator==(const RunningClock&) const = default;
};
BOOST_DESCRIBE_STRUCT(RunningClock, (), (start, rests, warned, reminders, stopped))

struct Return { // 退单
    Code from_unit{};
    Code reason{};
    Code proposed_unit{};
    std::optional<SealedText> text{};
    Instant at{};

    bool operator==(const Return&) const = default;
};
BOOST_DESCRIBE_STRUCT(Return, (), (from_unit, reason, proposed_unit, text, at))

// Whoever had sent it to that unit got it back and does not send it there again; somebody else may.
struct Bar {
    Code unit{};
    PersonId person{};

    bool operator==(const Bar&) const = default;
};
BOOST_DESCRIBE_STRUCT(Bar, (), (unit, person))

struct Talk { // with the reporter; notes of staff are apart
    bool from_reporter{false};
    SealedText text{};
    Instant at{};

    bool operator==(const Talk&) const = default;
};
BOOST_DESCRIBE_STRUCT(Talk, (), (from_reporter, text, at))

struct Written { // an internal note
    SealedText text{};
    PersonId by{};
    Instant at{};

    bool operator==(const Written&) const = default;
};
BOOST_DESCRIBE_STRUCT(Written, (), (text, by, at))

// On a legal path that has its own procedure and limit: the handling clock rests until then at the latest.
struct Hold {
    Code path{};
    Instant until{};

    bool operator==(const Hold&) const = default;
};
BOOST_DESCRIBE_STRUCT(Hold, (), (path, until))

struct State {
    std::int64_t version{0};
    CaseId id{};
    Code number{};
    std::int64_t serial{0}; // of its day
    Stage stage{Stage::none};
    Channel channel{Channel::resident_web};
    Visibility visibility{Visibility::public_};
    Visibility class_visibility{Visibility::public_}; // the least its class allows
    std::optional<PersonId> reporter{};               // the subject in `person`, when contact was given
    SealedText text{};
    Code grid{};      // comprehensive grid of its day; empty outside the subdistrict
    Code partition{}; // the partition version that said so
    Digest position_commitment{};
    Code emergency{}; // group of the emergency gate, empty for none
    Code class_code{};
    Code condition{};         // filing condition 立案条件
    bool reclassified{false}; // class or condition put right since a unit had it: another limit
    Code unit{};              // the one accountable unit; empty while the desk has it
    Code route{};             // why this unit: reason of the routing rule, or `chosen`
    PersonId dispatched_by{};
    std::optional<Instant> return_until{}; // the unit may give it back until then
    Instant reported_at{};
    std::optional<Instant> seen_at{};

    std::optional<RunningClock> clock{};    // of the present stage; stopped when it rests or the case ended
    std::optional<RunningClock> handling{}; // the handling clock, put aside while another one runs
    std::optional<Hold> hold{};
    std::int64_t escalated{0}; // how often a clock ran late
    bool ever_late{false};

    std::vector<Return> returns{};
    std::vector<Bar> bars{};
    std::vector<Talk> talk{};
    std::vector<Written> notes{};
    std::vector<FileId> evidence_before{};
    std::vector<FileId> evidence_after{};
    std::optional<SealedText> handled_text{}; // of the last handing in
    std::optional<SealedText> result_text{};  // of the ending: what the reporter reads
    std::vector<PersonId> hands{};            // who handed in; they never check, close or call back
    bool handled_late{false};
    bool rework{false};
    std::int64_t reopened{0};

    std::optional<Ending> ending{};
    Code closing_condition{};
    Code decline_reason{};
    std::optional<Instant> closed_at{};
    std::optional<Instant> object_until{};
    std::optional<bool> answered{}; // the reporter's word: solved or not
    std::int64_t objections{0};

    std::optional<CaseId> joined_to{}; // a pointer, not a container: its own clock rests
    std::int64_t supporters{0};        // cases that point here
    Code legal_path{};
    bool may_be_called{false};
    Code notify_by{}; // link, call, door, paper

    std::optional<Instant> contact_erased_at{}; // who reported is not known any more
    std::optional<Instant> erased_at{};         // nor words, pictures and exact place

    bool operator==(const State&) const = default;
};

inline bool open(const State& state) {
    return state.stage != Stage::none && state.stage != Stage::closed && state.stage != Stage::declined;
}

// With a unit, not yet handed in: an unfinished party.
inline bool with_unit(const State& state) {
    return state.stage == Stage::dispatched || state.stage == Stage::handling;
}

// Not yet sent to a unit, or given back by one.
inline bool at_desk(const State& state) {
    return state.stage == Stage::reported || state.stage == Stage::verified ||
           state.stage == Stage::accepted || state.stage == Stage::registered;
}

} // namespace gezhi::casework
