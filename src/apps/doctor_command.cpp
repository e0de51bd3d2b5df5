// gezhi doctor: what the program was told and by whom, and whether the house is well.

#include "apps/backup.hpp"
#include "apps/command.hpp"
#include "apps/retention.hpp"
#include "apps/static_pages.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <iostream>

namespace gezhi::apps {

namespace {

namespace wire {

struct Told {
    std::string name{};
    std::string value{};
    std::string origin{};
};
BOOST_DESCRIBE_STRUCT(Told, (), (name, value, origin))

struct Finding {
    std::string what{};
    bool ok{true};
    std::string value{};
};
BOOST_DESCRIBE_STRUCT(Finding, (), (what, ok, value))

struct Report {
    std::string version{};
    std::vector<Told> settings{};
    std::vector<Finding> findings{};
};
BOOST_DESCRIBE_STRUCT(Report, (), (version, settings, findings))

} // namespace wire

struct DoctorFlags {
    bool retention{false};
    std::string restore_test{};
    std::string keys{};
};
// More than a running server leaves between two rounds of its follower.
constexpr std::int64_t search_events_behind = 50'000;

constexpr std::uintmax_t disk_bytes_low = 1'000'000'000;

std::vector<wire::Told> told(const Settings& given) {
    std::vector<wire::Told> list;
    for (const auto& one : known_settings) {
        auto value =
            one.name == "database" ? Settings::without_password(given.database_url()) : given[one.name];
        list.push_back(
            {std::string(one.name), std::move(value), std::string(origin_name(given.origin(one.name)))});
    }
    return list;
}

wire::Finding key_file(const House& house) {
    const auto path = house.settings.data + "/secret.key";
    std::error_code fault;
    const auto mode = std::filesystem::status(path, fault).permissions();
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    return {"secret.key is for its owner alone", !fault && (mode & others) == std::filesystem::perms::none,
            path};
}

wire::Finding disk(const House& house) {
    std::error_code fault;
    const auto space = std::filesystem::space(house.settings.data, fault);
    return {"room on the disk", !fault && space.available > disk_bytes_low,
            fault ? std::string("?") : fmt::format("{} MB", space.available / 1'000'000)};
}

wire::Finding calendar(House& house) {
    const auto book = house.books->current();
    const auto year = static_cast<int>(civil(house.clock.now()).date.year());
    return {fmt::format("the calendar knows {}", year), book->calendar.has_year(year), book->version.value};
}

// Somebody who sees every case.
Actor all_seeing() {
    Actor actor;
    actor.kind = ActorKind::person;
    actor.posts.push_back({PostId{}, Duty::desk, {}, {}});
    return actor;
}

Result<wire::Finding> board(const House& house) {
    GEZHI_TRY(memory, house.cases.counts(all_seeing(), {}));
    GEZHI_TRY(table, house.cases.counts_from_table(all_seeing(), {}));
    return wire::Finding{"the board counts what the table holds", memory == table,
                         fmt::format("{} open", table["open"])};
}

Result<std::vector<wire::Finding>> findings(House& house) {
    std::vector<wire::Finding> list;
    GEZHI_TRY(chain, house.engine.verify_chain());
    list.push_back({"the chain verifies", chain.ok(), fmt::format("{} events", chain.events)});
    GEZHI_TRY(replay, house.engine.replay_check());
    list.push_back({"the tables are the fold of the log", replay.ok(), fmt::format("{} rows", replay.rows)});
    GEZHI_TRY(parked, house.database->read([&](sql::Session& session) {
        return engine::log::parked(session, house.engine.subdistrict());
    }));
    list.push_back({"the chain's algorithm", true, std::string(json::enum_name(house.engine.algorithm()))});
    list.push_back({"nothing is parked", parked == 0, std::to_string(parked)});
    GEZHI_TRY(counted, board(house));
    list.push_back(std::move(counted));
    GEZHI_TRY(behind, house.text_index.behind());
    list.push_back(
        {"the search has read the log", behind < search_events_behind, fmt::format("{} behind", behind)});
    list.push_back(key_file(house));
    list.push_back(disk(house));
    list.push_back(calendar(house));
    const auto administrators =
        house.rights->snapshot()->holders(Duty::administrator, {}, {}, house.clock.now());
    list.push_back(
        {"somebody is administrator", !administrators.empty(), std::to_string(administrators.size())});
    return list;
}

Result<int> examine(House& house, const Settings& given, bool as_json) {
    wire::Report report{std::string(version), told(given), {}};
    GEZHI_TRY(found, findings(house));
    report.findings = std::move(found);
    bool well = true;
    for (const auto& one : report.findings) well = well && one.ok;
    if (as_json) {
        std::cout << json::write(report) << "\n";
        return well ? exit_done : exit_refused;
    }
    std::cout << fmt::format("gezhi {}\n\n", report.version);
    for (const auto& one : report.settings)
        std::cout << fmt::format("{:<16} {:<11} {}\n", one.name, one.origin, one.value);
    std::cout << "\n";
    for (const auto& one : report.findings)
        std::cout << fmt::format("{:<4} {} ({})\n", one.ok ? "ok" : "NOT", one.what, one.value);
    return well ? exit_done : exit_refused;
}

namespace wire {

struct OverTime {
    Code number{};
    Instant closed_at{};
    std::string what{};
};
BOOST_DESCRIBE_STRUCT(OverTime, (), (number, closed_at, what))

struct Retention {
    std::vector<OverTime> cases{};
    std::int64_t access_lines{0};
};
BOOST_DESCRIBE_STRUCT(Retention, (), (cases, access_lines))

} // namespace wire

// The dry run: what would go now, and nothing goes.
Result<int> show_retention(House& house, bool as_json) {
    GEZHI_TRY(plan, retention_plan(house));
    wire::Retention shown;
    for (const auto& one : plan.cases)
        shown.cases.push_back({one.number, one.closed_at, one.contact_only ? "contact" : "everything"});
    shown.access_lines = plan.access_lines;
    if (as_json) {
        std::cout << json::write(shown) << "\n";
        return exit_done;
    }
    for (const auto& one : shown.cases)
        std::cout << fmt::format("{:<24} ended {}  {}\n", one.number.value, iso(one.closed_at), one.what);
    std::cout << fmt::format("{} cases and {} lines of the access record have been kept long enough (at most "
                             "{} are listed)\n",
                             shown.cases.size(), shown.access_lines, retained_at_once);
    return exit_done;
}

struct Scratch { // a folder of its own, removed afterwards
    std::string path = (std::filesystem::temp_directory_path() / "gezhi-restore-XXXXXX").string();

