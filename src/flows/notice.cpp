#include "flows/owing.hpp"
#include "modules/casework/query.hpp"

namespace gezhi::flows {

namespace {

using Answers = std::vector<engine::FlowCommand>;
using notice::News;

// A later word of the case to its stream of notices.
Answers tell(const Rooms& rooms, CaseId id, notice::Command command) {
    return {{&rooms.notice, notice::stream_of(id), std::any(std::move(command)), {}}};
}

// Most reporters look for themselves, and nobody is owed anything about their cases.
Result<bool> has_notices(const Rooms& rooms, sql::Session& session, CaseId id) {
    GEZHI_TRY(events, engine::log::of_streams(session, rooms.subdistrict, {notice::stream_of(id)}));
    return !events.empty();
}

bool looks_himself(const Code& way) {
    return way.empty() || way.value == notice::way_link;
}

std::optional<TextRef> ref_of(const std::optional<casework::SealedText>& text) {
    return text ? std::optional<TextRef>{text->ref} : std::nullopt;
}

struct Telling {
    Rooms rooms;

    Answers owed(const casework::State& state, notice::Owe owe) const {
        if (looks_himself(state.notify_by)) return {};
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

    // The state is folded only for those that somebody is told about.
    Result<Answers> operator()(const engine::Event& event, sql::Session& session) const {
        const auto id = case_of(event);
        const bool raises =
            event.name == casework::VisibilitySet::name || event.name == casework::Registered::name ||
            event.name == casework::Joined::name || event.name == casework::SupporterCounted::name;
        if (raises || event.name == casework::Reopened::name) {
            GEZHI_TRY(told, has_notices(rooms, session, id));
            if (!told) return Answers{};
            if (!raises) return tell(rooms, id, notice::Withdraw{});
            GEZHI_TRY(moment, moment_of(rooms, session, event));
            const bool now = is_restricted(moment.after());
            return now == is_restricted(moment.before()) ? Answers{} : tell(rooms, id, notice::Restrict{now});
        }
        GEZHI_TRY(way, casework::notify_by(session, rooms.subdistrict, id));
        if (looks_himself(way)) return Answers{};
        GEZHI_TRY(moment, moment_of(rooms, session, event));
        return news(event, moment.after());
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
