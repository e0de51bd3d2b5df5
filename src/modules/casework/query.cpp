#include "modules/casework/query.hpp"

#include "modules/casework/board.hpp"
#include "modules/casework/casework.hpp"
#include "modules/casework/query_text.hpp"

#include <algorithm>
#include <bit>

namespace gezhi::casework {

namespace {

// Everything of the row that lists and the head of a case show, its first text and its place.
struct FoundRow {
    CaseRow row{};
    engine::TextRow text{};
    engine::PlaceOfRow place{};
};

// The row's columns in the order of the struct, then text and place.
const std::string& columns() {
    static const std::string text = [] {
        std::string all;
        for (const auto& column : sql::table_of<CaseRow>().columns) all += "c." + column.name + ", ";
        return all + "COALESCE(t.ref, ''), COALESCE(t.subject, ''), COALESCE(t.kind, ''), "
                     "COALESCE(t.cipher, ''), COALESCE(t.salt, ''), COALESCE(p.sealed, '')";
    }();
    return text;
}

const std::vector<sql::Type>& types() {
    static const std::vector<sql::Type> all = [] {
        auto list = sql::types_of<CaseRow>();
        const auto text = sql::types_of<engine::TextRow>();
        list.insert(list.end(), text.begin(), text.end());
        list.push_back(sql::Type::text);
        return list;
    }();
    return all;
}

FoundRow found_row(const std::vector<sql::Value>& values) {
    const auto row = static_cast<std::ptrdiff_t>(sql::types_of<CaseRow>().size());
    const auto text = static_cast<std::ptrdiff_t>(sql::types_of<engine::TextRow>().size());
    FoundRow found;
    found.row = sql::row_from<CaseRow>({values.begin(), values.begin() + row});
    found.text = sql::row_from<engine::TextRow>({values.begin() + row, values.begin() + row + text});
    found.place = {id_as<StreamId>(found.row.id), values.back().text};
    return found;
}

std::optional<geo::Point> point(const engine::ExactPlace& place) {
    if (place.lat_e7 == 0 && place.lon_e7 == 0) return std::nullopt; // only an address is known
    return geo::Point{static_cast<std::int32_t>(place.lat_e7), static_cast<std::int32_t>(place.lon_e7)};
}

std::optional<ClockKind> clock_kind(std::string_view text) {
    return json::enum_from<ClockKind>(text);
}

} // namespace

std::optional<RunningClock> clock_of(const CaseRow& row) {
    const auto kind = clock_kind(row.clock_kind);
    const auto limit = calendar::parse_limit(row.clock_limit);
    if (!kind || !limit || !row.clock_started || !row.clock_due) return std::nullopt;
    RunningClock clock;
    clock.start = {*kind,
                   *limit,
                   row.clock_playbook,
                   *row.clock_started,
                   row.clock_half.value_or(*row.clock_due),
                   row.clock_soon.value_or(*row.clock_due),
                   *row.clock_due,
                   row.missing_year};
    clock.warned = row.clock_warned;
    clock.stopped = row.clock_stopped;
    return clock;
}

Seen seen(const CaseRow& row) {
    return {row.visibility,         row.grid, row.unit, !row.emergency.empty(), !row.legal_path.empty(),
            !row.class_code.empty()};
}

Result<std::vector<Listed>> Cases::listed(const Scope& scope, const std::string& rest,
                                          const sql::Session::Binds& binds) const {
    static const std::string from =
        "SELECT " + columns() +
        " FROM {case_row} c "
        "LEFT JOIN side_text t ON t.subdistrict = c.subdistrict AND t.ref = c.text "
        "LEFT JOIN place_of p ON p.subdistrict = c.subdistrict AND p.stream = c.id WHERE c.subdistrict = :s ";
    GEZHI_TRY(rows, engine_.database().read(
                        [&](sql::Session& session) { return session.query(from + rest, binds, types()); }));
    std::vector<Listed> list;
    list.reserve(rows.size());
    for (const auto& values : rows) {
        auto found = found_row(values);
        const auto exact = vault_.open_place(found.place).value_or(engine::ExactPlace{});
        Listed one{std::move(found.row), {}, {}, point(exact), exact.place};
        if (scope.reads_words(seen(one.row))) {
            if (!found.text.ref.empty()) one.text = vault_.open_text(found.text).value_or("");
            one.address = exact.address;
        }
        list.push_back(std::move(one));
    }
    return list;
}

Result<Page> Cases::list(const Actor& actor, const ListQuestion& question) const {
    const auto scope = Scope::of(actor);
    if (scope.empty() || (question.view == ListView::similar && question.among.empty())) return Page{};
    const bool narrowed = question.filter != CaseFilter{} && question.number.empty();
    if (board_ && board_->ready() && question.view == ListView::all && narrowed) return past(actor, question);
    GEZHI_TRY(text, list_text(actor, scope, question, engine_.clock().now()));
    text.binds.emplace_back("s", engine_.subdistrict());
    GEZHI_TRY(items, listed(scope, text.where, text.binds));
    Page page;
    const auto most = static_cast<std::size_t>(question.limit);
    if (items.size() > most) {
        items.resize(most);
        page.next = cursor_after(question.view, items.back().row);
    }
    page.items = std::move(items);
    return page;
}

// Whatever ever was, narrowed: the board says which, the table what they are.
Result<Page> Cases::past(const Actor& actor, const ListQuestion& question) const {
    GEZHI_TRY(before, cursor_id(question.cursor));
    const auto most = static_cast<std::size_t>(question.limit);
    auto ids = board_->ids(actor, question.filter, before, most + 1);
    Page page;
    if (ids.size() > most) {
        ids.resize(most);
        page.next = "0." + ids.back().text();
    }
    GEZHI_TRY(items, some(actor, ids));
    std::sort(items.begin(), items.end(),
              [](const Listed& a, const Listed& b) { return a.row.id > b.row.id; });
    page.items = std::move(items);
    return page;
}

Result<std::vector<Listed>> Cases::some(const Actor& actor, const std::vector<CaseId>& ids) const {
    if (ids.empty()) return std::vector<Listed>{};
    const auto scope = Scope::of(actor);
    sql::Session::Binds binds{{"s", engine_.subdistrict()}};
    // Padded to few lengths, so that few texts are prepared.
    const auto n = std::bit_ceil(ids.size());
    for (std::size_t i = 0; i < n; ++i) binds.emplace_back("i" + number(i), ids[std::min(i, ids.size() - 1)]);
    const auto where = "AND c.id IN (" + sql::placeholders("i", n) + ") AND " + scope.where("c", binds);
    return listed(scope, where, binds);
}

Result<std::map<std::string, std::int64_t>> Cases::counts(const Actor& actor,
                                                          const std::vector<CaseId>& twins) const {
    if (board_ && board_->ready()) return board_->views(actor, twins, engine_.clock().now());
    return counts_from_table(actor, twins);
}

Result<std::map<std::string, std::int64_t>> Cases::counts_from_table(const Actor& actor,
                                                                     const std::vector<CaseId>& twins) const {
    const auto scope = Scope::of(actor);
    std::map<std::string, std::int64_t> counts;
    if (scope.empty()) return counts;
    auto text = counts_text(actor, scope, twins, engine_.clock().now());
    text.binds.emplace_back("s", engine_.subdistrict());
    const std::vector<sql::Type> columns(counted_views.size(), sql::Type::integer);
    GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
        return session.query(text.where, text.binds, columns);
    }));
    for (std::size_t i = 0; i < counted_views.size(); ++i)
        counts[std::string(json::enum_name(counted_views[i]))] = rows.front()[i].integer;
    return counts;
}

