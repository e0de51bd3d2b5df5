#include "modules/notice/view.hpp"

namespace gezhi::notice {

void view(const State& state, engine::RowSet& rows) {
    std::string hands;
    for (const auto& person : state.hands) hands += (hands.empty() ? "" : " ") + person.text();
    for (const auto& item : state.items)
        rows.put(NoticeRow{state.case_id,
                           item.number,
                           item.kind,
                           item.way,
                           item.standing,
                           state.number,
                           state.grid,
                           state.restricted,
                           item.class_code,
                           item.unit,
                           item.about,
                           state.reporter.value_or(PersonId{}),
                           item.text.value_or(TextRef{}),
                           item.owed_at,
                           item.due,
                           item.tries,
                           item.by,
                           item.settled_at,
                           item.result,
                           hands,
                           state.version});
}

} // namespace gezhi::notice
