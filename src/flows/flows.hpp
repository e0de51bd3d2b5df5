#pragma once
// What crosses two rooms: each flow reads events and answers with commands, in a file of its own. Twice is
// once, for the engine makes the ids from the event. A flow looks at a case as it stood at the event, never
// later, so that every replay answers alike. A refused command is parked and the flow goes on.

#include "engine/engine.hpp"
#include "modules/casework/model.hpp"

#include <vector>

namespace gezhi::flows {

// What an erasure leaves to do outside the database's transaction.
struct Gone {
    CaseId id{};
    bool contact_only{false};
    std::vector<std::string> subjects{}; // whose keys go
    std::vector<FileId> files{};         // whose bytes go
    Instant at{};
};

Gone gone_of(const engine::Event& event, const casework::Erased& erased);

// The rooms a flow sends to; they outlive the engine.
struct Rooms {
    Code subdistrict{};
    engine::Room& casework;
    engine::Room& notice;
    engine::Room& files;
    std::function<Result<void>(const Gone&)> erase{}; // keys, bytes, index; twice is once
};

// 我也遇到了: the lead counts who joined, joined cases end with it.
engine::Flow cluster(Rooms rooms);
// 拆分: a part of a case is reported as a case of its own; the parent learns of its end.
engine::Flow split(Rooms rooms);
// 回访·告知: news of a case is owed to whoever chose to be told by a person.
engine::Flow notice(Rooms rooms);
// 值班: an emergency is shown to the person on duty at once.
engine::Flow emergency(Rooms rooms);
// 照片: originals go some time after the end, and nothing stays public when its case does not.
engine::Flow pictures(Rooms rooms);
// A changed calendar: each running clock it may touch is computed anew, old and new moment side by side.
engine::Flow calendar(Rooms rooms);

// 删除: keys, bytes on the disk and index entries of what the log says is erased.
engine::Flow erasure(Rooms rooms);

std::vector<engine::Flow> all(const Rooms& rooms);

} // namespace gezhi::flows