Result<Listed> Cases::one(const Actor& actor, CaseId id) const {
    const auto scope = Scope::of(actor);
    sql::Session::Binds binds{{"s", engine_.subdistrict()}, {"id", id}};
    const auto where = "AND c.id = :id AND " + scope.where("c", binds);
    GEZHI_TRY(found, listed(scope, where, binds));
    if (found.empty()) return refuse(rules::no_such_case);
    return std::move(found.front());
}

Result<void> Cases::must_see(const Actor& actor, CaseId id) const {
    const auto scope = Scope::of(actor);
    sql::Session::Binds binds{{"s", engine_.subdistrict()}, {"id", id}};
    const auto text = "SELECT CAST(count(*) AS BIGINT) FROM {case_row} c WHERE c.subdistrict = :s "
                      "AND c.id = :id AND " +
                      scope.where("c", binds);
    GEZHI_TRY(found,
              engine_.database().read([&](sql::Session& session) { return session.integers(text, binds); }));
    if (found.front() == 0) return refuse(rules::no_such_case);
    return {};
}

Result<std::vector<Listed>> Cases::joined_to(const Actor& actor, CaseId lead) const {
    const auto scope = Scope::of(actor);
    sql::Session::Binds binds{{"s", engine_.subdistrict()}, {"lead", lead}, {"n", list_limit_max}};
    const auto where =
        "AND " + std::string(follows_text) + " AND " + scope.where("c", binds) + " ORDER BY c.id LIMIT :n";
    return listed(scope, where, binds);
}

