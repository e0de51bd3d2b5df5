#pragma once
// What the program can say of itself, as the files of api/: routes as an OpenAPI document, events, refusals.
// Comes from the rooms, the routes and the sentences alone, and promises the same bytes each time.

#include "apps/house.hpp"

#include <map>
#include <string>

namespace gezhi::apps {

// By path below api/: openapi.json, events.md, problems.md.
Result<std::map<std::string, std::string>> documents(House& house);

} // namespace gezhi::apps
