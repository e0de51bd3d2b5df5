// Whatever anybody tries in whatever order, what must always hold of a case holds.

#include "modules/casework/walk_for_test.hpp"

#include <rapidcheck/gtest.h>

namespace gezhi::casework {

using namespace test;

namespace {

struct Step {
    int who{0};
    int what{0};
    int detail{0};
    std::int64_t minutes{0};
};

const std::vector<std::string_view> units{"chengguan", "police", "property", "nobody"};
const std::vector<std::string_view> classes{"28001", "21011", "22001", "24004", "27001", "26011", ""};
const std::vector<std::string_view> closings{"stopped", "done", "explained", "no_basis", "agreed", ""};

template <class List>
Code pick(const List& list, int n) {
    return code(list[static_cast<std::size_t>(n) % list.size()]);
}

std::vector<Actor> people(const Walk& walk) {
    auto both = walk.desk; // holds everything, so that only the rules of the case refuse
    both.person = person(40);
    for (const auto unit : {"chengguan", "police", "property"})
        both.posts.push_back({PostId{{8, 40}}, Duty::handler, code(unit), {}});
    return {walk.desk,
            walk.desk2,
            walk.leader,
            walk.checker,
            walk.handler,
            walk.police,
            walk.resident,
            walk.reporter,
            walk.clock,
            walk.cluster,
            of_kind(ActorKind::flow, calendar_flow),
            of_kind(ActorKind::flow, split_flow),
            both};
}

Command intake(int what, int n) {
    switch (what) {
    case 0: {
        auto one = report(pick(classes, n));
        one.visibility = n % 5 == 0 ? Visibility::restricted : Visibility::public_;
        one.emergency = n % 7 == 0 ? code("fire") : Code{};
        return one;
    }
    case 1:
        return SendOn{pick(classes, n), {}, pick(units, n / 7), {}};
    case 2:
        return Verify{};
    case 3:
        return Accept{};
    case 4:
        return Decline{code("no_content"), {}, {}};
    case 5:
        return Register{pick(classes, n), {}};
    case 6:
        return Dispatch{pick(units, n)};
    default:
        return Join{CaseId{{1, static_cast<std::uint64_t>(n % 3)}}};
    }
}

Command work(int what, int n) {
    switch (what) {
    case 0:
        return Acknowledge{};
    case 1:
        return ReturnOrder{code("not_our_duty"), pick(units, n), text()};
    case 2:
        return HandIn{text(), {photo()}};
    case 3:
        return Check{n % 3 != 0, text()};
    case 4:
        return Close{n % 2 == 0 ? Ending::solved : Ending::explained, pick(closings, n), text()};
    case 5:
        return Answer{n % 2 == 0, {}};
    case 6:
        return Reopen{code("not_done"), {}};
    default:
        return Object{text()};
    }
}

Command rest(int what, int n, Instant now) {
    switch (what) {
    case 0:
        return Leave{};
    case 1:
        return HoldForPath{code("court"), now + std::chrono::hours{n % 500}, text()};
    case 2:
        return Resume{};
    case 3:
        return FollowLead{n % 2 == 0 ? std::optional(Ending::solved) : std::nullopt, {}, {}, {}, {}};
    case 4:
        return SetVisibility{static_cast<Visibility>(n % 4), code("taken_back"), text()};
    case 5:
        return n % 2 == 0 ? Command(Say{text()}) : Command(Note{text()});
    case 6:
        return n % 2 == 0 ? Command(CountSupporter{CaseId{{1, 77}}, static_cast<Visibility>(n % 4)})
                          : Command(DropSupporter{CaseId{{1, 77}}});
    default:
        if (n % 16 == 1) return Erase{EraseReason::unlawful, n % 32 == 1, {}};
        return n % 4 == 0 ? Command(Recompute{code("2")}) : Command(Tick{});
    }
}

Command side(int what, int n, Instant now) {
    switch (what) {
    case 0:
        return AskExtension{code("parts"), {}};
    case 1:
        return AskSuspension{code("lawsuit"), now + std::chrono::hours{n}, text()};
    case 2:
    case 3:
        return Approve{};
    case 4:
        return RefuseRequest{text()};
    case 5:
        return n % 2 == 0 ? Command(Recall{}) : Command(Supervise{text()});
    case 6:
        return AppealLateness{code("force_majeure"), text()};
    default:
        return ReviewAppeal{n % 3 != 0, text()};
    }
}

Command family(int what, int n) {
    const CaseId child{{1, static_cast<std::uint64_t>(200 + n % 3)}};
    switch (what) {
    case 0:
        return Split{child, code("28001"), text(), {}};
    case 1:
    case 2:
        return CountChildEnd{child};
    case 3:
        return ReopenChild{child, code("came_back"), {}};
    case 4:
        return InheritVisibility{static_cast<Visibility>(n % 4)};
    default:
        return Object{text()};
    }
}

Command command_of(const Step& step, Instant now) {
    const auto what = step.what % 38;
    if (what >= 32) return family(what - 32, step.detail);
    if (what >= 24) return side(what - 24, step.detail, now);
    if (what < 8) return intake(what, step.detail);
    if (what < 16) return work(what - 8, step.detail);
    return rest(what - 16, step.detail, now);
}

bool has_event(const Events& events, auto is) {
    return std::any_of(events.begin(), events.end(), is);
}

template <class One>
bool is_one(const Event& event) {
    return std::holds_alternative<One>(event);
}

// One clock runs for each open case, or it rests for a reason; an ended one has none running.
void check_clock(const State& state) {
    RC_ASSERT(state.clock.has_value());
    const bool resting =
        state.joined_to.has_value() || state.hold.has_value() || state.suspension.has_value();
    RC_ASSERT(state.clock->stopped.has_value() == (resting || !open(state)));
    RC_ASSERT(!state.handling || state.clock->start.kind != ClockKind::handling);
    RC_ASSERT(!state.handling || state.handling->stopped.has_value());
    RC_ASSERT(casework::due(state).has_value() == (open(state) && !state.joined_to));
    RC_ASSERT(state.clock->start.started <= state.clock->start.half);
    RC_ASSERT(state.clock->start.half <= state.clock->start.soon);
    RC_ASSERT(state.clock->start.soon <= state.clock->start.due);
}

void check_case(const State& state) {
    RC_ASSERT(!with_unit(state) || !state.unit.empty());
    RC_ASSERT(!at_desk(state) || state.unit.empty());
    RC_ASSERT((state.stage == Stage::closed) == state.ending.has_value());
    RC_ASSERT(open(state) != state.closed_at.has_value());
    RC_ASSERT(state.ending != Ending::solved || state.joined_to || !state.hands.empty());
    RC_ASSERT(state.bars.size() == state.returns.size());
    // Nothing ends around an open child, and nothing with one follows another case.
    RC_ASSERT(!has_open_child(state) || (open(state) && !state.joined_to));
    // Nothing waits for an approval but with a unit whose clock has time.
    RC_ASSERT(!state.request || (with_unit(state) && state.clock->warned != Level::late));
    RC_ASSERT(!state.suspension || with_unit(state));
    RC_ASSERT(state.extensions <= 2 && state.suspensions <= 1);
    RC_ASSERT(!supervised(state) || open(state));
    const auto made = row(state);
    RC_ASSERT(made.open == open(state));
    RC_ASSERT(sql::row_from<CaseRow>(sql::values_of(made)).version == state.version);
}

void check_change(const State& before, const State& after, const Events& events) {
    RC_ASSERT(after.version == before.version + static_cast<std::int64_t>(events.size()));
    RC_ASSERT(after.number == before.number || before.stage == Stage::none);
    if (before.closed_at && open(after))
        RC_ASSERT(has_event(events, is_one<Reopened>) || has_event(events, is_one<Left>));
    // Support never moves with an edit.
    if (after.supporters != before.supporters)
        RC_ASSERT(has_event(events, is_one<SupporterCounted>) || has_event(events, is_one<SupporterDropped>));
    if (after.visibility < before.visibility) RC_ASSERT(has_event(events, is_one<VisibilitySet>));
    RC_ASSERT(std::equal(before.bars.begin(), before.bars.end(), after.bars.begin()));
    RC_ASSERT(!before.ever_late || after.ever_late);
    // The time used is used: a handling clock of one start and limit is never due earlier than before.
    const auto handling = [](const State& state) -> const RunningClock* {
        if (state.handling) return &*state.handling;
        const bool is = state.clock && state.clock->start.kind == ClockKind::handling;
        return is ? &*state.clock : nullptr;
    };
    const auto* was = handling(before);
    const auto* is = handling(after);
    if (was != nullptr && is != nullptr && was->start.started == is->start.started &&
        was->start.limit == is->start.limit)
        RC_ASSERT(is->start.due >= was->start.due);
    // And another start comes with a reopening only.
    if (was != nullptr && is != nullptr && was->start.started != is->start.started)
        RC_ASSERT(has_event(events, is_one<Reopened>));
}

void check_rules(const State& before, const Actor& actor, const Events& events) {
    for (const auto& event : events) {
        if (is_one<Closed>(event) && actor.kind == ActorKind::person)
            RC_ASSERT(is_one<Referred>(events.front()) || !before.neighbours_until ||
                      std::get<Closed>(event).at >= *before.neighbours_until);
        if (is_one<Extended>(event) || is_one<Suspended>(event)) {
            RC_ASSERT(before.request && before.request->by != actor.person);
            RC_ASSERT(before.request->approvals.size() == 1U && before.request->approvals[0] != actor.person);
        }
        if (const auto* sent = std::get_if<Dispatched>(&event))
            RC_ASSERT(!barred(before, sent->unit, actor.person));
        if (is_one<Checked>(event) ||
            (is_one<Closed>(event) && actor.kind == ActorKind::person && !is_one<Referred>(events.front())))
            RC_ASSERT(!handed_in_by(before, actor.person));
        if (is_one<Closed>(event)) RC_ASSERT(!with_unit(before) || before.joined_to.has_value());
        const auto name = std::visit([](const auto& one) { return one.name; }, event);
        const auto body =
            std::visit([](const auto& one) { return json::write(one, json::Style::stored); }, event);
        const auto read = engine::decode<Event>(name, body);
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == event);
    }
}

} // namespace

