// Proposals from the index, block by block from the newest, and the second look at each.

#include "modules/casework/search.hpp"
#include "modules/casework/snippet.hpp"
#include "modules/playbook/words.hpp"

#include <algorithm>
#include <bit>

namespace gezhi::casework {

namespace {

constexpr std::int64_t window_max = 64; // blocks read with one statement
constexpr auto per_block = static_cast<std::int64_t>(block_cases);

// Lists of numbers, padded to few lengths so that few texts are prepared.
std::string in_list(const char* prefix, std::vector<std::int64_t> list, sql::Session::Binds& binds) {
    list.resize(std::bit_ceil(list.size()), list.back());
    for (std::size_t i = 0; i < list.size(); ++i) binds.emplace_back(prefix + number(i), list[i]);
    return " IN (" + sql::placeholders(prefix, list.size()) + ")";
}

bool has(const std::vector<bool>& which, std::uint64_t i) {
    return i < which.size() && which[i];
}

// By name or by number, without looking at any text.
bool named(const Search::Word& word, std::uint64_t packed, std::uint32_t serial) {
    if (word.modulus > 0 && serial % word.modulus == word.digits) return true;
    return word.by_name &&
           (has(word.matters, column::matter.of(packed)) || has(word.units, column::unit.of(packed)) ||
            has(word.grids, column::grid.of(packed)));
}

bool ends_number(const std::string& word, const Code& number) {
    return word.size() >= Search::number_digits_least && playbook::plain(number.value).ends_with(word);
}

} // namespace

// One answer being made.
struct Search::Round {
    std::vector<Word> words{};
    Sieve sieve{};
    std::int64_t before{0};
    std::size_t wanted{0}; // one more than is answered: it says that there is more
    std::size_t looked{0};
    std::vector<SearchHit> hits{};
    std::vector<std::int64_t> numbers{}; // of the hits
    std::int64_t reached{0};             // the lowest number looked at

