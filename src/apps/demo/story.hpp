#pragma once
// The story of some weeks, up to a whole year: residents report, the desk sends on, units work, checkers
// check, people answer; some of it late, returned, declined, reopened; somebody is on leave, somebody is
// furious. Everything goes through the commands of the rooms, each at its moment, with the clock's own ticks
// between. A command the street refuses is left out and counted: people try things too.

#include "apps/begin.hpp"
#include "apps/demo/year.hpp"

#include <map>

namespace gezhi::apps::demo {

inline constexpr std::int64_t minutes_a_day = 24 * 60;

struct Told {
    std::int64_t reports{0};
    std::int64_t commands{0};
    std::int64_t refused{0};
    std::map<std::string, std::int64_t> refusals{}; // by code
};

// The side road that a case takes, one at most.
enum class SideRoad : std::uint8_t {
    none,
    more_time,  // the unit says in time that it needs longer
    rest,       // it cannot be done for weeks
    part,       // some of it is a case of its own
    taken_back, // the desk sees its slip at once
    on_spot     // done where it was found
};

// How one case goes, drawn when it is reported.
struct Plan {
    CaseId id{};
    Matter matter{}; // its words chosen
    Spot spot{};
    casework::Spot place{}; // as it was located
    const Knot* knot{nullptr};
    casework::Channel channel{casework::Channel::resident_web};
    bool emergency{false};
    bool by_resident{false};
    bool photographed{false};
    bool declined{false};
    bool referred{false};
    bool explained{false};
    bool late{false};
    bool stuck{false};      // for weeks
    bool supervised{false}; // once it is late
    bool appeals{false};
    bool talks{false};
    bool noted{false};
    bool held{false};
    bool answers{false};
    bool solved{true};
    bool furious{false};
    bool astray{false}; // its position is in another grid
    SideRoad road{SideRoad::none};
    std::vector<Code> wrong{}; // units that will give it back, in this order
    std::int64_t handled{0};   // times handed in
};

class Story {
public:
    // All outlive the story; the clock stands at its beginning.
    Story(House& house, FakeClock& clock, const Script& script, std::uint64_t seed);

    // One of `one_in` of what a street reports.
    Result<Told> tell(Instant until, const Say& say, std::int64_t one_in = 1);

private:
    using Action = std::function<Result<void>()>;
    using Shared = std::shared_ptr<Plan>;

    void at(Instant when, Action action);
    Result<void> advance(Instant to); // with the street's own clocks and flows on the way
    void plan_day(Instant midnight, std::int64_t one_in);

    // story_cast.cpp: who, when, with which words
    Actor staff(const std::string& login);
    Actor on_duty();
    Actor reporter() const;
    Actor desk();
    Actor handler(const Code& unit);
    Actor of_grid(Duty duty, const Code& grid); // the desk where nobody holds it
    bool works(Instant at) const;               // the office is open
    bool works_that_day(Instant at) const;
    Instant after(Instant from, std::int64_t least_minutes, std::int64_t most_minutes, bool office = true);
    std::string words(const std::vector<std::string>& lines, const Params& params = {});
    casework::SealedText sealed(const Plan& plan, std::string text, std::string_view kind,
                                engine::Sides& sides);
    Result<std::vector<FileId>> photos(const Plan& plan, bool before);
    Result<casework::State> state(const Plan& plan);
    engine::Task task(const Actor& actor, engine::Task made);
    // True when the command was taken.
    Result<bool> send(const Actor& actor, const Plan& plan, casework::Command command,
                      engine::Sides sides = {});
    Result<bool> sent(engine::Task made);

    // A command that is words and nothing else.
    template <class Words>
    Result<bool> write(const Actor& actor, const Plan& plan, std::string text, std::string_view kind) {
        engine::Sides sides;
        Words command{sealed(plan, std::move(text), kind, sides)};
        return send(actor, plan, std::move(command), std::move(sides));
    }

    Result<void> note(const Actor& actor, const Plan& plan, const std::vector<std::string>& lines);

    // story_intake.cpp
    Plan draw_plan(const Planned& planned);
    Result<void> report(const Shared& plan);
    Result<void> follow(const Shared& lead, int nth);
    casework::ReportGiven given_of(Plan& plan);
    std::string voice(const Plan& plan);
    std::string address(const Plan& plan);
    casework::Channel draw_channel(Instant when);
    Code usual_mistake(); // a unit that matters go to by mistake

    // story_desk.cpp
    Result<void> triage(const Shared& plan);
    Result<void> send_on(const Shared& plan);
    Result<void> decline(const Shared& plan);
    Result<void> explain(const Shared& plan);
    Result<void> put_right(const Shared& plan);

    // story_handling.cpp
    void plan_handling(const Shared& plan);
    Result<void> give_back(const Shared& plan);
    Result<void> talk(const Shared& plan);
    Result<void> hand_in(const Shared& plan);

    // story_ending.cpp
    Result<void> check(const Shared& plan);
    Result<void> close(const Shared& plan);
    Result<void> answer(const Shared& plan);

    // story_side.cpp
    Code reason(std::string_view kind);
    Result<void> ask_for_time(const Shared& plan, SideRoad wish);
    Result<void> judge(const Shared& plan);
    Result<void> split_off(const Shared& plan);
    Result<void> supervise(const Shared& plan);
    Result<void> appeal(const Shared& plan);
    Result<void> review(const Shared& plan);
    Result<bool> fix(const Shared& plan); // true when it was taken
    Result<void> take_back(const Shared& plan);
    Result<void> leave_cluster(const Shared& plan);
    Result<void> speak_up(const Shared& plan);

    // story_street.cpp
    void plan_calls(Instant midnight);
    void plan_leave(Instant midnight);
    Result<void> call_those_who_wait(std::int64_t percent);
    Result<void> answer_emergencies();
    Result<void> hand_on(const Away& away, Instant until);
    Result<void> rage(const Shared& plan, std::size_t nth);

    House& house_;
    FakeClock& clock_;
    const Script& script_;
    Chance chance_;
    Almanac almanac_;
    Instant until_{};
    Told told_{};
    std::map<std::string, files::Made> drawn_{}; // by kind of place, side and variant
    std::map<std::string, PersonId> cast_{};
    std::map<std::pair<Instant, std::int64_t>, Action> actions_{};
    std::int64_t order_{0};
    std::int64_t keys_{0};
    std::int64_t settled_seq_{-1};
    Instant next_astray_{};
    bool furious_told_{false};
};

} // namespace gezhi::apps::demo
