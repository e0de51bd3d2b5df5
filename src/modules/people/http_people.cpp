// Accounts: list, create, posts, password, close, reopen.

#include "modules/people/http.hpp"

namespace gezhi::people::detail {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

Result<PersonId> person_in_path(const Request& request) {
    const auto id = PersonId::parse(request.parameter("id"));
    if (!id) return refuse(rules::no_such_id);
    return *id;
}

namespace {

// Which of the two may give what is the room's own rule.
Result<void> need_administrator(const Request& request) {
    const auto who = actor(request);
    if (!who.has(Duty::administrator) && !who.has(Duty::security_administrator))
        return refuse(rules::not_administrator);
    return {};
}

// A post given without its id keeps the id of the same post that is held.
std::vector<Post> posts_of(const Wiring& wiring, const std::vector<wire::PostGiven>& given,
                           const Holder* holder) {
    std::vector<Post> posts;
    for (const auto& one : given) {
        Post post{one.id.value_or(PostId{}), one.duty, one.unit.value_or(Code{}),
                  one.grid.value_or(Code{}), one.from, one.until};
        const auto used = [&](PostId id) {
            return std::any_of(posts.begin(), posts.end(), [&](const Post& p) { return p.id == id; });
        };
        if (!one.id && holder != nullptr)
            for (const auto& held : holder->posts)
                if (held.duty == post.duty && held.unit == post.unit && held.grid == post.grid &&
                    !used(held.id))
                    post.id = held.id;
        if (post.id.empty()) post.id = wiring.engine.mint().id<PostId>();
        posts.push_back(std::move(post));
    }
    return posts;
}

Result<Response> asked(const Wiring& wiring, engine::Task task) {
    GEZHI_TRY(receipt, wiring.engine.ask_and_wait(std::move(task)));
    return receipt_response(receipt);
}

std::vector<wire::PostShown> shown(const Wiring& wiring, const std::vector<Post>& posts,
                                   const std::string& title) {
    std::vector<wire::PostShown> list;
    for (const auto& post : posts)
        list.push_back({post.id, post.duty, post.unit, unit_name(wiring, post.unit), post.grid,
                        grid_name(wiring, post.grid), title, post.from, post.until});
    return list;
}

Result<Response> list(const Wiring& wiring, const Request& request) {
    GEZHI_CHECK(need_administrator(request));
    GEZHI_TRY(cards, wiring.persons.all_staff());
    const auto rights = wiring.rights->snapshot();
    const auto who = actor(request);
    wire::People people{
        {}, rights->keeps_rights(who, wiring.engine.clock().now()), who.has(Duty::administrator)};
    for (const auto& [person, holder] : rights->people) {
        const auto& card = cards[person];
        people.items.push_back({person, holder.login, card.name, card.title, holder.standing, holder.language,
                                holder.version, shown(wiring, holder.posts, card.title),
                                holder.second_factor});
    }
    std::ranges::sort(people.items, {}, &wire::PersonShown::login);
    return http::json_response(json::write(people));
}

// No fingerprint covers a password: the log is published in part, and a fingerprint would help guessing.
Result<Response> create(const Wiring& wiring, const Request& request) {
    GEZHI_CHECK(need_administrator(request));
    GEZHI_TRY(given, json::read<wire::NewPerson>(request.body));
    if (trim(given.name.value).empty()) return refuse(rules::no_name);
    GEZHI_CHECK(check_password(given.password.value, given.login));
    const auto person = wiring.engine.mint().id<PersonId>();
    const auto language = given.language.value_or(Code{"zh-CN"});
    GEZHI_TRY(task,
              task_of(request, wiring.engine, wiring.room, id_as<StreamId>(person),
                      Command(CreateAccount{given.login, language, posts_of(wiring, given.posts, nullptr)})));
    task.fingerprint = engine::fingerprint(request.path + "\n" + given.login.value + "\n" + given.name.value +
                                           "\n" + json::write(given.posts));
    GEZHI_TRY(hash, wiring.hasher.hash(given.password.value));
    task.sides.put(CredentialRow{person, given.login, hash});
    task.sides.put(staff_row(
        wiring.vault, wiring.engine.mint(), person,
        {std::string(trim(given.name.value)), given.title ? std::string(trim(given.title->value)) : ""},
        given.phone ? given.phone->value : std::string_view()));
    GEZHI_TRY(receipt, wiring.engine.ask_and_wait(std::move(task)));
    auto response = receipt_response(receipt);
    response.status = 201; // the first posts make it version 2
    return response;
}

Result<Response> set_posts(const Wiring& wiring, const Request& request) {
    GEZHI_CHECK(need_administrator(request));
    GEZHI_TRY(person, person_in_path(request));
    GEZHI_TRY(given, json::read<wire::PostsGiven>(request.body));
    const auto rights = wiring.rights->snapshot();
    GEZHI_TRY(task, task_of(request, wiring.engine, wiring.room, id_as<StreamId>(person),
                            Command(SetPosts{posts_of(wiring, given.posts, rights->open(person))})));
    return asked(wiring, std::move(task));
}

// One's own needs the present one, so that a desk left open loses no account.
Result<Response> set_password(const Wiring& wiring, const Request& request) {
    GEZHI_TRY(who, signed_in(request));
    GEZHI_TRY(person, person_in_path(request));
    if (who.kind != SessionKind::cookie) return refuse(rules::cookie_only);
    const bool own = who.person == person;
    if (!own) GEZHI_CHECK(need_administrator(request));
    GEZHI_TRY(given, json::read<wire::NewPassword>(request.body));
    const auto rights = wiring.rights->snapshot();
    const auto holder = rights->people.find(person);
    if (holder == rights->people.end()) return refuse(rules::missing);
    GEZHI_CHECK(check_password(given.password.value, holder->second.login));
    if (own) {
        if (!given.current) return refuse(rules::wrong_password);
        GEZHI_TRY(right, wiring.sessions.knows_password(person, given.current->value, request.remote));
        if (!right) return refuse(rules::wrong_password);
    }
    GEZHI_TRY(task,
              task_of(request, wiring.engine, wiring.room, id_as<StreamId>(person), Command(SetPassword{})));
    task.fingerprint = engine::fingerprint(request.path);
    GEZHI_TRY(hash, wiring.hasher.hash(given.password.value));
    task.sides.put(CredentialRow{person, holder->second.login, hash});
    GEZHI_TRY(response, asked(wiring, std::move(task)));
    if (!own) return response;
    GEZHI_TRY(opened, wiring.sessions.open(person, SessionKind::cookie, {}));
    response.headers.emplace_back("Set-Cookie", cookie_line(request, opened, wiring.engine.clock().now()));
    return response;
}

http::Handler plain(const Shared& wiring, Command command) {
    return [wiring, command](const Request& request) -> Result<Response> {
        GEZHI_TRY(person, person_in_path(request));
        GEZHI_TRY(task, task_of(request, wiring->engine, wiring->room, id_as<StreamId>(person), command));
        return asked(*wiring, std::move(task));
    };
}

} // namespace

void add_people_routes(const Shared& wiring, http::Routes& routes) {
    const auto on = [&](auto function) {
        return http::Handler(
            [wiring, function](const Request& request) { return function(*wiring, request); });
    };
    routes.push_back({Method::get, "/api/v1/people", "people.list", Access::signed_in,
                      "All accounts with their posts", on(list)});
    routes.push_back({Method::post, "/api/v1/people", "people.create", Access::signed_in,
                      "Creates an account", on(create)});
    routes.push_back({Method::post, "/api/v1/people/{id}/set_posts", "people.set_posts", Access::signed_in,
                      "Replaces the posts of an account", on(set_posts)});
    routes.push_back({Method::post, "/api/v1/people/{id}/set_password", "people.set_password",
                      Access::signed_in, "Sets a password; all sessions of the account end",
                      on(set_password)});
    routes.push_back({Method::post, "/api/v1/people/{id}/close", "people.close", Access::signed_in,
                      "Closes an account", plain(wiring, CloseAccount{})});
    routes.push_back({Method::post, "/api/v1/people/{id}/reopen", "people.reopen", Access::signed_in,
                      "Reopens a closed account", plain(wiring, ReopenAccount{})});
}

} // namespace gezhi::people::detail
