#pragma once
// Who may send which command, in which scope: one table of duty × command, open to questions too (what is
// offered on a page). Looks at a case's grid and unit, never at its stage. A case that is not there passes,
// so that decide can say that it is missing.

#include "modules/casework/model.hpp"

#include <array>
#include <span>
#include <string_view>

namespace gezhi::casework {

// How far a duty reaches: not at all, cases of its grid, of its unit, every case. `own` is the reporter's one
// case, proven by the follow key before the actor is made.
enum class Reach : std::uint8_t { no, grid, unit, any, own };
BOOST_DESCRIBE_ENUM(Reach, no, grid, unit, any, own)

constexpr std::size_t duties = 11;

struct Permission {
    std::string_view command;
    std::array<Reach, duties> by_duty; // in the order of Duty
    Reach reporter{Reach::no};
    Reach anonymous{Reach::no};
    bool clock{false};
    std::string_view flow{}; // the one that may
};

std::span<const Permission> permissions();
const Permission& permission(std::string_view command);

Result<void> permit(const Actor& actor, const State& state, std::string_view command);

} // namespace gezhi::casework
