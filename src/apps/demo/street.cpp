#include "apps/demo/street.hpp"

#include "apps/demo/read_file.hpp"

#include <filesystem>

namespace gezhi::apps::demo {

Result<Street> read_street(const std::string& folder) {
    std::error_code fault;
    const auto place = std::filesystem::absolute(folder, fault).lexically_normal().string();
    GEZHI_TRY(names, read_file<Names>(place, "street.json"));
    GEZHI_TRY(people, read_file<People>(place, "people.json"));
    return Street{place, names.code, names.name, names.name_en, std::move(people)};
}

std::vector<people::wire::DemoAccount> Street::listed(const playbook::Rulebook& book) const {
    std::vector<people::wire::DemoAccount> accounts;
    for (const auto& person : people.people) {
        if (!person.listed || person.posts.empty()) continue;
        const auto& post = person.posts.front();
        const auto* unit = post.unit ? book.index.unit(post.unit->value) : nullptr;
        accounts.push_back({person.login.value, people.password, person.name, person.title, post.duty,
                            unit != nullptr ? unit->name_zh : std::string()});
    }
    return accounts;
}

} // namespace gezhi::apps::demo
