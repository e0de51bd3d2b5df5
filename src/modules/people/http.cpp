#include "modules/people/http.hpp"

namespace gezhi::people {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

std::vector<std::string> rooms_for(const Actor& actor) {
    std::vector<std::string> rooms;
    const bool works = std::any_of(actor.posts.begin(), actor.posts.end(), [](const PostHeld& post) {
        return post.duty != Duty::administrator && post.duty != Duty::auditor &&
               post.duty != Duty::security_administrator && post.duty != Duty::data_officer;
    });
    if (works) rooms.emplace_back("today");
    if (works || actor.has(Duty::auditor)) rooms.emplace_back("casework");
    if (!actor.posts.empty()) rooms.insert(rooms.end(), {"grid", "roster"});
    if (actor.has(Duty::administrator))
        rooms.insert(rooms.end(), {"people", "playbook"});
    else if (actor.has(Duty::security_administrator))
        rooms.emplace_back("people");
    if (actor.has(Duty::auditor) || actor.has(Duty::administrator)) rooms.emplace_back("trail");
    if (actor.has(Duty::data_officer)) rooms.emplace_back("privacy");
    if (actor.has(Duty::auditor) || actor.has(Duty::data_officer)) rooms.emplace_back("access");
    return rooms;
}

namespace detail {

std::string unit_name(const Wiring& wiring, const Code& unit) {
    if (wiring.units && !unit.empty()) {
        const auto units = wiring.units();
        for (const auto& one : units)
            if (one.id == unit) return one.name;
    }
    return unit.value;
}

std::string grid_name(const Wiring& wiring, const Code& grid) {
    if (wiring.grids && !grid.empty()) {
        const auto grids = wiring.grids();
        for (const auto& one : grids)
            if (one.code == grid) return one.name;
    }
    return grid.value;
}

Result<Response> session_answer(const Wiring& wiring, const SignedIn& who, int status) {
    const auto rights = wiring.rights->snapshot();
    const auto* holder = rights->open(who.person);
    if (holder == nullptr) return refuse(rules::signed_out);
    GEZHI_TRY(cards, wiring.persons.staff({who.person}));
    const auto& card = cards[who.person];
    wire::Session session;
    session.person = {who.person, card.name, holder->login};
    for (const auto& post : who.actor.posts) {
        session.posts.push_back({post.id,
                                 post.duty,
                                 post.unit,
                                 unit_name(wiring, post.unit),
                                 post.grid,
                                 grid_name(wiring, post.grid),
                                 card.title,
                                 {},
                                 {}});
        if (std::find(session.duties.begin(), session.duties.end(), post.duty) == session.duties.end())
            session.duties.push_back(post.duty);
    }
    session.language = holder->language;
    session.demo = !wiring.demo.empty();
    session.subdistrict = wiring.street;
    session.rooms = wiring.rooms ? wiring.rooms(who.actor) : rooms_for(who.actor);
    session.now = wiring.engine.clock().now();
    session.second_factor = holder->second_factor;
    session.second_factor_required = who.factor_missing;
    return http::json_response(json::write(session), status);
}

namespace {

Result<Response> sign_in(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(given, json::read<wire::SignIn>(request.body));
    GEZHI_TRY(opened,
              wiring.sessions.sign_in({given.login.value, given.password.value,
                                       given.code ? std::string_view(given.code->value) : std::string_view()},
                                      request.remote));
    GEZHI_TRY(response, session_answer(wiring, opened.who, 200));
    response.headers.emplace_back("Set-Cookie", cookie_line(request, opened, wiring.engine.clock().now()));
    return response;
}

Result<Response> sign_out(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(who, signed_in(request));
    GEZHI_CHECK(wiring.sessions.sign_out(who.token_hash));
    Response response{.status = 204};
    if (who.kind == SessionKind::cookie)
        response.headers.emplace_back("Set-Cookie", expired_cookie_line(request));
    return response;
}

Result<Response> make_token(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(who, signed_in(request));
    if (who.kind != SessionKind::cookie) return refuse(rules::cookie_only);
    GEZHI_TRY(given, json::read<wire::NewToken>(request.body));
    GEZHI_TRY(opened, wiring.sessions.open(who.person, SessionKind::bearer, given.label.value));
    return http::json_response(json::write(wire::Token{opened.token}), 201);
}

Result<Response> count_step(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(given, json::read<wire::Step>(request.body));
    GEZHI_CHECK(wiring.superfluous.count(given.page, given.step));
    return Response{.status = 204};
}

Result<Response> steps(const Wiring& wiring, const Request& request) {
    if (!actor(request).has(Duty::administrator)) return refuse(rules::not_administrator);
    GEZHI_TRY(all, wiring.superfluous.all());
    return http::json_response(wire::items(all));
}

} // namespace

void add_session_routes(const Shared& wiring, http::Routes& routes) {
    const auto on = [&](auto function) {
        return http::Handler(
            [wiring, function](const Request& request) { return function(*wiring, request); });
    };
    routes.push_back({Method::post, "/api/v1/session", "people.sign_in", Access::anonymous,
                      "Signs in and sets the session cookie", on(sign_in)});
    routes.push_back({Method::get, "/api/v1/session", "people.session", Access::signed_in,
                      "Who is signed in, with which posts", on([](const Wiring& w, const Request& request) {
                          const auto* who = visitor(request);
                          return who == nullptr ? Result<Response>(refuse(rules::signed_out))
                                                : session_answer(w, *who, 200);
                      })});
    routes.push_back({Method::del, "/api/v1/session", "people.sign_out", Access::signed_in,
                      "Ends this session", on(sign_out)});
    routes.push_back({Method::get, "/api/v1/about", "people.about", Access::anonymous, "Which street this is",
                      on([](const Wiring& w, const Request&) -> Result<Response> {
                          return http::json_response(json::write(wire::About{
                              w.street, !w.demo.empty(), w.version, w.public_url, w.engine.clock().now()}));
                      })});
    routes.push_back({Method::get, "/api/v1/demo/accounts", "people.demo_accounts", Access::anonymous,
                      "The fictional accounts of a demo street",
                      on([](const Wiring& w, const Request&) -> Result<Response> {
                          if (w.demo.empty()) return refuse(rules::not_demo);
                          return http::json_response(wire::items(w.demo));
                      })});
    routes.push_back({Method::post, "/api/v1/tokens", "people.make_token", Access::signed_in,
                      "Makes a bearer token, shown once", on(make_token)});
    routes.push_back({Method::post, "/api/v1/superfluous", "people.count_superfluous", Access::signed_in,
                      "Counts a step as superfluous", on(count_step)});
    routes.push_back({Method::get, "/api/v1/superfluous", "people.superfluous", Access::signed_in,
                      "How often each step was called superfluous", on(steps)});
}

} // namespace detail

http::Routes routes(Wiring wiring) {
    const auto shared = std::make_shared<const Wiring>(std::move(wiring));
    http::Routes list;
    detail::add_session_routes(shared, list);
    detail::add_factor_routes(shared, list);
    detail::add_people_routes(shared, list);
    detail::add_roster_routes(shared, list);
    http::describe(
        list, {{"people.sign_in", json::shape<wire::SignIn>, json::shape<wire::Session>},
               {"people.session", nullptr, json::shape<wire::Session>},
               {"people.about", nullptr, json::shape<wire::About>},
               {"people.demo_accounts", nullptr, json::shape<json::ListOf<wire::DemoAccount>>},
               {"people.make_token", json::shape<wire::NewToken>, json::shape<wire::Token>},
               {"people.count_superfluous", json::shape<wire::Step>},
               {"people.superfluous", nullptr, json::shape<json::ListOf<SuperfluousRow>>},
               {"people.offer_factor", json::shape<wire::FactorWanted>, json::shape<wire::FactorShown>},
               {"people.confirm_factor", json::shape<wire::FactorCode>, json::shape<wire::RecoveryShown>},
               {"people.drop_factor", nullptr, json::shape<ReceiptShown>},
               {"people.sessions", nullptr, json::shape<json::ListOf<wire::SessionShown>>},
               {"people.end_session", json::shape<wire::SessionNamed>},
               {"people.list", nullptr, json::shape<wire::People>},
               {"people.create", json::shape<wire::NewPerson>, json::shape<ReceiptShown>},
               {"people.set_posts", json::shape<wire::PostsGiven>, json::shape<ReceiptShown>},
               {"people.set_password", json::shape<wire::NewPassword>, json::shape<ReceiptShown>},
               {"people.close", nullptr, json::shape<ReceiptShown>},
               {"people.reopen", nullptr, json::shape<ReceiptShown>},
               {"people.roster", nullptr, json::shape<wire::Roster>},
               {"people.set_duty", json::shape<wire::ShiftsGiven>, json::shape<ReceiptShown>}});
    return list;
}

} // namespace gezhi::people
