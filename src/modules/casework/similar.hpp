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

#include <memory>
#include <shared_mutex>
#include <string>
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

class OpenCases {
public:
    // Database and vault outlive this.
    OpenCases(sql::Database& database, const engine::Vault& vault,
              std::shared_ptr<const playbook::Books> books)
        : database_(database), vault_(vault), books_(std::move(books)) {}

    Result<std::vector<Lookalike>> like(const Question& question) const;
    bool has(CaseId id) const; // open and public: anybody may join it
    std::vector<CaseId> twins() const;
    std::size_t size() const;

    Result<void> load(sql::Session& session, const Code& subdistrict);
    void apply(const engine::Change<State>& change);

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
        std::vector<CaseId> twins{}; // who may be the same; each stands in the other's list
    };

    void put(CaseId id, Entry entry);
    void take(CaseId id);
    double radius_m() const;
    // Calls each(id, entry, metres), nearest first; the lock is held.
    template <class Each>
    void near(geo::Point at, Each each) const;
    bool touch(const State& after);
    Result<std::optional<Entry>> read(const State& state, const engine::Sides* sides) const;
    Result<void> fill_texts(std::vector<Lookalike>& found, const std::vector<TextRef>& refs) const;

    sql::Database& database_;
    const engine::Vault& vault_;
    std::shared_ptr<const playbook::Books> books_;
    Code subdistrict_{};
    mutable std::shared_mutex mutex_;
    std::optional<geo::Near> index_; // around the first case
    std::unordered_map<CaseId, Entry> cases_;
};

// Pairs of neighbouring characters of the plain text as numbers, sorted, each once.
std::vector<std::uint32_t> grams(std::string_view text);

} // namespace gezhi::casework
