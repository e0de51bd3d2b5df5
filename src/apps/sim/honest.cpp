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

// Why an open case may have no running clock: it follows another one, waits on a legal path, or is suspended.
bool may_rest(const State& state) {
    return state.joined_to.has_value() || state.hold.has_value() || state.suspension.has_value();
}

// What a grant needs: asked by somebody else, and nobody approves twice.
bool granted_by_others(const casework::State& before, PersonId by) {
    return before.request && before.request->by != by &&
           std::ranges::find(before.request->approvals, by) == before.request->approvals.end();
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
    hold(!casework::has_open_child(state) || (casework::open(state) && !state.joined_to),
         "no case ends or joins around an open part");
    hold(!state.request || (casework::with_unit(state) && runs(state)) || may_rest(state),
         "only a unit with a clock waits for an approval");
    hold(!state.suspension || casework::with_unit(state), "only a case with a unit is suspended");
    hold(state.supporters >= 0, "supporters are counted, never below none");
    return broken;
}

Broken broken_by(const Step& step) {
    Broken broken;
    const auto hold = [&](bool kept, const char* promise) {
        if (!kept) broken.emplace_back(promise);
    };
    const auto* left = as<casework::Left>(step.event);
    const bool reopens = as<casework::Reopened>(step.event) != nullptr || (left != nullptr && left->reopens);
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
    if (const auto* extended = as<casework::Extended>(step.event))
        hold(granted_by_others(step.before, extended->by) && step.stored.at < step.before.clock->start.due,
             "more time is granted by others and before the due moment");
    if (const auto* suspended = as<casework::Suspended>(step.event))
        hold(granted_by_others(step.before, suspended->by), "a suspension is granted by others");
    if (as<casework::AppealReviewed>(step.event) != nullptr)
        hold(step.after.ever_late == step.before.ever_late && step.after.handled_late,
             "a granted appeal leaves the fact");
    const bool counted = as<casework::SupporterCounted>(step.event) != nullptr ||
                         as<casework::SupporterDropped>(step.event) != nullptr;
    hold(counted || step.before.supporters == step.after.supporters, "support never moves with an edit");
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
