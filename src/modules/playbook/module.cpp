// The one place where the engine's plumbing of this room (reading, writing and describing its events) is
// compiled.

#include "modules/playbook/playbook.hpp"

template class gezhi::engine::RoomOf<gezhi::playbook::PlaybookRoom>;
