#include "apps/sim/honest.hpp"

#include "engine/room.hpp"
#include "modules/casework/casework.hpp"

#include <algorithm>

namespace gezhi::apps::sim {

namespace {

using casework::Stage;
using casework::State;

bool ended(const State& state) {
    return state.stage == Stage::closed || state.stage == Stage::declined;
}

bool runs(const State& state) {
    return state.clock && !state.clock->stopped;
}

// Why an open case may have no running clock: it follows another one, or waits on a legal path.
bool may_rest(const State& state) {
    return state.joined_to.has_value() || state.hold.has_value();
}

bool barred(const State& state, const Code& unit, const std::string& actor) {
    return std::ranges::any_of(state.bars, [&](const auto& bar) {
        return bar.unit == unit && "person:" + bar.person.text() == actor;
    });
}

template <class T>
const T* as(const casework::Event& event) {
    return std::get_if<T>(&event);
}

// Started once; only what the reporter's "not yet" or the desk's reopening begins is another clock, and a
// class put right another limit from the same start.
bool clock_was_reset(const Step& step) {
    const auto start = [](const State& state) -> const casework::ClockStart* {
        if (state.clock && state.clock->start.kind == casework::ClockKind::handling)
            return &state.clock->start;
        return state.handling ? &state.handling->start : nullptr;
    };
    const auto* before = start(step.before);
    const auto* after = start(step.after);
    if (before == nullptr || after == nullptr || step.before.reopened != step.after.reopened) return false;
    return after->started > before->started;
}

} // namespace

Broken broken_at(const State& state) {
    Broken broken;
    const auto hold = [&](bool kept, const char* promise) {
        if (!kept) broken.emplace_back(promise);
    };
    if (state.version == 0) return broken;
    hold(!casework::open(state) || runs(state) || may_rest(state),
         "an open case has a running clock or an approved rest");
    hold(!casework::with_unit(state) || !state.unit.empty(), "a case with a unit names it");
    hold(!ended(state) || !runs(state), "an ended case has no running clock");
    hold((state.stage == Stage::closed) == state.ending.has_value() || state.joined_to.has_value(),
         "a closed case has an ending, and only a closed one");
    hold(state.visibility >= state.class_visibility || state.version > 1,
         "a case begins no more visible than its class allows");
    hold(!runs(state) || (state.clock->start.half <= state.clock->start.soon &&
                          state.clock->start.soon <= state.clock->start.due),
         "half before four fifths before due");
    hold(state.supporters >= 0, "supporters are counted, never below none");
    return broken;
}

Broken broken_by(const Step& step) {
    Broken broken;
    const auto hold = [&](bool kept, const char* promise) {
        if (!kept) broken.emplace_back(promise);
    };
    const bool reopens = as<casework::Reopened>(step.event) != nullptr;
    hold(!ended(step.before) || ended(step.after) || reopens, "closed stays closed but by reopening");
    // A joined case rests: its lead's unit is the party, and the flow closes it after the lead.
    hold(as<casework::Closed>(step.event) == nullptr || !casework::with_unit(step.before) ||
             step.before.joined_to.has_value(),
         "no case closes around an unfinished party");
    hold(as<casework::Joined>(step.event) == nullptr || step.before.supporters == 0,
         "who is followed follows nobody");
    if (const auto* sent = as<casework::Dispatched>(step.event))
        hold(!barred(step.before, sent->unit, step.stored.actor),
             "who got a case back does not send it there again");
    hold(!clock_was_reset(step), "no edit resets a clock");
    hold(step.after.version == step.before.version + 1, "a state counts its events");
    return broken;
}

Broken broken_in(const std::vector<engine::Event>& history) {
    Broken broken;
    State state;
    for (const auto& stored : history) {
        const auto event = engine::decode<casework::Event>(stored.name, stored.body);
        if (!event) {
            broken.push_back("event " + std::to_string(stored.seq) + " does not read");
            return broken;
        }
        const auto after = casework::Casework::evolve(state, *event);
        for (auto& one : broken_by({state, *event, after, stored}))
            broken.push_back("event " + std::to_string(stored.seq) + ": " + one);
        state = after;
        for (auto& one : broken_at(state))
            broken.push_back("after event " + std::to_string(stored.seq) + ": " + one);
    }
    return broken;
}

} // namespace gezhi::apps::sim
