// The second factor of an account, and the sessions it has open.

#include "modules/people/http.hpp"

namespace gezhi::people::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

namespace {

Result<Response> offer(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(who, signed_in(request));
    if (who.kind != SessionKind::cookie || wiring.factors == nullptr) return refuse(rules::cookie_only);
    GEZHI_TRY(given, json::read<wire::FactorWanted>(request.body));
    GEZHI_TRY(right, wiring.sessions.knows_password(who.person, given.password.value, request.remote));
    if (!right) return refuse(rules::wrong_password);
    const auto rights = wiring.rights->snapshot();
    const auto* holder = rights->open(who.person);
    if (holder == nullptr) return refuse(rules::signed_out);
    GEZHI_TRY(offered, wiring.factors->offer(who.person, wiring.street.name, holder->login.value));
    return http::json_response(json::write(wire::FactorShown{
        offered.secret, offered.uri, wiring.qr_svg ? wiring.qr_svg(offered.uri) : std::string()}));
}

Result<Response> confirm(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(who, signed_in(request));
    if (who.kind != SessionKind::cookie || wiring.factors == nullptr) return refuse(rules::cookie_only);
    GEZHI_TRY(given, json::read<wire::FactorCode>(request.body));
    GEZHI_TRY(confirmed, wiring.factors->confirm(who.person, given.code.value));
    GEZHI_TRY(task, task_of(request, wiring.engine, wiring.room, id_as<StreamId>(who.person),
                            Command(SetSecondFactor{})));
    task.fingerprint = engine::fingerprint(request.path); // no fingerprint covers a code
    task.sides = std::move(confirmed.sides);
    GEZHI_CHECK(wiring.engine.ask_and_wait(std::move(task)));
    return http::json_response(json::write(wire::RecoveryShown{std::move(confirmed.recovery)}));
}

Result<Response> drop(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(person, person_in_path(request));
    GEZHI_TRY(task, task_of(request, wiring.engine, wiring.room, id_as<StreamId>(person),
                            Command(DropSecondFactor{})));
    task.sides = SecondFactors::dropped(person);
    GEZHI_TRY(receipt, wiring.engine.ask_and_wait(std::move(task)));
    return receipt_response(receipt);
}

// One's own, and everybody's for the security administrator; without one, for the administrator.
Result<PersonId> whose_sessions(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(who, signed_in(request));
    GEZHI_TRY(person, person_in_path(request));
    if (person == who.person) return person;
    if (wiring.rights->snapshot()->keeps_rights(who.actor, wiring.engine.clock().now())) return person;
    return refuse(who.actor.has(Duty::administrator) ? rules::by_security : rules::not_administrator);
}

Result<Response> sessions(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(person, whose_sessions(wiring, request));
    GEZHI_TRY(rows, wiring.sessions.list(person));
    GEZHI_TRY(who, signed_in(request));
    std::vector<wire::SessionShown> list;
    for (const auto& row : rows)
        list.push_back({row.token_hash, std::string(json::enum_name(row.kind)), row.label, row.created,
                        row.seen, row.expires, row.token_hash == who.token_hash});
    return http::json_response(wire::items(list));
}

Result<Response> end_session(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(person, whose_sessions(wiring, request));
    GEZHI_TRY(given, json::read<wire::SessionNamed>(request.body));
    GEZHI_TRY(who, signed_in(request));
    const auto ended = wiring.sessions.end(person, given.session);
    if (!ended)
        return ended.error().rule == &rules::signed_out ? refuse(rules::no_such_session)
                                                        : refuse(ended.error());
    if (person != who.person) wiring.engine.saw(who.actor, engine::subject_of(person), "ended_session");
    return Response{.status = 204};
}

} // namespace

void add_factor_routes(const Shared& wiring, http::Routes& routes) {
    const auto on = [&](auto function) {
        return http::Handler(
            [wiring, function](const Request& request) { return function(*wiring, request); });
    };
    routes.push_back({Method::post, "/api/v1/session/factor", "people.offer_factor", Access::signed_in,
                      "Offers a new secret for an authenticator app", on(offer)});
    routes.push_back({Method::post, "/api/v1/session/factor/confirm", "people.confirm_factor",
                      Access::signed_in,
                      "Sets the second factor with its first code; shows recovery codes once", on(confirm)});
    routes.push_back({Method::post, "/api/v1/people/{id}/drop_factor", "people.drop_factor",
                      Access::signed_in, "Takes the second factor off somebody else's account", on(drop)});
    routes.push_back({Method::get, "/api/v1/people/{id}/sessions", "people.sessions", Access::signed_in,
                      "The sessions and tokens an account has open", on(sessions)});
    routes.push_back({Method::post, "/api/v1/people/{id}/end_session", "people.end_session",
                      Access::signed_in, "Ends one of them", on(end_session)});
}

} // namespace gezhi::people::detail
