#pragma once
// What facts.cpp asks the playbook: small questions by code, answered by its lists. Reads no database and
// decides nothing.

#include "modules/casework/model.hpp"
#include "modules/playbook/query.hpp"

#include <string_view>

namespace gezhi::casework {

// The channel's letter in the case number; nothing for a channel that the street has not.
std::optional<std::string_view> letter_of(const playbook::Playbook& book, Channel channel);

bool knows_path(const playbook::Playbook& book, const Code& path);

// The greatest share of a hundred that one of the case's risks asks to be checked.
std::int64_t check_percent(const playbook::Playbook& book, const State& state);

// How long neighbours may object; empty where the class asks for no window.
std::string_view neighbour_limit(const playbook::Playbook& book, const Code& class_code);

bool fixable_on_spot(const playbook::Playbook& book, const Code& class_code);

} // namespace gezhi::casework
