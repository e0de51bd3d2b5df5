#include "apps/backup.hpp"

#include "apps/backup_files.hpp"
#include "apps/program.hpp"
#include "apps/static_pages.hpp"
#include "base/text.hpp"
#include "modules/casework/erase.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace gezhi::apps {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view manifest_name = "manifest.json";
constexpr std::string_view keys_mark = "secret.key";
constexpr std::int64_t texts_tried_max = 2000; // the newest, to see whether the keys fit

bool is_sqlite(const std::string& url) {
    return url.starts_with(sqlite_scheme);
}

// 20261126T013000.123456Z: sorts as it happened.
std::string moment_name(Instant at) {
    std::string name;
    const auto text = iso(at, Offset{0});
    for (const char c : text.substr(0, 19))
        if (c != '-' && c != ':') name += c;
    auto rest = std::to_string(at.us % us_per_second);
    return name + "." + std::string(6 - rest.size(), '0') + rest + "Z";
}

// PostgreSQL's own tools take the password from the environment, never from their arguments.
struct Server {
    std::string url{};
    std::map<std::string, std::string> environment{};
};

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        int byte = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ec == std::errc{}) {
            out += static_cast<char>(byte);
            i += 2;
        } else
            out += text[i];
    }
    return out;
}

Server server_of(const std::string& url) {
    const auto start = url.find("://") + 3;
    const auto at = url.find('@', start);
    const auto colon = url.find(':', start);
    if (at == url.npos || colon == url.npos || colon > at) return {url, {}};
    return {url.substr(0, colon) + url.substr(at),
            {{"PGPASSWORD", unescaped(std::string_view(url).substr(colon + 1, at - colon - 1))}}};
}

Result<std::string> schema_of(sql::Database& database) {
    return database.read([](sql::Session& session) -> Result<std::string> {
        GEZHI_TRY(found, session.texts("SELECT CAST(current_schema() AS TEXT)"));
        return found.front();
    });
}

std::string keys_schema(const std::string& schema) {
    return schema == "public" ? "gezhi_keys" : schema + "_keys";
}

Result<void> dump(const std::string& url, const std::string& schema, const std::string& to) {
    const auto server = server_of(url);
    GEZHI_CHECK(run_program({"pg_dump", "--dbname=" + server.url, "--format=custom", "--no-owner",
                             "--no-privileges", "--schema=" + schema, "--file=" + to},
                            server.environment));
    return copies::flush(to);
}

// The schema itself is made by hand: `public` is always there.
Result<void> undump(const std::string& url, const std::string& schema, const std::string& from) {
    const auto server = server_of(url);
    GEZHI_TRY(database, sql::Database::open(url, {.readers = 1}));
    GEZHI_CHECK(database->on_writer([&](sql::Session& session) -> Result<void> {
        GEZHI_CHECK(session.execute("CREATE SCHEMA IF NOT EXISTS " + schema));
        return {};
    }));
    GEZHI_TRY(listed, run_program({"pg_restore", "--list", from}));
    std::string wanted;
    for (const auto line : split(listed, '\n'))
        if (!contains(line, " SCHEMA - ")) wanted += std::string(line) + "\n";
    const auto list = from + ".list";
    GEZHI_CHECK(copies::text(list, wanted));
    auto done = run_program({"pg_restore", "--dbname=" + server.url, "--no-owner", "--no-privileges",
                             "--exit-on-error", "--single-transaction", "--use-list=" + list, from},
                            server.environment);
    std::error_code ignored;
    fs::remove(list, ignored);
    if (!done) return refuse(std::move(done).error());
    return {};
}

// The whole of one database as of one moment; readers and writers go on.
Result<void> copy_sqlite(sql::Database& database, const std::string& to) {
    GEZHI_CHECK(database.read([&](sql::Session& session) -> Result<void> {
        GEZHI_CHECK(session.execute("VACUUM INTO :f", {{"f", to}}));
        return {};
    }));
    std::error_code ignored;
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, ignored);
    return copies::flush(to);
}

Result<void> copy_keys(House& house, const Manifest& manifest, const std::string& to) {
    GEZHI_CHECK(copies::make_folder(to));
    if (manifest.kind == "sqlite") {
        GEZHI_TRY(keys, sql::Database::open("sqlite:" + house.settings.data + "/keys.db", {.readers = 1}));
        GEZHI_CHECK(copy_sqlite(*keys, to + "/keys.db"));
    } else {
        GEZHI_CHECK(dump(house.settings.database, keys_schema(manifest.schema), to + "/keys.dump"));
    }
    return copies::file(house.settings.data + "/secret.key", to + "/" + std::string(keys_mark));
}

