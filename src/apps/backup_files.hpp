#pragma once
// Copies of files and folders for backup and restore: durable, and linked instead of copied where the backup
// before has the same one. Private to apps.

#include "base/error.hpp"

#include <string>

namespace gezhi::apps::copies {

Result<void> make_folder(const std::string& folder);
// Byte for byte, flushed.
Result<void> file(const std::string& from, const std::string& to);
Result<void> text(const std::string& to, const std::string& content);
Result<void> flush(const std::string& path);
Result<std::string> read(const std::string& from);
// Every file below; pictures never change, so one that `before` holds is linked. Says how many.
Result<std::int64_t> folder(const std::string& from, const std::string& to, const std::string& before);
// The last of the folders inside by name, which is its moment; the folder itself when it holds `mark`.
Result<std::string> newest(const std::string& folder, const std::string& mark);

} // namespace gezhi::apps::copies
