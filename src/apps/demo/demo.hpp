#pragma once
// Makes the demo street: playbook, ground, people, and some weeks of cases, all through the commands a real
// street uses, with a clock that runs from some weeks ago up to now. The same seed and the same moment give
// the same story.

#include "apps/begin.hpp"
#include "apps/demo/street.hpp"

namespace gezhi::apps::demo {

// False when something had happened in that house already: then nothing was done.
Result<bool> tell(HouseSettings settings, const Street& street, const Say& say);

// The accounts and the emergency duty.
Result<void> settle_in(House& house, const Street& street);

} // namespace gezhi::apps::demo
