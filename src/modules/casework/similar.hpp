#pragma once
// Open public cases by place, in memory: which of them may be the same matter as a point and a text. Loaded
// once, then kept by each commit; any thread may ask. Only public cases that are open, classed and follow no
// lead are ever in it, so that what it answers may be shown to anybody. Never the only truth.

#include "engine/room.hpp"
#include "engine/vault.hpp"
#include "geo/near.hpp"
#include "modules/casework/state.hpp"
#include "modules/playbook/query.hpp"
#include "sql/database.hpp"

#include <atomic>
#include <memory>
#include <set>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace gezhi::casework {

struct Lookalike {
    CaseId id{};
    std::string text{};
    Instant reported_at{};
    std::int64_t supporters{0};
    Stage stage{Stage::reported};
    Code number{};
    std::int64_t distance_m{0};
    std::vector<std::string> same_words{};
    double score{0}; // 0 to 1
};

struct Question {
    geo::Point at{};
    std::string text{};
    Code class_code{};
    std::optional<CaseId> but{}; // not this one
    std::size_t most{5};
};

// Nothing: only an address is known, or nothing any more.
std::optional<geo::Point> point_of(const engine::Vault& vault, const engine::PlaceOfRow& row);

class OpenCases {
public:
    struct Pace {                   // of the loading
        std::int64_t at_start{300}; // read before the street opens
        std::int64_t at_once{500};  // then, in one statement
    };

    // Database and vault outlive this.
    OpenCases(sql::Database& database, const engine::Vault& vault,
              std::shared_ptr<const playbook::Books> books)
        : OpenCases(database, vault, std::move(books), Pace{}) {}

    OpenCases(sql::Database& database, const engine::Vault& vault,
              std::shared_ptr<const playbook::Books> books, Pace pace)
        : database_(database), vault_(vault), books_(std::move(books)), pace_(pace) {}

    Result<std::vector<Lookalike>> like(const Question& question) const;
    bool has(CaseId id) const; // open and public: anybody may join it
    // Those that may be the same matter as another one, in order of time: the newest `twins_max`.
    std::vector<CaseId> twins() const;
    std::size_t size() const;

    // The newest now, the older ones by and by on a thread of its own: a street with a hundred thousand open
    // cases does not start later for them.
    Result<void> load(sql::Session& session, const Code& subdistrict);
    void apply(const engine::Change<State>& change);
    void wait_until_loaded();
    ~OpenCases();
    OpenCases(const OpenCases&) = delete;
    OpenCases& operator=(const OpenCases&) = delete;

private:
    struct Entry {
        geo::Point at{};
        TextRef text{};
        std::vector<std::uint32_t> grams{}; // sorted
        Code class_code{};
        Code number{};
        Instant reported_at{};
        std::int64_t supporters{0};
        Stage stage{Stage::reported};
        CaseId twin{}; // one that may be the same, while there is any
    };

    static constexpr std::size_t twins_max = 512;
    // Of one point; a denser heap is one matter or a broken sensor.
    static constexpr std::size_t neighbours_max = 100;

    struct Read { // a page of what the tables hold
        std::vector<std::pair<CaseId, Entry>> entries{};
        CaseId last{};
        bool more{false};
    };

    Result<Read> page(sql::Session& session, std::optional<CaseId> before, std::int64_t most) const;
    void load_older(CaseId before);
    void stop_loading();

    static bool alike(const Entry& a, const Entry& b);
    void put(CaseId id, Entry entry);
    void take(CaseId id);
    void pair(CaseId id, Entry& entry, CaseId with);
    void find_twin(CaseId id, Entry& entry);
    CaseId twin_among_paired(CaseId id, const Entry& entry) const;
    double radius_m() const;

    struct Around {
        geo::Point at{};
        std::uint16_t kind{geo::Near::any};
        std::size_t most{neighbours_max};
    };

    // Calls each(id, entry, metres), nearest first; the lock is held.
    template <class Self, class Each>
    static void near(Self& self, const Around& around, Each each);
    bool touch(const State& after);
    Result<std::optional<Entry>> read(const State& state, const engine::Sides* sides) const;
    Result<void> fill_texts(std::vector<Lookalike>& found, const std::vector<TextRef>& refs) const;

    sql::Database& database_;
    const engine::Vault& vault_;
    std::shared_ptr<const playbook::Books> books_;
    const Pace pace_;
    Code subdistrict_{};
    mutable std::shared_mutex mutex_;
    std::optional<geo::Near> index_; // around the first case
    std::unordered_map<CaseId, Entry> cases_;
    std::set<CaseId> paired_; // those with a twin
    bool loading_{false};
    std::set<CaseId> touched_{}; // by a commit, while loading: what was read of them may be old
    std::atomic<bool> stopping_{false};
    std::thread loader_{};
};

// Pairs of neighbouring characters of the plain text as numbers, sorted, each once.
std::vector<std::uint32_t> grams(std::string_view text);

} // namespace gezhi::casework
