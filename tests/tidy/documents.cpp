#include "checks.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>
#include <set>

namespace gezhi::tidy {

namespace {

namespace fs = std::filesystem;

// The CMakeLists.txt that must name a file: the nearest one above it.
const File* list_for(const Tree& tree, const File& file) {
    for (auto folder = fs::path(file.folder());; folder = folder.parent_path()) {
        if (const auto* list = find(tree, (folder / "CMakeLists.txt").generic_string())) return list;
        if (folder.empty() || folder == folder.parent_path()) return nullptr;
    }
}

// Names of sources in a list, relative to the root: `x.cpp` as written, and the NAME of each test, fuzz or
// bench.
std::set<std::string> named_in(const File& list) {
    static const std::regex source(R"(([A-Za-z0-9_./${}-]+\.cpp))");
    static const std::regex target(R"((?:gezhi_test|gezhi_fuzz|gezhi_bench)\(\s*([a-z0-9_]+))");
    std::set<std::string> names;
    const auto add = [&](std::string name) {
        constexpr std::string_view root = "${PROJECT_SOURCE_DIR}/";
        constexpr std::string_view here = "${CMAKE_CURRENT_SOURCE_DIR}/";
        if (name.starts_with(root)) return void(names.insert(name.substr(root.size())));
        if (name.starts_with(here)) name = name.substr(here.size());
        if (name.find('$') != std::string::npos) return; // made by the build
        names.insert((fs::path(list.folder()) / name).lexically_normal().generic_string());
    };
    for (const auto& line : list.lines) {
        const auto words = line.substr(0, line.find('#'));
        for (std::sregex_iterator one(words.begin(), words.end(), source), end; one != end; ++one)
            add((*one)[1]);
        for (std::sregex_iterator one(words.begin(), words.end(), target), end; one != end; ++one)
            add((*one)[1].str() + ".cpp");
    }
    return names;
}

Violations section_form(const File& file) {
    static const std::regex release(R"(## \[(unreleased|\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d)\]?)");
    static const std::set<std::string> kinds{"### Added", "### Changed", "### Fixed", "### Removed"};
    Violations violations;
    bool in_kind = false;
    for (std::size_t i = 1; i < file.lines.size(); ++i) {
        const auto& line = file.lines[i];
        if (line.starts_with("### ")) {
            in_kind = true;
            if (!kinds.contains(line))
                violations.push_back(at(file, i + 1, "Added, Changed, Fixed or Removed"));
        } else if (line.starts_with("## ")) {
            in_kind = false;
            if (!std::regex_match(line, release))
                violations.push_back(at(file, i + 1, "## [unreleased] or ## [1.2.3] - 2026-12-31"));
        } else if (line.starts_with("- ") && !in_kind) {
            violations.push_back(at(file, i + 1, "a line stands under Added, Changed, Fixed or Removed"));
        } else if (!line.empty() && in_kind && !line.starts_with("- ") && !line.starts_with("  ")) {
            violations.push_back(at(file, i + 1, "one list entry for each change"));
        }
    }
    return violations;
}

// Relative targets of [words](target) and ![words](target) in one line.
std::vector<std::string> links_in(std::string_view line) {
    std::vector<std::string> links;
    bool code = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '`') code = !code;
        if (code || !line.substr(i).starts_with("](")) continue;
        const auto end = line.find_first_of(") ", i + 2);
        if (end == std::string_view::npos) continue;
        const auto target = line.substr(i + 2, end - i - 2);
        if (target.find("://") != std::string_view::npos || target.starts_with("mailto:") ||
            target.starts_with('#'))
            continue;
        links.emplace_back(target.substr(0, target.find('#')));
    }
    return links;
}

bool exists_in(const Tree& tree, const std::string& path) {
    if (find(tree, path) != nullptr) return true;
    const auto below = path.ends_with('/') ? path : path + "/";
    if (std::ranges::any_of(tree, [&](const auto& file) { return file.path.starts_with(below); }))
        return true;
    return fs::exists(fs::path(GEZHI_SOURCE_DIR) / path); // pictures are not text files
}

void markdown_file(const Tree& tree, const File& file, Violations& violations) {
    int titles = 0;
    bool fenced = false;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
        const auto& line = file.lines[i];
        if (line.starts_with("```")) fenced = !fenced;
        if (fenced) continue;
        if (line.starts_with("# ")) ++titles;
        for (const auto& link : links_in(line)) {
            const auto path = (fs::path(file.folder()) / link).lexically_normal().generic_string();
            if (!exists_in(tree, path)) violations.push_back(at(file, i + 1, "a dead link: " + link));
        }
    }
    if (titles != 1) violations.push_back(at(file, 1, std::to_string(titles) + " titles, not one"));
}

bool is_generated(const File& file) {
    return file.path.starts_with("api/") || file.path == "docs/adr/README.md" ||
           (file.path.starts_with("web/src/") && file.stem() == "schema.gen");
}

} // namespace

Violations cmake_lists(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (!file.path.ends_with(".cpp") ||
            !(file.path.starts_with("src/") || file.path.starts_with("tests/") ||
              file.path.starts_with("bench/")))
            continue;
        if (file.path.starts_with("tests/support/")) continue; // named by whoever links them
        const auto* list = list_for(tree, file);
        if (list == nullptr || list->path == "CMakeLists.txt")
            violations.push_back(at(file, 1, "no CMakeLists.txt beside it"));
        else if (!named_in(*list).contains(file.path))
            violations.push_back(at(file, 1, "not in " + list->path));
    }
    for (const auto& list : tree) {
        if (!list.path.ends_with("/CMakeLists.txt")) continue;
        for (const auto& name : named_in(list))
            if (find(tree, name) == nullptr)
                violations.push_back(at(list, 1, "names " + name + ", which is not there"));
    }
    return violations;
}

Violations room_furniture(const Tree& tree) {
    constexpr std::array<std::string_view, 3> furniture{"README.md", "model.hpp", "CMakeLists.txt"};
    std::set<std::string> rooms;
    for (const auto& file : tree)
        if (file.path.starts_with("src/modules/") && std::ranges::count(file.path, '/') >= 3)
            rooms.insert(file.path.substr(0, file.path.find('/', 12)));
    Violations violations;
    for (const auto& room : rooms)
        for (const auto piece : furniture)
            if (find(tree, room + "/" + std::string(piece)) == nullptr)
                violations.push_back(room + ": no " + std::string(piece));
    return violations;
}

Violations changelog_form(const Tree& tree) {
    const auto* file = find(tree, "CHANGELOG.md");
    if (file == nullptr) return {"CHANGELOG.md: not there"};
    auto violations = section_form(*file);
    if (file->lines.empty() || file->lines[0] != "# Changelog")
        violations.push_back(at(*file, 1, "begins with # Changelog"));
    const auto first =
        std::ranges::find_if(file->lines, [](const auto& line) { return line.starts_with("## "); });
    if (first == file->lines.end() || *first != "## [unreleased]")
        violations.push_back(at(*file, 1, "## [unreleased] comes first"));
    return violations;
}

Violations markdown_form(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree)
        if (file.path.ends_with(".md")) markdown_file(tree, file, violations);
    return violations;
}

Violations generated_marks(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (!is_generated(file) || file.lines.empty()) continue;
        // JSON has no comments: its first member says so.
        const auto said =
            file.lines[0] + (file.path.ends_with(".json") && file.lines.size() > 1 ? file.lines[1] : "");
        if (said.find("generated") == std::string::npos)
            violations.push_back(at(file, 1, "a generated file says so on its first line"));
    }
    return violations;
}

} // namespace gezhi::tidy
