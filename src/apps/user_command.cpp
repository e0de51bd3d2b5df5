// gezhi user: accounts by the operator at the machine, for the day nobody can sign in.

#include "apps/command.hpp"
#include "apps/setup.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iostream>

namespace gezhi::apps {

namespace {

namespace wire {

struct Account {
    Code login{};
    std::string name{};
    people::Standing standing{people::Standing::open};
    std::vector<std::string> posts{};
};
BOOST_DESCRIBE_STRUCT(Account, (), (login, name, standing, posts))

} // namespace wire

struct UserFlags {
    std::string login{};
    std::string name{};
    std::string title{};
    bool password_from_input{false};
    std::vector<std::string> posts{};
};

// duty[:unit[:grid]], as "handler:chengguan" or "grid_leader::310105006-G1".
Result<std::vector<people::Post>> posts_of(const std::vector<std::string>& given) {
    std::vector<people::Post> posts;
    for (const auto& text : given) {
        const auto parts = split(text, ':');
        people::Post post;
        const auto duty = json::enum_from<Duty>(parts[0]);
        const auto unit = parts.size() > 1 && !parts[1].empty() ? Code::parse(parts[1]) : Code{};
        const auto grid = parts.size() > 2 && !parts[2].empty() ? Code::parse(parts[2]) : Code{};
        if (!duty || !unit || !grid || parts.size() > 3)
            return refuse(rules::setting_wrong, {{"name", "post"}, {"value", text}});
        post.duty = *duty;
        post.unit = *unit;
        post.grid = *grid;
        posts.push_back(std::move(post));
    }
    return posts;
}

std::string post_text(const people::Post& post) {
    auto text = json::enum_name(post.duty);
    std::string made(text);
    if (!post.unit.empty() || !post.grid.empty()) made += ":" + post.unit.value;
    if (!post.grid.empty()) made += ":" + post.grid.value;
    return made;
}

std::string password_for(House& house, const UserFlags& flags, bool& shown) {
    shown = !flags.password_from_input;
    if (shown) return random_password(house.mint);
    std::string line;
    std::getline(std::cin, line);
    return line;
}

Result<PersonId> find(House& house, const std::string& login) {
    const auto rights = house.rights->snapshot();
    for (const auto& [person, holder] : rights->people)
        if (holder.login.value == lower_ascii(login)) return person;
    return refuse(people::rules::missing);
}

Result<void> send(House& house, PersonId person, people::Command command, engine::Sides sides = {}) {
    engine::Task task;
    task.room = &house.people;
    task.stream = id_as<StreamId>(person);
    task.actor = operator_at_the_machine();
    task.id = engine::command_id(house.engine.subdistrict(), task.actor, house.mint.id<CommandId>().text());
    task.command = std::move(command);
    task.sides = std::move(sides);
    GEZHI_CHECK(house.engine.ask_and_wait(std::move(task)));
    return {};
}

void tell_password(const std::string& password, bool shown) {
    if (shown) std::cout << fmt::format("password {}\n", password);
}

Result<int> add(House& house, const UserFlags& flags) {
    GEZHI_TRY(posts, posts_of(flags.posts));
    const auto login = Code::parse(flags.login);
    if (!login) return refuse(people::rules::bad_login);
    bool shown = false;
    NewAccount account{{}, *login, flags.name.empty() ? flags.login : flags.name, flags.title, {}, posts};
    account.password = password_for(house, flags, shown);
    GEZHI_CHECK(add_account(house, account));
    tell_password(account.password, shown);
    return exit_done;
}

Result<int> set_password(House& house, const UserFlags& flags) {
    GEZHI_TRY(person, find(house, flags.login));
    bool shown = false;
    const auto password = password_for(house, flags, shown);
    const Code login{lower_ascii(flags.login)};
    GEZHI_CHECK(people::check_password(password, login));
    GEZHI_TRY(hash, house.hasher.hash(password));
    engine::Sides sides;
    sides.put(people::CredentialRow{person, login, hash});
    GEZHI_CHECK(send(house, person, people::SetPassword{}, std::move(sides)));
    tell_password(password, shown);
    return exit_done;
}

Result<int> set_posts(House& house, const UserFlags& flags) {
    GEZHI_TRY(person, find(house, flags.login));
    GEZHI_TRY(posts, posts_of(flags.posts));
    for (auto& post : posts) post.id = house.mint.id<PostId>();
    GEZHI_CHECK(send(house, person, people::SetPosts{std::move(posts)}));
    return exit_done;
}

Result<int> drop_factor(House& house, const UserFlags& flags) {
    GEZHI_TRY(person, find(house, flags.login));
    GEZHI_CHECK(send(house, person, people::DropSecondFactor{}, people::SecondFactors::dropped(person)));
    return exit_done;
}

Result<int> close_account(House& house, const UserFlags& flags) {
    GEZHI_TRY(person, find(house, flags.login));
    GEZHI_CHECK(send(house, person, people::CloseAccount{}));
    return exit_done;
}

Result<int> list(House& house, bool as_json) {
    GEZHI_TRY(cards, house.persons.all_staff());
    std::vector<wire::Account> accounts;
    const auto rights = house.rights->snapshot();
    for (const auto& [person, holder] : rights->people) {
        wire::Account one{holder.login, cards[person].name, holder.standing, {}};
        for (const auto& post : holder.posts) one.posts.push_back(post_text(post));
        accounts.push_back(std::move(one));
    }
    std::sort(accounts.begin(), accounts.end(),
              [](const auto& a, const auto& b) { return a.login < b.login; });
    if (as_json) {
        std::cout << people::wire::items(accounts) << "\n";
        return exit_done;
    }
    for (const auto& one : accounts)
        std::cout << fmt::format("{:<16} {:<8} {}  {}\n", one.login.value, json::enum_name(one.standing),
                                 one.name, join(one.posts, " "));
    return exit_done;
}

using UserWork = Result<int> (*)(House&, const UserFlags&);

CLI::App* verb(CLI::App& user, Call& call, const std::shared_ptr<UserFlags>& flags, const char* name,
               const char* says, UserWork work) {
    auto* command = user.add_subcommand(name, says);
    add_house_options(*command, call);
    command->add_option("login", flags->login, "2 to 32 of a-z 0-9 . _ -")->required();
    command->callback([&call, flags, work] {
        call.run = [&call, flags, work] {
            return in_house(call, [&](House& house, const Settings&) { return work(house, *flags); });
        };
    });
    return command;
}

} // namespace

void add_user(CLI::App& app, Call& call) {
    auto* user = app.add_subcommand("user", "Accounts: add, password, posts, close, list");
    user->require_subcommand(1);
    const auto flags = std::make_shared<UserFlags>();
    const auto with_password = [&](CLI::App* command) {
        command->add_flag("--password-stdin", flags->password_from_input,
                          "read the password from standard input instead of making one");
    };
    const auto with_posts = [&](CLI::App* command) {
        command->add_option("--post", flags->posts,
                            "duty[:unit[:grid]], may be repeated; duties: desk liaison "
                            "grid_leader handler checker duty_officer legal_officer "
                            "administrator auditor security_administrator data_officer");
    };
    auto* adding = verb(*user, call, flags, "add", "Make an account", add);
    adding->add_option("--name", flags->name, "name as colleagues see it");
    adding->add_option("--title", flags->title, "title of the post");
    with_posts(adding);
    with_password(adding);
    with_password(
        verb(*user, call, flags, "password", "Give another password; ends all sessions", set_password));
    with_posts(verb(*user, call, flags, "posts", "Replace all posts; without --post: none", set_posts));
    verb(*user, call, flags, "drop-factor", "Take the second factor off a lost telephone's account",
         drop_factor);
    verb(*user, call, flags, "close", "Close an account; it keeps its history", close_account);
    auto* listing = user->add_subcommand("list", "All accounts with their posts");
    add_house_options(*listing, call);
    add_json_option(*listing, call);
    listing->callback([&call] {
        call.run = [&call] {
            return in_house(call, [&](House& house, const Settings&) { return list(house, call.json); });
        };
    });
}

} // namespace gezhi::apps
