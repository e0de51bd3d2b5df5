#include "checks.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <utility>

namespace gezhi::tidy {

namespace {

constexpr std::size_t file_lines_max = 400;
constexpr std::size_t function_lines_max = 60;
constexpr std::size_t line_length_max = 110;
constexpr std::size_t script_lines_max = 200;

enum class Scope { space, function, other };

// What an opening brace opens, from the words before it since the last statement: a namespace or type holds
// functions; whatever has parentheses and no '=' outside them, and stands in a namespace or type, is one.
Scope opened_by(std::string_view words, Scope around) {
    if (around == Scope::function) return Scope::other;
    if (around == Scope::other) return Scope::other;
    const auto last = words.rfind(')');
    const auto tail = last == std::string_view::npos ? words : words.substr(last);
    constexpr std::array<std::string_view, 6> spaces{"namespace", "struct", "class",
                                                     "enum",      "union",  "extern"};
    if (std::ranges::any_of(spaces, [&](auto word) { return has_word(tail, word); })) return Scope::space;
    int depth = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == '(') ++depth;
        if (words[i] == ')') --depth;
        const bool compares = words.substr(0, i).ends_with("operator") || words.substr(0, i).ends_with("=") ||
                              words.substr(0, i).ends_with("<") || words.substr(0, i).ends_with("!");
        const bool defaults = has_word(words.substr(0, i), "template") && words.find('(') > i;
        if (words[i] == '=' && depth == 0 && !compares && !defaults) return Scope::other;
    }
    return words.find('(') == std::string_view::npos ? Scope::other : Scope::function;
}

class FunctionWalk {
public:
    explicit FunctionWalk(const File& file) : file_(file) {}

    Violations run() {
        for (std::size_t i = 0; i < file_.code.size(); ++i) line(i + 1, file_.code[i]);
        return std::move(violations_);
    }

private:
    struct Open {
        Scope scope;
        std::size_t from;
    };

    void line(std::size_t number, std::string_view code) {
        const bool directive = trimmed(code).starts_with('#') || continued_;
        continued_ = directive && code.ends_with('\\');
        if (directive) return;
        // A blank line ends whatever had no semicolon (macros); our format puts one between definitions.
        if (trimmed(code).empty() && parentheses_ == 0) words_.clear();
        if (is_access(trimmed(code))) return words_.clear();
        for (const char c : code) {
            if (std::isspace(static_cast<unsigned char>(c)) == 0 && trimmed(words_).empty()) from_ = number;
            character(number, c);
        }
        words_ += ' ';
    }

    static bool is_access(std::string_view line) {
        return line == "public:" || line == "protected:" || line == "private:";
    }

    void character(std::size_t number, char c) {
        if (c == '(') ++parentheses_;
        if (c == ')') --parentheses_;
        if (c == '{') {
            // A brace inside parentheses is a value or a lambda.
            const auto around = parentheses_ > 0 ? Scope::other
                                : open_.empty()  ? Scope::space
                                                 : open_.back().scope;
            open_.push_back({opened_by(words_, around), from_});
            words_.clear();
        } else if (c == '}') {
            close(number);
            words_.clear();
        } else if (c == ';' && parentheses_ == 0) {
            words_.clear();
        } else {
            words_ += c;
        }
    }

    void close(std::size_t number) {
        if (open_.empty()) return;
        const auto [scope, from] = open_.back();
        open_.pop_back();
        const auto length = number - from + 1;
        if (scope == Scope::function && length > function_lines_max)
            violations_.push_back(at(file_, from, "a function of " + std::to_string(length) + " lines"));
    }

    const File& file_;
    std::vector<Open> open_{};
    std::string words_{};
    std::size_t from_{1};
    int parentheses_{0};
    bool continued_{false};
    Violations violations_{};
};

bool is_script(const File& file) {
    return file.path.ends_with(".sh") || file.path == "dev" || file.path == "run" || file.path == "test";
}

struct Ban {
    std::string_view word;
    std::string_view why;
    std::span<const std::string_view> allowed; // path beginnings
    bool tests_too;
};

