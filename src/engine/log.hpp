#pragma once
// The statements of the log and its companions: head, event, due, flow_cursor, parked, lease, access. Each
// text once, for both databases. Nothing here decides anything.

#include "engine/event.hpp"
#include "engine/rows.hpp"
#include "sql/database.hpp"

namespace gezhi::engine {

struct HeadRow {
    std::int64_t seq{0};
    Digest hash{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(HeadRow, (), (seq, hash, at))

struct DueRow {
    StreamId stream{};
    std::string room{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(DueRow, (), (stream, room, at))

// Who saw whose personal data, or was refused: one row per actor, subject and hour. These rows alone may lose
// their last second in a crash.
struct AccessRow {
    static constexpr std::string_view table = "access";
    static constexpr std::array<std::string_view, 4> key{"hour", "actor", "subject", "purpose"};
    std::int64_t hour{0};
    std::string actor{};
    std::string subject{};
    std::string purpose{};
    Instant first{};
    Instant last{};
    std::int64_t count{0};
};
BOOST_DESCRIBE_STRUCT(AccessRow, (), (hour, actor, subject, purpose, first, last, count))

namespace log {

constexpr std::size_t chunk = 32; // rows of one statement

Result<void> create(sql::Session& session);
Result<void> ensure_head(sql::Session& session, const Code& subdistrict);
Result<HeadRow> lock_head(sql::Session& session, const Code& subdistrict);
Result<HeadRow> read_head(sql::Session& session, const Code& subdistrict);
Result<void> set_head(sql::Session& session, const Code& subdistrict, const HeadRow& head);
Result<void> append(sql::Session& session, const Code& subdistrict, const std::vector<Event>& events);
Result<std::vector<Event>> after(sql::Session& session, const Code& subdistrict, std::int64_t seq,
                                 std::int64_t limit);
Result<std::vector<Event>> of_streams(sql::Session& session, const Code& subdistrict,
                                      const std::vector<StreamId>& streams);
// In order of stream and version, for rebuilding: those after (stream, version).
Result<std::vector<Event>> by_stream(sql::Session& session, const Code& subdistrict, StreamId after,
                                     std::int64_t version, std::int64_t limit);
Result<std::vector<Event>> of_commands(sql::Session& session, const Code& subdistrict,
                                       const std::vector<CommandId>& ids);
Result<void> upsert(sql::Session& session, const Code& subdistrict, const sql::Table& table,
                    const std::vector<const std::vector<sql::Value>*>& rows);
Result<void> erase(sql::Session& session, const Code& subdistrict, const Row& row);
Result<void> set_due(sql::Session& session, const Code& subdistrict, const DueRow& row);
Result<void> clear_due(sql::Session& session, const Code& subdistrict, StreamId stream);
// This very row: one with another moment stays, and the answer is false.
Result<bool> clear_due(sql::Session& session, const Code& subdistrict, const DueRow& row);
Result<std::vector<DueRow>> due_until(sql::Session& session, const Code& subdistrict, Instant until,
                                      std::int64_t limit);
Result<std::optional<Instant>> next_due(sql::Session& session, const Code& subdistrict);
Result<void> park(sql::Session& session, const Code& subdistrict, const std::string& who,
                  const std::string& what, const std::string& code);
Result<std::int64_t> parked(sql::Session& session, const Code& subdistrict);
Result<std::int64_t> cursor(sql::Session& session, const Code& subdistrict, const Code& flow);
Result<void> set_cursor(sql::Session& session, const Code& subdistrict, const Code& flow, std::int64_t seq);
// True when `holder` has the lease after the call; it is held for 15 s.
Result<bool> lease(sql::Session& session, const Code& subdistrict, const std::string& holder, Instant now);
Result<void> count_access(sql::Session& session, const Code& subdistrict, const AccessRow& row);

} // namespace log

} // namespace gezhi::engine
