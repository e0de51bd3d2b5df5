#pragma once
// The words of the room: commands (verbs), events (past tense), facts and the rule book. Read first. Commands
// are shaped by the door (ask.hpp): texts are already sealed and places located, so a command holds
// references only.

#include "base/error.hpp"
#include "modules/casework/state.hpp"

#include <string_view>
#include <variant>

namespace gezhi::casework {

// ---- commands
// ------------------------------------------------------------------------------------------------------

// Intake 上报 from every channel. The grid, number and clock come from facts.
struct Report {
    static constexpr std::string_view name = "casework/report";
    Channel channel{Channel::resident_web};
    SealedText text{};
    std::optional<PersonId> reporter{};
    std::optional<PlaceId> place{};
    Code grid{};
    Code partition{};
    Digest position_commitment{};
    Code class_code{}; // what the reporter or the suggestion chose; may be empty
    Code emergency{};
    Visibility visibility{Visibility::public_};
    std::optional<Instant> seen_at{};
    std::vector<FileId> photos{};
    bool may_be_called{false};
    Code notify_by{};
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (channel, text, reporter, place, grid, partition, position_commitment, class_code,
                       emergency, visibility, seen_at, photos, may_be_called, notify_by))

// The desk's one tap 转办: verifies, accepts, registers and dispatches what of these is still to do.
struct SendOn {
    static constexpr std::string_view name = "casework/send_on";
    Code class_code{};
    Code condition{};
    Code unit{};
    std::optional<SealedText> note{};
};
BOOST_DESCRIBE_STRUCT(SendOn, (), (class_code, condition, unit, note))

struct Accept {
    static constexpr std::string_view name = "casework/accept";
};
BOOST_DESCRIBE_STRUCT(Accept, (), ())

struct Decline { // 不予受理: with where to go instead
    static constexpr std::string_view name = "casework/decline";
    Code reason{};
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Decline, (), (reason, text))

struct Register { // 立案
    static constexpr std::string_view name = "casework/register";
    Code class_code{};
    Code condition{};
};
BOOST_DESCRIBE_STRUCT(Register, (), (class_code, condition))

struct Dispatch { // 派遣
    static constexpr std::string_view name = "casework/dispatch";
    Code unit{};
};
BOOST_DESCRIBE_STRUCT(Dispatch, (), (unit))

struct Acknowledge {
    static constexpr std::string_view name = "casework/acknowledge";
}; // 签收
BOOST_DESCRIBE_STRUCT(Acknowledge, (), ())

struct ReturnOrder { // 退单: with a reason, the rule, and a proposed owner
    static constexpr std::string_view name = "casework/return_order";
    Code reason{};
    Code proposed_unit{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(ReturnOrder, (), (reason, proposed_unit, text))

struct HandIn { // 处置反馈; the unit's first act acknowledges
    static constexpr std::string_view name = "casework/hand_in";
    SealedText text{};
    std::vector<FileId> photos{};
};
BOOST_DESCRIBE_STRUCT(HandIn, (), (text, photos))

struct Check { // 核查
    static constexpr std::string_view name = "casework/check";
    bool passed{false};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Check, (), (passed, text))

struct Close { // 结案 with one of four endings
    static constexpr std::string_view name = "casework/close";
    Ending ending{Ending::really_solved};
    Code condition{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Close, (), (ending, condition, text))

struct Answer { // the reporter's one question: 真的解决了吗
    static constexpr std::string_view name = "casework/answer";
    bool solved{false};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Answer, (), (solved, text))

struct Reopen {
    static constexpr std::string_view name = "casework/reopen";
    Code reason{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Reopen, (), (reason, text))

struct Join { // the same matter: this case follows the lead, its own clock rests
    static constexpr std::string_view name = "casework/join";
    CaseId lead{};
};
BOOST_DESCRIBE_STRUCT(Join, (), (lead))

struct CountSupporter { // sent to the lead by flow
    static constexpr std::string_view name = "casework/count_supporter";
    CaseId joined{};
};
BOOST_DESCRIBE_STRUCT(CountSupporter, (), (joined))

struct FollowLead { // sent by flow when the lead ended
    static constexpr std::string_view name = "casework/follow_lead";
    Ending ending{Ending::really_solved};
    Code condition{};
};
BOOST_DESCRIBE_STRUCT(FollowLead, (), (ending, condition))

struct Say { // to or from the reporter
    static constexpr std::string_view name = "casework/say";
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Say, (), (text))

struct Note { // internal
    static constexpr std::string_view name = "casework/note";
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (text))

struct SetVisibility {
    static constexpr std::string_view name = "casework/set_visibility";
    Visibility visibility{Visibility::public_};
    Code reason{};
};
BOOST_DESCRIBE_STRUCT(SetVisibility, (), (visibility, reason))

struct Refer { // to a legal path (信访, 12315, court …); the text is sealed for the one named officer
    static constexpr std::string_view name = "casework/refer";
    Code path{};
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Refer, (), (path, text))

struct Tick {
    static constexpr std::string_view name = "casework/tick";
}; // by the clock: warns at 50 %, 80 %, escalates when late
BOOST_DESCRIBE_STRUCT(Tick, (), ())

struct Recompute { // by the clock when a calendar changed
    static constexpr std::string_view name = "casework/recompute";
    Code calendar{};
};
BOOST_DESCRIBE_STRUCT(Recompute, (), (calendar))

using Command = std::variant<Report, SendOn, Accept, Decline, Register, Dispatch, Acknowledge, ReturnOrder,
                             HandIn, Check, Close, Answer, Reopen, Join, CountSupporter, FollowLead, Say,
                             Note, SetVisibility, Refer, Tick, Recompute>;

// ---- events
// --------------------------------------------------------------------------------------------------------

struct Reported {
    static constexpr std::string_view name = "casework/reported.1";
    Code number{};
    Report report{};
    ClockStart clock{};
};
BOOST_DESCRIBE_STRUCT(Reported, (), (number, report, clock))

struct Accepted {
    static constexpr std::string_view name = "casework/accepted.1";
};
BOOST_DESCRIBE_STRUCT(Accepted, (), ())

struct Declined {
    static constexpr std::string_view name = "casework/declined.1";
    Code reason{};
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Declined, (), (reason, text))

struct Registered {
    static constexpr std::string_view name = "casework/registered.1";
    Code class_code{};
    Code condition{};
    Code playbook{};
    bool check_required{false};
};
BOOST_DESCRIBE_STRUCT(Registered, (), (class_code, condition, playbook, check_required))

struct Dispatched {
    static constexpr std::string_view name = "casework/dispatched.1";
    Code unit{};
    Code reason{}; // why this unit: routing reason code, or `chosen`
    ClockStart clock{};
};
BOOST_DESCRIBE_STRUCT(Dispatched, (), (unit, reason, clock))

struct Acknowledged {
    static constexpr std::string_view name = "casework/acknowledged.1";
};
BOOST_DESCRIBE_STRUCT(Acknowledged, (), ())

struct Returned {
    static constexpr std::string_view name = "casework/returned.1";
    Code from_unit{};
    Code reason{};
    Code proposed_unit{};
    std::optional<SealedText> text{};
    std::optional<ClockStart>
        clock{}; // the desk's triage clock; the handling clock of the case is not reset by re-dispatch
};
BOOST_DESCRIBE_STRUCT(Returned, (), (from_unit, reason, proposed_unit, text, clock))

struct HandedIn {
    static constexpr std::string_view name = "casework/handed_in.1";
    SealedText text{};
    std::vector<FileId> photos{};
    PersonId by{};
    bool late{false};
    ClockStart clock{}; // check
};
BOOST_DESCRIBE_STRUCT(HandedIn, (), (text, photos, by, late, clock))

struct Checked {
    static constexpr std::string_view name = "casework/checked.1";
    bool passed{false};
    std::optional<SealedText> text{};
    std::optional<ClockStart> clock{}; // failed: back to handling, with the rest of its clock
};
BOOST_DESCRIBE_STRUCT(Checked, (), (passed, text, clock))

struct Closed {
    static constexpr std::string_view name = "casework/closed.1";
    Ending ending{Ending::really_solved};
    Code condition{};
    std::optional<SealedText> text{};
    bool late{false};
};
BOOST_DESCRIBE_STRUCT(Closed, (), (ending, condition, text, late))

struct Answered {
    static constexpr std::string_view name = "casework/answered.1";
    bool solved{false};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Answered, (), (solved, text))

struct Reopened {
    static constexpr std::string_view name = "casework/reopened.1";
    Code reason{};
    std::optional<SealedText> text{};
    ClockStart clock{};
};
BOOST_DESCRIBE_STRUCT(Reopened, (), (reason, text, clock))

struct Joined {
    static constexpr std::string_view name = "casework/joined.1";
    CaseId lead{};
};
BOOST_DESCRIBE_STRUCT(Joined, (), (lead))

struct SupporterCounted {
    static constexpr std::string_view name = "casework/supporter_counted.1";
    CaseId joined{};
};
BOOST_DESCRIBE_STRUCT(SupporterCounted, (), (joined))

struct Said {
    static constexpr std::string_view name = "casework/said.1";
    bool from_reporter{false};
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Said, (), (from_reporter, text))

struct Noted {
    static constexpr std::string_view name = "casework/noted.1";
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Noted, (), (text))

struct VisibilitySet {
    static constexpr std::string_view name = "casework/visibility_set.1";
    Visibility visibility{Visibility::public_};
    Code reason{};
};
BOOST_DESCRIBE_STRUCT(VisibilitySet, (), (visibility, reason))

struct Referred {
    static constexpr std::string_view name = "casework/referred.1";
    Code path{};
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Referred, (), (path, text))

struct Warned { // 50 %, 80 %; late escalates 升级
    static constexpr std::string_view name = "casework/warned.1";
    ClockKind clock{ClockKind::triage};
    Level level{Level::half};
    std::int64_t reminder{0};
};
BOOST_DESCRIBE_STRUCT(Warned, (), (clock, level, reminder))

struct Recomputed { // a changed calendar: the old and the new moment, and the reason
    static constexpr std::string_view name = "casework/recomputed.1";
    Code calendar{};
    Instant old_due{};
    ClockStart clock{};
};
BOOST_DESCRIBE_STRUCT(Recomputed, (), (calendar, old_due, clock))

using Event = std::variant<Reported, Accepted, Declined, Registered, Dispatched, Acknowledged, Returned,
                           HandedIn, Checked, Closed, Answered, Reopened, Joined, SupporterCounted, Said,
                           Noted, VisibilitySet, Referred, Warned, Recomputed>;
using Events = std::vector<Event>;

// ---- facts: all that decide may know of the world
// ------------------------------------------------------------------

struct Facts {
    Instant now{};
    Actor actor{};
    Code number{};   // the next case number, for Report
    Code playbook{}; // its version
    bool class_known{true};
    bool condition_known{true};
    bool unit_known{true};
    bool reason_known{true};
    bool check_required{false}; // by class or by sample
    bool photo_required{false};
    Code routed_reason{}; // why the routing rules name this unit; empty when they name another
    std::optional<ClockStart> triage{};
    std::optional<ClockStart> handling{};
    std::optional<ClockStart> check{};
    std::optional<ClockStart> resumed{}; // the handling clock with its rest
    std::optional<ClockStart> recomputed{};
    std::optional<Stage> lead_stage{}; // of the case to be joined
    bool lead_is_joined{false};
    Visibility class_visibility{Visibility::public_};
    std::int64_t day{0}; // for the day's reminders of a late clock
};

} // namespace gezhi::casework
