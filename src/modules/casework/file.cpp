// The file of one case: head, words, photos, what happened, what may be done.

#include "modules/casework/desk.hpp"

namespace gezhi::casework::detail {

namespace {

constexpr std::size_t similar_shown = 5;

Result<std::vector<wire::FileRef>> photos(const Desk& desk, const std::vector<FileId>& ids) {
    std::vector<wire::FileRef> list;
    std::map<FileId, files::FileRow> rows;
    if (desk.wiring.files != nullptr && !ids.empty()) {
        GEZHI_TRY(found, desk.wiring.files->find(ids));
        rows = std::move(found);
    }
    for (const auto& id : ids) {
        wire::FileRef ref{id, {}, {}, {}};
        if (const auto row = rows.find(id); row != rows.end())
            ref = {id, row->second.kept_at, row->second.width, row->second.height};
        list.push_back(std::move(ref));
    }
    return list;
}

// 经办人看不到报告人: handlers learn whether they may be called, never who it is.
Result<wire::Reporter> reporter(const Desk& desk, const Actor& actor, const CaseRow& row) {
    wire::Reporter shown{!row.reporter.empty(), row.may_be_called, wire::given(row.notify_by), {}};
    if (row.reporter.empty() || !sees_reporter(actor, seen(row))) return shown;
    GEZHI_TRY(masked, desk.wiring.persons.masked(row.reporter));
    shown.masked = wire::given(masked.both);
    return shown;
}

void add_talk(wire::File& file, const Cases::Told& told, const Words& words) {
    for (const auto& talk : told.state.talk)
        if (auto text = words.of(talk.text); !text.empty())
            file.talk.push_back({talk.at, talk.from_reporter ? "reporter" : "street", std::move(text)});
}

Result<void> add_notes(const Desk& desk, wire::File& file, const Cases::Told& told, const Words& words) {
    std::vector<PersonId> people;
    for (const auto& note : told.state.notes) people.push_back(note.by);
    GEZHI_TRY(cards, desk.wiring.persons.staff(people));
    for (const auto& note : told.state.notes)
        if (auto text = words.of(note.text); !text.empty())
            file.notes.push_back({note.at, cards[note.by].name, std::move(text)});
    return {};
}

Result<std::vector<wire::Similar>> similar_to(const Desk& desk, const Listed& listed, const Shape& shape) {
    std::vector<wire::Similar> list;
    if (!listed.at || !listed.row.open || listed.text.empty() || !desk.wiring.open_cases) return list;
    GEZHI_TRY(found, desk.wiring.open_cases->like(
                         {*listed.at, listed.text, listed.row.class_code, listed.row.id, similar_shown}));
    for (const auto& one : found) list.push_back(shape.similar(one));
    return list;
}

} // namespace

std::optional<wire::Suggestion> suggestion(const Shape& shape, const State& state, const std::string& text) {
    const auto& index = shape.book().index;
    wire::Suggestion made;
    const auto suggested = index.suggest_class(text);
    int all = 0;
    for (const auto& candidate : suggested.candidates) all += candidate.score;
    for (const auto& candidate : suggested.candidates) {
        const bool same = state.class_code.empty() || candidate.matter->code == state.class_code.value;
        if (!same || candidate.matter == nullptr) continue;
        if (made.class_code) break;
        made.class_code = Code{candidate.matter->code};
        made.score = all > 0 ? static_cast<double>(candidate.score) / all : 0;
        for (const auto word : candidate.matched) made.words.emplace_back(word);
    }
    if (!state.class_code.empty()) made.class_code = state.class_code;
    if (!made.class_code) return std::nullopt; // it abstains
    made.class_name = wire::given(shape.matter(*made.class_code));
    const auto limit = index.limit(made.class_code->value, state.condition.value);
    if (limit) {
        made.condition = Code{std::string(limit->condition)};
        made.limit = std::string(limit->limit);
    }
    const auto route = index.route(made.class_code->value, state.grid.value);
    made.unit = Code{std::string(route.unit)};
    made.reason = wire::given(shape.route_reason(route.reason));
    // Whoever gave it back has said whose it is.
    if (!state.returns.empty() && !state.returns.back().proposed_unit.empty()) {
        made.unit = state.returns.back().proposed_unit;
        made.reason = wire::given(shape.reason("return", state.returns.back().reason));
    }
    made.unit_name = wire::given(shape.unit(*made.unit));
    return made;
}

Result<http::Response> file(const Desk& desk, const http::Request& request) {
    GEZHI_TRY(id, case_in_path(request));
    const auto actor = people::actor(request);
    GEZHI_TRY(listed, desk.cases.one(actor, id));
    GEZHI_TRY(history, desk.cases.history(id, listed.row.version));
    const auto& told = *history;
    const auto shape = desk.shape(request);
    const bool readable = Scope::of(actor).reads_words(seen(listed.row));
    GEZHI_TRY(words, words_of(desk, told, actor, readable));
    wire::File file{shape.one(listed)};
    file.text = listed.text;
    GEZHI_TRY(who, reporter(desk, actor, listed.row));
    file.reporter = std::move(who);
    if (readable) {
        GEZHI_TRY(before, photos(desk, told.state.evidence_before));
        GEZHI_TRY(after, photos(desk, told.state.evidence_after));
        file.photos_before = std::move(before);
        file.photos_after = std::move(after);
        if (sees_reporter(actor, seen(listed.row))) file.voice = told.state.voice;
    }
    GEZHI_TRY(entries, timeline(desk, told, words, shape));
    file.timeline = std::move(entries);
    add_talk(file, told, words);
    GEZHI_CHECK(add_notes(desk, file, told, words));
    file.result_text = words.of(told.state.result_text ? told.state.result_text : told.state.handled_text);
    if (at_desk(told.state) && readable) file.suggestion = suggestion(shape, told.state, listed.text);
    GEZHI_TRY(similar, similar_to(desk, listed, shape));
    file.similar = std::move(similar);
    GEZHI_TRY(steps, actions(desk, {actor, told.state, file.similar, file.suggestion}, shape));
    file.actions = std::move(steps);
    file.legal_path = wire::given(told.state.legal_path.value);
    if (listed.row.supporters > 0) {
        GEZHI_TRY(joined, desk.cases.joined_to(actor, id));
        file.joined.emplace();
        for (const auto& one : joined) file.joined->push_back({one.row.id, one.row.number});
    }
    GEZHI_TRY(next_to_it, beside(desk, actor, told.state, shape));
    file.beside = std::move(next_to_it);
    return http::json_response(json::write(file));
}

} // namespace gezhi::casework::detail
