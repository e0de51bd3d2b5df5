#pragma once
// The family name at the head of a Chinese name, for masking. One character, or two for the double family
// names (复姓) met today. Never guesses for names in Latin letters: there it is the first character.

#include <string_view>

namespace gezhi {

std::string_view family_name(std::string_view name);

} // namespace gezhi
