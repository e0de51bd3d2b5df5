#include "modules/playbook/index.hpp"

#include "modules/playbook/words.hpp"

#include <algorithm>
#include <map>

namespace gezhi::playbook {

namespace {

// Below this a match is chance: about one two-character word that several classes share.
constexpr int score_min = 12;
// Sure: twice this, and half as much again as the next candidate.
constexpr int score_sure = 24;

std::string_view major_of(std::string_view class_code) {
    return class_code.substr(0, 2);
}

bool covers(const Words& classes, std::string_view class_code) {
    return std::ranges::any_of(classes, [&](const auto& c) { return class_code.starts_with(c); });
}

bool covers_area(const Words& areas, std::string_view grid_code) {
    return std::ranges::any_of(areas, [&](const auto& area) { return area == "*" || area == grid_code; });
}

// Longer words say more; a word that many classes share says less.
int weight_of(std::string_view word, std::size_t sharing) {
    const auto size = static_cast<int>(std::min<std::size_t>(word_size(word), 6));
    const int combined = word.find('+') == std::string_view::npos ? 0 : 3;
    return (size * 10 + combined) / (1 + static_cast<int>(std::min<std::size_t>(sharing, 5)) / 2);
}

void sort_candidates(std::vector<Candidate>& candidates) {
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.matter->code < b.matter->code;
    });
}

// A word inside a longer matched word of the same class adds nothing new.
bool inside_another(std::string_view word, const std::vector<std::string_view>& matched) {
    return std::ranges::any_of(matched, [&](auto other) {
        return other != word && other.size() > word.size() && other.find(word) != std::string_view::npos;
    });
}

} // namespace

double share(int score) {
    return static_cast<double>(score) / static_cast<double>(score + score_sure);
}

PlaybookIndex::PlaybookIndex(Playbook playbook)
    : playbook_(std::make_unique<const Playbook>(std::move(playbook))) {
    for (const auto& one : playbook_->catalogue.classes) {
        const bool is_matter = one.kind == "matter";
        (is_matter ? matters_ : components_).emplace(one.code, &one);
        auto& names = is_matter ? matter_names_ : component_names_;
        names.emplace(one.name_zh, &one);
        for (const auto& alias : one.aliases) names.emplace(alias, &one);
    }
    for (const auto& one : playbook_->routing.units) units_.emplace(one.id, &one);
    build_words();
}

void PlaybookIndex::build_words() {
    std::map<std::string_view, std::vector<const Class*>> sharing;
    for (const auto& one : playbook_->catalogue.classes) {
        if (one.kind != "matter") continue;
        sharing[one.name_zh].push_back(&one);
        for (const auto& word : one.words)
            if (word != one.name_zh) sharing[word].push_back(&one);
    }
    for (auto& [word, classes] : sharing) {
        const auto weight = weight_of(word, classes.size());
        words_.push_back({word, weight, std::move(classes)});
    }
}

const Class* PlaybookIndex::find(std::string_view kind, std::string_view code) const {
    const auto& map = kind == "component" ? components_ : matters_;
    const auto at = map.find(code);
    return at == map.end() ? nullptr : at->second;
}

const Class* PlaybookIndex::matter(std::string_view code) const {
    return find("matter", code);
}

const Class* PlaybookIndex::component(std::string_view code) const {
    return find("component", code);
}

const Unit* PlaybookIndex::unit(std::string_view id) const {
    const auto at = units_.find(id);
    return at == units_.end() ? nullptr : at->second;
}

std::vector<ConditionLimit> PlaybookIndex::limits(std::string_view class_code) const {
    std::vector<ConditionLimit> found;
    if (!matter(class_code)) return found;
    for (const auto& one : playbook_->limits.limits)
        if (one.class_code == class_code)
            found.push_back(
                {one.condition, one.limit, one.source, one.certainty, false, one.text_zh, one.text_en});
    // Whatever may befall every thing of the major (dirty, abandoned) may befall this one; only the plain
    // "default" gives way to the class's own conditions.
    const bool own = !found.empty();
    for (const auto& one : playbook_->limits.major_defaults) {
        const bool said =
            std::ranges::any_of(found, [&](const auto& known) { return known.condition == one.condition; });
        if (one.major != major_of(class_code) || said || (own && one.condition == "default")) continue;
        found.push_back(
            {one.condition, one.limit, one.source, one.certainty, true, one.text_zh, one.text_en});
    }
    return found;
}