    bool done() const { return hits.size() >= wanted || looked >= proposals_max; }
};

Result<Search::Blocks> Search::blocks(const Round& round, std::int64_t high, std::int64_t low) const {
    std::vector<std::int64_t> pairs;
    for (const auto& word : round.words) pairs.insert(pairs.end(), word.pairs.begin(), word.pairs.end());
    std::vector<std::int64_t> which;
    for (auto block = high; block >= low; --block) which.push_back(block);
    sql::Session::Binds binds{{"s", engine_.subdistrict()}};
    const auto text = "SELECT block, pair, cases FROM {search_block} WHERE subdistrict = :s AND block" +
                      in_list("b", std::move(which), binds) + " AND pair" +
                      in_list("p", std::move(pairs), binds);
    GEZHI_TRY(rows, engine_.database().read(
                        [&](sql::Session& session) { return session.rows<SearchBlockRow>(text, binds); }));
    Blocks found;
    for (const auto& row : rows) found[row.block][row.pair] = read_block(row.cases);
    return found;
}

// Numbers in one block, the highest first, whose case holds every word's pairs or has its name.
void Search::propose(const Round& round, std::int64_t block, const std::map<std::int64_t, Block>& pairs,
                     std::vector<std::int64_t>& numbers) const {
    const std::shared_lock lock(mutex_);
    const Board::Reading board(*board_);
    const auto column_of = [&](std::size_t i) {
        const auto n = static_cast<std::size_t>(block) * block_cases + i;
        return n < columns_.size() ? columns_[n] : no_column;
    };
    Block left;
    left.set();
    for (const auto& word : round.words) {
        Block of_word;
        of_word.set(); // a single character is only looked at
        for (const auto pair : word.pairs) {
            const auto found = pairs.find(pair);
            if (found == pairs.end()) {
                of_word.reset();
                break;
            }
            of_word &= found->second;
        }
        if (word.by_name || word.modulus > 0)
            for (std::size_t i = 0; i < block_cases; ++i)
                if (const auto column = column_of(i); left[i] && !of_word[i] && column != no_column)
                    of_word[i] = named(word, board.word(column), board.serial(column));
        left &= of_word;
        if (left.none()) return;
    }
    for (std::size_t i = block_cases; i-- > 0;) {
        const auto column = left[i] ? column_of(i) : no_column;
        const auto n = block * per_block + static_cast<std::int64_t>(i);
        if (column != no_column && (round.before == 0 || n < round.before) &&
            board.passes(round.sieve, column))
            numbers.push_back(n);
    }
}

std::vector<std::pair<Code, std::string>> Search::names_of(const CaseRow& row) const {
    const auto book = books_->current();
    std::vector<std::pair<Code, std::string>> names;
    const auto add = [&](const char* where, const std::string& name) {
        if (!name.empty()) names.emplace_back(Code{where}, playbook::plain(name));
    };
    if (const auto* matter = book->index.matter(row.class_code.value)) {
        add("class", matter->name_zh);
        add("class", matter->name_en);
    }
    if (const auto* unit = book->index.unit(row.unit.value)) {
        add("unit", unit->name_zh);
        add("unit", unit->name_en);
    }
    if (!ground_) return names;
    for (const auto& one : ground_->grids())
        if (one.code == row.grid) {
            add("grid", one.name);
            add("grid", one.name_en);
        }
    return names;
}

// The texts of those cases beside the report, as far as they can be opened.
Result<std::map<CaseId, std::vector<Search::Said>>>
Search::other_texts(const std::vector<std::int64_t>& numbers) const {
    std::map<CaseId, std::vector<Said>> texts;
    if (numbers.empty()) return texts;
    sql::Session::Binds binds{{"s", engine_.subdistrict()}};
    const auto text =
        "SELECT n, id, refs FROM {search_doc} WHERE subdistrict = :s AND n" + in_list("n", numbers, binds);
    GEZHI_TRY(docs, engine_.database().read(
                        [&](sql::Session& session) { return session.rows<SearchDocRow>(text, binds); }));
    std::map<TextRef, CaseId> whose;
    for (const auto& doc : docs)
        for (std::string_view rest = doc.refs; rest.size() >= ref_length; rest.remove_prefix(ref_length))
            if (const auto ref = TextRef::parse(rest.substr(0, ref_length))) whose.emplace(*ref, doc.id);
    std::vector<TextRef> refs;
    for (const auto& [ref, id] : whose) refs.push_back(ref);
    GEZHI_TRY(rows, cases_.text_rows(refs));
    for (const auto& row : rows)
        if (auto words = vault_.open_text(row))
            texts[whose[row.ref]].push_back({Code{row.kind}, std::move(*words)});
    return texts;
}

// Everything of a case that the actor is shown, in plain form; what it was written like beside it.
std::vector<Search::Shown> Search::shown(const Listed& one, const std::vector<Said>& said,
                                         bool readable) const {
    std::vector<Shown> all;
    if (readable) {
        if (!one.text.empty()) all.push_back({Code{"report"}, playbook::plain(one.text), one.text});
        if (!one.address.empty()) all.push_back({Code{"address"}, playbook::plain(one.address), one.address});
        for (const auto& [kind, words] : said)
            if (words != one.text) all.push_back({kind, playbook::plain(words), words});
    }
    for (auto& [where, name] : names_of(one.row)) all.push_back({std::move(where), std::move(name), {}});
    return all;
}

std::optional<SearchHit> Search::hit(const Round& round, Listed one, const std::vector<Said>& said,
                                     bool readable) const {
    const auto all = shown(one, said, readable);
    SearchHit made;
    const Shown* best = nullptr;
    for (const auto& word : round.words) {
        bool found = ends_number(word.plain, one.row.number);
        if (found) made.where.push_back(Code{"number"});
        for (const auto& piece : all) {
            if (!contains(piece.plain, word.plain)) continue;
            found = true;
            made.where.push_back(piece.where);
            if (best == nullptr && !piece.written.empty()) best = &piece;
        }
        if (!found) return std::nullopt;
    }
    std::sort(made.where.begin(), made.where.end());
    made.where.erase(std::unique(made.where.begin(), made.where.end()), made.where.end());
    std::vector<std::string> words;
    for (const auto& word : round.words) words.push_back(word.plain);
    const auto snippet = snippet_of(best != nullptr ? best->written : one.text, words);
    made.snippet = snippet.text;
    for (const auto& [from, length] : snippet.marks) made.marks.push_back({from, length});
    made.listed = std::move(one);
    return made;
}

Result<void> Search::look_at(const Actor& actor, Round& round,
                             const std::vector<std::int64_t>& numbers) const {
    std::map<CaseId, std::int64_t> number_of;
    std::vector<CaseId> ids;
    {
        const std::shared_lock lock(mutex_);
        const Board::Reading board(*board_);
        for (const auto n : numbers) {
            ids.push_back(board.id(columns_[static_cast<std::size_t>(n)]));
            number_of[ids.back()] = n;
        }
    }
    GEZHI_TRY(listed, cases_.some(actor, ids));
    GEZHI_TRY(said, other_texts(numbers));
    const auto scope = Scope::of(actor);
    std::sort(listed.begin(), listed.end(),
              [&](const Listed& a, const Listed& b) { return number_of[a.row.id] > number_of[b.row.id]; });
    round.looked += numbers.size();
    round.reached = numbers.back();
    for (auto& one : listed) {
        const auto n = number_of[one.row.id];
        const bool readable = scope.reads_words(seen(one.row));
        const auto& texts = said[one.row.id];
        if (auto found = hit(round, std::move(one), texts, readable);
            found && round.hits.size() < round.wanted) {
            round.hits.push_back(std::move(*found));
            round.numbers.push_back(n);
        }
    }
    return {};
}

Result<SearchFound> Search::find(const Actor& actor, const SearchQuestion& question) const {
    if (!board_->ready()) return refuse(rules::board_loading);
    Round round;
    GEZHI_TRY(words, words_of(question.text));
    GEZHI_TRY(highest, refresh());
    {
        const Board::Reading board(*board_);
        name_codes(words, board);
        round.sieve = board.sieve(actor, question.filter, false);
    }
    round.words = std::move(words);
    round.before = question.before;
    round.wanted = static_cast<std::size_t>(question.limit) + 1;
    const auto last = question.before > 0 ? std::min(highest, question.before - 1) : highest;
    std::int64_t window = 1;
    for (auto high = last / per_block; high >= 0 && !round.done();
         high -= window, window = std::min(window * 2, window_max)) {
        const auto low = std::max<std::int64_t>(0, high - window + 1);
        GEZHI_TRY(pairs, blocks(round, high, low));
        for (auto block = high; block >= low && !round.done(); --block) {
            std::vector<std::int64_t> numbers;
            propose(round, block, pairs[block], numbers);
            for (std::size_t i = 0; i < numbers.size() && !round.done(); i += round.wanted) {
                const auto n = std::min(round.wanted, numbers.size() - i);
                const auto from = numbers.begin() + static_cast<std::ptrdiff_t>(i);
                GEZHI_CHECK(look_at(actor, round, {from, from + static_cast<std::ptrdiff_t>(n)}));
            }
        }
    }
    SearchFound found;
    if (round.hits.size() == round.wanted) {
        round.hits.pop_back();
        found.next = round.numbers[round.hits.size() - 1];
    } else if (round.done()) {
        found.next = round.reached;
    }
    found.hits = std::move(round.hits);
    return found;
}

} // namespace gezhi::casework
