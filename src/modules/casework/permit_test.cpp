// The whole table of rights: every duty × every command, in its own and in another grid and unit.

#include "modules/casework/walk_for_test.hpp"

#include <sstream>

namespace gezhi::casework {

using namespace test;

namespace {

constexpr std::array<Duty, duties> all_duties{
    Duty::desk,         Duty::liaison,       Duty::grid_leader,   Duty::handler, Duty::checker,
    Duty::duty_officer, Duty::legal_officer, Duty::administrator, Duty::auditor, Duty::security_administrator,
    Duty::data_officer};

// Kept by hand beside the program's table: a = every case, g = of the own grid, u = of the own unit, . = no.
constexpr std::string_view expected = R"(
                   desk liai lead hand check duty legal admin audit sec data | reporter anon clock
report             a    a    a    a    a     a    a     .     .     .   .      yes      yes  .
send_on            a    g    g    .    .     a    .     .     .     .   .      .        .    .
verify             a    g    g    .    .     a    .     .     .     .   .      .        .    .
accept             a    g    g    .    .     a    .     .     .     .   .      .        .    .
decline            a    g    g    .    .     a    .     .     .     .   .      .        .    .
register           a    g    g    .    .     a    .     .     .     .   .      .        .    .
dispatch           a    g    g    .    .     a    .     .     .     .   .      .        .    .
acknowledge        .    .    .    u    .     .    .     .     .     .   .      .        .    .
return_order       .    .    .    u    .     .    .     .     .     .   .      .        .    .
hand_in            .    .    .    u    .     .    .     .     .     .   .      .        .    .
check              a    g    g    .    g     .    .     .     .     .   .      .        .    .
close              a    g    g    .    .     .    .     .     .     .   .      .        .    .
answer             a    g    .    .    .     .    .     .     .     .   .      yes      .    .
object             a    g    .    .    .     .    .     .     .     .   .      yes      .    .
reopen             a    g    g    .    .     .    .     .     .     .   .      .        .    .
join               a    g    g    .    .     a    .     .     .     .   .      .        .    .
leave              a    g    g    .    .     a    .     .     .     .   .      .        .    .
count_supporter    .    .    .    .    .     .    .     .     .     .   .      .        .    .
drop_supporter     .    .    .    .    .     .    .     .     .     .   .      .        .    .
follow_lead        .    .    .    .    .     .    .     .     .     .   .      .        .    .
say                a    g    g    u    .     a    .     .     .     .   .      yes      .    .
note               a    g    g    u    g     a    a     .     .     .   .      .        .    .
set_visibility     a    g    g    .    .     a    a     .     .     .   .      .        .    .
refer              a    g    .    .    .     a    a     .     .     .   .      .        .    .
hold               a    .    .    .    .     .    a     .     .     .   .      .        .    .
resume             a    .    g    .    .     .    a     .     .     .   .      .        .    .
tick               .    .    .    .    .     .    .     .     .     .   .      .        .    yes
recompute          .    .    .    .    .     .    .     .     .     .   .      .        .    .
split              a    g    g    .    .     a    .     .     .     .   .      .        .    .
count_child_end    .    .    .    .    .     .    .     .     .     .   .      .        .    .
reopen_child       a    g    g    .    .     .    .     .     .     .   .      .        .    .
inherit_visibility .    .    .    .    .     .    .     .     .     .   .      .        .    .
fix_on_spot        a    a    a    a    a     a    .     .     .     .   .      .        .    .
ask_extension      .    .    .    u    .     .    .     .     .     .   .      .        .    .
ask_suspension     .    .    .    u    .     .    .     .     .     .   .      .        .    .
approve            a    g    g    .    .     .    .     .     .     .   .      .        .    .
refuse_request     a    g    g    .    .     .    .     .     .     .   .      .        .    .
recall             a    g    g    .    .     a    .     .     .     .   .      .        .    .
supervise          a    .    g    .    .     a    .     .     .     .   .      .        .    .
appeal             .    .    .    u    .     .    .     .     .     .   .      .        .    .
review_appeal      a    .    g    .    .     .    a     .     .     .   .      .        .    .
erase              .    .    .    .    .     .    .     .     .     .   a      .        .    .
)";

struct Line {
    std::string command;
    std::vector<std::string> cells;
};

std::vector<Line> lines() {
    std::istringstream text{std::string(expected)};
    std::string line;
    std::getline(text, line);
    std::getline(text, line);
    std::vector<Line> all;
    while (std::getline(text, line)) {
        std::istringstream words(line);
        Line one;
        words >> one.command;
        for (std::string word; words >> word;) one.cells.push_back(word);
        one.command = "casework/" + one.command;
        all.push_back(one);
    }
    return all;
}

State there() {
    State state;
    state.version = 1;
    state.stage = Stage::handling;
    state.grid = g1;
    state.unit = code("chengguan");
    return state;
}

bool may(const Actor& actor, const State& state, const std::string& command) {
    return permit(actor, state, command).has_value();
}

} // namespace

