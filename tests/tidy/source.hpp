#pragma once
// The tree as the tidy checks see it: every text file, and for C++ the code with comments and literals taken
// out (same lines, same columns) beside the literals themselves. Never judges; the checks do.

#include <string>
#include <string_view>
#include <vector>

namespace gezhi::tidy {

struct Literal {
    std::size_t line{0};
    std::string text{};
};

struct File {
    std::string path{}; // from the root, with '/'
    std::string text{};
    std::vector<std::string> lines{};
    std::vector<std::string> code{}; // C++ only: lines with comments and the insides of literals blanked
    std::vector<Literal> literals{}; // C++ only

    bool is_cpp() const;

    bool is_header() const { return path.ends_with(".hpp"); }

    // Test code: may include everything, may speak Chinese.
    bool is_test() const;
    std::string folder() const;
    std::string stem() const;
};

using Tree = std::vector<File>;
using Violations = std::vector<std::string>;

// A file from memory, as if it lay in the tree.
File file_of(std::string path, std::string text);
// All text files below `root`, sorted by path, without what is built, fetched or ignored.
Tree read_tree(const std::string& root);
const File* find(const Tree& tree, std::string_view path);

// "path:line: what"
std::string at(const File& file, std::size_t line, std::string_view what);
// Position of `word` as a whole word (letters, digits and '_' around it end the match), or npos.
std::size_t find_word(std::string_view line, std::string_view word);
bool has_word(std::string_view line, std::string_view word);
bool has_chinese(std::string_view utf8);
std::size_t code_points(std::string_view utf8);
std::string_view trimmed(std::string_view text);
std::vector<std::string> split(std::string_view text, char separator);

} // namespace gezhi::tidy
