#include "calendar/walk.hpp"

#include <algorithm>
#include <limits>

namespace gezhi::calendar {

namespace {

// A clock that has not ended after a hundred years never will.
constexpr std::int64_t days_walked_max = 36'525;
constexpr auto never = std::numeric_limits<std::int64_t>::max();

struct Span {
    std::int64_t from;
    std::int64_t to;
    std::string_view name;
};

// A part of one civil day before pauses are laid over it. `rests`: of the last day of a natural_day period
// nothing counts here (民法典 art. 203), `rest_kind` says why.
struct Slot {
    std::int64_t from;
    std::int64_t to;
    LineKind kind;
    bool counts{false};
    bool rests{false};
    LineKind rest_kind{LineKind::weekend};
    std::string_view name{};
};

std::vector<Span> in_order(std::span<const Pause> pauses) {
    std::vector<Span> spans;
    for (const auto& pause : pauses)
        spans.push_back({pause.from.us, pause.to ? pause.to->us : never, pause.kind});
    std::stable_sort(spans.begin(), spans.end(),
                     [](const Span& a, const Span& b) { return a.from < b.from; });
    std::vector<Span> apart;
    for (auto span : spans) {
        if (!apart.empty()) span.from = std::max(span.from, apart.back().to);
        if (span.from < span.to) apart.push_back(span);
    }
    return apart;
}

// Spans are asked for in order of time, so a cursor suffices.
class Overlay {
public:
    explicit Overlay(std::vector<Span> spans) : spans_(std::move(spans)) {}

    // The first span that is not over at `at`, or null.
    const Span* from(std::int64_t at) {
        while (next_ < spans_.size() && spans_[next_].to <= at) ++next_;
        return next_ < spans_.size() ? &spans_[next_] : nullptr;
    }

private:
    std::vector<Span> spans_;
    std::size_t next_{0};
};

std::vector<Span> spans_of(const std::vector<SuspendedInterval>& suspended) {
    std::vector<Span> spans;
    for (const auto& one : suspended) spans.push_back({one.from.us, one.to.us, one.document});
    return spans;
}

LineKind resting(DayKind kind) {
    return kind == DayKind::holiday ? LineKind::holiday : LineKind::weekend;
}

class Walker {
public:
    Walker(const Calendar& calendar, Instant start, const Limit& limit, std::span<const Pause> pauses,
           const std::function<bool(const Segment&)>& visit)
        : calendar_(calendar), start_(start.us), limit_(limit), total_(length_us(limit)),
          pauses_(in_order(pauses)), suspended_(spans_of(calendar.suspended())), visit_(visit) {}

    End run() {
        const auto first = civil(Instant{start_}, calendar_.offset()).date;
        if (total_ == 0) end_.at = Instant{start_};
        going_ = total_ > 0;
        for (std::int64_t i = 0; going_ && i < days_walked_max; ++i) {
            const auto date = Date{std::chrono::sys_days{first} + std::chrono::days{i}};
            lay_out(date, i == 0);
            for (const auto& slot : slots_)
                if (going_) pass(slot);
        }
        end_.counted_us = done_;
        return std::move(end_);
    }

private:
    void lay_out(Date date, bool first_day);
    void lay_out_windows(std::int64_t from, LineKind kind);
    void lay_out_natural_day(Date date, std::int64_t from, std::int64_t to);
    void pass(const Slot& slot);
    void count(const Slot& slot, std::int64_t from, std::int64_t to);
    void finish(std::int64_t at);
    void note_year(Date date, std::int64_t at);

    void emit(Segment segment) {
        segment.total_us = done_;
        if (segment.kind != LineKind::missing_year && !segment.open && segment.from == segment.to) return;
        if (!visit_(segment)) going_ = false;
    }

