// What may be done with a case now, and why not: each command with plausible values is tried out.

#include "modules/casework/desk.hpp"
#include "modules/casework/try_out.hpp"

namespace gezhi::casework::detail {

namespace {

struct Trial {
    std::string_view command;
    std::vector<std::string> needs;
    Command with;
};

Code first_reason(const playbook::Playbook& book, std::string_view kind) {
    for (const auto& reason : book.reasons.reasons)
        if (reason.kind == kind) return Code{reason.code};
    return {};
}

// A closing condition that fits the ending.
Close trial_close(const Shape& shape, const State& state) {
    Close close;
    for (const auto* closing : shape.book().index.closings(state.class_code.value))
        if (closing->ending == "solved") {
            close.condition = Code{closing->code};
            break;
        }
    return close;
}

Code other_unit(const Shape& shape, const Code& but) {
    for (const auto& unit : shape.book().index.playbook().routing.units)
        if (unit.id != but.value) return Code{unit.id};
    return {};
}

// The next looser or stricter level, so that the trial is a change.
SetVisibility trial_visibility(const State& state) {
    const auto to = state.visibility == Visibility::restricted ? Visibility::parties : Visibility::restricted;
    return {to, Code{"asked"}, SealedText{}};
}

CaseId ended_child(const State& state) {
    for (const auto& child : state.children)
        if (!child.open) return child.id;
    return {};
}

bool photo_asked(const Shape& shape, const State& state) {
    const auto* matter = shape.book().index.matter(state.class_code.value);
    return matter != nullptr && matter->photo == "asked";
}

std::vector<Trial> trials(const Shape& shape, const Look& look) {
    const auto& state = look.state;
    const auto& book = shape.book().index.playbook();
    const auto proposed = look.proposed.value_or(wire::Suggestion{});
    const auto matter =
        state.class_code.empty()
            ? proposed.class_code.value_or(
                  Code{book.catalogue.classes.empty() ? std::string() : book.catalogue.classes.front().code})
            : state.class_code;
    const auto condition = state.condition.empty() ? proposed.condition.value_or(Code{}) : state.condition;
    const auto unit = proposed.unit.value_or(other_unit(shape, {}));
    const SealedText text{};
    const std::vector<std::string> evidence = photo_asked(shape, state)
                                                  ? std::vector<std::string>{"text", "photos"}
                                                  : std::vector<std::string>{"text"};
    HandIn hand_in{text, {}};
    if (evidence.size() > 1) hand_in.photos.push_back(FileId{{1, 1}});
    Join join;
    if (!look.similar.empty()) join.lead = look.similar.front().id;
    const Code path{book.legal_paths.paths.empty() ? std::string() : book.legal_paths.paths.front().id};
    const Instant tomorrow{shape.now().us + us_per_day};
    return {
        {"send_on", {"class_code", "unit"}, SendOn{matter, condition, unit, {}}},
        {"verify", {}, Verify{}},
        {"accept", {}, Accept{}},
        {"register", {"class_code"}, Register{matter, condition}},
        {"dispatch", {"unit"}, Dispatch{unit}},
        {"acknowledge", {}, Acknowledge{}},
        {"hand_in", evidence, hand_in},
        {"check", {"passed"}, Check{true, text}},
        {"close", {"ending", "condition"}, trial_close(shape, state)},
        {"return_order",
         {"reason"},
         ReturnOrder{first_reason(book, "return"), other_unit(shape, state.unit), text}},
        {"join", {"lead"}, join},
        {"leave", {}, Leave{}},
        {"decline", {"reason"}, Decline{first_reason(book, "decline"), {}, text}},
        {"refer", {"path"}, Refer{path, text}},
        {"hold", {"path", "until", "text"}, HoldForPath{path, tomorrow, text}},
        {"resume", {}, Resume{}},
        {"reopen", {"reason"}, Reopen{first_reason(book, "reopen"), text}},
        {"say", {"text"}, Say{text}},
        {"note", {"text"}, Note{text}},
        {"set_visibility", {"visibility"}, trial_visibility(state)},
        {"ask_extension", {"reason"}, AskExtension{first_reason(book, "extend"), text}},
        {"ask_suspension", {"reason", "until"}, AskSuspension{first_reason(book, "suspend"), tomorrow, text}},
        {"approve", {}, Approve{}},
        {"refuse_request", {"text"}, RefuseRequest{text}},
        {"recall", {}, Recall{}},
        {"split", {"class_code", "text"}, Split{CaseId{{1, 1}}, matter, text, {}}},
        {"reopen_child",
         {"child", "reason"},
         ReopenChild{ended_child(state), first_reason(book, "reopen"), text}},
        {"object", {"text"}, Object{text}},
        {"supervise", {"text"}, Supervise{text}},
        {"appeal", {"reason"}, AppealLateness{first_reason(book, "appeal"), text}},
        {"review_appeal", {"granted"}, ReviewAppeal{true, text}},
    };
}

// What moves the case now, best first; the first that is allowed is offered as the next step.
std::vector<std::string_view> next_steps(Stage stage) {
    switch (stage) {
    case Stage::reported:
    case Stage::verified:
    case Stage::accepted:
    case Stage::registered:
        return {"send_on", "dispatch"};
    case Stage::dispatched:
        return {"acknowledge", "hand_in"};
    case Stage::handling:
        return {"hand_in"};
    case Stage::checking:
        return {"check", "close"};
    case Stage::answering:
        return {"close"};
    case Stage::none:
    case Stage::closed:
    case Stage::declined:
        return {};
    }
    return {};
}

void mark_primary(std::vector<wire::Action>& actions, Stage stage) {
    for (const auto name : next_steps(stage))
        for (auto& action : actions)
            if (action.command == name && action.allowed) {
                action.primary = true;
                return;
            }
}

} // namespace

Result<std::vector<wire::Action>> actions(const Desk& desk, const Look& look, const Shape& shape) {
    std::vector<wire::Action> list;
    auto all = trials(shape, look);
    std::vector<Command> commands;
    for (const auto& trial : all) commands.push_back(trial.with);
    GEZHI_TRY(answers,
              try_out(desk.wiring.engine, desk.wiring.room.room(), {look.actor, look.state}, commands));
    for (std::size_t i = 0; i < all.size(); ++i) {
        wire::Action action{std::string(all[i].command), true, {}, std::move(all[i].needs), {}};
        if (!answers[i]) {
            action.allowed = false;
            action.refusal = shape.problem(answers[i].error());
        }
        list.push_back(std::move(action));
    }
    mark_primary(list, look.state.stage);
    return list;
}

} // namespace gezhi::casework::detail
