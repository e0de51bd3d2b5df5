#include "modules/casework/casework.hpp"

namespace gezhi::casework {

Result<void> Casework::load(sql::Session& session, const Code& subdistrict) {
    for (const auto& watcher : watchers_)
        if (watcher.load) GEZHI_CHECK(watcher.load(session, subdistrict));
    return {};
}

void Casework::apply(const engine::Change<State>& change) {
    for (const auto& watcher : watchers_)
        if (watcher.apply) watcher.apply(change);
}

} // namespace gezhi::casework
