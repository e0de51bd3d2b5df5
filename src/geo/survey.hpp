#pragma once
// Between partition and settle: the faces with their sides and what the rules make of them. Inside of geo.

#include "geo/faces.hpp"
#include "geo/road.hpp"

namespace gezhi::geo {

struct Surveyed {
    CutFace face{};
    std::vector<bool> left{}; // of each divider
};

struct Survey {
    std::vector<RoadName> names{};   // of every drawn road
    std::vector<Divider> dividers{}; // of the roads the rules name, in order of first mention
    std::vector<Surveyed> faces{};   // in the order of their numbers
    Borders borders{};               // by index of faces
};

using Selection = std::vector<std::vector<std::size_t>>; // for each face the rules that select it

// Of clauses that name only dividers of the survey, by sides those have; at most one is the rest.
Selection select(const Survey& survey, const std::vector<Clause>& clauses);
bool exact(const Selection& selection);

std::vector<Settlement> settlements_for(const Survey& survey, const std::vector<ReadRule>& rules,
                                        const Selection& selection);

// The fewest and shortest conditions under which exactly the wanted of all signatures fall; of each signature
// the sides of every divider. Wanted is neither empty nor everything.
Clause clause_for(const std::vector<Divider>& dividers, const std::vector<std::vector<bool>>& wanted,
                  const std::vector<std::vector<bool>>& others);

} // namespace gezhi::geo
