#pragma once
// 检索: cases by words, newest report first. A case is found when each word stands in something that the
// asking actor is shown of it: a text, the address, the place, the class, the unit, the grid, or at the end
// of its number. The index (text_index.hpp) and the board only propose; what is answered was read from the
// table within the actor's scope, and its words were looked at again. So nobody finds a case by what they may
// not read.

#include "modules/casework/board.hpp"
#include "modules/casework/text_index.hpp"

#include <shared_mutex>

namespace gezhi::casework {

namespace rules {
inline constexpr Rule search_too_short{
    "casework/search-too-short", Kind::invalid,
    "A search needs a word of two characters, or three digits of a number"};
inline constexpr Rule search_too_long{"casework/search-too-long", Kind::invalid,
                                      "A search has more words or longer ones than are looked for"};
} // namespace rules

constexpr std::size_t search_words_max = 8;
constexpr std::size_t search_word_characters_max = 30;
constexpr std::int64_t search_limit_default = 20;
constexpr std::int64_t search_limit_max = 50;

struct SearchQuestion {
    std::string text{};
    CaseFilter filter{};
    std::int64_t before{0}; // the cursor; 0: from the newest
    std::int64_t limit{search_limit_default};
};

struct Mark { // characters (code points) of the snippet
    std::int64_t from{0};
    std::int64_t length{0};
};
BOOST_DESCRIBE_STRUCT(Mark, (), (from, length))

struct SearchHit {
    Listed listed{};
    std::vector<Code> where{}; // text kind, address, place, class, unit, grid, number
    std::string snippet{};
    std::vector<Mark> marks{};
};

struct SearchFound {
    std::vector<SearchHit> hits{};
    std::int64_t next{0}; // 0: that was all
};

class Search {
public:
    // Reads at most so many proposals for one answer; then it hands out a cursor.
    static constexpr std::size_t proposals_max = 1500;
    static constexpr std::size_t number_digits_least = 3;

    // All references outlive this.
    Search(engine::Engine& engine, const engine::Vault& vault, const TextIndex& index,
           std::shared_ptr<const Board> board, std::shared_ptr<const playbook::Books> books,
           std::shared_ptr<const grid::Ground> ground)
        : engine_(engine), vault_(vault), index_(index), cases_(engine, vault), board_(std::move(board)),
          books_(std::move(books)), ground_(std::move(ground)) {}

    Result<SearchFound> find(const Actor& actor, const SearchQuestion& question) const;

    // A word as it is looked for.
    struct Word {
        std::string plain{};
        std::vector<std::int64_t> pairs{};
        std::vector<bool> matters{}; // by the board's numbers: classes whose name holds it
        std::vector<bool> units{};
        std::vector<bool> grids{};
        std::uint32_t digits{0}; // of the end of a number: its value below `modulus`
        std::uint32_t modulus{0};
        bool by_name{false}; // any of the three is set
    };

    struct Said { // a text of a case, opened
        Code kind{};
        std::string words{};
    };

private:
    struct Round;
    using Blocks = std::map<std::int64_t, std::map<std::int64_t, Block>>; // by block and pair

    struct Shown { // something of a case that the actor is shown
        Code where{};
        std::string plain{};
        std::string written{}; // empty for names
    };

    Result<std::vector<Word>> words_of(std::string_view text) const;
    void name_codes(std::vector<Word>& words, const Board::Reading& board) const;
    Result<std::int64_t> refresh() const;
    Result<Blocks> blocks(const Round& round, std::int64_t high, std::int64_t low) const;
    void propose(const Round& round, std::int64_t block, const std::map<std::int64_t, Block>& pairs,
                 std::vector<std::int64_t>& numbers) const;
    Result<void> look_at(const Actor& actor, Round& round, const std::vector<std::int64_t>& numbers) const;
    std::optional<SearchHit> hit(const Round& round, Listed one, const std::vector<Said>& said,
                                 bool readable) const;
    std::vector<Shown> shown(const Listed& one, const std::vector<Said>& said, bool readable) const;
    Result<std::map<CaseId, std::vector<Said>>> other_texts(const std::vector<std::int64_t>& numbers) const;
    std::vector<std::pair<Code, std::string>> names_of(const CaseRow& row) const;

    engine::Engine& engine_;
    const engine::Vault& vault_;
    const TextIndex& index_;
    Cases cases_;
    std::shared_ptr<const Board> board_;
    std::shared_ptr<const playbook::Books> books_;
    std::shared_ptr<const grid::Ground> ground_;
    static constexpr std::uint32_t no_column = std::numeric_limits<std::uint32_t>::max();
    mutable std::shared_mutex mutex_;
    mutable std::vector<std::uint32_t> columns_{no_column}; // by number: the case's index on the board
};

} // namespace gezhi::casework
