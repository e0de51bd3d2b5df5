#pragma once
// The parts that the state of a case is made of: stages, clocks and their rests, and what stands beside the
// stage (returns, requests, supervision, appeal). References only: never a text, a name or an exact place.

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

// Why a clock stands: given back to the desk, handed in, joined to another case, on a legal path, suspended,
// taken back by the desk.
enum class RestKind : std::uint8_t { returned, handed_in, joined, legal, suspended, recalled };
BOOST_DESCRIBE_ENUM(RestKind, returned, handed_in, joined, legal, suspended, recalled)

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
    std::int64_t reminders{0};          // after it was late
    std::int64_t extensions{0};         // original limits that were added to the first
    std::int64_t escalation{0};         // the highest share of the limit that was told upwards, in percent
    std::optional<Instant> escalates{}; // the next one
    std::optional<Instant> stopped{};   // met or resting

    bool operator==(const RunningClock&) const = default;
};
BOOST_DESCRIBE_STRUCT(RunningClock, (),
                      (start, rests, warned, reminders, extensions, escalation, escalates, stopped))

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

// What the unit asks for and others approve: more time 延期, or a suspension 挂账·缓办.
enum class Wish : std::uint8_t { extension, suspension };
BOOST_DESCRIBE_ENUM(Wish, extension, suspension)

struct Request {
    Wish wish{Wish::extension};
    Code reason{};
    std::optional<SealedText> text{};
    std::optional<Instant> until{}; // of a suspension
    PersonId by{};
    Instant at{};
    std::vector<PersonId> approvals{}; // never who asked, never one twice

    bool operator==(const Request&) const = default;
};
BOOST_DESCRIBE_STRUCT(Request, (), (wish, reason, text, until, by, at, approvals))

// The clock rests until then at the latest; it goes on by itself.
struct Suspension {
    Code reason{};
    Instant until{};

    bool operator==(const Suspension&) const = default;
};
BOOST_DESCRIBE_STRUCT(Suspension, (), (reason, until))

struct Child { // split off; the parent cannot end around an open one
    CaseId id{};
    bool open{true};

    bool operator==(const Child&) const = default;
};
BOOST_DESCRIBE_STRUCT(Child, (), (id, open))

struct Supervision { // 督办: beside the clock, which it neither stops nor resets
    SealedText text{};
    PersonId by{};
    Instant at{};
    Instant until{};
    std::optional<Instant> met{}; // handed in, or the case ended
    bool missed{false};

    bool operator==(const Supervision&) const = default;
};
BOOST_DESCRIBE_STRUCT(Supervision, (), (text, by, at, until, met, missed))

struct Appeal { // 超期申诉: the fact stays late, the statistic is exempt when it is granted
    Code reason{};
    std::optional<SealedText> text{};
    PersonId by{};
    Instant at{};
    std::vector<PersonId> reviewers{};
    std::optional<bool> granted{}; // decided

    bool operator==(const Appeal&) const = default;
};
BOOST_DESCRIBE_STRUCT(Appeal, (), (reason, text, by, at, reviewers, granted))

} // namespace gezhi::casework
