#include "modules/playbook/view.hpp"

namespace gezhi::playbook {

void view(const State& state, engine::RowSet& rows) {
    for (const auto& adoption : state.adoptions) {
        std::string parts;
        for (const auto& part : adoption.parts) parts += (parts.empty() ? "" : " ") + part.value;
        rows.put(AdoptionRow{state.of, adoption.version, adoption.at, parts});
    }
    for (const auto& year : state.years)
        rows.put(CalendarYearRow{year.year, static_cast<std::int64_t>(year.off.size()),
                                 static_cast<std::int64_t>(year.work.size()), year.source, year.certainty});
    for (const auto& one : state.suspended) rows.put(SuspensionRow{one.from, one.to, one.document});
}

} // namespace gezhi::playbook