RC_GTEST_PROP(Case, KeepsItsPromisesWhateverIsTried, ()) {
    Walk walk;
    walk.world.stream_ = StreamId{{1, *rc::gen::inRange<std::uint64_t>(1, 50)}};
    walk.lead = Lead{true, false, *rc::gen::element(Visibility::public_, Visibility::parties)};
    const auto actors = people(walk);
    const auto count = *rc::gen::inRange(1, 120);
    for (int n = 0; n < count; ++n) {
        const Step step{*rc::gen::inRange(0, 13), n == 0 ? 0 : *rc::gen::inRange(0, 38),
                        *rc::gen::inRange(0, 1000), *rc::gen::inRange<std::int64_t>(0, 2000)};
        walk.world.now_ = walk.world.now_ + std::chrono::minutes{step.minutes};
        const auto& actor = n == 0 ? walk.resident : actors[static_cast<std::size_t>(step.who)];
        const auto made = walk.tries(actor, command_of(step, walk.world.now_));
        if (!made) continue;
        RC_ASSERT(!made->empty());
        const auto before = walk.state;
        for (const auto& event : *made) walk.state = Casework::evolve(std::move(walk.state), event);
        check_change(before, walk.state, *made);
        check_rules(before, actor, *made);
        if (walk.state.stage == Stage::none) continue;
        check_clock(walk.state);
        check_case(walk.state);
    }
}

// The clock's own command is never refused when its moment has come, and the next moment lies ahead.
RC_GTEST_PROP(Case, ATickAtItsMomentAlwaysSaysSomething, ()) {
    Walk walk;
    walk.reported();
    if (*rc::gen::arbitrary<bool>()) walk.sent_on();
    if (*rc::gen::arbitrary<bool>()) RC_ASSERT(walk.does(walk.desk, Supervise{text()}));
    if (with_unit(walk.state) && *rc::gen::arbitrary<bool>())
        RC_ASSERT(walk.does(walk.desk, HoldForPath{code("court"), at("2026-12-01 09:00"), text()}));
    for (int n = 0; n < 40; ++n) {
        const auto moment = casework::due(walk.state);
        RC_ASSERT(moment.has_value());
        walk.world.now_ = std::max(walk.world.now_, *moment) +
                          std::chrono::minutes{*rc::gen::inRange<std::int64_t>(0, 10'000)};
        RC_ASSERT(walk.does(walk.clock, Tick{}));
        const auto next = casework::due(walk.state);
        RC_ASSERT(next.has_value());
        RC_ASSERT(*next > *moment);
    }
}

} // namespace gezhi::casework
