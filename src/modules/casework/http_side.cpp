// The commands of the side roads over HTTP: more time and rest, taking back, splitting,
// supervision, appeal.

#include "modules/casework/http_making.hpp"

namespace gezhi::casework::detail {

namespace {

template <class One>
Result<Command> reasoned(Making& making, const wire::Reasoned& given, std::string_view kind) {
    return Command(One{given.reason, making.seal(given.text, kind)});
}

// No body is as good as an empty one.
template <class One>
Maker with_words(std::string_view kind) {
    return [kind](Making& making, std::string_view body) -> Result<Command> {
        GEZHI_TRY(given, json::read<wire::WithWords>(trim(body).empty() ? "{}" : body));
        return Command(One{making.seal(given.text, kind)});
    };
}

Result<Command> ask_suspension(Making& making, const wire::AskSuspension& given) {
    return Command(AskSuspension{given.reason, given.until, making.seal(given.text, "suspend")});
}

Result<Command> review_appeal(Making& making, const wire::ReviewAppeal& given) {
    return Command(ReviewAppeal{given.granted, making.seal(given.text, "review")});
}

Result<Command> reopen_child(Making& making, const wire::ReopenChild& given) {
    return Command(ReopenChild{given.child, given.reason, making.seal(given.text, "reopen")});
}

// The part lies where the whole does.
Result<Command> split_off(Making& making, const wire::Split& given, const Listed& whole) {
    if (trim(given.text.value).empty())
        return refuse(rules::text_missing, {}, {{"/text", std::string(rules::text_missing.code)}});
    Spot spot;
    spot.at = whole.at;
    spot.address = whole.address;
    spot.source = "parent";
    if (spot.at) spot.datum = "wgs84";
    return Command(split(making.desk.door, spot, given.text.value, given.class_code, making.sides));
}

Result<http::Response> split_case(const Desk& desk, const http::Request& request) {
    GEZHI_TRY(id, case_in_path(request));
    GEZHI_TRY(whole, desk.cases.one(people::actor(request), id));
    GEZHI_TRY(given, json::read<wire::Split>(request.body));
    Making making{desk, id, {}};
    GEZHI_TRY(command, split_off(making, given, whole));
    return answered(desk, request, std::move(making), std::move(command));
}

} // namespace

std::vector<Step> side_steps() {
    return {
        {"ask_extension", "The unit asks for one original limit more, before the due moment",
         made_by<wire::Reasoned>([](Making& making, const wire::Reasoned& given) {
             return reasoned<AskExtension>(making, given, "extend");
         })},
        {"ask_suspension", "The unit asks to rest until a day", made_by<wire::AskSuspension>(ask_suspension)},
        {"approve", "Approves what the unit asked; the last approval needed grants it",
         with_words<Approve>("approve")},
        {"refuse_request", "Refuses what the unit asked, with the reason", saying<RefuseRequest>("refuse")},
        {"reopen_child", "Opens a part again", made_by<wire::ReopenChild>(reopen_child)},
        {"recall", "Takes the case back before the unit has touched it", with_words<Recall>("recall")},
        {"object",
         "Somebody says that it is not done: before the ending a neighbour, afterwards the reporter",
         saying<Object>("objection")},
        {"supervise", "Watches over the case: handed in by a day", saying<Supervise>("supervise")},
        {"appeal", "The unit says why it was late; the fact stays",
         made_by<wire::Reasoned>([](Making& making, const wire::Reasoned& given) {
             return reasoned<AppealLateness>(making, given, "appeal");
         })},
        {"review_appeal", "Grants or refuses the appeal; all reviewers must grant it",
         made_by<wire::ReviewAppeal>(review_appeal)}};
}

void add_side_routes(const Shared& desk, http::Routes& routes) {
    routes.push_back(command_route(
        "split", "Part of the matter becomes a case of its own; this one does not end before it",
        [desk](const http::Request& request) { return split_case(*desk, request); }));
}

} // namespace gezhi::casework::detail
