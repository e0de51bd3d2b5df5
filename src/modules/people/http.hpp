#pragma once
// The routes of this room: session, about, demo accounts, tokens, people, roster, superfluous. Parses, asks,
// shapes; decides nothing. What other rooms know (units, grids) comes in as functions.

#include "modules/people/gate.hpp"
#include "modules/people/people.hpp"
#include "modules/people/persons.hpp"
#include "modules/people/superfluous.hpp"
#include "modules/people/wire.hpp"

namespace gezhi::people {

// What the server hands in; all references outlive the routes.
struct Wiring {
    engine::Engine& engine;
    engine::Room& room; // this one
    const engine::Vault& vault;
    Hasher& hasher;
    Sessions& sessions;
    Persons& persons;
    Superfluous& superfluous;
    std::shared_ptr<Rights> rights;
    SecondFactors* factors{nullptr}; // none: nobody can set one
    wire::Street street{};
    std::string public_url{};
    std::string version{};
    std::vector<wire::DemoAccount> demo{};                 // empty: not a demo, and the route does not exist
    std::function<std::string(std::string_view)> qr_svg{}; // of the second factor; unset: none is drawn
    std::function<std::vector<wire::Unit>()> units{};
    std::function<std::vector<wire::Grid>()> grids{};
    std::function<std::vector<std::string>(const Actor&)> rooms{}; // empty: rooms_for
};

// The rooms of the staff app that the duties open.
std::vector<std::string> rooms_for(const Actor& actor);

http::Routes routes(Wiring wiring);

namespace detail {
using Shared = std::shared_ptr<const Wiring>;
Result<http::Response> session_answer(const Wiring& wiring, const SignedIn& who, int status);
void add_session_routes(const Shared& wiring, http::Routes& routes);
void add_factor_routes(const Shared& wiring, http::Routes& routes);
void add_people_routes(const Shared& wiring, http::Routes& routes);
void add_roster_routes(const Shared& wiring, http::Routes& routes);
Result<PersonId> person_in_path(const http::Request& request);
std::string unit_name(const Wiring& wiring, const Code& unit);
std::string grid_name(const Wiring& wiring, const Code& grid);
} // namespace detail

} // namespace gezhi::people
