#include "engine/log.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

namespace gezhi::engine::log {

namespace {

using Binds = sql::Session::Binds;

constexpr std::string_view event_columns =
    "seq, stream, version, name, at, actor, post, command_id, fingerprint, body, hash";
constexpr std::size_t event_columns_count = 11;

std::string select_events(std::string_view rest) {
    return "SELECT " + std::string(event_columns) + " FROM event WHERE subdistrict = :s " + std::string(rest);
}

// The log's own tables: migrated by number, never rebuilt. TEXT is COLLATE "C" on PostgreSQL by the
// database's locale.
constexpr std::array schema = {
    "CREATE TABLE IF NOT EXISTS head (subdistrict TEXT NOT NULL PRIMARY KEY, seq BIGINT NOT NULL, hash TEXT "
    "NOT NULL, "
    "at BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS event (subdistrict TEXT NOT NULL, seq BIGINT NOT NULL, stream TEXT NOT NULL, "
    "version BIGINT NOT NULL, name TEXT NOT NULL, at BIGINT NOT NULL, actor TEXT NOT NULL, post TEXT NOT "
    "NULL, "
    "command_id TEXT NOT NULL, fingerprint BIGINT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL, "
    "PRIMARY KEY (subdistrict, seq))",
    "CREATE UNIQUE INDEX IF NOT EXISTS event_stream ON event (subdistrict, stream, version)",
    "CREATE UNIQUE INDEX IF NOT EXISTS event_command ON event (subdistrict, command_id, seq)",
    "CREATE TABLE IF NOT EXISTS due (subdistrict TEXT NOT NULL, stream TEXT NOT NULL, room TEXT NOT NULL, at "
    "BIGINT NOT NULL, "
    "PRIMARY KEY (subdistrict, stream))",
    "CREATE INDEX IF NOT EXISTS due_at ON due (subdistrict, at, stream)",
    "CREATE TABLE IF NOT EXISTS flow_cursor (subdistrict TEXT NOT NULL, flow TEXT NOT NULL, seq BIGINT NOT "
    "NULL, "
    "PRIMARY KEY (subdistrict, flow))",
    "CREATE TABLE IF NOT EXISTS parked (subdistrict TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, "
    "code TEXT NOT NULL, "
    "PRIMARY KEY (subdistrict, who, what))",
    "CREATE TABLE IF NOT EXISTS lease (subdistrict TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, until "
    "BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS read_table (subdistrict TEXT NOT NULL, physical TEXT NOT NULL, logical TEXT "
    "NOT NULL, "
    "PRIMARY KEY (subdistrict, physical))",
};

constexpr std::int64_t lease_us = 15 * us_per_second;

} // namespace

Result<void> create(sql::Session& session) {
    for (const auto* text : schema) GEZHI_CHECK(session.execute(text));
    const bool postgresql = session.dialect() == sql::Dialect::postgresql;
    for (const auto* table : {&sql::table_of<TextRow>(), &sql::table_of<PlaceOfRow>(),
                              &sql::table_of<KnownPlaceRow>(), &sql::table_of<AccessRow>()}) {
        GEZHI_CHECK(session.execute(table->create_text(postgresql)));
        const auto indexes = table->index_texts();
        for (const auto& text : indexes) GEZHI_CHECK(session.execute(text));
    }
    return {};
}

Result<void> ensure_head(sql::Session& session, const Code& subdistrict) {
    GEZHI_CHECK(session.execute("INSERT INTO head (subdistrict, seq, hash, at) VALUES (:s, 0, :h, 0) ON "
                                "CONFLICT (subdistrict) DO NOTHING",
                                {{"s", subdistrict}, {"h", Digest{}}}));
    GEZHI_CHECK(session.execute("INSERT INTO lease (subdistrict, holder, until) VALUES (:s, '', 0) ON "
                                "CONFLICT (subdistrict) DO NOTHING",
                                {{"s", subdistrict}}));
    return {};
}

Result<HeadRow> lock_head(sql::Session& session, const Code& subdistrict) {
    // An update takes the row's lock on PostgreSQL; on SQLite the transaction already is the only writer.
    GEZHI_TRY(rows, session.rows<HeadRow>(
                        "UPDATE head SET seq = seq WHERE subdistrict = :s RETURNING seq, hash, at",
                        {{"s", subdistrict}}));
    if (rows.size() != 1) return refuse(sql::rules::unavailable);
    return rows.front();
}

Result<HeadRow> read_head(sql::Session& session, const Code& subdistrict) {
    GEZHI_TRY(row, session.one<HeadRow>("SELECT seq, hash, at FROM head WHERE subdistrict = :s",
                                        {{"s", subdistrict}}));
    return row.value_or(HeadRow{});
}

Result<void> set_head(sql::Session& session, const Code& subdistrict, const HeadRow& head) {
    GEZHI_CHECK(session.execute("UPDATE head SET seq = :q, hash = :h, at = :a WHERE subdistrict = :s",
                                {{"q", head.seq}, {"h", head.hash}, {"a", head.at}, {"s", subdistrict}}));
    return {};
}

namespace {

// Names of the parameters of `rows` rows of `columns` columns: c0_0, c0_1, … Made once for each shape.
std::vector<std::string> cell_names(std::size_t rows, std::size_t columns) {
    std::vector<std::string> names;
    names.reserve(rows * columns);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            names.push_back("c" + std::to_string(r) + "_" + std::to_string(c));
    return names;
}

struct Statement {
    std::string text;
    std::vector<std::string> names;
};

// The statement for one row and the one for a chunk of them.
using Statements = std::array<Statement, 2>;

const Statements& append_statements() {
    static const auto made = [] {
        Statements both;
        for (const std::size_t n : {std::size_t{1}, chunk}) {
            auto& [text, names] = both[n == 1 ? 0 : 1];
            names = cell_names(n, event_columns_count);
            text = "INSERT INTO event (subdistrict, " + std::string(event_columns) + ") VALUES ";
            for (std::size_t i = 0; i < names.size(); ++i) {
                if (i % event_columns_count == 0) text += i == 0 ? "(:s" : "), (:s";
                text += ", :" + names[i];
            }
            text += ")";
        }
        return both;
    }();
    return made;
}

const Statements& upsert_statements(const sql::Table& table) {
    static std::mutex mutex;
    static std::map<std::string, Statements>
        made; // by physical name: few, and they live as long as the process
    const std::scoped_lock lock(mutex);
    auto& both = made[table.physical];
    if (both[0].text.empty())
        for (const std::size_t n : {std::size_t{1}, chunk})
            both[n == 1 ? 0 : 1] = {table.upsert_text(n), cell_names(n, table.columns.size())};
    return both;
}

} // namespace

Result<void> append(sql::Session& session, const Code& subdistrict, const std::vector<Event>& events) {
    const auto& statements = append_statements();
    for (std::size_t i = 0; i < events.size();) {
        const std::size_t n = events.size() - i >= chunk ? chunk : 1;
        const auto& [text, names] = statements[n == 1 ? 0 : 1];
        Binds binds{{"s", subdistrict}};
        binds.reserve(names.size() + 1);
        for (std::size_t r = 0; r < n; ++r)
            for (auto& value : sql::values_of(events[i + r]))
                binds.emplace_back(names[binds.size() - 1], std::move(value));
        GEZHI_CHECK(session.execute(text, binds));
        i += n;
    }
    return {};
}

Result<std::vector<Event>> after(sql::Session& session, const Code& subdistrict, std::int64_t seq,
                                 std::int64_t limit) {
    static const auto text = select_events("AND seq > :q ORDER BY seq LIMIT :n");
    return session.rows<Event>(text, {{"s", subdistrict}, {"q", seq}, {"n", limit}});
}

Result<std::vector<Event>> by_stream(sql::Session& session, const Code& subdistrict, StreamId after,
                                     std::int64_t version, std::int64_t limit) {
    static const auto text = select_events(
        "AND (stream > :t OR (stream = :t2 AND version > :v)) ORDER BY stream, version LIMIT :n");
    return session.rows<Event>(
        text, {{"s", subdistrict}, {"t", after}, {"t2", after}, {"v", version}, {"n", limit}});
}

namespace {

// IN lists in fixed sizes, so that few texts are prepared: the last id fills the rest.
template <class Id>
Result<std::vector<Event>> in_list(sql::Session& session, const Code& subdistrict, const std::vector<Id>& ids,
                                   std::string_view column) {
    std::vector<Event> all;
    for (std::size_t i = 0; i < ids.size();) {
        const std::size_t left = ids.size() - i;
        const std::size_t n = left == 1 ? 1 : left <= 8 ? 8 : 64;
        const auto text =
            select_events("AND " + std::string(column) + " IN (" + sql::placeholders("i", n) + ")");
        Binds binds{{"s", subdistrict}};
        for (std::size_t k = 0; k < n; ++k)
            binds.emplace_back("i" + std::to_string(k), ids[std::min(i + k, ids.size() - 1)]);
        GEZHI_TRY(found, session.rows<Event>(text, binds));
        all.insert(all.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
        i += n;
    }
    // Sorted here: an ORDER BY seq would make SQLite walk the whole log instead of the index.
    std::sort(all.begin(), all.end(), [](const Event& a, const Event& b) { return a.seq < b.seq; });
    return all;
}

} // namespace

Result<std::vector<Event>> of_streams(sql::Session& session, const Code& subdistrict,
                                      const std::vector<StreamId>& streams) {
    return in_list(session, subdistrict, streams, "stream");
}

Result<std::vector<Event>> of_commands(sql::Session& session, const Code& subdistrict,
                                       const std::vector<CommandId>& ids) {
    return in_list(session, subdistrict, ids, "command_id");
}

Result<void> upsert(sql::Session& session, const Code& subdistrict, const sql::Table& table,
                    const std::vector<const std::vector<sql::Value>*>& rows) {
    const auto& statements = upsert_statements(table);
    for (std::size_t i = 0; i < rows.size();) {
        const std::size_t n = rows.size() - i >= chunk ? chunk : 1;
        const auto& [text, names] = statements[n == 1 ? 0 : 1];
        Binds binds{{"s", subdistrict}};
        binds.reserve(names.size() + 1);
        for (std::size_t r = 0; r < n; ++r)
            for (const auto& value : *rows[i + r]) binds.emplace_back(names[binds.size() - 1], value);
        GEZHI_CHECK(session.execute(text, binds));
        i += n;
    }
    return {};
}

Result<void> erase(sql::Session& session, const Code& subdistrict, const Row& row) {
    Binds binds{{"s", subdistrict}};
    for (std::size_t k = 0; k < row.table->key.size(); ++k)
        binds.emplace_back("k" + std::to_string(k), row.values[row.table->key[k]]);
    GEZHI_CHECK(session.execute(row.table->erase_text(), binds));
    return {};
}

Result<void> set_due(sql::Session& session, const Code& subdistrict, const DueRow& row) {
    GEZHI_CHECK(session.execute("INSERT INTO due (subdistrict, stream, room, at) VALUES (:s, :t, :r, :a) "
                                "ON CONFLICT (subdistrict, stream) DO UPDATE SET at = excluded.at",
                                {{"s", subdistrict}, {"t", row.stream}, {"r", row.room}, {"a", row.at}}));
    return {};
}

Result<void> clear_due(sql::Session& session, const Code& subdistrict, StreamId stream) {
    GEZHI_CHECK(session.execute("DELETE FROM due WHERE subdistrict = :s AND stream = :t",
                                {{"s", subdistrict}, {"t", stream}}));
    return {};
}

Result<std::vector<DueRow>> due_until(sql::Session& session, const Code& subdistrict, Instant until,
                                      std::int64_t limit) {
    return session.rows<DueRow>(
        "SELECT stream, room, at FROM due WHERE subdistrict = :s AND at <= :a ORDER BY at, stream LIMIT :n",
        {{"s", subdistrict}, {"a", until}, {"n", limit}});
}

Result<std::optional<Instant>> next_due(sql::Session& session, const Code& subdistrict) {
    GEZHI_TRY(found, session.integers("SELECT at FROM due WHERE subdistrict = :s ORDER BY at LIMIT 1",
                                      {{"s", subdistrict}}));
    if (found.empty()) return std::optional<Instant>{};
    return std::optional<Instant>{Instant{found.front()}};
}

Result<bool> clear_due(sql::Session& session, const Code& subdistrict, const DueRow& row) {
    GEZHI_TRY(cleared, session.execute("DELETE FROM due WHERE subdistrict = :s AND stream = :t AND at = :a",
                                       {{"s", subdistrict}, {"t", row.stream}, {"a", row.at}}));
    return cleared > 0;
}

Result<void> park(sql::Session& session, const Code& subdistrict, const std::string& who,
                  const std::string& what, const std::string& code) {
    GEZHI_CHECK(session.execute("INSERT INTO parked (subdistrict, who, what, code) VALUES (:s, :w, :t, :c) "
                                "ON CONFLICT (subdistrict, who, what) DO UPDATE SET code = excluded.code",
                                {{"s", subdistrict}, {"w", who}, {"t", what}, {"c", code}}));
    return {};
}

Result<std::int64_t> parked(sql::Session& session, const Code& subdistrict) {
    GEZHI_TRY(found, session.integers("SELECT CAST(count(*) AS BIGINT) FROM parked WHERE subdistrict = :s",
                                      {{"s", subdistrict}}));
    return found.empty() ? 0 : found.front();
}

Result<std::int64_t> cursor(sql::Session& session, const Code& subdistrict, const Code& flow) {
    GEZHI_TRY(found, session.integers("SELECT seq FROM flow_cursor WHERE subdistrict = :s AND flow = :f",
                                      {{"s", subdistrict}, {"f", flow}}));
    return found.empty() ? 0 : found.front();
}

Result<void> set_cursor(sql::Session& session, const Code& subdistrict, const Code& flow, std::int64_t seq) {
    GEZHI_CHECK(session.execute("INSERT INTO flow_cursor (subdistrict, flow, seq) VALUES (:s, :f, :q) "
                                "ON CONFLICT (subdistrict, flow) DO UPDATE SET seq = excluded.seq",
                                {{"s", subdistrict}, {"f", flow}, {"q", seq}}));
    return {};
}

Result<bool> lease(sql::Session& session, const Code& subdistrict, const std::string& holder, Instant now) {
    GEZHI_TRY(changed,
              session.execute(
                  "UPDATE lease SET holder = :h, until = :u WHERE subdistrict = :s AND (holder = :h2 OR "
                  "until < :n)",
                  {{"h", holder}, {"u", now.us + lease_us}, {"s", subdistrict}, {"h2", holder}, {"n", now}}));
    return changed == 1;
}

Result<void> count_access(sql::Session& session, const Code& subdistrict, const AccessRow& row) {
    GEZHI_CHECK(session.execute("INSERT INTO access (subdistrict, hour, actor, subject, purpose, first, "
                                "last, count) VALUES (:s, :h, :a, :j, :p, :f, :l, :n) "
                                "ON CONFLICT (subdistrict, hour, actor, subject, purpose) DO UPDATE SET last "
                                "= excluded.last, count = access.count + excluded.count",
                                {{"s", subdistrict},
                                 {"h", row.hour},
                                 {"a", row.actor},
                                 {"j", row.subject},
                                 {"p", row.purpose},
                                 {"f", row.first},
                                 {"l", row.last},
                                 {"n", row.count}}));
    return {};
}

} // namespace gezhi::engine::log
