#pragma once
// Templates of the public pages: ctemplate with HTML auto-escaping switched on in every file, baked once per
// language at start. In a .tpl file `[[page.some.key]]` is the sentence of that key, `{name}` inside a
// sentence becomes the variable of that name, and `[[>part.tpl]]` is a part put in place. Everything a person
// typed arrives as a variable and is escaped by its place in the page. Never reads a file after start.

#include "pages/words.hpp"

#include <memory>
#include <set>
#include <vector>

namespace gezhi::pages {

// What a template shows: values by name, and sections by name, each shown once per entry.
struct Values {
    Params set{};
    std::map<std::string, std::vector<Values>> sections{};

    Values& add(const std::string& section, Params params = {}) {
        auto& rows = sections[section];
        rows.push_back({std::move(params), {}});
        return rows.back();
    }

    void show(const std::string& section, bool whether = true) {
        if (whether) sections[section].push_back({});
    }
};

namespace rules {
inline constexpr Rule template_broken{"pages/template-broken", Kind::internal,
                                      "A page template is missing or does not parse"};
} // namespace rules

class Templates {
public:
    static Result<Templates> load(const std::string& folder, const Words& words);
    Templates(Templates&&) noexcept;
    Templates& operator=(Templates&&) noexcept;
    ~Templates();

    std::string expand(std::string_view name, Lang lang, const Values& values) const;

    // Every key the templates use, for the check that nobody misses a sentence.
    const std::set<std::string>& keys() const { return keys_; }

private:
    struct Baked;
    Templates(std::unique_ptr<Baked> baked, std::set<std::string> keys);
    std::unique_ptr<Baked> baked_;
    std::set<std::string> keys_;
};

std::string html_escape(std::string_view text);

} // namespace gezhi::pages
