#pragma once
// Makes the demo street: playbook, ground, people, and a year of cases, all through the commands a real
// street uses, with a clock that runs from a year ago (or some weeks) up to now. The same seed and the same
// moment give the same story.

#include "apps/begin.hpp"
#include "apps/demo/script.hpp"

namespace gezhi::apps::demo {

// False when something had happened in that house already: then nothing was done. `now` is where the story
// ends.
struct Length {
    Instant now{};
    std::int64_t weeks{53};
    std::int64_t one_in{1}; // of what a street reports; for tests
    bool story{true};
    Clock* clock{nullptr}; // the real one, to look whether anything is there already
};

Result<bool> tell(HouseSettings settings, const Street& street, const Length& length, const Say& say);

// The residents' committees as places, before anybody reports.
Result<void> add_committees(House& house, const Script& script);

// The accounts and the emergency duty.
Result<void> settle_in(House& house, const Street& street);

} // namespace gezhi::apps::demo
