#pragma once
// The playbook: everything that may differ from one subdistrict to the next, as plain data (one struct per
// file of playbook/). Every value carries its source and how sure we are of it. Holds no rule and no default
// of its own: what is not in the files does not exist.

#include "modules/playbook/model_phrases.hpp"

#include <cstdint>
#include <vector>

namespace gezhi::playbook {

// sources.json: what `source` may name.
struct Source {
    std::string id, title, address;
};
BOOST_DESCRIBE_STRUCT(Source, (), (id, title, address))

struct Sources {
    std::vector<Source> sources;
};
BOOST_DESCRIBE_STRUCT(Sources, (), (sources))

// catalogue.json. `source` of a class speaks of its code and name; FieldSource says where the other columns
// come from.
struct FieldSource {
    std::string field, source, certainty;
};
BOOST_DESCRIBE_STRUCT(FieldSource, (), (field, source, certainty))

struct Major {
    std::string kind, code, name_zh, name_en;
    bool local{false};
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(Major, (), (kind, code, name_zh, name_en, local, source, certainty))

// The old standard's MM-NN becomes MM'0NN of another major …
struct Migration {
    std::string scheme, kind, old_major, new_major, source, certainty;
};
BOOST_DESCRIBE_STRUCT(Migration, (), (scheme, kind, old_major, new_major, source, certainty))

// … except those that moved one by one; the `moved` list is asked first.
struct Moved {
    std::string scheme, kind;
    std::string old;   // "05-07"
    std::string found; // the class of today
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (scheme, kind, old, found, source, certainty))

// One class. Components and matters share code numbers (a broken component is the matter of its code), so the
// key is kind + code. `words` are what residents write, "a+b" meaning both parts occur.
struct Class {
    std::string kind;
    std::string code;
    std::string name_zh, name_en;
    std::string major;
    bool local{false};
    std::string visibility; // public estate parties restricted
    std::string photo;      // none asked
    std::string check;      // sample always
    Words words, aliases;
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(Class, (),
                      (kind, code, name_zh, name_en, major, local, visibility, photo, check, words, aliases,
                       source, certainty))

struct Catalogue {
    std::string version, standard;
    std::vector<FieldSource> field_sources;
    std::vector<Major> majors;
    std::vector<Migration> migrations;
    std::vector<Moved> moved;
    std::vector<Class> classes;
};
BOOST_DESCRIBE_STRUCT(Catalogue, (), (version, standard, field_sources, majors, migrations, moved, classes))

// limits.json
struct TimeUnit {
    std::string id, prefix, text_zh, text_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(TimeUnit, (), (id, prefix, text_zh, text_en, source, certainty))

struct HandlingLimit {
    std::string class_code, condition, text_zh, text_en;
    std::string limit; // short form: U2 W4 D1 C5 N2 ND15 UD2
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(HandlingLimit, (), (class_code, condition, text_zh, text_en, limit, source, certainty))

struct MajorDefault {
    std::string major, condition, text_zh, text_en, limit, source, certainty;
};
BOOST_DESCRIBE_STRUCT(MajorDefault, (), (major, condition, text_zh, text_en, limit, source, certainty))

// Which classes share closing conditions; a prefix is a major (2) or a class (5); the longest prefix wins.
struct ClosingFamily {
    std::string family;
    Words prefixes;
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(ClosingFamily, (), (family, prefixes, source, certainty))

struct ClosingCondition {
    std::string family, code;
    std::string ending; // an id of endings.json, or "open": made safe, not yet done
    std::string text_zh, text_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(ClosingCondition, (), (family, code, ending, text_zh, text_en, source, certainty))

struct NamedLimit {
    std::string id, text_zh, text_en, limit, source, certainty;
};
BOOST_DESCRIBE_STRUCT(NamedLimit, (), (id, text_zh, text_en, limit, source, certainty))

// At this share of a clock tell whom.
struct Threshold {
    std::int64_t percent{0};
    std::string to, source, certainty;
};
BOOST_DESCRIBE_STRUCT(Threshold, (), (percent, to, source, certainty))

// How often and how long a case may be put off, and by how many persons that is approved.
struct Adjustments {
    std::int64_t extensions_max{0}, suspensions_max{0}, suspension_days_max{0}, approvals{0},
        appeal_reviews{0};
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(Adjustments, (),
                      (extensions_max, suspensions_max, suspension_days_max, approvals, appeal_reviews,
                       source, certainty))

// 邻里异议期: classes (prefixes) whose work is shown to the neighbours so long before the case may end.
struct NeighbourWindow {
    std::string id;
    Words classes;
    std::string limit, text_zh, text_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(NeighbourWindow, (), (id, classes, limit, text_zh, text_en, source, certainty))

struct Limits {
    Adjustments adjustments;
    std::vector<TimeUnit> units;
    std::vector<HandlingLimit> limits;
    std::vector<MajorDefault> major_defaults;
    std::vector<ClosingFamily> families;
    std::vector<ClosingCondition> closings;
    std::vector<NamedLimit> hotline; // day rules of 12345
    std::vector<NamedLimit> stages;
    std::vector<Threshold> warnings, escalation;
    std::vector<NeighbourWindow> neighbour_windows;
};
BOOST_DESCRIBE_STRUCT(Limits, (),
                      (adjustments, units, limits, major_defaults, families, closings, hotline, stages,
                       warnings, escalation, neighbour_windows))

// routing.json
struct Unit {
    std::string id, name_zh, name_en;
    std::string kind; // desk enforcement department utility operator estate
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(Unit, (), (id, name_zh, name_en, kind, source, certainty))

struct RoutingRule {
    std::string id;
    Words classes;    // class codes or majors
    Words areas;      // grid codes, or "*"
    std::string unit; // the lead
    Words co_units;   // two or more departments make a cross-cutting matter (三跨)
    std::string reason;
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(RoutingRule, (), (id, classes, areas, unit, co_units, reason, source, certainty))

struct RoutingReason {
    std::string code, text_zh, text_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(RoutingReason, (), (code, text_zh, text_en, source, certainty))

struct Routing {
    std::string default_unit, default_reason;
    std::vector<Unit> units;
    std::vector<RoutingReason> reasons;
    std::vector<RoutingRule> rules; // first match wins
};
BOOST_DESCRIBE_STRUCT(Routing, (), (default_unit, default_reason, units, reasons, rules))

// visibility.json: the levels, and the marks that make a case restricted whatever its class.
struct VisibilityLevel {
    std::string id;
    std::int64_t rank{0}; // the strictest wins
    std::string text_zh, text_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(VisibilityLevel, (), (id, rank, text_zh, text_en, source, certainty))

struct RestrictedFlag {
    std::string id, text_zh, text_en;
    Words words;
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(RestrictedFlag, (), (id, text_zh, text_en, words, source, certainty))

struct Visibility {
    std::vector<VisibilityLevel> levels;
    std::vector<RestrictedFlag> flags;
};
BOOST_DESCRIBE_STRUCT(Visibility, (), (levels, flags))

// legal_paths.json: doors of the law that are not a case of ours.
struct LegalPath {
    std::string id, name_zh, name_en;
    Words words;
    std::string where_zh, where_en, how_zh, how_en, tel, source, certainty;
};
BOOST_DESCRIBE_STRUCT(LegalPath, (),
                      (id, name_zh, name_en, words, where_zh, where_en, how_zh, how_en, tel, source,
                       certainty))

struct LegalPaths {
    std::vector<LegalPath> paths;
};
BOOST_DESCRIBE_STRUCT(LegalPaths, (), (paths))

// endings.json: `resident` is what the reporter reads.
struct Ending {
    std::string id;
    bool counts_solved{false};
    std::string text_zh, text_en, resident_zh, resident_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(Ending, (),
                      (id, counts_solved, text_zh, text_en, resident_zh, resident_en, source, certainty))

struct Endings {
    std::vector<Ending> endings;
};
BOOST_DESCRIBE_STRUCT(Endings, (), (endings))

// reasons.json: the chips.
struct Reason {
    std::string kind; // return decline extend suspend appeal reopen call_back unmask
    std::string code, text_zh, text_en;
    bool note_required{false};
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(Reason, (), (kind, code, text_zh, text_en, note_required, source, certainty))

struct Reasons {
    std::vector<Reason> reasons;
};
BOOST_DESCRIBE_STRUCT(Reasons, (), (reasons))

// channels.json: `letter` stands in the case number.
struct Channel {
    std::string id, letter, text_zh, text_en;
    bool has_requester{false};
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(Channel, (), (id, letter, text_zh, text_en, has_requester, source, certainty))

struct Channels {
    std::string number_prefix; // of case numbers: the street
    std::vector<Channel> channels;
};
BOOST_DESCRIBE_STRUCT(Channels, (), (number_prefix, channels))

// risk.json
struct Amount {
    std::int64_t value{0};
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (value, source, certainty))

// 核查抽样: of handled cases that run this risk so many of a hundred are checked; the greatest share counts.
struct RiskSample {
    std::string id; // any on_spot disputed rework reopened emergency supervised extended late
    std::int64_t percent{0};
    std::string text_zh, text_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(RiskSample, (), (id, percent, text_zh, text_en, source, certainty))

// 现场处置: classes (prefixes) that whoever finds them may settle at once.
struct OnSpot {
    Words classes;
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(OnSpot, (), (classes, source, certainty))

struct Risk {
    std::vector<RiskSample> samples;
    OnSpot on_spot;
    Amount disputed_return_count; // so many returns make a case disputed
    Amount recurrence_days, cluster_radius_m, hotspot_reports, small_count_hidden_below;
};
BOOST_DESCRIBE_STRUCT(Risk, (),
                      (samples, on_spot, disputed_return_count, recurrence_days, cluster_radius_m,
                       hotspot_reports, small_count_hidden_below))

// notice.json: how a reporter wants to be told; `words` are what the person who tells may say.
struct NoticeWay {
    std::string id, text_zh, text_en;
    bool needs_contact{false};
    std::string words_zh, words_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(NoticeWay, (),
                      (id, text_zh, text_en, needs_contact, words_zh, words_en, source, certainty))

// What there is to tell, in plain resident terms; may hold {unit}, {ending} and {answer}.
struct NoticeNews {
    std::string kind; // dispatched declined closed said duty
    std::string text_zh, text_en, source, certainty;
};
BOOST_DESCRIBE_STRUCT(NoticeNews, (), (kind, text_zh, text_en, source, certainty))

struct Notice {
    std::vector<NoticeWay> ways;
    std::vector<NoticeNews> news;
};
BOOST_DESCRIBE_STRUCT(Notice, (), (ways, news))

// emergency.json: the gate before the form, evaluated alike here and in the browser (see words.hpp).
struct EmergencyRule {
    std::vector<Words> all; // of every list at least one word occurs
    Words none;             // and none of these
};
BOOST_DESCRIBE_STRUCT(EmergencyRule, (), (all, none))

struct EmergencyGroup {
    std::string id, text_zh, text_en;
    Words numbers; // to call, first one first
    std::string do_zh, do_en;
    std::vector<EmergencyRule> rules;
    std::string source, certainty;
};
BOOST_DESCRIBE_STRUCT(EmergencyGroup, (),
                      (id, text_zh, text_en, numbers, do_zh, do_en, rules, source, certainty))

struct EmergencyRules {
    Words harmless;                     // blanked out, in this order, before any rule looks
    std::vector<EmergencyGroup> groups; // the first group that matches wins
};
BOOST_DESCRIBE_STRUCT(EmergencyRules, (), (harmless, groups))

// retention.json: how long what is held about people is kept; then it goes by itself. 0: for ever
struct Retention {
    Amount contact_years;   // name, telephone and door of who reported, from the ending on
    Amount case_years;      // words, pictures and exact place, from the ending on
    Amount originals_days;  // photos as they were sent, from the ending on; wiped and published ones stay
    Amount access_days;     // who saw whom
    Amount key_backup_days; // copies of keys: so long an erasure takes to reach every backup
};
BOOST_DESCRIBE_STRUCT(Retention, (),
                      (contact_years, case_years, originals_days, access_days, key_backup_days))

// The whole snapshot.
struct Playbook {
    Sources sources;
    Catalogue catalogue;
    Limits limits;
    Routing routing;
    Visibility visibility;
    LegalPaths legal_paths;
    Endings endings;
    Reasons reasons;
    Channels channels;
    Risk risk;
    Notice notice;
    EmergencyRules emergency;
    Retention retention;
    Phrases phrases;
};
BOOST_DESCRIBE_STRUCT(Playbook, (),
                      (sources, catalogue, limits, routing, visibility, legal_paths, endings, reasons,
                       channels, risk, notice, emergency, retention, phrases))

// Two parts are the same when every member is; asked when a playbook is adopted.
template <class T>

requires boost::describe::has_describe_members<T>::value bool operator==(const T& a, const T& b) {
    bool same = true;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) { same = same && a.*member.pointer == b.*member.pointer; });
    return same;
}

} // namespace gezhi::playbook
