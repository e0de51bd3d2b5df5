#include "modules/casework/decide.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"

namespace gezhi::casework {

namespace {

Result<void> check_class(const Code& class_code, const Facts& facts) {
    if (class_code.empty() || !facts.class_known)
        return refuse(rules::unknown_class, {{"class", class_code.value}});
    if (facts.condition.empty()) return refuse(rules::unknown_condition, {{"class", class_code.value}});
    return {};
}

Result<void> check_unit(const State& state, const Code& unit, const Facts& facts) {
    if (unit.empty() || !facts.unit_known) return refuse(rules::unknown_unit, {{"unit", unit.value}});
    if (barred(state, unit, facts.actor.person)) return refuse(rules::return_bar, {{"unit", unit.value}});
    if (!facts.clocks.handling) return no_limit();
    return {};
}

// The desk has it, and it may go on.
Result<void> check_desk(const State& state) {
    GEZHI_CHECK(check_moves(state));
    if (with_unit(state)) return refuse(rules::with_unit, {{"unit", state.unit.value}});
    if (!at_desk(state)) return wrong_stage(state);
    return {};
}

Registered registered(const Code& class_code, const Facts& facts) {
    return {class_code, facts.condition, facts.playbook, facts.class_visibility};
}

Dispatched dispatched(const Code& unit, const Facts& facts) {
    const auto reason = facts.route.empty() ? Code{std::string(chosen)} : facts.route;
    return {unit, reason, facts.actor.person, facts.now, facts.return_until, *facts.clocks.handling};
}

// 我也遇到了: joins when the lead can still be joined; a report is never lost for it.
std::optional<Joined> joins(const Report& one, const Reported& reported, const Facts& facts) {
    if (!one.same_as || *one.same_as == facts.id) return std::nullopt;
    if (!facts.lead || !facts.lead->open || facts.lead->joined) return std::nullopt;
    const auto own = strictest(one.visibility, reported.class_visibility);
    return Joined{*one.same_as, strictest(own, facts.lead->visibility), facts.now};
}

} // namespace

Result<void> check_report(const State& state, const Report& one, const Facts& facts) {
    if (state.stage != Stage::none) return refuse(rules::exists, {{"number", state.number.value}});
    if (facts.playbook.empty()) return refuse(rules::no_playbook);
    if (!facts.channel_known) return refuse(rules::unknown_channel);
    if (facts.partition_moved) return refuse(rules::partition_moved);
    if (!facts.class_known) return refuse(rules::unknown_class, {{"class", one.class_code.value}});
    if (!facts.way_known) return refuse(rules::unknown_way, {{"way", one.notify_by.value}});
    if (facts.contact_needed && !one.reporter)
        return refuse(rules::contact_needed, {{"way", one.notify_by.value}});
    if (!facts.photos_known) return photo_unknown();
    if (!facts.voice_known) return voice_unknown();
    if (!facts.clocks.triage) return no_limit();
    return {};
}

Reported reported(const Report& one, const Facts& facts) {
    return {facts.id,  facts.number,        facts.serial, one, facts.class_visibility,
            facts.now, *facts.clocks.triage};
}

Result<Events> decide(const State& state, const Report& one, const Facts& facts) {
    GEZHI_CHECK(check_report(state, one, facts));
    const auto made = reported(one, facts);
    Events events{made};
    if (const auto joined = joins(one, made, facts)) events.emplace_back(*joined);
    return events;
}

Result<Events> decide(const State& state, const Verify&, const Facts&) {
    GEZHI_CHECK(check_desk(state));
    if (state.stage != Stage::reported) return wrong_stage(state);
    return Events{Verified{}};
}

Result<Events> decide(const State& state, const Accept&, const Facts&) {
    GEZHI_CHECK(check_desk(state));
    if (state.stage > Stage::verified) return wrong_stage(state);
    return Events{Accepted{}};
}

Result<Events> decide(const State& state, const Decline& one, const Facts& facts) {
    GEZHI_CHECK(check_desk(state));
    if (state.stage > Stage::accepted) return wrong_stage(state);
    GEZHI_CHECK(check_childless(state));
    GEZHI_CHECK(check_note(facts, one.text.has_value()));
    if (!facts.path_known) return refuse(rules::unknown_path, {{"path", one.path.value}});
    return Events{Declined{one.reason, one.path, one.text, facts.now, facts.object_until, state.parent}};
}

Result<Events> decide(const State& state, const Register& one, const Facts& facts) {
    GEZHI_CHECK(check_desk(state));
    if (state.stage < Stage::accepted) return wrong_stage(state);
    GEZHI_CHECK(check_class(one.class_code, facts));
    return Events{registered(one.class_code, facts)};
}

Result<Events> decide(const State& state, const Dispatch& one, const Facts& facts) {
    GEZHI_CHECK(check_desk(state));
    if (state.stage < Stage::registered) return refuse(rules::not_registered);
    GEZHI_CHECK(check_unit(state, one.unit, facts));
    return Events{dispatched(one.unit, facts)};
}

Result<Events> decide(const State& state, const Recall& one, const Facts& facts) {
    GEZHI_CHECK(check_with_unit(state));
    if (state.stage != Stage::dispatched) return wrong_stage(state);
    if (!facts.clocks.triage) return no_limit();
    return Events{Recalled{state.unit, one.text, facts.now, *facts.clocks.triage}};
}

Result<Events> decide(const State& state, const SendOn& one, const Facts& facts) {
    GEZHI_CHECK(check_desk(state));
    const auto class_code = one.class_code.empty() ? state.class_code : one.class_code;
    GEZHI_CHECK(check_class(class_code, facts));
    GEZHI_CHECK(check_unit(state, one.unit, facts));
    Events events;
    if (state.stage < Stage::verified) events.emplace_back(Verified{});
    if (state.stage < Stage::accepted) events.emplace_back(Accepted{});
    if (state.stage < Stage::registered || class_code != state.class_code ||
        facts.condition != state.condition)
        events.emplace_back(registered(class_code, facts));
    if (one.note) events.emplace_back(Noted{*one.note, facts.actor.person, facts.now});
    events.emplace_back(dispatched(one.unit, facts));
    return events;
}

} // namespace gezhi::casework
