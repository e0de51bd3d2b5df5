#include "checks.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace gezhi::tidy {

namespace {

struct Include {
    std::size_t line{0};
    std::string path{};
    bool ours{false}; // "…", not <…>
};

std::vector<Include> includes_of(const File& file) {
    std::vector<Include> found;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const auto line = trimmed(file.lines[i]);
        if (!line.starts_with("#include ") || line.size() < 12) continue;
        const char close = line[9] == '<' ? '>' : '"';
        const auto end = line.find(close, 10);
        if (end != std::string_view::npos)
            found.push_back({i + 1, std::string(line.substr(10, end - 10)), close == '"'});
    }
    return found;
}

using Names = std::set<std::string, std::less<>>;

// The table of docs/adr/0001 and docs/map.md. A folder may always include itself.
const std::map<std::string, Names, std::less<>>& folders() {
    static const std::map<std::string, Names, std::less<>> table{
        {"base", {}},
        {"json", {"base"}},
        {"geo", {"base"}},
        {"calendar", {"base"}},
        {"sql", {"base"}},
        {"text", {"base", "json"}}, // locale files are JSON, and json/ is its only reader
        {"engine", {"base", "json", "sql"}},
        {"http", {"base", "json", "text"}},
        {"modules", {"base", "json", "geo", "calendar", "sql", "engine", "http"}},
        {"flows", {"base", "engine"}},
        {"standards", {"base", "json", "geo", "text", "http", "engine"}},
        {"pages", {"base", "json", "geo", "text", "http", "engine"}},
    };
    return table;
}

// src/modules/casework/model.hpp → casework
std::string room_of(std::string_view path) {
    constexpr std::string_view before = "modules/";
    const auto place = path.find(before);
    if (place == std::string_view::npos) return {};
    const auto rest = path.substr(place + before.size());
    return std::string(rest.substr(0, rest.find('/')));
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::ranges::find(names, name) != names.end();
}

// The playbook's structs and questions are the words every room's rules are written in (docs/adr/0006).
bool open_to_all(std::string_view path) {
    return room_of(path) == "playbook";
}

// What stands between the file and what it includes; empty when nothing does.
std::string wall(const File& file, const Include& include) {
    const auto slash = include.path.find('/');
    if (slash == std::string::npos) return "project paths begin in src/: " + include.path;
    const auto from = file.path.substr(4, file.path.find('/', 4) - 4);
    const auto to = include.path.substr(0, slash);
    const auto door = include.path.substr(include.path.rfind('/') + 1);
    const auto rule = folders().find(from);
    if (from == "apps") return {};
    if (is_one_of(to, {"apps", "tests", "support"})) return "nobody includes " + to;
    if (rule == folders().end()) return "src/" + from + " is in no table";
    if (to == "modules") {
        if (is_one_of(from, {"flows", "standards", "pages"}))
            return is_one_of(door, {"query.hpp", "ask.hpp"}) || door.starts_with("model") ||
                           open_to_all(include.path)
                       ? std::string()
                       : "a room has three doors: query, model, ask; not " + include.path;
        if (from != "modules") return from + " knows no room: " + include.path;
        if (room_of(include.path) == room_of(file.path) || open_to_all(include.path)) return {};
        return door == "query.hpp" ? std::string() : "of another room only query.hpp, not " + include.path;
    }
    if (to == from || rule->second.contains(to)) return {};
    return from + " may not include " + include.path;
}

// decide, decide_intake and decide_test's subject are all `decide`.
bool on_pure_floor(const File& file) {
    if (!file.path.starts_with("src/modules/") || file.is_test()) return false;
    const auto stem = file.stem();
    const auto topic = stem.substr(0, stem.find('_'));
    return is_one_of(topic, {"model", "state", "rules", "permit", "decide", "evolve", "due", "view"});
}

class PureWalk {
public:
    PureWalk(const Tree& tree, const File& from) : tree_(tree), from_(from) {}

    Violations run() {
        visit(from_, from_.path);
        return std::move(violations_);
    }

private:
    void visit(const File& file, const std::string& way) {
        for (const auto& include : includes_of(file)) {
            if (!include.ours || !seen_.insert(include.path).second) continue;
            const auto to = include.path.substr(0, include.path.find('/'));
            if (is_one_of(to, {"base", "calendar"}) || include.path == "geo/point.hpp") continue;
            // Rows are plain structs that declare their table.
            const bool rows = from_.stem().starts_with("view");
            if (rows && is_one_of(include.path, {"engine/rows.hpp", "sql/table.hpp", "sql/value.hpp"}))
                continue;
            const auto* next = find(tree_, "src/" + include.path);
            const bool own = to == "modules" &&
                             (room_of(include.path) == room_of(from_.path) || open_to_all(include.path));
            if (own && next != nullptr)
                visit(*next, way + " → " + include.path);
            else if (!own)
                violations_.push_back(way + " → " + include.path + ": not for the pure floor");
        }
    }

