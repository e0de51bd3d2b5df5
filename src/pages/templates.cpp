#include "pages/templates.hpp"

#include "base/text.hpp"

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace gezhi::pages {

namespace {

using Files = std::map<std::string, std::string>;

constexpr int depth_max = 4; // parts within parts

struct Bake {
    const Files& files;
    const Words& words;
    Lang lang;
    std::set<std::string>& keys;
    std::string missing{}; // first key or part that is not there

    // A sentence as template text: escaped, its {name} turned into the variable {{name}}.
    std::string sentence(const std::string& key) {
        if (key == "lang") return std::string(tag(lang));
        if (key == "lang?") return lang == Lang::en ? "?lang=en" : "";
        if (key == "lang&") return lang == Lang::en ? "&amp;lang=en" : "";
        keys.insert(key);
        if (!words.has(lang, key)) {
            if (missing.empty()) missing = key;
            return {};
        }
        std::string text;
        for (const char c : html_escape(words.all(lang).find(key)->second)) {
            if (c == '{')
                text += "{{";
            else if (c == '}')
                text += "}}";
            else
                text += c;
        }
        return text;
    }

    std::string text(const std::string& from, int depth) {
        std::string out;
        std::size_t i = 0;
        while (true) {
            const auto open = from.find("[[", i);
            const auto close = open == from.npos ? from.npos : from.find("]]", open);
            if (close == from.npos) return out + from.substr(i);
            out += from.substr(i, open - i);
            const auto name = from.substr(open + 2, close - open - 2);
            out += name.starts_with('>') ? part(name.substr(1), depth) : sentence(name);
            i = close + 2;
        }
    }

    std::string part(const std::string& name, int depth) {
        const auto found = files.find(name);
        if (found == files.end() || depth >= depth_max) {
            if (missing.empty()) missing = name;
            return {};
        }
        return text(found->second, depth + 1);
    }
};

std::string key_of(std::string_view name, Lang lang) {
    return std::string(tag(lang)) + "/" + std::string(name);
}

void fill(ctemplate::TemplateDictionary& into, const Values& values) {
    for (const auto& [name, value] : values.set) into.SetValue(name, value);
    for (const auto& [name, rows] : values.sections)
        for (const auto& row : rows) fill(*into.AddSectionDictionary(name), row);
}

Result<Files> read_folder(const std::string& folder) {
    Files files;
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
        if (entry.path().extension() != ".tpl") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream text;
        text << file.rdbuf();
        files[entry.path().filename().string()] = text.str();
    }
    if (fault || files.empty()) return refuse(rules::template_broken, {{"folder", folder}});
    return files;
}

} // namespace

struct Templates::Baked {
    ctemplate::TemplateCache cache;
};

Templates::Templates(std::unique_ptr<Baked> baked, std::set<std::string> keys)
    : baked_(std::move(baked)), keys_(std::move(keys)) {}

Templates::Templates(Templates&&) noexcept = default;
Templates& Templates::operator=(Templates&&) noexcept = default;
Templates::~Templates() = default;

Result<Templates> Templates::load(const std::string& folder, const Words& words) {
    auto baked = std::make_unique<Baked>();
    std::set<std::string> keys;
    GEZHI_TRY(files, read_folder(folder));
    for (const auto lang : languages)
        for (const auto& [name, text] : files) {
            if (name.starts_with('_')) continue; // a part, only ever put in place
            Bake bake{files, words, lang, keys};
            const auto page = "{{%AUTOESCAPE context=\"HTML\"}}" + bake.text(text, 0);
            if (!bake.missing.empty())
                return refuse(bake.missing.starts_with("page.") ? rules::words_missing
                                                                : rules::template_broken,
                              {{"template", name}, {"missing", bake.missing}});
            if (!baked->cache.StringToTemplateCache(key_of(name, lang), page, ctemplate::STRIP_WHITESPACE))
                return refuse(rules::template_broken, {{"template", name}});
        }
    baked->cache.Freeze();
    return Templates(std::move(baked), std::move(keys));
}

std::string Templates::expand(std::string_view name, Lang lang, const Values& values) const {
    ctemplate::TemplateDictionary dictionary("page");
    fill(dictionary, values);
    std::string out;
    const auto key = key_of(name, lang);
    require(baked_->cache.ExpandNoLoad(key, ctemplate::STRIP_WHITESPACE, &dictionary, nullptr, &out), key);
    return out;
}

std::string html_escape(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    return out;
}

} // namespace gezhi::pages
