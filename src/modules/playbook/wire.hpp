#pragma once
// The shapes of this room on the wire, both ways. Names and sentences of the playbook come in one language,
// that of the request; codes stay what they are.

#include "calendar/clock.hpp"
#include "json/json.hpp"
#include "modules/playbook/model.hpp"

#include <optional>

namespace gezhi::playbook::wire {

// ---- in

constexpr std::size_t text_characters_max = 2000;

struct SuggestAsked {
    Text<text_characters_max> text{};
    std::optional<double> lat{}; // WGS84
    std::optional<double> lon{};
};
BOOST_DESCRIBE_STRUCT(SuggestAsked, (), (text, lat, lon))

struct SuspensionGiven {
    Instant from{};
    Instant to{};
    Text<200> document{};
};
BOOST_DESCRIBE_STRUCT(SuspensionGiven, (), (from, to, document))

struct WindowGiven { // "09:00"
    Text<5> from{};
    Text<5> to{};
};
BOOST_DESCRIBE_STRUCT(WindowGiven, (), (from, to))

struct WindowsGiven {
    std::vector<WindowGiven> windows{};
};
BOOST_DESCRIBE_STRUCT(WindowsGiven, (), (windows))

// ---- out

struct Choice {
    std::string id{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Choice, (), (id, text))

struct ReasonShown {
    std::string id{};
    std::string text{};
    bool note_required{false};
};
BOOST_DESCRIBE_STRUCT(ReasonShown, (), (id, text, note_required))

struct ConditionShown {
    std::string code{};
    std::string text{};
    std::string limit{};
    std::string certainty{};
};
BOOST_DESCRIBE_STRUCT(ConditionShown, (), (code, text, limit, certainty))

struct ClassShown {
    std::string code{};
    std::string name{};
    std::string name_en{};
    std::string major{};
    std::string major_name{};
    std::string visibility{};
    std::string photo{};
    std::string closing_family{};
    std::vector<ConditionShown> conditions{};
};
BOOST_DESCRIBE_STRUCT(ClassShown, (),
                      (code, name, name_en, major, major_name, visibility, photo, closing_family, conditions))

struct UnitShown {
    std::string id{};
    std::string name{};
    std::string kind{};
};
BOOST_DESCRIBE_STRUCT(UnitShown, (), (id, name, kind))

// `return` is a word of C++, so the lists stand under their kinds.
using ReasonsByKind = std::map<std::string, std::vector<ReasonShown>>;

struct ClosingShown {
    std::string family{};
    std::string code{};
    std::string text{};
    std::string ending{};
};
BOOST_DESCRIBE_STRUCT(ClosingShown, (), (family, code, text, ending))

struct PathShown {
    std::string id{};
    std::string name{};
    std::string where{};
    std::string how{};
    std::string tel{};
};
BOOST_DESCRIBE_STRUCT(PathShown, (), (id, name, where, how, tel))

struct LimitShown {
    std::string id{};
    std::string text{};
    std::string limit{};
};
BOOST_DESCRIBE_STRUCT(LimitShown, (), (id, text, limit))

struct PhraseShown {
    std::string id{};
    std::vector<std::string> steps{};
    std::vector<std::string> classes{}; // prefixes; empty: every class
    std::string text{};                 // {number} and the like are filled by the page
};
BOOST_DESCRIBE_STRUCT(PhraseShown, (), (id, steps, classes, text))

struct Warning { // loud: a page shows it wherever it shows the answer
    std::string code{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Warning, (), (code, text))

struct Book {
    std::string version{};
    std::string calendar_version{};
    std::vector<ClassShown> classes{};
    std::vector<UnitShown> units{};
    ReasonsByKind reasons{};
    std::vector<ClosingShown> closing_conditions{};
    std::vector<Choice> endings{};
    std::vector<PathShown> legal_paths{};
    std::vector<Choice> notify{};
    std::vector<LimitShown> hotline{};
    std::vector<LimitShown> stages{};
    std::vector<PhraseShown> phrases{};
    std::vector<Warning> warnings{};
};
BOOST_DESCRIBE_STRUCT(Book, (),
                      (version, calendar_version, classes, units, reasons, closing_conditions, endings,
                       legal_paths, notify, hotline, stages, phrases, warnings))

struct ClassSuggested {
    std::string code{};
    std::string name{};
    double score{0}; // 0 to 1
    std::vector<std::string> words{};
};
BOOST_DESCRIBE_STRUCT(ClassSuggested, (), (code, name, score, words))

struct EmergencyShown {
    std::string group{};
    std::string title{};
    std::vector<std::string> numbers{};
    std::string words{};              // what to do now
    std::vector<std::string> heard{}; // the words of the text that raised it
};
BOOST_DESCRIBE_STRUCT(EmergencyShown, (), (group, title, numbers, words, heard))

// The gate for the browser, which asks it while somebody types and without network.
struct GateGroup {
    std::string id{};
    std::string text_zh{};
    std::string text_en{};
    Words numbers{};
    std::string do_zh{};
    std::string do_en{};
    std::vector<EmergencyRule> rules{};
};
BOOST_DESCRIBE_STRUCT(GateGroup, (), (id, text_zh, text_en, numbers, do_zh, do_en, rules))

struct Gate {
    Words harmless{};
    std::vector<GateGroup> groups{};
};
BOOST_DESCRIBE_STRUCT(Gate, (), (harmless, groups))

struct PathSuggested {
    std::string id{};
    std::string name{};
    std::string where{};
    std::string tel{};
    std::vector<std::string> words{};
};
BOOST_DESCRIBE_STRUCT(PathSuggested, (), (id, name, where, tel, words))

struct Suggested {
    std::vector<ClassSuggested> classes{};
    bool abstained{true};
    bool sure{false};
    std::optional<EmergencyShown> emergency{};
    std::vector<PathSuggested> legal_paths{};
    std::vector<Choice> restricted{}; // marks that would make the case restricted
    std::optional<std::string> grid{};
};
BOOST_DESCRIBE_STRUCT(Suggested, (), (classes, abstained, sure, emergency, legal_paths, restricted, grid))

struct YearShown {
    std::int64_t year{0};
    std::vector<calendar::Date> off{};
    std::vector<calendar::Date> work{};
    std::vector<calendar::Holiday> holidays{};
    std::int64_t working_days{0};
    std::string source{};
    std::string certainty{};
};
BOOST_DESCRIBE_STRUCT(YearShown, (), (year, off, work, holidays, working_days, source, certainty))

struct WindowShown {
    std::string from{};
    std::string to{};
};
BOOST_DESCRIBE_STRUCT(WindowShown, (), (from, to))

struct CalendarShown {
    std::string version{};
    std::vector<YearShown> years{};
    std::vector<WindowShown> windows{};
    std::vector<calendar::SuspendedInterval> suspended{};
    std::vector<Warning> warnings{};
};
BOOST_DESCRIBE_STRUCT(CalendarShown, (), (version, years, windows, suspended, warnings))

struct FaultShown {
    std::string pointer{};
    std::string code{};
    std::string detail{};
};
BOOST_DESCRIBE_STRUCT(FaultShown, (), (pointer, code, detail))

struct CheckShown {
    bool whole{false};
    std::vector<FaultShown> errors{};
};
BOOST_DESCRIBE_STRUCT(CheckShown, (), (whole, errors))

} // namespace gezhi::playbook::wire
