#include "calendar/calendar.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace gezhi::calendar {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

// A year outside these is a slip of the pen, not a calendar.
constexpr int year_min = 1990;
constexpr int year_max = 2200;

Date first_day(int year) {
    return std::chrono::year{year} / std::chrono::January / 1;
}

bool is_weekend(Date date) {
    const auto day = std::chrono::weekday{sys_days{date}};
    return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

std::size_t index_in_year(Date date) {
    return static_cast<std::size_t>((sys_days{date} - sys_days{first_day(int(date.year()))}).count());
}

// The holidays whose date is the same every year, 全国年节及纪念日放假办法 art. 2 (as revised on 2024-11-10,
// in force from 2025: 2 May was added).
std::string_view fixed_holiday(Date date) {
    const auto month = unsigned(date.month());
    const auto day = unsigned(date.day());
    if (month == 1 && day == 1) return "new_year";
    if (month == 5 && (day == 1 || (day == 2 && int(date.year()) >= 2025))) return "labour_day";
    if (month == 10 && day <= 3) return "national_day";
    return {};
}

DayKind fallback(Date date) {
    if (!fixed_holiday(date).empty()) return DayKind::holiday;
    return is_weekend(date) ? DayKind::weekend : DayKind::workday;
}

bool works(DayKind kind) {
    return kind == DayKind::workday || kind == DayKind::adjusted_workday;
}

Unexpected<Error> bad_date(const YearCalendar& data, Date date) {
    return refuse(rules::year_dates, {{"year", number(data.year)}, {"date", iso_date(date)}});
}

bool valid(const Windows& windows) {
    int last = 0;
    for (const auto& window : windows.windows) {
        if (window.from_minute < last || window.to_minute <= window.from_minute) return false;
        last = window.to_minute;
    }
    return !windows.windows.empty() && last <= 24 * 60;
}

Result<std::vector<SuspendedInterval>> joined(std::vector<SuspendedInterval> suspended) {
    for (const auto& one : suspended)
        if (one.to <= one.from || one.document.empty())
            return refuse(rules::suspended_form, {{"from", iso(one.from)}});
    std::sort(suspended.begin(), suspended.end(),
              [](const auto& a, const auto& b) { return a.from < b.from; });
    std::vector<SuspendedInterval> apart;
    for (auto& one : suspended) {
        // The earlier document keeps the shared time, the later one has the rest.
        if (!apart.empty()) one.from = std::max(one.from, apart.back().to);
        if (one.from < one.to) apart.push_back(std::move(one));
    }
    return apart;
}

} // namespace

Result<Calendar::Table> Calendar::table(YearCalendar data) {
    if (data.year < year_min || data.year > year_max) return bad_date(data, first_day(data.year));
    Table table;
    const auto start = sys_days{first_day(data.year)};
    const auto length = (sys_days{first_day(data.year + 1)} - start).count();
    for (int i = 0; i < length; ++i)
        table.kinds[std::size_t(i)] = is_weekend(start + days{i}) ? DayKind::weekend : DayKind::workday;
    std::vector<bool> listed(366, false);
    const auto mark = [&](Date date, DayKind kind) {
        if (!date.ok() || int(date.year()) != data.year || listed[index_in_year(date)]) return false;
        listed[index_in_year(date)] = true;
        table.kinds[index_in_year(date)] = kind;
        return true;
    };
    for (const auto date : data.off)
        if (!mark(date, DayKind::holiday)) return bad_date(data, date);
    for (const auto date : data.work)
        if (!mark(date, DayKind::adjusted_workday) || !is_weekend(date)) return bad_date(data, date);
    for (const auto& holiday : data.holidays)
        if (!holiday.from.ok() || !holiday.to.ok() || holiday.to < holiday.from)
            return bad_date(data, holiday.from);
    for (std::size_t i = 0; i < 366; ++i) {
        const bool worked = std::int64_t(i) < length && works(table.kinds[i]);
        table.worked_before[i + 1] = static_cast<std::uint16_t>(table.worked_before[i] + (worked ? 1 : 0));
    }
    table.data = std::move(data);
    return table;
}

