// The questions of flows: which cases, by id; and where the cases lie.

#include "modules/casework/query_text.hpp"

namespace gezhi::casework {

namespace {

// Only what still follows: a joined case that ended keeps its pointer.
const std::string& joined_text() {
    static const auto text = "SELECT c.id FROM {case_row} c WHERE c.subdistrict = :s AND " +
                             std::string(follows_text) + " AND c.open = 1 ORDER BY c.id";
    return text;
}

constexpr std::string_view running_text =
    "SELECT id FROM {case_row} WHERE subdistrict = :s AND open = 1 AND clock_due IS NOT NULL "
    "AND clock_stopped IS NULL AND (CAST(:f AS BIGINT) IS NULL OR clock_due > :f) "
    "AND (CAST(:t AS BIGINT) IS NULL OR clock_started < :t) ORDER BY id";

constexpr std::string_view places_text =
    "SELECT p.stream, p.sealed, c.open, CASE WHEN c.visibility = 'public_' THEN c.number ELSE '' END AS "
    "number, "
    "c.reported_at FROM {case_row} c JOIN place_of p ON p.subdistrict = c.subdistrict "
    "AND p.stream = c.id WHERE c.subdistrict = :s";

struct PlaceRow {
    StreamId stream{};
    std::string sealed{};
    bool open{true};
    Code number{};
    Instant reported_at{};
};
BOOST_DESCRIBE_STRUCT(PlaceRow, (), (stream, sealed, open, number, reported_at))

Result<std::vector<CaseId>> ids(sql::Session& session, std::string_view text,
                                const sql::Session::Binds& binds) {
    GEZHI_TRY(found, session.texts(text, binds));
    std::vector<CaseId> list;
    for (const auto& one : found)
        if (const auto id = CaseId::parse(one)) list.push_back(*id);
    return list;
}

} // namespace

Result<std::vector<CaseId>> joined_to(sql::Session& session, const Code& subdistrict, CaseId lead) {
    return ids(session, joined_text(), {{"s", subdistrict}, {"lead", lead}});
}

Result<Code> notify_by(sql::Session& session, const Code& subdistrict, CaseId id) {
    GEZHI_TRY(found, session.texts("SELECT notify_by FROM {case_row} WHERE subdistrict = :s AND id = :i",
                                   {{"s", subdistrict}, {"i", id}}));
    return found.empty() ? Code{} : Code{found.front()};
}

Result<std::vector<CaseId>> with_running_clock(sql::Session& session, const Code& subdistrict,
                                               std::optional<Instant> from, std::optional<Instant> to) {
    return ids(session, running_text, {{"s", subdistrict}, {"f", from}, {"t", to}});
}

Result<std::vector<CaseAt>> places_of_cases(sql::Session& session, const engine::Vault& vault,
                                            const Code& subdistrict) {
    GEZHI_TRY(rows, session.rows<PlaceRow>(places_text, {{"s", subdistrict}}));
    std::vector<CaseAt> list;
    list.reserve(rows.size());
    for (const auto& row : rows)
        if (const auto exact = vault.open_place({row.stream, row.sealed}); exact && exact->lat_e7 != 0)
            list.push_back(
                {{static_cast<std::int32_t>(exact->lat_e7), static_cast<std::int32_t>(exact->lon_e7)},
                 row.open,
                 row.number,
                 row.reported_at});
    return list;
}

} // namespace gezhi::casework
