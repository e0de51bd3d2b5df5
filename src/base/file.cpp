#include "base/file.hpp"

#include <fstream>

namespace gezhi {

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::error_code fault;
    const auto size = std::filesystem::file_size(path, fault);
    if (!file || fault) return std::nullopt;
    std::string bytes;
    bytes.resize_and_overwrite(size, [&](char* into, std::size_t n) {
        file.read(into, static_cast<std::streamsize>(n));
        return static_cast<std::size_t>(file.gcount());
    });
    if (file.bad()) return std::nullopt;
    return bytes;
}

} // namespace gezhi