TEST(Permit, EveryRowOfTheTable) {
    const auto all = lines();
    ASSERT_EQ(all.size(), std::variant_size_v<Command>);
    const auto state = there();
    for (const auto& line : all) {
        ASSERT_EQ(line.cells.size(), duties + 3) << line.command;
        for (std::size_t d = 0; d < duties; ++d) {
            SCOPED_TRACE(line.command + " " + std::to_string(d));
            const auto& cell = line.cells[d];
            const auto duty = all_duties[d];
            EXPECT_EQ(may(worker(1, duty, "chengguan", g1.value), state, line.command), cell != ".");
            EXPECT_EQ(may(worker(1, duty, "chengguan", g2.value), state, line.command),
                      cell == "a" || cell == "u");
            EXPECT_EQ(may(worker(1, duty, "police", g1.value), state, line.command),
                      cell == "a" || cell == "g");
            EXPECT_EQ(may(worker(1, duty), state, line.command), cell == "a" || cell == "g");
        }
        EXPECT_EQ(may(of_kind(ActorKind::reporter), state, line.command), line.cells[duties] == "yes");
        EXPECT_EQ(may(of_kind(ActorKind::anonymous), state, line.command), line.cells[duties + 1] == "yes");
        EXPECT_EQ(may(of_kind(ActorKind::clock), state, line.command), line.cells[duties + 2] == "yes");
    }
}

TEST(Permit, EachFlowMayOnlyWhatItIsFor) {
    for (const auto& row : permissions())
        for (const auto flow : {cluster_flow, split_flow, calendar_flow, retention_flow,
                                std::string_view("setup"), std::string_view()})
            EXPECT_EQ(may(of_kind(ActorKind::flow, flow), there(), std::string(row.command)),
                      !row.flow.empty() && row.flow == flow)
                << row.command << " " << flow;
}

TEST(Permit, SaysWhichBoundaryItIs) {
    const auto refusal = [](const Actor& actor, std::string_view command) {
        return permit(actor, there(), command).error().rule;
    };
    EXPECT_EQ(refusal(worker(1, Duty::liaison, {}, g2.value), Close::name), &rules::other_grid);
    EXPECT_EQ(refusal(worker(1, Duty::handler, "police"), HandIn::name), &rules::other_unit);
    EXPECT_EQ(refusal(worker(1, Duty::auditor), Note::name), &rules::not_permitted);
    EXPECT_EQ(refusal(of_kind(ActorKind::anonymous), Say::name), &rules::not_permitted);
}

TEST(Permit, SeveralPostsAddUp) {
    auto actor = worker(1, Duty::liaison, {}, g2.value);
    actor.posts.push_back({PostId{{8, 9}}, Duty::handler, code("chengguan"), {}});
    EXPECT_TRUE(may(actor, there(), "casework/hand_in"));
    EXPECT_FALSE(may(actor, there(), "casework/close"));
}

TEST(Permit, NeverLooksAtTheStageAndAnAbsentCasePasses) {
    auto state = there();
    for (const auto stage : {Stage::reported, Stage::checking, Stage::closed, Stage::declined}) {
        state.stage = stage;
        for (const auto& line : lines())
            for (const auto duty : all_duties) {
                const auto actor = worker(1, duty, "chengguan", g1.value);
                EXPECT_EQ(may(actor, state, line.command), may(actor, there(), line.command));
            }
    }
    EXPECT_TRUE(may(worker(1, Duty::auditor), State{}, "casework/close"));
    EXPECT_FALSE(may(worker(1, Duty::auditor), State{}, "casework/report"));
}

} // namespace gezhi::casework
