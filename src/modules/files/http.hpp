#pragma once
// The routes of this room: staff hand in a picture, whoever may see the case sees it whole and small, and
// what is known of the pictures of a case. Who may is asked of the room that owns the case; decides nothing.

#include "geo/point.hpp"
#include "http/router.hpp"
#include "modules/files/model_album.hpp"
#include "modules/files/query.hpp"

#include <functional>

namespace gezhi::files {

// What the room of the case says of it to this actor.
struct CaseOf {
    CaseId id{};
    Code number{};
    std::optional<geo::Point> at{};
    AlbumCase of{};
};

struct Wiring {
    Files& files; // outlives the routes
    std::function<Actor(const http::Request&)> actor{};
    std::function<bool(const Actor&, FileId)> may_see{};
    std::function<bool(const Actor&, FileId)> may_hear{}; // a voice tells who speaks
    // Refuses whoever may not read the case's words.
    std::function<Result<CaseOf>(const Actor&, CaseId)> case_of{};
    engine::Engine* engine{nullptr}; // with the room: none, nothing is published
    engine::Room* room{nullptr};
};

http::Routes routes(Wiring wiring);
// The answer that shows a picture and nothing else: never sniffed, never run, kept by this browser only.
http::Response picture_response(Opened opened);

namespace detail {

// How `access` names that somebody looked at a picture full size.
inline constexpr std::string_view seen_full_size = "full_size";
std::string seen_subject(FileId id);

// Wiping, publishing, withdrawing, barring.
http::Routes album_routes(const std::shared_ptr<const Wiring>& wiring);

} // namespace detail

} // namespace gezhi::files
