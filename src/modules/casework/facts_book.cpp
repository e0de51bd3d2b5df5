#include "modules/casework/facts_book.hpp"

#include "modules/casework/rules.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace gezhi::casework {

namespace {

bool starts_with_one_of(const Code& class_code, const playbook::Words& prefixes) {
    return std::ranges::any_of(prefixes, [&](const auto& one) { return class_code.value.starts_with(one); });
}

} // namespace

std::optional<std::string_view> letter_of(const playbook::Playbook& book, Channel channel) {
    const std::string_view id = boost::describe::enum_to_string(channel, "");
    for (const auto& one : book.channels.channels)
        if (one.id == id) return one.letter;
    return std::nullopt;
}

bool knows_path(const playbook::Playbook& book, const Code& path) {
    return std::ranges::any_of(book.legal_paths.paths, [&](const auto& one) { return one.id == path.value; });
}

std::int64_t check_percent(const playbook::Playbook& book, const State& state) {
    std::int64_t percent = 0;
    for (const auto& one : book.risk.samples)
        if (runs_risk(state, one.id, book.risk.disputed_return_count.value))
            percent = std::max(percent, one.percent);
    return percent;
}

std::string_view neighbour_limit(const playbook::Playbook& book, const Code& class_code) {
    for (const auto& one : book.limits.neighbour_windows)
        if (starts_with_one_of(class_code, one.classes)) return one.limit;
    return {};
}

bool fixable_on_spot(const playbook::Playbook& book, const Code& class_code) {
    return starts_with_one_of(class_code, book.risk.on_spot.classes);
}

} // namespace gezhi::casework
