#pragma once
// Bytes on the disk, durably: written beside their place, flushed, renamed, the folder flushed. Private to
// this room.

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace gezhi::files::disk {

// True when the bytes stand under `path` for good; false leaves nothing behind.
// Not flushed when not `durable`: for whoever flushes everything at once afterwards.
bool keep(const std::string& path, std::string_view bytes, bool durable = true);
// Nothing when there is no such file or it cannot be read.
Result<std::string> read(const std::string& path);

} // namespace gezhi::files::disk
