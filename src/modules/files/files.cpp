#include "json/json.hpp"
#include "modules/files/disk.hpp"
#include "modules/files/drawn.hpp"
#include "modules/files/query.hpp"
#include "modules/files/sniff.hpp"

#include <sodium.h>

#include <bit>
#include <filesystem>
#include <set>

namespace gezhi::files {

namespace {

constexpr std::size_t names_at_once = 200;
constexpr std::size_t swept_at_once = 500;
constexpr auto thumb_ending = ".thumb";
constexpr std::string_view file_columns =
    "f.id, f.type, f.bytes, f.width, f.height, f.thumb_bytes, f.commitment, f.kept_at, f.wiped_from, "
    "f.wiped_by, f.strokes";

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Digest digest_of(std::string_view bytes) {
    Digest digest;
    crypto_hash_sha256(digest.bytes.data(), raw(bytes), bytes.size());
    return digest;
}

bool says_nothing(std::string_view claimed) {
    return claimed.empty() || claimed == "application/octet-stream";
}

bool is_called(Type type, std::string_view claimed) {
    if (claimed == media_type(type)) return true;
    return (type == Type::jpeg && claimed == "image/jpg") || (type == Type::heic && claimed == "image/heif");
}

// Recorders call their files many names; a sound said to be something else than a sound is a lie.
bool is_called_sound(std::string_view claimed) {
    return claimed.starts_with("audio/") || claimed == "video/webm" || claimed == "video/mp4" ||
           claimed == "video/3gpp";
}

std::string voice_types() {
    std::string list;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Type>>([&](auto d) {
        if (is_voice(d.value)) (list += list.empty() ? "'" : ", '") += std::string(d.name) + "'";
    });
    return list;
}

// What the bytes are stands before them, so that a thumbnail never passes for its picture.
char mark_of(Size size) {
    return size == Size::thumb ? 't' : 'w';
}

std::string seal(const engine::Vault& vault, engine::Mint& mint, const Made& made, Size size, FileId id) {
    return vault.seal_bytes(mint, mark_of(size) + (size == Size::thumb ? made.thumb : made.picture),
                            engine::subject_of(id));
}

std::string path_in(const std::string& folder, FileId id) {
    const auto text = id.text();
    return folder + "/" + text.substr(24, 2) + "/" + text.substr(22, 2) + "/" + text;
}

void remove_both(const std::string& path) {
    std::error_code fault;
    std::filesystem::remove(path, fault);
    std::filesystem::remove(path + thumb_ending, fault);
}

struct Where {
    engine::Engine& engine;
    const engine::Vault& vault;
    const Keeping& keeping;
};

// Bytes before their row: what is on the disk and in no table is swept.
Result<FileId> put_in(const Where& where, const Made& made, FileRow row, engine::Task task) {
    row.bytes = static_cast<std::int64_t>(made.picture.size());
    row.width = made.width;
    row.height = made.height;
    row.thumb_bytes = static_cast<std::int64_t>(made.thumb.size());
    row.kept_at = where.engine.clock().now();
    auto& mint = where.engine.mint();
    const auto sealed = seal(where.vault, mint, made, Size::whole, row.id);
    row.commitment = digest_of(sealed);
    const auto path = path_in(where.keeping.folder, row.id);
    const auto small =
        made.thumb.empty() ? std::string() : seal(where.vault, mint, made, Size::thumb, row.id);
    if ((!small.empty() && !disk::keep(path + thumb_ending, small, where.keeping.durable)) ||
        !disk::keep(path, sealed, where.keeping.durable)) {
        remove_both(path);
        return refuse(rules::not_kept);
    }
    const auto id = row.id;
    task.sides.put(row);
    GEZHI_CHECK(where.engine.ask_and_wait(std::move(task)));
    return id;
}

} // namespace

Result<void> create_side_tables(sql::Database& database) {
    return database.on_writer([](sql::Session& session) -> Result<void> {
        const bool postgresql = session.dialect() == sql::Dialect::postgresql;
        for (const auto* table : {&sql::table_of<FileRow>(), &sql::table_of<FileOfRow>(),
                                  &sql::table_of<FileLookRow>(), &sql::table_of<FileBandRow>()}) {
            GEZHI_CHECK(session.execute(table->create_text(postgresql)));
            const auto indexes = table->index_texts();
            for (const auto& text : indexes) GEZHI_CHECK(session.execute(text));
        }
        return {};
    });
}

// The first two folders are of the id's end: its beginning is the time and the same for a whole day.
std::string Files::path_of(FileId id) const {
    return path_in(keeping_.folder, id);
}

Result<FileId> Files::put(const Made& made, FileRow row, engine::Task task) {
    return put_in({engine_, vault_, keeping_}, made, std::move(row), std::move(task));
}

Result<FileId> keep_drawn(engine::Engine& engine, const engine::Vault& vault, const Keeping& keeping,
                          const Made& made) {
    FileRow row;
    row.id = engine.mint().id<FileId>();
    row.type = made.type;
    return put_in({engine, vault, keeping}, made, std::move(row), {});
}

Result<FileId> Files::keep(std::string_view bytes, std::string_view claimed, Sender sender) {
    if (bytes.size() > picture_bytes_max)
        return refuse(rules::too_large, {{"limit_mb", std::to_string(picture_bytes_max / 1024 / 1024)}});
    const auto type = recognise(bytes);
    if (!type) return refuse(rules::not_a_picture);
    if (!says_nothing(claimed) && !is_called(*type, claimed))
        return refuse(rules::wrong_type, {{"found", std::string(media_type(*type))}});
    GEZHI_TRY(made, children_.keep(bytes));
    FileRow row;
    row.id = engine_.mint().id<FileId>();
    row.type = made.type;
    engine::Task task;
    FileLookRow look{row.id,
                     digest_of(bytes),
                     std::bit_cast<std::int64_t>(made.likeness.across),
                     std::bit_cast<std::int64_t>(made.likeness.down),
                     {}};
    if (sender == Sender::staff && !made.hint.empty())
        look.hint = vault_.seal_column(engine_.mint(), json::write(made.hint, json::Style::stored),
                                       engine::subject_of(row.id));
    task.sides.put(look);
    if (says_something(made.likeness))
        for (const auto band : band_keys(made.likeness)) task.sides.put(FileBandRow{band, row.id});
    return put(made, std::move(row), std::move(task));
}

Result<FileId> Files::keep_voice(std::string_view bytes, std::string_view claimed) {
    if (bytes.size() > voice_bytes_max)
        return refuse(rules::voice_too_large, {{"limit_mb", std::to_string(voice_bytes_max / 1024 / 1024)}});
    const auto type = recognise_voice(bytes);
    if (!type) return refuse(rules::not_a_voice);
    if (!says_nothing(claimed) && !is_called_sound(claimed))
        return refuse(rules::wrong_type, {{"found", std::string(media_type(*type))}});
    Made made;
    made.picture = bytes;
    FileRow row;
    row.id = engine_.mint().id<FileId>();
    row.type = *type;
    return put(made, std::move(row), {});
}

Result<FileId> Files::wipe(FileId original, const std::vector<Stroke>& strokes, PersonId by) {
    GEZHI_TRY(opened, open(original));
    if (is_voice(opened.row.type)) return refuse(rules::missing);
    GEZHI_TRY(made, children_.wipe(opened.bytes, strokes));
    FileRow row;
    row.id = engine_.mint().id<FileId>();
    row.wiped_from = original;
    row.wiped_by = by;
    row.strokes = static_cast<std::int64_t>(strokes.size());
    return put(made, std::move(row), {});
}

Result<std::map<FileId, FileRow>> Files::find(const std::vector<FileId>& ids) {
    std::map<FileId, FileRow> found;
    for (std::size_t from = 0; from < ids.size(); from += names_at_once) {
        const auto n = std::min(names_at_once, ids.size() - from);
        sql::Session::Binds binds{{"s", engine_.subdistrict()}};
        for (std::size_t i = 0; i < n; ++i) binds.emplace_back("p" + std::to_string(i), ids[from + i]);
        GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
            return session.rows<FileRow>("SELECT " + std::string(file_columns) +
                                             " FROM file f WHERE f.subdistrict = :s AND f.id IN (" +
                                             sql::placeholders("p", n) + ")",
                                         binds);
        }));
        for (auto& row : rows) found.emplace(row.id, std::move(row));
    }
    return found;
}

