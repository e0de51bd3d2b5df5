// What is public of a case, and the originals whose time is over.

#include "modules/files/album_room.hpp"
#include "modules/files/query.hpp"

namespace gezhi::files {

namespace {

constexpr std::int64_t gone_at_once = 200;
constexpr std::string_view gone_text = "SELECT p.original FROM {picture_row} p JOIN file f ON f.subdistrict "
                                       "= p.subdistrict AND f.id = p.original "
                                       "WHERE p.subdistrict = :s AND p.gone = 1 ORDER BY p.original LIMIT :n";

constexpr std::string_view public_text = "SELECT original, wiped, side FROM {picture_row} WHERE subdistrict "
                                         "= :s AND case_id = :c AND publication > 0 "
                                         "ORDER BY side, original";

struct PublicRow {
    FileId original{};
    std::optional<FileId> wiped{};
    std::optional<Side> side{};
};
BOOST_DESCRIBE_STRUCT(PublicRow, (), (original, wiped, side))

} // namespace

Result<std::vector<Shown>> public_of(engine::Engine& engine, CaseId id) {
    if (engine.room_of(Publish::name) == nullptr) return std::vector<Shown>{}; // a house without albums
    GEZHI_TRY(rows, engine.database().read([&](sql::Session& session) {
        return session.rows<PublicRow>(public_text, {{"s", engine.subdistrict()}, {"c", id}});
    }));
    std::vector<Shown> list;
    for (const auto side : {Side::before, Side::after})
        for (const auto& row : rows)
            if (row.wiped && row.side == side) list.push_back({row.original, *row.wiped, side});
    return list;
}

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
