#pragma once
// The routes of this room: staff hand in a picture, and whoever may see the case sees it. Who may is asked of
// the room that owns the case; decides nothing.

#include "http/router.hpp"
#include "modules/files/query.hpp"

#include <functional>

namespace gezhi::files {

struct Wiring {
    Files& files; // outlives the routes
    std::function<Actor(const http::Request&)> actor{};
    std::function<bool(const Actor&, FileId)> may_see{};
};

http::Routes routes(Wiring wiring);
// The answer that shows a picture and nothing else: never sniffed, never run, kept by this browser only.
http::Response picture_response(Opened opened);

} // namespace gezhi::files
