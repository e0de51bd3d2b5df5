#include "engine/vault.hpp"
#include "flows/flows.hpp"
#include "flows/moment.hpp"
#include "modules/casework/query.hpp"

namespace gezhi::flows {

Gone gone_of(const engine::Event& event, const casework::Erased& erased) {
    Gone gone{case_of(event), erased.contact_only, {}, erased.files, erased.at};
    if (erased.reporter) gone.subjects.push_back(engine::subject_of(*erased.reporter));
    if (!erased.contact_only) {
        gone.subjects.push_back(gone.id.text());
        for (const auto file : erased.files) gone.subjects.push_back(engine::subject_of(file));
    }
    return gone;
}

// What the log says is erased goes from keys, disk and index, at least once: a process that ended in between
// finds the event again. Sends no command.
engine::Flow erasure(Rooms rooms) {
    const auto answer = [rooms =
                             std::move(rooms)](const engine::Event& event,
                                               sql::Session&) -> Result<std::vector<engine::FlowCommand>> {
        GEZHI_TRY(erased, body_of<casework::Erased>(event));
        if (rooms.erase) GEZHI_CHECK(rooms.erase(gone_of(event, erased)));
        return std::vector<engine::FlowCommand>{};
    };
    return {Code{"erasure"}, {casework::Erased::name}, answer};
}

} // namespace gezhi::flows