Result<Opened> Files::open(FileId id, Size size) {
    GEZHI_TRY(found, find({id}));
    if (found.empty()) return refuse(rules::missing);
    auto& row = found.begin()->second;
    const bool thumb = size == Size::thumb;
    if (thumb && is_voice(row.type)) return refuse(rules::missing);
    GEZHI_TRY(sealed, disk::read(path_of(id) + (thumb ? thumb_ending : "")));
    if (!thumb && digest_of(sealed) != row.commitment) return refuse(rules::damaged, {{"id", id.text()}});
    auto plain = vault_.open_bytes(sealed, engine::subject_of(id));
    if (!plain || plain->empty() || plain->front() != mark_of(size))
        return refuse(rules::damaged, {{"id", id.text()}});
    return Opened{std::move(row), plain->substr(1)};
}

Result<std::optional<StreamId>> Files::named_by(FileId id) {
    GEZHI_TRY(row, engine_.database().read([&](sql::Session& session) {
        return session.one<FileOfRow>("SELECT file, stream FROM file_of WHERE subdistrict = :s AND file = :f",
                                      {{"s", engine_.subdistrict()}, {"f", id}});
    }));
    if (!row) return std::optional<StreamId>{};
    return std::optional<StreamId>{row->stream};
}

Result<bool> may_name(engine::Inside& inside, const std::vector<FileId>& ids, Kept kept) {
    if (ids.empty()) return true;
    const std::set<FileId> wanted(ids.begin(), ids.end());
    require(wanted.size() <= names_at_once, "not more files than one question takes");
    sql::Session::Binds binds{{"s", inside.subdistrict()}, {"stream", inside.stream()}};
    std::size_t n = 0;
    for (const auto id : wanted) binds.emplace_back("p" + std::to_string(n++), id);
    GEZHI_TRY(session, inside.session());
    GEZHI_TRY(found, session->integers("SELECT CAST(count(*) AS BIGINT) FROM file f WHERE f.subdistrict = :s "
                                       "AND f.id IN (" +
                                           sql::placeholders("p", n) + ") AND f.type " +
                                           (kept == Kept::voice ? "" : "NOT ") + "IN (" + voice_types() +
                                           ") AND NOT EXISTS (SELECT 1 FROM file_of o WHERE o.subdistrict = "
                                           "f.subdistrict AND o.file = f.id AND o.stream <> :stream)",
                                       binds));
    return !found.empty() && found.front() == static_cast<std::int64_t>(wanted.size());
}

