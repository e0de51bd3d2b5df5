#include "calendar/clock.hpp"

#include "base/text.hpp"
#include "calendar/walk.hpp"

#include <algorithm>

namespace gezhi::calendar {

namespace {

struct Meter {
    std::int64_t elapsed_us{0};
    bool paused{false};
};

Meter meter_at(const Calendar& calendar, Instant start, const Limit& limit, std::span<const Pause> pauses,
               Instant at) {
    Meter meter;
    walk(calendar, start, limit, pauses, [&](const Segment& segment) {
        if (segment.from > at) return false;
        if (segment.counted_us > 0) meter.elapsed_us += std::min(segment.to, at).us - segment.from.us;
        if (segment.kind == LineKind::paused) meter.paused = segment.open || at < segment.to;
        return segment.to <= at;
    });
    return meter;
}

State state_of(const Due& due, const Meter& meter, Instant at) {
    if (due.due && at >= *due.due) return State::late;
    if (meter.paused) return State::paused;
    if (!due.opens || at < *due.opens) return State::not_started;
    if (due.four_fifths && at >= *due.four_fifths) return State::soon;
    if (due.half && at >= *due.half) return State::half;
    return State::running;
}

Params params_of(const Segment& segment) {
    if (segment.kind == LineKind::missing_year) return {{"year", number(segment.year)}};
    if (segment.name.empty()) return {};
    if (segment.kind == LineKind::paused) return {{"pause", std::string(segment.name)}};
    if (segment.kind == LineKind::suspended) return {{"document", std::string(segment.name)}};
    return {{"holiday", std::string(segment.name)}};
}

class Account {
public:
    explicit Account(std::optional<Instant> now) : now_(now) {}

    void add(const Segment& segment) {
        if (!now_ || *now_ <= segment.from || *now_ >= segment.to) return append(segment);
        auto before = segment;
        auto after = segment;
        before.to = after.from = *now_;
        // A counted segment counts all its time and a withheld one withholds all of it, so both split by
        // length.
        if (segment.counted_us > 0) before.counted_us = length(before), after.counted_us = length(after);
        if (segment.withheld_us > 0) before.withheld_us = length(before), after.withheld_us = length(after);
        before.total_us = segment.total_us - after.counted_us;
        append(before);
        append(after);
    }

    std::vector<Line> take() { return std::move(lines_); }

private:
    static std::int64_t length(const Segment& segment) { return segment.to.us - segment.from.us; }

    void append(const Segment& segment) {
        Line line;
        line.kind = segment.kind;
        line.from = segment.from;
        if (!segment.open) line.to = segment.to;
        line.counted_us = segment.counted_us;
        line.total_us = segment.total_us;
        line.withheld_us = segment.withheld_us;
        line.ahead = now_ && segment.from >= *now_;
        if (segment.last_day_moved) line.note = "calendar/last-day-moved";
        line.params = params_of(segment);
        if (lines_.empty() || !joins(lines_.back(), line)) return lines_.push_back(std::move(line));
        auto& last = lines_.back();
        last.to = line.to;
        last.counted_us += line.counted_us;
        last.withheld_us += line.withheld_us;
        last.total_us = line.total_us;
    }

    static bool joins(const Line& a, const Line& b) {
        return a.kind == b.kind && a.kind != LineKind::missing_year && a.to == b.from && a.ahead == b.ahead &&
               a.note == b.note && a.params == b.params;
    }

    std::optional<Instant> now_;
    std::vector<Line> lines_;
};

Date last_date(const Calendar& calendar, Instant start, const Due& a, const Due& b) {
    return civil(std::max(a.due.value_or(start), b.due.value_or(start)), calendar.offset()).date;
}

} // namespace

Due compute(const Calendar& calendar, Instant start, const Limit& limit, std::span<const Pause> pauses) {
    const auto total = length_us(limit);
    const auto half = total / 2;
    const auto four_fifths = total / 5 * 4;
    Due due;
    auto end = walk(calendar, start, limit, pauses, [&](const Segment& segment) {
        if (segment.counted_us == 0) return true;
        if (!due.opens) due.opens = segment.from;
        const auto before = segment.total_us - segment.counted_us;
        const auto moment = [&](std::int64_t used) { return Instant{segment.from.us + used - before}; };
        if (!due.half && segment.total_us >= half) due.half = moment(half);
        if (!due.four_fifths && segment.total_us >= four_fifths) due.four_fifths = moment(four_fifths);
        return true;
    });
    due.due = end.at;
    due.paused = end.paused;
    if (end.paused) due.remaining_us = total - end.counted_us;
    due.missing_years = std::move(end.missing_years);
    return due;
}

Reading read(const Calendar& calendar, Instant start, const Limit& limit, std::span<const Pause> pauses,
             Instant at, std::optional<Instant> met) {
    const bool stopped = met && *met <= at;
    if (stopped) at = *met;
    const auto due = compute(calendar, start, limit, pauses);
    const auto meter = meter_at(calendar, start, limit, pauses, at);
    const auto total = length_us(limit);
    Reading reading;
    reading.state = stopped ? State::met : state_of(due, meter, at);
    reading.elapsed_us = meter.elapsed_us;
    reading.remaining_us = total - meter.elapsed_us;
    // In thousandths of the limit; divided first, because ten years times a thousand is near the end of
    // int64.
    reading.used = total < 1000 ? 1000 : static_cast<int>(meter.elapsed_us / (total / 1000));
    reading.remaining = parts(limit.unit, reading.remaining_us);
    if (due.due && at > *due.due) reading.late_us = at.us - due.due->us;
    return reading;
}

Explanation explain(const Calendar& calendar, Instant start, const Limit& limit,
                    std::span<const Pause> pauses, std::optional<Instant> now) {
    Account account(now);
    walk(calendar, start, limit, pauses, [&](const Segment& segment) {
        account.add(segment);
        return true;
    });
    Explanation explanation;
    explanation.lines = account.take();
    explanation.due = compute(calendar, start, limit, pauses);
    explanation.limit_us = length_us(limit);
    if (now) explanation.reading = read(calendar, start, limit, pauses, *now);
    return explanation;
}

std::optional<Shift> shift(const Calendar& before, const Calendar& after, Instant start, const Limit& limit,
                           std::span<const Pause> pauses) {
    Shift shift{compute(before, start, limit, pauses), compute(after, start, limit, pauses), {}};
    const auto same = [](const Due& a, const Due& b) {
        return a.opens == b.opens && a.half == b.half && a.four_fifths == b.four_fifths && a.due == b.due;
    };
    if (same(shift.before, shift.after)) return std::nullopt;
    const auto last = std::chrono::sys_days{last_date(after, start, shift.before, shift.after)};
    auto day = std::chrono::sys_days{civil(start, after.offset()).date};
    for (; day <= last; day += std::chrono::days{1})
        if (before.kind(day) != after.kind(day)) shift.days.push_back(day);
    return shift;
}

} // namespace gezhi::calendar
