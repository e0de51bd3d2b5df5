#pragma once
// The room `casework` as the engine sees it: one stream for each case (its id is the CaseId). Promises one
// accountable unit and one running or resting clock for each open case; never holds a text, a name or an
// exact place. Memory views that follow the cases hang on as watchers.

#include "engine/room.hpp"
#include "modules/casework/decide.hpp"
#include "modules/casework/evolve.hpp"
#include "modules/casework/permit.hpp"
#include "modules/casework/view.hpp"
#include "modules/grid/query.hpp"
#include "modules/playbook/query.hpp"

#include <functional>
#include <memory>

namespace gezhi::casework {

// Follows every case: `load` once from the read tables, then `apply` after each commit in order of seq.
// Either may be unset.
struct Watcher {
    std::function<Result<void>(sql::Session&, const Code& subdistrict)> load{};
    std::function<void(const engine::Change<State>&)> apply{};
};

class Casework {
public:
    static constexpr std::string_view name = "casework";
    using State = casework::State;
    using Command = casework::Command;
    using Event = casework::Event;
    using Facts = casework::Facts;

    Casework(std::shared_ptr<const playbook::Books> books, std::shared_ptr<const grid::Ground> ground,
             std::vector<Watcher> watchers = {})
        : books_(std::move(books)), ground_(std::move(ground)), watchers_(std::move(watchers)) {}

    static Result<void> permit(const Actor& actor, const State& state, const Command& command) {
        return std::visit([&](const auto& one) { return casework::permit(actor, state, one.name); }, command);
    }

    Result<Facts> facts(engine::Inside& inside, const Actor& actor, const State& state,
                        const Command& command) const;

    static Result<Events> decide(const State& state, const Command& command, const Facts& facts) {
        return casework::decide(state, command, facts);
    }

    static State evolve(State state, const Event& event) { return casework::evolve(std::move(state), event); }

    static void view(const State& state, engine::RowSet& rows) { casework::view(state, rows); }

    static void rollup(const State& before, const State& after, engine::Deltas& deltas) {
        casework::rollup(before, after, deltas);
    }

    static std::optional<Instant> due(const State& state) { return casework::due(state); }

    static Command due_command(const State&) { return Tick{}; }

    static std::vector<const sql::Table*> tables() { return {&sql::table_of<CaseRow>()}; }

    Result<void> load(sql::Session& session, const Code& subdistrict);
    void apply(const engine::Change<State>& change);

private:
    std::shared_ptr<const playbook::Books> books_;
    std::shared_ptr<const grid::Ground> ground_; // may be null in tests
    std::vector<Watcher> watchers_;
};

} // namespace gezhi::casework

// Its plumbing is compiled once, in module.cpp: it is heavy.
extern template class gezhi::engine::RoomOf<gezhi::casework::Casework>;