Result<std::vector<FileId>> Files::of_stream(StreamId stream) {
    GEZHI_TRY(found, engine_.database().read([&](sql::Session& session) {
        return session.texts("SELECT file FROM file_of WHERE subdistrict = :s AND stream = :t UNION "
                             "SELECT f.id FROM file_of o JOIN file f ON f.subdistrict = o.subdistrict AND "
                             "f.wiped_from = o.file WHERE o.subdistrict = :s AND o.stream = :t ORDER BY 1",
                             {{"s", engine_.subdistrict()}, {"t", stream}});
    }));
    std::vector<FileId> files;
    for (const auto& text : found)
        if (const auto id = FileId::parse(text)) files.push_back(*id);
    return files;
}

void Files::remove(const std::vector<FileId>& files) {
    for (const auto file : files) remove_bytes(file);
}

Result<std::int64_t> Files::sweep() {
    const auto before = engine_.clock().now() - std::chrono::microseconds(unnamed_us_max);
    GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
        return session.rows<FileRow>(
            "SELECT " + std::string(file_columns) +
                " FROM file f WHERE f.subdistrict = :s AND f.kept_at < :t AND NOT EXISTS (SELECT 1 FROM "
                "file_of o WHERE o.subdistrict = f.subdistrict AND o.file = f.id) ORDER BY f.kept_at "
                "LIMIT :n",
            {{"s", engine_.subdistrict()}, {"t", before}, {"n", static_cast<std::int64_t>(swept_at_once)}});
    }));
    std::vector<FileId> ids;
    for (const auto& row : rows) ids.push_back(row.id);
    GEZHI_TRY(unnamed, forget(ids));
    GEZHI_TRY(strays, sweep_folder(before));
    return unnamed + strays;
}

Result<void> Files::forget(engine::Sides& sides, const std::vector<FileId>& files) {
    for (const auto id : files) {
        sides.erase(FileRow{.id = id});
        sides.erase(FileOfRow{id, {}});
        sides.erase(FileLookRow{.file = id});
        GEZHI_TRY(keys, engine_.database().read([&](sql::Session& session) {
            return session.rows<FileBandRow>(
                "SELECT band, file FROM file_band WHERE subdistrict = :s AND file = :f",
                {{"s", engine_.subdistrict()}, {"f", id}});
        }));
        for (const auto& key : keys) sides.erase(key);
    }
    return {};
}

Result<std::int64_t> Files::forget(const std::vector<FileId>& files) {
    if (files.empty()) return 0;
    engine::Task task;
    GEZHI_TRY(kept, find(files));
    GEZHI_CHECK(forget(task.sides, files));
    GEZHI_CHECK(engine_.ask_and_wait(std::move(task)));
    remove(files);
    return static_cast<std::int64_t>(kept.size());
}

void Files::remove_bytes(FileId id) const {
    remove_both(path_of(id));
}

// Bytes without a row: written by a process that ended before it could say so. Their id tells when.
Result<std::int64_t> Files::sweep_folder(Instant before) {
    std::error_code fault;
    std::vector<std::pair<FileId, std::filesystem::path>> old;
    for (auto it = std::filesystem::recursive_directory_iterator(keeping_.folder, fault);
         !fault && it != std::filesystem::recursive_directory_iterator(); it.increment(fault)) {
        const auto name = it->path().filename().string(); // the id, and what its bytes are
        const auto id = FileId::parse(name.substr(0, name.find('.')));
        if (!id || static_cast<std::int64_t>(id->bits.high >> 16U) * 1000 >= before.us) continue;
        old.emplace_back(*id, it->path());
        if (old.size() >= swept_at_once) break;
    }
    std::vector<FileId> ids;
    for (const auto& one : old) ids.push_back(one.first);
    GEZHI_TRY(kept, find(ids));
    std::int64_t n = 0;
    for (const auto& [id, path] : old)
        if ((!kept.contains(id) || path.extension() == ".part") && std::filesystem::remove(path, fault)) ++n;
    return n;
}

} // namespace gezhi::files