std::optional<ConditionLimit> PlaybookIndex::limit(std::string_view class_code,
                                                   std::string_view condition) const {
    const auto all = limits(class_code);
    if (all.empty()) return std::nullopt;
    for (const auto wanted : {condition, std::string_view{"default"}}) {
        const auto at = std::ranges::find(all, wanted, &ConditionLimit::condition);
        if (at != all.end()) return *at;
    }
    return all.front();
}

std::string_view PlaybookIndex::closing_family(std::string_view class_code) const {
    const ClosingFamily* best = nullptr;
    std::size_t best_size = 0;
    for (const auto& family : playbook_->limits.families) {
        for (const auto& prefix : family.prefixes) {
            if (!class_code.starts_with(prefix) || prefix.size() <= best_size) continue;
            best = &family;
            best_size = prefix.size();
        }
    }
    return best ? std::string_view(best->family) : std::string_view();
}

std::vector<const ClosingCondition*> PlaybookIndex::closings(std::string_view class_code) const {
    const auto family = closing_family(class_code);
    std::vector<const ClosingCondition*> found;
    if (family.empty()) return found;
    for (const auto& one : playbook_->limits.closings)
        if (one.family == family) found.push_back(&one);
    return found;
}

Route PlaybookIndex::route(std::string_view class_code, std::string_view grid_code) const {
    const auto& routing = playbook_->routing;
    for (const auto& rule : routing.rules)
        if (covers(rule.classes, class_code) && covers_area(rule.areas, grid_code))
            return {rule.unit, rule.reason, rule.co_units, rule.id};
    return {routing.default_unit, routing.default_reason, {}, {}};
}

Suggestion PlaybookIndex::suggest_class(std::string_view text, std::size_t most) const {
    const PlainText words(text);
    std::map<const Class*, Candidate> found;
    std::map<const Class*, std::vector<const Word*>> hits;
    for (const auto& word : words_) {
        if (!occurs(word.text, words)) continue;
        for (const auto* one : word.classes) {
            found[one].matched.push_back(word.text);
            hits[one].push_back(&word);
        }
    }
    Suggestion suggestion;
    for (auto& [one, candidate] : found) {
        candidate.matter = one;
        for (const auto* word : hits[one])
            if (!inside_another(word->text, candidate.matched)) candidate.score += word->weight;
        if (candidate.score >= score_min) suggestion.candidates.push_back(std::move(candidate));
    }
    sort_candidates(suggestion.candidates);
    auto& best = suggestion.candidates;
    suggestion.sure = !best.empty() && best[0].score >= score_sure &&
                      (best.size() == 1 || best[0].score * 2 >= best[1].score * 3);
    if (best.size() > most) best.resize(most);
    return suggestion;
}

std::vector<PathHint> PlaybookIndex::legal_paths(std::string_view text) const {
    const PlainText words(text);
    std::vector<PathHint> hints;
    for (const auto& path : playbook_->legal_paths.paths) {
        PathHint hint{&path, {}};
        for (const auto& word : path.words)
            if (occurs(word, words)) hint.matched.push_back(word);
        if (!hint.matched.empty()) hints.push_back(std::move(hint));
    }
    std::ranges::stable_sort(hints, std::greater{}, [](const PathHint& hint) { return hint.matched.size(); });
    return hints;
}

std::vector<const RestrictedFlag*> PlaybookIndex::restricted_flags(std::string_view text) const {
    const PlainText words(text);
    std::vector<const RestrictedFlag*> flags;
    for (const auto& flag : playbook_->visibility.flags)
        if (!first_occurring(flag.words, words).empty()) flags.push_back(&flag);
    return flags;
}

const Class* PlaybookIndex::resolve_code(std::string_view scheme, std::string_view kind,
                                         std::string_view old_code) const {
    const auto& catalogue = playbook_->catalogue;
    for (const auto& one : catalogue.moved)
        if (one.scheme == scheme && one.kind == kind && one.old == old_code) return find(kind, one.found);
    if (old_code.size() != 5 || old_code[2] != '-') return nullptr;
    for (const auto& one : catalogue.migrations)
        if (one.scheme == scheme && one.kind == kind && one.old_major == old_code.substr(0, 2))
            return find(kind, one.new_major + "0" + std::string(old_code.substr(3)));
    return nullptr;
}

const Class* PlaybookIndex::resolve_name(std::string_view kind, std::string_view name) const {
    const auto& map = kind == "component" ? component_names_ : matter_names_;
    const auto at = map.find(name);
    return at == map.end() ? nullptr : at->second;
}

} // namespace gezhi::playbook
