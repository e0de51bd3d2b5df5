// Every command of a case that people give, and the reporter's contact. A case out of sight cannot be
// commanded: it is as missing as one that is not there.

#include "modules/casework/http_making.hpp"

namespace gezhi::casework::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

Code or_none(const std::optional<Code>& code) {
    return code.value_or(Code{});
}

Result<Command> make(Making& making, const wire::SendOn& given) {
    return Command(
        SendOn{given.class_code, or_none(given.condition), given.unit, making.seal(given.note, "note")});
}

Result<Command> make(Making& making, const wire::Decline& given) {
    return Command(Decline{given.reason, or_none(given.path), making.seal(given.text, "decline")});
}

Result<Command> make(Making&, const wire::Register& given) {
    return Command(Register{given.class_code, or_none(given.condition)});
}

Result<Command> make(Making&, const wire::Dispatch& given) {
    return Command(Dispatch{given.unit});
}

Result<Command> make(Making& making, const wire::ReturnOrder& given) {
    return Command(
        ReturnOrder{given.reason, or_none(given.proposed_unit), making.seal(given.text, "return")});
}

Result<Command> make(Making& making, const wire::HandIn& given) {
    GEZHI_TRY(text, must_say(making, given.text.value, "result"));
    const auto photos = given.photos.value_or(std::vector<FileId>{});
    GEZHI_CHECK(name_photos(making.desk.door, making.id, photos, making.sides));
    return Command(HandIn{text, photos});
}

Result<Command> make(Making& making, const wire::Check& given) {
    return Command(Check{given.passed, making.seal(given.text, "check")});
}

Result<Command> make(Making& making, const wire::Close& given) {
    return Command(Close{given.ending, given.condition, making.seal(given.text, "ending")});
}

Result<Command> make(Making& making, const wire::Reopen& given) {
    return Command(Reopen{given.reason, making.seal(given.text, "reopen")});
}

Result<Command> make(Making&, const wire::Join& given) {
    return Command(Join{given.lead});
}

Result<Command> make(Making& making, const wire::SetVisibility& given) {
    const auto visibility = visibility_from(given.visibility.value);
    if (!visibility) return refuse(json::rules::invalid, {}, {{"/visibility", "json/not-one-of"}});
    return Command(SetVisibility{*visibility, or_none(given.reason), making.seal(given.text, "visibility")});
}

Result<Command> make(Making& making, const wire::Refer& given) {
    return Command(Refer{given.path, making.seal(given.text, "refer")});
}

Result<Command> make(Making& making, const wire::Hold& given) {
    GEZHI_TRY(text, must_say(making, given.text.value, "hold"));
    return Command(HoldForPath{given.path, given.until, text});
}

// A command with a body of the shape Given.
template <class Given>
Maker taking() {
    return made_by<Given>([](Making& making, const Given& given) { return make(making, given); });
}

bool known_purpose(const playbook::Playbook& book, const Code& purpose) {
    return std::any_of(book.reasons.reasons.begin(), book.reasons.reasons.end(), [&](const auto& reason) {
        return reason.kind == "unmask" && reason.code == purpose.value && !reason.note_required;
    });
}

// In clear, for a stated purpose, and every look leaves its line.
Result<Response> contact(const Desk& desk, const Request& request) {
    GEZHI_TRY(id, case_in_path(request));
    const auto actor = people::actor(request);
    GEZHI_TRY(listed, desk.cases.one(actor, id));
    if (!sees_reporter(actor, seen(listed.row))) return refuse(rules::contact_hidden);
    GEZHI_TRY(asked, json::read<wire::ContactAsked>(request.body));
    if (!known_purpose(desk.wiring.books->current()->index.playbook(), asked.purpose))
        return refuse(rules::unknown_purpose, {{"purpose", asked.purpose.value}},
                      {{"/purpose", std::string(rules::unknown_purpose.code)}});
    if (listed.row.reporter.empty()) return refuse(people::rules::no_contact);
    GEZHI_TRY(found, desk.wiring.persons.contact(actor, listed.row.reporter, asked.purpose.value, id.text()));
    return http::json_response(json::write(
        wire::ContactShown{wire::given(found.name), wire::given(found.phone), wire::given(found.address)}));
}

} // namespace

Result<SealedText> must_say(Making& making, std::string_view text, std::string_view kind) {
    if (trim(text).empty())
        return refuse(rules::text_missing, {}, {{"/text", std::string(rules::text_missing.code)}});
    return making.seal(text, kind);
}

