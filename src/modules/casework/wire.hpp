#pragma once
// What answers of this room hold, as web/src/api/types.ts has it; what is not there is left out.

#include "calendar/clock.hpp"
#include "json/json.hpp"
#include "modules/casework/model.hpp"
#include "modules/people/query.hpp"

#include <map>

namespace gezhi::casework::wire {

// What is empty is left out of an answer.
template <class T>
std::optional<T> given(T value) {
    if (value.empty()) return std::nullopt;
    return value;
}

struct Position {
    double lat{0};
    double lon{0};
};
BOOST_DESCRIBE_STRUCT(Position, (), (lat, lon))

struct Remaining {
    std::int64_t days{0};
    std::int64_t hours{0};
    std::int64_t minutes{0};
    bool late{false};
};
BOOST_DESCRIBE_STRUCT(Remaining, (), (days, hours, minutes, late))

struct Clock {
    ClockKind kind{ClockKind::triage};
    std::string state{};
    int used{0};
    calendar::Unit unit{calendar::Unit::work_hour};
    std::string limit{};
    std::optional<Instant> started_at{};
    std::optional<Instant> half_at{};
    std::optional<Instant> soon_at{};
    std::optional<Instant> due_at{};
    std::optional<Remaining> remaining{};
};
BOOST_DESCRIBE_STRUCT(Clock, (),
                      (kind, state, used, unit, limit, started_at, half_at, soon_at, due_at, remaining))

struct Case {
    CaseId id{};
    Code number{};
    std::int64_t version{0};
    std::string title{};
    std::optional<Code> class_code{};
    std::optional<std::string> class_name{};
    Stage stage{Stage::none};
    std::optional<Code> side{};
    std::optional<Ending> ending{};
    std::string visibility{};
    Channel channel{Channel::resident_web};
    std::optional<Code> grid{};
    std::optional<std::string> grid_name{};
    std::optional<std::string> place_text{};
    std::optional<Position> position{};
    std::optional<Code> unit{};
    std::optional<std::string> unit_name{};
    Instant reported_at{};
    std::int64_t supporters{0};
    std::int64_t returns{0};
    std::int64_t reopened{0};
    std::optional<Code> emergency{};
    std::optional<Clock> clock{};
    std::optional<CaseId> joined_to{};
};
BOOST_DESCRIBE_STRUCT(Case, (),
                      (id, number, version, title, class_code, class_name, stage, side, ending, visibility,
                       channel, grid, grid_name, place_text, position, unit, unit_name, reported_at,
                       supporters, returns, reopened, emergency, clock, joined_to))

struct FileRef {
    FileId id{};
    std::optional<Instant> at{};
    std::optional<std::int64_t> width{};
    std::optional<std::int64_t> height{};
};
BOOST_DESCRIBE_STRUCT(FileRef, (), (id, at, width, height))

struct By {
    std::string kind{};
    std::optional<std::string> name{};
    std::optional<std::string> post{};
};
BOOST_DESCRIBE_STRUCT(By, (), (kind, name, post))

struct EventParams {
    std::optional<Code> unit{};
    std::optional<std::string> unit_name{};
    std::optional<Code> class_code{};
    std::optional<std::string> class_name{};
    std::optional<std::string> condition_text{};
    std::optional<Code> reason{};
    std::optional<std::string> reason_name{};
    std::optional<Code> proposed_unit{};
    std::optional<std::string> proposed_unit_name{};
    std::optional<std::string> path_name{};
    std::optional<Ending> ending{};
    std::optional<Level> level{};
    std::optional<bool> passed{};
    std::optional<bool> solved{};
    std::optional<std::string> limit{};
    std::optional<Instant> due_at{};
    std::optional<Instant> old_due_at{};
    std::optional<Instant> until{};
    std::optional<bool> decided{};
    std::optional<Code> escalated_to{};
    std::optional<Channel> channel{};
    std::optional<std::string> visibility{};
    std::optional<CaseId> other_case{};
    std::optional<Code> external_number{};
    std::optional<bool> contact_only{}; // of an erasure
};
BOOST_DESCRIBE_STRUCT(EventParams, (),
                      (unit, unit_name, class_code, class_name, condition_text, reason, reason_name,
                       proposed_unit, proposed_unit_name, path_name, ending, level, passed, solved, limit,
                       due_at, old_due_at, until, decided, escalated_to, channel, visibility, other_case,
                       external_number, contact_only))

struct TimelineEntry {
    std::int64_t seq{0};
    std::int64_t version{0};
    Instant at{};
    std::string event{};
    By by{};
    EventParams params{};
    std::optional<std::string> text{};
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (seq, version, at, event, by, params, text))

struct Problem {
    std::string code{};
    std::string title{};
    std::string detail{};
    int status{0};
    std::optional<std::string> way_out{};
};
BOOST_DESCRIBE_STRUCT(Problem, (), (code, title, detail, status, way_out))

struct Action {
    std::string command{};
    bool allowed{false};
    std::optional<bool> primary{};
    std::vector<std::string> needs{};
    std::optional<Problem> refusal{};
};
BOOST_DESCRIBE_STRUCT(Action, (), (command, allowed, primary, needs, refusal))

struct Similar {
    CaseId id{};
    Code number{};
    std::string title{};
    std::int64_t distance_m{0};
    std::vector<std::string> same_words{};
    std::int64_t supporters{0};
    Stage stage{Stage::reported};
    double score{0};
};
BOOST_DESCRIBE_STRUCT(Similar, (), (id, number, title, distance_m, same_words, supporters, stage, score))

struct Reporter {
    bool given{false};
    std::optional<bool> may_be_called{};
    std::optional<Code> notify_by{};
    std::optional<people::MaskedText> masked{}; // shown, never taken back
};
BOOST_DESCRIBE_STRUCT(Reporter, (), (given, may_be_called, notify_by, masked))

struct Said {
    Instant at{};
    std::string from{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Said, (), (at, from, text))

struct Noted {
    Instant at{};
    std::string by{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Noted, (), (at, by, text))

struct Suggestion {
    std::optional<Code> unit{};
    std::optional<std::string> unit_name{};
    std::optional<std::string> reason{};
    std::optional<Code> class_code{};
    std::optional<std::string> class_name{};
    std::optional<Code> condition{};
    std::optional<std::string> limit{};
    std::vector<std::string> words{};
    double score{0};
};
BOOST_DESCRIBE_STRUCT(Suggestion, (),
                      (unit, unit_name, reason, class_code, class_name, condition, limit, words, score))

struct JoinedCase {
    CaseId id{};
    Code number{};
};
BOOST_DESCRIBE_STRUCT(JoinedCase, (), (id, number))

struct Part { // split off from this case
    CaseId id{};
    bool open{true};
    std::optional<Code> number{};
    std::optional<std::string> title{};
    std::optional<std::string> unit_name{};
};
BOOST_DESCRIBE_STRUCT(Part, (), (id, open, number, title, unit_name))

struct Asked { // by the unit, for others to approve
    Wish wish{Wish::extension};
    std::optional<std::string> reason_name{};
    std::optional<Instant> until{};
    Instant at{};
    std::int64_t approvals{0};
    std::int64_t needed{0};
};
BOOST_DESCRIBE_STRUCT(Asked, (), (wish, reason_name, until, at, approvals, needed))

// What stands beside the stage.
struct Beside {
    std::optional<Asked> asked{};
    std::int64_t extensions{0};
    std::optional<Instant> suspended_until{};
    std::optional<Instant> supervised_until{};
    std::optional<bool> supervision_missed{};
    std::optional<Instant> neighbours_until{};
    std::optional<bool> appeal_granted{}; // decided
    bool late{false};                     // ever; stays for good
    bool exempt{false};                   // late, but not counted
    bool on_spot{false};
    bool comes_first{false};
    std::optional<JoinedCase> parent{};
    std::vector<Part> parts{};
};
BOOST_DESCRIBE_STRUCT(Beside, (),
                      (asked, extensions, suspended_until, supervised_until, supervision_missed,
                       neighbours_until, appeal_granted, late, exempt, on_spot, comes_first, parent, parts))

// The file of a case: its head as lists show it, and all the rest.
struct File : Case {
    std::string text{};
    Reporter reporter{};
    std::vector<FileRef> photos_before{};
    std::optional<FileId> voice{}; // for whoever may know the reporter
    std::vector<FileRef> photos_after{};
    std::vector<TimelineEntry> timeline{};
    std::vector<Said> talk{};
    std::vector<Noted> notes{};
    std::optional<std::string> result_text{};
    std::optional<Suggestion> suggestion{};
    std::vector<Similar> similar{};
    std::vector<Action> actions{};
    std::optional<std::string> legal_path{};
    std::optional<std::vector<JoinedCase>> joined{};
    Beside beside{};
};
// Described whole, for readers and schemas look at one struct.
BOOST_DESCRIBE_STRUCT(File, (),
                      (id, number, version, title, class_code, class_name, stage, side, ending, visibility,
                       channel, grid, grid_name, place_text, position, unit, unit_name, reported_at,
                       supporters, returns, reopened, emergency, clock, joined_to, text, reporter,
                       photos_before, voice, photos_after, timeline, talk, notes, result_text, suggestion,
                       similar, actions, legal_path, joined, beside))

struct ClockLine {
    calendar::LineKind kind{calendar::LineKind::counted};
    Instant from{};
    Instant to{};
    std::int64_t counted_minutes{0};
    std::int64_t running_minutes{0};
    std::optional<std::string> note{};
};
BOOST_DESCRIBE_STRUCT(ClockLine, (), (kind, from, to, counted_minutes, running_minutes, note))

struct ClockExplanation {
    Clock clock{};
    std::vector<ClockLine> lines{};
    std::string limit{};
    std::vector<std::string> warnings{};
    std::vector<std::string> calendar_sources{};
};
BOOST_DESCRIBE_STRUCT(ClockExplanation, (), (clock, lines, limit, warnings, calendar_sources))

// What became of one case of many.
struct BulkRow {
    CaseId id{};
    std::optional<Code> number{};
    bool done{false}; // in a preview: would be
    std::optional<Problem> problem{};
};
BOOST_DESCRIBE_STRUCT(BulkRow, (), (id, number, done, problem))

struct BulkDone {
    std::int64_t done{0};
    std::int64_t refused{0};
    std::vector<BulkRow> rows{};
};
BOOST_DESCRIBE_STRUCT(BulkDone, (), (done, refused, rows))

using Counts = std::map<std::string, std::int64_t>;

struct CaseList {
    std::vector<Case> items{};
    std::optional<std::string> next{};
    Counts counts{};
    std::int64_t head{0};
};
BOOST_DESCRIBE_STRUCT(CaseList, (), (items, next, counts, head))

struct DutyNow {
    std::string name{};
    std::optional<std::string> deputy{};
};
BOOST_DESCRIBE_STRUCT(DutyNow, (), (name, deputy))

struct Today {
    std::vector<Case> mine{};
    Counts counts{};
    std::vector<Case> late{};
    std::optional<DutyNow> duty_now{};
};
BOOST_DESCRIBE_STRUCT(Today, (), (mine, counts, late, duty_now))

struct Receipt {
    CaseId id{};
    std::int64_t version{0};
    std::optional<Code> number{};
    std::optional<std::string> key{}; // of the follow page, to hand to whoever reported
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (id, version, number, key))

struct ContactShown {
    std::optional<std::string> name{};
    std::optional<std::string> phone{};
    std::optional<std::string> address{};
};
BOOST_DESCRIBE_STRUCT(ContactShown, (), (name, phone, address))

struct FeedEvent {
    std::int64_t seq{0};
    std::string room{};
    std::string id{};
    std::int64_t version{0};
};
BOOST_DESCRIBE_STRUCT(FeedEvent, (), (seq, room, id, version))

struct ImportedRow {
    std::int64_t line{0};
    std::string external_number{};
    std::optional<CaseId> id{};
    std::optional<Code> number{};
    bool repeated{false};
    std::optional<Problem> problem{};
};
BOOST_DESCRIBE_STRUCT(ImportedRow, (), (line, external_number, id, number, repeated, problem))

struct Imported {
    std::int64_t taken{0};
    std::int64_t repeated{0};
    std::int64_t refused{0};
    std::vector<ImportedRow> rows{};
};
BOOST_DESCRIBE_STRUCT(Imported, (), (taken, repeated, refused, rows))

template <class T>
std::string items(const std::vector<T>& list) {
    return R"({"items":)" + json::write(list) + "}";
}

} // namespace gezhi::casework::wire
