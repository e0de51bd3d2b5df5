#pragma once
// The events of the room (past tense). A name carries its version and is never changed; each released version
// has a golden file. Events hold ids, codes, whole numbers, instants and references only; `at` stands where
// the state needs the moment.

#include "modules/casework/model_events_side.hpp"

namespace gezhi::casework {

struct Reported {
    static constexpr std::string_view name = "casework/reported.1";
    CaseId id{};
    Code number{};
    std::int64_t serial{0};
    Report report{};
    Visibility class_visibility{Visibility::public_};
    Instant at{};
    ClockStart clock{}; // triage

    bool operator==(const Reported&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reported, (), (id, number, serial, report, class_visibility, at, clock))

struct Verified {
    static constexpr std::string_view name = "casework/verified.1";

    bool operator==(const Verified&) const = default;
};
BOOST_DESCRIBE_STRUCT(Verified, (), ())

struct Accepted {
    static constexpr std::string_view name = "casework/accepted.1";

    bool operator==(const Accepted&) const = default;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), ())

struct Declined {
    static constexpr std::string_view name = "casework/declined.1";
    Code reason{};
    Code path{};
    std::optional<SealedText> text{};
    Instant at{};
    std::optional<Instant> object_until{};
    std::optional<CaseId> parent{};

    bool operator==(const Declined&) const = default;
};
BOOST_DESCRIBE_STRUCT(Declined, (), (reason, path, text, at, object_until, parent))

struct Registered {
    static constexpr std::string_view name = "casework/registered.1";
    Code class_code{};
    Code condition{};
    Code playbook{};
    Visibility class_visibility{Visibility::public_};

    bool operator==(const Registered&) const = default;
};
BOOST_DESCRIBE_STRUCT(Registered, (), (class_code, condition, playbook, class_visibility))

struct Dispatched {
    static constexpr std::string_view name = "casework/dispatched.1";
    Code unit{};
    Code reason{}; // why this unit: reason of the routing rule, or `chosen`
    PersonId by{};
    Instant at{};
    std::optional<Instant> return_until{};
    ClockStart clock{}; // after a return: the first start, with what is left

    bool operator==(const Dispatched&) const = default;
};
BOOST_DESCRIBE_STRUCT(Dispatched, (), (unit, reason, by, at, return_until, clock))

struct Acknowledged {
    static constexpr std::string_view name = "casework/acknowledged.1";

    bool operator==(const Acknowledged&) const = default;
};
BOOST_DESCRIBE_STRUCT(Acknowledged, (), ())

struct Returned {
    static constexpr std::string_view name = "casework/returned.1";
    Code from_unit{};
    Code reason{};
    Code proposed_unit{};
    std::optional<SealedText> text{};
    Instant at{};
    ClockStart clock{}; // the desk's; the handling clock rests and is not begun anew

    bool operator==(const Returned&) const = default;
};
BOOST_DESCRIBE_STRUCT(Returned, (), (from_unit, reason, proposed_unit, text, at, clock))

struct HandedIn {
    static constexpr std::string_view name = "casework/handed_in.1";
    SealedText text{};
    std::vector<FileId> photos{};
    PersonId by{};
    Instant at{};
    bool late{false};
    bool check_required{false};
    ClockStart clock{};                        // check, or answer when no check is due
    std::optional<Instant> neighbours_until{}; // may object until then; the answer's clock begins there

    bool operator==(const HandedIn&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandedIn, (), (text, photos, by, at, late, check_required, clock, neighbours_until))

struct Checked {
    static constexpr std::string_view name = "casework/checked.1";
    bool passed{false};
    std::optional<SealedText> text{};
    PersonId by{};
    Instant at{};
    ClockStart clock{}; // passed: answer; failed: handling, with the rest of it
    std::optional<Instant> neighbours_until{};

    bool operator==(const Checked&) const = default;
};
BOOST_DESCRIBE_STRUCT(Checked, (), (passed, text, by, at, clock, neighbours_until))

struct Closed {
    static constexpr std::string_view name = "casework/closed.1";
    Ending ending{Ending::solved};
    Code condition{};
    std::optional<SealedText> text{};
    Instant at{};
    std::optional<Instant> object_until{};
    std::optional<CaseId> parent{}; // that it was split off from

    bool operator==(const Closed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (ending, condition, text, at, object_until, parent))

struct Answered {
    static constexpr std::string_view name = "casework/answered.1";
    bool solved{false};
    std::optional<SealedText> text{};

    bool operator==(const Answered&) const = default;
};
BOOST_DESCRIBE_STRUCT(Answered, (), (solved, text))

struct Objected {
    static constexpr std::string_view name = "casework/objected.1";
    SealedText text{};
    std::optional<ClockStart> clock{}; // by a neighbour before the ending: looked at again

    bool operator==(const Objected&) const = default;
};
BOOST_DESCRIBE_STRUCT(Objected, (), (text, clock))

struct Reopened {
    static constexpr std::string_view name = "casework/reopened.1";
    Code reason{};
    std::optional<SealedText> text{};
    Instant at{};
    ClockStart clock{}; // handling with the limit of a second handling; triage when no unit had it

