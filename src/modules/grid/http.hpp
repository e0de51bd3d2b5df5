#pragma once
// The routes of this room. Map, grids, locating and places are public; proofs, drafts, notes and what-if are
// for staff. Parses, asks, shapes; decides nothing. What other rooms know (names, cases) and what the app
// draws (QR codes, sentences) comes in as functions.

#include "http/router.hpp"
#include "modules/grid/grid.hpp"
#include "modules/grid/wire.hpp"
#include "modules/people/query.hpp"

namespace gezhi::grid {

// What the server hands in; all references outlive the routes.
struct Wiring {
    engine::Engine& engine;
    engine::Room& room; // this one
    std::shared_ptr<GroundView> ground;
    std::string public_url{}; // without a slash at the end
    bool demo{false};
    // A sentence of locale/ by key.
    std::function<std::string(text::Language, std::string_view, const Params&)> say{};
    std::function<std::string(std::string_view)> qr_svg{};
    std::function<std::string(PersonId)> person_name{};
    std::function<Result<std::vector<CaseSpot>>()> cases{}; // for what-if; unset: none
};

http::Routes routes(Wiring wiring);

namespace detail {
using Shared = std::shared_ptr<const Wiring>;
void add_grid_routes(const Shared& wiring, http::Routes& routes);
void add_place_routes(const Shared& wiring, http::Routes& routes);
void add_label_routes(const Shared& wiring, http::Routes& routes);
// Everything of the map that seldom changes, written once for each revision.
std::string map_text(const GroundView& ground);
std::string sentence(const Wiring& wiring, text::Language language, std::string_view key,
                     const Params& params = {});
} // namespace detail

} // namespace gezhi::grid
