// The table stage × command → verdict, made by trying every command at every stage; api/states/casework.md is
// what came out, blessed and read.

#include "modules/casework/walk_for_test.hpp"
#include "support/golden.hpp"

#include <map>

namespace gezhi::casework {

using namespace test;

namespace {

const CaseId lead_id{{1, 99}};

struct Position {
    std::string name;
    Walk walk;
};

Actor split_actor() {
    return of_kind(ActorKind::flow, split_flow);
}

std::vector<Position> positions() {
    std::vector<Position> all;
    const auto add = [&](const std::string& name) -> Walk& {
        all.push_back({name, {}});
        auto& walk = all.back().walk;
        walk.lead = Lead{true, false, Visibility::public_};
        return walk;
    };
    add("none");
    add("reported").reported();
    auto& verified = add("verified").reported();
    verified.does(verified.desk, Verify{});
    auto& accepted = add("accepted").reported();
    accepted.does(accepted.desk, Accept{});
    auto& registered = add("registered").reported();
    registered.does(registered.desk, Accept{});
    registered.does(registered.desk, Register{cones, {}});
    add("dispatched").sent_on();
    auto& handling = add("handling").sent_on();
    handling.does(handling.handler, Acknowledge{});
    auto& checking = add("checking").sent_on("chengguan", code("24004"));
    checking.handed_in();
    add("answering").handed_in();
    add("closed").closed();
    auto& declined = add("declined").reported();
    declined.does(declined.desk, Decline{code("no_content"), {}, {}});
    auto& joined = add("joined").sent_on();
    joined.does(joined.desk, Join{lead_id});
    auto& held = add("held").sent_on();
    held.does(held.desk, HoldForPath{code("court"), at("2026-12-01 09:00"), text()});
    auto& parent = add("parent").sent_on();
    for (const std::uint64_t n : {51U, 52U})
        parent.does(parent.desk, Split{CaseId{{1, n}}, code("22001"), text(), {}});
    parent.does(split_actor(), CountChildEnd{CaseId{{1, 52}}});
    auto& window = add("window").reported(report(code("21011")));
    window.does(window.desk, SendOn{code("21011"), {}, code("chengguan"), {}});
    window.does(window.handler, HandIn{text(), {photo()}});
    window.does(window.checker, Check{true, {}});
    auto& asked = add("asked").sent_on();
    asked.does(asked.handler, AskExtension{code("parts"), {}});
    auto& suspended = add("suspended").sent_on();
    suspended.does(suspended.handler, AskSuspension{code("lawsuit"), at("2026-12-01 09:00"), text()});
    suspended.does(suspended.desk2, Approve{});
    suspended.does(suspended.leader, Approve{});
    auto& appealed = add("appealed").sent_on();
    appealed.set("2026-11-24 16:00");
    appealed.closed();
    appealed.does(appealed.handler, AppealLateness{code("force_majeure"), text()});
    auto& returned = add("returned").sent_on();
    returned.does(returned.handler, ReturnOrder{code("not_our_duty"), code("police"), text()});
    return all;
}

struct Attempt {
    Actor actor;
    Command command;
};

// Each with somebody who may and with good words, so that what refuses is the stage.
std::vector<Attempt> attempts(const Walk& walk) {
    const auto flow = of_kind(ActorKind::flow, calendar_flow);
    const auto split = split_actor();
    const FixOnSpot spot{report(cones, Channel::staff), {}, text(), {photo()}, code("stopped")};
    const auto handler = walk.state.unit.value == "police" ? walk.police : walk.handler;
    const auto closing = walk.state.class_code.value == "24004" ? "done" : "stopped";
    return {{walk.resident, report()},
            {walk.desk, Verify{}},
            {walk.desk, Accept{}},
            {walk.desk, Decline{code("no_content"), {}, {}}},
            {walk.desk, Register{cones, {}}},
            {walk.desk, Dispatch{code("police")}},
            {walk.desk, SendOn{cones, {}, code("police"), {}}},
            {handler, Acknowledge{}},
            {handler, ReturnOrder{code("not_our_duty"), code("police"), text()}},
            {handler, HandIn{text(), {photo()}}},
            {walk.checker, Check{true, {}}},
            {walk.checker, Check{false, text()}},
            {walk.desk, Close{Ending::solved, code(closing), {}}},
            {walk.desk, Refer{code("court"), text()}},
            {walk.reporter, Answer{true, {}}},
            {walk.reporter, Answer{false, {}}},
            {walk.reporter, Object{text()}},
            {walk.desk, Reopen{code("objection"), {}}},
            {walk.desk, Join{lead_id}},
            {walk.desk, Leave{}},
            {walk.cluster, CountSupporter{CaseId{{1, 50}}, Visibility::public_}},
            {walk.cluster, DropSupporter{CaseId{{1, 50}}}},
            {walk.cluster, FollowLead{Ending::solved, code("stopped"), {}, {}, {}}},
            {walk.reporter, Say{text()}},
            {walk.desk, Note{text()}},
            {walk.desk, SetVisibility{Visibility::restricted, {}, {}}},
            {walk.desk, HoldForPath{code("court"), at("2026-12-01 09:00"), text()}},
            {walk.desk, Resume{}},
            {walk.clock, Tick{}},
            {flow, Recompute{code("2")}},
            {walk.desk, Split{CaseId{{1, 60}}, code("22001"), text(), {}}},
            {split, CountChildEnd{CaseId{{1, 51}}}},
            {walk.desk, ReopenChild{CaseId{{1, 52}}, code("came_back"), {}}},
            {split, InheritVisibility{Visibility::public_}},
            {walk.handler, spot},
            {handler, AskExtension{code("parts"), {}}},
            {handler, AskSuspension{code("lawsuit"), at("2026-12-01 09:00"), text()}},
            {walk.desk, Approve{}},
            {walk.desk, RefuseRequest{text()}},
            {walk.desk, Recall{}},
            {walk.desk, Supervise{text()}},
            {handler, AppealLateness{code("force_majeure"), text()}},
            {walk.desk, ReviewAppeal{true, {}}},
            {of_kind(ActorKind::flow, retention_flow), Erase{}}};
}

std::string verb(const Command& command) {
    auto name = std::visit([](const auto& one) { return std::string(one.name); }, command).substr(9);
    if (const auto* check = std::get_if<Check>(&command)) name += check->passed ? " (passed)" : " (failed)";
    if (const auto* answer = std::get_if<Answer>(&command)) name += answer->solved ? " (yes)" : " (not yet)";
    return name;
}

std::string verdict(Walk walk, const Attempt& attempt) {
    const auto before = walk.state.stage;
    // Past the stage it would be another person's permission that refuses; here only the stage matters.
    const auto known = walk.facts(attempt.actor, attempt.command);
    if (!known) return "?";
    const auto made = Casework::decide(walk.state, attempt.command, *known);
    if (!made) return std::string(made.error().rule->code.substr(9));
    for (const auto& event : *made) walk.state = Casework::evolve(walk.state, event);
    const auto after = walk.state.stage;
    return after == before ? "**yes**"
                           : "**→ " + std::string(boost::describe::enum_to_string(after, "")) + "**";
}

std::string table() {
    auto all = positions();
    std::string text =
        "<!-- generated by states_test; ./dev bless states_test writes it -->\n\n# States of a case\n\n"
        "Every command tried at every stage with good words by somebody who may: what happens, "
        "or the rule that refuses (`casework/…`). `parent` (of an open and an ended part), `window` (the "
        "neighbours may object), `joined`, `held`, `asked`, `suspended`, `appealed` and "
        "`returned` "
        "stand beside a stage; `returned` is a registered case a unit gave back.\n\n| command |";
    for (const auto& one : all) text += " " + one.name + " |";
    text += "\n|---|";
    for (std::size_t i = 0; i < all.size(); ++i) text += "---|";
    text += "\n";
    const auto rows = attempts(all.front().walk).size();
    for (std::size_t row = 0; row < rows; ++row) {
        text += "| " + verb(attempts(all.front().walk)[row].command) + " |";
        for (const auto& one : all) text += " " + verdict(one.walk, attempts(one.walk)[row]) + " |";
        text += "\n";
    }
    return text;
}

} // namespace

TEST(States, TheTableIsWhatTheDecisionsSay) {
    support::expect_golden("api/states/casework.md", table());
}

TEST(States, EveryCommandIsTried) {
    std::map<std::size_t, int> tried;
    for (const auto& one : attempts(Walk{})) ++tried[one.command.index()];
    EXPECT_EQ(tried.size(), std::variant_size_v<Command>);
}

} // namespace gezhi::casework
