#include "modules/files/disk.hpp"
#include "modules/files/picture.hpp"
#include "modules/files/query.hpp"

#include <sodium.h>

#include <filesystem>
#include <set>

namespace gezhi::files {

namespace {

constexpr std::size_t names_at_once = 200;
constexpr std::size_t swept_at_once = 500;

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* raw(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

// Nonce and box (XSalsa20-Poly1305); the key is of this file alone, so no bytes pass for another's.
std::string seal(const engine::Vault& vault, engine::Mint& mint, FileId id, std::string_view plain) {
    const auto key = vault.derived("file/" + id.text());
    auto sealed = mint.bytes(crypto_secretbox_NONCEBYTES);
    sealed.resize(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size());
    crypto_secretbox_easy(raw(sealed) + crypto_secretbox_NONCEBYTES, raw(plain), plain.size(), raw(sealed),
                          raw(key));
    return sealed;
}

std::optional<std::string> unseal(const engine::Vault& vault, FileId id, std::string_view sealed) {
    constexpr std::size_t around = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (sealed.size() < around) return std::nullopt;
    const auto key = vault.derived("file/" + id.text());
    std::string plain(sealed.size() - around, '\0');
    if (crypto_secretbox_open_easy(raw(plain), raw(sealed) + crypto_secretbox_NONCEBYTES,
                                   sealed.size() - crypto_secretbox_NONCEBYTES, raw(sealed), raw(key)) != 0)
        return std::nullopt;
    return plain;
}

Digest digest_of(std::string_view bytes) {
    Digest digest;
    crypto_hash_sha256(digest.bytes.data(), raw(bytes), bytes.size());
    return digest;
}

bool says_nothing(std::string_view claimed) {
    return claimed.empty() || claimed == "application/octet-stream";
}

} // namespace

Result<void> create_side_tables(sql::Database& database) {
    return database.on_writer([](sql::Session& session) -> Result<void> {
        const bool postgresql = session.dialect() == sql::Dialect::postgresql;
        for (const auto* table : {&sql::table_of<FileRow>(), &sql::table_of<FileOfRow>()}) {
            GEZHI_CHECK(session.execute(table->create_text(postgresql)));
            const auto indexes = table->index_texts();
            for (const auto& text : indexes) GEZHI_CHECK(session.execute(text));
        }
        return {};
    });
}

// The first two folders are of the id's end: its beginning is the time and the same for a whole day.
std::string Files::path_of(FileId id) const {
    const auto text = id.text();
    return folder_ + "/" + text.substr(24, 2) + "/" + text.substr(22, 2) + "/" + text;
}

Result<FileId> Files::keep(std::string_view bytes, std::string_view claimed) {
    GEZHI_TRY(picture, clean(bytes));
    if (!says_nothing(claimed) && claimed != media_type(picture.type) &&
        !(claimed == "image/jpg" && picture.type == Type::jpeg))
        return refuse(rules::wrong_type, {{"found", std::string(media_type(picture.type))}});
    const auto id = engine_.mint().id<FileId>();
    const auto sealed = seal(vault_, engine_.mint(), id, picture.bytes);
    if (!disk::keep(path_of(id), sealed, durable_)) return refuse(rules::not_kept);
    engine::Task task;
    task.sides.put(FileRow{id, picture.type, static_cast<std::int64_t>(picture.bytes.size()), picture.width,
                           picture.height, digest_of(sealed), engine_.clock().now()});
    GEZHI_CHECK(engine_.ask_and_wait(std::move(task)));
    return id;
}

Result<std::map<FileId, FileRow>> Files::find(const std::vector<FileId>& ids) {
    std::map<FileId, FileRow> found;
    for (std::size_t from = 0; from < ids.size(); from += names_at_once) {
        const auto n = std::min(names_at_once, ids.size() - from);
        sql::Session::Binds binds{{"s", engine_.subdistrict()}};
        for (std::size_t i = 0; i < n; ++i) binds.emplace_back("p" + std::to_string(i), ids[from + i]);
        GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
            return session.rows<FileRow>("SELECT id, type, bytes, width, height, commitment, kept_at FROM "
                                         "file WHERE subdistrict = :s AND id IN (" +
                                             sql::placeholders("p", n) + ")",
                                         binds);
        }));
        for (auto& row : rows) found.emplace(row.id, std::move(row));
    }
    return found;
}