// So that an erasure has reached every copy after these days. The one just made stays in any case.
std::int64_t remove_old_keys(House& house, const std::string& folder, const std::string& present) {
    const auto days = house.books->current()->index.playbook().retention.key_backup_days.value;
    if (days <= 0) return 0;
    const auto before = folder + "/" + moment_name(house.clock.now() - std::chrono::hours(24 * days));
    std::vector<fs::path> old;
    std::error_code fault;
    for (const auto& one : fs::directory_iterator(folder, fault))
        if (one.path().string() < before && one.path().string() != present &&
            fs::exists(one.path() / keys_mark, fault))
            old.push_back(one.path());
    for (const auto& path : old) fs::remove_all(path, fault);
    return static_cast<std::int64_t>(old.size());
}

} // namespace

// Keys last: what was sealed for the copied database was durable there before. What is erased in between is
// erased in the copy, too.
Result<BackedUp> back_up(House& house, const std::string& folder, const std::string& keys_folder) {
    BackedUp made;
    auto& manifest = made.manifest;
    const auto name = moment_name(house.clock.now());
    const auto before = copies::newest(folder, std::string(manifest_name));
    made.folder = folder + "/" + name;
    made.keys = keys_folder + "/" + name;
    manifest = {std::string(version),
                house.settings.street.code,
                house.settings.street.name,
                house.clock.now(),
                {},
                {},
                house.engine.seq(),
                0};
    GEZHI_CHECK(copies::make_folder(made.folder));
    if (is_sqlite(house.settings.database)) {
        manifest.kind = "sqlite";
        GEZHI_CHECK(copy_sqlite(*house.database, made.folder + "/gezhi.db"));
    } else {
        manifest.kind = "postgresql";
        GEZHI_TRY(schema, schema_of(*house.database));
        manifest.schema = schema;
        GEZHI_CHECK(dump(house.settings.database, schema, made.folder + "/gezhi.dump"));
    }
    GEZHI_TRY(files, copies::folder(house.settings.data + "/files", made.folder + "/files",
                                    before ? *before + "/files" : std::string()));
    manifest.files = files;
    const auto settings = house.settings.data + "/gezhi.toml";
    std::error_code fault;
    if (fs::exists(settings, fault)) GEZHI_CHECK(copies::file(settings, made.folder + "/gezhi.toml"));
    GEZHI_CHECK(copy_keys(house, manifest, made.keys));
    made.keys_removed = remove_old_keys(house, keys_folder, made.keys);
    // The list comes last: a folder without it is no backup.
    GEZHI_CHECK(copies::text(made.folder + "/" + std::string(manifest_name), json::write(manifest)));
    return made;
}

