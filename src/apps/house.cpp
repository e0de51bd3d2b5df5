#include "apps/house.hpp"

#include "flows/flows.hpp"
#include "flows/pictures.hpp"
#include "modules/casework/saved_filters.hpp"

#include <algorithm>
#include <filesystem>

namespace gezhi::apps {

struct House::Parts {
    std::shared_ptr<const text::Locale> locale;
    engine::Vault vault;
    std::shared_ptr<sql::Database> database;
};

namespace {

// Keys beside the data in a file of their own, or in the schema beside on PostgreSQL.
std::string keys_url(const HouseSettings& settings) {
    return settings.database.starts_with("sqlite:") ? "sqlite:" + settings.data + "/keys.db"
                                                    : settings.database;
}

engine::Settings engine_settings(const HouseSettings& settings, const engine::Vault& vault) {
    engine::Settings made;
    made.subdistrict = settings.street.code;
    made.limits = settings.limits;
    made.holder = settings.holder;
    made.algorithm = settings.algorithm;
    made.first = [&vault] { return vault.keys().flush(); };
    return made;
}

Result<void> make_folder(const std::string& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) return refuse(rules::no_data_folder, {{"folder", folder}});
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, fault);
    return {};
}

Result<void> create_side_tables(sql::Database& database) {
    GEZHI_CHECK(people::create_side_tables(database));
    GEZHI_CHECK(files::create_side_tables(database));
    GEZHI_CHECK(casework::create_side_tables(database));
    return {};
}

std::function<bool(const Code&)> knows_unit(const House& house) {
    return [books = house.books](const Code& unit) {
        return books->current()->index.unit(unit.value) != nullptr;
    };
}

// What posts may name: units of the playbook and grids of the partition in force.
people::Known known(const House& house) {
    people::Known known;
    known.unit = knows_unit(house);
    known.grid = [ground = house.ground](const Code& grid) {
        const auto grids = ground->grids();
        return std::any_of(grids.begin(), grids.end(), [&](const auto& one) { return one.code == grid; });
    };
    return known;
}

files::PictureRoom::AskCase ask_case(const engine::Room& casework) {
    return [&casework](engine::Inside& inside, CaseId id) { return flows::album_case(inside, casework, id); };
}

files::PictureRoom::OriginalsDays originals_days(const std::shared_ptr<const playbook::Books>& books) {
    return [books] { return books->current()->index.playbook().retention.originals_days.value; };
}

template <class View>
casework::Watcher watch(const std::shared_ptr<View>& cases) {
    casework::Watcher watcher;
    watcher.load = [cases](sql::Session& session, const Code& subdistrict) {
        return cases->load(session, subdistrict);
    };
    watcher.apply = [cases](const engine::Change<casework::State>& change) { cases->apply(change); };
    return watcher;
}

} // namespace

Actor operator_at_the_machine() {
    Actor actor;
    actor.kind = ActorKind::flow;
    actor.flow = Code{std::string(people::setup_flow)};
    return actor;
}

Result<std::unique_ptr<House>> House::open(HouseSettings settings, Clock& clock) {
    if (settings.street.code.empty()) return refuse(rules::no_street);
    GEZHI_CHECK(make_folder(settings.data));
    GEZHI_TRY(locale, text::Locale::load(settings.home + "/locale"));
    GEZHI_TRY(master, engine::Vault::master(settings.data + "/secret.key"));
    GEZHI_TRY(keys, engine::Keys::open(master, keys_url(settings), settings.street.code, settings.durable,
                                       settings.seed));
    engine::Vault vault(std::move(master), std::move(keys));
    GEZHI_TRY(database, sql::Database::open(settings.database, {.durable = settings.durable}));
    GEZHI_CHECK(create_side_tables(*database));
    std::unique_ptr<House> house(
        new House(std::move(settings), clock,
                  {std::make_shared<const text::Locale>(std::move(locale)), std::move(vault), database}));
    GEZHI_CHECK(house->engine.open());
    GEZHI_CHECK(house->text_index.open());
    return house;
}

House::House(HouseSettings given, Clock& time, Parts parts)
    : settings(std::move(given)), clock(time), locale(std::move(parts.locale)),
      mint(settings.seed ? engine::Mint(clock, *settings.seed) : engine::Mint(clock)),
      vault(std::move(parts.vault)), database(std::move(parts.database)), hasher(settings.hash_cost),
      open_cases(std::make_shared<casework::OpenCases>(*database, vault, books)),
      board(std::make_shared<casework::Board>(*database)), playbook(playbook::PlaybookRoom(books)),
      grid(grid::Grid(ground, knows_unit(*this))), people(people::People(rights, known(*this))),
      casework(casework::Casework(books, ground, {watch(open_cases), watch(board)})),
      notice(notice::NoticeRoom(books)),
      pictures(files::PictureRoom(ask_case(casework), originals_days(books))),
      engine(*database, clock, mint, engine_settings(settings, vault),
             {&playbook, &grid, &people, &casework, &notice, &pictures},
             flows::all({settings.street.code, casework, notice, pictures,
                         [this](const flows::Gone& gone) { return forget(gone); }})),
      factors(engine, vault), sessions(engine, rights, hasher, settings.sessions, &factors),
      persons(engine, vault), superfluous(engine),
      files(engine, vault, {settings.data + "/files", settings.decoder, settings.durable}),
      cases(engine, vault, board), text_index(engine, vault, ground),
      search(std::make_shared<casework::Search>(engine, vault, text_index, board, books, ground)) {}

Result<void> House::forget(const flows::Gone& gone) {
    GEZHI_CHECK(vault.keys().erase(gone.subjects, gone.at));
    files.remove(gone.files);
    GEZHI_CHECK(text_index.again(gone.id));
    for (const auto& forgetter : forgetters) GEZHI_CHECK(forgetter(gone));
    return {};
}

House::~House() {
    engine.stop();
}

} // namespace gezhi::apps
