#include "flows/moment.hpp"
#include "modules/casework/query.hpp"
#include "modules/playbook/commands.hpp"

#include <algorithm>

namespace gezhi::flows {

namespace {

using std::chrono::January;

// The stretch of time that the change may judge otherwise: clocks wholly before or after it stay.
struct Stretch {
    Code version{};
    std::optional<Instant> from{};
    std::optional<Instant> to{};
};

Result<Stretch> stretch_of(const engine::Event& event) {
    if (event.name == playbook::CalendarYearImported::name) {
        GEZHI_TRY(year, body_of<playbook::CalendarYearImported>(event));
        const std::chrono::year number{year.year.year};
        return Stretch{year.version, midnight(number / January / 1),
                       midnight((number + std::chrono::years(1)) / January / 1)};
    }
    if (event.name == playbook::IntervalSuspended::name) {
        GEZHI_TRY(suspended, body_of<playbook::IntervalSuspended>(event));
        return Stretch{suspended.version, suspended.interval.from, suspended.interval.to};
    }
    GEZHI_TRY(windows, body_of<playbook::WindowsSet>(event));
    return Stretch{windows.version, {}, {}};
}

struct Recomputing {
    Rooms rooms;

    Result<std::vector<engine::FlowCommand>> operator()(const engine::Event& event,
                                                        sql::Session& session) const {
        GEZHI_TRY(stretch, stretch_of(event));
        // Whatever began after the change was judged by it; what began in the same moment is asked.
        const auto since = event.at + std::chrono::microseconds(1);
        stretch.to = stretch.to ? std::min(*stretch.to, since) : since;
        GEZHI_TRY(cases, casework::with_running_clock(session, rooms.subdistrict, stretch.from, stretch.to));
        std::vector<engine::FlowCommand> answers;
        for (const auto& id : cases)
            answers.push_back({&rooms.casework,
                               id_as<StreamId>(id),
                               std::any(casework::Command(casework::Recompute{stretch.version})),
                               {}});
        return answers;
    }
};

} // namespace

engine::Flow calendar(Rooms rooms) {
    return {
        Code{std::string(casework::calendar_flow)},
        {playbook::CalendarYearImported::name, playbook::IntervalSuspended::name, playbook::WindowsSet::name},
        Recomputing{std::move(rooms)}};
}

} // namespace gezhi::flows
