#pragma once
// Free text as it may enter: valid UTF-8 in normal form NFC (Unicode Standard Annex 15), line ends as one
// newline, no U+0000 and no other control character. Promises that equal words are equal bytes; never trims,
// never changes a character that is already normal.

#include "base/error.hpp"

#include <string>

namespace gezhi::text {

namespace rules {
inline constexpr Rule not_utf8{"text/not-utf8", Kind::invalid, "The text is not valid UTF-8"};
inline constexpr Rule control_character{"text/control-character", Kind::invalid,
                                        "The text holds a control character other than a line end"};
} // namespace rules

Result<std::string> clean(std::string text);

} // namespace gezhi::text
