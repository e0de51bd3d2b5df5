// gezhi playbook check: whether the files of a playbook fit together, before anybody adopts them.

#include "apps/command.hpp"
#include "modules/playbook/load.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace gezhi::apps {

namespace {

namespace wire {

struct FaultShown {
    std::string pointer{};
    std::string code{};
};
BOOST_DESCRIBE_STRUCT(FaultShown, (), (pointer, code))

} // namespace wire

Result<int> check(const Call& call, const std::string& given) {
    GEZHI_TRY(settings, Settings::read(call.flags));
    auto folder = given;
    if (folder.empty()) {
        GEZHI_TRY(home, settings.home());
        folder = home + "/playbook";
    }
    GEZHI_TRY(book, playbook::load(folder));
    GEZHI_TRY(years, playbook::load_years(folder));
    const auto faults = playbook::check(book);
    if (call.json) {
        std::vector<wire::FaultShown> shown;
        for (const auto& fault : faults) shown.push_back({fault.pointer, fault.code});
        std::cout << people::wire::items(shown) << "\n";
        return faults.empty() ? exit_done : exit_refused;
    }
    for (const auto& fault : faults) std::cout << fmt::format("{}  {}\n", fault.pointer, fault.code);
    std::cout << fmt::format("{} classes, {} units, {} routing rules, {} calendar years: {}\n",
                             book.catalogue.classes.size(), book.routing.units.size(),
                             book.routing.rules.size(), years.size(),
                             faults.empty() ? "no fault" : fmt::format("{} faults", faults.size()));
    return faults.empty() ? exit_done : exit_refused;
}

} // namespace

void add_playbook(CLI::App& app, Call& call) {
    auto* playbook = app.add_subcommand("playbook", "The rules of the street as data: check");
    playbook->require_subcommand(1);
    auto* command =
        playbook->add_subcommand("check", "Report every place where the files do not fit together");
    const auto folder = std::make_shared<std::string>();
    command->add_option("DIR", *folder, "folder of the playbook; none: the one that comes with the program");
    add_setting(*command, call, "--home", "home");
    add_json_option(*command, call);
    command->footer("Exit code 1 when there are faults.");
    command->callback([&call, folder] {
        call.run = [&call, folder] { return without_house([&] { return check(call, *folder); }); };
    });
}

} // namespace gezhi::apps
