#include "flows/moment.hpp"

namespace gezhi::flows {

Result<Moment> moment_of(const Rooms& rooms, sql::Session& session, const engine::Event& event) {
    GEZHI_TRY(events, engine::log::of_streams(session, rooms.subdistrict, {event.stream}));
    Moment moment{rooms.casework.empty(), rooms.casework.empty()};
    for (const auto& one : events) {
        if (one.version > event.version) break;
        moment.before_held = moment.after_held;
        GEZHI_TRY(folded, rooms.casework.fold(moment.after_held, one.name, one.body));
        moment.after_held = std::move(folded);
    }
    return moment;
}

} // namespace gezhi::flows
