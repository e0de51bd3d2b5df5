#pragma once
// 全文检索的底账: which case holds which pairs of characters (docs/adr/0010). Two tables of its own, filled
// behind the writer from the log with a cursor, the same on both databases: search_doc numbers the cases in
// the order of the log, search_block holds for each pair and block of 4096 numbers the cases that have it.
// Pairs stand there as numbers under the vault's key (engine/blind.hpp), so the tables hold no readable word;
// a text that only the legal officer may read is not entered at all. Says nothing of who may see what:
// search.hpp does. Erasure calls again(), after the texts or their keys are gone.

#include "engine/blind.hpp"
#include "engine/engine.hpp"
#include "engine/vault.hpp"
#include "modules/casework/model.hpp"
#include "modules/casework/postings.hpp"
#include "modules/grid/query.hpp"

#include <map>
#include <memory>
#include <mutex>

namespace gezhi::casework {

inline constexpr std::size_t ref_length = 26; // of a reference as text

struct SearchDocRow {
    static constexpr std::string_view table = "search_doc";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"n"};
    static constexpr std::array<sql::Index, 1> indexes{{{"by_case", "id"}}};
    std::int64_t n{0}; // from 1
    CaseId id{};
    std::string refs{}; // its texts, one behind the other, ref_length each
};
BOOST_DESCRIBE_STRUCT(SearchDocRow, (), (n, id, refs))

struct SearchBlockRow {
    static constexpr std::string_view table = "search_block";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 2> key{"block", "pair"};
    std::int64_t block{0};
    std::int64_t pair{0};
    std::string cases{}; // written()
};
BOOST_DESCRIBE_STRUCT(SearchBlockRow, (), (block, pair, cases))

// Rows by their cases; to be ended with a condition of the id and a bracket. The numbers are asked aside,
// where the index covers it: asked straight, SQLite (3.40, without statistics) walks every number there is.
inline constexpr std::string_view docs_of_cases =
    "SELECT n, id, refs FROM {search_doc} WHERE subdistrict = :s AND n IN "
    "(SELECT n FROM {search_doc} WHERE subdistrict = :s AND";

class TextIndex {
public:
    static constexpr std::int64_t events_at_once = 4000; // of one transaction of the follower

    // All references outlive this; ground may be null.
    TextIndex(engine::Engine& engine, const engine::Vault& vault, std::shared_ptr<const grid::Ground> ground);

    // Makes the tables; new ones are filled from the log by follow().
    Result<void> open();
    // Enters what was committed since the last time, at most events_at_once events; true when there is more.
    // Any number of processes may call it: only one of them moves the cursor.
    Result<bool> follow();
    Result<void> catch_up();
    Result<std::int64_t> behind() const; // events committed and not yet entered
    // Takes out every entry of a case and enters again what can still be opened of it: after an erasure
    // nothing.
    Result<void> again(CaseId id);

    std::int64_t pair(std::string_view word) const { return blind_.of(word); }

private:
    using Refs = std::map<CaseId, std::vector<TextRef>>;
    using Plains = std::map<CaseId, std::vector<std::string>>; // texts, address and place, each in plain form

    struct Batch { // read and computed outside the writer's lock
        std::int64_t from{0};
        std::int64_t to{0};
        bool more{false};
        Refs refs{};
        std::vector<CaseId> order{}; // of the first event
        std::vector<TextRef> opened{};
        std::vector<SearchDocRow> docs{};
        std::vector<CaseId> fresh{}; // of these the place too
        std::map<std::int64_t, std::map<std::int64_t, Block>> blocks{};
    };

    Result<void> read_events(sql::Session& session, Batch& batch) const;
    Result<void> number_cases(sql::Session& session, Batch& batch) const;
    Result<Plains> plains(sql::Session& session, const Refs& refs, std::vector<TextRef>& opened) const;
    Result<void> add_places(sql::Session& session, const std::vector<CaseId>& fresh, Plains& plains) const;
    void enter(std::int64_t n, const std::vector<std::string>& plains, Batch& batch) const;
    Result<void> merge(sql::Session& session, Batch& batch) const;
    Result<bool> write(sql::Session& session, const Batch& batch) const;
    Result<bool> all_there(sql::Session& session, const std::vector<TextRef>& opened) const;
    Result<void> write_blocks(sql::Session& session, const Batch& batch) const;
    Result<void> take_out(sql::Session& session, std::int64_t n) const;

    engine::Engine& engine_;
    const engine::Vault& vault_;
    std::shared_ptr<const grid::Ground> ground_;
    engine::Blind blind_;
    Code cursor_{};
    std::mutex follow_mutex_; // one follower in a process
};

} // namespace gezhi::casework
