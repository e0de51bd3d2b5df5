#include "modules/casework/evolve.hpp"

#include "modules/casework/evolve_clock.hpp"

namespace gezhi::casework {

namespace {

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
        state.voice = report.voice;
        state.may_be_called = report.may_be_called;
        state.notify_by = report.notify_by;
        state.parent = report.parent;
        state.comes_first = report.comes_first;
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
        state.request.reset();
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
        state.request.reset();
        meet_supervision(state, one.at);
        state.stage = one.check_required ? Stage::checking : Stage::answering;
        state.neighbours_until = one.neighbours_until;
        put_aside(state, one.at, RestKind::handed_in);
        begin(state, one.clock);
    }

    void operator()(const Checked& one) const {
        state.neighbours_until = one.neighbours_until;
        if (!one.passed) {
            state.rework = true;
            ++state.reworks;
            state.stage = state.unit.empty() ? Stage::registered : Stage::handling;
            return state.unit.empty() ? begin(state, one.clock) : run_handling(state, one.clock, one.at);
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
        state.suspension.reset();
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

    void operator()(const Objected& one) const {
        ++state.objections;
        if (!one.clock) return;
        state.neighbours_until.reset();
        state.stage = Stage::checking;
        begin(state, *one.clock);
    }

    void operator()(const Reopened& one) const {
        open_again();
        state.stage = state.unit.empty() ? Stage::reported : Stage::dispatched;
        state.handling.reset();
        begin(state, one.clock);
    }

    void operator()(const Joined& one) const {
        state.joined_to = one.lead;
        state.joined_at = state.stage;
        state.request.reset();
        raise(state, one.visibility);
        rest(*state.clock, one.at, RestKind::joined);
    }

    void operator()(const Left& one) const {
        state.joined_to.reset();
        if (one.reopens) {
            open_again();
            state.stage = state.joined_at;
        }
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

private:
    void open_again() const {
        ++state.reopened;
        state.ending.reset();
        state.closing_condition = {};
        state.decline_reason = {};
        state.closed_at.reset();
        state.object_until.reset();
        state.neighbours_until.reset();
    }
};

struct EvolveTalk {
    State& state;

    void operator()(const Said& one) const { state.talk.push_back({one.from_reporter, one.text, one.at}); }

    void operator()(const Noted& one) const { state.notes.push_back({one.text, one.by, one.at}); }

    void operator()(const VisibilitySet& one) const { state.visibility = one.visibility; }

    void operator()(const Warned& one) const {
        auto& clock = *state.clock;
        const bool first = one.level == Level::late && clock.warned != Level::late;
        clock.warned = one.level;
        clock.reminders = one.reminder;
        clock.escalation = std::max(clock.escalation, one.percent);
        clock.escalates = one.escalates;
        if (!first) return;
        state.request.reset(); // lapsed: nothing is granted after the due moment
        state.ever_late = true;
        ++state.escalated;
    }

    void operator()(const Recomputed& one) const {
        auto& clock = *state.clock;
        clock.start = one.clock;
        clock.warned = std::min(clock.warned, level_at(one.clock, one.at));
        clock.escalates.reset();
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
        if (state.request) state.request->text.reset();
        if (state.supervision) state.supervision->text = {};
        if (state.appeal) state.appeal->text.reset();
        state.talk.clear();
        state.notes.clear();
        state.evidence_before.clear();
        state.voice.reset();
        state.evidence_after.clear();
        state.handled_text.reset();
        state.result_text.reset();
    }
};

// One place that knows every event; a new one does not compile until it stands in one of the six.
struct Evolve : EvolveIntake, EvolveHandling, EvolveEnding, EvolveTalk, EvolveSide, EvolveErasure {
    using EvolveErasure::operator();
    using EvolveEnding::operator();
    using EvolveHandling::operator();
    using EvolveIntake::operator();
    using EvolveSide::operator();
    using EvolveTalk::operator();
};

} // namespace

State evolve(State state, const Event& event) {
    ++state.version;
    std::visit(Evolve{{state}, {state}, {state}, {state}, {state}, {state}}, event);
    return state;
}

} // namespace gezhi::casework
