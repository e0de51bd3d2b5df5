#include "modules/files/disk.hpp"

#include "base/file.hpp"
#include "modules/files/model.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

namespace gezhi::files::disk {

namespace {

bool write_whole(int file, std::string_view bytes, bool durable) {
    while (!bytes.empty()) {
        const auto n = ::write(file, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return !durable || ::fsync(file) == 0;
}

bool flush_folder(const std::string& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return false;
    const bool flushed = ::fsync(handle) == 0;
    ::close(handle);
    return flushed;
}

// A new folder is durable only when the one above has been flushed too.
bool make_folder(const std::filesystem::path& folder, bool durable) {
    std::error_code fault;
    if (std::filesystem::is_directory(folder, fault)) return true;
    if (!folder.has_parent_path() || !make_folder(folder.parent_path(), durable)) return false;
    std::filesystem::create_directory(folder, fault);
    return !fault && (!durable || flush_folder(folder.parent_path().string()));
}

} // namespace

bool keep(const std::string& path, std::string_view bytes, bool durable) {
    const auto folder = std::filesystem::path(path).parent_path();
    if (!make_folder(std::filesystem::absolute(folder), durable)) return false;
    const auto beside = path + ".part";
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return false;
    bool whole = write_whole(file, bytes, durable);
    whole = ::close(file) == 0 && whole;
    whole = whole && ::rename(beside.c_str(), path.c_str()) == 0;
    if (!whole) ::unlink(beside.c_str());
    return whole && (!durable || flush_folder(folder.string()));
}

Result<std::string> read(const std::string& path) {
    auto bytes = bytes_of(path);
    if (!bytes) return refuse(rules::damaged);
    return std::move(*bytes);
}

} // namespace gezhi::files::disk
