#pragma once
// The keys of subjects (a case, a person, a file), apart from everything they seal: a file `keys.db` of its
// own, a schema of its own on PostgreSQL. A subject has one key for each process that ever sealed for it; a
// part names which. Promises that a key is durable before anything sealed with it is (flush), that erase()
// leaves none of a subject and remembers the erasure, so that older data which is put back can be erased
// again. Each key is itself sealed with the master key. Never gives a key to a subject that was erased.

#include "base/code.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "sql/database.hpp"

#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>

namespace gezhi::engine {

// 32 bytes that nobody finds without the key: BLAKE2b, keyed (RFC 7693, by libsodium).
std::string keyed(std::string_view text, std::string_view key);

struct SubjectKey {
    std::string part{};
    std::string bytes{}; // 32
};

struct SubjectKeyRow {
    static constexpr std::string_view table = "subject_key";
    static constexpr std::array<std::string_view, 2> key{"subject", "part"};
    std::string subject{};
    std::string part{};
    std::string sealed{};
};
BOOST_DESCRIBE_STRUCT(SubjectKeyRow, (), (subject, part, sealed))

struct ErasedSubjectRow {
    static constexpr std::string_view table = "erased_subject";
    static constexpr std::array<std::string_view, 1> key{"subject"};
    std::string subject{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(ErasedSubjectRow, (), (subject, at))

class Keys {
public:
    static constexpr std::size_t part_length = 8;
    static constexpr std::size_t cached_max = 50'000; // subjects

    // In memory: derived from the master key, gone with the process. For tests and tools.
    explicit Keys(std::string master);
    // `url` is sqlite:DIR/keys.db, or the database's own on PostgreSQL, where a schema beside is made. With a
    // `seed` the keys are no secret: for a demo or a test that is the same each time.
    static Result<std::shared_ptr<Keys>> open(std::string master, const std::string& url, Code subdistrict,
                                              bool durable = true, std::optional<std::uint64_t> seed = {});

    // A key to seal with; made when this process has none. Any thread. An erased subject gets one that opens
    // nothing afterwards.
    SubjectKey sealing(const std::string& subject);
    // Nothing: never made, or erased.
    std::optional<SubjectKey> opening(const std::string& subject, const std::string& part);
    // Writes what sealing() has made since; before the commit of what was sealed.
    Result<void> flush();
    // Twice is once.
    Result<void> erase(const std::vector<std::string>& subjects, Instant at);
    Result<std::vector<ErasedSubjectRow>> erased();
    Result<std::int64_t> count(); // of stored keys

private:
    SubjectKey derived(const std::string& subject) const;
    SubjectKey fresh(const std::string& subject) const;
    std::string sealed(const SubjectKey& key) const;
    std::optional<std::string> unsealed(const std::string& box) const;
    Result<void> create();

    std::string master_;
    std::optional<std::uint64_t> seed_{};
    Code subdistrict_{};
    std::shared_ptr<sql::Database> database_; // null: in memory
    std::mutex mutex_;
    std::unordered_map<std::string, SubjectKey> mine_; // to seal with
    std::unordered_map<std::string, SubjectKey> read_; // by subject/part
    std::vector<SubjectKeyRow> pending_;
    std::set<std::string> erased_; // by this process
    std::mutex flush_mutex_;
};

} // namespace gezhi::engine
