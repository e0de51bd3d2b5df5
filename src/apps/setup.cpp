#include "apps/setup.hpp"

#include "modules/grid/ask.hpp"
#include "modules/playbook/load.hpp"

namespace gezhi::apps {

std::string random_password(engine::Mint& mint) {
    constexpr std::string_view signs = "23456789abcdefghjkmnpqrstuvwxyz";
    constexpr std::size_t length = 20;
    std::string password;
    while (password.size() < length) {
        const auto bytes = mint.bytes(length);
        for (const char byte : bytes) {
            const auto at = static_cast<unsigned char>(byte);
            // Every sign equally likely: what does not divide evenly is thrown away.
            if (at < 256 / signs.size() * signs.size() && password.size() < length)
                password += signs[at % signs.size()];
        }
    }
    return password;
}

Result<PersonId> add_account(House& house, const NewAccount& account) {
    GEZHI_CHECK(people::check_password(account.password, account.login));
    GEZHI_TRY(hash, house.hasher.hash(account.password));
    const auto person = account.person.empty() ? house.mint.id<PersonId>() : account.person;
    engine::Task task;
    task.room = &house.people;
    task.stream = id_as<StreamId>(person);
    task.actor = operator_at_the_machine();
    task.id = engine::command_id(house.engine.subdistrict(), task.actor, "account/" + person.text());
    auto posts = account.posts;
    for (auto& post : posts)
        if (post.id.empty()) post.id = house.mint.id<PostId>();
    task.command = people::Command(people::CreateAccount{account.login, Code{"zh-CN"}, std::move(posts)});
    task.sides.put(people::CredentialRow{person, account.login, hash});
    task.sides.put(people::staff_row(house.vault, house.mint, person, {account.name, account.title}));
    GEZHI_CHECK(house.engine.ask_and_wait(std::move(task)));
    return person;
}

namespace {

Result<void> adopt(House& house, StreamId stream, playbook::Command command, const std::string& key) {
    engine::Task task;
    task.room = &house.playbook;
    task.stream = stream;
    task.actor = operator_at_the_machine();
    task.id = engine::command_id(house.engine.subdistrict(), task.actor, key);
    task.command = std::move(command);
    const auto answer = house.engine.ask_and_wait(std::move(task));
    if (!answer && answer.error().rule != &playbook::rules::unchanged) return refuse(answer.error());
    return {};
}

} // namespace

Result<void> adopt_playbook(House& house) {
    const auto folder = house.settings.home + "/playbook";
    GEZHI_TRY(book, playbook::load_checked(folder));
    GEZHI_TRY(years, playbook::load_years(folder));
    const auto key = "adopt/" + house.mint.id<CommandId>().text();
    GEZHI_CHECK(adopt(house, playbook::rules_stream, playbook::AdoptPlaybook{std::move(book)}, key));
    for (auto& year : years)
        GEZHI_CHECK(adopt(house, playbook::calendar_stream, playbook::ImportCalendarYear{std::move(year)},
                          key + "/" + std::to_string(static_cast<int>(year.year))));
    return {};
}

Result<void> import_ground(House& house, const std::string& folder) {
    GEZHI_TRY(read, grid::read_folder(folder));
    auto tasks = grid::import_tasks(house.engine, house.grid, read);
    for (auto& task : tasks) GEZHI_CHECK(house.engine.ask_and_wait(std::move(task)));
    return {};
}

Result<FirstAdministrator> init_empty(House& house, const Code& login) {
    if (!house.empty()) return refuse(rules::not_empty);
    GEZHI_CHECK(adopt_playbook(house));
    NewAccount first;
    first.login = login;
    first.name = login.value;
    first.password = random_password(house.mint);
    first.posts.push_back({PostId{}, Duty::administrator, {}, {}, {}, {}});
    GEZHI_CHECK(add_account(house, first));
    return FirstAdministrator{login.value, first.password};
}

} // namespace gezhi::apps
