// The one place where the engine's plumbing of this room (reading, writing and describing its events) is
// compiled.

#include "modules/files/album_room.hpp"

template class gezhi::engine::RoomOf<gezhi::files::PictureRoom>;
