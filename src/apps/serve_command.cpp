// gezhi serve: opens the house, makes what the first start needs, answers until it is told to stop.

#include "apps/begin.hpp"
#include "apps/command.hpp"
#include "apps/log_lines.hpp"
#include "apps/serve.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <pthread.h>
#include <signal.h>

#include <iostream>

namespace gezhi::apps {

namespace {

struct ServeFlags {
    bool empty{false};
    bool quiet{false};
    std::int64_t weeks{demo_weeks};
};

// Before any thread: so that all of them leave the signals to this one.
sigset_t signals_to_wait_for() {
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is a refused write, not an end
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    return set;
}

std::string own_url(const Settings& settings, std::uint16_t port) {
    const auto& address = settings["address"];
    const bool any = address == "0.0.0.0" || address == "::";
    const auto host = any                                 ? std::string("127.0.0.1")
                      : address.find(':') != address.npos ? "[" + address + "]"
                                                          : address;
    return fmt::format("{}://{}:{}", settings["tls_certificate"].empty() ? "http" : "https", host, port);
}

Result<ServeOptions> serve_options(const Settings& settings, bool quiet) {
    ServeOptions options;
    GEZHI_TRY(port, settings.whole("port", 0, 65535));
    GEZHI_TRY(workers, settings.whole("workers", 1, 256));
    options.http.address = settings["address"];
    options.http.port = static_cast<std::uint16_t>(port);
    options.http.workers = static_cast<std::size_t>(workers);
    options.http.tls_certificate = settings["tls_certificate"];
    options.http.tls_key = settings["tls_key"];
    options.http.proxies = settings.list("proxies");
    options.public_url = settings["public_url"];
    while (options.public_url.ends_with('/')) options.public_url.pop_back();
    options.log_requests = !quiet;
    if (options.public_url.empty() && port != 0) options.shown_url = own_url(settings, options.http.port);
    return options;
}

void tell_first(const FirstAdministrator& first) {
    std::cout << fmt::format("first administrator: login {} password {} (shown only now; change it after "
                             "signing in at /desk/)\n",
                             first.login, first.password);
}

Result<int> serve(const Call& call, const ServeFlags& flags) {
    const auto signals = signals_to_wait_for();
    GEZHI_TRY(given, Settings::read(call.flags));
    start_log_lines();
    SystemClock clock;
    GEZHI_TRY(begun, begin(given, {.empty = flags.empty, .say = say_progress, .weeks = flags.weeks}, clock));
    GEZHI_TRY(settings, Settings::read(call.flags)); // the first start has written gezhi.toml
    GEZHI_TRY(options, serve_options(settings, flags.quiet));
    options.demo = begun.accounts;
    GEZHI_TRY(served, Served::start(*begun.house, std::move(options)));
    if (begun.first) tell_first(*begun.first);
    std::cout << "ready " << own_url(settings, served->port()) << std::endl;
    int which = 0;
    sigwait(&signals, &which);
    served->stop();
    stop_log_lines();
    return exit_done;
}

} // namespace

void add_serve(CLI::App& app, Call& call) {
    auto* command = app.add_subcommand("serve", "Serve the street: public pages, staff application, /api/v1");
    const auto flags = std::make_shared<ServeFlags>();
    add_house_options(*command, call);
    add_setting(*command, call, "--demo", "demo");
    add_weeks(*command, "--demo-weeks", flags->weeks);
    command->add_flag("--empty", flags->empty, "an empty street: refuses a data folder that holds a demo");
    add_setting(*command, call, "--address", "address");
    add_setting(*command, call, "--port", "port");
    add_setting(*command, call, "--workers", "workers");
    add_setting(*command, call, "--public-url", "public_url");
    add_setting(*command, call, "--proxy", "proxies");
    command->add_flag("--quiet", flags->quiet, "log faults only, not each request");
    command
        ->add_option_function<std::vector<std::string>>(
            "--tls",
            [&call](const std::vector<std::string>& pair) {
                call.flags["tls_certificate"] = pair[0];
                call.flags["tls_key"] = pair[1];
            },
            "PEM certificate chain and key")
        ->expected(2)
        ->type_name("CERT KEY");
    command->footer(
        "Prints `ready URL` when it answers. The first start makes what is missing: the demo street, "
        "or one administrator\nwhose password is shown once. SIGINT or SIGTERM stops it after what "
        "was begun is answered.");
    command->callback([&call, flags] {
        call.run = [&call, flags] { return without_house([&] { return serve(call, *flags); }); };
    });
}

} // namespace gezhi::apps
