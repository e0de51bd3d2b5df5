#pragma once
// Questions about one playbook, answered from tables built once: class by code, limits of a class, which unit
// a class goes to and why, which classes a text may mean, which legal path it may belong to, what an old code
// or name is called today. Pure; a suggestion carries the words that led to it and abstains when unsure.
// Holds the playbook it was built from. Never decides: the desk does.

#include "modules/playbook/model.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>

namespace gezhi::playbook {

struct Route {
    std::string_view unit;
    std::string_view reason;
    std::span<const std::string> co_units; // two or more departments: cross-cutting
    std::string_view rule;                 // empty: the default unit
};

struct ConditionLimit {
    std::string_view condition, limit, source, certainty;
    bool major_default{false};
    std::string_view text_zh{}, text_en{};
};

struct Candidate {
    const Class* matter{nullptr};
    std::vector<std::string_view> matched; // the words that spoke for it
    int score{0};
};

// A score as a share of certainty for people, 0 to 1: the least that counts as sure is one half.
double share(int score);

struct Suggestion {
    bool sure{false};                  // far ahead of the next one
    std::vector<Candidate> candidates; // best first; empty: abstains
};

struct PathHint {
    const LegalPath* path{nullptr};
    std::vector<std::string_view> matched;
};

class PlaybookIndex {
public:
    explicit PlaybookIndex(Playbook playbook);

    const Playbook& playbook() const { return *playbook_; }

    const Class* matter(std::string_view code) const;
    const Class* component(std::string_view code) const;
    const Unit* unit(std::string_view id) const;

    // All filing conditions of a class: its own first, then those of its major that it does not say itself.
    std::vector<ConditionLimit> limits(std::string_view class_code) const;
    // An unknown condition falls to the class's "default", then to its first one.
    std::optional<ConditionLimit> limit(std::string_view class_code, std::string_view condition) const;
    std::vector<const ClosingCondition*> closings(std::string_view class_code) const;
    // Which closing conditions the class shares; empty when it has none.
    std::string_view closing_family(std::string_view class_code) const;

    Route route(std::string_view class_code, std::string_view grid_code) const;

    Suggestion suggest_class(std::string_view text, std::size_t most = 3) const;
    std::vector<PathHint> legal_paths(std::string_view text) const;
    std::vector<const RestrictedFlag*> restricted_flags(std::string_view text) const;

    // "05-07" of an old scheme, or an old name. kind: component or matter.
    const Class* resolve_code(std::string_view scheme, std::string_view kind,
                              std::string_view old_code) const;
    const Class* resolve_name(std::string_view kind, std::string_view name) const;

private:
    struct Word {
        std::string_view text;
        int weight{0};
        std::vector<const Class*> classes;
    };

    using ClassMap = std::unordered_map<std::string_view, const Class*>;

    void build_words();
    const Class* find(std::string_view kind, std::string_view code) const;

    std::unique_ptr<const Playbook> playbook_; // behind a pointer: views into it survive a move
    ClassMap matters_, components_, matter_names_, component_names_;
    std::unordered_map<std::string_view, const Unit*> units_;
    std::vector<Word> words_;
};

} // namespace gezhi::playbook
