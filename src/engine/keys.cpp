#include "engine/keys.hpp"

#include "engine/base64.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace gezhi::engine {

namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t rows_at_once = 32;
constexpr std::string_view memory_part = "inmemory";
constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

constexpr std::string_view key_text =
    "SELECT subject, part, sealed FROM {subject_key} WHERE subdistrict = :s AND subject = :j AND part = :p";

const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* raw(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string random_part() {
    std::string part;
    std::array<unsigned char, Keys::part_length> chance{}; // at once: each fetch is a call into the kernel
    randombytes_buf(chance.data(), chance.size());
    for (const auto byte : chance) part += alphabet[byte & 31U];
    return part;
}

} // namespace

std::string keyed(std::string_view text, std::string_view key) {
    std::string out(key_bytes, '\0');
    crypto_generichash(raw(out), out.size(), raw(text), text.size(), raw(key), key.size());
    return out;
}

Keys::Keys(std::string master) : master_(std::move(master)) {
    require(sodium_init() >= 0, "libsodium starts");
}

Result<std::shared_ptr<Keys>> Keys::open(std::string master, const std::string& url, Code subdistrict,
                                         bool durable, std::optional<std::uint64_t> seed) {
    auto keys = std::make_shared<Keys>(std::move(master));
    keys->seed_ = seed;
    keys->subdistrict_ = std::move(subdistrict);
    GEZHI_TRY(database, sql::Database::open(url, {.readers = 2, .durable = durable}));
    keys->database_ = std::move(database);
    GEZHI_CHECK(keys->create());
    return keys;
}

Result<void> Keys::create() {
    return database_->on_writer([&](sql::Session& session) -> Result<void> {
        std::string schema;
        if (session.dialect() == sql::Dialect::postgresql) {
            GEZHI_TRY(found, session.texts("SELECT CAST(current_schema() AS TEXT)"));
            schema = found.front() == "public" ? "gezhi_keys" : found.front() + "_keys";
            GEZHI_CHECK(session.execute("CREATE SCHEMA IF NOT EXISTS " + schema));
            schema += ".";
        }
        database_->names().set("subject_key", schema + "subject_key");
        database_->names().set("erased_subject", schema + "erased_subject");
        GEZHI_CHECK(session.execute(
            "CREATE TABLE IF NOT EXISTS {subject_key} (subdistrict TEXT NOT NULL, subject TEXT NOT NULL, "
            "part TEXT NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY (subdistrict, subject, part))"));
        GEZHI_CHECK(session.execute(
            "CREATE TABLE IF NOT EXISTS {erased_subject} (subdistrict TEXT NOT NULL, subject TEXT NOT NULL, "
            "at BIGINT NOT NULL, PRIMARY KEY (subdistrict, subject))"));
        return {};
    });
}

SubjectKey Keys::derived(const std::string& subject) const {
    return {std::string(memory_part), keyed("subject:" + subject, master_)};
}

SubjectKey Keys::fresh(const std::string& subject) const {
    if (!database_) return derived(subject);
    if (seed_) return {"seed0000", keyed("subject:" + subject, "seed " + std::to_string(*seed_))};
    SubjectKey key{random_part(), std::string(key_bytes, '\0')};
    randombytes_buf(key.bytes.data(), key.bytes.size());
    return key;
}