Result<std::optional<CaseId>> Cases::by_number(const Code& number) const {
    GEZHI_TRY(found, engine_.database().read([&](sql::Session& session) {
        return session.texts("SELECT id FROM {case_row} WHERE subdistrict = :s AND number = :n",
                             {{"s", engine_.subdistrict()}, {"n", number}});
    }));
    if (found.empty()) return std::optional<CaseId>{};
    return CaseId::parse(found.front());
}

Result<Cases::Told> Cases::history(CaseId id) const {
    Told told;
    GEZHI_TRY(events, engine_.database().read([&](sql::Session& session) {
        return engine::log::of_streams(session, engine_.subdistrict(), {id_as<StreamId>(id)});
    }));
    for (auto& stored : events) {
        GEZHI_TRY(event, engine::decode<Event>(stored.name, stored.body));
        told.state = Casework::evolve(std::move(told.state), event);
        told.moments.push_back({std::move(stored), std::move(event)});
    }
    return told;
}

Result<std::shared_ptr<const Told>> Cases::history(CaseId id, std::int64_t version) const {
    if (auto kept = histories_->find(id, version)) return kept;
    GEZHI_TRY(told, history(id));
    auto made = std::make_shared<const Told>(std::move(told));
    histories_->keep(id, made);
    return std::shared_ptr<const Told>(std::move(made));
}

Result<std::vector<engine::TextRow>> Cases::text_rows(const std::vector<TextRef>& refs) const {
    constexpr std::size_t at_once = 256;
    std::vector<engine::TextRow> all;
    for (std::size_t from = 0; from < refs.size(); from += at_once) {
        const auto n = std::min(at_once, refs.size() - from);
        sql::Session::Binds binds{{"s", engine_.subdistrict()}};
        // Padded to few lengths, so that few texts are prepared.
        for (std::size_t i = 0; i < std::bit_ceil(n); ++i)
            binds.emplace_back("r" + number(i), refs[from + std::min(i, n - 1)]);
        GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
            return session.rows<engine::TextRow>("SELECT ref, subject, kind, cipher, salt FROM side_text "
                                                 "WHERE subdistrict = :s AND ref IN (" +
                                                     sql::placeholders("r", binds.size() - 1) + ")",
                                                 binds);
        }));
        all.insert(all.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
    return all;
}

Result<std::map<TextRef, std::string>> Cases::texts(const std::vector<TextRef>& refs) const {
    std::map<TextRef, std::string> texts;
    GEZHI_TRY(rows, text_rows(refs));
    for (const auto& row : rows)
        if (auto text = vault_.open_text(row)) texts.emplace(row.ref, std::move(*text));
    return texts;
}

Result<std::optional<Cases::Where>> Cases::where(CaseId id) const {
    GEZHI_TRY(row, engine_.database().read([&](sql::Session& session) {
        return session.one<engine::PlaceOfRow>(
            "SELECT stream, sealed FROM place_of WHERE subdistrict = :s AND stream = :i",
            {{"s", engine_.subdistrict()}, {"i", id}});
    }));
    const auto exact = row ? vault_.open_place(*row) : std::nullopt;
    if (!exact) return std::optional<Where>{};
    return std::optional<Where>(Where{point(*exact), exact->address, exact->source});
}

Result<bool> Cases::hears(const Actor& actor, CaseId id) const {
    GEZHI_TRY(listed, one(actor, id));
    const auto about = seen(listed.row);
    return Scope::of(actor).reads_words(about) && sees_reporter(actor, about);
}

Result<bool> Cases::sees_photo(const Actor& actor, FileId file) const {
    const auto scope = Scope::of(actor);
    sql::Session::Binds binds{{"s", engine_.subdistrict()}, {"f", file}};
    const auto text = "SELECT CAST(count(*) AS BIGINT) FROM file_of f JOIN {case_row} c "
                      "ON c.subdistrict = f.subdistrict AND c.id = f.stream "
                      "WHERE f.subdistrict = :s AND f.file = :f AND " +
                      scope.where("c", binds, true);
    GEZHI_TRY(found,
              engine_.database().read([&](sql::Session& session) { return session.integers(text, binds); }));
    return found.front() > 0;
}

} // namespace gezhi::casework
