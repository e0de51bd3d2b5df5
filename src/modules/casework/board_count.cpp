// What is counted: one walk over all cases for what happened in a period, one over the open ones for what
// stands now.

#include "modules/casework/board.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

constexpr std::uint32_t hours_a_day = 24;
constexpr std::uint32_t days_a_week = 7;
constexpr std::size_t whole_classes = std::size_t{1} << column::matter.bits;

} // namespace

void Tally::operator+=(const Tally& other) {
    boost::mp11::mp_for_each<boost::describe::describe_members<Tally, boost::describe::mod_public>>(
        [&](auto d) { this->*d.pointer += other.*d.pointer; });
}

// One walk: what it lets pass, how it groups, and what it has counted so far.
struct Board::Walk {
    Sieve sieve{};
    GroupBy by{GroupBy::none};
    std::uint32_t from{0}; // days, both included
    std::uint32_t to{0};
    Instant now{};
    std::uint32_t today{0};
    std::vector<std::uint32_t> majors{}; // by number of the class
    std::vector<Tally> groups{};
    BoardFound found{};

    bool counts(std::uint32_t day) const { return day >= from && day <= to; }
};

std::uint32_t Board::group_of(const Walk& walk, std::uint32_t index) const {
    const auto word = words_[index];
    switch (walk.by) {
    case GroupBy::none:
        return 0;
    case GroupBy::grid:
        return static_cast<std::uint32_t>(column::grid.of(word));
    case GroupBy::unit:
        return static_cast<std::uint32_t>(column::unit.of(word));
    case GroupBy::matter:
        return static_cast<std::uint32_t>(column::matter.of(word));
    case GroupBy::major:
        return walk.majors[column::matter.of(word)];
    case GroupBy::channel:
        return static_cast<std::uint32_t>(column::channel.of(word));
    case GroupBy::place:
        return place_[index];
    }
    return 0;
}

void Board::walk_cases(Walk& walk) const {
    const auto n = static_cast<std::uint32_t>(ids_.size());
    for (std::uint32_t index = 0; index < n; ++index) {
        if (!passes(walk.sieve, index)) continue;
        const auto word = words_[index];
        const auto hour = reported_[index];
        const auto day = hour / hours_a_day;
        const bool ended = column::open.of(word) == 0;
        const bool reported_then = walk.counts(day);
        const bool ended_then = ended && walk.counts(when_[index]);
        if (day == walk.today)
            ++walk.found.hours[hour % hours_a_day];
        else if (day < walk.today && (walk.today - day) % days_a_week == 0 &&
                 walk.today - day <= days_a_week * usual_weeks)
            ++walk.found.usual[hour % hours_a_day];
        if (!reported_then && !ended_then) continue;
        auto& tally = walk.groups[group_of(walk, index)];
        if (reported_then) {
            ++tally.reported;
            ++walk.found.by_day[day - walk.from].reported;
        }
        if (!ended_then) continue;
        const auto said = column::said.of(word);
        const bool timed = column::timed.of(word) != 0;
        ++tally.closed;
        ++walk.found.by_day[when_[index] - walk.from].closed;
        tally.judged += timed ? 1 : 0;
        tally.in_time += timed && column::late.of(word) == 0 ? 1 : 0;
        tally.asked += said != 0 ? 1 : 0;
        tally.solved += said == 1 ? 1 : 0;
    }
}

void Board::walk_open(Walk& walk) const {
    for (const auto& slot : slots_) {
        if (!passes(walk.sieve, slot.index)) continue;
        auto& tally = walk.groups[group_of(walk, slot.index)];
        ++tally.open;
        if (slot.due <= walk.now)
            ++tally.late;
        else if (slot.soon <= walk.now)
            ++tally.soon;
        tally.returned += column::came_back.of(words_[slot.index]) != 0 ? 1 : 0;
    }
}

BoardFound Board::count(const Actor& actor, const BoardQuestion& question, Instant now) const {
    Walk walk;
    walk.by = question.by;
    walk.from = day_number(question.days.from);
    walk.to = day_number(question.days.to);
    walk.now = now;
    walk.today = local_hour(now) / hours_a_day;
    walk.found.by_day.resize(walk.to - walk.from + 1);
    const std::shared_lock lock(mutex_);
    walk.sieve = sieve(actor, question.filter, false);
    Dictionary majors{whole_classes};
    walk.majors.reserve(matters_.codes().size());
    for (const auto& code : matters_.codes())
        walk.majors.push_back(majors.number(Code{code.value.substr(0, major_length)}));
    constexpr std::size_t fixed = std::size_t{1} << column::grid.bits;
    walk.groups.resize(std::max({fixed, whole_classes, places_.size()}));
    walk_cases(walk);
    walk_open(walk);
    gather(walk, majors);
    return std::move(walk.found);
}

// Groups by their code, so that nothing is a ranking; places, which nobody answers for, by how much lies
// there.
void Board::gather(Walk& walk, const Dictionary& majors) const {
    auto& found = walk.found;
    for (std::uint32_t i = 0; i < walk.groups.size(); ++i) {
        const auto& tally = walk.groups[i];
        found.all += tally;
        if (tally.empty() || walk.by == GroupBy::none) continue;
        BoardGroup group{{}, {}, tally};
        if (walk.by == GroupBy::grid) group.code = grids_.codes()[i];
        if (walk.by == GroupBy::unit) group.code = units_.codes()[i];
        if (walk.by == GroupBy::matter) group.code = matters_.codes()[i];
        if (walk.by == GroupBy::major) group.code = majors.codes()[i];
        if (walk.by == GroupBy::channel)
            group.code = Code{std::string(json::enum_name(static_cast<Channel>(i)))};
        if (walk.by == GroupBy::place) group.place = places_[i];
        found.groups.push_back(std::move(group));
    }
    const auto weight = [](const Tally& tally) { return tally.open + tally.reported + tally.closed; };
    const auto heavier = [&](const BoardGroup& a, const BoardGroup& b) {
        return weight(a.tally) != weight(b.tally) ? weight(a.tally) > weight(b.tally) : a.place < b.place;
    };
    auto& groups = found.groups;
    if (groups.size() > groups_max) {
        std::sort(groups.begin(), groups.end(), heavier);
        for (auto i = groups_max; i < groups.size(); ++i) found.rest += groups[i].tally;
        groups.resize(groups_max);
    }
    std::sort(groups.begin(), groups.end(), [&](const BoardGroup& a, const BoardGroup& b) {
        return walk.by == GroupBy::place ? heavier(a, b) : a.code < b.code;
    });
}

} // namespace gezhi::casework
