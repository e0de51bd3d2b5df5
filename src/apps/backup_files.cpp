#include "apps/backup_files.hpp"

#include "apps/backup.hpp"
#include "base/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace gezhi::apps::copies {

namespace {

namespace fs = std::filesystem;

Result<void> failed(const std::string& path) {
    return refuse(rules::backup_failed, {{"file", path}});
}

} // namespace

Result<void> flush(const std::string& path) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return failed(path);
    const bool flushed = ::fsync(handle) == 0;
    ::close(handle);
    return flushed ? Result<void>{} : failed(path);
}

Result<void> make_folder(const std::string& folder) {
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault) return failed(folder);
    fs::permissions(folder, fs::perms::owner_all, fault);
    return {};
}

Result<void> file(const std::string& from, const std::string& to) {
    std::error_code fault;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, fault);
    if (fault) return failed(to);
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, fault);
    return flush(to);
}

Result<void> text(const std::string& to, const std::string& content) {
    std::ofstream out(to, std::ios::binary);
    out << content;
    out.close();
    if (out.fail()) return failed(to);
    return flush(to);
}

Result<std::string> read(const std::string& from) {
    auto bytes = bytes_of(from);
    if (!bytes) return refuse(rules::backup_failed, {{"file", from}});
    return std::move(*bytes);
}

Result<std::int64_t> folder(const std::string& from, const std::string& to, const std::string& before) {
    std::int64_t n = 0;
    std::error_code fault;
    GEZHI_CHECK(make_folder(to));
    if (!fs::exists(from, fault)) return n;
    for (auto it = fs::recursive_directory_iterator(from, fault);
         !fault && it != fs::recursive_directory_iterator(); it.increment(fault)) {
        if (!it->is_regular_file(fault) || it->path().extension() == ".part") continue;
        const auto below = fs::relative(it->path(), from, fault);
        const auto target = fs::path(to) / below;
        const auto earlier = fs::path(before) / below;
        fs::create_directories(target.parent_path(), fault);
        std::error_code no_link;
        if (!before.empty() && fs::exists(earlier, no_link) &&
            fs::file_size(earlier, no_link) == it->file_size(no_link))
            fs::create_hard_link(earlier, target, no_link);
        if (!fs::exists(target, no_link)) {
            // What an erasure takes away meanwhile is not missed.
            if (!fs::exists(it->path(), no_link)) continue;
            GEZHI_CHECK(file(it->path().string(), target.string()));
        }
        ++n;
    }
    if (fault) return refuse(rules::backup_failed, {{"file", from}});
    return n;
}

Result<std::string> newest(const std::string& folder, const std::string& mark) {
    std::error_code fault;
    if (fs::exists(fs::path(folder) / mark, fault)) return folder;
    std::vector<std::string> inside;
    for (const auto& one : fs::directory_iterator(folder, fault))
        if (fs::exists(one.path() / mark, fault)) inside.push_back(one.path().string());
    if (inside.empty()) return refuse(rules::no_backup, {{"folder", folder}});
    return *std::max_element(inside.begin(), inside.end());
}

} // namespace gezhi::apps::copies
