#include "modules/casework/retention.hpp"

namespace gezhi::casework {

namespace {

constexpr std::string_view content_text =
    "SELECT id, number, closed_at FROM {case_row} WHERE subdistrict = :s AND open = 0 AND erased_at IS NULL "
    "AND closed_at < :t ORDER BY closed_at, id LIMIT :n";

constexpr std::string_view contact_text =
    "SELECT id, number, closed_at FROM {case_row} WHERE subdistrict = :s AND open = 0 AND erased_at IS NULL "
    "AND reporter <> '' AND closed_at < :t AND (CAST(:c AS BIGINT) IS NULL OR closed_at >= :c) "
    "ORDER BY closed_at, id LIMIT :n";

struct EndedRow {
    CaseId id{};
    Code number{};
    Instant closed_at{};
};
BOOST_DESCRIBE_STRUCT(EndedRow, (), (id, number, closed_at))

std::optional<Instant> years_before(std::int64_t years, Instant now) {
    if (years <= 0) return std::nullopt;
    auto moment = civil(now);
    moment.date -= std::chrono::years(years);
    if (!moment.date.ok()) // 29 February
        moment.date = moment.date.year() / moment.date.month() / std::chrono::last;
    return instant(moment);
}

} // namespace

RetentionCut retention_cut(const playbook::Retention& retention, Instant now) {
    return {years_before(retention.contact_years.value, now), years_before(retention.case_years.value, now)};
}

Result<std::vector<OverTime>> over_time(sql::Session& session, const Code& subdistrict,
                                        const RetentionCut& cut, std::int64_t limit) {
    std::vector<OverTime> list;
    if (cut.content) {
        GEZHI_TRY(rows, session.rows<EndedRow>(
                            content_text, {{"s", subdistrict}, {"t", *cut.content}, {"n", limit}}));
        for (const auto& row : rows) list.push_back({row.id, row.number, row.closed_at, false});
    }
    const auto left = limit - static_cast<std::int64_t>(list.size());
    if (cut.contact && left > 0) {
        GEZHI_TRY(rows, session.rows<EndedRow>(contact_text, {{"s", subdistrict},
                                                              {"t", *cut.contact},
                                                              {"c", cut.content},
                                                              {"n", left}}));
        for (const auto& row : rows) list.push_back({row.id, row.number, row.closed_at, true});
    }
    return list;
}

} // namespace gezhi::casework
