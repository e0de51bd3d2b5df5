#include "modules/casework/text_index.hpp"

#include "modules/casework/event_text.hpp"
#include "modules/playbook/words.hpp"

#include <algorithm>
#include <bit>
#include <set>

namespace gezhi::casework {

namespace {

using Binds = sql::Session::Binds;

constexpr std::size_t in_at_once = 256; // of an IN list

struct EventRow {
    std::int64_t seq{0};
    CaseId stream{};
    std::string name{};
    std::string body{};
};
BOOST_DESCRIBE_STRUCT(EventRow, (), (seq, stream, name, body))

struct PlaceNamed {
    CaseId id{};
    PlaceId place{};
    std::string sealed{};
};
BOOST_DESCRIBE_STRUCT(PlaceNamed, (), (id, place, sealed))

// Only what begins a case or refers to words; the others are passed over unread.
const std::string& events_text() {
    static const std::string text = [] {
        std::string names;
        boost::mp11::mp_for_each<boost::mp11::mp_transform<std::type_identity, Event>>([&](auto one) {
            using One = typename decltype(one)::type;
            if constexpr (holds_text<One>)
                names += (names.empty() ? "'" : ", '") + std::string(One::name) + "'";
        });
        return "SELECT seq, stream, name, body FROM event WHERE subdistrict = :s AND seq > :from AND seq <= "
               ":to "
               "AND (version = 1 OR name IN (" +
               names + ")) ORDER BY seq";
    }();
    return text;
}

// Calls each(part) for parts of a list, padded to few lengths so that few texts are prepared.
template <class T, class Each>
Result<void> in_parts(const std::vector<T>& list, Each each) {
    for (std::size_t from = 0; from < list.size(); from += in_at_once) {
        const auto n = std::min(in_at_once, list.size() - from);
        std::vector<T> part(list.begin() + static_cast<std::ptrdiff_t>(from),
                            list.begin() + static_cast<std::ptrdiff_t>(from + n));
        part.resize(std::bit_ceil(n), part.back());
        GEZHI_CHECK(each(part));
    }
    return {};
}

template <class T>
Binds binds_of(const Code& subdistrict, const std::vector<T>& part) {
    Binds binds{{"s", subdistrict}};
    for (std::size_t i = 0; i < part.size(); ++i) binds.emplace_back("i" + number(i), part[i]);
    return binds;
}

template <class Row, class T>
Result<std::vector<Row>> rows_in(sql::Session& session, const Code& subdistrict, const std::string& text,
                                 const std::vector<T>& list, const std::string& end = {}) {
    std::vector<Row> all;
    GEZHI_CHECK(in_parts(list, [&](const std::vector<T>& part) -> Result<void> {
        GEZHI_TRY(rows, session.rows<Row>(text + " IN (" + sql::placeholders("i", part.size()) + ")" + end,
                                          binds_of(subdistrict, part)));
        all.insert(all.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
        return {};
    }));
    return all;
}

template <class Row>
Result<void> upsert(sql::Session& session, const Code& subdistrict, const std::vector<Row>& rows) {
    std::vector<std::vector<sql::Value>> values;
    values.reserve(rows.size());
    for (const auto& row : rows) values.push_back(sql::values_of(row));
    std::vector<const std::vector<sql::Value>*> pointers;
    pointers.reserve(values.size());
    for (const auto& one : values) pointers.push_back(&one);
    return engine::log::upsert(session, subdistrict, sql::table_of<Row>(), pointers);
}

std::vector<TextRef> refs_in(std::string_view text) {
    std::vector<TextRef> refs;
    for (; text.size() >= ref_length; text.remove_prefix(ref_length))
        if (const auto ref = TextRef::parse(text.substr(0, ref_length))) refs.push_back(*ref);
    return refs;
}

constexpr std::string_view move_text =
    "UPDATE flow_cursor SET seq = :to WHERE subdistrict = :s AND flow = :f "
    "AND seq = :from";

} // namespace

TextIndex::TextIndex(engine::Engine& engine, const engine::Vault& vault,
                     std::shared_ptr<const grid::Ground> ground)
    : engine_(engine), vault_(vault), ground_(std::move(ground)), blind_(vault.derived("search")),
      // The name ends as the tables do: other tables begin from the first event.
      cursor_{"search." + sql::table_of<SearchDocRow>().physical + "." +
              sql::table_of<SearchBlockRow>().physical} {}

Result<void> TextIndex::open() {
    auto& database = engine_.database();
    return database.on_writer([&](sql::Session& session) -> Result<void> {
        const bool postgresql = session.dialect() == sql::Dialect::postgresql;
        for (const auto* table : {&sql::table_of<SearchDocRow>(), &sql::table_of<SearchBlockRow>()}) {
            database.names().set(table->logical, table->physical);
            GEZHI_CHECK(session.execute(table->create_text(postgresql)));
            const auto indexes = table->index_texts();
            for (const auto& text : indexes) GEZHI_CHECK(session.execute(text));
        }
        GEZHI_CHECK(session.execute("INSERT INTO flow_cursor (subdistrict, flow, seq) VALUES (:s, :f, 0) "
                                    "ON CONFLICT (subdistrict, flow) DO NOTHING",
                                    {{"s", engine_.subdistrict()}, {"f", cursor_}}));
        return {};
    });
}

Result<void> TextIndex::read_events(sql::Session& session, Batch& batch) const {
    GEZHI_TRY(from, engine::log::cursor(session, engine_.subdistrict(), cursor_));
    GEZHI_TRY(head, engine::log::read_head(session, engine_.subdistrict()));
    batch.from = from;
    batch.to = std::min(head.seq, from + events_at_once);
    batch.more = batch.to < head.seq;
    if (batch.to == batch.from) return {};
    GEZHI_TRY(rows, session.rows<EventRow>(events_text(),
                                           {{"s", engine_.subdistrict()}, {"from", from}, {"to", batch.to}}));
    for (const auto& row : rows) {
        if (!row.name.starts_with("casework/")) continue;
        GEZHI_TRY(event, engine::decode<Event>(row.name, row.body));
        if (!batch.refs.contains(row.stream)) batch.order.push_back(row.stream);
        auto& refs = batch.refs[row.stream];
        if (const auto text = text_of(event); text && !for_the_officer(event)) refs.push_back(text->ref);
    }
    return {};
}

// New ones in the order of their reports.
Result<void> TextIndex::number_cases(sql::Session& session, Batch& batch) const {
    GEZHI_TRY(known, rows_in<SearchDocRow>(session, engine_.subdistrict(), std::string(docs_of_cases) + " id",
                                           batch.order, ")"));
    std::map<CaseId, SearchDocRow> docs;
    for (auto& row : known) docs.emplace(row.id, std::move(row));
    GEZHI_TRY(last, session.integers("SELECT COALESCE(max(n), 0) FROM {search_doc} WHERE subdistrict = :s",
                                     {{"s", engine_.subdistrict()}}));
    auto n = last.front();
    for (const auto& id : batch.order) {
        auto found = docs.find(id);
        if (found == docs.end()) {
            found = docs.emplace(id, SearchDocRow{++n, id, {}}).first;
            batch.fresh.push_back(id);
        }
        for (const auto& ref : batch.refs[id]) found->second.refs += ref.text();
        batch.docs.push_back(found->second);
    }
    return {};
}

Result<TextIndex::Plains> TextIndex::plains(sql::Session& session, const Refs& refs,
                                            std::vector<TextRef>& opened) const {
    std::map<TextRef, std::set<CaseId>> whose; // the ending of a lead is that of its joined cases too
    std::vector<TextRef> all;
    for (const auto& [id, list] : refs)
        for (const auto& ref : list) {
            if (!whose.contains(ref)) all.push_back(ref);
            whose[ref].insert(id);
        }
    GEZHI_TRY(rows,
              rows_in<engine::TextRow>(
                  session, engine_.subdistrict(),
                  "SELECT ref, subject, kind, cipher, salt FROM side_text WHERE subdistrict = :s AND ref",
                  all));
    Plains made;
    for (const auto& row : rows)
        if (const auto text = vault_.open_text(row)) {
            for (const auto& id : whose[row.ref]) made[id].push_back(playbook::plain(*text));
            opened.push_back(row.ref);
        }
    return made;
}

Result<void> TextIndex::add_places(sql::Session& session, const std::vector<CaseId>& fresh,
                                   Plains& plains) const {
    GEZHI_TRY(rows, rows_in<PlaceNamed>(
                        session, engine_.subdistrict(),
                        "SELECT c.id, COALESCE(k.place, '') AS place, COALESCE(p.sealed, '') AS sealed "
                        "FROM {case_row} c LEFT JOIN place_of p ON p.subdistrict = c.subdistrict "
                        "AND p.stream = c.id LEFT JOIN known_place_of k ON "
                        "k.subdistrict = c.subdistrict AND k.stream = c.id "
                        "WHERE c.subdistrict = :s AND c.id",
                        fresh));
    for (const auto& row : rows) {
        if (const auto exact = vault_.open_place({id_as<StreamId>(row.id), row.sealed});
            exact && !exact->address.empty())
            plains[row.id].push_back(playbook::plain(exact->address));
        if (ground_ && !row.place.empty())
            if (const auto place = ground_->place(row.place))
                plains[row.id].push_back(playbook::plain(place->name));
    }
    return {};
}

void TextIndex::enter(std::int64_t n, const std::vector<std::string>& plains, Batch& batch) const {
    const auto block = n / static_cast<std::int64_t>(block_cases);
    const auto at = static_cast<std::size_t>(n) % block_cases;
    for (const auto& plain : plains)
        for (const auto& word : pairs_of(plain)) batch.blocks[block][pair(word)].set(at);
}

Result<void> TextIndex::merge(sql::Session& session, Batch& batch) const {
    for (auto& [block, pairs] : batch.blocks) {
        std::vector<std::int64_t> wanted;
        wanted.reserve(pairs.size());
        for (const auto& [pair, cases] : pairs) wanted.push_back(pair);
        GEZHI_TRY(rows, rows_in<SearchBlockRow>(
                            session, engine_.subdistrict(),
                            "SELECT block, pair, cases FROM {search_block} WHERE subdistrict = :s "
                            "AND block = " +
                                number(block) + " AND pair",
                            wanted));
        for (const auto& row : rows) pairs[row.pair] |= read_block(row.cases);
    }
    return {};
}

// Whether every text that was opened is still there: what is erased meanwhile must not be entered afterwards.
Result<bool> TextIndex::all_there(sql::Session& session, const std::vector<TextRef>& opened) const {
    std::set<std::string> found;
    GEZHI_CHECK(in_parts(opened, [&](const std::vector<TextRef>& part) -> Result<void> {
        GEZHI_TRY(there, session.texts("SELECT ref FROM side_text WHERE subdistrict = :s AND ref IN (" +
                                           sql::placeholders("i", part.size()) + ")",
                                       binds_of(engine_.subdistrict(), part)));
        found.insert(there.begin(), there.end());
        return {};
    }));
    return found.size() == std::set<TextRef>(opened.begin(), opened.end()).size();
}

Result<void> TextIndex::write_blocks(sql::Session& session, const Batch& batch) const {
    std::vector<SearchBlockRow> rows;
    for (const auto& [block, pairs] : batch.blocks)
        for (const auto& [pair, cases] : pairs) rows.push_back({block, pair, written(cases)});
    return upsert(session, engine_.subdistrict(), rows);
}

// False when another process has moved the cursor: what was read is of yesterday.
Result<bool> TextIndex::write(sql::Session& session, const Batch& batch) const {
    GEZHI_TRY(moved,
              session.execute(
                  move_text,
                  {{"to", batch.to}, {"s", engine_.subdistrict()}, {"f", cursor_}, {"from", batch.from}}));
    if (moved == 0) return false;
    GEZHI_TRY(there, all_there(session, batch.opened));
    if (!there) return refuse(sql::rules::conflict); // rolled back, and read again
    GEZHI_CHECK(upsert(session, engine_.subdistrict(), batch.docs));
    GEZHI_CHECK(write_blocks(session, batch));
    return true;
}

Result<bool> TextIndex::follow() {
    const std::lock_guard lock(follow_mutex_);
    Batch batch;
    GEZHI_CHECK(engine_.database().read([&](sql::Session& session) -> Result<void> {
        GEZHI_CHECK(read_events(session, batch));
        if (batch.refs.empty()) return {};
        GEZHI_CHECK(number_cases(session, batch));
        GEZHI_TRY(words, plains(session, batch.refs, batch.opened));
        GEZHI_CHECK(add_places(session, batch.fresh, words));
        for (const auto& doc : batch.docs)
            if (const auto found = words.find(doc.id); found != words.end())
                enter(doc.n, found->second, batch);
        return merge(session, batch);
    }));
    if (batch.to == batch.from) return false;
    bool mine = true;
    const auto done = engine_.database().write([&](sql::Session& session) -> Result<void> {
        GEZHI_TRY(written, write(session, batch));
        mine = written;
        return {};
    });
    if (!done && done.error().rule != &sql::rules::conflict) return refuse(done.error());
    return batch.more || !mine || !done;
}

Result<void> TextIndex::catch_up() {
    for (;;) {
        GEZHI_TRY(more, follow());
        if (!more) return {};
    }
}

Result<std::int64_t> TextIndex::behind() const {
    return engine_.database().read([&](sql::Session& session) -> Result<std::int64_t> {
        GEZHI_TRY(from, engine::log::cursor(session, engine_.subdistrict(), cursor_));
        GEZHI_TRY(head, engine::log::read_head(session, engine_.subdistrict()));
        return head.seq - from;
    });
}

Result<void> TextIndex::take_out(sql::Session& session, std::int64_t n) const {
    const auto block = n / static_cast<std::int64_t>(block_cases);
    const auto at = static_cast<std::size_t>(n) % block_cases;
    GEZHI_TRY(rows, session.rows<SearchBlockRow>(
                        "SELECT block, pair, cases FROM {search_block} WHERE subdistrict = :s AND block = :b",
                        {{"s", engine_.subdistrict()}, {"b", block}}));
    std::vector<SearchBlockRow> changed;
    for (auto& row : rows) {
        auto cases = read_block(row.cases);
        if (!cases.test(at)) continue;
        cases.reset(at);
        if (cases.none())
            GEZHI_CHECK(engine::log::erase(session, engine_.subdistrict(),
                                           {&sql::table_of<SearchBlockRow>(), sql::values_of(row)}));
        else
            changed.push_back({row.block, row.pair, written(cases)});
    }
    return upsert(session, engine_.subdistrict(), changed);
}

Result<void> TextIndex::again(CaseId id) {
    const std::lock_guard lock(follow_mutex_);
    return engine_.database().write([&](sql::Session& session) -> Result<void> {
        // Holds the row that every follower moves, so that none of them writes meanwhile.
        GEZHI_CHECK(session.execute("UPDATE flow_cursor SET seq = seq WHERE subdistrict = :s AND flow = :f",
                                    {{"s", engine_.subdistrict()}, {"f", cursor_}}));
        GEZHI_TRY(doc, session.one<SearchDocRow>(std::string(docs_of_cases) + " id = :i)",
                                                 {{"s", engine_.subdistrict()}, {"i", id}}));
        if (!doc) return {}; // not entered yet, and then without what is gone
        GEZHI_CHECK(take_out(session, doc->n));
        Batch batch;
        batch.refs[id] = refs_in(doc->refs);
        GEZHI_TRY(words, plains(session, batch.refs, batch.opened));
        GEZHI_CHECK(add_places(session, {id}, words));
        enter(doc->n, words[id], batch);
        GEZHI_CHECK(merge(session, batch));
        return write_blocks(session, batch);
    });
}

} // namespace gezhi::casework
