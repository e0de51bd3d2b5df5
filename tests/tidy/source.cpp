#include "source.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace gezhi::tidy {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> text_endings{".hpp", ".cpp", ".md", ".json",
                                                       ".txt", ".sh",  ".ts", ".vue"};
constexpr std::array<std::string_view, 7> more_endings{".mjs", ".tpl", ".cmake", ".story",
                                                       ".css", ".js",  ".toml"};
constexpr std::array<std::string_view, 3> skipped_names{".git", "node_modules", "dist"};
constexpr std::array<std::string_view, 2> skipped_roots{"build", "data"};

bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_text(const fs::path& path) {
    const auto name = path.filename().string();
    const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
    if (std::ranges::any_of(text_endings, ends) || std::ranges::any_of(more_endings, ends)) return true;
    return name.find('.') == std::string::npos || name.starts_with(".clang"); // dev, run, test, LICENSE
}

// Blanks comments and the insides of literals; every character keeps its line and column.
class Stripper {
public:
    explicit Stripper(std::string_view text) : text_(text), code_(text) {}

    void run(std::vector<Literal>& literals) {
        while (place_ < text_.size()) step(literals);
    }

    const std::string& code() const { return code_; }

private:
    void step(std::vector<Literal>& literals) {
        const auto rest = text_.substr(place_);
        if (rest.starts_with("//"))
            blank_to(text_.find('\n', place_));
        else if (rest.starts_with("/*"))
            blank_to(end_of("*/", 2));
        else if (rest.starts_with("R\"") && (place_ == 0 || !is_name(text_[place_ - 1])))
            raw(literals);
        else if (rest.front() == '"')
            quoted('"', &literals);
        else if (rest.front() == '\'' && (place_ == 0 || !is_name(text_[place_ - 1])))
            quoted('\'', nullptr);
        else
            advance();
    }

    void advance() {
        if (text_[place_] == '\n') ++line_;
        ++place_;
    }

    std::size_t end_of(std::string_view mark, std::size_t from) const {
        const auto found = text_.find(mark, place_ + from);
        return found == std::string_view::npos ? text_.size() : found + mark.size();
    }

    void blank_to(std::size_t end) {
        end = std::min(end, text_.size());
        while (place_ < end) {
            if (text_[place_] != '\n') code_[place_] = ' ';
            advance();
        }
    }

    void raw(std::vector<Literal>& literals) {
        const auto open = text_.find('(', place_);
        if (open == std::string_view::npos) return blank_to(text_.size());
        const auto close = ")" + std::string(text_.substr(place_ + 2, open - place_ - 2)) + "\"";
        const auto end = text_.find(close, open);
        const auto stop = end == std::string_view::npos ? text_.size() : end;
        literals.push_back({line_, std::string(text_.substr(open + 1, stop - open - 1))});
        blank_to(std::min(stop + close.size(), text_.size()));
    }

    void quoted(char mark, std::vector<Literal>* literals) {
        const auto begin = place_ + 1;
        auto end = begin;
        while (end < text_.size() && text_[end] != mark && text_[end] != '\n')
            end += text_[end] == '\\' ? 2 : 1;
        end = std::min(end, text_.size());
        if (literals != nullptr) literals->push_back({line_, std::string(text_.substr(begin, end - begin))});
        advance();
        blank_to(end);
        if (place_ < text_.size() && text_[place_] == mark) advance();
    }

    std::string_view text_;
    std::string code_;
    std::size_t place_{0};
    std::size_t line_{1};
};

} // namespace

bool File::is_cpp() const {
    return path.ends_with(".hpp") || path.ends_with(".cpp");
}

bool File::is_test() const {
    const auto name = stem();
    return path.starts_with("tests/") || name.ends_with("_test") || name.ends_with("_fuzz") ||
           name.ends_with("_for_test") || name.ends_with("_samples");
}

std::string File::folder() const {
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string() : path.substr(0, slash);
}

std::string File::stem() const {
    return fs::path(path).stem().string();
}

File file_of(std::string path, std::string text) {
    File file;
    file.path = std::move(path);
    file.text = std::move(text);
    file.lines = split(file.text, '\n');
    if (!file.lines.empty() && file.lines.back().empty()) file.lines.pop_back();
    if (file.is_cpp()) {
        Stripper stripper(file.text);
        stripper.run(file.literals);
        file.code = split(stripper.code(), '\n');
    }
    return file;
}

Tree read_tree(const std::string& root) {
    Tree tree;
    for (auto entry = fs::recursive_directory_iterator(root); entry != fs::recursive_directory_iterator();
         ++entry) {
        const auto name = entry->path().filename().string();
        const auto path = fs::relative(entry->path(), root).generic_string();
        if (entry->is_directory()) {
            if (std::ranges::count(skipped_names, name) > 0 || std::ranges::count(skipped_roots, path) > 0)
                entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file() || !is_text(entry->path())) continue;
        std::ifstream stream(entry->path(), std::ios::binary);
        tree.push_back(file_of(path, {std::istreambuf_iterator<char>(stream), {}}));
    }
    std::ranges::sort(tree, {}, &File::path);
    return tree;
}

const File* find(const Tree& tree, std::string_view path) {
    const auto found = std::ranges::find(tree, path, &File::path);
    return found == tree.end() ? nullptr : &*found;
}

std::string at(const File& file, std::size_t line, std::string_view what) {
    return file.path + ":" + std::to_string(line) + ": " + std::string(what);
}

std::size_t find_word(std::string_view line, std::string_view word) {
    for (auto place = line.find(word); place != std::string_view::npos; place = line.find(word, place + 1)) {
        const bool before = place > 0 && is_name(line[place - 1]);
        const auto end = place + word.size();
        const bool after = end < line.size() && is_name(line[end]);
        if (!before && !after) return place;
    }
    return std::string_view::npos;
}

bool has_word(std::string_view line, std::string_view word) {
    return find_word(line, word) != std::string_view::npos;
}

// U+4E00…U+9FFF, and the punctuation U+3000…U+303F and U+FF00…U+FFEF that only Chinese text needs.
bool has_chinese(std::string_view utf8) {
    for (std::size_t i = 0; i + 2 < utf8.size(); ++i) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        const auto second = static_cast<unsigned char>(utf8[i + 1]);
        if (first >= 0xE4 && first <= 0xE9) return true;
        if (first == 0xE3 && second == 0x80) return true;
        if (first == 0xEF && second >= 0xBC && second <= 0xBF) return true;
    }
    return false;
}

std::size_t code_points(std::string_view utf8) {
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator, begin)) {
        parts.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    parts.emplace_back(text.substr(begin));
    return parts;
}

} // namespace gezhi::tidy
