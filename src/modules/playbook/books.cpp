// The memory view: how a state becomes the Rulebook that every room asks, at start and after each commit.

#include "engine/log.hpp"
#include "modules/playbook/playbook.hpp"

#include <algorithm>

namespace gezhi::playbook {

namespace {

calendar::Calendar calendar_of(const State& state) {
    auto made = calendar::Calendar::make(state.years, state.windows, state.suspended);
    require(made.has_value(), "an adopted calendar is one");
    return std::move(*made);
}

void put_rules(Books& books, const State& state) {
    const auto now = books.current();
    auto next = std::make_shared<Rulebook>();
    next->version = version_of(state);
    next->calendar_version = now->calendar_version;
    next->index = PlaybookIndex(state.playbook);
    next->calendar = now->calendar;
    books.put(std::move(next));
}

void put_calendar(Books& books, const State& state) {
    const auto now = books.current();
    auto next = std::make_shared<Rulebook>();
    next->version = now->version;
    next->calendar_version = version_of(state);
    next->index = PlaybookIndex(now->index.playbook());
    next->calendar = calendar_of(state);
    books.put(std::move(next));
}

// Earlier versions so many back are askable after a restart; cases of older ones keep their moments anyway.
constexpr std::size_t versions_kept = 12;

Result<std::vector<Event>> events_of(sql::Session& session, const Code& subdistrict, StreamId stream) {
    GEZHI_TRY(stored, engine::log::of_streams(session, subdistrict, {stream}));
    std::vector<Event> events;
    for (const auto& one : stored) {
        GEZHI_TRY(event, engine::decode<Event>(one.name, one.body));
        events.push_back(std::move(event));
    }
    return events;
}

} // namespace

std::vector<const sql::Table*> PlaybookRoom::tables() {
    return {&sql::table_of<AdoptionRow>(), &sql::table_of<CalendarYearRow>(),
            &sql::table_of<SuspensionRow>()};
}

Result<void> PlaybookRoom::load(sql::Session& session, const Code& subdistrict) {
    GEZHI_TRY(calendar_events, events_of(session, subdistrict, calendar_stream));
    State calendar;
    for (const auto& event : calendar_events) calendar = evolve(std::move(calendar), event);
    if (calendar.version > 0) put_calendar(*books_, calendar);
    GEZHI_TRY(events, events_of(session, subdistrict, rules_stream));
    const auto closes = [](const Event& event) { return std::holds_alternative<PlaybookAdopted>(event); };
    const auto versions = static_cast<std::size_t>(std::ranges::count_if(events, closes));
    State state;
    for (const auto& event : events) {
        state = evolve(std::move(state), event);
        if (closes(event) && state.adoptions.size() + versions_kept > versions) put_rules(*books_, state);
    }
    return {};
}

void PlaybookRoom::apply(const engine::Change<State>& change) {
    if (change.stream == rules_stream)
        put_rules(*books_, change.after);
    else
        put_calendar(*books_, change.after);
}

} // namespace gezhi::playbook
