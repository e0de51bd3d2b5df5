#pragma once
// The room `playbook` as the engine sees it. Promises that only a playbook without faults is adopted, that
// versions grow by one, and that Books shows each version as soon as its commit is through. Decides nothing
// about cases: values come to their rooms as facts.

#include "engine/room.hpp"
#include "modules/playbook/commands.hpp"
#include "modules/playbook/query.hpp"
#include "modules/playbook/view.hpp"

#include <memory>

namespace gezhi::playbook {

class PlaybookRoom {
public:
    static constexpr std::string_view name = "playbook";
    using State = playbook::State;
    using Command = playbook::Command;
    using Event = playbook::Event;
    using Facts = playbook::Facts;

    explicit PlaybookRoom(std::shared_ptr<Books> books) : books_(std::move(books)) {}

    static Result<void> permit(const Actor& actor, const State& state, const Command& command) {
        return playbook::permit(actor, state, command);
    }

    Result<Facts> facts(engine::Inside& inside, const Actor& actor, const State& state,
                        const Command& command);

    static Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
        return playbook::decide(state, command, facts);
    }

    static State evolve(State state, const Event& event) { return playbook::evolve(std::move(state), event); }

    static void view(const State& state, engine::RowSet& rows) { playbook::view(state, rows); }

    static std::vector<const sql::Table*> tables();

    // Reads the two streams of the log: earlier versions of the rules are askable again.
    Result<void> load(sql::Session& session, const Code& subdistrict);
    void apply(const engine::Change<State>& change);

private:
    std::shared_ptr<Books> books_;
};

} // namespace gezhi::playbook

// Its plumbing is compiled once, in module.cpp: it is heavy.
extern template class gezhi::engine::RoomOf<gezhi::playbook::PlaybookRoom>;
