#pragma once
// The story of some weeks: residents report, the desk sends on, units work, checkers check, people answer;
// some of it late, returned, declined, reopened. Everything goes through the commands of the rooms, each at
// its moment, with the clock's own ticks between. A command the street refuses is left out and counted:
// people try things too.

#include "apps/begin.hpp"
#include "apps/chance.hpp"
#include "apps/demo/script.hpp"

#include <map>

namespace gezhi::apps::demo {

struct Told {
    std::int64_t reports{0};
    std::int64_t commands{0};
    std::int64_t refused{0};
    std::map<std::string, std::int64_t> refusals{}; // by code
};

// How one case goes, drawn when it is reported.
struct Plan {
    CaseId id{};
    Matter matter{};
    Spot spot{};
    bool emergency{false};
    bool by_resident{false};
    bool photographed{false};
    bool declined{false};
    bool referred{false};
    bool explained{false};
    bool late{false};
    bool talks{false};
    bool noted{false};
    bool held{false};
    bool answers{false};
    bool solved{true};
    std::int64_t returns{0};
    std::int64_t handled{0}; // times handed in
};

class Story {
public:
    // All outlive the story; the clock stands at its beginning.
    Story(House& house, FakeClock& clock, const Script& script, std::uint64_t seed);

    Result<Told> tell(Instant until, const Say& say);

private:
    using Action = std::function<Result<void>()>;
    using Shared = std::shared_ptr<Plan>;

    void at(Instant when, Action action);
    Result<void> advance(Instant to); // with the street's own clocks and flows on the way
    void plan_day(Instant midnight);
    void plan_report(Instant when);

    // story_cast.cpp: who, when, with which words
    Actor staff(const std::string& login);
    Actor on_duty();
    Actor reporter() const;
    Actor desk();
    Actor handler(const Code& unit);
    Instant after(Instant from, std::int64_t least_minutes, std::int64_t most_minutes, bool office = true);
    std::string words(const std::vector<std::string>& lines, const Params& params = {});
    casework::SealedText sealed(const Plan& plan, std::string text, std::string_view kind,
                                engine::Sides& sides);
    Result<std::vector<FileId>> photos(const Plan& plan, bool before);
    Result<casework::State> state(const Plan& plan);
    // True when the command was taken.
    Result<bool> send(const Actor& actor, const Plan& plan, casework::Command command,
                      engine::Sides sides = {});

    // story_intake.cpp
    Result<void> report(const Shared& plan);
    Result<void> follow(const Shared& lead, int nth);
    casework::ReportGiven given_of(Plan& plan);
    Plan draw_plan(bool emergency);
    Result<void> triage(const Shared& plan);
    Result<void> send_on(const Shared& plan);
    Result<void> decline(const Shared& plan);
    Result<void> explain(const Shared& plan);

    // story_handling.cpp
    void plan_handling(const Shared& plan);
    Result<void> give_back(const Shared& plan);
    Result<void> talk(const Shared& plan);
    Result<void> hand_in(const Shared& plan);
    Result<void> check(const Shared& plan);
    Result<void> close(const Shared& plan);
    Result<void> answer(const Shared& plan);

    House& house_;
    FakeClock& clock_;
    const Script& script_;
    Chance chance_;
    Told told_{};
    std::map<std::string, PersonId> cast_{};
    std::map<std::pair<Instant, std::int64_t>, Action> actions_{};
    std::int64_t order_{0};
    std::int64_t keys_{0};
};

} // namespace gezhi::apps::demo
