#include "apps/serve.hpp"

#include "apps/housekeeping.hpp"
#include "apps/log_lines.hpp"
#include "apps/public_questions.hpp"
#include "apps/static_pages.hpp"
#include "apps/text_follower.hpp"
#include "flows/pictures.hpp"
#include "http/static_files.hpp"
#include "modules/casework/emergency.hpp"
#include "modules/casework/http.hpp"
#include "modules/files/http.hpp"
#include "modules/grid/http.hpp"
#include "modules/notice/http.hpp"
#include "modules/people/http.hpp"
#include "modules/playbook/http.hpp"
#include "pages/qr.hpp"
#include "pages/routes.hpp"

namespace gezhi::apps {

namespace {

// What the routes of the public pages look at as long as the server stands.
struct PublicSide {
    pages::PublicQuestions questions;
    pages::Pages pages;
    http::FormTokens tokens;
};

struct Mounted {
    http::Routes routes{};
    std::shared_ptr<const PublicSide> side{};
    std::shared_ptr<http::StaticFiles> assets{};
    std::shared_ptr<http::StaticFiles> desk{};
};

void add(http::Routes& all, http::Routes more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

people::Wiring people_wiring(House& house, const ServeOptions& options) {
    people::Wiring wiring{house.engine,   house.people,  house.vault,       house.hasher,
                          house.sessions, house.persons, house.superfluous, house.rights};
    wiring.factors = &house.factors;
    wiring.qr_svg = pages::qr_svg;
    wiring.street = house.settings.street;
    wiring.public_url = options.public_url;
    wiring.version = std::string(version);
    wiring.demo = options.demo;
    wiring.units = [books = house.books] {
        std::vector<people::wire::Unit> units;
        const auto book = books->current();
        for (const auto& unit : book->index.playbook().routing.units)
            units.push_back({Code{unit.id}, unit.name_zh, Code{unit.kind}, {}});
        return units;
    };
    wiring.grids = [ground = house.ground] {
        std::vector<people::wire::Grid> grids;
        const auto names = ground->grids();
        for (const auto& grid : names) grids.push_back({grid.code, grid.name, {}});
        return grids;
    };
    return wiring;
}

// The gate that stands before every form, for whoever writes a text at the desk.
std::optional<playbook::EmergencyFound> emergency_gate(const playbook::EmergencyRules& rules,
                                                       std::string_view text) {
    auto hit = casework::scan(rules, text);
    if (!hit) return std::nullopt;
    return playbook::EmergencyFound{std::move(hit->group), std::move(hit->numbers), std::move(hit->words)};
}

playbook::Wiring playbook_wiring(House& house) {
    return {house.engine, house.playbook, house.books, house.ground, house.locale, emergency_gate};
}

grid::Wiring grid_wiring(House& house, const ServeOptions& options) {
    grid::Wiring wiring{house.engine, house.grid, house.ground};
    wiring.public_url = options.shown_url.empty() ? options.public_url : options.shown_url;
    wiring.demo = !options.demo.empty();
    wiring.say = [locale = house.locale](text::Language language, std::string_view key,
                                         const Params& params) {
        return locale->sentence(language, key, params);
    };
    wiring.qr_svg = pages::qr_svg;
    wiring.person_name = [&house](PersonId person) { return house.persons.staff_name(person); };
    wiring.cases = [&house]() -> Result<std::vector<grid::CaseSpot>> {
        GEZHI_TRY(places, house.database->read([&](sql::Session& session) {
            return casework::places_of_cases(session, house.vault, house.engine.subdistrict());
        }));
        std::vector<grid::CaseSpot> spots;
        spots.reserve(places.size());
        for (const auto& one : places) spots.push_back({one.at, one.open, one.number, one.reported_at});
        return spots;
    };
    return wiring;
}

casework::Wiring casework_wiring(House& house, const ServeOptions& options) {
    casework::Wiring wiring{house.engine, house.casework, house.vault,      house.persons, house.rights,
                            house.books,  house.ground,   house.open_cases, house.locale,  &house.files};
    wiring.public_url = options.public_url;
    wiring.board = house.board;
    wiring.search = house.search;
    return wiring;
}

// Whoever sees the case sees its pictures.
files::Wiring files_wiring(House& house) {
    files::Wiring wiring{house.files, people::actor};
    wiring.may_see = [&house](const Actor& actor, FileId file) {
        const auto sees = house.cases.sees_photo(actor, file);
        return sees && *sees;
    };
    wiring.may_hear = [&house](const Actor& actor, FileId file) {
        const auto owner = house.files.named_by(file);
        if (!owner || !*owner) return false;
        const auto hears = house.cases.hears(actor, id_as<CaseId>(**owner));
        return hears && *hears;
    };
    wiring.case_of = [&house](const Actor& actor, CaseId id) -> Result<files::CaseOf> {
        GEZHI_TRY(listed, house.cases.one(actor, id));
        if (!casework::Scope::of(actor).reads_words(casework::seen(listed.row)))
            return refuse(files::rules::missing);
        GEZHI_TRY(told, house.cases.history(id));
        return files::CaseOf{id, listed.row.number, listed.at, flows::album_case(told.state)};
    };
    wiring.engine = &house.engine;
    wiring.room = &house.pictures;
    return wiring;
}

PublicWiring public_wiring(House& house, const ServeOptions& options) {
    PublicWiring wiring{house.engine, house.casework, house.vault,      house.files, house.books,
                        house.ground, house.ground,   house.open_cases, house.locale};
    wiring.street = {house.settings.street.name, house.settings.street.name_en, {}, !options.demo.empty()};
    wiring.public_url = options.shown_url.empty() ? options.public_url : options.shown_url;
    wiring.rights = house.rights;
    return wiring;
}

http::FormTokens form_tokens(const engine::Vault& vault) {
    http::FormTokens::Key key{};
    const auto bytes = vault.derived("form tokens");
    require(bytes.size() == key.size(), "a key of 32 bytes");
    std::copy(bytes.begin(), bytes.end(), key.begin());
    return http::FormTokens(key);
}

Result<std::shared_ptr<const PublicSide>> public_side(House& house, const ServeOptions& options) {
    pages::Words words(*house.locale);
    GEZHI_TRY(templates, pages::Templates::load(house.settings.home + "/src/pages/templates", words));
    const auto assets = pages::assets_version(house.settings.home + "/public");
    return std::make_shared<const PublicSide>(PublicSide{public_questions(public_wiring(house, options)),
                                                         {std::move(words), std::move(templates), assets},
                                                         form_tokens(house.vault)});
}

// The whole map of the server, in one place.
Result<Mounted> mount(House& house, const ServeOptions& options) {
    Mounted mounted;
    GEZHI_TRY(assets, http::StaticFiles::load(house.settings.home + "/public"));
    mounted.assets = assets;
    if (auto desk = http::StaticFiles::load(house.settings.home + "/web/dist")) mounted.desk = *desk;
    auto& routes = mounted.routes;
    add(routes, people::routes(people_wiring(house, options)));
    add(routes, playbook::routes(playbook_wiring(house)));
    add(routes, grid::routes(grid_wiring(house, options)));
    add(routes, casework::routes(casework_wiring(house, options)));
    add(routes,
        notice::routes({house.engine, house.notice, house.vault, house.persons, house.books, house.locale}));
    add(routes, files::routes(files_wiring(house)));
    GEZHI_TRY(side, public_side(house, options));
    mounted.side = side;
    add(routes, pages::routes(side->questions, side->pages, side->tokens));
    add(routes, static_pages(mounted.assets, mounted.desk));
    return mounted;
}

bool is_public_report(const http::Route& route) {
    return route.access != http::Access::signed_in && !http::safe(route.method) &&
           (route.name == "pages.send_report" || route.name == "casework.report");
}

// Session, access and origin first, then how many reports one address may send.
http::Gate gate_of(House& house, const ServeOptions& options, std::shared_ptr<http::RateLimit> reports) {
    return [gate = people::gate(house.sessions, options.public_url), reports = std::move(reports),
            &house](http::Request& request, const http::Route& route) -> Result<void> {
        GEZHI_CHECK(gate(request, route));
        if (is_public_report(route) && people::visitor(request) == nullptr)
            GEZHI_CHECK(reports->take(http::address_key(request.remote), house.clock.now()));
        return {};
    };
}

} // namespace

struct Served::Parts {
    House& house;
    std::shared_ptr<const PublicSide> side{};
    std::unique_ptr<http::Server> server{};
    std::unique_ptr<Housekeeping> housekeeping{};
    std::unique_ptr<TextFollower> follower{};
};

Result<std::unique_ptr<Served>> Served::start(House& house, ServeOptions options) {
    GEZHI_TRY(mounted, mount(house, options));
    auto parts = std::make_unique<Parts>(Parts{house, mounted.side});
    options.http.faulted = log_fault;
    if (options.log_requests)
        options.http.answered = [&server = parts->server](const http::Answered& one) {
            const auto asked = one.method == http::Method::head ? http::Method::get : one.method;
            const auto* route = server->dispatcher().router().find(asked, one.path).route;
            log_answered(one, route != nullptr ? std::string_view(route->pattern) : "none");
        };
    options.http.locale = house.locale;
    options.http.gate = gate_of(house, options, std::make_shared<http::RateLimit>(options.public_reports));
    parts->server = std::make_unique<http::Server>(std::move(options.http), std::move(mounted.routes));
    house.engine.start();
    if (auto started = parts->server->start(); !started) {
        house.engine.stop();
        return refuse(std::move(started).error());
    }
    parts->housekeeping = std::make_unique<Housekeeping>(house);
    parts->follower = std::make_unique<TextFollower>(house);
    return std::unique_ptr<Served>(new Served(std::move(parts)));
}

Served::Served(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Served::~Served() {
    stop();
}

std::uint16_t Served::port() const {
    return parts_->server->port();
}

void Served::stop() {
    parts_->server->stop();
    parts_->housekeeping.reset();
    parts_->follower.reset();
    parts_->house.engine.stop();
}

Result<http::Routes> routes_of(House& house) {
    GEZHI_TRY(mounted, mount(house, {}));
    return std::move(mounted.routes);
}

} // namespace gezhi::apps
