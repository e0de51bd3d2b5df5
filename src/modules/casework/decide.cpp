#include "modules/casework/decide.hpp"

#include "modules/casework/model_rules.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace gezhi::casework {

Result<void> check_there(const State& state) {
    if (state.stage == Stage::none) return refuse(rules::no_such_case);
    return {};
}

Result<void> check_open(const State& state) {
    GEZHI_CHECK(check_there(state));
    if (!open(state)) return refuse(rules::ended);
    return {};
}

Result<void> check_moves(const State& state) {
    GEZHI_CHECK(check_open(state));
    if (state.joined_to) return refuse(rules::joined, {{"lead", state.joined_to->text()}});
    if (state.hold) return refuse(rules::held, {{"path", state.hold->path.value}});
    if (state.suspension) return refuse(rules::suspended);
    return {};
}

Result<void> check_childless(const State& state) {
    if (has_open_child(state)) return refuse(rules::child_open);
    return {};
}

Result<void> check_with_unit(const State& state) {
    GEZHI_CHECK(check_moves(state));
    if (!with_unit(state)) return wrong_stage(state);
    return {};
}

Result<void> check_note(const Facts& facts, bool has_text) {
    if (!facts.reason_known) return refuse(rules::unknown_reason);
    if (facts.note_required && !has_text) return refuse(rules::note_required);
    return {};
}

Unexpected<Error> wrong_stage(const State& state) {
    return refuse(rules::wrong_stage, {{"stage", boost::describe::enum_to_string(state.stage, "")}});
}

Unexpected<Error> no_limit() {
    return refuse(rules::no_limit);
}

Unexpected<Error> voice_unknown() {
    return refuse(rules::voice_unknown, {}, {{"/voice", std::string(rules::voice_unknown.code)}});
}

Unexpected<Error> photo_unknown() {
    return refuse(rules::photo_unknown, {}, {{"/photos", std::string(rules::photo_unknown.code)}});
}

namespace {

// A lead keeps its count right even when nothing else of it is left.
bool of_the_fact(const Command& command) {
    return std::holds_alternative<CountSupporter>(command) || std::holds_alternative<DropSupporter>(command);
}

} // namespace

Result<Events> decide(const State& state, const Command& command, const Facts& facts) {
    if (state.erased_at && !of_the_fact(command)) return refuse(rules::erased);
    return std::visit([&](const auto& one) { return casework::decide(state, one, facts); }, command);
}

} // namespace gezhi::casework
