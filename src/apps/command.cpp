#include "apps/command.hpp"

#include "base/text.hpp"
#include "http/problem.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>

namespace gezhi::apps {

namespace {

const Setting& setting(std::string_view name) {
    const auto found = std::find_if(known_settings.begin(), known_settings.end(),
                                    [&](const auto& one) { return one.name == name; });
    require(found != known_settings.end(), "a known setting");
    return *found;
}

text::Language language_of_terminal() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("zh") ? text::Language::zh_cn : text::Language::en;
    }
    return text::Language::en;
}

} // namespace

void add_setting(CLI::App& command, Call& call, const char* option, std::string_view name) {
    const auto& one = setting(name);
    auto says = fmt::format("{} [{}]", one.says, one.environment);
    if (!one.standard.empty()) says = fmt::format("{} ({})", says, one.standard);
    command.add_option_function<std::string>(
        option, [&call, name](const std::string& value) { call.flags[std::string(name)] = value; }, says);
}

void add_weeks(CLI::App& command, const char* option, std::int64_t& weeks) {
    command
        .add_option(option, weeks,
                    fmt::format("weeks of story behind a demo street at its first start ({})", demo_weeks))
        ->check(CLI::Range(std::int64_t{1}, demo_weeks_max));
}

void add_house_options(CLI::App& command, Call& call) {
    add_setting(command, call, "--data", "data");
    add_setting(command, call, "--database", "database");
    add_setting(command, call, "--home", "home");
}

void add_json_option(CLI::App& command, Call& call) {
    command.add_flag("--json", call.json, "answer as JSON, for programs");
}

std::string words_of(const Error& error) {
    static const auto locale = [] {
        const auto given = Settings::read({});
        const auto home = given ? given->home() : Result<std::string>(refuse(rules::no_home));
        auto loaded = home ? text::Locale::load(*home + "/locale")
                           : Result<text::Locale>(refuse(text::rules::locale_broken));
        return loaded ? std::move(*loaded) : text::Locale();
    }();
    const auto [title, detail] = http::problem_words(error, locale, language_of_terminal());
    auto line = fmt::format("gezhi: {} {} ({})", title, detail, error.rule->code);
    for (const auto& [name, value] : error.params) line += fmt::format(" {}={}", name, value);
    for (const auto& fault : error.faults) line += fmt::format("\n  {} {}", fault.pointer, fault.code);
    return line;
}

int without_house(const std::function<Result<int>()>& work) {
    const auto answer = work();
    if (answer) return *answer;
    std::cerr << words_of(answer.error()) << "\n";
    return exit_refused;
}

int in_house(const Call& call, const std::function<Result<int>(House&, const Settings&)>& work) {
    return without_house([&]() -> Result<int> {
        GEZHI_TRY(given, Settings::read(call.flags));
        GEZHI_TRY(made, house_settings(given));
        SystemClock clock;
        GEZHI_TRY(house, House::open(std::move(made), clock));
        return work(*house, given);
    });
}

} // namespace gezhi::apps
