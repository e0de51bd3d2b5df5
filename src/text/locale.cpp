#include "text/locale.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "json/json.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

namespace gezhi::text {

namespace {

// Nested objects become keys with dots: {"problem": {"x": "…"}} is "problem.x".
Result<void> flatten(json::Node node, const std::string& key, Locale::Map& into) {
    if (node.type() == json::Type::string) {
        if (!into.emplace(key, std::string(node.string())).second)
            return refuse(rules::locale_broken, {{"key", key}});
        return {};
    }
    if (node.type() != json::Type::object) return refuse(rules::locale_broken, {{"key", key}});
    for (std::size_t i = 0; i < node.size(); ++i) {
        const auto name = std::string(node.key(i));
        GEZHI_CHECK(flatten(node.member(i), key.empty() ? name : key + "." + name, into));
    }
    return {};
}

Result<void> read_file(const std::filesystem::path& path, Locale::Map& into) {
    const auto bytes = bytes_of(path);
    if (!bytes) return refuse(rules::locale_broken, {{"file", path.string()}});
    const auto document = json::Document::parse(*bytes);
    if (!document) return refuse(rules::locale_broken, {{"file", path.string()}});
    return flatten(document->root(), "", into);
}

} // namespace

std::string_view tag(Language language) {
    return language == Language::en ? "en" : "zh-CN";
}

bool parse_language(std::string_view text, Language& into) {
    const auto lower = lower_ascii(trim(text));
    const auto primary = std::string_view(lower).substr(0, lower.find('-'));
    if (primary == "zh")
        into = Language::zh_cn;
    else if (primary == "en")
        into = Language::en;
    else
        return false;
    return true;
}

Result<Locale> Locale::load(const std::string& folder) {
    std::array<Map, 2> maps;
    std::error_code fault;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault))
        if (entry.path().extension() == ".json") paths.push_back(entry.path());
    if (fault) return refuse(rules::locale_broken, {{"file", folder}});
    std::sort(paths.begin(), paths.end());
    for (const auto language : languages) {
        auto& map = maps[static_cast<std::size_t>(language)];
        const auto start = std::string(tag(language)) + ".";
        for (const auto& path : paths)
            if (path.filename().string().starts_with(start)) GEZHI_CHECK(read_file(path, map));
        if (map.empty()) return refuse(rules::locale_broken, {{"file", folder + "/" + start + "json"}});
    }
    return Locale(std::move(maps));
}

std::string Locale::sentence(Language language, std::string_view key, const Params& params) const {
    const auto other = language == Language::en ? Language::zh_cn : Language::en;
    for (const auto each : {language, other})
        if (const auto found = all(each).find(key); found != all(each).end())
            return fill(found->second, params);
    return std::string(key);
}

std::string fill(std::string_view sentence, const Params& params) {
    std::string out;
    std::size_t at = 0;
    while (at < sentence.size()) {
        const auto open = sentence.find('{', at);
        const auto close = open == sentence.npos ? open : sentence.find('}', open);
        if (close == sentence.npos) break;
        out.append(sentence.substr(at, open - at));
        const auto found = params.find(std::string(sentence.substr(open + 1, close - open - 1)));
        if (found != params.end())
            out += found->second;
        else
            out.append(sentence.substr(open, close + 1 - open));
        at = close + 1;
    }
    if (at < sentence.size()) out.append(sentence.substr(at));
    return out;
}

} // namespace gezhi::text
