// 现场处置: found, put right and shown in one act; looked at again by sample.

#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

namespace gezhi::casework {

Result<void> check_fix(const State& state, const FixOnSpot& one, const Facts& facts) {
    GEZHI_CHECK(check_report(state, one.report, facts));
    const auto& class_code = one.report.class_code;
    if (class_code.empty()) return refuse(rules::unknown_class, {{"class", class_code.value}});
    if (facts.condition.empty()) return refuse(rules::unknown_condition, {{"class", class_code.value}});
    if (!facts.fixable_on_spot) return refuse(rules::not_on_spot, {{"class", class_code.value}});
    if (one.photos.empty()) return refuse(rules::photo_required);
    if (one.closing.empty()) return refuse(rules::no_closing);
    if (!facts.closing_known) return refuse(rules::unknown_closing, {{"condition", one.closing.value}});
    if (!facts.closing_fits) return refuse(rules::closing_misfit, {{"condition", one.closing.value}});
    if (!facts.clocks.check || !facts.clocks.answer) return no_limit();
    return {};
}

Result<Events> decide(const State& state, const FixOnSpot& one, const Facts& facts) {
    GEZHI_CHECK(check_fix(state, one, facts));
    const bool check = check_required(facts) || !one.report.emergency.empty();
    Events events{reported(one.report, facts), Verified{}, Accepted{},
                  Registered{one.report.class_code, facts.condition, facts.playbook, facts.class_visibility},
                  FixedOnSpot{one.text, one.photos, facts.actor.person, facts.now, check,
                              check ? *facts.clocks.check : *facts.clocks.answer}};
    if (!check)
        events.emplace_back(Closed{Ending::solved, one.closing, one.text, facts.now, facts.object_until});
    return events;
}

} // namespace gezhi::casework
