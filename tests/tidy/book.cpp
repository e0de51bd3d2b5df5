#include "checks.hpp"
#include "json/json.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

namespace gezhi::tidy {

namespace {

struct Declared {
    const File* file;
    std::size_t line;
    std::string identifier;
    std::string code;
};

// `Rule not_yours{"casework/not-yours", …` outside tests; the code may stand on the next line.
std::vector<Declared> rules_of(const Tree& tree) {
    static const std::regex declaration(R"x(\bRule\s+([a-z][a-z0-9_]*)\s*\{\s*"([^"]*)")x");
    std::vector<Declared> rules;
    for (const auto& file : tree) {
        if (!file.is_cpp() || file.is_test() || !file.path.starts_with("src/")) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            if (!has_word(file.code[i], "Rule")) continue;
            const auto text = file.lines[i] + (i + 1 < file.lines.size() ? "\n" + file.lines[i + 1] : "");
            std::smatch match;
            // Found once: in the line that has its name.
            if (std::regex_search(text, match, declaration) &&
                static_cast<std::size_t>(match.position(1)) < file.lines[i].size())
                rules.push_back({&file, i + 1, match[1], match[2]});
        }
    }
    return rules;
}

bool is_test_text(const File& file) {
    return file.is_test() || file.path.ends_with(".story") || file.path.find("/golden/") != std::string::npos;
}

// The code in quotes or a story; or the rule's own name, in a test of the same folder or with its room before
// it.
bool names(const File& test, const Declared& rule) {
    if (test.text.find(rule.code) != std::string::npos) return true;
    if (!test.is_cpp()) return false;
    const auto room = rule.code.substr(0, rule.code.find('/'));
    const auto near = "rules::" + rule.identifier;
    const auto far = room + "::rules::" + rule.identifier;
    const bool beside =
        test.folder() == rule.file->folder() || test.folder() == rule.file->folder() + "/tests";
    return std::ranges::any_of(
        test.code, [&](const auto& line) { return has_word(line, far) || (beside && has_word(line, near)); });
}

using Sentences = std::map<std::string, std::string>;

Sentences sentences(const Tree& tree, const std::string& path, Violations& violations) {
    const auto* file = find(tree, path);
    if (file == nullptr) {
        violations.push_back(path + ": not there");
        return {};
    }
    auto read = json::read<Sentences>(file->text);
    if (!read) {
        violations.push_back(path + ": not one flat object of sentences");
        return {};
    }
    return std::move(*read);
}

constexpr std::string_view source_locale = "locale/zh-CN.json";
constexpr std::string_view other_locale = "locale/en.json";

std::set<std::string> parameters_of(const std::string& sentence) {
    static const std::regex parameter(R"(\{([a-z][a-z0-9_]*)\})");
    std::set<std::string> found;
    for (std::sregex_iterator one(sentence.begin(), sentence.end(), parameter), end; one != end; ++one)
        found.insert((*one)[1]);
    return found;
}

// Keys as they stand in the file, to see that they are sorted and stand once.
Violations key_order(const Tree& tree, std::string_view path) {
    Violations violations;
    const auto* file = find(tree, path);
    if (file == nullptr) return violations;
    std::string last;
    for (std::size_t i = 0; i < file->lines.size(); ++i) {
        const auto line = trimmed(file->lines[i]);
        if (!line.starts_with('"')) continue;
        const std::string key(line.substr(1, line.find('"', 1) - 1));
        if (key <= last) violations.push_back(at(*file, i + 1, "keys are sorted and stand once: " + key));
        last = key;
    }
    return violations;
}

} // namespace

Violations rule_codes(const Tree& tree) {
    static const std::regex form("[a-z][a-z0-9_]*/[a-z0-9]+(-[a-z0-9]+)*");
    Violations violations;
    std::map<std::string, std::string> seen;
    for (const auto& rule : rules_of(tree)) {
        const auto here = at(*rule.file, rule.line, rule.code);
        if (!std::regex_match(rule.code, form)) violations.push_back(here + " is not <room>/<slug>");
        const auto room = rule.code.substr(0, rule.code.find('/'));
        const auto folders = split(rule.file->folder(), '/');
        if (std::ranges::find(folders, room) == folders.end())
            violations.push_back(std::string(here).append(" belongs to the folder ").append(room));
        if (const auto [before, fresh] = seen.try_emplace(rule.code, here); !fresh)
            violations.push_back(here + " stands twice, first in " + before->second);
    }
    return violations;
}

Violations rules_in_tests(const Tree& tree) {
    Violations violations;
    for (const auto& rule : rules_of(tree)) {
        const auto named = [&](const File& file) { return is_test_text(file) && names(file, rule); };
        if (std::ranges::none_of(tree, named))
            violations.push_back(at(*rule.file, rule.line, rule.code + " is named by no test"));
    }
    return violations;
}

Violations rules_in_locale(const Tree& tree) {
    Violations violations;
    for (const auto path : {source_locale, other_locale}) {
        const auto words = sentences(tree, std::string(path), violations);
        for (const auto& rule : rules_of(tree))
            for (const auto* part : {".title", ".detail"})
                if (const auto key = "problem." + rule.code + part; !words.contains(key))
                    violations.push_back(std::string(path) + ": no " + key);
    }
    return violations;
}

Violations locale_pairs(const Tree& tree) {
    Violations violations;
    const auto source = sentences(tree, std::string(source_locale), violations);
    const auto other = sentences(tree, std::string(other_locale), violations);
    for (const auto& [key, sentence] : source) {
        if (sentence.empty()) violations.push_back(std::string(source_locale) + ": nothing under " + key);
        const auto found = other.find(key);
        if (found == other.end())
            violations.push_back(std::string(other_locale) + ": no " + key);
        else if (parameters_of(sentence) != parameters_of(found->second))
            violations.push_back(std::string(other_locale) + ": other parameters in " + key);
    }
    for (const auto& [key, sentence] : other) {
        if (sentence.empty()) violations.push_back(std::string(other_locale) + ": nothing under " + key);
        if (!source.contains(key)) violations.push_back(std::string(source_locale) + ": no " + key);
    }
    for (const auto path : {source_locale, other_locale})
        std::ranges::move(key_order(tree, path), std::back_inserter(violations));
    return violations;
}

} // namespace gezhi::tidy
