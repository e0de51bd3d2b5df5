#include "modules/playbook/check.hpp"

#include "base/text.hpp"
#include "calendar/limit.hpp"
#include "modules/playbook/words.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <type_traits>

namespace gezhi::playbook {

namespace {

using Set = std::set<std::string, std::less<>>;
constexpr std::array certainties{"known", "found", "article", "proposal", "inferred", "uncertain"};

struct Checker {
    const Playbook& playbook;
    std::vector<Fault> faults{};
    Set matters{}, components{}, majors{}, units{}, sources{}, endings{};

    void fault(std::string pointer, std::string code, Params params = {}) {
        faults.push_back({std::move(pointer), std::move(code), std::move(params)});
    }

    void one_of(const std::string& pointer, std::string_view code, const Set& known,
                const std::string& value) {
        if (!known.contains(value)) fault(pointer, std::string(code), {{"value", value}});
    }

    void collect();
    void catalogue();
    void one_class(const Class& one, const std::string& at);
    void migrations();
    void limits();
    void named_limits(const std::string& pointer, const std::vector<NamedLimit>& list,
                      std::initializer_list<std::string_view> needed);
    void families();
    void routing();
    void lists();
    void phrases();
    void emergency();
    void prefixes(const std::string& pointer, const Words& prefixes);
};

std::string at(std::string_view list, std::size_t index) {
    return "/" + std::string(list) + "/" + number(index);
}

template <class Range, class Key>
void unique(Checker& checker, std::string_view list, const Range& range, Key key) {
    Set seen;
    std::size_t index = 0;
    for (const auto& one : range) {
        if (auto value = key(one); !seen.insert(value).second)
            checker.fault(at(list, index), "playbook/duplicate", {{"value", value}});
        ++index;
    }
}

// Walks every described struct; wherever there is a `source` and a `certainty`, both must be known.
template <class T>
void provenance(Checker& checker, const T& value, const std::string& pointer) {
    if constexpr (requires { value.source; }) {
        checker.one_of(pointer + "/source", "playbook/unknown-source", checker.sources, value.source);
        if (!is_certainty(value.certainty))
            checker.fault(pointer + "/certainty", "playbook/unknown-certainty", {{"value", value.certainty}});
    }
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        const auto& inner = value.*member.pointer;
        using Inner = std::remove_cvref_t<decltype(inner)>;
        const auto here = pointer + "/" + member.name;
        if constexpr (boost::describe::has_describe_members<Inner>::value) {
            provenance(checker, inner, here);
        } else if constexpr (requires { typename Inner::value_type; }) {
            using Item = typename Inner::value_type;
            if constexpr (boost::describe::has_describe_members<Item>::value)
                for (std::size_t i = 0; i < inner.size(); ++i)
                    provenance(checker, inner[i], at(here.substr(1), i));
        }
    });
}

void Checker::collect() {
    for (const auto& one : playbook.sources.sources) sources.insert(one.id);
    for (const auto& one : playbook.catalogue.majors) majors.insert(one.kind + one.code);
    for (const auto& one : playbook.catalogue.classes)
        (one.kind == "matter" ? matters : components).insert(one.code);
    for (const auto& one : playbook.routing.units) units.insert(one.id);
    for (const auto& one : playbook.endings.endings) endings.insert(one.id);
    endings.insert("open");
}