    bool operator==(const Reopened&) const = default;
};
BOOST_DESCRIBE_STRUCT(Reopened, (), (reason, text, at, clock))

struct Joined {
    static constexpr std::string_view name = "casework/joined.1";
    CaseId lead{};
    Visibility visibility{Visibility::public_}; // the strictest of both
    Instant at{};

    bool operator==(const Joined&) const = default;
};
BOOST_DESCRIBE_STRUCT(Joined, (), (lead, visibility, at))

struct Left {
    static constexpr std::string_view name = "casework/left.1";
    CaseId lead{};
    Instant at{};
    ClockStart clock{};
    bool reopens{false}; // it had ended with its lead

    bool operator==(const Left&) const = default;
};
BOOST_DESCRIBE_STRUCT(Left, (), (lead, at, clock, reopens))

struct SupporterCounted {
    static constexpr std::string_view name = "casework/supporter_counted.1";
    CaseId joined{};
    Visibility visibility{Visibility::public_};

    bool operator==(const SupporterCounted&) const = default;
};
BOOST_DESCRIBE_STRUCT(SupporterCounted, (), (joined, visibility))

struct SupporterDropped {
    static constexpr std::string_view name = "casework/supporter_dropped.1";
    CaseId left{};

    bool operator==(const SupporterDropped&) const = default;
};
BOOST_DESCRIBE_STRUCT(SupporterDropped, (), (left))

struct Said {
    static constexpr std::string_view name = "casework/said.1";
    bool from_reporter{false};
    SealedText text{};
    Instant at{};

    bool operator==(const Said&) const = default;
};
BOOST_DESCRIBE_STRUCT(Said, (), (from_reporter, text, at))

struct Noted {
    static constexpr std::string_view name = "casework/noted.1";
    SealedText text{};
    PersonId by{};
    Instant at{};

    bool operator==(const Noted&) const = default;
};
BOOST_DESCRIBE_STRUCT(Noted, (), (text, by, at))

struct VisibilitySet {
    static constexpr std::string_view name = "casework/visibility_set.1";
    Visibility visibility{Visibility::public_};
    Code reason{};
    std::optional<SealedText> text{};

    bool operator==(const VisibilitySet&) const = default;
};
BOOST_DESCRIBE_STRUCT(VisibilitySet, (), (visibility, reason, text))

struct Referred {
    static constexpr std::string_view name = "casework/referred.1";
    Code path{};
    std::optional<SealedText> text{};

    bool operator==(const Referred&) const = default;
};
BOOST_DESCRIBE_STRUCT(Referred, (), (path, text))

struct Held {
    static constexpr std::string_view name = "casework/held.1";
    Code path{};
    Instant until{};
    SealedText text{};
    Instant at{};

    bool operator==(const Held&) const = default;
};
BOOST_DESCRIBE_STRUCT(Held, (), (path, until, text, at))

struct Resumed {
    static constexpr std::string_view name = "casework/resumed.1";
    Instant at{};
    ClockStart clock{};

    bool operator==(const Resumed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Resumed, (), (at, clock))

struct Warned { // 50 %, 80 %; late escalates 升级, then a reminder
    static constexpr std::string_view name = "casework/warned.1";
    ClockKind clock{ClockKind::triage};
    Level level{Level::half};
    std::int64_t reminder{0}; // 0: the level itself; 1, 2 … afterwards
    Code escalated_to{};      // as the playbook names them; empty: nobody new
    std::int64_t percent{0};
    std::optional<Instant> escalates{}; // the next time

    bool operator==(const Warned&) const = default;
};
BOOST_DESCRIBE_STRUCT(Warned, (), (clock, level, reminder, escalated_to, percent, escalates))

struct Recomputed { // a changed calendar: the old and the new moment, and the reason
    static constexpr std::string_view name = "casework/recomputed.1";
    Code calendar{};
    Instant old_due{};
    Instant at{};
    ClockStart clock{};

    bool operator==(const Recomputed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Recomputed, (), (calendar, old_due, at, clock))

struct Erased { // what stood under these keys and names is gone for good; the flow `erasure` sees to it
    static constexpr std::string_view name = "casework/erased.1";
    EraseReason reason{EraseReason::purpose_done};
    bool contact_only{false};
    std::optional<PersonId> reporter{};
    std::vector<FileId> files{};
    PersonId by{}; // empty: its time was over
    Instant at{};

    bool operator==(const Erased&) const = default;
};
BOOST_DESCRIBE_STRUCT(Erased, (), (reason, contact_only, reporter, files, by, at))

using Event =
    std::variant<Reported, Verified, Accepted, Declined, Registered, Dispatched, Acknowledged, Returned,
                 HandedIn, Checked, Closed, Answered, Objected, Reopened, Joined, Left, SupporterCounted,
                 SupporterDropped, Said, Noted, VisibilitySet, Referred, Held, Resumed, Warned, Recomputed,
                 ExtensionAsked, SuspensionAsked, RequestApproved, Extended, Suspended, RequestRefused,
                 Recalled, Supervised, SupervisionMissed, Appealed, AppealReviewed, SplitOff, ChildEnded,
                 ChildReopened, FixedOnSpot, Erased>;
using Events = std::vector<Event>;

} // namespace gezhi::casework
