#pragma once
// Backup of a street while it runs, and putting it back. A backup is a folder of its own: the database as of
// one moment, the pictures, the settings, and a list of what it holds. Keys go into another folder, whose old
// copies are removed after the days of the playbook, so that an erasure reaches every backup by then. Putting
// back joins old data with the newest keys and erases again what those know to be erased. Promises never to
// write into a street in which something has happened.

#include "apps/house.hpp"
#include "apps/settings.hpp"

namespace gezhi::apps {

namespace rules {
inline constexpr Rule backup_failed{"apps/backup-failed", Kind::unavailable,
                                    "A file of the backup cannot be written or read"};
inline constexpr Rule no_backup{"apps/no-backup", Kind::missing,
                                "The folder holds no backup of this program"};
inline constexpr Rule not_a_new_street{"apps/not-a-new-street", Kind::conflict,
                                       "There is something where the backup would be put back"};
inline constexpr Rule other_kind{"apps/other-kind", Kind::invalid,
                                 "The backup is of the other kind of database"};
inline constexpr Rule backup_damaged{"apps/backup-damaged", Kind::internal,
                                     "What was put back does not verify"};
} // namespace rules

// manifest.json of a backup.
struct Manifest {
    std::string version{}; // of the program
    Code street{};
    std::string street_name{};
    Instant made{};
    std::string kind{};   // sqlite, postgresql
    std::string schema{}; // of PostgreSQL
    std::int64_t seq{0};  // the last event in it, at least
    std::int64_t files{0};
};
BOOST_DESCRIBE_STRUCT(Manifest, (), (version, street, street_name, made, kind, schema, seq, files))

struct BackedUp {
    std::string folder{}; // of this backup
    std::string keys{};   // of its keys
    Manifest manifest{};
    std::int64_t keys_removed{0}; // old copies
};

// Into `folder`/<moment> and `keys_folder`/<moment>. The house may be at work, here or in another process.
Result<BackedUp> back_up(House& house, const std::string& folder, const std::string& keys_folder);

struct PutBack {
    std::string backup{};   // a backup, or a folder of backups: then the newest
    std::string keys{};     // a copy of keys, or a folder of them: then the newest
    std::string data{};     // where to; made when missing
    std::string database{}; // URL of where to
    std::string home{};
};

struct Restored {
    Manifest manifest{};
    std::int64_t events{0};
    std::int64_t rows{0};
    std::int64_t erased_again{0};
    std::int64_t unreadable{0}; // of the newest texts: their keys are missing
};

// Verifies the chain and holds the tables against the log before it says that all is well.
Result<Restored> restore(const PutBack& given, Clock& clock);

} // namespace gezhi::apps
