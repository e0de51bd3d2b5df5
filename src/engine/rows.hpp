#pragma once
// What a room's view makes of a state: keyed read rows (pure, any number) and roll-up deltas; and the side
// rows that ride with a command (sealed texts, places, persons). The engine writes the difference, each key
// once.

#include "sql/table.hpp"

#include <map>
#include <string>
#include <vector>

namespace gezhi::engine {

struct Row {
    const sql::Table* table{nullptr};
    std::vector<sql::Value> values;
};

class RowSet {
public:
    template <class R>
    void put(const R& row) {
        rows_.push_back({&sql::table_of<R>(), sql::values_of(row)});
    }

    const std::vector<Row>& rows() const { return rows_; }

    std::vector<Row>& rows() { return rows_; }

private:
    std::vector<Row> rows_;
};

// Fixed counters: `counter` names the question ("open"), `bucket` the group ("310105006-G1/handling").
class Deltas {
public:
    void add(std::string_view counter, const std::string& bucket, std::int64_t n) {
        if (n != 0) sums_[{std::string(counter), bucket}] += n;
    }

    const std::map<std::pair<std::string, std::string>, std::int64_t>& sums() const { return sums_; }

private:
    std::map<std::pair<std::string, std::string>, std::int64_t> sums_;
};

struct RollupRow {
    static constexpr std::string_view table = "rollup";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 2> key{"counter", "bucket"};
    std::string counter{};
    std::string bucket{};
    std::int64_t n{0};
};
BOOST_DESCRIBE_STRUCT(RollupRow, (), (counter, bucket, n))

// Side rows: written in the transaction of their command, never in another way, never rebuilt.
class Sides {
public:
    template <class R>
    void put(const R& row) {
        writes_.push_back({{&sql::table_of<R>(), sql::values_of(row)}, false});
    }

    template <class R>
    void erase(const R& row) { // by key
        writes_.push_back({{&sql::table_of<R>(), sql::values_of(row)}, true});
    }

    struct Write {
        Row row;
        bool erase{false};
    };

    const std::vector<Write>& writes() const { return writes_; }

    template <class R>
    std::optional<R> first() const {
        for (const auto& write : writes_)
            if (write.row.table == &sql::table_of<R>()) return sql::row_from<R>(write.row.values);
        return std::nullopt;
    }

private:
    std::vector<Write> writes_;
};

// All free text, of staff too: secretbox under the subject's key; `salt`, with that key, commits (the digest
// stands in the event).
struct TextRow {
    static constexpr std::string_view table = "side_text";
    static constexpr std::array<std::string_view, 1> key{"ref"};
    static constexpr std::array<sql::Index, 1> indexes{{{"by_subject", "subject"}}};
    TextRef ref{};
    std::string subject{};
    std::string kind{};
    std::string cipher{};
    std::string salt{};
};
BOOST_DESCRIBE_STRUCT(TextRow, (), (ref, subject, kind, cipher, salt))

// The exact point or door of a stream, sealed as a whole (Vault::seal_place): nothing of it is readable in
// the table, its pages or an old copy of them once the stream's key is gone.
struct PlaceOfRow {
    static constexpr std::string_view table = "place_of";
    static constexpr std::array<std::string_view, 1> key{"stream"};
    StreamId stream{};
    std::string sealed{};
};
BOOST_DESCRIBE_STRUCT(PlaceOfRow, (), (stream, sealed))

// The known place a stream was given, bare: what the board groups by and the search names. Gone with the
// rest.
struct KnownPlaceRow {
    static constexpr std::string_view table = "known_place_of";
    static constexpr std::array<std::string_view, 1> key{"stream"};
    StreamId stream{};
    PlaceId place{};
};
BOOST_DESCRIBE_STRUCT(KnownPlaceRow, (), (stream, place))

} // namespace gezhi::engine
