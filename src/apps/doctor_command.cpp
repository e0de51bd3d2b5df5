// gezhi doctor: what the program was told and by whom, and whether the house is well.

#include "apps/command.hpp"
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

} // namespace

void add_doctor(CLI::App& app, Call& call) {
    auto* command =
        app.add_subcommand("doctor", "Show the settings with their origin, and examine the house");
    for (const auto& [option, name] :
         {std::pair{"--data", "data"}, {"--database", "database"}, {"--home", "home"}, {"--port", "port"}})
        add_setting(*command, call, option, name);
    add_json_option(*command, call);
    command->footer("Exit code 1 when something is not well. Reads only; may run beside a server.");
    command->callback([&call] {
        call.run = [&call] {
            return in_house(
                call, [&](House& house, const Settings& given) { return examine(house, given, call.json); });
        };
    });
}

} // namespace gezhi::apps
