#pragma once
// The room `files` as the engine sees it: what is published of a case's photos, how long originals stay. What
// the case is at this moment is asked of its room, inside the transaction. Promises that nothing is public
// but what a person wiped and published, and that nothing stays public when its case does not.

#include "engine/engine.hpp"
#include "engine/room.hpp"
#include "modules/files/decide.hpp"
#include "modules/files/view.hpp"

#include <functional>

namespace gezhi::files {

class PictureRoom {
public:
    static constexpr std::string_view name = "files";
    using State = Album;
    using Command = AlbumCommand;
    using Event = AlbumEvent;
    using Facts = AlbumFacts;
    using AskCase = std::function<Result<AlbumCase>(engine::Inside&, CaseId)>;
    using OriginalsDays = std::function<std::int64_t()>; // how long originals stay after the end; 0: for ever

    PictureRoom(AskCase ask_case, OriginalsDays originals_days)
        : ask_case_(std::move(ask_case)), originals_days_(std::move(originals_days)) {}

    static Result<void> permit(const Actor& actor, const Album& album, const AlbumCommand& command) {
        return files::permit(actor, album, command);
    }

    Result<AlbumFacts> facts(engine::Inside& inside, const Actor& actor, const Album& album,
                             const AlbumCommand& command);

    static Result<std::vector<AlbumEvent>> decide(const Album& album, const AlbumCommand& command,
                                                  const AlbumFacts& facts) {
        return files::decide(album, command, facts);
    }

    static Album evolve(Album album, const AlbumEvent& event) {
        return files::evolve(std::move(album), event);
    }

    static void view(const Album& album, engine::RowSet& rows) { files::view(album, rows); }

    static std::optional<Instant> due(const Album& album) { return files::due(album); }

    static AlbumCommand due_command(const Album&) { return Expire{}; }

    static std::vector<const sql::Table*> tables() { return {&sql::table_of<PictureRow>()}; }

private:
    AskCase ask_case_;
    OriginalsDays originals_days_;
};

class Files;
// Rows and bytes of the originals whose time is over; says how many.
Result<std::int64_t> sweep_expired(engine::Engine& engine, Files& files);
// What of a case's photos is public, before first. Whether the case still is, its room says.
Result<std::vector<Shown>> public_of(engine::Engine& engine, CaseId id);

} // namespace gezhi::files

// Its plumbing is compiled once, in module.cpp: it is heavy.
extern template class gezhi::engine::RoomOf<gezhi::files::PictureRoom>;
