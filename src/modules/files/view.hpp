#pragma once
// Album to read rows: one for each photo that something is said of. Pure; a changed row needs a new revision.

#include "engine/rows.hpp"
#include "modules/files/model_album.hpp"

#include <array>

namespace gezhi::files {

struct PictureRow {
    static constexpr std::string_view table = "picture_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"original"};
    static constexpr std::array<sql::Index, 2> indexes{
        {{"picture_by_case", "case_id"}, {"picture_gone", "original", "gone = 1"}}};
    FileId original{};
    CaseId case_id{};
    std::int64_t publication{0}; // 0: not public
    std::optional<FileId> wiped{};
    std::optional<Side> side{};
    std::string scenes{}; // apart by blanks
    std::optional<Instant> until{};
    bool gone{false};
};
BOOST_DESCRIBE_STRUCT(PictureRow, (), (original, case_id, publication, wiped, side, scenes, until, gone))

void view(const Album& album, engine::RowSet& rows);

} // namespace gezhi::files
