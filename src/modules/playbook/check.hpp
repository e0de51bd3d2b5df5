#pragma once
// Whether a playbook is whole: every reference exists, every limit parses, nothing is double, every value has
// a known source and certainty, and a national catalogue has its national counts. Reports every fault with a
// pointer (`/limits/limits/3/limit`) and never repairs. A playbook with faults is not adopted.

#include "base/error.hpp"
#include "modules/playbook/model.hpp"

#include <string_view>

namespace gezhi::playbook {

namespace rules {
inline constexpr Rule inconsistent{"playbook/inconsistent", Kind::invalid,
                                   "The files do not fit together; the faults name the places"};
} // namespace rules

// GB/T 47678.5-2026, annexes A and C.
constexpr std::size_t national_components = 153;
constexpr std::size_t national_matters = 250;

// As the calendar reads it: U2 W4 W0.5 D1 C5 N2 ND15 UD2.
bool limit_parses(std::string_view limit);

// known found article proposal inferred uncertain
bool is_certainty(std::string_view word);

std::vector<Fault> check(const Playbook& playbook);

} // namespace gezhi::playbook
