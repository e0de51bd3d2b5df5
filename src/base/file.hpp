#pragma once
// A whole file in one read.

#include <filesystem>
#include <optional>
#include <string>

namespace gezhi {

// Its bytes; nothing when it is not there or does not give them.
std::optional<std::string> bytes_of(const std::filesystem::path& path);

} // namespace gezhi
