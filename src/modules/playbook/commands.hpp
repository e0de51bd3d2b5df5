#pragma once
// The words of the room: adopting a playbook as a whole, and the calendar's years, suspensions and windows.
// Events of this room hold content, one event per part, so that the log alone replays (docs/adr/0006). The
// version closes each change: whatever follows is judged by it.

#include "base/actor.hpp"
#include "base/error.hpp"
#include "modules/playbook/state.hpp"

#include <optional>
#include <string_view>
#include <variant>

namespace gezhi::playbook {

// ---- commands

struct AdoptPlaybook {
    static constexpr std::string_view name = "playbook/adopt_playbook";
    Playbook playbook{};
};
BOOST_DESCRIBE_STRUCT(AdoptPlaybook, (), (playbook))

struct ImportCalendarYear { // or replaces it, when a notice was changed
    static constexpr std::string_view name = "playbook/import_calendar_year";
    calendar::YearCalendar year{};
};
BOOST_DESCRIBE_STRUCT(ImportCalendarYear, (), (year))

struct SuspendInterval { // a typhoon: working time stands still for the whole town, by a document
    static constexpr std::string_view name = "playbook/suspend_interval";
    calendar::SuspendedInterval interval{};
};
BOOST_DESCRIBE_STRUCT(SuspendInterval, (), (interval))

struct SetWindows {
    static constexpr std::string_view name = "playbook/set_windows";
    std::vector<calendar::Window> windows{};
};
BOOST_DESCRIBE_STRUCT(SetWindows, (), (windows))

using Command = std::variant<AdoptPlaybook, ImportCalendarYear, SuspendInterval, SetWindows>;

// ---- events: one for each part that differs, then the version that closes the adoption

struct SourcesAdopted {
    static constexpr std::string_view name = "playbook/sources_adopted.1";
    Sources part{};
};
BOOST_DESCRIBE_STRUCT(SourcesAdopted, (), (part))

struct CatalogueAdopted {
    static constexpr std::string_view name = "playbook/catalogue_adopted.1";
    Catalogue part{};
};
BOOST_DESCRIBE_STRUCT(CatalogueAdopted, (), (part))

struct LimitsAdopted {
    static constexpr std::string_view name = "playbook/limits_adopted.1";
    Limits part{};
};
BOOST_DESCRIBE_STRUCT(LimitsAdopted, (), (part))

struct RoutingAdopted {
    static constexpr std::string_view name = "playbook/routing_adopted.1";
    Routing part{};
};
BOOST_DESCRIBE_STRUCT(RoutingAdopted, (), (part))

struct VisibilityAdopted {
    static constexpr std::string_view name = "playbook/visibility_adopted.1";
    Visibility part{};
};
BOOST_DESCRIBE_STRUCT(VisibilityAdopted, (), (part))

struct LegalPathsAdopted {
    static constexpr std::string_view name = "playbook/legal_paths_adopted.1";
    LegalPaths part{};
};
BOOST_DESCRIBE_STRUCT(LegalPathsAdopted, (), (part))

struct EndingsAdopted {
    static constexpr std::string_view name = "playbook/endings_adopted.1";
    Endings part{};
};
BOOST_DESCRIBE_STRUCT(EndingsAdopted, (), (part))

struct ReasonsAdopted {
    static constexpr std::string_view name = "playbook/reasons_adopted.1";
    Reasons part{};
};
BOOST_DESCRIBE_STRUCT(ReasonsAdopted, (), (part))

struct ChannelsAdopted {
    static constexpr std::string_view name = "playbook/channels_adopted.1";
    Channels part{};
};
BOOST_DESCRIBE_STRUCT(ChannelsAdopted, (), (part))

struct RiskAdopted {
    static constexpr std::string_view name = "playbook/risk_adopted.1";
    Risk part{};
};
BOOST_DESCRIBE_STRUCT(RiskAdopted, (), (part))

struct NoticeAdopted {
    static constexpr std::string_view name = "playbook/notice_adopted.1";
    Notice part{};
};
BOOST_DESCRIBE_STRUCT(NoticeAdopted, (), (part))

struct EmergencyAdopted {
    static constexpr std::string_view name = "playbook/emergency_adopted.1";
    EmergencyRules part{};
};
BOOST_DESCRIBE_STRUCT(EmergencyAdopted, (), (part))

struct RetentionAdopted {
    static constexpr std::string_view name = "playbook/retention_adopted.1";
    Retention part{};
};
BOOST_DESCRIBE_STRUCT(RetentionAdopted, (), (part))

struct PhrasesAdopted {
    static constexpr std::string_view name = "playbook/phrases_adopted.1";
    Phrases part{};
};
BOOST_DESCRIBE_STRUCT(PhrasesAdopted, (), (part))

struct PlaybookAdopted {
    static constexpr std::string_view name = "playbook/adopted.1";
    Code version{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(PlaybookAdopted, (), (version, at))

struct CalendarYearImported {
    static constexpr std::string_view name = "playbook/calendar_year_imported.1";
    Code version{};
    Instant at{};
    calendar::YearCalendar year{};
};
BOOST_DESCRIBE_STRUCT(CalendarYearImported, (), (version, at, year))

struct IntervalSuspended {
    static constexpr std::string_view name = "playbook/interval_suspended.1";
    Code version{};
    Instant at{};
    calendar::SuspendedInterval interval{};
};
BOOST_DESCRIBE_STRUCT(IntervalSuspended, (), (version, at, interval))

struct WindowsSet {
    static constexpr std::string_view name = "playbook/windows_set.1";
    Code version{};
    Instant at{};
    std::vector<calendar::Window> windows{};
};
BOOST_DESCRIBE_STRUCT(WindowsSet, (), (version, at, windows))

using Event = std::variant<SourcesAdopted, CatalogueAdopted, LimitsAdopted, RoutingAdopted, VisibilityAdopted,
                           LegalPathsAdopted, EndingsAdopted, ReasonsAdopted, ChannelsAdopted, RiskAdopted,
                           NoticeAdopted, EmergencyAdopted, RetentionAdopted, PhrasesAdopted, PlaybookAdopted,
                           CalendarYearImported, IntervalSuspended, WindowsSet>;

// ---- facts: all that decide may know of the world

struct Facts {
    Instant now{};
    StreamId stream{};
};

// ---- the pure floor

Result<void> permit(const Actor& actor, const State& state, const Command& command);
Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts);
State evolve(State state, const Event& event);

// ---- limits

// A year's list holds at most the year.
constexpr std::size_t year_days_max = 366;
constexpr int year_min = 2000;
constexpr int year_max = 2199;
constexpr std::size_t windows_max = 12;
constexpr std::size_t document_characters_max = 200;
// The operator at the machine itself: the same name as people's (a room knows no other room's model).
inline constexpr std::string_view setup_flow = "setup";

// ---- rule book

namespace rules {
inline constexpr Rule not_administrator{"playbook/not-administrator", Kind::denied,
                                        "Only an administrator changes the playbook and the calendar"};
inline constexpr Rule wrong_stream{"playbook/wrong-stream", Kind::invalid,
                                   "Rules and calendar have one stream each"};
inline constexpr Rule unchanged{"playbook/unchanged", Kind::conflict,
                                "What is in force is the same already; nothing was written"};
inline constexpr Rule year_range{"playbook/year-range", Kind::invalid,
                                 "A calendar year lies between 2000 and 2199 and lists at most its own days"};
inline constexpr Rule document_missing{"playbook/document-missing", Kind::invalid,
                                       "A suspension names its document, in at most 200 characters"};
inline constexpr Rule source_missing{"playbook/source-missing", Kind::invalid,
                                     "A calendar year names its source and how sure it is"};
} // namespace rules

} // namespace gezhi::playbook
