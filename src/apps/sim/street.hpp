#pragma once
// The people of a simulated street: who they are, and what each would do next with a case, sensible or wild.
// Makes tasks only; sending them, failing and checking is simulate.cpp's. Draws everything from one Chance.

#include "apps/chance.hpp"
#include "apps/house.hpp"

#include <optional>

namespace gezhi::apps::sim {

// Drawn once for each seed, so that streets differ in kind and not only in detail (swarm testing).
struct Habits {
    std::int64_t reports{30}; // of a hundred acts
    std::int64_t wild{10};
    std::int64_t words{10};
    std::int64_t returns{15}; // of a hundred handings-in
    std::int64_t declines{8};
    std::int64_t joins{8};
    std::int64_t failed_checks{15};
    std::int64_t not_yet{25};
    std::int64_t asks{12};    // of a hundred: more time or rest instead of the work
    std::int64_t splits{5};   // … part of the matter apart
    std::int64_t on_spot{10}; // of a hundred reports
    std::int64_t emergencies{3};
    std::int64_t repeats{10};
    std::int64_t statement_faults{10};
    std::int64_t restarts{3};
    std::int64_t long_nights{15}; // the clock jumps over a night, a weekend, a holiday

    static Habits draw(Chance& chance);
};

class Street {
public:
    Street(House& house, Chance& chance, const Habits& habits)
        : house_(&house), chance_(chance), habits_(habits) {
        people();
    }

    void moved_into(House& house) { house_ = &house; } // after a restart

    engine::Task report();
    engine::Task on_spot();
    // The step that fits the case; none for a case that has ended for good.
    std::optional<engine::Task> next_step(const casework::State& state, bool quietly);
    engine::Task wild(const casework::State& state, const std::vector<CaseId>& all);
    engine::Task words(const casework::State& state);
    std::optional<engine::Task> join(const casework::State& state, CaseId lead);

    // What people wrote: none of it may stand in an event.
    static constexpr std::string_view mark = "沈某某家的灯";

private:
    struct Staff {
        Actor actor{};
        Code unit{};
    };

    void people();
    Staff made(Duty duty, const Code& unit, const Code& grid);
    engine::Task task(CaseId id, const Actor& actor, casework::Command command, engine::Sides sides = {});
    casework::SealedText written(CaseId id, engine::Sides& sides);
    std::optional<casework::SealedText> maybe_written(CaseId id, engine::Sides& sides, bool needed);

    const playbook::Playbook& book() const { return house_->books->current()->index.playbook(); }

    FileId photo(); // kept, and named by no case yet
    const playbook::Reason& reason(std::string_view kind);
    const Actor& reporter();
    const Actor& desk_for(const casework::State& state, const Code& unit);
    engine::Task send_on(const casework::State& state, bool quietly);
    engine::Task decline(const casework::State& state);
    engine::Task ask(const casework::State& state, const Actor& unit);
    engine::Task judge(const casework::State& state);
    engine::Task split(const casework::State& state);
    engine::Task appeal(const casework::State& state);
    engine::Task handle(const casework::State& state, bool quietly);
    engine::Task check(const casework::State& state, bool quietly);
    engine::Task close(const casework::State& state);
    std::optional<engine::Task> after_the_end(const casework::State& state);
    casework::Command wild_side(const casework::State& state, engine::Sides& sides);
    casework::Command wild_command(const casework::State& state, const std::vector<CaseId>& all,
                                   engine::Sides& sides);

    House* house_;
    Chance& chance_;
    const Habits& habits_;
    std::vector<Staff> desks_;
    std::vector<Staff> handlers_; // two for each unit
    std::vector<Staff> others_;   // checker, liaison, grid leader, legal officer, duty officer, administrator
    Actor reporter_{};
    std::uint64_t keys_{0};
};

} // namespace gezhi::apps::sim
