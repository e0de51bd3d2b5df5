#pragma once
// The whole house of one street, wired: database, clock, mint, vault, memory views, rooms, engine and the
// questions over them. The server, every sub-command, tests, simulator and benches open it the same way.
// Promises that nothing in it listens or runs by itself until the engine is started.

#include "engine/engine.hpp"
#include "engine/vault.hpp"
#include "flows/flows.hpp"
#include "modules/casework/ask.hpp"
#include "modules/casework/board.hpp"
#include "modules/casework/casework.hpp"
#include "modules/casework/query.hpp"
#include "modules/casework/search.hpp"
#include "modules/casework/similar.hpp"
#include "modules/files/album_room.hpp"
#include "modules/files/query.hpp"
#include "modules/grid/grid.hpp"
#include "modules/notice/notice.hpp"
#include "modules/people/people.hpp"
#include "modules/people/persons.hpp"
#include "modules/people/sessions.hpp"
#include "modules/people/superfluous.hpp"
#include "modules/people/wire.hpp"
#include "modules/playbook/playbook.hpp"
#include "text/locale.hpp"

#include <memory>

namespace gezhi::apps {

namespace rules {
inline constexpr Rule no_data_folder{"apps/no-data-folder", Kind::unavailable,
                                     "The data folder cannot be made or written"};
inline constexpr Rule no_street{"apps/no-street", Kind::invalid,
                                "The street has no code; init writes it into gezhi.toml"};
} // namespace rules

// What differs between a server, a test and the simulator.
struct HouseSettings {
    std::string home{};     // locale/, playbook/, public/
    std::string data{};     // secret.key, files/; made when it is missing
    std::string database{}; // URL
    people::wire::Street street{};
    bool durable{true}; // false only for tests and the making of a demo
    people::HashCost hash_cost{};
    std::optional<std::uint64_t> seed{}; // of ids and chance; none: the system's
    engine::Limits limits{};
    std::string holder{"server"};
    std::string decoder{files::program_beside("gezhi-picture")}; // empty: no photo is taken
    engine::Algorithm algorithm{engine::Algorithm::sha256};      // of a log that begins
    people::SessionLimits sessions{};
};

struct House {
    // The clock outlives the house.
    static Result<std::unique_ptr<House>> open(HouseSettings settings, Clock& clock);
    ~House();
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    const HouseSettings settings;
    Clock& clock;
    std::shared_ptr<const text::Locale> locale;
    engine::Mint mint;
    engine::Vault vault;
    std::shared_ptr<sql::Database> database;
    people::Hasher hasher;

    // Memory views: what rooms keep of themselves for all to ask.
    std::shared_ptr<playbook::Books> books = std::make_shared<playbook::Books>();
    std::shared_ptr<grid::GroundView> ground = std::make_shared<grid::GroundView>();
    std::shared_ptr<people::Rights> rights = std::make_shared<people::Rights>();
    std::shared_ptr<casework::OpenCases> open_cases;
    std::shared_ptr<casework::Board> board;

    // Rooms.
    engine::RoomOf<playbook::PlaybookRoom> playbook;
    engine::RoomOf<grid::Grid> grid;
    engine::RoomOf<people::People> people;
    engine::RoomOf<casework::Casework> casework;
    engine::RoomOf<notice::NoticeRoom> notice;
    engine::RoomOf<files::PictureRoom> pictures;

    engine::Engine engine;

    // Questions and doors over the engine.
    people::SecondFactors factors;
    people::Sessions sessions;
    people::Persons persons;
    people::Superfluous superfluous;
    files::Files files;
    casework::Cases cases;
    casework::TextIndex text_index; // filled by TextFollower, or catch_up()
    std::shared_ptr<const casework::Search> search;

    casework::Door case_door() { return {engine, casework, vault, books, ground, &files}; }

    // What is left to do of an erasure once it is in the log: keys, bytes on the disk, and whatever else was
    // added here (an index). Each is called at least once and bears being called twice.
    std::vector<std::function<Result<void>(const flows::Gone&)>> forgetters{};
    Result<void> forget(const flows::Gone& gone);

    bool empty() const { return engine.seq() == 0; } // nothing ever happened here

private:
    struct Parts;
    House(HouseSettings given, Clock& time, Parts parts);
};

// The operator at the machine: first administrator, lost passwords, demo street.
Actor operator_at_the_machine();

} // namespace gezhi::apps
