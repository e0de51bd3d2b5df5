#include "modules/files/album_room.hpp"
#include "modules/files/rows.hpp"

namespace gezhi::files {

namespace {

struct WipedRow {
    FileId id{};
    std::optional<FileId> wiped_from{};
    std::optional<PersonId> wiped_by{};
};
BOOST_DESCRIBE_STRUCT(WipedRow, (), (id, wiped_from, wiped_by))

constexpr std::string_view wiped_text =
    "SELECT id, wiped_from, wiped_by FROM file WHERE subdistrict = :s AND id = :f";

CaseId case_of(const AlbumCommand& command, const Album& album) {
    return std::visit(
        [&](const auto& one) {
            if constexpr (requires { one.case_id; })
                return one.case_id;
            else
                return album.case_id;
        },
        command);
}

Result<std::map<FileId, WipedBy>> wiped_of(engine::Inside& inside, const Publish& command) {
    std::map<FileId, WipedBy> found;
    GEZHI_TRY(session, inside.session());
    for (const auto& picture : command.pictures) {
        GEZHI_TRY(row,
                  session->one<WipedRow>(wiped_text, {{"s", inside.subdistrict()}, {"f", picture.wiped}}));
        if (row && row->wiped_from && row->wiped_by) found[row->id] = {*row->wiped_from, *row->wiped_by};
    }
    return found;
}

} // namespace

Result<AlbumFacts> PictureRoom::facts(engine::Inside& inside, const Actor& actor, const Album& album,
                                      const AlbumCommand& command) {
    AlbumFacts facts;
    facts.now = inside.now();
    facts.stream = inside.stream();
    facts.actor = actor;
    if (const auto days = originals_days_(); days > 0)
        facts.until = facts.now + std::chrono::hours(24 * days);
    if (actor.kind == ActorKind::person) {
        GEZHI_TRY(of, ask_case_(inside, case_of(command, album)));
        facts.of = std::move(of);
    }
    if (const auto* publish = std::get_if<Publish>(&command)) {
        GEZHI_TRY(wiped, wiped_of(inside, *publish));
        facts.wiped = std::move(wiped);
    }
    return facts;
}

} // namespace gezhi::files
