#pragma once
// Base64 without padding (RFC 4648) for sealed columns. Private to the vault and its keys; never throws.

#include <optional>
#include <string>
#include <string_view>

namespace gezhi::engine {

std::string base64(std::string_view raw);
std::optional<std::string> unbase64(std::string_view text);

} // namespace gezhi::engine
