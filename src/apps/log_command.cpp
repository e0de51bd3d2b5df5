// gezhi log: the chain and the fold, checked by whoever wants to know.

#include "apps/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace gezhi::apps {

namespace {

namespace wire {

struct Verdict {
    bool ok{false};
    std::int64_t events{0};
    std::int64_t streams{0};
    std::int64_t rows{0};
    std::vector<std::string> differences{};
};
BOOST_DESCRIBE_STRUCT(Verdict, (), (ok, events, streams, rows, differences))

} // namespace wire

int tell(const engine::Engine::Verdict& verdict, bool as_json, std::string_view good) {
    if (as_json) {
        std::cout << json::write(wire::Verdict{verdict.ok(), verdict.events, verdict.streams, verdict.rows,
                                               verdict.differences})
                  << "\n";
        return verdict.ok() ? exit_done : exit_refused;
    }
    for (const auto& one : verdict.differences) std::cout << "differs: " << one << "\n";
    std::cout << fmt::format("{}: {} events, {} streams, {} rows\n", verdict.ok() ? good : "not ok",
                             verdict.events, verdict.streams, verdict.rows);
    return verdict.ok() ? exit_done : exit_refused;
}

} // namespace

void add_log(CLI::App& app, Call& call) {
    auto* log = app.add_subcommand("log", "The event log: verify the chain, replay it against the tables");
    log->require_subcommand(1);
    auto* verify = log->add_subcommand("verify", "Recompute the hash of every event from the first one on");
    add_house_options(*verify, call);
    add_json_option(*verify, call);
    verify->callback([&call] {
        call.run = [&call] {
            return in_house(call, [&](House& house, const Settings&) -> Result<int> {
                GEZHI_TRY(verdict, house.engine.verify_chain());
                return tell(verdict, call.json, "the chain verifies");
            });
        };
    });
    auto* replay =
        log->add_subcommand("replay", "Fold every stream anew and compare each row of every table");
    add_house_options(*replay, call);
    add_json_option(*replay, call);
    replay->add_flag_callback(
        "--check", [] {}, "compare only; nothing is written (the only way there is)");
    replay->callback([&call] {
        call.run = [&call] {
            return in_house(call, [&](House& house, const Settings&) -> Result<int> {
                GEZHI_TRY(verdict, house.engine.replay_check());
                return tell(verdict, call.json, "the tables are the fold of the log");
            });
        };
    });
}

} // namespace gezhi::apps
