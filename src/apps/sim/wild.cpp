// Commands nobody sensible would send: any command, any case, anybody. Each must be answered or refused,
// never half done.

#include "apps/sim/street.hpp"

namespace gezhi::apps::sim {

using namespace casework;

// Asking, approving, taking apart and appealing, fitting or not.
Command Street::wild_side(const State& state, engine::Sides& sides) {
    const auto text = [&] { return written(state.id, sides); };
    switch (chance_.below(10)) {
    case 0:
        return AskExtension{Code{reason("extend").code}, text()};
    case 1:
        return AskSuspension{Code{reason("suspend").code}, house_->clock.now() + std::chrono::hours(24 * 9),
                             text()};
    case 2:
        return Approve{};
    case 3:
        return RefuseRequest{text()};
    case 4:
        return Recall{};
    case 5:
        return Supervise{text()};
    case 6:
        return AppealLateness{Code{reason("appeal").code}, text()};
    case 7:
        return ReviewAppeal{chance_.percent(60), text()};
    case 8: // of the two who may, none is among those who try
        return Erase{EraseReason::purpose_done, chance_.percent(50), {}};
    default: {
        const auto child = house_->mint.id<CaseId>();
        return Split{child, Code{chance_.one_of(book().catalogue.classes).code}, written(child, sides), {}};
    }
    }
}

Command Street::wild_command(const State& state, const std::vector<CaseId>& all, engine::Sides& sides) {
    const auto unit = [&] { return Code{chance_.one_of(book().routing.units).id}; };
    const auto klass = [&] { return Code{chance_.one_of(book().catalogue.classes).code}; };
    const auto path = [&] { return Code{chance_.one_of(book().legal_paths.paths).id}; };
    const auto text = [&] { return written(state.id, sides); };
    switch (chance_.below(32)) {
    case 0:
        return SendOn{klass(), {}, unit(), {}};
    case 1:
        return Verify{};
    case 2:
        return Accept{};
    case 3:
        return Decline{Code{reason("decline").code}, path(), text()};
    case 4:
        return Register{klass(), {}};
    case 5:
        return Dispatch{unit()};
    case 6:
        return Acknowledge{};
    case 7:
        return ReturnOrder{Code{reason("return").code}, unit(), text()};
    case 8:
        return HandIn{text(), {photo()}};
    case 9:
        return Check{chance_.percent(50), text()};
    case 10:
        return Close{Ending::explained, Code{"explained"}, text()};
    case 11:
        return Answer{chance_.percent(50), text()};
    case 12:
        return Object{text()};
    case 13:
        return Reopen{Code{reason("reopen").code}, text()};
    case 14:
        return Join{chance_.one_of(all)};
    case 15:
        return Leave{};
    case 16:
        return SetVisibility{chance_.percent(50) ? Visibility::restricted : Visibility::public_,
                             Code{"by_law"}, text()};
    case 17:
        return Refer{path(), text()};
    case 18:
        return HoldForPath{path(), house_->clock.now() + std::chrono::hours(24 * 5), text()};
    case 19:
        return Resume{};
    case 20:
        return Tick{};
    case 21:
        return Recompute{Code{"1"}};
    default:
        return wild_side(state, sides);
    }
}

engine::Task Street::wild(const State& state, const std::vector<CaseId>& all) {
    std::vector<const Actor*> everybody{&reporter_};
    for (const auto* group : {&desks_, &handlers_, &others_})
        for (const auto& staff : *group) everybody.push_back(&staff.actor);
    engine::Sides sides;
    auto command = wild_command(state, all, sides);
    return task(state.id, *chance_.one_of(everybody), std::move(command), std::move(sides));
}

} // namespace gezhi::apps::sim
