#include "flows/owing.hpp"

namespace gezhi::flows {

namespace {

using Answers = std::vector<engine::FlowCommand>;
using notice::News;

// A later word of the case to a stream of notices that may not be there.
Result<Answers> if_there(const Rooms& rooms, sql::Session& session, CaseId id, notice::Command command) {
    const auto stream = notice::stream_of(id);
    GEZHI_TRY(events, engine::log::of_streams(session, rooms.subdistrict, {stream}));
    if (events.empty()) return Answers{};
    return Answers{{&rooms.notice, stream, std::any(std::move(command)), {}}};
}

std::optional<TextRef> ref_of(const std::optional<casework::SealedText>& text) {
    return text ? std::optional<TextRef>{text->ref} : std::nullopt;
}

struct Telling {
    Rooms rooms;

    Answers owed(const casework::State& state, notice::Owe owe) const {
        const auto& way = state.notify_by.value;
        if (way.empty() || way == notice::way_link) return {}; // they look for themselves
        owe.way = state.notify_by;
        return {owing(rooms, state, std::move(owe))};
    }

    Result<Answers> news(const engine::Event& event, const casework::State& state) const {
        notice::Owe owe;
        if (event.name == casework::Dispatched::name) owe.kind = News::dispatched;
        if (event.name == casework::Declined::name) {
            GEZHI_TRY(declined, body_of<casework::Declined>(event));
            owe.kind = News::declined;
            owe.about = declined.reason;
            owe.text = ref_of(declined.text);
        }
        if (event.name == casework::Closed::name) {
            GEZHI_TRY(closed, body_of<casework::Closed>(event));
            owe.kind = News::closed;
            owe.about = Code{std::string(json::enum_name(closed.ending))};
            owe.text = ref_of(closed.text ? closed.text : state.result_text);
        }
        if (event.name == casework::Said::name) {
            GEZHI_TRY(said, body_of<casework::Said>(event));
            if (said.from_reporter) return Answers{};
            owe.kind = News::said;
            owe.text = said.text.ref;
        }
        return owed(state, std::move(owe));
    }

    Result<Answers> operator()(const engine::Event& event, sql::Session& session) const {
        if (event.name == casework::Reopened::name)
            return if_there(rooms, session, case_of(event), notice::Withdraw{});
        GEZHI_TRY(moment, moment_of(rooms, session, event));
        const auto& state = moment.after();
        const bool raises =
            event.name == casework::VisibilitySet::name || event.name == casework::Registered::name ||
            event.name == casework::Joined::name || event.name == casework::SupporterCounted::name;
        if (!raises) return news(event, state);
        if (is_restricted(state) == is_restricted(moment.before())) return Answers{};
        return if_there(rooms, session, case_of(event), notice::Restrict{is_restricted(state)});
    }
};

} // namespace

engine::Flow notice(Rooms rooms) {
    return {Code{std::string(notice::notice_flow)},
            {casework::Dispatched::name, casework::Declined::name, casework::Closed::name,
             casework::Said::name, casework::Reopened::name, casework::VisibilitySet::name,
             casework::Registered::name, casework::Joined::name, casework::SupporterCounted::name},
            Telling{std::move(rooms)}};
}

} // namespace gezhi::flows
