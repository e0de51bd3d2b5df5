// The frame of every page, the small ones (message, problem, about, lookup, emergency) and what pages share.
#include "pages/render.hpp"

#include "base/text.hpp"
#include "json/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace gezhi::pages {

Pages::Pages(Words words, Templates templates, std::string assets)
    : words_(std::move(words)), templates_(std::move(templates)), assets_(std::move(assets)) {}

std::string Pages::say(const About& about, const std::string& key, const Params& params) const {
    return words_.say(about.lang, key, params);
}

Values Pages::frame(const About& about, const std::string& title, bool elder) const {
    Values values;
    values.set["TITLE"] = title;
    values.set["STREET"] = about.street.name;
    values.set["ASSETS"] = assets_;
    values.set["SIZE"] = elder ? "elder" : "";
    values.show("DEMO", about.street.demo);
    values.show("MAPPED", about.mapped);
    return values;
}

void Pages::telephone(Values& values, const About& about) const {
    if (about.street.telephone.empty()) return;
    values.add("TEL", {{"NUMBER", about.street.telephone},
                       {"CALL", say(about, "page.call_street", {{"number", about.street.telephone}})},
                       {"HOURS", say(about, "page.call_hours")}});
}

void Pages::errors(Values& values, const std::vector<FieldError>& errors, const About& about) const {
    if (errors.empty()) return;
    const auto* key = errors.size() == 1 ? "page.error.one" : "page.error.several";
    auto& box = values.add("ERRORS", {{"SUMMARY", say(about, key, {{"n", number(errors.size())}})}});
    for (const auto& error : errors)
        box.add("ERROR", {{"FIELD", error.field}, {"TEXT", say(about, "page.error." + error.key)}});
}

std::string Pages::error_of(const std::vector<FieldError>& errors, std::string_view field,
                            const About& about) const {
    const auto found = std::ranges::find(errors, field, &FieldError::field);
    return found == errors.end() ? std::string() : say(about, "page.error." + found->key);
}

std::string Pages::finish(const char* name, const Values& values, const About& about) const {
    return templates_.expand(name, about.lang, values);
}

// The script's sentences as JSON inside the page; "<" is written as an escape so that no sentence ends the
// element.
std::string Pages::scripts_words(const About& about, const char* prefix) const {
    std::map<std::string, std::string> part;
    for (const auto& [key, text] : words_.all(about.lang))
        if (key.starts_with(prefix)) part[key.substr(std::string_view(prefix).size())] = text;
    std::string out;
    for (const char c : json::write(part)) {
        if (c == '<')
            out += "\\u003c";
        else
            out += c;
    }
    return out;
}

std::string Pages::follow_link(const std::string& number, const std::string& key, const About& about) const {
    return about.public_url + "/c/" + number + "?key=" + key + (about.lang == Lang::en ? "&lang=en" : "");
}

void Pages::sign_step(Values& into, Step step, bool done) const {
    if (done) {
        into.set["TONE"] = "green";
        into.show("SIGN_solved");
        return;
    }
    into.set["TONE"] = step == Step::noted ? "slate" : "blue";
    into.show("SIGN_cells");
    // The last step stays an empty square until it is true.
    const int cells = step == Step::good ? 0 : static_cast<int>(step);
    for (int i = 1; i <= cells; ++i) into.show("SIGN_" + number(i));
}

void carry(Values& values, const ReportForm& form, Lang lang) {
    const auto field = [&](const char* name, const std::string& value) {
        if (!value.empty()) values.add("CARRIED", {{"NAME", name}, {"VALUE", value}});
    };
    field("token", form.token);
    field("lang", std::string(tag(lang)));
    if (form.position) {
        field("lat", fmt::format("{:.6f}", form.position->lat));
        field("lon", fmt::format("{:.6f}", form.position->lon));
    }
    if (form.view) field("view", fmt::format("{:.6f},{:.6f}", form.view->lat, form.view->lon));
    field("datum", form.datum);
    field("place_code", form.place_code);
    field("address", form.address);
    field("text", form.text);
    for (const auto& photo : form.photos) field("kept", photo);
    field("notify_by", form.notify_by);
    field("phone", form.phone);
    field("door", form.door);
    if (form.may_be_called) field("may_be_called", "1");
    if (form.similar_seen) field("similar_seen", "1");
    if (form.emergency_seen) field("emergency_seen", "1");
    if (form.elder) field("size", "elder");
}

std::string Pages::render(const EmergencyPage& page, const About& about) const {
    auto values = frame(about, say(about, "page.emergency.title"), page.form && page.form->elder);
    if (!page.hit.name.empty()) values.add("GROUP", {{"NAME", page.hit.name}});
    if (!page.hit.advice.empty()) values.add("DO", {{"TEXT", page.hit.advice}});
    for (const auto& dial : page.hit.numbers) {
        const auto key = "page.dial." + dial;
        const auto label = words_.has(about.lang, key) ? say(about, key) : say(about, "page.dial.other");
        values.add("DIAL", {{"NUMBER", dial}, {"LABEL", label}});
    }
    if (page.form)
        carry(values.add("ANYWAY"), *page.form, about.lang);
    else
        values.show("PLAIN");
    return finish("emergency.tpl", values, about);
}

std::string Pages::render(const LookupPage& page, const About& about) const {
    auto values = frame(about, say(about, "page.lookup.title"));
    values.set["NUMBER"] = page.number;
    errors(values, page.errors, about);
    for (auto& box : values.sections["ERRORS"]) box.set["SUMMARY"] = say(about, "page.lookup.wrong");
    for (const auto& [field, section] : {std::pair{"number", "NUMBER_ERROR"}, {"key", "KEY_ERROR"}})
        if (const auto text = error_of(page.errors, field, about); !text.empty())
            values.add(section, {{"TEXT", text}});
    return finish("lookup.tpl", values, about);
}

std::string Pages::render(const MessagePage& page, const About& about) const {
    const auto key = "page.message." + page.name;
    auto values = frame(about, say(about, key + "_title"));
    values.set["HEADING"] = say(about, key + "_heading");
    values.add("LINE", {{"TEXT", say(about, key + "_text")}});
    values.add("WAY_OUT", {{"HREF", about.lang == Lang::en ? "/c?lang=en" : "/c"},
                           {"TEXT", say(about, "page.message.to_follow")}});
    values.add("WAY_OUT", {{"HREF", about.lang == Lang::en ? "/?lang=en" : "/"},
                           {"TEXT", say(about, "page.message.to_report")}});
    return finish("message.tpl", values, about);
}

std::string Pages::render(const ProblemPage& page, const About& about) const {
    const auto key = "problem." + page.code;
    if (!words_.has(about.lang, key + ".title")) return render(MessagePage{}, about);
    auto values = frame(about, say(about, "page.message.problem_title"));
    // Sentences of problems have parameters; without a case at hand they stay as they are written.
    values.set["HEADING"] = words_.all(about.lang).find(key + ".title")->second;
    for (const auto* part : {".detail", ".way_out"})
        if (words_.has(about.lang, key + part))
            values.add("LINE", {{"TEXT", words_.all(about.lang).find(key + part)->second}});
    values.add("CODE", {{"TEXT", page.code}});
    return finish("message.tpl", values, about);
}

std::string Pages::render(const AboutPage&, const About& about) const {
    auto values = frame(about, say(about, "page.about.title"));
    telephone(values, about);
    return finish("about.tpl", values, about);
}

} // namespace gezhi::pages