    const Tree& tree_;
    const File& from_;
    std::set<std::string> seen_{};
    Violations violations_{};
};

struct Library {
    std::string_view header; // how its headers begin
    std::vector<std::string_view> folders;
    bool headers_too{false}; // may stand in an .hpp
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> table{
        {"boost/json", {"src/json/"}, false},
        {"boost/asio", {"src/http/", "bench/"}, false},
        {"boost/beast", {"src/http/", "bench/"}, false},
        {"boost/system", {"src/http/", "bench/"}, false},
        {"boost/url", {"src/http/", "src/text/"}, false},
        {"boost/describe",
         {"src/base/", "src/json/", "src/sql/", "src/engine/", "src/modules/", "src/standards/", "src/apps/",
          "src/geo/", "src/calendar/", "tests/"},
         true},
        {"boost/mp11", {"src/json/", "src/sql/", "src/engine/", "src/apps/"}, true},
        {"soci", {"src/sql/"}, false},
        {"sqlite3", {"src/sql/"}, false},
        {"libpq", {"src/sql/"}, false},
        {"geos", {"src/geo/"}, false},
        {"sodium",
         {"src/base/", "src/engine/", "src/http/", "src/modules/people/", "src/modules/files/", "src/pages/"},
         false},
        {"openssl/", {"src/engine/", "src/http/", "src/modules/people/"}, false},
        {"unicode/", {"src/text/"}, false},
        {"fmt/", {"src/"}, false},
        {"spdlog/", {"src/apps/", "src/http/", "src/engine/"}, false},
        {"CLI/", {"src/apps/", "bench/"}, false},
        {"toml++/", {"src/apps/"}, false},
        {"qrencode", {"src/pages/"}, false},
        {"png", {"src/pages/", "src/apps/demo/"}, false},
        {"vips/", {"src/modules/files/"}, false},
        {"exiv2/", {"src/modules/files/"}, false},
        {"ctemplate/", {"src/pages/"}, false},
        {"benchmark/", {"bench/"}, false},
        {"gtest/", {}, false},
        {"gmock/", {}, false},
        {"rapidcheck", {}, false},
    };
    return table;
}

// The standard library has no dot; the rest is the operating system's.
bool is_platform(std::string_view header) {
    if (header.find('.') == std::string_view::npos && header.find('/') == std::string_view::npos) return true;
    constexpr std::array<std::string_view, 17> systems{
        "sys/",     "netinet/",  "arpa/",   "unistd.h", "fcntl.h", "signal.h",
        "poll.h",   "pthread.h", "spawn.h", "sched.h",  "linux/",  "netdb.h",
        "dirent.h", "cxxabi.h",  "time.h",  "errno.h",  "stdlib.h"};
    return std::ranges::any_of(systems, [&](auto system) { return header.starts_with(system); });
}

std::string foreign(const File& file, std::string_view header) {
    const auto library =
        std::ranges::find_if(libraries(), [&](const auto& one) { return header.starts_with(one.header); });
    if (library == libraries().end())
        return "a library nobody agreed on (tests/tidy/includes.cpp): " + std::string(header);
    if (file.is_test()) return {};
    const auto here = [&](auto folder) { return file.path.starts_with(folder); };
    if (std::ranges::none_of(library->folders, here)) return std::string(header) + " stays in its own folder";
    // session_impl.hpp and the like are seen by the .cpp files of their folder only.
    if (file.is_header() && !library->headers_too && !file.stem().ends_with("_impl"))
        return std::string(header) + " stands in .cpp files only";
    return {};
}

} // namespace

Violations include_walls(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (!file.is_cpp() || !file.path.starts_with("src/") || file.is_test()) continue;
        for (const auto& include : includes_of(file))
            if (include.ours)
                if (const auto what = wall(file, include); !what.empty())
                    violations.push_back(at(file, include.line, what));
    }
    return violations;
}

Violations pure_floors(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree)
        if (on_pure_floor(file))
            std::ranges::move(PureWalk(tree, file).run(), std::back_inserter(violations));
    return violations;
}

Violations library_folders(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (!file.is_cpp()) continue;
        for (const auto& include : includes_of(file))
            if (!include.ours && !is_platform(include.path))
                if (const auto what = foreign(file, include.path); !what.empty())
                    violations.push_back(at(file, include.line, what));
    }
    return violations;
}

} // namespace gezhi::tidy
