#pragma once
// The room `people` as the engine sees it. Promises one open login per name and that a lasting administrator
// is left; never holds a name, telephone number or password.

#include "engine/room.hpp"
#include "modules/people/decide.hpp"
#include "modules/people/rights.hpp"
#include "modules/people/view.hpp"

#include <functional>
#include <memory>

namespace gezhi::people {

// What posts may name; an unset function knows everything.
struct Known {
    std::function<bool(const Code&)> unit{};
    std::function<bool(const Code&)> grid{};
};

class People {
public:
    static constexpr std::string_view name = "people";
    using State = people::State;
    using Command = people::Command;
    using Event = people::Event;
    using Facts = people::Facts;

    explicit People(std::shared_ptr<Rights> rights, Known known = {})
        : rights_(std::move(rights)), known_(std::move(known)) {}

    static Result<void> permit(const Actor& actor, const State& state, const Command& command) {
        return people::permit(actor, state, command);
    }

    Result<Facts> facts(engine::Inside& inside, const Actor& actor, const State& state,
                        const Command& command);

    static Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
        return people::decide(state, command, facts);
    }

    static State evolve(State state, const Event& event) { return people::evolve(std::move(state), event); }

    static void view(const State& state, engine::RowSet& rows) { people::view(state, rows); }

    static std::vector<const sql::Table*> tables();

    Result<void> load(sql::Session& session, const Code& subdistrict) {
        return rights_->load(session, subdistrict);
    }

    void apply(const engine::Change<State>& change) { rights_->apply(change.after); }

private:
    std::shared_ptr<Rights> rights_;
    Known known_;
};

} // namespace gezhi::people

// Its plumbing is compiled once, in module.cpp: it is heavy.
extern template class gezhi::engine::RoomOf<gezhi::people::People>;
