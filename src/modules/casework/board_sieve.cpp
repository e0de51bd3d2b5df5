// Who sees which case, and what is asked for, as masks over the columns: the same clauses and filters that
// stand in the WHERE of a list (scope.cpp, query_text.cpp).

#include "modules/casework/board.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

constexpr auto no_number = std::numeric_limits<std::uint32_t>::max();

void outcome(Sieve& sieve, Outcome wanted) {
    using namespace column;
    if (wanted == Outcome::any) return;
    sieve.ended = true;
    switch (wanted) {
    case Outcome::any:
        return;
    case Outcome::judged:
        return sieve.all.ask(timed, 1);
    case Outcome::in_time:
    case Outcome::late:
        sieve.all.ask(timed, 1);
        return sieve.all.ask(column::late, wanted == Outcome::late ? 1 : 0);
    case Outcome::asked:
        sieve.answered = true;
        return;
    case Outcome::solved:
        return sieve.all.ask(said, 1);
    case Outcome::unsolved:
        return sieve.all.ask(said, 2);
    }
}

} // namespace

Sieve Board::sieve(const Actor& actor, const CaseFilter& filter, bool words) const {
    using namespace column;
    using Reach = Scope::Reach;
    Sieve made;
    const auto scope = Scope::of(actor);
    for (const auto& clause : scope.clauses()) {
        if (words && !clause.words) continue;
        Sieve::Mask one;
        if (clause.reach == Reach::public_only) one.ask(everybodys, 1);
        if (clause.reach == Reach::not_restricted) one.ask(restricted, 0);
        if (clause.reach == Reach::restricted_only) one.ask(restricted, 1);
        const auto of_grid = clause.grid.empty() ? std::optional(no_number) : grids_.find(clause.grid);
        const auto of_unit = clause.unit.empty() ? std::optional(no_number) : units_.find(clause.unit);
        if (!of_grid || !of_unit) continue; // no case is there
        if (*of_grid != no_number) one.ask(grid, *of_grid);
        if (*of_unit != no_number) one.ask(unit, *of_unit);
        if (clause.emergency) one.ask(emergency, 1);
        if (clause.referred) one.ask(referred, 1);
        made.scope.push_back(one);
    }
    narrow(made, filter);
    return made;
}

void Board::narrow(Sieve& sieve, const CaseFilter& filter) const {
    const auto code = [&](column::Field field, const Dictionary& numbers, const Code& wanted, bool none) {
        if (wanted.empty() && !none) return;
        const auto number = none && !wanted.empty() ? std::nullopt : numbers.find(wanted);
        if (!number) sieve.nothing = true;
        sieve.all.ask(field, number.value_or(0));
    };
    code(column::grid, grids_, filter.grid, filter.no_grid);
    code(column::unit, units_, filter.unit, filter.no_unit);
    code(column::matter, matters_, filter.class_code, filter.no_class);
    if (!filter.major.empty()) {
        const auto& codes = matters_.codes();
        sieve.matters.emplace(std::size_t{1} << column::matter.bits, false);
        for (std::size_t i = 0; i < codes.size(); ++i)
            (*sieve.matters)[i] = codes[i].value.substr(0, major_length) == filter.major.value;
    }
    if (filter.open_only) sieve.all.ask(column::open, 1);
    if (filter.channel) sieve.all.ask(column::channel, static_cast<std::uint64_t>(*filter.channel));
    if (filter.stage) sieve.all.ask(column::stage, static_cast<std::uint64_t>(*filter.stage));
    if (filter.place) {
        const auto known = place_numbers_.find(*filter.place);
        sieve.place = known == place_numbers_.end() ? no_number : known->second;
    }
    if (filter.reported_from) sieve.reported_from = day_number(*filter.reported_from) * 24;
    if (filter.reported_to) sieve.reported_to = day_number(*filter.reported_to) * 24 + 23;
    sieve.ended = filter.closed_from || filter.closed_to;
    if (filter.closed_from) sieve.closed_from = day_number(*filter.closed_from);
    if (filter.closed_to) sieve.closed_to = day_number(*filter.closed_to);
    outcome(sieve, filter.outcome);
    if (sieve.ended && filter.open_only) sieve.nothing = true;
    if (sieve.ended && !filter.open_only) sieve.all.ask(column::open, 0);
}

bool Board::passes(const Sieve& sieve, std::uint32_t index) const {
    const auto word = words_[index];
    if (sieve.nothing || !sieve.passes(word)) return false;
    if (sieve.place && place_[index] != *sieve.place) return false;
    if (reported_[index] < sieve.reported_from || reported_[index] > sieve.reported_to) return false;
    if (sieve.answered && column::said.of(word) == 0) return false;
    return !sieve.ended || (when_[index] >= sieve.closed_from && when_[index] <= sieve.closed_to);
}

std::vector<CaseId> Board::ids(const Actor& actor, const CaseFilter& filter, CaseId before,
                               std::size_t most) const {
    std::vector<CaseId> list;
    const std::shared_lock lock(mutex_);
    const auto through = sieve(actor, filter, false);
    auto at = before.empty() ? sorted_.end()
                             : std::lower_bound(sorted_.begin(), sorted_.end(), before,
                                                [&](std::uint32_t i, CaseId id) { return ids_[i] < id; });
    while (at != sorted_.begin() && list.size() < most) {
        --at;
        if (passes(through, *at)) list.push_back(ids_[*at]);
    }
    return list;
}

} // namespace gezhi::casework