Result<Calendar> Calendar::make(std::vector<YearCalendar> years, Windows windows,
                                std::vector<SuspendedInterval> suspended, Offset offset) {
    if (!valid(windows)) return refuse(rules::windows_form);
    Calendar calendar;
    calendar.windows_ = std::move(windows);
    calendar.offset_ = offset;
    GEZHI_TRY(apart, joined(std::move(suspended)));
    calendar.suspended_ = std::move(apart);
    for (auto& data : years) {
        const auto year = data.year;
        if (calendar.has_year(year)) return refuse(rules::year_twice, {{"year", number(year)}});
        GEZHI_TRY(one, table(std::move(data)));
        calendar.tables_.push_back(std::move(one));
        std::sort(calendar.tables_.begin(), calendar.tables_.end(),
                  [](const Table& a, const Table& b) { return a.data.year < b.data.year; });
    }
    return calendar;
}

Result<Calendar> Calendar::with_year(YearCalendar year) const {
    std::vector<YearCalendar> all;
    for (const auto& table : tables_)
        if (table.data.year != year.year) all.push_back(table.data);
    all.push_back(std::move(year));
    return make(std::move(all), windows_, suspended_, offset_);
}

Result<Calendar> Calendar::with_suspended(SuspendedInterval suspended) const {
    auto copy = *this;
    copy.suspended_.push_back(std::move(suspended));
    GEZHI_TRY(apart, joined(std::move(copy.suspended_)));
    copy.suspended_ = std::move(apart);
    return copy;
}

const Calendar::Table* Calendar::find(int year) const {
    for (const auto& table : tables_)
        if (table.data.year == year) return &table;
    return nullptr;
}

bool Calendar::has_year(int year) const {
    return find(year) != nullptr;
}

std::vector<int> Calendar::years() const {
    std::vector<int> all;
    for (const auto& table : tables_) all.push_back(table.data.year);
    return all;
}

const YearCalendar* Calendar::year(int year) const {
    const auto* table = find(year);
    return table == nullptr ? nullptr : &table->data;
}

DayKind Calendar::kind(Date date) const {
    const auto* table = find(int(date.year()));
    return table == nullptr ? fallback(date) : table->kinds[index_in_year(date)];
}

bool Calendar::is_working_day(Date date) const {
    return works(kind(date));
}

std::string_view Calendar::holiday(Date date) const {
    const auto* table = find(int(date.year()));
    if (table == nullptr) return fixed_holiday(date);
    if (kind(date) != DayKind::holiday) return {};
    for (const auto& holiday : table->data.holidays)
        if (holiday.from <= date && date <= holiday.to) return holiday.code;
    return {};
}

std::vector<Interval> Calendar::working_intervals(Date date) const {
    std::vector<Interval> intervals;
    if (!is_working_day(date)) return intervals;
    const auto start = midnight(date, offset_);
    for (const auto& window : windows_.windows)
        intervals.push_back({start + std::chrono::minutes{window.from_minute},
                             start + std::chrono::minutes{window.to_minute}});
    return intervals;
}

Date Calendar::next_working_day(Date date) const {
    auto day = sys_days{date} + days{1};
    while (!is_working_day(day)) day += days{1};
    return day;
}

Date Calendar::add_working_days(Date date, int n) const {
    for (; n > 0; --n) date = next_working_day(date);
    return date;
}

int Calendar::working_days(Date from, Date to) const {
    int count = 0;
    for (auto day = sys_days{from}; day < sys_days{to};) {
        const auto date = Date{day};
        const auto next_year = sys_days{first_day(int(date.year()) + 1)};
        const auto stop = std::min(next_year, sys_days{to});
        if (const auto* table = find(int(date.year())); table != nullptr) {
            const auto first = index_in_year(date);
            const auto last = first + static_cast<std::size_t>((stop - day).count());
            count += table->worked_before[last] - table->worked_before[first];
        } else {
            for (auto one = day; one < stop; one += days{1}) count += works(fallback(one)) ? 1 : 0;
        }
        day = stop;
    }
    return count;
}

int Calendar::working_days(int year) const {
    return working_days(first_day(year), first_day(year + 1));
}

int Calendar::working_days(int year, unsigned month) const {
    const auto first = std::chrono::year{year} / std::chrono::month{month} / 1;
    return working_days(first, first + std::chrono::months{1});
}

Instant start_within(Instant at, Window daily, Offset offset) {
    const auto moment = civil(at, offset);
    const auto opening = midnight(moment.date, offset) + std::chrono::minutes{daily.from_minute};
    const auto closing = midnight(moment.date, offset) + std::chrono::minutes{daily.to_minute};
    if (at < opening) return opening;
    return at < closing ? at : opening + std::chrono::hours{24};
}

} // namespace gezhi::calendar
