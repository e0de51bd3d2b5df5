#include "geo/survey.hpp"

#include <algorithm>

namespace gezhi::geo {

namespace {

bool selects(const Clause& clause, const std::vector<Divider>& dividers, const std::vector<bool>& left) {
    const auto part = [&](const Clause& inner) { return selects(inner, dividers, left); };
    switch (clause.op) {
    case Op::side: {
        const auto divider = std::ranges::find(dividers, *clause.road, &Divider::name);
        require(divider != dividers.end(), "a rule names a divider");
        const auto wanted = is_left(*divider, *clause.side);
        require(wanted.has_value(), "a rule names a side the road has");
        return left[static_cast<std::size_t>(divider - dividers.begin())] == *wanted;
    }
    case Op::all:
        return std::ranges::all_of(clause.of, part);
    case Op::any:
        return std::ranges::any_of(clause.of, part);
    case Op::rest:
        return false; // decided when all others are known
    }
    return false;
}

} // namespace

Selection select(const Survey& survey, const std::vector<Clause>& clauses) {
    Selection selection;
    const auto rest = std::ranges::find(clauses, Op::rest, &Clause::op);
    for (const auto& face : survey.faces) {
        std::vector<std::size_t> chosen;
        for (std::size_t i = 0; i < clauses.size(); ++i)
            if (selects(clauses[i], survey.dividers, face.left)) chosen.push_back(i);
        if (chosen.empty() && rest != clauses.end())
            chosen.push_back(static_cast<std::size_t>(rest - clauses.begin()));
        selection.push_back(std::move(chosen));
    }
    return selection;
}

bool exact(const Selection& selection) {
    return std::ranges::all_of(selection, [](const auto& chosen) { return chosen.size() == 1; });
}

} // namespace gezhi::geo
