#include "flows/moment.hpp"
#include "modules/casework/query.hpp"

namespace gezhi::flows {

namespace {

using Answers = std::vector<engine::FlowCommand>;

struct Cluster {
    Rooms rooms;

    engine::FlowCommand to(CaseId id, casework::Command command) const {
        return {&rooms.casework, id_as<StreamId>(id), std::any(std::move(command)), {}};
    }

    Result<Answers> ended(const engine::Event& event, sql::Session& session,
                          const casework::FollowLead& follow) const {
        GEZHI_TRY(joined, casework::joined_to(session, rooms.subdistrict, case_of(event)));
        Answers answers;
        for (const auto& id : joined) answers.push_back(to(id, follow));
        return answers;
    }

    Result<Answers> operator()(const engine::Event& event, sql::Session& session) const {
        if (event.name == casework::Joined::name) {
            GEZHI_TRY(joined, body_of<casework::Joined>(event));
            GEZHI_TRY(moment, moment_of(rooms, session, event));
            return Answers{
                to(joined.lead, casework::CountSupporter{case_of(event), moment.after().visibility})};
        }
        if (event.name == casework::Left::name) {
            GEZHI_TRY(left, body_of<casework::Left>(event));
            return Answers{to(left.lead, casework::DropSupporter{case_of(event)})};
        }
        if (event.name == casework::Closed::name) {
            GEZHI_TRY(closed, body_of<casework::Closed>(event));
            return ended(event, session, {closed.ending, closed.condition, {}, {}, closed.text});
        }
        GEZHI_TRY(declined, body_of<casework::Declined>(event));
        return ended(event, session, {std::nullopt, {}, declined.reason, declined.path, declined.text});
    }
};

} // namespace

engine::Flow cluster(Rooms rooms) {
    return {Code{std::string(casework::cluster_flow)},
            {casework::Joined::name, casework::Left::name, casework::Closed::name, casework::Declined::name},
            Cluster{std::move(rooms)}};
}

} // namespace gezhi::flows