constexpr std::array<std::string_view, 1> result_only{"src/base/result.hpp"};
constexpr std::array<std::string_view, 2> minting{"src/base/time.cpp", "src/engine/mint.cpp"};

constexpr std::array<Ban, 10> bans{{
    {"throw", "refusals are Result, bugs are require()", {}, false},
    {"std::expected", "named by base/result.hpp only", result_only, true},
    {"std::unexpected", "named by base/result.hpp only", result_only, true},
    {"system_clock", "time comes from base/time.cpp and the facts", minting, false},
    {"random_device", "chance comes from the engine's mint", minting, false},
    {"soci::row", "its types differ between the databases; bind static values", {}, true},
    {"soci::rowset", "dynamic rows differ between the databases; bind static values", {}, true},
    {"Manager", "a name that says nothing", {}, true},
    {"Helper", "a name that says nothing", {}, true},
    {"Util", "a name that says nothing", {}, true},
}};

bool says(std::string_view code, const Ban& ban) {
    const bool name = std::isupper(static_cast<unsigned char>(ban.word.front())) != 0;
    if (!name) return has_word(code, ban.word);
    // As the end of a type's name: CaseManager, StringUtils.
    if (!has_word(code, "class") && !has_word(code, "struct")) return false;
    const auto place = code.find(ban.word);
    if (place == std::string_view::npos) return false;
    const auto next = place + ban.word.size();
    return next >= code.size() || std::islower(static_cast<unsigned char>(code[next])) == 0 ||
           code[next] == 's';
}

// for (auto& x : *f()) keeps no hold of what f() gave (GCC 12).
bool dangles(std::string_view code) {
    const auto loop = find_word(code, "for");
    if (loop == std::string_view::npos) return false;
    const auto star = code.find(": *", loop);
    if (star == std::string_view::npos) return false;
    auto i = star + 3;
    while (i < code.size() && (std::isalnum(static_cast<unsigned char>(code[i])) != 0 ||
                               std::string_view("_:.->").find(code[i]) != std::string_view::npos))
        ++i;
    return i < code.size() && code[i] == '(' && i > star + 3;
}

bool is_event_name(std::string_view literal) {
    const auto dot = literal.rfind('.');
    return dot != std::string_view::npos && literal.find('/') != std::string_view::npos &&
           dot + 1 < literal.size() && std::ranges::all_of(literal.substr(dot + 1), [](char c) {
               return std::isdigit(static_cast<unsigned char>(c)) != 0;
           });
}

// The playbook and a partition are adopted whole, as content (docs/adr/0006).
bool holds_content(const File& file) {
    return file.path.starts_with("src/modules/playbook/") || file.path.starts_with("src/modules/grid/");
}

void event_struct(const File& file, std::size_t from, std::size_t to, Violations& violations) {
    const auto inside = [&](const Literal& one) {
        return one.line >= from && one.line <= to && is_event_name(one.text);
    };
    if (!std::ranges::any_of(file.literals, inside)) return;
    for (auto line = from; line <= to; ++line) {
        const auto& code = file.code[line - 1];
        if (has_word(code, "std::string") || code.find("Text<") != std::string::npos ||
            has_word(code, "double") || has_word(code, "float"))
            violations.push_back(
                at(file, line, "an event holds ids, codes, whole numbers, instants and references"));
    }
}

} // namespace

Violations sizes(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (is_script(file) && file.lines.size() > script_lines_max)
            violations.push_back(at(file, file.lines.size(), "a script is at most 200 lines"));
        if (!file.is_cpp()) continue;
        if (file.lines.size() > file_lines_max)
            violations.push_back(at(file, file.lines.size(), "a file is at most 400 lines"));
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (code_points(file.lines[i]) > line_length_max)
                violations.push_back(at(file, i + 1, "a line is at most 110 characters"));
        std::ranges::move(FunctionWalk(file).run(), std::back_inserter(violations));
    }
    return violations;
}

Violations header_form(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (!file.is_header()) continue;
        if (file.lines.empty() || file.lines[0] != "#pragma once")
            violations.push_back(at(file, 1, "begins with #pragma once"));
        else if (file.lines.size() < 2 || !file.lines[1].starts_with("// "))
            violations.push_back(
                at(file, 2, "a paragraph: what this is, what it promises, what it never does"));
    }
    return violations;
}

