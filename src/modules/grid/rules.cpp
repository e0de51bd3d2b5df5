#include "modules/grid/rules.hpp"

#include <algorithm>

namespace gezhi::grid {

std::string parts_text(const std::vector<Part>& parts) {
    std::string text;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        if (p > 0) text += '|';
        for (std::size_t k = 0; k < parts[p].paths.size(); ++k) {
            if (k > 0) text += ';';
            const auto& path = parts[p].paths[k];
            for (std::size_t i = 0; i < path.size(); ++i) {
                if (i > 0) text += ',';
                text += number(path[i].lat_e7) + ' ' + number(path[i].lon_e7);
            }
        }
    }
    return text;
}

std::vector<Part> parse_parts(std::string_view text) {
    std::vector<Part> parts;
    if (text.empty()) return parts;
    for (const auto part_text : split(text, '|')) {
        Part part;
        for (const auto path_text : split(part_text, ';')) {
            Path path;
            for (const auto pair : split(path_text, ',')) {
                const auto space = pair.find(' ');
                if (space == std::string_view::npos) continue;
                const auto lat = parse_number<std::int32_t>(pair.substr(0, space));
                const auto lon = parse_number<std::int32_t>(pair.substr(space + 1));
                if (lat && lon) path.push_back({*lat, *lon});
            }
            part.paths.push_back(std::move(path));
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

std::size_t count_points(const std::vector<Feature>& features) {
    std::size_t n = 0;
    for (const auto& feature : features)
        for (const auto& part : feature.parts)
            for (const auto& path : part.paths) n += path.size();
    return n;
}

const Feature* boundary_of(const std::vector<Feature>& features) {
    const Feature* found = nullptr;
    for (const auto& feature : features) {
        if (feature.layer != Layer::boundary || feature.kind.value != subdistrict_kind) continue;
        if (found != nullptr || feature.shape != Shape::area || feature.parts.empty()) return nullptr;
        found = &feature;
    }
    return found;
}

namespace {

bool fits(const std::string& text, std::size_t most) {
    return count_code_points(text) <= most;
}

} // namespace

Result<void> check_rules(const std::vector<GridRule>& rules) {
    if (rules.empty() || rules.size() > rules_max)
        return refuse(rules::no_rules, {{"max", number(rules_max)}});
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const auto& rule = rules[i];
        if (rule.grid.empty() || trim(rule.name).empty() || trim(rule.text).empty() ||
            !fits(rule.name, name_characters_max) || !fits(rule.name_en, name_characters_max) ||
            !fits(rule.text, rule_characters_max))
            return refuse(rules::rule_incomplete, {{"number", number(i + 1)}});
        for (std::size_t k = 0; k < i; ++k)
            if (rule.grid == rules[k].grid) return refuse(rules::grid_twice, {{"grid", rule.grid.value}});
    }
    return {};
}

Result<void> check_place(const Place& place) {
    if (trim(place.name).empty() || place.kind.empty() || !fits(place.name, name_characters_max) ||
        !fits(place.name_en, name_characters_max) || !fits(place.address, address_characters_max))
        return refuse(rules::place_incomplete);
    return {};
}

} // namespace gezhi::grid
