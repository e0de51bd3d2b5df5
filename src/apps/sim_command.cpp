// gezhi sim: the simulator by hand, for as many seeds as wanted.

#include "apps/command.hpp"
#include "apps/sim/simulate.hpp"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <filesystem>

namespace gezhi::apps {

namespace {

struct Wanted {
    std::uint64_t seed{1};
    std::int64_t seeds{1};
    std::int64_t ticks{150};
    std::string database{};
};

// A fresh folder for each street, gone afterwards.
struct Folder {
    std::string path = (std::filesystem::temp_directory_path() / "gezhi-sim-XXXXXX").string();

    Folder() { require(::mkdtemp(path.data()) != nullptr, "a temporary folder"); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() {
        std::error_code fault;
        std::filesystem::remove_all(path, fault);
    }
};

Result<bool> one_street(const Call& call, const Wanted& wanted, std::uint64_t seed, const std::string& home) {
    const Folder folder;
    const auto database = wanted.database.empty() ? "sqlite:" + folder.path + "/sim.db" : wanted.database;
    GEZHI_TRY(outcome,
              sim::simulate({seed, wanted.ticks, home, home + "/demo/tianshan", folder.path, database}));
    if (call.json)
        fmt::print("{{\"seed\":{},\"outcome\":{}}}\n", seed, json::write(outcome));
    else
        fmt::print("seed {}: {} ticks, {} cases, {} ended, {} events, {} refused, {} faults, {} restarts, "
                   "head {}\n",
                   seed, outcome.ticks, outcome.cases, outcome.ended, outcome.events, outcome.refused,
                   outcome.faults, outcome.restarts, outcome.head.substr(0, 12));
    for (const auto& promise : outcome.broken) fmt::print(stderr, "  broken: {}\n", promise);
    if (!outcome.broken.empty())
        fmt::print(stderr, "  again: gezhi sim --seed {} --ticks {}\n", seed, wanted.ticks);
    return outcome.broken.empty();
}

Result<int> simulate(const Call& call, const Wanted& wanted) {
    GEZHI_TRY(settings, Settings::read(call.flags));
    GEZHI_TRY(home, settings.home());
    std::int64_t broken = 0;
    for (std::int64_t i = 0; i < wanted.seeds; ++i) {
        GEZHI_TRY(kept, one_street(call, wanted, wanted.seed + static_cast<std::uint64_t>(i), home));
        broken += kept ? 0 : 1;
    }
    if (broken > 0) fmt::print(stderr, "{} of {} streets broke a promise\n", broken, wanted.seeds);
    return broken == 0 ? exit_done : exit_refused;
}

} // namespace

void add_sim(CLI::App& app, Call& call) {
    auto* command =
        app.add_subcommand("sim", "Simulates a street: random people, faults, every promise checked");
    const auto wanted = std::make_shared<Wanted>();
    command->add_option("--seed", wanted->seed, "the first seed")->capture_default_str();
    command->add_option("--seeds", wanted->seeds, "how many streets, one seed each")->capture_default_str();
    command->add_option("--ticks", wanted->ticks, "how long each street lives")->capture_default_str();
    command->add_option("--database", wanted->database, "a fresh postgresql://… schema; SQLite otherwise");
    add_json_option(*command, call);
    command->callback([&call, wanted] {
        call.run = [&call, wanted] { return without_house([&] { return simulate(call, *wanted); }); };
    });
}

} // namespace gezhi::apps
