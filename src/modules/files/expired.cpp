// The originals whose time is over: what the clock has said of them becomes true on the disk.

#include "modules/files/album_room.hpp"
#include "modules/files/query.hpp"

namespace gezhi::files {

namespace {

constexpr std::int64_t gone_at_once = 200;
constexpr std::string_view gone_text = "SELECT p.original FROM {picture_row} p JOIN file f ON f.subdistrict "
                                       "= p.subdistrict AND f.id = p.original "
                                       "WHERE p.subdistrict = :s AND p.gone = 1 ORDER BY p.original LIMIT :n";

} // namespace

Result<std::int64_t> sweep_expired(engine::Engine& engine, Files& files) {
    std::int64_t n = 0;
    for (;;) {
        GEZHI_TRY(found, engine.database().read([&](sql::Session& session) {
            return session.texts(gone_text, {{"s", engine.subdistrict()}, {"n", gone_at_once}});
        }));
        std::vector<FileId> ids;
        for (const auto& one : found)
            if (const auto id = FileId::parse(one)) ids.push_back(*id);
        if (ids.empty()) return n;
        GEZHI_TRY(gone, files.forget(ids));
        n += gone;
    }
}

} // namespace gezhi::files
