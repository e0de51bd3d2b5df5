// gezhi backup and gezhi restore: a copy of the street while it runs, and the way back.

#include "apps/backup.hpp"
#include "apps/command.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace gezhi::apps {

namespace {

struct BackupFlags {
    std::string folder{};
    std::string keys{};
};

namespace wire {

struct BackedUp {
    std::string folder{};
    std::string keys{};
    std::int64_t seq{0};
    std::int64_t files{0};
    std::int64_t keys_removed{0};
};
BOOST_DESCRIBE_STRUCT(BackedUp, (), (folder, keys, seq, files, keys_removed))

struct Restored {
    Code street{};
    Instant made{};
    std::int64_t events{0};
    std::int64_t rows{0};
    std::int64_t erased_again{0};
    std::int64_t unreadable{0};
};
BOOST_DESCRIBE_STRUCT(Restored, (), (street, made, events, rows, erased_again, unreadable))

} // namespace wire

Result<int> backup(House& house, const BackupFlags& flags, bool as_json) {
    GEZHI_TRY(made, back_up(house, flags.folder, flags.keys));
    if (as_json)
        std::cout << json::write(wire::BackedUp{made.folder, made.keys, made.manifest.seq,
                                                made.manifest.files, made.keys_removed})
                  << "\n";
    else
        std::cout << fmt::format("backup {}\nkeys   {}\n{} events, {} files; {} old copies of keys removed\n",
                                 made.folder, made.keys, made.manifest.seq, made.manifest.files,
                                 made.keys_removed);
    return exit_done;
}

Result<int> put_back(const Call& call, const BackupFlags& flags) {
    GEZHI_TRY(given, Settings::read(call.flags));
    GEZHI_TRY(home, given.home());
    SystemClock clock;
    GEZHI_TRY(done, restore({flags.folder, flags.keys, given["data"], given.database_url(), home}, clock));
    if (call.json)
        std::cout << json::write(wire::Restored{done.manifest.street, done.manifest.made, done.events,
                                                done.rows, done.erased_again, done.unreadable})
                  << "\n";
    else
        std::cout << fmt::format(
            "restored {} as of {}\n{} events, the chain verifies; {} rows are the fold of "
            "the log; {} erasures applied again; {} of the newest texts without a key\n",
            done.manifest.street.value, iso(done.manifest.made), done.events, done.rows, done.erased_again,
            done.unreadable);
    return done.unreadable == 0 ? exit_done : exit_refused;
}

} // namespace

void add_backup(CLI::App& app, Call& call) {
    const auto flags = std::make_shared<BackupFlags>();
    auto* making = app.add_subcommand("backup", "Copy the street while it runs; keys into a folder apart");
    add_house_options(*making, call);
    add_json_option(*making, call);
    making->add_option("folder", flags->folder, "each backup becomes a folder in it")->required();
    making->add_option("--keys", flags->keys, "where the copies of the keys go; on another disk")->required();
    making->footer("Copies of keys older than the playbook says (key_backup_days) are removed, so that an "
                   "erasure reaches\nevery backup by then. May run beside a server.");
    making->callback([&call, flags] {
        call.run = [&call, flags] {
            return in_house(call,
                            [&](House& house, const Settings&) { return backup(house, *flags, call.json); });
        };
    });
    auto* putting =
        app.add_subcommand("restore", "Put a backup back, with the newest keys, into a new folder");
    add_house_options(*putting, call);
    add_json_option(*putting, call);
    putting->add_option("folder", flags->folder, "a backup, or the folder of all: then the newest")
        ->required();
    putting->add_option("--keys", flags->keys, "a copy of keys, or the folder of all: then the newest")
        ->required();
    putting->footer("What the keys know to be erased is erased again. Exit code 1 when texts have no key.");
    putting->callback([&call, flags] {
        call.run = [&call, flags] { return without_house([&] { return put_back(call, *flags); }); };
    });
}

} // namespace gezhi::apps
