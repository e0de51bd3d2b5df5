#include "modules/casework/similar.hpp"

#include "modules/playbook/words.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace gezhi::casework {

namespace {

constexpr double same_from = 0.18; // below this share of common words two reports are two matters
constexpr std::size_t words_shown = 4;

// Kinds in the index: who has no twin yet, and who has one.
constexpr std::uint16_t lone = 1;
constexpr std::uint16_t paired = 2;
constexpr std::size_t first_look = 8; // at the nearest few, which are mostly enough

using Grams = std::vector<std::uint32_t>;

Grams common(const Grams& a, const Grams& b) {
    Grams both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return both;
}

// FNV-1a of the pair's bytes; a collision makes two reports a little more alike, no more.
std::uint32_t gram(std::string_view pair) {
    std::uint32_t hash = 2166136261U;
    for (const char c : pair) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619U;
    return hash;
}

std::size_t count_common(const Grams& a, const Grams& b) {
    std::size_t count = 0;
    for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
        count += *i == *j ? 1 : 0;
        const bool first = *i <= *j;
        const bool second = *j <= *i;
        i += first ? 1 : 0;
        j += second ? 1 : 0;
    }
    return count;
}

// Share of the shorter text's pairs that the other has too; a common class counts as much as half of them.
double likeness(const Grams& a, const Code& class_a, const Grams& b, const Code& class_b) {
    const auto least = std::min(a.size(), b.size());
    const double words =
        least == 0 ? 0 : static_cast<double>(count_common(a, b)) / static_cast<double>(least);
    const bool same_class = !class_a.empty() && class_a == class_b;
    return same_class ? 0.5 + words / 2 : words;
}

// Joins pairs that overlap back into words: 单车 + 车堆 → 单车堆, in the order of the text.
std::vector<std::string> words_of(const std::string& text, const Grams& both) {
    std::vector<std::string> words;
    std::string word;
    const auto plain = playbook::plain(text);
    std::string_view rest = plain;
    while (!rest.empty() && words.size() < words_shown) {
        const auto pair = first_code_points(rest, 2);
        const auto one = first_code_points(rest, 1).size();
        if (pair.size() > one && std::binary_search(both.begin(), both.end(), gram(pair))) {
            word += word.empty() ? std::string(pair) : std::string(pair.substr(one));
        } else if (!word.empty()) {
            if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
            word.clear();
        }
        rest.remove_prefix(one);
    }
    if (!word.empty() && words.size() < words_shown &&
        std::find(words.begin(), words.end(), word) == words.end())
        words.push_back(word);
    return words;
}

constexpr std::string_view place_text =
    "SELECT stream, sealed FROM place_of WHERE subdistrict = :s AND stream = :i";

Result<std::vector<engine::TextRow>> text_rows(sql::Database& database, const Code& subdistrict,
                                               const std::vector<TextRef>& refs) {
    sql::Session::Binds binds{{"s", subdistrict}};
    for (std::size_t i = 0; i < refs.size(); ++i) binds.emplace_back("r" + number(i), refs[i]);
    return database.read([&](sql::Session& session) {
        return session.rows<engine::TextRow>("SELECT ref, subject, kind, cipher, salt FROM side_text WHERE "
                                             "subdistrict = :s AND ref IN (" +
                                                 sql::placeholders("r", refs.size()) + ")",
                                             binds);
    });
}

bool belongs(const State& state) {
    return open(state) && state.visibility == Visibility::public_ && !state.class_code.empty() &&
           !state.joined_to;
}

} // namespace

std::optional<geo::Point> point_of(const engine::Vault& vault, const engine::PlaceOfRow& row) {
    const auto exact = vault.open_place(row);
    if (!exact || (exact->lat_e7 == 0 && exact->lon_e7 == 0)) return std::nullopt;
    return geo::Point{static_cast<std::int32_t>(exact->lat_e7), static_cast<std::int32_t>(exact->lon_e7)};
}

