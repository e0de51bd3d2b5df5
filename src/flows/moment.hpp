#pragma once
// A case before and after one event of it, folded from the log up to that event and no further. For flows
// only; never reads a read table.

#include "flows/flows.hpp"
#include "modules/casework/model.hpp"

namespace gezhi::flows {

struct Moment {
    std::shared_ptr<const void> before_held; // keep what the two refer to
    std::shared_ptr<const void> after_held;

    const casework::State& before() const { return *static_cast<const casework::State*>(before_held.get()); }

    const casework::State& after() const { return *static_cast<const casework::State*>(after_held.get()); }
};

Result<Moment> moment_of(const Rooms& rooms, sql::Session& session, const engine::Event& event);

// The event as its struct; a name that `One` has not is a bug of the caller's `listens`.
template <class One>
Result<One> body_of(const engine::Event& event) {
    require(event.name == One::name, "a flow reads what it listens to");
    return json::read<One>(event.body, json::Style::stored);
}

inline CaseId case_of(const engine::Event& event) {
    return id_as<CaseId>(event.stream);
}

} // namespace gezhi::flows
