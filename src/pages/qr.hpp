#pragma once
// A QR code of a short text (a follow link) as an inline drawing or as a PNG picture that can be saved
// without script. Never carries more than the link.

#include <string>
#include <string_view>

namespace gezhi::pages {

constexpr std::size_t qr_text_max = 300;

std::string qr_svg(std::string_view text); // empty when the text is too long
std::string qr_png(std::string_view text); // bytes of a grey PNG, 8 pixels a module, quiet zone of 4
} // namespace gezhi::pages
