#include "modules/casework/rules.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

constexpr std::size_t serial_digits_min = 5;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// The sum of ISO/IEC 7812-1 (Luhn); `doubled` says whether the last digit counts twice.
int luhn_sum(std::string_view text, bool doubled) {
    int sum = 0;
    for (auto i = text.size(); i-- > 0;) {
        if (!is_digit(text[i])) continue;
        const int digit = text[i] - '0';
        const int twice = digit * 2;
        sum += doubled ? (twice > 9 ? twice - 9 : twice) : digit;
        doubled = !doubled;
    }
    return sum;
}

std::string padded(std::int64_t value, std::size_t width) {
    auto text = number(value);
    if (text.size() < width) text.insert(0, width - text.size(), '0');
    return text;
}

} // namespace

Code case_number(std::string_view prefix, std::chrono::year_month_day day, std::string_view letter,
                 std::int64_t serial) {
    std::string text(prefix);
    text += padded(static_cast<int>(day.year()), 4);
    text += padded(static_cast<unsigned>(day.month()), 2);
    text += padded(static_cast<unsigned>(day.day()), 2);
    text += letter;
    text += padded(serial, serial_digits_min);
    text += static_cast<char>('0' + (10 - luhn_sum(text, true) % 10) % 10);
    return Code{text};
}

bool number_checks(std::string_view number) {
    if (number.empty() || !is_digit(number.back())) return false;
    return luhn_sum(number, false) % 10 == 0;
}

bool sampled(CaseId id, std::int64_t percent) {
    // splitmix64's finisher: the low bits of an id are chance already, but a client may have minted it.
    auto z = id.bits.low ^ id.bits.high * 0x9E3779B97F4A7C15ULL;
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBULL;
    z ^= z >> 31U;
    return static_cast<std::int64_t>(z % 100) < percent;
}

bool check_required(const Facts& facts) {
    return facts.check_by_class || sampled(facts.id, facts.check_percent);
}

bool runs_risk(const State& state, std::string_view risk, std::int64_t disputed_returns) {
    if (risk == "any") return true;
    if (risk == "on_spot") return state.stage == Stage::none;
    if (risk == "disputed") return static_cast<std::int64_t>(state.returns.size()) >= disputed_returns;
    if (risk == "rework") return state.rework;
    if (risk == "reopened") return state.reopened > 0;
    if (risk == "emergency") return !state.emergency.empty();
    if (risk == "supervised") return supervised(state);
    if (risk == "extended") return state.extensions > 0;
    if (risk == "late") return state.ever_late;
    return false;
}

Visibility strictest(Visibility one, Visibility other) {
    return std::max(one, other);
}

Level level_at(const ClockStart& clock, Instant now) {
    if (now >= clock.due) return Level::late;
    if (now >= clock.soon) return Level::soon;
    return now >= clock.half ? Level::half : Level::none;
}

Instant reminder_at(const ClockStart& clock, std::int64_t n) {
    const auto days = n <= reminders_daily ? n : reminders_daily + (n - reminders_daily) * 7;
    return clock.due + std::chrono::microseconds(days * us_per_day);
}

bool by_unit(const State& state, const Actor& actor) {
    return actor.kind == ActorKind::person && !state.unit.empty() &&
           std::any_of(actor.posts.begin(), actor.posts.end(), [&](const PostHeld& post) {
               return post.duty == Duty::handler && post.unit == state.unit;
           });
}

bool handed_in_by(const State& state, PersonId person) {
    return std::find(state.hands.begin(), state.hands.end(), person) != state.hands.end();
}

bool barred(const State& state, const Code& unit, PersonId person) {
    return std::find(state.bars.begin(), state.bars.end(), Bar{unit, person}) != state.bars.end();
}

std::vector<Rest> rests_until(const RunningClock& clock, Instant now) {
    auto rests = clock.rests;
    if (!rests.empty() && !rests.back().to) rests.back().to = now;
    return rests;
}

} // namespace gezhi::casework