Violations chinese_literals(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (!file.is_cpp() || file.is_test() || !file.path.starts_with("src/modules/")) continue;
        std::size_t told = 0;
        for (const auto& literal : file.literals)
            if (has_chinese(literal.text) && literal.line != std::exchange(told, literal.line))
                violations.push_back(at(file, literal.line, "words live in locale/"));
    }
    return violations;
}

Violations forbidden_words(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (!file.is_cpp()) continue;
        for (std::size_t i = 0; i < file.code.size(); ++i) {
            for (const auto& ban : bans) {
                if (file.is_test() && !ban.tests_too) continue;
                const auto allowed = [&](auto path) { return file.path.starts_with(path); };
                if (!says(file.code[i], ban) || std::ranges::any_of(ban.allowed, allowed)) continue;
                violations.push_back(at(file, i + 1, std::string(ban.word) + ": " + std::string(ban.why)));
            }
            if (dangles(file.code[i]))
                violations.push_back(
                    at(file, i + 1, "the loop outlives what *f() gave; name the result first"));
        }
    }
    return violations;
}

Violations sql_texts(const Tree& tree) {
    Violations violations;
    constexpr std::array<std::string_view, 5> banned{"SELECT *", " LIKE ", " ILIKE ", "now()", "= ANY("};
    for (const auto& file : tree) {
        if (!file.is_cpp() || file.is_test()) continue;
        // sql/search has two implementations, one for each database.
        if (file.path.starts_with("src/sql/search")) continue;
        for (const auto& literal : file.literals)
            for (const auto word : banned)
                if (literal.text.find(word) != std::string::npos)
                    violations.push_back(
                        at(file, literal.line, std::string(word) + " is not in the common subset"));
    }
    return violations;
}

Violations event_types(const Tree& tree) {
    Violations violations;
    for (const auto& file : tree) {
        if (!file.is_header() || !file.path.starts_with("src/modules/") || holds_content(file)) continue;
        for (std::size_t i = 0; i < file.code.size(); ++i) {
            if (!file.code[i].starts_with("struct ")) continue;
            auto end = i;
            while (end + 1 < file.code.size() && !file.code[end].starts_with("};")) ++end;
            event_struct(file, i + 1, end + 1, violations);
            i = end;
        }
    }
    return violations;
}

Violations unsigned_notes(const Tree& tree) {
    Violations violations;
    constexpr std::array<std::string_view, 3> marks{"TODO", "FIXME", "XXX"};
    for (const auto& file : tree) {
        // Rules about notes name them.
        if (file.path.starts_with("tests/tidy/") || file.path.ends_with(".md")) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (const auto mark : marks) {
                const auto place = find_word(file.lines[i], mark);
                if (place == std::string::npos || file.path.ends_with(".json")) continue;
                const auto rest = std::string_view(file.lines[i]).substr(place + mark.size());
                const auto comma = rest.find(", ");
                const auto close = rest.find(')');
                if (!rest.starts_with('(') || comma == std::string_view::npos || close < comma)
                    violations.push_back(at(file, i + 1, "a note is TODO(name, issue) or nothing"));
            }
    }
    return violations;
}

Violations machine_paths(const Tree& tree) {
    Violations violations;
    // Written in halves, so that this file does not name them.
    const std::array<std::string, 3> paths{std::string("/wo") + "rk", std::string("/tmp/ge") + "zhi/",
                                           std::string("/ro") + "ot/"};
    for (const auto& file : tree)
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            for (const auto& path : paths) {
                const std::string_view line = file.lines[i];
                const auto place = path.back() == '/' ? line.find(path) : find_word(line, path);
                if (place == std::string_view::npos) continue;
                const char before = place == 0 ? ' ' : line[place - 1];
                const bool inner = std::isalnum(static_cast<unsigned char>(before)) != 0 || before == '.' ||
                                   before == '}' || before == '_' || before == '-';
                if (!inner) violations.push_back(at(file, i + 1, "a path of one machine: " + path));
            }
    return violations;
}

} // namespace gezhi::tidy