std::string Keys::sealed(const SubjectKey& key) const {
    const auto lock = keyed("subject keys", master_);
    std::string box(crypto_secretbox_NONCEBYTES + key.bytes.size() + crypto_secretbox_MACBYTES, '\0');
    randombytes_buf(box.data(), crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(raw(box) + crypto_secretbox_NONCEBYTES, raw(key.bytes), key.bytes.size(), raw(box),
                          raw(lock));
    return base64(box);
}

std::optional<std::string> Keys::unsealed(const std::string& text) const {
    const auto box = unbase64(text);
    constexpr std::size_t around = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (!box || box->size() != around + key_bytes) return std::nullopt;
    const auto lock = keyed("subject keys", master_);
    std::string bytes(key_bytes, '\0');
    if (crypto_secretbox_open_easy(raw(bytes), raw(*box) + crypto_secretbox_NONCEBYTES,
                                   box->size() - crypto_secretbox_NONCEBYTES, raw(*box), raw(lock)) != 0)
        return std::nullopt;
    return bytes;
}

SubjectKey Keys::sealing(const std::string& subject) {
    const std::lock_guard lock(mutex_);
    if (const auto found = mine_.find(subject); found != mine_.end()) return found->second;
    auto key = fresh(subject);
    if (erased_.contains(subject)) return key;
    if (mine_.size() >= cached_max) mine_.clear(); // another part is made when the subject comes again
    mine_.emplace(subject, key);
    if (database_) {
        pending_.push_back({subject, key.part, sealed(key)});
        read_.insert_or_assign(subject + "/" + key.part, key);
    }
    return key;
}

std::optional<SubjectKey> Keys::opening(const std::string& subject, const std::string& part) {
    const auto name = subject + "/" + part;
    {
        const std::lock_guard lock(mutex_);
        if (erased_.contains(subject)) return std::nullopt;
        if (!database_) return part == memory_part ? std::optional(derived(subject)) : std::nullopt;
        if (const auto found = read_.find(name); found != read_.end()) return found->second;
    }
    const auto row = database_->read([&](sql::Session& session) {
        return session.one<SubjectKeyRow>(key_text, {{"s", subdistrict_}, {"j", subject}, {"p", part}});
    });
    if (!row || !*row) return std::nullopt;
    auto bytes = unsealed((*row)->sealed);
    if (!bytes) return std::nullopt;
    SubjectKey key{part, std::move(*bytes)};
    const std::lock_guard lock(mutex_);
    if (read_.size() >= cached_max) read_.clear();
    read_.emplace(name, key);
    return key;
}

Result<void> Keys::flush() {
    if (!database_) return {};
    const std::lock_guard one_at_a_time(flush_mutex_);
    std::vector<SubjectKeyRow> rows;
    {
        const std::lock_guard lock(mutex_);
        rows.swap(pending_);
    }
    if (rows.empty()) return {};
    auto done = database_->write([&](sql::Session& session) -> Result<void> {
        for (std::size_t from = 0; from < rows.size(); from += rows_at_once) {
            const auto n = std::min(rows_at_once, rows.size() - from);
            std::string text = "INSERT INTO {subject_key} (subdistrict, subject, part, sealed) VALUES ";
            sql::Session::Binds binds{{"s", subdistrict_}};
            for (std::size_t i = 0; i < n; ++i) {
                const auto k = std::to_string(i);
                text += std::string(i == 0 ? "" : ", ") + "(:s, :j" + k + ", :p" + k + ", :k" + k + ")";
                binds.emplace_back("j" + k, rows[from + i].subject);
                binds.emplace_back("p" + k, rows[from + i].part);
                binds.emplace_back("k" + k, rows[from + i].sealed);
            }
            text += " ON CONFLICT (subdistrict, subject, part) DO NOTHING";
            GEZHI_CHECK(session.execute(text, binds));
        }
        return {};
    });
    if (done) return {};
    const std::lock_guard lock(mutex_); // the next flush tries again
    pending_.insert(pending_.begin(), rows.begin(), rows.end());
    return done;
}

Result<void> Keys::erase(const std::vector<std::string>& subjects, Instant at) {
    const std::lock_guard one_at_a_time(flush_mutex_);
    {
        const std::lock_guard lock(mutex_);
        for (const auto& subject : subjects) {
            erased_.insert(subject);
            mine_.erase(subject);
            std::erase_if(pending_, [&](const auto& row) { return row.subject == subject; });
            std::erase_if(read_, [&](const auto& one) { return one.first.starts_with(subject + "/"); });
        }
    }
    if (!database_) return {};
    GEZHI_CHECK(database_->write([&](sql::Session& session) -> Result<void> {
        for (const auto& subject : subjects) {
            GEZHI_CHECK(session.execute("DELETE FROM {subject_key} WHERE subdistrict = :s AND subject = :j",
                                        {{"s", subdistrict_}, {"j", subject}}));
            GEZHI_CHECK(
                session.execute("INSERT INTO {erased_subject} (subdistrict, subject, at) VALUES (:s, :j, :a) "
                                "ON CONFLICT (subdistrict, subject) DO NOTHING",
                                {{"s", subdistrict_}, {"j", subject}, {"a", at}}));
        }
        return {};
    }));
    return database_->checkpoint_whole(); // or the log beside the file would still hold the key
}

Result<std::vector<ErasedSubjectRow>> Keys::erased() {
    if (database_)
        return database_->read([&](sql::Session& session) {
            return session.rows<ErasedSubjectRow>(
                "SELECT subject, at FROM {erased_subject} WHERE subdistrict = :s ORDER BY at, subject",
                {{"s", subdistrict_}});
        });
    const std::lock_guard lock(mutex_);
    std::vector<ErasedSubjectRow> rows;
    for (const auto& subject : erased_) rows.push_back({subject, {}});
    return rows;
}

Result<std::int64_t> Keys::count() {
    if (!database_) return 0;
    GEZHI_TRY(found, database_->read([&](sql::Session& session) {
        return session.integers("SELECT CAST(count(*) AS BIGINT) FROM {subject_key} WHERE subdistrict = :s",
                                {{"s", subdistrict_}});
    }));
    return found.front();
}

} // namespace gezhi::engine
