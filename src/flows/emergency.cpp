#include "flows/owing.hpp"

namespace gezhi::flows {

namespace {

struct Alarm {
    Rooms rooms;

    Result<std::vector<engine::FlowCommand>> operator()(const engine::Event& event,
                                                        sql::Session& session) const {
        GEZHI_TRY(reported, body_of<casework::Reported>(event));
        if (reported.report.emergency.empty()) return std::vector<engine::FlowCommand>{};
        GEZHI_TRY(moment, moment_of(rooms, session, event));
        notice::Owe owe;
        owe.kind = notice::News::duty;
        owe.way = Code{std::string(notice::way_duty)};
        owe.about = reported.report.emergency;
        owe.text = reported.report.text.ref; // what was reported
        return std::vector{owing(rooms, moment.after(), std::move(owe))};
    }
};

} // namespace

engine::Flow emergency(Rooms rooms) {
    return {Code{std::string(notice::emergency_flow)}, {casework::Reported::name}, Alarm{std::move(rooms)}};
}

} // namespace gezhi::flows
