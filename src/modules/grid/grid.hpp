#pragma once
// The room `grid` as the engine sees it. Promises that a partition is adopted only when it is exact: every
// face of the street belongs to one grid and no other. Proof and areas are computed inside the writer's
// transaction from the ground as it is then. Never reads a file and never knows a case.

#include "engine/room.hpp"
#include "modules/grid/decide.hpp"
#include "modules/grid/ground.hpp"
#include "modules/grid/view.hpp"

#include <functional>
#include <memory>

namespace gezhi::grid {

class Grid {
public:
    static constexpr std::string_view name = "grid";
    using State = grid::State;
    using Command = grid::Command;
    using Event = grid::Event;
    using Facts = grid::Facts;
    using KnowsUnit = std::function<bool(const Code&)>; // unset: knows everything

    explicit Grid(std::shared_ptr<GroundView> ground, KnowsUnit unit = {})
        : ground_(std::move(ground)), unit_(std::move(unit)) {}

    static Result<void> permit(const Actor& actor, const State& state, const Command& command) {
        return grid::permit(actor, state, command);
    }

    Result<Facts> facts(engine::Inside& inside, const Actor& actor, const State& state,
                        const Command& command);

    static Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
        return grid::decide(state, command, facts);
    }

    static State evolve(State state, const Event& event) { return grid::evolve(std::move(state), event); }

    static std::optional<Instant> due(const State& state) { return grid::due(state); }

    static Command due_command(const State&) { return TakeEffect{}; }

    static void view(const State& state, engine::RowSet& rows) { grid::view(state, rows); }

    static std::vector<const sql::Table*> tables();

    Result<void> load(sql::Session& session, const Code& subdistrict) {
        return ground_->load(session, subdistrict);
    }

    void apply(const engine::Change<State>& change) { ground_->apply(change.stream, change.after); }

private:
    std::shared_ptr<GroundView> ground_;
    KnowsUnit unit_;
};

} // namespace gezhi::grid

// Its plumbing is compiled once, in module.cpp: it is heavy.
extern template class gezhi::engine::RoomOf<gezhi::grid::Grid>;
