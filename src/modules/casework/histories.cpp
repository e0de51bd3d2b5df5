#include "modules/casework/histories.hpp"

namespace gezhi::casework {

std::shared_ptr<const Told> Histories::find(CaseId id, std::int64_t version) const {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(id);
    if (found == kept_.end() || found->second->moments.back().stored.version != version) return nullptr;
    return found->second;
}

void Histories::keep(CaseId id, std::shared_ptr<const Told> told) {
    if (told->moments.empty()) return;
    const std::lock_guard lock(mutex_);
    kept_.erase(id);
    if (told->state.erased_at) return;
    if (kept_.size() >= kept_max) kept_.clear();
    kept_.emplace(id, std::move(told));
}

} // namespace gezhi::casework
