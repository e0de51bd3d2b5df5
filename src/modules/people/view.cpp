#include "modules/people/view.hpp"

namespace gezhi::people {

void view(const State& state, engine::RowSet& rows) {
    if (state.standing != Standing::none)
        rows.put(AccountRow{state.person, state.login, state.standing, state.language, state.epoch,
                            state.second_factor, state.version});
    for (const auto& post : state.posts)
        rows.put(PostRow{state.person, post.id, post.duty, post.unit, post.grid, post.from, post.until});
    for (const auto& shift : state.shifts)
        rows.put(ShiftRow{shift.starts.value, shift.minutes.value, shift.person,
                          shift.deputy.value_or(PersonId{})});
}

} // namespace gezhi::people