bool class_code_shape(std::string_view code) {
    return code.size() == 5 && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

void Checker::one_class(const Class& one, const std::string& here) {
    if (!class_code_shape(one.code) || one.code.substr(0, 2) != one.major)
        fault(here + "/code", "playbook/code-shape", {{"value", one.code}});
    one_of(here + "/kind", "playbook/unknown-value", {"component", "matter"}, one.kind);
    one_of(here + "/major", "playbook/unknown-major", majors, one.kind + one.major);
    one_of(here + "/visibility", "playbook/unknown-value", {"public", "estate", "parties", "restricted"},
           one.visibility);
    one_of(here + "/photo", "playbook/unknown-value", {"none", "asked"}, one.photo);
    one_of(here + "/check", "playbook/unknown-value", {"sample", "always"}, one.check);
    if (one.name_zh.empty() || one.name_en.empty()) fault(here, "playbook/name-missing");
    for (const auto& word : one.words)
        if (word_size(word) < 2 || word.starts_with('+') || word.ends_with('+'))
            fault(here + "/words", "playbook/word-shape", {{"value", word}});
}

void Checker::catalogue() {
    const auto& classes = playbook.catalogue.classes;
    unique(*this, "catalogue/classes", classes, [](const auto& one) { return one.kind + one.code; });
    std::size_t national[2]{};
    for (std::size_t i = 0; i < classes.size(); ++i) {
        one_class(classes[i], at("catalogue/classes", i));
        if (!classes[i].local) ++national[classes[i].kind == "matter"];
    }
    if (national[0] != national_components || national[1] != national_matters)
        fault("/catalogue/classes", "playbook/national-count",
              {{"components", number(national[0])}, {"matters", number(national[1])}});
    migrations();
}

void Checker::migrations() {
    const auto& moved = playbook.catalogue.moved;
    for (std::size_t i = 0; i < moved.size(); ++i)
        one_of(at("catalogue/moved", i) + "/found", "playbook/unknown-class",
               moved[i].kind == "matter" ? matters : components, moved[i].found);
    const auto& migrations = playbook.catalogue.migrations;
    for (std::size_t i = 0; i < migrations.size(); ++i)
        one_of(at("catalogue/migrations", i) + "/new_major", "playbook/unknown-major", majors,
               migrations[i].kind + migrations[i].new_major);
}

template <class Range>
void limit_shapes(Checker& checker, std::string_view list, const Range& range) {
    for (std::size_t i = 0; i < range.size(); ++i)
        if (!limit_parses(range[i].limit))
            checker.fault(at(list, i) + "/limit", "playbook/limit-shape", {{"value", range[i].limit}});
}

void Checker::named_limits(const std::string& pointer, const std::vector<NamedLimit>& list,
                           std::initializer_list<std::string_view> needed) {
    for (const auto id : needed)
        if (std::ranges::find(list, id, &NamedLimit::id) == list.end())
            fault(pointer, "playbook/limit-missing", {{"value", std::string(id)}});
}

void Checker::limits() {
    const auto& limits = playbook.limits;
    limit_shapes(*this, "limits/limits", limits.limits);
    limit_shapes(*this, "limits/major_defaults", limits.major_defaults);
    limit_shapes(*this, "limits/hotline", limits.hotline);
    limit_shapes(*this, "limits/stages", limits.stages);
    limit_shapes(*this, "limits/neighbour_windows", limits.neighbour_windows);
    for (std::size_t i = 0; i < limits.neighbour_windows.size(); ++i)
        prefixes(at("limits/neighbour_windows", i) + "/classes", limits.neighbour_windows[i].classes);
    unique(*this, "limits/limits", limits.limits,
           [](const auto& one) { return one.class_code + "/" + one.condition; });
    for (std::size_t i = 0; i < limits.limits.size(); ++i)
        one_of(at("limits/limits", i) + "/class_code", "playbook/unknown-class", matters,
               limits.limits[i].class_code);
    // What the rooms ask for by name: without them a case could not be taken, sent on or ended.
    named_limits("/limits/stages", limits.stages,
                 {"triage", "dispatch", "check", "answer", "object", "appeal"});
    named_limits("/limits/hotline", limits.hotline,
                 {"first_contact", "supervised", "second", "refusal", "emergency"});
    const auto& adjustments = limits.adjustments;
    for (const auto& [name, value] : {std::pair{"approvals", adjustments.approvals},
                                      std::pair{"appeal_reviews", adjustments.appeal_reviews}})
        if (value < 1)
            fault(std::string("/limits/adjustments/") + name, "playbook/out-of-range",
                  {{"value", number(value)}});
    Set covered;
    for (std::size_t i = 0; i < limits.major_defaults.size(); ++i) {
        const auto& major = limits.major_defaults[i].major;
        one_of(at("limits/major_defaults", i) + "/major", "playbook/unknown-major", majors, "matter" + major);
        covered.insert(major);
    }
    for (const auto& one : playbook.catalogue.majors)
        if (one.kind == "matter")
            one_of("/limits/major_defaults", "playbook/major-uncovered", covered, one.code);
    families();
}

void Checker::prefixes(const std::string& pointer, const Words& prefixes) {
    for (const auto& one : prefixes)
        if (!matters.contains(one) && !majors.contains("matter" + one))
            fault(pointer, "playbook/unknown-class", {{"value", one}});
}

void Checker::families() {
    Set families;
    for (const auto& one : playbook.limits.families) families.insert(one.family);
    const auto& closings = playbook.limits.closings;
    for (std::size_t i = 0; i < closings.size(); ++i) {
        one_of(at("limits/closings", i) + "/family", "playbook/unknown-family", families, closings[i].family);
        one_of(at("limits/closings", i) + "/ending", "playbook/unknown-ending", endings, closings[i].ending);
    }
    unique(*this, "limits/closings", closings, [](const auto& one) { return one.family + "/" + one.code; });
}

void Checker::routing() {
    const auto& routing = playbook.routing;
    Set reasons;
    for (const auto& one : routing.reasons) reasons.insert(one.code);
    unique(*this, "routing/units", routing.units, [](const auto& one) { return one.id; });
    unique(*this, "routing/rules", routing.rules, [](const auto& one) { return one.id; });
    one_of("/routing/default_unit", "playbook/unknown-unit", units, routing.default_unit);
    one_of("/routing/default_reason", "playbook/unknown-reason", reasons, routing.default_reason);
    for (std::size_t i = 0; i < routing.rules.size(); ++i) {
        const auto& rule = routing.rules[i];
        const auto here = at("routing/rules", i);
        one_of(here + "/unit", "playbook/unknown-unit", units, rule.unit);
        one_of(here + "/reason", "playbook/unknown-reason", reasons, rule.reason);
        for (const auto& unit : rule.co_units)
            one_of(here + "/co_units", "playbook/unknown-unit", units, unit);
        for (const auto& one : rule.classes)
            if (!matters.contains(one) && !majors.contains("matter" + one))
                fault(here + "/classes", "playbook/unknown-class", {{"value", one}});
        if (rule.classes.empty() || rule.areas.empty()) fault(here, "playbook/rule-empty");
    }
}

void Checker::lists() {
    const auto id = [](const auto& one) { return one.id; };
    const auto code = [](const auto& one) { return one.code; };
    unique(*this, "sources/sources", playbook.sources.sources, id);
    unique(*this, "endings/endings", playbook.endings.endings, id);
    unique(*this, "channels/channels", playbook.channels.channels, id);
    unique(*this, "channels/channels", playbook.channels.channels,
           [](const auto& one) { return one.letter; });
    unique(*this, "legal_paths/paths", playbook.legal_paths.paths, id);
    unique(*this, "notice/ways", playbook.notice.ways, id);
    unique(*this, "notice/news", playbook.notice.news, [](const auto& one) { return one.kind; });
    Set news;
    for (const auto& one : playbook.notice.news) news.insert(one.kind);
    for (const auto* kind : {"dispatched", "declined", "closed", "said", "duty"})
        one_of("/notice/news", "playbook/unknown-value", news, kind);
    unique(*this, "visibility/levels", playbook.visibility.levels, id);
    unique(*this, "reasons/reasons", playbook.reasons.reasons,
           [&](const auto& one) { return one.kind + "/" + code(one); });
    const auto& samples = playbook.risk.samples;
    const Set risks{"any",       "on_spot",    "disputed", "rework", "reopened",
                    "emergency", "supervised", "extended", "late"};
    unique(*this, "risk/samples", samples, id);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        one_of(at("risk/samples", i) + "/id", "playbook/unknown-value", risks, samples[i].id);
        if (samples[i].percent < 0 || samples[i].percent > 100)
            fault(at("risk/samples", i) + "/percent", "playbook/out-of-range",
                  {{"value", number(samples[i].percent)}});
    }
    prefixes("/risk/on_spot/classes", playbook.risk.on_spot.classes);
    const auto& kept = playbook.retention;
    for (const auto& [name, value] : {std::pair{"contact_years", kept.contact_years.value},
                                      {"case_years", kept.case_years.value},
                                      {"originals_days", kept.originals_days.value},
                                      {"access_days", kept.access_days.value},
                                      {"key_backup_days", kept.key_backup_days.value}})
        if (value < 0 || value > 36'500)
            fault("/retention/" + std::string(name) + "/value", "playbook/out-of-range",
                  {{"value", number(value)}});
}

// The names in braces; an open brace without its end names what is left.
std::vector<std::string> places_in(std::string_view text) {
    std::vector<std::string> names;
    for (auto open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        const auto close = text.find('}', open);
        names.emplace_back(text.substr(open + 1, close == text.npos ? close : close - open - 1));
    }
    return names;
}

void Checker::phrases() {
    unique(*this, "phrases/phrases", playbook.phrases.phrases, [](const auto& one) { return one.id; });
    for (std::size_t i = 0; i < playbook.phrases.phrases.size(); ++i) {
        const auto& one = playbook.phrases.phrases[i];
        const auto here = at("phrases/phrases", i);
        if (one.steps.empty() || one.text_zh.empty()) fault(here, "playbook/rule-empty");
        prefixes(here + "/classes", one.classes);
        for (const auto& [name, text] : {std::pair{"/text_zh", &one.text_zh}, {"/text_en", &one.text_en}})
            for (const auto& place : places_in(*text))
                if (std::ranges::find(phrase_places, place) == phrase_places.end())
                    fault(here + name, "playbook/unknown-value", {{"value", place}});
    }
}

void Checker::emergency() {
    const auto& emergency = playbook.emergency;
    unique(*this, "emergency/groups", emergency.groups, [](const auto& one) { return one.id; });
    const auto written_plainly = [&](const Words& words, const std::string& pointer) {
        for (const auto& word : words)
            if (word.empty() || plain(word) != word) fault(pointer, "playbook/not-plain", {{"value", word}});
    };
    written_plainly(emergency.harmless, "/emergency/harmless");
    for (std::size_t i = 0; i < emergency.groups.size(); ++i) {
        const auto& group = emergency.groups[i];
        const auto here = at("emergency/groups", i);
        if (group.numbers.empty() || group.rules.empty()) fault(here, "playbook/rule-empty");
        for (const auto& rule : group.rules) {
            if (rule.all.empty() || std::ranges::any_of(rule.all, &Words::empty))
                fault(here + "/rules", "playbook/rule-empty");
            for (const auto& list : rule.all) written_plainly(list, here + "/rules");
            written_plainly(rule.none, here + "/rules");
        }
    }
}

} // namespace

bool limit_parses(std::string_view limit) {
    return calendar::parse_limit(limit).has_value();
}

bool is_certainty(std::string_view word) {
    return std::ranges::find(certainties, word) != certainties.end();
}

std::vector<Fault> check(const Playbook& playbook) {
    Checker checker{playbook};
    checker.collect();
    checker.catalogue();
    checker.limits();
    checker.routing();
    checker.lists();
    checker.phrases();
    checker.emergency();
    provenance(checker, playbook, "");
    return std::move(checker.faults);
}

} // namespace gezhi::playbook