namespace {

Result<void> nothing_there(const PutBack& given) {
    std::error_code fault;
    const auto taken = [&](const std::string& path) {
        return refuse(rules::not_a_new_street, {{"path", path}});
    };
    for (const auto* name : {"gezhi.toml", "secret.key", "keys.db"})
        if (fs::exists(given.data + "/" + name, fault)) return taken(given.data + "/" + name);
    if (is_sqlite(given.database)) {
        const auto path = given.database.substr(sqlite_scheme.size());
        if (fs::exists(path, fault)) return taken(path);
        return {};
    }
    GEZHI_TRY(database, sql::Database::open(given.database, {.readers = 1}));
    const auto found = database->read(
        [](sql::Session& session) { return session.integers("SELECT CAST(count(*) AS BIGINT) FROM head"); });
    if (found) return taken(Settings::without_password(given.database));
    return {};
}

Result<void> put_files(const PutBack& given, const Manifest& manifest, const std::string& backup,
                       const std::string& keys) {
    GEZHI_CHECK(copies::make_folder(given.data));
    std::error_code fault;
    if (fs::exists(backup + "/gezhi.toml", fault))
        GEZHI_CHECK(copies::file(backup + "/gezhi.toml", given.data + "/gezhi.toml"));
    GEZHI_CHECK(copies::folder(backup + "/files", given.data + "/files", {}));
    GEZHI_CHECK(copies::file(keys + "/secret.key", given.data + "/secret.key"));
    if (manifest.kind == "sqlite") {
        GEZHI_CHECK(copies::file(keys + "/keys.db", given.data + "/keys.db"));
        return copies::file(backup + "/gezhi.db", given.database.substr(sqlite_scheme.size()));
    }
    GEZHI_CHECK(undump(given.database, keys_schema(manifest.schema), keys + "/keys.dump"));
    return undump(given.database, manifest.schema, backup + "/gezhi.dump");
}

Actor restoring() {
    Actor actor;
    actor.kind = ActorKind::flow;
    actor.flow = Code{std::string(casework::retention_flow)};
    return actor;
}

Result<std::optional<CaseId>> case_of_reporter(House& house, const std::string& subject) {
    constexpr std::string_view mark = "person:";
    const auto person =
        subject.starts_with(mark) ? PersonId::parse(subject.substr(mark.size())) : std::nullopt;
    if (!person) return std::optional<CaseId>{};
    GEZHI_TRY(found, house.database->read([&](sql::Session& session) {
        return session.texts("SELECT id FROM {case_row} WHERE subdistrict = :s AND reporter = :p",
                             {{"s", house.engine.subdistrict()}, {"p", *person}});
    }));
    return found.empty() ? std::nullopt : CaseId::parse(found.front());
}

Result<bool> erase_again(House& house, CaseId id, bool contact_only) {
    GEZHI_TRY(files, house.files.of_stream(id_as<StreamId>(id)));
    const auto erased =
        casework::erase(house.case_door(), restoring(), id, {casework::EraseReason::again, contact_only});
    if (!erased && erased.error().rule->kind >= Kind::unavailable) return refuse(erased.error());
    if (erased && !contact_only) house.files.remove(files);
    return erased.has_value(); // refused: the case is newer than the backup, or erased in it already
}

// What the newest keys know to be erased goes from the older data, too: whole cases first.
Result<std::int64_t> erase_known(House& house) {
    GEZHI_TRY(known, house.vault.keys().erased());
    std::int64_t n = 0;
    for (const auto& one : known)
        if (const auto id = CaseId::parse(one.subject)) {
            GEZHI_TRY(erased, erase_again(house, *id, false));
            n += erased ? 1 : 0;
        }
    for (const auto& one : known) {
        GEZHI_TRY(id, case_of_reporter(house, one.subject));
        if (!id) continue;
        GEZHI_TRY(erased, erase_again(house, *id, true));
        n += erased ? 1 : 0;
    }
    return n;
}

Result<std::int64_t> unreadable(House& house) {
    GEZHI_TRY(rows, house.database->read([&](sql::Session& session) {
        return session.rows<engine::TextRow>(
            "SELECT ref, subject, kind, cipher, salt FROM side_text WHERE subdistrict = :s "
            "ORDER BY ref DESC LIMIT :n",
            {{"s", house.engine.subdistrict()}, {"n", texts_tried_max}});
    }));
    return std::count_if(rows.begin(), rows.end(),
                         [&](const auto& row) { return !house.vault.open_text(row); });
}

Result<void> examine(House& house, Restored& done) {
    GEZHI_TRY(chain, house.engine.verify_chain());
    GEZHI_TRY(tables, house.engine.replay_check());
    GEZHI_TRY(closed, unreadable(house));
    done.events = chain.events;
    done.rows = tables.rows;
    done.unreadable = closed;
    for (const auto* verdict : {&chain, &tables})
        if (!verdict->ok())
            return refuse(rules::backup_damaged, {{"difference", verdict->differences.front()}});
    return {};
}

} // namespace

Result<Restored> restore(const PutBack& given, Clock& clock) {
    GEZHI_TRY(backup, copies::newest(given.backup, std::string(manifest_name)));
    GEZHI_TRY(keys, copies::newest(given.keys, std::string(keys_mark)));
    GEZHI_TRY(list, copies::read(backup + "/" + std::string(manifest_name)));
    Restored done;
    GEZHI_TRY(manifest, json::read<Manifest>(list));
    done.manifest = manifest;
    if ((manifest.kind == "sqlite") != is_sqlite(given.database))
        return refuse(rules::other_kind, {{"kind", manifest.kind}});
    GEZHI_CHECK(nothing_there(given));
    if (manifest.kind != "sqlite") {
        GEZHI_TRY(database, sql::Database::open(given.database, {.readers = 1}));
        GEZHI_TRY(target, schema_of(*database));
        if (!target.empty() && target != manifest.schema)
            return refuse(rules::other_kind, {{"kind", manifest.schema}});
    }
    GEZHI_CHECK(put_files(given, manifest, backup, keys));
    HouseSettings made;
    made.home = given.home;
    made.data = given.data;
    made.database = given.database;
    made.street = {manifest.street, manifest.street_name, {}};
    GEZHI_TRY(house, House::open(std::move(made), clock));
    GEZHI_TRY(again, erase_known(*house));
    done.erased_again = again;
    GEZHI_CHECK(examine(*house, done));
    return done;
}

} // namespace gezhi::apps