    Scratch() { require(::mkdtemp(path.data()) != nullptr, "a folder for the trial"); }

    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }

    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
};

// Puts the newest backup back beside everything and examines it. Of PostgreSQL into the empty database that
// --database names.
Result<int> restore_test(const Call& call, const DoctorFlags& flags) {
    GEZHI_TRY(given, Settings::read(call.flags));
    GEZHI_TRY(home, given.home());
    const Scratch scratch;
    const auto url =
        call.flags.contains("database") ? given.database_url() : "sqlite:" + scratch.path + "/gezhi.db";
    SystemClock clock;
    GEZHI_TRY(done, restore({flags.restore_test, flags.keys, scratch.path, url, home}, clock));
    std::cout << fmt::format("{} the backup of {} goes back: {} events, {} rows, {} erasures applied again, "
                             "{} of the newest texts without a key\n",
                             done.unreadable == 0 ? "ok" : "NOT", iso(done.manifest.made), done.events,
                             done.rows, done.erased_again, done.unreadable);
    return done.unreadable == 0 ? exit_done : exit_refused;
}

} // namespace

void add_doctor(CLI::App& app, Call& call) {
    auto* command =
        app.add_subcommand("doctor", "Show the settings with their origin, and examine the house");
    for (const auto& [option, name] :
         {std::pair{"--data", "data"}, {"--database", "database"}, {"--home", "home"}, {"--port", "port"}})
        add_setting(*command, call, option, name);
    add_json_option(*command, call);
    const auto flags = std::make_shared<DoctorFlags>();
    command->add_flag("--retention", flags->retention, "show what has been kept long enough; erases nothing");
    auto* trial = command->add_option("--restore-test", flags->restore_test,
                                      "put the newest backup of this folder back in a scratch place");
    command->add_option("--keys", flags->keys, "the folder of the copies of keys")->needs(trial);
    command->footer("Exit code 1 when something is not well. Reads only; may run beside a server.");
    command->callback([&call, flags] {
        call.run = [&call, flags] {
            if (!flags->restore_test.empty())
                return without_house([&] { return restore_test(call, *flags); });
            return in_house(call, [&](House& house, const Settings& given) {
                return flags->retention ? show_retention(house, call.json) : examine(house, given, call.json);
            });
        };
    });
}

} // namespace gezhi::apps
