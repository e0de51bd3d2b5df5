#pragma once
// The histories that were asked for last, already read and folded. A history at one version never changes,
// so that nothing here grows old; an erased case is not kept. Bounded; for any thread.

#include "engine/event.hpp"
#include "modules/casework/model.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace gezhi::casework {

struct Moment {
    engine::Event stored{};
    Event event{};
};

// The case as its events tell it, and the events. An unknown case has none.
struct Told {
    State state{};
    std::vector<Moment> moments{};
};

class Histories {
public:
    std::shared_ptr<const Told> find(CaseId id, std::int64_t version) const; // null: not kept
    void keep(CaseId id, std::shared_ptr<const Told> told);

private:
    static constexpr std::size_t kept_max = 500; // some five MB

    mutable std::mutex mutex_;
    std::map<CaseId, std::shared_ptr<const Told>> kept_;
};

} // namespace gezhi::casework
