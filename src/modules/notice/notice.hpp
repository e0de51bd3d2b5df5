#pragma once
// The room `notice` as the engine sees it: who waits to be told, in the way they chose. Promises that who
// handled a case never makes its call-back; never holds a name, a number or a door.

#include "engine/room.hpp"
#include "modules/notice/decide.hpp"
#include "modules/notice/view.hpp"
#include "modules/playbook/query.hpp"

#include <memory>

namespace gezhi::notice {

class NoticeRoom {
public:
    static constexpr std::string_view name = "notice";
    using State = notice::State;
    using Command = notice::Command;
    using Event = notice::Event;
    using Facts = notice::Facts;

    explicit NoticeRoom(std::shared_ptr<const playbook::Books> books) : books_(std::move(books)) {}

    static Result<void> permit(const Actor& actor, const State& state, const Command& command) {
        return notice::permit(actor, state, command);
    }

    Result<Facts> facts(engine::Inside& inside, const Actor& actor, const State& state,
                        const Command& command);

    static Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
        return notice::decide(state, command, facts);
    }

    static State evolve(State state, const Event& event) { return notice::evolve(std::move(state), event); }

    static void view(const State& state, engine::RowSet& rows) { notice::view(state, rows); }

    static std::vector<const sql::Table*> tables() { return {&sql::table_of<NoticeRow>()}; }

private:
    std::shared_ptr<const playbook::Books> books_;
};

} // namespace gezhi::notice

// Its plumbing is compiled once, in module.cpp: it is heavy.
extern template class gezhi::engine::RoomOf<gezhi::notice::NoticeRoom>;
