#pragma once
// What every sub-command of `gezhi` shares: the settings, the opened house, words for refusals, exit codes.
// A sub-command is a function add_…(app, call) that declares its options and says what to run.

#include "apps/begin.hpp"

#include <functional>
#include <iosfwd>

namespace CLI {
class App;
}

namespace gezhi::apps {

// The exit codes, also of ./run and ./test.
constexpr int exit_done = 0;
constexpr int exit_refused = 1; // or: the answer is no
constexpr int exit_misused = 2; // unknown option, missing argument

struct Call {
    Settings::Flags flags{}; // of all sub-commands together
    bool json{false};
    std::function<int()> run{}; // of the sub-command that was named
};

// --data, --database, --home: of every sub-command that opens the house.
void add_house_options(CLI::App& command, Call& call);
void add_json_option(CLI::App& command, Call& call);
// An option that is a setting; its help says the environment's name too.
void add_setting(CLI::App& command, Call& call, const char* option, std::string_view name);
// How long the story of a new demo street is.
void add_weeks(CLI::App& command, const char* option, std::int64_t& weeks);

// Opens the house and runs the work in it; prints a refusal and gives the exit code.
int in_house(const Call& call, const std::function<Result<int>(House&, const Settings&)>& work);
// The same without a house.
int without_house(const std::function<Result<int>()>& work);

// One line for a person, in the language of LANG: title, detail, code and every fault.
std::string words_of(const Error& error);

void add_serve(CLI::App& app, Call& call);
void add_setup(CLI::App& app, Call& call); // init
void add_demo(CLI::App& app, Call& call);
void add_user(CLI::App& app, Call& call);
void add_grid(CLI::App& app, Call& call);
void add_clock(CLI::App& app, Call& call);
void add_playbook(CLI::App& app, Call& call);
void add_log(CLI::App& app, Call& call);
void add_backup(CLI::App& app, Call& call); // backup, restore
void add_privacy(CLI::App& app, Call& call);
void add_doctor(CLI::App& app, Call& call);
void add_routes(CLI::App& app, Call& call); // routes, openapi
void add_picture(CLI::App& app, Call& call);
void add_sim(CLI::App& app, Call& call);

} // namespace gezhi::apps
