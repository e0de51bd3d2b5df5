#pragma once
// A case as the columns of the board take it: what of the read row they keep. Private to board*.cpp.

#include "modules/casework/view.hpp"

namespace gezhi::casework {

struct BoardRow {
    CaseId id{};
    Code number{};
    Stage stage{Stage::none};
    Side side{Side::none};
    bool open{false};
    Visibility visibility{Visibility::public_};
    Channel channel{Channel::resident_web};
    Code grid{};
    Code unit{};
    Code class_code{};
    Code emergency{};
    Code legal_path{};
    Instant reported_at{};
    std::string clock_kind{};
    std::optional<Instant> clock_soon{};
    std::optional<Instant> clock_due{};
    std::optional<Instant> clock_stopped{};
    std::int64_t returns{0};
    std::int64_t reopened{0};
    std::optional<Ending> ending{};
    std::optional<Instant> closed_at{};
    bool handled_late{false};
    std::optional<bool> answered{};
    CaseId joined_to{};
    PlaceId place{}; // of the side table
};
BOOST_DESCRIBE_STRUCT(BoardRow, (),
                      (id, number, stage, side, open, visibility, channel, grid, unit, class_code, emergency,
                       legal_path, reported_at, clock_kind, clock_soon, clock_due, clock_stopped, returns,
                       reopened, ending, closed_at, handled_late, answered, joined_to, place))

inline BoardRow board_row(const CaseRow& row) {
    return {row.id,         row.number,        row.stage,       row.side,       row.open,
            row.visibility, row.channel,       row.grid,        row.unit,       row.class_code,
            row.emergency,  row.legal_path,    row.reported_at, row.clock_kind, row.clock_soon,
            row.clock_due,  row.clock_stopped, row.returns,     row.reopened,   row.ending,
            row.closed_at,  row.handled_late,  row.answered,    row.joined_to,  {}};
}

} // namespace gezhi::casework
