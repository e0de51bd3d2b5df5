#include "modules/casework/evolve.hpp"

#include "modules/casework/rules.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

void begin(State& state, const ClockStart& start) {
    state.clock = RunningClock{start, {}, Level::none, 0, {}};
}

void rest(RunningClock& clock, Instant at, RestKind kind) {
    clock.rests.push_back({at, {}, kind});
    clock.stopped = at;
}

// Another clock begins; the handling clock keeps what it has.
void put_aside(State& state, Instant at, RestKind kind) {
    rest(*state.clock, at, kind);
    state.handling = std::move(state.clock);
    state.clock.reset();
}

void run_on(RunningClock& clock, const ClockStart& start, Instant at) {
    clock.rests = rests_until(clock, at);
    clock.start = start;
    clock.stopped.reset();
    // What was told before is not told again; a level the new moments have not reached will be.
    clock.warned = std::min(clock.warned, level_at(start, at));
}

// The handling clock that was put aside goes on, or, the first time, begins.
void run_handling(State& state, const ClockStart& start, Instant at) {
    if (!state.handling) return begin(state, start);
    run_on(*state.handling, start, at);
    state.clock = std::move(state.handling);
    state.handling.reset();
}

void raise(State& state, Visibility least) {
    state.visibility = strictest(state.visibility, least);
}

void end(State& state, Stage stage, Instant at) {
    state.stage = stage;
    state.closed_at = at;
    state.hold.reset();
    if (state.clock && !state.clock->stopped) state.clock->stopped = at;
}

struct EvolveIntake {
    State& state;

    void operator()(const Reported& one) const {
        const auto& report = one.report;
        state.id = one.id;
        state.number = one.number;
        state.serial = one.serial;
        state.stage = Stage::reported;
        state.channel = report.channel;
        state.visibility = strictest(report.visibility, one.class_visibility);
        state.class_visibility = one.class_visibility;
        state.reporter = report.reporter;
        state.text = report.text;
        state.grid = report.grid;
        state.partition = report.partition;
        state.position_commitment = report.position_commitment;
        state.emergency = report.emergency;
        state.class_code = report.class_code;
        state.reported_at = one.at;
        state.seen_at = report.seen_at;
        state.evidence_before = report.photos;
        state.may_be_called = report.may_be_called;
        state.notify_by = report.notify_by;
        begin(state, one.clock);
    }

    void operator()(const Verified&) const { state.stage = Stage::verified; }

    void operator()(const Accepted&) const { state.stage = Stage::accepted; }

    void operator()(const Declined& one) const {
        state.decline_reason = one.reason;
        state.legal_path = one.path;
        state.result_text = one.text;
        state.object_until = one.object_until;
        end(state, Stage::declined, one.at);
    }

    void operator()(const Registered& one) const {
        const bool other = state.class_code != one.class_code || state.condition != one.condition;
        state.reclassified = state.reclassified || (state.handling && other);
        state.class_code = one.class_code;
        state.condition = one.condition;
        state.class_visibility = one.class_visibility;
        raise(state, one.class_visibility);
        state.stage = Stage::registered;
    }

    void operator()(const Dispatched& one) const {
        state.unit = one.unit;
        state.route = one.reason;
        state.dispatched_by = one.by;
        state.return_until = one.return_until;
        state.reclassified = false;
        state.stage = Stage::dispatched;
        run_handling(state, one.clock, one.at);
    }
};

struct EvolveHandling {
    State& state;

    void operator()(const Acknowledged&) const { state.stage = Stage::handling; }

    void operator()(const Returned& one) const {
        state.returns.push_back({one.from_unit, one.reason, one.proposed_unit, one.text, one.at});
        state.bars.push_back({one.from_unit, state.dispatched_by});
        state.unit = {};
        state.route = {};
        state.return_until.reset();
        state.stage = Stage::registered;
        put_aside(state, one.at, RestKind::returned);
        begin(state, one.clock);
    }

    void operator()(const HandedIn& one) const {
        state.handled_text = one.text;
        state.evidence_after.insert(state.evidence_after.end(), one.photos.begin(), one.photos.end());
        if (!handed_in_by(state, one.by)) state.hands.push_back(one.by);
        state.handled_late = one.late;
        state.ever_late = state.ever_late || one.late;
        state.stage = one.check_required ? Stage::checking : Stage::answering;
        put_aside(state, one.at, RestKind::handed_in);
        begin(state, one.clock);
    }

