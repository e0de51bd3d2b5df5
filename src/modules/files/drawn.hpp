#pragma once
// Pictures that the house drew itself, for a demo: read once by the picture process, then kept as often as
// the story needs one. Promises the same rows and sealed bytes as any kept picture; never looks for the same
// photo among them.

#include "modules/files/query.hpp"

namespace gezhi::files {

Result<FileId> keep_drawn(engine::Engine& engine, const engine::Vault& vault, const Keeping& keeping,
                          const Made& made);

} // namespace gezhi::files
