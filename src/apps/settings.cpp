#include "apps/settings.hpp"

#include "base/text.hpp"

#include <toml++/toml.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace gezhi::apps {

namespace {

std::string text_of(const toml::node& node) {
    if (const auto text = node.value<std::string>()) return *text;
    if (const auto whole = node.value<std::int64_t>()) return std::to_string(*whole);
    if (const auto* array = node.as_array()) {
        std::vector<std::string> parts;
        for (const auto& one : *array) parts.push_back(text_of(one));
        return join(parts, ",");
    }
    return {};
}

void flatten(const toml::table& table, const std::string& before, std::map<std::string, std::string>& into) {
    for (const auto& [key, node] : table) {
        const auto name = before + std::string(key.str());
        if (const auto* inner = node.as_table())
            flatten(*inner, name + ".", into);
        else
            into[name] = text_of(node);
    }
}

bool known(std::string_view name) {
    return std::any_of(known_settings.begin(), known_settings.end(),
                       [&](const auto& one) { return one.name == name; });
}

// toml++ throws; this is where it is wrapped.
Result<std::map<std::string, std::string>> read_file(const std::string& path) {
    std::map<std::string, std::string> values;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return values;
    try {
        flatten(toml::parse_file(path), "", values);
    } catch (const toml::parse_error& fault) {
        return refuse(rules::settings_broken,
                      {{"file", path}, {"line", std::to_string(fault.source().begin.line)}});
    }
    for (const auto& [name, value] : values)
        if (!known(name)) return refuse(rules::settings_broken, {{"file", path}, {"line", name}});
    return values;
}

bool is_home(const std::filesystem::path& folder) {
    std::error_code ignored;
    return std::filesystem::exists(folder / "locale/zh-CN.json", ignored) &&
           std::filesystem::exists(folder / "playbook/catalogue.json", ignored);
}

} // namespace

std::string_view origin_name(Origin origin) {
    switch (origin) {
    case Origin::flag:
        return "flag";
    case Origin::environment:
        return "environment";
    case Origin::file:
        return "file";
    case Origin::standard:
        return "standard";
    }
    return {};
}

Result<Settings> Settings::read(const Flags& flags) {
    Settings made;
    const auto take = [&](const Setting& one, const std::map<std::string, std::string>& file) {
        const std::string name(one.name);
        Value value{std::string(one.standard), Origin::standard};
        if (const auto in_file = file.find(name); in_file != file.end())
            value = {in_file->second, Origin::file};
        if (const char* set = std::getenv(std::string(one.environment).c_str()); set != nullptr)
            value = {set, Origin::environment};
        if (const auto flag = flags.find(name); flag != flags.end()) value = {flag->second, Origin::flag};
        made.values_[name] = std::move(value);
    };
    take(known_settings.front(), {}); // where the data is, the file cannot say
    GEZHI_TRY(file, read_file(made.file()));
    for (const auto& one : known_settings)
        if (one.name != "data") take(one, file);
    return made;
}

const std::string& Settings::operator[](std::string_view name) const {
    const auto found = values_.find(name);
    require(found != values_.end(), "a known setting");
    return found->second.text;
}

Origin Settings::origin(std::string_view name) const {
    const auto found = values_.find(name);
    require(found != values_.end(), "a known setting");
    return found->second.origin;
}

Result<std::int64_t> Settings::whole(std::string_view name, std::int64_t least, std::int64_t most) const {
    const auto value = parse_number((*this)[name]);
    if (!value || *value < least || *value > most)
        return refuse(rules::setting_wrong, {{"name", std::string(name)}, {"value", (*this)[name]}});
    return *value;
}

std::vector<std::string> Settings::list(std::string_view name) const {
    std::vector<std::string> parts;
    const auto& text = (*this)[name];
    for (const auto part : split(text, ','))
        if (!trim(part).empty()) parts.emplace_back(trim(part));
    return parts;
}

std::string Settings::database_url() const {
    const auto& given = (*this)["database"];
    return given.empty() ? "sqlite:" + (*this)["data"] + "/gezhi.db" : given;
}

std::string Settings::without_password(std::string_view url) {
    const auto scheme = url.find("://");
    const auto at = url.rfind('@');
    if (scheme == url.npos || at == url.npos || at < scheme) return std::string(url);
    const auto colon = url.find(':', scheme + 3);
    if (colon == url.npos || colon > at) return std::string(url);
    return std::string(url.substr(0, colon)) + std::string(url.substr(at));
}

Result<std::string> Settings::home() const {
    if (const auto& given = (*this)["home"]; !given.empty()) {
        if (is_home(given)) return given;
        return refuse(rules::no_home, {{"folder", given}});
    }
    std::error_code ignored;
    auto folder = std::filesystem::canonical("/proc/self/exe", ignored).parent_path();
    for (; folder.has_relative_path(); folder = folder.parent_path()) {
        if (is_home(folder)) return folder.string();
        if (is_home(folder / "share/gezhi")) return (folder / "share/gezhi").string();
    }
    return refuse(rules::no_home, {{"folder", "/proc/self/exe"}});
}

Result<void> write_settings_file(const std::string& path, const std::map<std::string, std::string>& values) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return {};
    toml::table table;
    for (const auto& [name, value] : values) {
        auto* into = &table;
        auto key = std::string_view(name);
        if (const auto dot = key.find('.'); dot != key.npos) {
            into->emplace(key.substr(0, dot), toml::table{});
            into = into->get_as<toml::table>(key.substr(0, dot));
            key = key.substr(dot + 1);
        }
        into->insert_or_assign(key, value);
    }
    std::ofstream file(path + ".part");
    file << table << "\n";
    file.close();
    std::error_code fault;
    std::filesystem::rename(path + ".part", path, fault);
    if (file.fail() || fault) return refuse(rules::settings_broken, {{"file", path}, {"line", "0"}});
    return {};
}

} // namespace gezhi::apps
