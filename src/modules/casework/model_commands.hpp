#pragma once
// The commands of the room (verbs). Shaped by the door (ask.hpp): texts are sealed and places located before,
// so a command holds ids, codes, instants and references only.

#include "modules/casework/model_commands_side.hpp"

#include <string_view>
#include <variant>

namespace gezhi::casework {

// Intake 上报 from every channel. Number and clock come from facts. With `same_as` (我也遇到了) it joins that
// case at once; when that one cannot be joined any more, the report stands alone and nothing is lost.
struct Report {
    static constexpr std::string_view name = "casework/report";
    Channel channel{Channel::resident_web};
    SealedText text{};
    std::optional<PersonId> reporter{};
    Code grid{};
    Code partition{};
    Digest position_commitment{};
    Code class_code{}; // what the reporter or the suggestion chose; may be empty
    Code emergency{};
    Visibility visibility{Visibility::public_}; // raised by a restricted mark; the class may raise it further
    std::optional<Instant> seen_at{};
    std::vector<FileId> photos{};
    bool may_be_called{false};
    Code notify_by{}; // empty: link
    std::optional<CaseId> same_as{};
    std::optional<Code> external_number{}; // of the hotline's order
    std::optional<CaseId> parent{};        // split off from that case, by flow
    bool comes_first{false};               // 急难愁盼: before others that are due; why is in the vault
    std::optional<FileId> voice{};         // a recording; heard by whoever may know the reporter

    bool operator==(const Report&) const = default;
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (channel, text, reporter, grid, partition, position_commitment, class_code, emergency,
                       visibility, seen_at, photos, may_be_called, notify_by, same_as, external_number,
                       parent, comes_first, voice))

// 现场处置: a report by staff with the work already done and shown; it ends at once unless it is to be
// checked.
struct FixOnSpot {
    static constexpr std::string_view name = "casework/fix_on_spot";
    Report report{};   // with its class
    Code condition{};  // filing condition; empty: the class's default
    SealedText text{}; // what was done
    std::vector<FileId> photos{};
    Code closing{}; // closing condition of the ending "solved"
};
BOOST_DESCRIBE_STRUCT(FixOnSpot, (), (report, condition, text, photos, closing))

// The desk's one tap 转办: verifies, accepts, registers and dispatches what of these is still to do.
struct SendOn {
    static constexpr std::string_view name = "casework/send_on";
    Code class_code{};
    Code condition{}; // empty: the class's default
    Code unit{};
    std::optional<SealedText> note{};
};
BOOST_DESCRIBE_STRUCT(SendOn, (), (class_code, condition, unit, note))

struct Verify { // 核实
    static constexpr std::string_view name = "casework/verify";
};
BOOST_DESCRIBE_STRUCT(Verify, (), ())

struct Accept { // 受理
    static constexpr std::string_view name = "casework/accept";
};
BOOST_DESCRIBE_STRUCT(Accept, (), ())

struct Decline { // 不予受理: with where to go instead
    static constexpr std::string_view name = "casework/decline";
    Code reason{};
    Code path{}; // the legal path named to the reporter; may be empty
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Decline, (), (reason, path, text))

struct Register { // 立案; once more while the desk has it: the class is put right
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

struct Acknowledge { // 签收; any first act of the unit does it too
    static constexpr std::string_view name = "casework/acknowledge";
};
BOOST_DESCRIBE_STRUCT(Acknowledge, (), ())

struct ReturnOrder { // 退单: with a reason and a proposed owner
    static constexpr std::string_view name = "casework/return_order";
    Code reason{};
    Code proposed_unit{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(ReturnOrder, (), (reason, proposed_unit, text))

struct HandIn { // 处置反馈
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
    Ending ending{Ending::solved};
    Code condition{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Close, (), (ending, condition, text))

struct Answer { // the reporter's one question: is it really solved? "No" once reopens it
    static constexpr std::string_view name = "casework/answer";
    bool solved{false};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Answer, (), (solved, text))

struct Object { // to an ending that is not "solved", or to a second one; the desk decides
    static constexpr std::string_view name = "casework/object";
    SealedText text{};
};
BOOST_DESCRIBE_STRUCT(Object, (), (text))

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

struct Leave { // it was another matter after all: the rest of its clock runs on
    static constexpr std::string_view name = "casework/leave";
};
BOOST_DESCRIBE_STRUCT(Leave, (), ())

struct CountSupporter { // to the lead, by flow
    static constexpr std::string_view name = "casework/count_supporter";
    CaseId joined{};
    Visibility visibility{Visibility::public_};
};
BOOST_DESCRIBE_STRUCT(CountSupporter, (), (joined, visibility))

struct DropSupporter { // to the lead, by flow
    static constexpr std::string_view name = "casework/drop_supporter";
    CaseId left{};
};
BOOST_DESCRIBE_STRUCT(DropSupporter, (), (left))

struct FollowLead { // to a joined case, by flow: its lead has ended, or was declined (no ending)
    static constexpr std::string_view name = "casework/follow_lead";
    std::optional<Ending> ending{};
    Code condition{};
    Code reason{};
    Code path{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(FollowLead, (), (ending, condition, reason, path, text))

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
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(SetVisibility, (), (visibility, reason, text))

struct Refer { // to a legal path (信访, 12315, court …), one step; the text is for the one named officer
    static constexpr std::string_view name = "casework/refer";
    Code path{};
    std::optional<SealedText> text{};
};
BOOST_DESCRIBE_STRUCT(Refer, (), (path, text))

struct HoldForPath { // an enforcement file was opened: the clock rests, the file has its own limit
    static constexpr std::string_view name = "casework/hold";
    Code path{};
    Instant until{};
    SealedText text{}; // kind and number of the file
};
BOOST_DESCRIBE_STRUCT(HoldForPath, (), (path, until, text))

struct Resume {
    static constexpr std::string_view name = "casework/resume";
};
BOOST_DESCRIBE_STRUCT(Resume, (), ())

struct Tick { // by the clock: warns at 50 % and 80 %, escalates when late, ends a rest
    static constexpr std::string_view name = "casework/tick";
};
BOOST_DESCRIBE_STRUCT(Tick, (), ())

struct Recompute { // by flow, to each open case whose clock runs, when a calendar changed
    static constexpr std::string_view name = "casework/recompute";
    Code calendar{};
};
BOOST_DESCRIBE_STRUCT(Recompute, (), (calendar))

// 删除个人信息: by the data-protection post, or when its time is over. The case stays as a fact: class, grid,
// clocks, ending; everything of a person goes. The side rows that go ride with it (erase.hpp).
struct Erase {
    static constexpr std::string_view name = "casework/erase";
    EraseReason reason{EraseReason::purpose_done};
    bool contact_only{false};    // who reported; words, pictures and place stay
    std::vector<FileId> files{}; // of the case, as the door found them
};
BOOST_DESCRIBE_STRUCT(Erase, (), (reason, contact_only, files))

using Command =
    std::variant<Report, SendOn, Verify, Accept, Decline, Register, Dispatch, Acknowledge, ReturnOrder,
                 HandIn, Check, Close, Answer, Object, Reopen, Join, Leave, CountSupporter, DropSupporter,
                 FollowLead, Say, Note, SetVisibility, Refer, HoldForPath, Resume, Tick, Recompute,
                 AskExtension, AskSuspension, Approve, RefuseRequest, Recall, Supervise, AppealLateness,
                 Split, CountChildEnd, ReopenChild, InheritVisibility, FixOnSpot, ReviewAppeal, Erase>;

} // namespace gezhi::casework
