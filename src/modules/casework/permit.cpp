#include "modules/casework/permit.hpp"

#include "modules/casework/model_rules.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

constexpr auto no = Reach::no;
constexpr auto grid = Reach::grid;
constexpr auto unit = Reach::unit;
constexpr auto any = Reach::any;
constexpr auto own = Reach::own;

constexpr std::size_t commands = std::variant_size_v<Command>;

// desk liaison grid_leader handler checker duty_officer legal_officer administrator auditor
// security_administrator data_officer
constexpr std::array<Permission, commands> table{{
    {Report::name, {any, any, any, any, any, any, any, no, no}, own, any, false, split_flow},
    {SendOn::name, {any, grid, grid, no, no, any, no, no, no}},
    {Verify::name, {any, grid, grid, no, no, any, no, no, no}},
    {Accept::name, {any, grid, grid, no, no, any, no, no, no}},
    {Decline::name, {any, grid, grid, no, no, any, no, no, no}},
    {Register::name, {any, grid, grid, no, no, any, no, no, no}},
    {Dispatch::name, {any, grid, grid, no, no, any, no, no, no}},
    {Acknowledge::name, {no, no, no, unit, no, no, no, no, no}},
    {ReturnOrder::name, {no, no, no, unit, no, no, no, no, no}},
    {HandIn::name, {no, no, no, unit, no, no, no, no, no}},
    {Check::name, {any, grid, grid, no, grid, no, no, no, no}},
    {Close::name, {any, grid, grid, no, no, no, no, no, no}},
    {Answer::name, {any, grid, no, no, no, no, no, no, no}, own},
    {Object::name, {any, grid, no, no, no, no, no, no, no}, own},
    {Reopen::name, {any, grid, grid, no, no, no, no, no, no}, no, no, false, split_flow},
    {Join::name, {any, grid, grid, no, no, any, no, no, no}},
    {Leave::name, {any, grid, grid, no, no, any, no, no, no}},
    {CountSupporter::name, {}, no, no, false, cluster_flow},
    {DropSupporter::name, {}, no, no, false, cluster_flow},
    {FollowLead::name, {}, no, no, false, cluster_flow},
    {Say::name, {any, grid, grid, unit, no, any, no, no, no}, own},
    {Note::name, {any, grid, grid, unit, grid, any, any, no, no}},
    {SetVisibility::name, {any, grid, grid, no, no, any, any, no, no}},
    {Refer::name, {any, grid, no, no, no, any, any, no, no}},
    {HoldForPath::name, {any, no, no, no, no, no, any, no, no}},
    {Resume::name, {any, no, grid, no, no, no, any, no, no}},
    {Tick::name, {}, no, no, true},
    {Recompute::name, {}, no, no, false, calendar_flow},
    {AskExtension::name, {no, no, no, unit, no, no, no, no, no}},
    {AskSuspension::name, {no, no, no, unit, no, no, no, no, no}},
    {Approve::name, {any, grid, grid, no, no, no, no, no, no}},
    {RefuseRequest::name, {any, grid, grid, no, no, no, no, no, no}},
    {Recall::name, {any, grid, grid, no, no, any, no, no, no}},
    {Supervise::name, {any, no, grid, no, no, any, no, no, no}},
    {Split::name, {any, grid, grid, no, no, any, no, no, no}},
    {CountChildEnd::name, {}, no, no, false, split_flow},
    {ReopenChild::name, {any, grid, grid, no, no, no, no, no, no}},
    {InheritVisibility::name, {}, no, no, false, split_flow},
    {FixOnSpot::name, {any, any, any, any, any, any, no, no, no}},
    {AppealLateness::name, {no, no, no, unit, no, no, no, no, no}},
    {ReviewAppeal::name, {any, no, grid, no, no, no, any, no, no}},
    {Erase::name, {no, no, no, no, no, no, no, no, no, no, any}, no, no, false, retention_flow},
}};

bool reaches(const PostHeld& post, Reach reach, const State& state) {
    switch (reach) {
    case Reach::no:
    case Reach::own:
        return false;
    case Reach::any:
        return true;
    case Reach::grid: // an empty grid of the post is the whole subdistrict
        return post.grid.empty() || post.grid == state.grid;
    case Reach::unit:
        return !post.unit.empty() && post.unit == state.unit;
    }
    return false;
}

Result<void> permit_person(const Actor& actor, const State& state, const Permission& row) {
    bool other_grid = false;
    bool other_unit = false;
    for (const auto& post : actor.posts) {
        const auto reach = row.by_duty[static_cast<std::size_t>(post.duty)];
        // What has no state yet lies in no grid: a report is taken by anybody who takes reports at all.
        if (reaches(post, reach, state)) return {};
        other_grid = other_grid || reach == Reach::grid;
        other_unit = other_unit || reach == Reach::unit;
    }
    if (other_grid) return refuse(rules::other_grid, {{"grid", state.grid.value}});
    if (other_unit) return refuse(rules::other_unit, {{"unit", state.unit.value}});
    return refuse(rules::not_permitted);
}

} // namespace

std::span<const Permission> permissions() {
    return table;
}

const Permission& permission(std::string_view command) {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Permission& one) { return one.command == command; });
    require(found != table.end(), "a command of this room");
    return *found;
}

Result<void> permit(const Actor& actor, const State& state, std::string_view command) {
    if (state.stage == Stage::none && command != Report::name && command != FixOnSpot::name) return {};
    const auto& row = permission(command);
    bool may = false;
    switch (actor.kind) {
    case ActorKind::person:
        return permit_person(actor, state, row);
    case ActorKind::reporter:
        may = row.reporter == Reach::own;
        break;
    case ActorKind::anonymous:
        may = row.anonymous == Reach::any;
        break;
    case ActorKind::clock:
        may = row.clock;
        break;
    case ActorKind::flow:
        may = !row.flow.empty() && row.flow == actor.flow.value;
        break;
    }
    if (!may) return refuse(rules::not_permitted);
    return {};
}

} // namespace gezhi::casework