    void operator()(const Checked& one) const {
        if (!one.passed) {
            state.stage = Stage::handling;
            state.rework = true;
            return run_handling(state, one.clock, one.at);
        }
        if (state.stage == Stage::checking) begin(state, one.clock);
        state.stage = Stage::answering;
        state.rework = false;
    }

    void operator()(const Held& one) const {
        state.hold = Hold{one.path, one.until};
        state.legal_path = one.path;
        rest(*state.clock, one.at, RestKind::legal);
    }

    void operator()(const Resumed& one) const {
        state.hold.reset();
        run_on(*state.clock, one.clock, one.at);
    }
};

struct EvolveEnding {
    State& state;

    void operator()(const Closed& one) const {
        state.ending = one.ending;
        state.closing_condition = one.condition;
        state.result_text = one.text;
        state.object_until = one.object_until;
        state.answered.reset();
        state.rework = false;
        if (state.clock && !state.clock->stopped && one.at > state.clock->start.due) state.ever_late = true;
        end(state, Stage::closed, one.at);
    }

    void operator()(const Answered& one) const { state.answered = one.solved; }

    void operator()(const Objected&) const { ++state.objections; }

    void operator()(const Reopened& one) const {
        ++state.reopened;
        state.stage = state.unit.empty() ? Stage::reported : Stage::dispatched;
        state.ending.reset();
        state.closing_condition = {};
        state.decline_reason = {};
        state.closed_at.reset();
        state.object_until.reset();
        state.handling.reset();
        begin(state, one.clock);
    }

    void operator()(const Joined& one) const {
        state.joined_to = one.lead;
        raise(state, one.visibility);
        rest(*state.clock, one.at, RestKind::joined);
    }

    void operator()(const Left& one) const {
        state.joined_to.reset();
        run_on(*state.clock, one.clock, one.at);
    }

    void operator()(const SupporterCounted& one) const {
        ++state.supporters;
        raise(state, one.visibility);
    }

    void operator()(const SupporterDropped&) const {
        if (state.supporters > 0) --state.supporters;
    }

    void operator()(const Referred& one) const { state.legal_path = one.path; }
};

struct EvolveTalk {
    State& state;

    void operator()(const Said& one) const { state.talk.push_back({one.from_reporter, one.text, one.at}); }

    void operator()(const Noted& one) const { state.notes.push_back({one.text, one.by, one.at}); }

    void operator()(const VisibilitySet& one) const { state.visibility = one.visibility; }

    void operator()(const Warned& one) const {
        auto& clock = *state.clock;
        clock.warned = one.level;
        clock.reminders = one.reminder;
        if (one.level != Level::late || one.reminder > 0) return;
        state.ever_late = true;
        ++state.escalated;
    }

    void operator()(const Recomputed& one) const {
        auto& clock = *state.clock;
        clock.start = one.clock;
        clock.warned = std::min(clock.warned, level_at(one.clock, one.at));
    }
};

struct EvolveErasure {
    State& state;

    void operator()(const Erased& one) const {
        state.reporter.reset();
        state.may_be_called = false;
        state.contact_erased_at = state.contact_erased_at.value_or(one.at);
        if (one.contact_only) return;
        state.erased_at = one.at;
        if (open(state)) end(state, Stage::closed, one.at); // only what was put back is erased while open
        state.text = {};
        state.position_commitment = {};
        for (auto& order : state.returns) order.text.reset();
        state.talk.clear();
        state.notes.clear();
        state.evidence_before.clear();
        state.evidence_after.clear();
        state.handled_text.reset();
        state.result_text.reset();
    }
};

// One place that knows every event; a new one does not compile until it stands in one of the five.
struct Evolve : EvolveIntake, EvolveHandling, EvolveEnding, EvolveTalk, EvolveErasure {
    using EvolveErasure::operator();
    using EvolveEnding::operator();
    using EvolveHandling::operator();
    using EvolveIntake::operator();
    using EvolveTalk::operator();
};

} // namespace

State evolve(State state, const Event& event) {
    ++state.version;
    std::visit(Evolve{{state}, {state}, {state}, {state}, {state}}, event);
    return state;
}

} // namespace gezhi::casework
