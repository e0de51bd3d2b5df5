#pragma once
// The one walk along a clock that compute, read and explain share; inside this folder only. Promises
// contiguous segments in order from the start, each of one kind, steps of days and windows, never of minutes.
// Never merges and never formats.

#include "calendar/clock.hpp"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace gezhi::calendar {

struct Segment {
    LineKind kind{LineKind::counted};
    Instant from;
    Instant to;
    std::int64_t counted_us{0};
    std::int64_t total_us{0}; // after this segment
    std::int64_t withheld_us{0};
    bool open{false}; // a pause without end; `to` equals `from`
    bool last_day_moved{false};
    std::string_view name; // holiday code, pause kind or document
    int year{0};           // of a missing_year
};

struct End {
    std::optional<Instant> at; // the due moment, where the walk came so far
    bool paused{false};
    std::int64_t counted_us{0};
    std::vector<int> missing_years;
};

// `visit` returns false to stop early.
End walk(const Calendar& calendar, Instant start, const Limit& limit, std::span<const Pause> pauses,
         const std::function<bool(const Segment&)>& visit);

} // namespace gezhi::calendar
