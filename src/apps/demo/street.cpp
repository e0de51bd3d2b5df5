#include "apps/demo/street.hpp"

#include <filesystem>
#include <fstream>

namespace gezhi::apps::demo {

template <class T>
Result<T> read_file(const std::string& folder, const std::string& name) {
    std::ifstream file(folder + "/" + name, std::ios::binary);
    if (!file) return refuse(rules::demo_broken, {{"file", name}});
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    auto value = json::read<T>(text);
    if (!value) return refuse(rules::demo_broken, {{"file", name}}, std::move(value.error().faults));
    return std::move(*value);
}

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