    const Calendar& calendar_;
    std::int64_t start_;
    Limit limit_;
    std::int64_t total_;
    Overlay pauses_;
    Overlay suspended_;
    const std::function<bool(const Segment&)>& visit_;
    std::vector<Slot> slots_;
    std::int64_t done_{0};
    bool going_{true};
    End end_;
};

void Walker::note_year(Date date, std::int64_t at) {
    const auto year = int(date.year());
    if (calendar_.has_year(year)) return;
    if (!end_.missing_years.empty() && end_.missing_years.back() == year) return;
    end_.missing_years.push_back(year);
    Segment segment;
    segment.kind = LineKind::missing_year;
    segment.from = segment.to = Instant{std::max(at, start_)};
    segment.year = year;
    emit(segment);
}

void Walker::lay_out(Date date, bool first_day) {
    slots_.clear();
    const auto from = midnight(date, calendar_.offset()).us;
    const auto to = from + us_per_day;
    if (first_day && counts_civil_days(limit_.unit)) {
        // 民法典 art. 201: the day it begins is not counted in.
        slots_.push_back({from, to, LineKind::first_day_not_counted});
    } else if (limit_.unit == Unit::natural_day) {
        lay_out_natural_day(date, from, to);
    } else if (!follows_working_days(limit_.unit)) {
        slots_.push_back({from, to, LineKind::counted, true});
    } else {
        note_year(date, from);
        const auto kind = calendar_.kind(date);
        const auto counted =
            kind == DayKind::adjusted_workday ? LineKind::adjusted_workday : LineKind::counted;
        if (kind == DayKind::holiday || kind == DayKind::weekend)
            slots_.push_back({from, to, resting(kind), false, false, {}, calendar_.holiday(date)});
        else if (limit_.unit == Unit::work_day_civil)
            slots_.push_back({from, to, counted, true});
        else
            lay_out_windows(from, counted);
    }
}

void Walker::lay_out_windows(std::int64_t from, LineKind kind) {
    auto at = from;
    for (const auto& window : calendar_.windows()) {
        const auto opening = from + window.from_minute * us_per_minute;
        const auto closing = from + window.to_minute * us_per_minute;
        if (at < opening) slots_.push_back({at, opening, LineKind::outside_hours});
        slots_.push_back({opening, closing, kind, true});
        at = closing;
    }
    if (at < from + us_per_day) slots_.push_back({at, from + us_per_day, LineKind::outside_hours});
}

void Walker::lay_out_natural_day(Date date, std::int64_t from, std::int64_t to) {
    Slot slot{from, to, LineKind::counted, true};
    // The calendar matters only where the last 24 hours may be reached, so only there a missing year is
    // noted.
    if (limit_.moves && total_ - us_per_day - done_ < us_per_day) {
        note_year(date, from);
        slot.rests = !calendar_.is_working_day(date);
        slot.rest_kind = resting(calendar_.kind(date));
        if (slot.rests) slot.name = calendar_.holiday(date);
    }
    slots_.push_back(slot);
}

void Walker::pass(const Slot& slot) {
    auto at = std::max(slot.from, start_);
    while (going_ && at < slot.to) {
        auto to = slot.to;
        if (const auto* pause = pauses_.from(at); pause != nullptr) {
            if (pause->from <= at) {
                const bool open = pause->to == never;
                to = open ? at : std::min(to, pause->to);
                const auto withheld = slot.counts ? to - at : 0;
                end_.paused = open;
                emit({LineKind::paused, {at}, {to}, 0, 0, withheld, open, false, pause->name, 0});
                if (open) going_ = false;
                at = to;
                continue;
            }
            to = std::min(to, pause->from);
        }
        const auto* suspension =
            slot.counts && follows_working_days(limit_.unit) ? suspended_.from(at) : nullptr;
        if (suspension != nullptr && suspension->from <= at) {
            to = std::min(to, suspension->to);
            emit({LineKind::suspended, {at}, {to}, 0, 0, to - at, false, false, suspension->name, 0});
            at = to;
            continue;
        }
        if (suspension != nullptr) to = std::min(to, suspension->from);
        if (slot.counts)
            count(slot, at, to);
        else
            emit({slot.kind, {at}, {to}, 0, 0, 0, false, false, slot.name, 0});
        at = to;
    }
}

void Walker::count(const Slot& slot, std::int64_t from, std::int64_t to) {
    const auto last_day = slot.rests ? us_per_day : 0;
    const auto room = std::max<std::int64_t>(total_ - last_day - done_, 0);
    const auto take = std::min(to - from, room);
    done_ += take;
    emit({slot.kind, {from}, {from + take}, take, 0, 0, false, false, {}, 0});
    if (!going_) return;
    if (done_ == total_) return finish(from + take);
    emit({slot.rest_kind, {from + take}, {to}, 0, 0, 0, false, true, slot.name, 0});
}

void Walker::finish(std::int64_t at) {
    going_ = false;
    end_.at = Instant{at};
    if (!counts_civil_days(limit_.unit)) return;
    const auto into = civil(Instant{at}, calendar_.offset()).us_of_day;
    if (into == 0) return;
    // 民法典 art. 203 para. 2: a period of days ends at 24:00 of its last day.
    end_.at = Instant{at - into + us_per_day};
    emit({LineKind::day_end, {at}, *end_.at, 0, 0, 0, false, false, {}, 0});
}

} // namespace

End walk(const Calendar& calendar, Instant start, const Limit& limit, std::span<const Pause> pauses,
         const std::function<bool(const Segment&)>& visit) {
    return Walker(calendar, start, limit, pauses, visit).run();
}

} // namespace gezhi::calendar
