// gezhi clock explain: every counted stretch, pause and holiday of a limit up to its due moment.

#include "apps/command.hpp"
#include "modules/playbook/explain.hpp"
#include "modules/playbook/load.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace gezhi::apps {

namespace {

struct ClockFlags {
    std::string limit{};
    std::string start{};
    std::string now{};
    std::string folder{};
    std::vector<std::string> pauses{};
};

Result<Instant> instant_of(const std::string& name, const std::string& text) {
    const auto at = parse_iso(text);
    if (!at) return refuse(rules::setting_wrong, {{"name", name}, {"value", text}});
    return *at;
}

// FROM/TO as ISO 8601 writes an interval; an open pause has nothing behind the slash.
Result<std::vector<calendar::Pause>> pauses_of(const std::vector<std::string>& given) {
    std::vector<calendar::Pause> pauses;
    for (const auto& text : given) {
        const auto slash = text.find('/');
        GEZHI_TRY(from, instant_of("pause", text.substr(0, slash)));
        calendar::Pause pause;
        pause.from = from;
        if (slash != text.npos && slash + 1 < text.size()) {
            GEZHI_TRY(to, instant_of("pause", text.substr(slash + 1)));
            pause.to = to;
        }
        pauses.push_back(pause);
    }
    return pauses;
}

Result<playbook::Rulebook> rulebook(const Call& call, const ClockFlags& flags) {
    GEZHI_TRY(settings, Settings::read(call.flags));
    auto folder = flags.folder;
    if (folder.empty()) {
        GEZHI_TRY(home, settings.home());
        folder = home + "/playbook";
    }
    GEZHI_TRY(book, playbook::load_checked(folder));
    GEZHI_TRY(years, playbook::load_years(folder));
    GEZHI_TRY(calendar, calendar::Calendar::make(std::move(years)));
    playbook::Rulebook made;
    made.index = playbook::PlaybookIndex(std::move(book));
    made.calendar = std::move(calendar);
    return made;
}

void tell(const playbook::ClockAnswer& answer) {
    std::cout << fmt::format("limit {} from {}\n", answer.limit, iso(answer.started_at));
    for (const auto& line : answer.lines)
        std::cout << fmt::format("  {} – {:<25} {:<10} +{} min = {} min{}{}\n", iso(line.from),
                                 line.to ? iso(*line.to) : std::string("open"), json::enum_name(line.kind),
                                 line.counted_minutes, line.running_minutes, line.note ? "  " : "",
                                 line.note.value_or(""));
    if (answer.half_at) std::cout << "half " << iso(*answer.half_at) << "\n";
    if (answer.soon_at) std::cout << "soon " << iso(*answer.soon_at) << "\n";
    std::cout << (answer.due_at ? "due  " + iso(*answer.due_at) : std::string("paused: no due moment"))
              << "\n";
    for (const auto& source : answer.calendar_sources) std::cout << "calendar: " << source << "\n";
    for (const auto year : answer.missing_years)
        std::cout << fmt::format("WARNING: the calendar of {} is missing; weekends and fixed dates only\n",
                                 year);
}

Result<int> explain(const Call& call, const ClockFlags& flags) {
    GEZHI_TRY(book, rulebook(call, flags));
    GEZHI_TRY(start, instant_of("start", flags.start));
    GEZHI_TRY(pauses, pauses_of(flags.pauses));
    std::optional<Instant> now;
    if (!flags.now.empty()) {
        GEZHI_TRY(given, instant_of("now", flags.now));
        now = given;
    }
    GEZHI_TRY(answer, playbook::explain_clock(book, flags.limit, start, pauses, now));
    if (call.json)
        std::cout << json::write(answer) << "\n";
    else
        tell(answer);
    return answer.missing_years.empty() ? exit_done : exit_refused;
}

} // namespace

void add_clock(CLI::App& app, Call& call) {
    auto* clock = app.add_subcommand("clock", "How time counts: explain");
    clock->require_subcommand(1);
    auto* command = clock->add_subcommand("explain", "Show every counted stretch up to the due moment");
    const auto flags = std::make_shared<ClockFlags>();
    command->add_option("LIMIT", flags->limit, "short form: U2 W4 D1 C5 N2 ND15 UD2")->required();
    command->add_option("START", flags->start, "2026-11-23T16:00:00+08:00")->required();
    command->add_option("--pause", flags->pauses, "FROM/TO, may be repeated; FROM/ is still open");
    command->add_option("--now", flags->now, "also read the clock at this moment");
    command->add_option("--playbook", flags->folder, "folder of the playbook; none: the program's own");
    add_setting(*command, call, "--home", "home");
    add_json_option(*command, call);
    command->footer("Exit code 1 when a calendar year is missing: the answer is then a guess and says so.");
    command->callback([&call, flags] {
        call.run = [&call, flags] { return without_house([&] { return explain(call, *flags); }); };
    });
}

} // namespace gezhi::apps
