// A clock explained line by line, from its start to the due moment, with what was counted and what was not.

#include "modules/casework/desk.hpp"

#include <set>

namespace gezhi::casework::detail {

namespace {

std::int64_t minutes(std::int64_t us) {
    return us / us_per_minute;
}

std::optional<std::string> note(const calendar::Line& line, const Shape& shape) {
    const auto named = [&](std::string_view key) {
        const auto found = line.params.find(std::string(key));
        return found == line.params.end() ? std::string() : found->second;
    };
    if (!line.note.empty())
        return shape.say("clock.note." + line.note.substr(line.note.find('/') + 1), line.params);
    if (const auto holiday = named("holiday"); !holiday.empty()) return shape.say("clock.holiday." + holiday);
    if (const auto pause = named("pause"); !pause.empty()) return shape.say("clock.rest." + pause);
    if (const auto document = named("document"); !document.empty()) return document;
    if (const auto year = named("year"); !year.empty()) return year;
    return std::nullopt;
}

std::vector<wire::ClockLine> lines_of(const calendar::Explanation& explained, const Shape& shape) {
    std::vector<wire::ClockLine> lines;
    for (const auto& line : explained.lines)
        lines.push_back({line.kind, line.from, line.to.value_or(std::max(line.from, shape.now())),
                         minutes(line.counted_us), minutes(line.total_us), note(line, shape)});
    return lines;
}

std::vector<std::string> sources(const calendar::Explanation& explained, const calendar::Calendar& calendar) {
    std::set<int> years;
    for (const auto& line : explained.lines) {
        years.insert(static_cast<int>(civil(line.from).date.year()));
        if (line.to) years.insert(static_cast<int>(civil(*line.to).date.year()));
    }
    std::vector<std::string> list;
    for (const auto year : years)
        if (const auto* found = calendar.year(year)) list.push_back(found->source);
    return list;
}

// A clock that waited for something else and goes on is shown with what stood still in between.
calendar::Explanation explain(const Shape& shape, const RunningClock& clock) {
    const auto stands = pauses(clock);
    return calendar::explain(shape.book().calendar, clock.start.started, clock.start.limit, stands,
                             shape.now());
}

} // namespace

Result<wire::ClockExplanation> explain_clock(const Shape& shape, const State& state) {
    if (!state.clock) return refuse(rules::no_clock);
    const auto& clock = *state.clock;
    const auto explained = explain(shape, clock);
    wire::ClockExplanation shown;
    shown.clock = *shape.clock(clock, open(state));
    shown.lines = lines_of(explained, shape);
    shown.limit = calendar::short_form(clock.start.limit);
    shown.calendar_sources = sources(explained, shape.book().calendar);
    std::set<int> missing(explained.due.missing_years.begin(), explained.due.missing_years.end());
    if (clock.start.missing_year != 0) missing.insert(static_cast<int>(clock.start.missing_year));
    for (const auto year : missing)
        shown.warnings.push_back(shape.say("clock.warning.missing_year", {{"year", number(year)}}));
    // What was computed at the start holds; a calendar that says otherwise today is shown, never followed
    // silently.
    if (!explained.due.paused && explained.due.due && *explained.due.due != clock.start.due)
        shown.warnings.push_back(
            shape.say("clock.warning.calendar_moved", {{"now", iso(*explained.due.due).substr(0, 16)}}));
    return shown;
}

} // namespace gezhi::casework::detail
