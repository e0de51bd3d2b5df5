#include "modules/casework/search.hpp"

#include "modules/playbook/words.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

constexpr std::int64_t numbers_at_once = 20'000; // read into memory
constexpr std::size_t number_digits_least = 3;

constexpr std::string_view numbers_text =
    "SELECT n, id, '' FROM {search_doc} WHERE subdistrict = :s AND n > :n ORDER BY n LIMIT :most";

bool arabic(char c) {
    return c >= '0' && c <= '9';
}

// Digits at the end of a number, whole or not: 00178, r000178, ts20261123r000178.
void number_word(Search::Word& word) {
    std::size_t digits = 0;
    while (digits < word.plain.size() && digits < Board::serial_digits &&
           arabic(word.plain[word.plain.size() - 1 - digits]))
        ++digits;
    const bool ascii =
        std::ranges::all_of(word.plain, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii || word.plain.size() < number_digits_least || digits == 0) return;
    word.modulus = 1;
    for (std::size_t i = 0; i < digits; ++i) {
        word.digits += static_cast<std::uint32_t>(word.plain[word.plain.size() - 1 - i] - '0') * word.modulus;
        word.modulus *= 10;
    }
}

} // namespace

Result<std::vector<Search::Word>> Search::words_of(std::string_view text) const {
    std::vector<Word> words;
    bool enough = false;
    std::string spaced(text);
    constexpr std::string_view wide = "\u3000";
    for (auto at = spaced.find(wide); at != std::string::npos; at = spaced.find(wide))
        spaced.replace(at, wide.size(), " ");
    for (const auto part : gezhi::split(spaced, ' ')) {
        Word word;
        word.plain = playbook::plain(part);
        const auto size = count_code_points(word.plain);
        if (size == 0) continue;
        if (size > search_word_characters_max || words.size() == search_words_max)
            return refuse(rules::search_too_long);
        for (const auto& pair : pairs_of(word.plain)) word.pairs.push_back(index_.pair(pair));
        number_word(word);
        enough = enough || !word.pairs.empty();
        words.push_back(std::move(word));
    }
    if (!enough) return refuse(rules::search_too_short);
    return words;
}

// Which classes, units and grids have a name that holds the word.
void Search::name_codes(std::vector<Word>& words, const Board::Reading& board) const {
    const auto book = books_->current();
    const auto grids = ground_ ? ground_->grids() : std::vector<grid::GridName>{};
    const auto holds = [](const std::string& word, const std::string& zh, const std::string& en) {
        return contains(playbook::plain(zh), word) || contains(playbook::plain(en), word);
    };
    for (auto& word : words) {
        const auto mark = [&](const std::vector<Code>& codes, std::vector<bool>& which, const auto& named) {
            which.assign(codes.size(), false);
            for (std::size_t i = 0; i < codes.size(); ++i) {
                which[i] = !codes[i].empty() && named(codes[i]);
                word.by_name = word.by_name || which[i];
            }
        };
        mark(board.matters(), word.matters, [&](const Code& code) {
            const auto* matter = book->index.matter(code.value);
            return matter != nullptr && holds(word.plain, matter->name_zh, matter->name_en);
        });
        mark(board.units(), word.units, [&](const Code& code) {
            const auto* unit = book->index.unit(code.value);
            return unit != nullptr && holds(word.plain, unit->name_zh, unit->name_en);
        });
        mark(board.grids(), word.grids, [&](const Code& code) {
            return std::ranges::any_of(grids, [&](const auto& one) {
                return one.code == code && holds(word.plain, one.name, one.name_en);
            });
        });
    }
}

// The cases that were numbered since the last time; the highest number.
Result<std::int64_t> Search::refresh() const {
    for (;;) {
        const auto known = [&] {
            const std::shared_lock lock(mutex_);
            return static_cast<std::int64_t>(columns_.size()) - 1;
        }();
        GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
            return session.rows<SearchDocRow>(
                numbers_text, {{"s", engine_.subdistrict()}, {"n", known}, {"most", numbers_at_once}});
        }));
        if (rows.empty()) return known;
        const std::unique_lock lock(mutex_);
        const Board::Reading board(*board_);
        for (const auto& row : rows) {
            const auto n = static_cast<std::size_t>(row.n);
            if (n < columns_.size()) continue; // another thread was faster
            const auto index = board.find(row.id);
            if (!index) return static_cast<std::int64_t>(columns_.size()) - 1; // not told of it yet
            columns_.resize(n + 1, no_column);
            columns_[n] = *index;
        }
    }
}

} // namespace gezhi::casework
