// Read tables are a fold of the log: making the missing ones, rebuilding them stream by stream (one state in
// memory), and holding the live ones against a fresh fold; and the chain.

#include "engine/engine.hpp"

#include <algorithm>
#include <set>

namespace gezhi::engine {

namespace {

constexpr std::int64_t replayed_at_once = 2000;
constexpr std::size_t differences_max = 20;

using StreamVisitor = std::function<Result<void>(Room&, StreamId, const std::shared_ptr<const void>&)>;

// Each stream's last state, one in memory at a time.
Result<std::int64_t> each_stream(Engine& engine, sql::Session& session, const StreamVisitor& visit) {
    StreamId stream{};
    std::int64_t version = 0;
    std::int64_t events_seen = 0;
    Room* room = nullptr;
    std::shared_ptr<const void> state;
    for (;;) {
        GEZHI_TRY(events, log::by_stream(session, engine.subdistrict(), stream, version, replayed_at_once));
        for (const auto& event : events) {
            if (event.stream != stream || room == nullptr) {
                if (room != nullptr) GEZHI_CHECK(visit(*room, stream, state));
                room = engine.room_of(event.name);
                if (room == nullptr) return refuse(rules::newer_version, {{"name", event.name}});
                state = room->empty();
                stream = event.stream;
            }
            GEZHI_TRY(folded, room->fold(state, event.name, event.body));
            state = std::move(folded);
            version = event.version;
            ++events_seen;
        }
        if (events.size() < static_cast<std::size_t>(replayed_at_once)) break;
    }
    if (room != nullptr) GEZHI_CHECK(visit(*room, stream, state));
    return events_seen;
}

std::vector<const sql::Table*> read_tables(const Engine& engine) {
    std::vector<const sql::Table*> tables{&sql::table_of<RollupRow>()};
    for (const auto* room : engine.rooms()) {
        const auto own = room->tables();
        tables.insert(tables.end(), own.begin(), own.end());
    }
    return tables;
}

std::string key_of(const Row& row) {
    std::string text = row.table->logical;
    for (const auto k : row.table->key) {
        const auto& value = row.values[k];
        text += "/" + (value.type == sql::Type::integer ? std::to_string(value.integer) : value.text);
    }
    return text;
}

} // namespace

Result<void> Engine::ensure_tables() {
    const auto tables = read_tables(*this);
    for (const auto* table : tables) database_.names().set(table->logical, table->physical);
    std::vector<const sql::Table*> missing;
    GEZHI_CHECK(database_.on_writer([&](sql::Session& session) -> Result<void> {
        const bool postgresql = session.dialect() == sql::Dialect::postgresql;
        GEZHI_TRY(built, session.texts("SELECT physical FROM read_table WHERE subdistrict = :s",
                                       {{"s", settings_.subdistrict}}));
        for (const auto* table : tables) {
            GEZHI_CHECK(session.execute(table->create_text(postgresql)));
            const auto indexes = table->index_texts();
            for (const auto& text : indexes) GEZHI_CHECK(session.execute(text));
            if (std::find(built.begin(), built.end(), table->physical) == built.end())
                missing.push_back(table);
        }
        return {};
    }));
    if (missing.empty()) return {};
    return database_.write([&](sql::Session& session) { return rebuild(session, missing); });
}

Result<void> Engine::rebuild(sql::Session& session, const std::vector<const sql::Table*>& only) {
    const std::set<const sql::Table*> wanted(only.begin(), only.end());
    for (const auto* table : only)
        GEZHI_CHECK(session.execute("DELETE FROM " + table->physical + " WHERE subdistrict = :s",
                                    {{"s", settings_.subdistrict}}));
    Deltas deltas;
    std::map<const sql::Table*, std::vector<std::vector<sql::Value>>> waiting;
    const auto write_out = [&](const sql::Table& table,
                               std::vector<std::vector<sql::Value>>& rows) -> Result<void> {
        std::vector<const std::vector<sql::Value>*> pointers;
        for (const auto& row : rows) pointers.push_back(&row);
        GEZHI_CHECK(log::upsert(session, settings_.subdistrict, table, pointers));
        rows.clear();
        return {};
    };
    GEZHI_CHECK(each_stream(
        *this, session, [&](Room& room, StreamId, const std::shared_ptr<const void>& state) -> Result<void> {
            RowSet rows;
            room.view(state.get(), rows);
            room.rollup(room.empty().get(), state.get(), deltas);
            for (auto& row : rows.rows()) {
                if (!wanted.contains(row.table)) continue;
                auto& list = waiting[row.table];
                list.push_back(std::move(row.values));
                if (list.size() >= 32 * log::chunk) GEZHI_CHECK(write_out(*row.table, list));
            }
            return {};
        }));
    if (wanted.contains(&sql::table_of<RollupRow>()))
        for (const auto& [key, n] : deltas.sums())
            waiting[&sql::table_of<RollupRow>()].push_back(
                sql::values_of(RollupRow{key.first, key.second, n}));
    for (auto& [table, rows] : waiting) GEZHI_CHECK(write_out(*table, rows));
    for (const auto* table : only)
        GEZHI_CHECK(
            session.execute("INSERT INTO read_table (subdistrict, physical, logical) VALUES (:s, :p, :l) ON "
                            "CONFLICT (subdistrict, physical) DO NOTHING",
                            {{"s", settings_.subdistrict}, {"p", table->physical}, {"l", table->logical}}));
    return {};
}

Result<Engine::Verdict> Engine::replay_check() {
    Verdict verdict;
    const auto differ = [&](std::string what) {
        if (verdict.differences.size() < differences_max) verdict.differences.push_back(std::move(what));
    };
    // Folded rows by table and key; live rows are then struck off.
    std::map<const sql::Table*, std::map<std::string, std::vector<sql::Value>>> folded;
    GEZHI_CHECK(database_.read([&](sql::Session& session) -> Result<void> {
        GEZHI_CHECK(session.begin(false));
        Deltas deltas;
        auto done =
            each_stream(*this, session,
                        [&](Room& room, StreamId, const std::shared_ptr<const void>& state) -> Result<void> {
                            ++verdict.streams;
                            RowSet rows;
                            room.view(state.get(), rows);
                            room.rollup(room.empty().get(), state.get(), deltas);
                            for (auto& row : rows.rows())
                                folded[row.table][key_of(row)] = std::move(row.values);
                            return {};
                        });
        if (done) verdict.events = *done;
        for (const auto& [key, n] : deltas.sums()) {
            const Row row{&sql::table_of<RollupRow>(), sql::values_of(RollupRow{key.first, key.second, n})};
            if (n != 0) folded[row.table][key_of(row)] = row.values;
        }
        for (const auto* table : read_tables(*this)) {
            std::vector<sql::Type> types;
            for (const auto& column : table->columns) types.push_back(column.type);
            auto live = session.query(table->select_all_text(), {{"s", settings_.subdistrict}}, types);
            if (!live) {
                session.rollback();
                return refuse(live.error());
            }
            auto& expected = folded[table];
            for (auto& values : *live) {
                if (table == &sql::table_of<RollupRow>() && values.back().integer == 0) continue;
                ++verdict.rows;
                const Row row{table, std::move(values)};
                const auto key = key_of(row);
                const auto found = expected.find(key);
                if (found == expected.end())
                    differ(key + " is not in the fold");
                else if (found->second != row.values)
                    differ(key + " differs from the fold");
                if (found != expected.end()) expected.erase(found);
            }
            for (const auto& [key, values] : expected) differ(key + " is missing");
        }
        session.rollback();
        if (!done) return refuse(done.error());
        return {};
    }));
    return verdict;
}

Result<Engine::Verdict> Engine::verify_chain() {
    Verdict verdict;
    Digest previous{};
    Chain chain(settings_.algorithm);
    GEZHI_CHECK(database_.read([&](sql::Session& session) -> Result<void> {
        for (std::int64_t seq = 0;;) {
            GEZHI_TRY(events, log::after(session, settings_.subdistrict, seq, replayed_at_once));
            for (const auto& event : events) {
                ++verdict.events;
                if (event.seq != seq + 1)
                    verdict.differences.push_back("event " + std::to_string(seq + 1) + " is missing");
                if (chain.link(previous, settings_.subdistrict, event) != event.hash)
                    verdict.differences.push_back("event " + std::to_string(event.seq) +
                                                  " does not match its hash");
                if (verdict.differences.size() >= differences_max) return {};
                previous = event.hash;
                seq = event.seq;
            }
            if (events.size() < static_cast<std::size_t>(replayed_at_once)) break;
        }
        GEZHI_TRY(head, log::read_head(session, settings_.subdistrict));
        if (head.seq != verdict.events || head.hash != previous)
            verdict.differences.push_back("the head does not match the last event");
        return {};
    }));
    return verdict;
}

} // namespace gezhi::engine