std::vector<std::uint32_t> grams(std::string_view text) {
    const auto plain = playbook::plain(text);
    Grams list;
    std::string_view rest = plain;
    while (!rest.empty()) {
        const auto pair = first_code_points(rest, 2);
        const auto one = first_code_points(rest, 1).size();
        if (pair.size() > one) list.push_back(gram(pair));
        rest.remove_prefix(one);
    }
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    return list;
}

double OpenCases::radius_m() const {
    const auto metres = static_cast<double>(books_->current()->index.playbook().risk.cluster_radius_m.value);
    return std::clamp(metres, 0.0, geo::Near::radius_m_max);
}

template <class Self, class Each>
void OpenCases::near(Self& self, const Around& around, Each each) {
    if (!self.index_) return;
    const auto hits = self.index_->find({around.at, self.radius_m(), around.kind, around.most});
    for (const auto& hit : hits) each(CaseId{hit.id}, self.cases_.at(CaseId{hit.id}), hit.distance_m);
}

Result<std::vector<Lookalike>> OpenCases::like(const Question& question) const {
    const auto mine = grams(question.text);

    struct Candidate {
        CaseId id;
        const Entry* entry;
        double metres;
        double score;
    };

    std::vector<Candidate> best;
    std::vector<Lookalike> found;
    std::vector<TextRef> refs;
    {
        const std::shared_lock lock(mutex_);
        near(*this, {question.at}, [&](CaseId id, const Entry& entry, double metres) {
            if (question.but == id) return;
            const auto score = likeness(mine, question.class_code, entry.grams, entry.class_code);
            if (score >= same_from) best.push_back({id, &entry, metres, score});
        });
        std::sort(best.begin(), best.end(), [](const Candidate& a, const Candidate& b) {
            return a.score != b.score ? a.score > b.score : a.id < b.id;
        });
        if (best.size() > question.most) best.resize(question.most);
        for (const auto& [id, entry, metres, score] : best) {
            found.push_back({id,
                             {},
                             entry->reported_at,
                             entry->supporters,
                             entry->stage,
                             entry->number,
                             std::llround(metres),
                             words_of(question.text, common(mine, entry->grams)),
                             std::min(score, 1.0)});
            refs.push_back(entry->text);
        }
    }
    GEZHI_CHECK(fill_texts(found, refs));
    return found;
}

Result<void> OpenCases::fill_texts(std::vector<Lookalike>& found, const std::vector<TextRef>& refs) const {
    if (refs.empty()) return {};
    GEZHI_TRY(rows, text_rows(database_, subdistrict_, refs));
    for (std::size_t i = 0; i < refs.size(); ++i)
        for (const auto& row : rows)
            if (row.ref == refs[i]) found[i].text = vault_.open_text(row).value_or("");
    std::erase_if(found, [](const Lookalike& one) { return one.text.empty(); }); // erased
    return {};
}

bool OpenCases::has(CaseId id) const {
    const std::shared_lock lock(mutex_);
    return cases_.contains(id);
}

std::vector<CaseId> OpenCases::twins() const {
    const std::shared_lock lock(mutex_);
    std::vector<CaseId> newest;
    newest.reserve(std::min(paired_.size(), twins_max));
    for (auto one = paired_.rbegin(); one != paired_.rend() && newest.size() < twins_max; ++one)
        newest.push_back(*one);
    std::reverse(newest.begin(), newest.end());
    return newest;
}

std::size_t OpenCases::size() const {
    const std::shared_lock lock(mutex_);
    return cases_.size();
}

bool OpenCases::alike(const Entry& a, const Entry& b) {
    return likeness(a.grams, a.class_code, b.grams, b.class_code) >= same_from;
}

void OpenCases::pair(CaseId id, Entry& entry, CaseId with) {
    if (entry.twin.empty()) {
        index_->erase(id.bits, lone, entry.at);
        index_->insert(id.bits, paired, entry.at);
        paired_.insert(id);
    }
    entry.twin = with;
}

// Nearest first; in a heap of reports, where all have a twin already, a few of them are looked at.
CaseId OpenCases::twin_among_paired(CaseId id, const Entry& entry) const {
    CaseId twin;
    for (const auto most : {first_look, neighbours_max}) {
        near(*this, {entry.at, paired, most}, [&](CaseId other, const Entry& one, double) {
            if (twin.empty() && other != id && alike(entry, one)) twin = other;
        });
        if (!twin.empty()) break;
    }
    return twin;
}

