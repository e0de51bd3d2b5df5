// gezhi demo: the demo street with its story, or very many cases for measuring.

#include "apps/command.hpp"
#include "apps/demo/bulk.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <iostream>

namespace gezhi::apps {

namespace {

struct DemoFlags {
    std::string folder{};
    std::int64_t cases{0};
    std::int64_t weeks{demo_weeks};
    std::uint64_t seed{1};
};

void tell(const demo::Filled& filled, double seconds, bool as_json) {
    const auto rate = seconds > 0 ? static_cast<double>(filled.cases) / seconds : 0;
    if (as_json)
        std::cout << fmt::format(
            R"({{"cases":{},"commands":{},"refused":{},"seconds":{:.3f},"cases_per_second":{:.0f}}})",
            filled.cases, filled.commands, filled.refused, seconds, rate);
    else
        std::cout << fmt::format("{} cases, {} commands ({} refused) in {:.1f} s: {:.0f} lives a second",
                                 filled.cases, filled.commands, filled.refused, seconds, rate);
    std::cout << "\n";
}

Result<int> fill(const Begun& begun, const std::string& folder, const DemoFlags& flags, bool as_json) {
    GEZHI_TRY(script, demo::read_script(folder));
    const auto from = std::chrono::steady_clock::now();
    demo::Bulk bulk(*begun.house, script, flags.seed);
    const Say quiet = [](std::string_view, std::int64_t, std::int64_t) {};
    GEZHI_TRY(filled, bulk.fill(flags.cases, as_json ? quiet : Say(say_progress)));
    GEZHI_CHECK(begun.house->text_index.catch_up()); // so that the first server finds them at once
    tell(filled, std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count(), as_json);
    return exit_done;
}

Result<int> make(Call& call, const DemoFlags& flags) {
    GEZHI_TRY(before, Settings::read(call.flags));
    if (before["demo"].empty()) {
        GEZHI_TRY(home, before.home());
        call.flags["demo"] = home + "/demo/tianshan";
    }
    GEZHI_TRY(settings, Settings::read(call.flags));
    SystemClock clock;
    const BeginOptions options{.say = say_progress, .weeks = flags.weeks, .story = flags.cases == 0};
    GEZHI_TRY(begun, begin(settings, options, clock));
    if (flags.cases > 0) return fill(begun, settings["demo"], flags, call.json);
    std::cout << fmt::format("demo street ready: {} events\n", begun.house->engine.seq());
    return exit_done;
}

} // namespace

void add_demo(CLI::App& app, Call& call) {
    auto* command = app.add_subcommand("demo", "Make the demo street, or load very many cases into it");
    const auto flags = std::make_shared<DemoFlags>();
    add_house_options(*command, call);
    add_setting(*command, call, "--demo", "demo");
    add_weeks(*command, "--weeks", flags->weeks);
    command->add_option("--cases", flags->cases, "load so many whole lives of cases; one in ten stays open")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{100'000'000}));
    command->add_option("--seed", flags->seed, "of the chance among them (1)");
    add_json_option(*command, call);
    command->footer(
        "Without --cases: a year of cases up to now, as `gezhi serve --demo` makes them at its "
        "first start.\nWith --cases a new street has no story, and everything goes through the same "
        "doors and the same writer.");
    command->callback([&call, flags] {
        call.run = [&call, flags] { return without_house([&] { return make(call, *flags); }); };
    });
}

} // namespace gezhi::apps
