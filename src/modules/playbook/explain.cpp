#include "modules/playbook/explain.hpp"

namespace gezhi::playbook {

namespace {

int year_of(Instant at, Offset offset) {
    return static_cast<int>(civil(at, offset).date.year());
}

ClockLine line_of(const calendar::Line& line) {
    ClockLine shown;
    shown.kind = line.kind;
    shown.from = line.from;
    shown.to = line.to;
    shown.counted_minutes = line.counted_us / us_per_minute;
    shown.running_minutes = line.total_us / us_per_minute;
    shown.withheld_minutes = line.withheld_us / us_per_minute;
    shown.ahead = line.ahead;
    if (!line.note.empty()) shown.note = line.note;
    shown.params = line.params;
    return shown;
}

} // namespace

ClockAnswer explain_clock(const Rulebook& book, const ClockQuestion& question) {
    const auto told =
        calendar::explain(book.calendar, question.start, question.limit, question.pauses, question.now);
    ClockAnswer answer;
    answer.limit = calendar::short_form(question.limit);
    answer.unit = question.limit.unit;
    answer.limit_minutes = told.limit_us / us_per_minute;
    answer.started_at = question.start;
    answer.opens_at = told.due.opens;
    answer.half_at = told.due.half;
    answer.soon_at = told.due.four_fifths;
    answer.due_at = told.due.due;
    answer.paused = told.due.paused;
    answer.reading = told.reading;
    answer.calendar_version = book.calendar_version.value;
    for (const auto& line : told.lines) answer.lines.push_back(line_of(line));
    for (const auto year : told.due.missing_years) answer.missing_years.push_back(year);
    const auto offset = book.calendar.offset();
    const auto end =
        told.lines.empty() ? question.start : told.lines.back().to.value_or(told.lines.back().from);
    for (auto year = year_of(question.start, offset); year <= year_of(end, offset); ++year)
        if (const auto* known = book.calendar.year(year)) answer.calendar_sources.push_back(known->source);
    return answer;
}

Result<ClockAnswer> explain_clock(const Rulebook& book, std::string_view limit, Instant start,
                                  const std::vector<calendar::Pause>& pauses, std::optional<Instant> now) {
    GEZHI_TRY(parsed, calendar::parse_limit(limit));
    return explain_clock(book, {parsed, start, pauses, now});
}

} // namespace gezhi::playbook