Result<Opened> Files::open(FileId id) {
    GEZHI_TRY(found, find({id}));
    if (found.empty()) return refuse(rules::missing);
    auto& row = found.begin()->second;
    GEZHI_TRY(sealed, disk::read(path_of(id)));
    if (digest_of(sealed) != row.commitment) return refuse(rules::damaged, {{"id", id.text()}});
    auto plain = unseal(vault_, id, sealed);
    if (!plain) return refuse(rules::damaged, {{"id", id.text()}});
    return Opened{std::move(row), std::move(*plain)};
}

Result<std::optional<StreamId>> Files::named_by(FileId id) {
    GEZHI_TRY(row, engine_.database().read([&](sql::Session& session) {
        return session.one<FileOfRow>("SELECT file, stream FROM file_of WHERE subdistrict = :s AND file = :f",
                                      {{"s", engine_.subdistrict()}, {"f", id}});
    }));
    if (!row) return std::optional<StreamId>{};
    return std::optional<StreamId>{row->stream};
}

Result<bool> may_name(engine::Inside& inside, const std::vector<FileId>& ids) {
    if (ids.empty()) return true;
    const std::set<FileId> wanted(ids.begin(), ids.end());
    require(wanted.size() <= names_at_once, "not more files than one question takes");
    sql::Session::Binds binds{{"s", inside.subdistrict()}, {"stream", inside.stream()}};
    std::size_t n = 0;
    for (const auto id : wanted) binds.emplace_back("p" + std::to_string(n++), id);
    GEZHI_TRY(session, inside.session());
    GEZHI_TRY(found, session->integers("SELECT CAST(count(*) AS BIGINT) FROM file f WHERE f.subdistrict = :s "
                                       "AND f.id IN (" +
                                           sql::placeholders("p", n) +
                                           ") AND NOT EXISTS (SELECT 1 FROM file_of o WHERE o.subdistrict = "
                                           "f.subdistrict AND o.file = f.id AND o.stream <> :stream)",
                                       binds));
    return !found.empty() && found.front() == static_cast<std::int64_t>(wanted.size());
}

Result<std::int64_t> Files::sweep() {
    const auto before = engine_.clock().now() - std::chrono::microseconds(unnamed_us_max);
    GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
        return session.rows<FileRow>(
            "SELECT f.id, f.type, f.bytes, f.width, f.height, f.commitment, f.kept_at FROM file f WHERE "
            "f.subdistrict = :s AND f.kept_at < :t AND NOT EXISTS (SELECT 1 FROM file_of o WHERE "
            "o.subdistrict = f.subdistrict AND o.file = f.id) ORDER BY f.kept_at LIMIT :n",
            {{"s", engine_.subdistrict()}, {"t", before}, {"n", static_cast<std::int64_t>(swept_at_once)}});
    }));
    if (!rows.empty()) {
        engine::Task task;
        for (const auto& row : rows) task.sides.erase(row);
        GEZHI_CHECK(engine_.ask_and_wait(std::move(task)));
    }
    std::error_code fault;
    for (const auto& row : rows) std::filesystem::remove(path_of(row.id), fault);
    GEZHI_TRY(strays, sweep_folder(before));
    return static_cast<std::int64_t>(rows.size()) + strays;
}

// Bytes without a row: written by a process that ended before it could say so. Their id tells when.
Result<std::int64_t> Files::sweep_folder(Instant before) {
    std::error_code fault;
    std::vector<std::pair<FileId, std::filesystem::path>> old;
    for (auto it = std::filesystem::recursive_directory_iterator(folder_, fault);
         !fault && it != std::filesystem::recursive_directory_iterator(); it.increment(fault)) {
        const auto id = FileId::parse(it->path().stem().string());
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
