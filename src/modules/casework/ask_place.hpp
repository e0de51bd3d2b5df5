#pragma once
// The place of a case as its side rows and its commitment; private to the door (ask*.cpp).

#include "modules/casework/ask.hpp"

namespace gezhi::casework {

void put_place(const Door& door, CaseId id, const Spot& spot, engine::Sides& sides);

// Guessable, so not a bare hash: only who holds the case's key can check it.
Digest commitment(const Door& door, CaseId id, const Spot& spot);

} // namespace gezhi::casework
