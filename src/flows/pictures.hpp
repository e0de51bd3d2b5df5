#pragma once
// What the photos of a case may know of it: whether it may show any, where it is, which they are.

#include "flows/flows.hpp"
#include "modules/casework/model.hpp"
#include "modules/files/model_album.hpp"

namespace gezhi::flows {

// A public case of a public class that is on no legal path.
bool may_show_photos(const casework::State& state);
files::AlbumCase album_case(const casework::State& state);
// Of the case as the writer's batch has left it.
Result<files::AlbumCase> album_case(engine::Inside& inside, const engine::Room& casework, CaseId id);

} // namespace gezhi::flows
