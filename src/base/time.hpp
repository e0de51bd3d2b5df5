#pragma once
// Instants are microseconds UTC; people see ISO 8601 with the street's offset. The street's civil time is a
// fixed offset
// (+08:00: China has had no summer time since 1991); a town with summer time needs a real zone table behind
// this header.

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gezhi {

struct Instant {
    std::int64_t us{0}; // microseconds since 1970-01-01T00:00:00Z

    auto operator<=>(const Instant&) const = default;
};

constexpr std::int64_t us_per_second = 1'000'000;
constexpr std::int64_t us_per_minute = 60 * us_per_second;
constexpr std::int64_t us_per_hour = 60 * us_per_minute;
constexpr std::int64_t us_per_day = 24 * us_per_hour;

constexpr Instant operator+(Instant at, std::chrono::microseconds by) {
    return {at.us + by.count()};
}

constexpr Instant operator-(Instant at, std::chrono::microseconds by) {
    return {at.us - by.count()};
}

constexpr std::chrono::microseconds operator-(Instant a, Instant b) {
    return std::chrono::microseconds{a.us - b.us};
}

// Offset of the street's civil time from UTC, in minutes.
struct Offset {
    int minutes{480};
};

// A civil moment of the street.
struct Civil {
    std::chrono::year_month_day date;
    std::int64_t us_of_day{0}; // microseconds since local midnight
};

Civil civil(Instant at, Offset offset = {});
Instant instant(const Civil& moment, Offset offset = {});
Instant midnight(std::chrono::year_month_day date, Offset offset = {});

// "2026-11-23T10:00:00+08:00"; a fraction only where there is one.
std::string iso(Instant at, Offset offset = {});
std::string iso_date(std::chrono::year_month_day date);
// Accepts seconds optional, a fraction up to 6 digits, and `Z` or an offset (required).
std::optional<Instant> parse_iso(std::string_view text);
std::optional<std::chrono::year_month_day> parse_iso_date(std::string_view text);

// The only clock of the program; the engine and the simulator each have one. Interfaces: two implementations
// exist.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() override;
};

// A clock that stands until it is set; for stories, tests and the simulator.
class FakeClock final : public Clock {
public:
    explicit FakeClock(Instant start) : now_(start) {}

    Instant now() override { return now_; }

    void set(Instant at) { now_ = at; }

    void advance(std::chrono::microseconds by) { now_ = now_ + by; }

private:
    Instant now_;
};

} // namespace gezhi