void OpenCases::put(CaseId id, Entry entry) {
    if (!index_) index_.emplace(entry.at);
    // Too far from everything else of the street to be anybody's neighbour.
    if (!index_->insert(id.bits, lone, entry.at)) return;
    auto& mine = cases_.insert_or_assign(id, std::move(entry)).first->second;
    near(*this, {mine.at, lone}, [&](CaseId other, Entry& one, double) {
        if (other == id || !alike(mine, one)) return;
        if (mine.twin.empty()) pair(id, mine, other);
        pair(other, one, id);
    });
    if (!mine.twin.empty()) return;
    if (const auto twin = twin_among_paired(id, mine); !twin.empty()) pair(id, mine, twin);
}

// Its twin is gone; whoever is alike and near has had one too.
void OpenCases::find_twin(CaseId id, Entry& entry) {
    entry.twin = twin_among_paired(id, entry);
    if (!entry.twin.empty()) return;
    index_->erase(id.bits, paired, entry.at);
    index_->insert(id.bits, lone, entry.at);
    paired_.erase(id);
}

void OpenCases::take(CaseId id) {
    const auto found = cases_.find(id);
    if (found == cases_.end()) return;
    const auto at = found->second.at;
    index_->erase(id.bits, found->second.twin.empty() ? lone : paired, at);
    cases_.erase(found);
    paired_.erase(id);
    // Whoever leaned on it looks for another one; it may be one of many there.
    near(*this, {at, paired, cases_.size()}, [&](CaseId other, Entry& one, double) {
        if (one.twin == id) find_twin(other, one);
    });
}

// What is known already only changes its figures; a changed class may change who is alike.
bool OpenCases::touch(const State& after) {
    const auto known = cases_.find(after.id);
    if (known == cases_.end()) return false;
    known->second.supporters = after.supporters;
    known->second.stage = after.stage;
    if (known->second.class_code == after.class_code) return true;
    auto entry = known->second;
    take(after.id);
    entry.class_code = after.class_code;
    entry.twin = {};
    put(after.id, std::move(entry));
    return true;
}

void OpenCases::apply(const engine::Change<State>& change) {
    const auto& after = change.after;
    const auto id = id_as<CaseId>(change.stream);
    {
        const std::unique_lock lock(mutex_);
        if (loading_) touched_.insert(id);
        if (!belongs(after)) return take(id);
        if (touch(after)) return;
    }
    auto fresh = read(after, change.sides);
    if (!fresh || !*fresh) return;
    const std::unique_lock lock(mutex_);
    put(id, std::move(**fresh));
}

Result<std::optional<OpenCases::Entry>> OpenCases::read(const State& state,
                                                        const engine::Sides* sides) const {
    auto text = sides ? sides->first<engine::TextRow>() : std::nullopt;
    auto place = sides ? sides->first<engine::PlaceOfRow>() : std::nullopt;
    if (!text || text->ref != state.text.ref) {
        GEZHI_TRY(rows, text_rows(database_, subdistrict_, {state.text.ref}));
        if (rows.empty()) return std::optional<Entry>{};
        text = std::move(rows.front());
    }
    if (!place) {
        GEZHI_TRY(row, database_.read([&](sql::Session& session) {
            return session.one<engine::PlaceOfRow>(place_text, {{"s", subdistrict_}, {"i", state.id}});
        }));
        place = std::move(row);
    }
    const auto at = place ? point_of(vault_, *place) : std::nullopt;
    if (!at) return std::optional<Entry>{};
    const auto words = vault_.open_text(*text);
    if (!words) return std::optional<Entry>{};
    return std::optional<Entry>(Entry{*at,
                                      state.text.ref,
                                      grams(*words),
                                      state.class_code,
                                      state.number,
                                      state.reported_at,
                                      state.supporters,
                                      state.stage,
                                      {}});
}

} // namespace gezhi::casework
