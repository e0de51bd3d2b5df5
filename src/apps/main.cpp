// The one binary. Each sub-command is declared in its own file; this one only names them.

#include "apps/command.hpp"
#include "apps/static_pages.hpp"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace gezhi::apps;
    CLI::App app("Gezhi 格治: grid governance of a subdistrict. Reports from the street to an honest end.",
                 "gezhi");
    app.set_version_flag("--version", std::string(version));
    app.require_subcommand(1);
    app.footer(
        "Settings come from the option, then the environment (GEZHI_*), then DATA/gezhi.toml, then the "
        "built-in value;\n`gezhi doctor` shows which. Exit codes: 0 done, 1 refused or the answer is "
        "no, 2 used wrongly.");
    Call call;
    add_serve(app, call);
    add_setup(app, call);
    add_demo(app, call);
    add_user(app, call);
    add_grid(app, call);
    add_clock(app, call);
    add_playbook(app, call);
    add_log(app, call);
    add_backup(app, call);
    add_privacy(app, call);
    add_doctor(app, call);
    add_routes(app, call);
    add_picture(app, call);
    add_sim(app, call);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& fault) {
        return app.exit(fault) == 0 ? exit_done : exit_misused;
    }
    return call.run ? call.run() : exit_misused;
}
