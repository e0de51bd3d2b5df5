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
    accepted,   // 受理
    registered, // 立案
    dispatched, // 派遣, not yet touched by the unit
    handling,   // 处置中 (acknowledged)
    checking,   // 已反馈, waits for check or closing
    closed,     // 结案
    declined    // 不予受理
};
BOOST_DESCRIBE_ENUM(Stage, none, reported, accepted, registered, dispatched, handling, checking, closed,
                    declined)

enum class Ending : std::uint8_t { really_solved, explained, beyond_law, legal_path };
BOOST_DESCRIBE_ENUM(Ending, really_solved, explained, beyond_law, legal_path)

// The strictest wins; a later value is stricter.
enum class Visibility : std::uint8_t { public_, estate, parties, restricted };
BOOST_DESCRIBE_ENUM(Visibility, public_, estate, parties, restricted)

enum class Channel : std::uint8_t {
    resident_web, // R
    staff,        // X patrol and desk
    telephone,    // J
    hotline,      // S 12345
    committee,    // C
    leader,       // L
    media,        // M
    sensor        // V
};
BOOST_DESCRIBE_ENUM(Channel, resident_web, staff, telephone, hotline, committee, leader, media, sensor)

// One running clock at a time: which stage it measures.
enum class ClockKind : std::uint8_t { triage, handling, check, answer };
BOOST_DESCRIBE_ENUM(ClockKind, triage, handling, check, answer)

// A text in the side table, sealed: SHA-256(salt ‖ text) stands in the event, the text does not.
struct SealedText {
    TextRef ref{};
    Digest commitment{};

    bool operator==(const SealedText&) const = default;
};
BOOST_DESCRIBE_STRUCT(SealedText, (), (ref, commitment))

// A started clock carries its limit and the computed moments; nothing recomputes them silently.
struct ClockStart {
    ClockKind kind{ClockKind::triage};
    calendar::Limit limit{};
    Code playbook{}; // the playbook version it was judged by
    Instant started{};
    Instant half{};
    Instant soon{}; // four fifths
    Instant due{};

    bool operator==(const ClockStart&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClockStart, (), (kind, limit, playbook, started, half, soon, due))

enum class Level : std::uint8_t { none, half, soon, late };
BOOST_DESCRIBE_ENUM(Level, none, half, soon, late)

struct RunningClock {
    ClockStart start{};
    Level warned{Level::none};
    std::optional<Instant> stopped{}; // met or resting
    std::int64_t late_reminders{0};
};

struct Return {
    Code from_unit{};
    Code reason{};
    Code proposed_unit{};
    std::optional<SealedText> text{};
    Instant at{};
};

struct Talk { // with the reporter; notes of staff are apart
    bool from_reporter{false};
    SealedText text{};
    Instant at{};
};

struct State {
    std::int64_t version{0};
    CaseId id{};
    Code number{};
    Stage stage{Stage::none};
    Channel channel{Channel::resident_web};
    Visibility visibility{Visibility::public_};
    std::optional<PersonId> reporter{}; // the subject in `person`, when contact was given
    SealedText text{};
    Code grid{};      // comprehensive grid of its day; empty outside the subdistrict
    Code partition{}; // the partition version that said so
    std::optional<PlaceId> place{};
    Digest position_commitment{};
    Code emergency{}; // group of the emergency gate, empty for none
    Code class_code{};
    Code condition{}; // filing condition 立案条件
    Code unit{};      // the one accountable unit
    Instant reported_at{};
    std::optional<Instant> seen_at{};
    std::optional<RunningClock> clock{};
    std::vector<Return> returns{};
    std::vector<Code> barred_units{}; // who returned it may not push the step it lost
    std::vector<Talk> talk{};
    std::vector<SealedText> notes{};
    std::vector<FileId> evidence_before{};
    std::vector<FileId> evidence_after{};
    std::optional<SealedText> result_text{};
    bool check_required{false};
    bool rework{false};
    std::int64_t reopened{0};
    std::int64_t escalated{0};
    std::optional<Ending> ending{};
    Code closing_condition{};
    std::optional<Instant> closed_at{};
    bool closed_late{false};
    bool ever_late{false};
    std::optional<bool> reporter_says_solved{};
    std::optional<CaseId> joined_to{}; // a pointer, not a container: its own clock rests
    std::int64_t supporters{0};        // cases that point here
    Code legal_path{};
    bool reporter_may_be_called{false};
    Code notify_by{};      // link, call, door, paper
    PersonId handled_by{}; // who handed in; never makes the call-back
};

inline bool open(const State& state) {
    return state.stage != Stage::none && state.stage != Stage::closed && state.stage != Stage::declined;
}

} // namespace gezhi::casework
