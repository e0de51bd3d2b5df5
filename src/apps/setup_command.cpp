// gezhi init: an empty street, ready for its own people.

#include "apps/begin.hpp"
#include "apps/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace gezhi::apps {

namespace {

struct InitFlags {
    bool empty{false};
    std::string login{"admin"};
};

Result<int> init(const Call& call, const InitFlags& flags) {
    GEZHI_TRY(settings, Settings::read(call.flags));
    const auto login = Code::parse(flags.login);
    if (!login) return refuse(people::rules::bad_login);
    SystemClock clock;
    const BeginOptions options{.empty = flags.empty, .administrator = *login, .say = say_progress};
    GEZHI_TRY(begun, begin(settings, options, clock));
    if (begun.first && call.json)
        std::cout << fmt::format(R"({{"login":"{}","password":"{}"}})", begun.first->login,
                                 begun.first->password)
                  << "\n";
    else if (begun.first)
        std::cout << fmt::format("login {}\npassword {}\nThe password is shown only now.\n",
                                 begun.first->login, begun.first->password);
    else if (!begun.accounts.empty())
        std::cout << fmt::format("demo street ready: {} accounts, {} events\n", begun.accounts.size(),
                                 begun.house->engine.seq());
    else
        return refuse(rules::not_empty);
    return exit_done;
}

} // namespace

void add_setup(CLI::App& app, Call& call) {
    auto* command =
        app.add_subcommand("init", "Make the data folder: an empty street, or the demo with --demo");
    const auto flags = std::make_shared<InitFlags>();
    add_house_options(*command, call);
    add_setting(*command, call, "--demo", "demo");
    command->add_flag("--empty", flags->empty, "no demo, whatever the settings say");
    add_setting(*command, call, "--street-code", "street.code");
    add_setting(*command, call, "--street-name", "street.name");
    add_setting(*command, call, "--street-name-en", "street.name_en");
    add_setting(*command, call, "--chain", "chain");
    command->add_option("--login", flags->login, "of the first administrator (admin)");
    add_json_option(*command, call);
    command->footer(
        "The first administrator's password is random and shown once. A folder in which something "
        "has happened is refused.");
    command->callback([&call, flags] {
        call.run = [&call, flags] { return without_house([&] { return init(call, *flags); }); };
    });
}

} // namespace gezhi::apps
