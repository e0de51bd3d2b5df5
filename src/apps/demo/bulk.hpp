#pragma once
// Very many cases through the same doors and the same writer, for measuring: whole lives in waves, many
// commands in one transaction. One case in ten stays open. Nothing is written past the engine.

#include "apps/begin.hpp"
#include "apps/demo/year.hpp"

namespace gezhi::apps::demo {

struct Filled {
    std::int64_t cases{0};
    std::int64_t commands{0};
    std::int64_t refused{0};
};

class Bulk {
public:
    // Both outlive this.
    Bulk(House& house, const Script& script, std::uint64_t seed);

    Result<Filled> fill(std::int64_t cases, const Say& say);

private:
    // A matter that ends without photo or visit, with the condition that closes it.
    struct Simple {
        Matter matter{};
        Code unit{};
        Code closing{};
    };

    struct Life {
        CaseId id{};
        const Simple* simple{nullptr};
        bool checked{false};
    };

    void choose_matters();
    Result<void> wave(std::int64_t n);
    Result<std::vector<Life>> reports(std::int64_t n);
    Result<void>
    send(const std::vector<Life>& lives,
         const std::function<std::pair<Actor, casework::Command>(const Life&, engine::Sides&)>& make);
    Result<void> run(std::vector<engine::Task> tasks);
    engine::Task task(const Actor& actor, CaseId id, casework::Command command);
    Actor holder(Duty duty, const Code& unit);

    House& house_;
    const Script& script_;
    Chance chance_;
    std::vector<Simple> simple_{};
    Filled filled_{};
    std::string keys_{};
};

} // namespace gezhi::apps::demo
