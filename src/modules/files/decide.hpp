#pragma once
// The pure floor of the album in functions: may this actor send it, what follows from it, what the album is
// afterwards, what falls due. Promise the same answer for the same arguments.

#include "modules/files/model_album.hpp"

namespace gezhi::files {

Result<void> permit(const Actor& actor, const Album& album, const AlbumCommand& command);
Result<std::vector<AlbumEvent>> decide(const Album& album, const AlbumCommand& command,
                                       const AlbumFacts& facts);
Album evolve(Album album, const AlbumEvent& event);
std::optional<Instant> due(const Album& album);

bool publishes(const Actor& actor, const Code& grid);

} // namespace gezhi::files
