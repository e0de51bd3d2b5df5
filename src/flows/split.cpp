// A case that was split: the child is reported, its end and its reopening are carried between the two.

#include "flows/moment.hpp"

namespace gezhi::flows {

namespace {

using Answers = std::vector<engine::FlowCommand>;

struct Splitting {
    Rooms rooms;

    engine::FlowCommand to(CaseId id, casework::Command command) const {
        return {&rooms.casework, id_as<StreamId>(id), std::any(std::move(command)), {}};
    }

    // The child has the place, the grid of its day and at least the visibility of its parent; no reporter.
    Result<Answers> born(const engine::Event& event, sql::Session& session) const {
        GEZHI_TRY(split, body_of<casework::SplitOff>(event));
        GEZHI_TRY(moment, moment_of(rooms, session, event));
        const auto& parent = moment.after();
        casework::Report report;
        report.channel = parent.channel;
        report.text = split.text;
        report.grid = parent.grid;
        report.partition = parent.partition;
        report.position_commitment = split.position_commitment;
        report.class_code = split.class_code;
        report.visibility = parent.visibility;
        report.seen_at = parent.seen_at;
        report.parent = parent.id;
        return Answers{to(split.child, std::move(report))};
    }

    // Only a part has somebody to tell, and its event says whom.
    Answers ended(const engine::Event& event, const std::optional<CaseId>& parent) const {
        if (!parent) return {};
        return {to(*parent, casework::CountChildEnd{case_of(event)})};
    }

    // What is said stricter of the whole holds for its parts.
    Result<Answers> raised(const engine::Event& event, sql::Session& session,
                           casework::Visibility least) const {
        if (least == casework::Visibility::public_) return Answers{};
        GEZHI_TRY(moment, moment_of(rooms, session, event));
        const auto& parent = moment.after();
        Answers answers;
        if (parent.visibility <= moment.before().visibility) return answers;
        for (const auto& child : parent.children)
            answers.push_back(to(child.id, casework::InheritVisibility{parent.visibility}));
        return answers;
    }

    Result<Answers> operator()(const engine::Event& event, sql::Session& session) const {
        if (event.name == casework::SplitOff::name) return born(event, session);
        if (event.name == casework::ChildReopened::name) {
            GEZHI_TRY(reopened, body_of<casework::ChildReopened>(event));
            return Answers{to(reopened.child, casework::Reopen{reopened.reason, reopened.text})};
        }
        if (event.name == casework::Closed::name) {
            GEZHI_TRY(closed, body_of<casework::Closed>(event));
            return ended(event, closed.parent);
        }
        if (event.name == casework::Declined::name) {
            GEZHI_TRY(declined, body_of<casework::Declined>(event));
            return ended(event, declined.parent);
        }
        if (event.name == casework::VisibilitySet::name) {
            GEZHI_TRY(set, body_of<casework::VisibilitySet>(event));
            return raised(event, session, set.visibility);
        }
        if (event.name == casework::SupporterCounted::name) {
            GEZHI_TRY(counted, body_of<casework::SupporterCounted>(event));
            return raised(event, session, counted.visibility);
        }
        GEZHI_TRY(registered, body_of<casework::Registered>(event));
        return raised(event, session, registered.class_visibility);
    }
};

} // namespace

engine::Flow split(Rooms rooms) {
    return {Code{std::string(casework::split_flow)},
            {casework::SplitOff::name, casework::ChildReopened::name, casework::Closed::name,
             casework::Declined::name, casework::VisibilitySet::name, casework::Registered::name,
             casework::SupporterCounted::name},
            Splitting{std::move(rooms)}};
}

} // namespace gezhi::flows
