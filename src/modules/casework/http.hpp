#pragma once
// The routes of this room: the desk's lists, the file of a case with its clock, every command, intake by
// staff and as a file, today, the feed. Parses, asks, shapes; decides nothing. What else is known (names of
// units and grids, sentences) comes in here.

#include "http/router.hpp"
#include "modules/casework/query.hpp"
#include "modules/files/query.hpp"
#include "modules/people/query.hpp"

#include <memory>

namespace gezhi::engine {
template <class R>
class RoomOf;
}

namespace gezhi::casework {

class Casework;
class OpenCases;
class Board;
class Search;

// What the server hands in; all references outlive the routes.
struct Wiring {
    engine::Engine& engine;
    engine::RoomOf<Casework>& room;
    const engine::Vault& vault;
    people::Persons& persons;
    std::shared_ptr<people::Rights> rights;
    std::shared_ptr<const playbook::Books> books;
    std::shared_ptr<const grid::Ground> ground;
    std::shared_ptr<OpenCases> open_cases; // the same that the room keeps
    std::shared_ptr<const text::Locale> locale;
    files::Files* files{nullptr}; // none: no photos are taken
    std::string public_url{};
    std::shared_ptr<const Board> board{}; // the same that the room tells
    std::shared_ptr<const Search> search{};
};

http::Routes routes(Wiring wiring);

} // namespace gezhi::casework
