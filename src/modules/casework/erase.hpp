#pragma once
// The door of erasing: finds every side row of a case that goes with it and hands them to the writer together
// with the command. Promises that no row named in between is forgotten: the command carries the version it
// looked at, and looks again when another came first. Keys and the bytes of files go after the commit
// (flows/erasure.cpp), at least once.

#include "modules/casework/ask.hpp"

namespace gezhi::casework {

struct ErasureGiven {
    EraseReason reason{EraseReason::purpose_done};
    bool contact_only{false};
};

// The task, ready but for id and fingerprint; asked again when the writer answers engine/stale.
Result<engine::Task> erasure(const Door& door, const Actor& actor, CaseId id, const ErasureGiven& given);
// Asks until no other command came first; at most a few times.
Result<engine::Receipt> erase(const Door& door, const Actor& actor, CaseId id, const ErasureGiven& given);

} // namespace gezhi::casework
