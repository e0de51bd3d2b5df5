#pragma once
// State to read rows: one row for each notice. Pure; a changed row needs a new revision.

#include "engine/rows.hpp"
#include "modules/notice/model.hpp"

#include <array>

namespace gezhi::notice {

struct NoticeRow {
    static constexpr std::string_view table = "notice_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 2> key{"case_id", "item"};
    static constexpr std::array<sql::Index, 1> indexes{{{"by_way", "way, owed_at", "standing = 'owed'"}}};
    CaseId case_id{};
    std::int64_t item{0};
    News kind{News::dispatched};
    Code way{};
    Standing standing{Standing::owed};
    Code number{};
    Code grid{};
    bool restricted{false};
    Code class_code{};
    Code unit{};
    Code about{};
    PersonId reporter{}; // empty: no contact was given
    TextRef text{};      // empty: none
    Instant owed_at{};
    std::optional<Instant> due_at{};
    std::int64_t tries{0};
    PersonId settled_by{};
    std::optional<Instant> settled_at{};
    Code result{};
    std::string hands{}; // ids of who handled the case, apart by blanks
    std::int64_t version{0};
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (),
                      (case_id, item, kind, way, standing, number, grid, restricted, class_code, unit, about,
                       reporter, text, owed_at, due_at, tries, settled_by, settled_at, result, hands,
                       version))

void view(const State& state, engine::RowSet& rows);

} // namespace gezhi::notice
