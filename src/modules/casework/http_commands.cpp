// Every command of a case that people give, and the reporter's contact. A case out of sight cannot be
// commanded: it is as missing as one that is not there.

#include "modules/casework/desk.hpp"
#include "modules/casework/wire_in.hpp"

namespace gezhi::casework::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

// One command on its way: where its texts are sealed and its photos named.
struct Making {
    const Desk& desk;
    CaseId id{};
    engine::Sides sides{};

    SealedText seal(std::string_view text, std::string_view kind) {
        return casework::seal(desk.door, id, trim(text), kind, sides);
    }

    std::optional<SealedText> seal(const wire::Words& text, std::string_view kind) {
        if (!text || trim(text->value).empty()) return std::nullopt;
        return seal(text->value, kind);
    }
};

Result<SealedText> must_say(Making& making, std::string_view text, std::string_view kind) {
    if (trim(text).empty())
        return refuse(rules::text_missing, {}, {{"/text", std::string(rules::text_missing.code)}});
    return making.seal(text, kind);
}

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

// A command made of a request, with its texts and photos.
using Maker = std::function<Result<Command>(Making&, const Request&)>;

Result<engine::Task> task_for(const Desk& desk, const Request& request, const Maker& maker) {
    GEZHI_TRY(id, case_in_path(request));
    GEZHI_CHECK(desk.cases.must_see(people::actor(request), id));
    Making making{desk, id, {}};
    GEZHI_TRY(command, maker(making, request));
    GEZHI_TRY(task, people::task_of(request, desk.wiring.engine, desk.wiring.room, id_as<StreamId>(id),
                                    std::move(command)));
    task.sides = std::move(making.sides);
    return task;
}

// Answered by the writer; no worker waits for it.
http::AsyncHandler asking(const Shared& desk, Maker maker) {
    return [desk, maker = std::move(maker)](Request request, http::Reply reply) {
        auto task = task_for(*desk, request, maker);
        if (!task) return reply(refuse(std::move(task).error()));
        task->reply = [desk, language = http::language(request),
                       reply = std::move(reply)](Result<engine::Receipt> receipt) mutable {
            if (!receipt) return reply(refuse(desk->shape(language).named(std::move(receipt).error())));
            reply(people::receipt_response(*receipt));
        };
        desk->wiring.engine.ask(std::move(*task));
    };
}

// A command with a body of the shape Given.
template <class Given>
http::AsyncHandler taking(const Shared& desk) {
    return asking(desk, [](Making& making, const Request& request) -> Result<Command> {
        GEZHI_TRY(given, json::read<Given>(request.body));
        return make(making, given);
    });
}

// A command that only carries words: say, note.
template <class One>
http::AsyncHandler saying(const Shared& desk, std::string_view kind) {
    return asking(desk, [kind](Making& making, const Request& request) -> Result<Command> {
        GEZHI_TRY(given, json::read<wire::Say>(request.body));
        GEZHI_TRY(text, must_say(making, given.text.value, kind));
        return Command(One{text});
    });
}

// A command without a body; an empty object is the same.
template <class One>
http::AsyncHandler plain(const Shared& desk) {
    return asking(desk, [](Making&, const Request& request) -> Result<Command> {
        if (!trim(request.body).empty()) GEZHI_CHECK(json::read<wire::Nothing>(request.body));
        return Command(One{});
    });
}

template <class T>
std::optional<T> given(T value) {
    if (value.empty()) return std::nullopt;
    return value;
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
    GEZHI_TRY(found, desk.wiring.persons.contact(actor, listed.row.reporter, asked.purpose.value));
    return http::json_response(
        json::write(wire::ContactShown{given(found.name), given(found.phone), given(found.address)}));
}

} // namespace

void add_command_routes(const Shared& desk, http::Routes& routes) {
    const auto post = [&](const std::string& command, const char* doc, http::AsyncHandler handler) {
        routes.push_back({Method::post, "/api/v1/cases/{id}/" + command, "casework." + command,
                          Access::signed_in, doc, std::move(handler)});
    };
    post("send_on", "Verifies, accepts, registers and dispatches what of these is still to do",
         taking<wire::SendOn>(desk));
    post("verify", "Was there, it is so", plain<Verify>(desk));
    post("accept", "Takes the case", plain<Accept>(desk));
    post("decline", "Does not take it, and says where to go", taking<wire::Decline>(desk));
    post("register", "Gives it class and filing condition", taking<wire::Register>(desk));
    post("dispatch", "Gives it to a unit", taking<wire::Dispatch>(desk));
    post("acknowledge", "The unit has it", plain<Acknowledge>(desk));
    post("return_order", "The unit gives it back with a reason", taking<wire::ReturnOrder>(desk));
    post("hand_in", "The unit says that it is done, with evidence", taking<wire::HandIn>(desk));
    post("check", "Looked at on site", taking<wire::Check>(desk));
    post("close", "Ends the case in one of four ways", taking<wire::Close>(desk));
    post("reopen", "Opens an ended case again", taking<wire::Reopen>(desk));
    post("join", "It is the same matter as another case", taking<wire::Join>(desk));
    post("leave", "It was another matter after all", plain<Leave>(desk));
    post("say", "Says something to the reporter", saying<Say>(desk, "talk"));
    post("note", "Notes something for those who work on it", saying<Note>(desk, "note"));
    post("set_visibility", "Who may see the case", taking<wire::SetVisibility>(desk));
    post("refer", "Hands it to a path of the law", taking<wire::Refer>(desk));
    post("hold", "Rests while a file of enforcement runs", taking<wire::Hold>(desk));
    post("resume", "Goes on after a rest", plain<Resume>(desk));
    routes.push_back({Method::post, "/api/v1/cases/{id}/contact", "casework.contact", Access::signed_in,
                      "Who reported, for a stated purpose; every look is logged",
                      http::Handler([desk](const Request& request) { return contact(*desk, request); })});
}

} // namespace gezhi::casework::detail
