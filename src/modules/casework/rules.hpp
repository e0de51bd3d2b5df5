#pragma once
// Named calculations of the room. Playbook values come in as arguments; nothing here knows the world.

#include "modules/casework/model.hpp"

#include <string_view>

namespace gezhi::casework {

// TS20261123R000178: prefix, day, letter of the channel, serial of at least five digits, check digit
// (rules-cn §1.8). The digit makes the sum of all digits, every second one doubled from the right (Luhn), a
// multiple of ten; letters do not count.
Code case_number(std::string_view prefix, std::chrono::year_month_day day, std::string_view letter,
                 std::int64_t serial);
bool number_checks(std::string_view number);

// The same answer for the same case each time, so that a simulator repeats it: about `percent` of all cases.
bool sampled(CaseId id, std::int64_t percent);

// Whether the case runs this risk of the playbook (risk.json); `on_spot` is what is not yet a case. Unknown
// ones nobody runs.
bool runs_risk(const State& state, std::string_view risk, std::int64_t disputed_returns);

// Why this work must be checked on site: its class, or the sample that its risks ask for.
bool check_required(const Facts& facts);

Visibility strictest(Visibility one, Visibility other);

// The highest level whose moment has come.
Level level_at(const ClockStart& clock, Instant now);

// When the nth reminder of a late clock falls: daily at first, weekly later.
Instant reminder_at(const ClockStart& clock, std::int64_t n);

// Whether the case waits for the unit of this person: handler of the unit that has it.
bool by_unit(const State& state, const Actor& actor);

bool handed_in_by(const State& state, PersonId person);
bool barred(const State& state, const Code& unit, PersonId person);

// The rests of a clock with the open one ended.
std::vector<Rest> rests_until(const RunningClock& clock, Instant now);

} // namespace gezhi::casework
