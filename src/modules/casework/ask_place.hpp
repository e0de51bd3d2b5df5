#pragma once
// The place of a case as its side row and its commitment; private to the door (ask*.cpp).

#include "modules/casework/ask.hpp"

namespace gezhi::casework {

engine::PlaceOfRow place_row(const Door& door, CaseId id, const Spot& spot);

// Guessable, so not a bare hash: only who holds the master key can check it.
Digest commitment(const Door& door, CaseId id, const Spot& spot);

} // namespace gezhi::casework
