#pragma once
// Passwords: argon2id (RFC 9106) through libsodium, one at a time, since each takes tens of megabytes. The
// side table `credential` holds the hash and nothing else does. Never logs, returns or stores a password.

#include "base/code.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "sql/table.hpp"

#include <atomic>
#include <mutex>

namespace gezhi::people {

struct CredentialRow {
    static constexpr std::string_view table = "credential";
    static constexpr std::array<std::string_view, 1> key{"person"};
    static constexpr std::array<sql::Index, 1> indexes{{{"credential_by_login", "login"}}};
    PersonId person{};
    Code login{};
    std::string hash{};
};
BOOST_DESCRIBE_STRUCT(CredentialRow, (), (person, login, hash))

namespace rules {
inline constexpr Rule weak_password{"people/weak-password", Kind::invalid,
                                    "A password has at least 8 characters of two kinds and not the login"};
inline constexpr Rule sign_in_busy{"people/sign-in-busy", Kind::unavailable,
                                   "Too many sign-ins at this moment; try again"};
} // namespace rules

// 19 MiB and two passes: the OWASP password storage cheat sheet's setting for argon2id.
struct HashCost {
    std::uint64_t operations{2};
    std::size_t memory_bytes{19 * 1024 * 1024};
};

// GB/T 22239-2019 8.1.4.1 asks for complexity; 8 characters is its usual reading at grade 3.
constexpr std::size_t password_characters_min = 8;
constexpr std::size_t password_bytes_max = 512;

Result<void> check_password(std::string_view password, const Code& login);

class Hasher {
public:
    // More than `waiting_max` at once are refused, so that sign-ins never take all the workers' time.
    explicit Hasher(HashCost cost, int waiting_max = 32);

    Result<std::string> hash(std::string_view password);
    Result<bool> verify(const std::string& hash, std::string_view password);
    // As long as verify() and always false: for logins that do not exist.
    Result<bool> verify_nobody(std::string_view password);

private:
    Result<std::unique_lock<std::mutex>> turn();

    HashCost cost_;
    int waiting_max_{1};
    std::mutex one_;
    std::atomic<int> waiting_{0};
    std::string nobody_; // of no password: what a hash looks like, made of chance
};

} // namespace gezhi::people
