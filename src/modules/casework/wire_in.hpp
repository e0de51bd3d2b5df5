#pragma once
// What requests of this room may hold: a new case, and the body of each command. Everything else is a fault
// with a pointer.

#include "json/json.hpp"
#include "modules/casework/ask.hpp"

namespace gezhi::casework::wire {

struct ContactGiven {
    std::optional<Text<60>> name{};
    std::optional<Text<40>> phone{};
    std::optional<Text<200>> door{};
};
BOOST_DESCRIBE_STRUCT(ContactGiven, (), (name, phone, door))

struct NewCase {
    Text<text_characters_max> text{};
    std::optional<Channel> channel{};
    std::optional<double> lat{};
    std::optional<double> lon{};
    std::optional<Text<20>> datum{};
    std::optional<Text<40>> place{}; // id or code
    std::optional<Text<address_characters_max>> address{};
    std::optional<Code> class_code{};
    std::optional<ContactGiven> contact{};
    std::optional<bool> may_be_called{};
    std::optional<Code> notify_by{};
    std::optional<Instant> seen_at{};
    std::optional<std::vector<FileId>> photos{};
    std::optional<CaseId> same_as{};
    std::optional<bool> comes_first{}; // who reports cannot wait
    std::optional<FileId> voice{};     // kept before by POST /api/v1/files/voice
};
BOOST_DESCRIBE_STRUCT(NewCase, (),
                      (text, channel, lat, lon, datum, place, address, class_code, contact, may_be_called,
                       notify_by, seen_at, photos, same_as, comes_first, voice))

using Words = std::optional<Text<text_characters_max>>;

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

struct SendOn {
    Code class_code{};
    std::optional<Code> condition{};
    Code unit{};
    Words note{};
};
BOOST_DESCRIBE_STRUCT(SendOn, (), (class_code, condition, unit, note))

struct Decline {
    Code reason{};
    std::optional<Code> path{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(Decline, (), (reason, path, text))

struct Register {
    Code class_code{};
    std::optional<Code> condition{};
};
BOOST_DESCRIBE_STRUCT(Register, (), (class_code, condition))

struct Dispatch {
    Code unit{};
};
BOOST_DESCRIBE_STRUCT(Dispatch, (), (unit))

struct ReturnOrder {
    Code reason{};
    std::optional<Code> proposed_unit{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(ReturnOrder, (), (reason, proposed_unit, text))

struct HandIn {
    Text<text_characters_max> text{};
    std::optional<std::vector<FileId>> photos{};
};
BOOST_DESCRIBE_STRUCT(HandIn, (), (text, photos))

struct Check {
    bool passed{false};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(Check, (), (passed, text))

struct Close {
    Ending ending{Ending::solved};
    Code condition{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(Close, (), (ending, condition, text))

struct Reopen {
    Code reason{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(Reopen, (), (reason, text))

struct Join {
    CaseId lead{};
};
BOOST_DESCRIBE_STRUCT(Join, (), (lead))

struct Say {
    Text<text_characters_max> text{};
};
BOOST_DESCRIBE_STRUCT(Say, (), (text))

struct SetVisibility {
    Code visibility{}; // public estate parties restricted
    std::optional<Code> reason{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(SetVisibility, (), (visibility, reason, text))

struct Refer {
    Code path{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(Refer, (), (path, text))

struct Hold {
    Code path{};
    Instant until{};
    Text<text_characters_max> text{};
};
BOOST_DESCRIBE_STRUCT(Hold, (), (path, until, text))

struct FixedCase { // 现场处置
    NewCase report{};
    std::optional<Code> condition{};
    Text<text_characters_max> done{};
    std::vector<FileId> photos{}; // of the result
    Code closing{};
};
BOOST_DESCRIBE_STRUCT(FixedCase, (), (report, condition, done, photos, closing))

struct Split {
    Code class_code{};
    Text<text_characters_max> text{};
};
BOOST_DESCRIBE_STRUCT(Split, (), (class_code, text))

struct ReopenChild {
    CaseId child{};
    Code reason{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(ReopenChild, (), (child, reason, text))

struct Reasoned { // a reason of the playbook, and a line
    Code reason{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(Reasoned, (), (reason, text))

struct AskSuspension {
    Code reason{};
    Instant until{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(AskSuspension, (), (reason, until, text))

struct WithWords { // words if somebody has any
    Words text{};
};
BOOST_DESCRIBE_STRUCT(WithWords, (), (text))

struct ReviewAppeal {
    bool granted{false};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(ReviewAppeal, (), (granted, text))

// The fields that the steps for many cases may have; the step itself says which it takes.
struct BulkFields {
    std::optional<Code> class_code{};
    std::optional<Code> condition{};
    std::optional<Code> unit{};
    std::optional<Code> reason{};
    std::optional<Code> path{};
    std::optional<CaseId> lead{};
    std::optional<Ending> ending{};
    std::optional<Code> visibility{};
    std::optional<bool> passed{};
    std::optional<bool> granted{};
    std::optional<Instant> until{};
    Words note{};
    Words text{};
};
BOOST_DESCRIBE_STRUCT(BulkFields, (),
                      (class_code, condition, unit, reason, path, lead, ending, visibility, passed, granted,
                       until, note, text))

struct BulkGiven {
    Code id{}; // minted by who sends; the same again is done once
    Code command{};
    std::vector<CaseId> cases{};
    BulkFields fields{};
    std::optional<bool> preview{};
};
BOOST_DESCRIBE_STRUCT(BulkGiven, (), (id, command, cases, fields, preview))

struct ContactAsked {
    Code purpose{};
};
BOOST_DESCRIBE_STRUCT(ContactAsked, (), (purpose))

} // namespace gezhi::casework::wire
