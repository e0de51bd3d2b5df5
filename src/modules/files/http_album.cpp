// The second act: wiping, publishing, withdrawing, and saying that a photo is never public.

#include "json/json.hpp"
#include "modules/files/decide.hpp"
#include "modules/files/http.hpp"
#include "modules/files/wire.hpp"
#include "modules/people/query.hpp"

#include <algorithm>

namespace gezhi::files::detail {

using http::Request;
using http::Response;

namespace {

constexpr std::int64_t stroke_reach_max = 100'000; // pixels, on either side of nought

constexpr std::string_view seen_text =
    "SELECT CAST(count(*) AS BIGINT) FROM access WHERE subdistrict = :s AND actor = :a AND subject = :f AND "
    "purpose = :p";

bool possible(const Stroke& stroke) {
    const auto within = [](std::int64_t n) { return n >= -stroke_reach_max && n <= stroke_reach_max; };
    return within(stroke.x) && within(stroke.y) && within(stroke.to_x) && within(stroke.to_y) &&
           stroke.radius >= 0 && stroke.radius <= stroke_radius_max;
}

Result<bool> has_looked(const Wiring& wiring, const Actor& actor, FileId file) {
    GEZHI_TRY(found, wiring.engine->database().read([&](sql::Session& session) {
        return session.integers(seen_text, {{"s", wiring.engine->subdistrict()},
                                            {"a", actor.text()},
                                            {"f", seen_subject(file)},
                                            {"p", std::string(seen_full_size)}});
    }));
    return found.front() > 0;
}

Result<Response> wipe(const Wiring& wiring, const Request& request) {
    const auto actor = wiring.actor(request);
    const auto id = FileId::parse(request.parameter("id"));
    if (!id || !wiring.may_see(actor, *id)) return refuse(rules::missing);
    if (!publishes(actor, {})) return refuse(rules::not_publisher);
    GEZHI_TRY(given, json::read<wire::WipeGiven>(request.body.empty() ? "{}" : request.body));
    if (given.strokes.size() > strokes_max ||
        !std::all_of(given.strokes.begin(), given.strokes.end(), possible))
        return refuse(rules::bad_stroke);
    GEZHI_TRY(looked, has_looked(wiring, actor, *id));
    if (!looked) return refuse(rules::not_looked_at);
    GEZHI_TRY(wiped, wiring.files.wipe(*id, given.strokes, actor.person));
    GEZHI_TRY(found, wiring.files.find({wiped}));
    const auto row = found.find(wiped);
    if (row == found.end()) return refuse(rules::missing);
    return http::json_response(json::write(wire::Wiped{wiped, row->second.width, row->second.height}), 201);
}

Result<CaseOf> case_in_path(const Wiring& wiring, const Request& request) {
    const auto id = CaseId::parse(request.parameter("id"));
    if (!id) return refuse(rules::missing);
    return wiring.case_of(wiring.actor(request), *id);
}

struct Sent {
    CaseId id{};
    AlbumCommand command{};
    std::vector<FileId> named{}; // that belong to the case from now on
};

Result<Response> send(const Wiring& wiring, const Request& request, Sent sent) {
    GEZHI_TRY(task, people::task_of(request, *wiring.engine, *wiring.room, album_of(sent.id),
                                    std::any(std::move(sent.command))));
    Files::name(task.sides, sent.named, id_as<StreamId>(sent.id));
    GEZHI_TRY(receipt, wiring.engine->ask_and_wait(std::move(task)));
    return people::receipt_response(receipt);
}

Result<Response> publish(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(owner, case_in_path(wiring, request));
    GEZHI_TRY(given, json::read<wire::PublishGiven>(request.body));
    Publish command{owner.id, {}};
    std::vector<FileId> named;
    const auto& after = owner.of.after;
    for (const auto& one : given.pictures) {
        const bool late = std::find(after.begin(), after.end(), one.original) != after.end();
        command.pictures.push_back({one.original, one.wiped, late ? Side::after : Side::before});
        named.push_back(one.wiped);
        // A picture that belongs to a case belongs to that one.
        GEZHI_TRY(of, wiring.files.named_by(one.wiped));
        if (of && *of != id_as<StreamId>(owner.id)) return refuse(rules::not_wiped);
    }
    return send(wiring, request, {owner.id, command, named});
}

Result<Response> withdraw(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(owner, case_in_path(wiring, request));
    GEZHI_TRY(given, json::read<wire::WithdrawGiven>(request.body));
    return send(wiring, request, {owner.id, Withdraw{owner.id, given.publication}, {}});
}

Result<Response> bar(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(owner, case_in_path(wiring, request));
    GEZHI_TRY(given, json::read<wire::BarGiven>(request.body));
    return send(wiring, request, {owner.id, Bar{owner.id, given.original, given.scenes}, {}});
}

} // namespace

std::string seen_subject(FileId id) {
    return "file/" + id.text();
}

http::Routes album_routes(const std::shared_ptr<const Wiring>& wiring) {
    http::Routes list;
    const auto add = [&](const char* pattern, const char* name, const char* doc, auto function) {
        list.push_back({http::Method::post, pattern, name, http::Access::signed_in, doc,
                        http::Handler([wiring, function](const Request& request) -> Result<Response> {
                            if (wiring->engine == nullptr || wiring->room == nullptr)
                                return refuse(rules::missing);
                            return function(*wiring, request);
                        })});
    };
    add("/api/v1/files/{id}/wipe", "files.wipe", "A new picture, painted over for good where the strokes say",
        wipe);
    add("/api/v1/cases/{id}/pictures/publish", "files.publish",
        "Shows wiped pictures of a case to everybody: a pair together or not at all", publish);
    add("/api/v1/cases/{id}/pictures/withdraw", "files.withdraw", "Shows them no longer", withdraw);
    add("/api/v1/cases/{id}/pictures/bar", "files.bar",
        "Says what a photo shows that makes it never public; nothing: it may be again", bar);
    const auto receipt = json::shape<people::ReceiptShown>;
    http::describe(list, {{"files.wipe", json::shape<wire::WipeGiven>, json::shape<wire::Wiped>},
                          {"files.publish", json::shape<wire::PublishGiven>, receipt},
                          {"files.withdraw", json::shape<wire::WithdrawGiven>, receipt},
                          {"files.bar", json::shape<wire::BarGiven>, receipt}});
    return list;
}

} // namespace gezhi::files::detail
