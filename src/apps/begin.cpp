#include "apps/begin.hpp"

#include "apps/demo/demo.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

namespace gezhi::apps {

namespace {

constexpr std::string_view unnamed_street = "000000000";

std::string holder_name() {
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '?';
    return fmt::format("{}/{}", host.data(), ::getpid());
}

bool exists(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

// Who this street is, as the first start finds it: the demo's own words, or what was configured.
Result<void> write_first_settings(const Settings& settings, const std::optional<demo::Street>& street) {
    std::map<std::string, std::string> values;
    if (street) {
        values["demo"] = street->folder;
        values["street.code"] = street->code.value;
        values["street.name"] = street->name;
        values["street.name_en"] = street->name_en;
    } else {
        const auto& code = settings["street.code"];
        values["street.code"] = code.empty() ? std::string(unnamed_street) : code;
        values["street.name"] = settings["street.name"];
        values["street.name_en"] = settings["street.name_en"];
    }
    if (settings["chain"] != "sha256") values["chain"] = settings["chain"];
    std::error_code fault;
    std::filesystem::create_directories(settings["data"], fault);
    if (fault) return refuse(rules::no_data_folder, {{"folder", settings["data"]}});
    return write_settings_file(settings.file(), values);
}

// What the folder was begun as cannot be changed by a flag.
Result<void> same_as_begun(const Settings& settings, const BeginOptions& options) {
    if (!exists(settings.file())) return {};
    GEZHI_TRY(written, Settings::read({{"data", settings["data"]}}));
    const bool was_demo = written.origin("demo") == Origin::file && !written["demo"].empty();
    const bool wants_demo = !options.empty && !settings["demo"].empty();
    if (was_demo == wants_demo) return {};
    return refuse(rules::demo_refused, {{"folder", settings["data"]}});
}

// Beside its place, then renamed: what was interrupted is begun again.
Result<void> make_demo_file(HouseSettings made, const demo::Street& street, const demo::Length& length,
                            const Say& say) {
    const auto place = made.database.substr(sqlite_scheme.size());
    if (exists(place)) return {};
    made.database += ".part";
    for (const auto* end : {".part", ".part-wal", ".part-shm"}) ::unlink((place + end).c_str());
    const auto data = made.data;
    GEZHI_TRY(told, demo::tell(std::move(made), street, length, say));
    ::sync(); // what was not flushed one by one
    std::error_code fault;
    if (told) std::filesystem::rename(place + ".part", place, fault);
    if (fault) return refuse(rules::no_data_folder, {{"folder", data}});
    return {};
}

// In a server's database, where nothing can be renamed, a mark says that it is not whole yet.
Result<void> make_demo_there(HouseSettings made, const demo::Street& street, const demo::Length& length,
                             const Say& say) {
    const auto mark = made.data + "/demo.part";
    if (exists(mark)) return refuse(rules::demo_unfinished, {{"file", mark}});
    {
        GEZHI_TRY(house, House::open(made, *length.clock));
        if (!house->empty()) return {};
    }
    std::ofstream(mark) << "unfinished\n";
    GEZHI_CHECK(demo::tell(std::move(made), street, length, say));
    ::sync();
    std::error_code ignored;
    std::filesystem::remove(mark, ignored);
    return {};
}

Result<void> make_demo(HouseSettings made, const demo::Street& street, const BeginOptions& options,
                       Clock& clock) {
    made.durable = false;
    const demo::Length length{
        .now = clock.now(), .weeks = options.weeks, .story = options.story, .clock = &clock};
    return made.database.starts_with(sqlite_scheme)
               ? make_demo_file(std::move(made), street, length, options.say)
               : make_demo_there(std::move(made), street, length, options.say);
}

} // namespace

Result<HouseSettings> house_settings(const Settings& given) {
    HouseSettings made;
    GEZHI_TRY(home, given.home());
    made.home = home;
    made.data = given["data"];
    made.database = given.database_url();
    const auto code = Code::parse(given["street.code"]);
    if (!given["street.code"].empty() && !code)
        return refuse(rules::setting_wrong, {{"name", "street.code"}, {"value", given["street.code"]}});
    made.street = {code.value_or(Code{}), given["street.name"], given["street.name_en"]};
    made.holder = holder_name();
    const auto chain = json::enum_from<engine::Algorithm>(given["chain"]);
    if (!chain) return refuse(rules::setting_wrong, {{"name", "chain"}, {"value", given["chain"]}});
    made.algorithm = *chain;
    for (const auto& name : given.list("second_factor")) {
        const auto duty = json::enum_from<Duty>(name);
        if (!duty) return refuse(rules::setting_wrong, {{"name", "second_factor"}, {"value", name}});
        made.sessions.second_factor_duties.push_back(*duty);
    }
    GEZHI_TRY(idle, given.whole("idle_minutes", 1, 24 * 60));
    made.sessions.idle = std::chrono::minutes(idle);
    if (!given["pictures"].empty()) made.decoder = given["pictures"];
    return made;
}

void say_progress(std::string_view what, std::int64_t done, std::int64_t of) {
    static const bool terminal = ::isatty(1) == 1;
    if (!terminal && done < of) return;
    fmt::print("{}{}: {} / {}{}", terminal ? "\r" : "", what, done, of, !terminal || done == of ? "\n" : "");
    std::fflush(stdout);
}

Result<Begun> begin(const Settings& settings, const BeginOptions& options, Clock& clock) {
    GEZHI_CHECK(same_as_begun(settings, options));
    std::optional<demo::Street> street;
    if (!options.empty && !settings["demo"].empty()) {
        GEZHI_TRY(read, demo::read_street(settings["demo"]));
        street = std::move(read);
    }
    if (!exists(settings.file())) GEZHI_CHECK(write_first_settings(settings, street));
    GEZHI_TRY(made, house_settings(settings));
    if (made.street.code.empty()) {
        GEZHI_TRY(again, Settings::read({{"data", settings["data"]}}));
        GEZHI_TRY(named, house_settings(again));
        made.street = named.street;
    }
    if (street) GEZHI_CHECK(make_demo(made, *street, options, clock));
    Begun begun;
    GEZHI_TRY(house, House::open(std::move(made), clock));
    begun.house = std::move(house);
    if (street) begun.accounts = street->listed(*begun.house->books->current());
    if (!street && begun.house->empty()) {
        GEZHI_TRY(first, init_empty(*begun.house, options.administrator));
        begun.first = std::move(first);
    }
    return begun;
}

} // namespace gezhi::apps