Result<Response> answered(const Desk& desk, const Request& request, Making making, Command command) {
    GEZHI_TRY(task, people::task_of(request, desk.wiring.engine, desk.wiring.room, id_as<StreamId>(making.id),
                                    std::move(command)));
    task.sides = std::move(making.sides);
    auto receipt = desk.wiring.engine.ask_and_wait(std::move(task));
    if (!receipt) return refuse(desk.shape(request).named(std::move(receipt).error()));
    return people::receipt_response(*receipt);
}

Result<CaseId> seen_case(const Desk& desk, const Request& request) {
    GEZHI_TRY(id, case_in_path(request));
    GEZHI_CHECK(desk.cases.must_see(people::actor(request), id));
    return id;
}

http::Route command_route(const std::string& command, const char* doc, http::Handler handler) {
    return {Method::post,      "/api/v1/cases/{id}/" + command, "casework." + command, Access::signed_in, doc,
            std::move(handler)};
}

std::vector<Step> usual_steps() {
    return {{"send_on", "Verifies, accepts, registers and dispatches what of these is still to do",
             taking<wire::SendOn>()},
            {"verify", "Was there, it is so", plain<Verify>()},
            {"accept", "Takes the case", plain<Accept>()},
            {"decline", "Does not take it, and says where to go", taking<wire::Decline>()},
            {"register", "Gives it class and filing condition", taking<wire::Register>()},
            {"dispatch", "Gives it to a unit", taking<wire::Dispatch>()},
            {"acknowledge", "The unit has it", plain<Acknowledge>()},
            {"return_order", "The unit gives it back with a reason", taking<wire::ReturnOrder>()},
            {"hand_in", "The unit says that it is done, with evidence", taking<wire::HandIn>()},
            {"check", "Looked at on site", taking<wire::Check>()},
            {"close", "Ends the case in one of four ways", taking<wire::Close>()},
            {"reopen", "Opens an ended case again", taking<wire::Reopen>()},
            {"join", "It is the same matter as another case", taking<wire::Join>()},
            {"leave", "It was another matter after all", plain<Leave>()},
            {"say", "Says something to the reporter", saying<Say>("talk")},
            {"note", "Notes something for those who work on it", saying<Note>("note")},
            {"set_visibility", "Who may see the case", taking<wire::SetVisibility>()},
            {"refer", "Hands it to a path of the law", taking<wire::Refer>()},
            {"hold", "Rests while a file of enforcement runs", taking<wire::Hold>()},
            {"resume", "Goes on after a rest", plain<Resume>()}};
}

Result<engine::Task> task_for(const Desk& desk, const Request& request, const Maker& make) {
    GEZHI_TRY(id, seen_case(desk, request));
    Making making{desk, id, {}};
    GEZHI_TRY(command, make(making, request.body));
    GEZHI_TRY(task, people::task_of(request, desk.wiring.engine, desk.wiring.room, id_as<StreamId>(id),
                                    std::move(command)));
    task.sides = std::move(making.sides);
    return task;
}

// Answered by the writer; no worker waits for it.
http::AsyncHandler handler_of(const Shared& desk, Maker make) {
    return [desk, make = std::move(make)](Request request, http::Reply reply) {
        auto task = task_for(*desk, request, make);
        if (!task) return reply(refuse(std::move(task).error()));
        task->reply = [desk, language = http::language(request),
                       reply = std::move(reply)](Result<engine::Receipt> receipt) mutable {
            if (!receipt) return reply(refuse(desk->shape(language).named(std::move(receipt).error())));
            reply(people::receipt_response(*receipt));
        };
        desk->wiring.engine.ask(std::move(*task));
    };
}

void add_command_routes(const Shared& desk, http::Routes& routes) {
    for (const auto& steps : {usual_steps(), side_steps()})
        for (const auto& step : steps)
            routes.push_back({Method::post, "/api/v1/cases/{id}/" + step.name, "casework." + step.name,
                              Access::signed_in, step.doc, handler_of(desk, step.make)});
    routes.push_back({Method::post, "/api/v1/cases/{id}/contact", "casework.contact", Access::signed_in,
                      "Who reported, for a stated purpose; every look is logged",
                      http::Handler([desk](const Request& request) { return contact(*desk, request); })});
}

} // namespace gezhi::casework::detail
