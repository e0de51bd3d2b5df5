#pragma once
// Who is signed in: sessions by cookie or bearer token. A token is 32 random bytes, shown once and kept as
// its SHA-256. Promises that a session ends when it was idle too long, too old, signed out, or when its
// account was closed or got another password; on another server of the same street within `recheck`.

#include "engine/engine.hpp"
#include "modules/people/attempts.hpp"
#include "modules/people/credentials.hpp"
#include "modules/people/rights.hpp"
#include "modules/people/second_factor.hpp"

namespace gezhi::people {

enum class SessionKind : std::uint8_t { cookie, bearer };
BOOST_DESCRIBE_ENUM(SessionKind, cookie, bearer)

struct SessionRow {
    static constexpr std::string_view table = "web_session";
    static constexpr std::array<std::string_view, 1> key{"token_hash"};
    static constexpr std::array<sql::Index, 1> indexes{{{"web_session_by_person", "person"}}};
    Digest token_hash{};
    PersonId person{};
    SessionKind kind{SessionKind::cookie};
    std::int64_t epoch{0};
    Instant created{};
    Instant seen{};
    Instant expires{};
    std::string label{};
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (token_hash, person, kind, epoch, created, seen, expires, label))

// Apart from the session, so that no late write of `seen` by another server can undo a sign-out.
struct SessionEndRow {
    static constexpr std::string_view table = "web_session_end";
    static constexpr std::array<std::string_view, 1> key{"token_hash"};
    Digest token_hash{};
    Instant ended{};
};
BOOST_DESCRIBE_STRUCT(SessionEndRow, (), (token_hash, ended))

namespace rules {
inline constexpr Rule wrong_login{"people/wrong-login", Kind::unauthenticated, "Login or password is wrong"};
inline constexpr Rule signed_out{"people/signed-out", Kind::unauthenticated,
                                 "There is no session, or it has ended"};
inline constexpr Rule cookie_only{"people/cookie-only", Kind::denied,
                                  "A bearer token cannot make further tokens or change passwords"};
inline constexpr Rule too_many_sessions{"people/too-many-sessions", Kind::limit,
                                        "The account has too many sessions or tokens"};
} // namespace rules

struct SessionLimits {
    // Grade 3 practice under GB/T 22239-2019: half an hour idle.
    std::chrono::microseconds idle{std::chrono::minutes(30)};
    std::chrono::microseconds cookie_life{std::chrono::hours(12)};
    std::chrono::microseconds bearer_life{std::chrono::hours(24 * 180)};
    std::chrono::microseconds recheck{std::chrono::seconds(10)};
    std::chrono::microseconds seen_step{std::chrono::minutes(5)};
    std::int64_t per_person_max{50};
    std::size_t cached_max{20'000};
    AttemptLimits attempts{};
    // Whoever holds one of these sets a second factor before anything else.
    std::vector<Duty> second_factor_duties{};
};

struct SignedIn {
    Actor actor{};
    PersonId person{};
    SessionKind kind{SessionKind::cookie};
    Digest token_hash{};
    Instant expires{};
    bool factor_missing{false}; // a duty asks for a second factor that is not set yet
};

struct Opened {
    std::string token{}; // the only time it is seen
    SignedIn who{};
};

class Sessions {
public:
    // Both references outlive this.
    Sessions(engine::Engine& engine, std::shared_ptr<Rights> rights, Hasher& hasher,
             SessionLimits limits = {}, SecondFactors* factors = nullptr);

    struct Given {
        std::string login{};
        std::string_view password{};
        std::string_view code{}; // of the second factor; empty: none was given
    };

    Result<Opened> sign_in(const Given& given, const std::string& address);

    Result<Opened> sign_in(const std::string& login, std::string_view password, const std::string& address) {
        return sign_in({login, password, {}}, address);
    }

    // Without a password: after one's own password was changed, and for demo buttons.
    Result<Opened> open(PersonId person, SessionKind kind, const std::string& label);
    Result<SignedIn> who(std::string_view token);
    Result<void> sign_out(const Digest& token_hash);
    // Whether this is the person's present password; counts as an attempt.
    Result<bool> knows_password(PersonId person, std::string_view password, const std::string& address);
    Result<std::vector<SessionRow>> list(PersonId person); // those that stand, last used first
    // One of the person's sessions; people/signed-out when it is none of theirs.
    Result<void> end(PersonId person, const Digest& token_hash);
    Result<std::int64_t> sweep(); // forgets rows of sessions long over

    const SessionLimits& limits() const { return limits_; }

private:
    struct Cached {
        SessionRow row{};
        bool ended{false};
        Instant read_at{};
        Instant seen_written{};
    };

    Result<std::optional<Cached>> find(const Digest& hash, Instant now);
    Result<Cached> touch(const Digest& hash, const Cached& found, Instant now);
    bool factor_missing(const Holder& holder, const Actor& actor) const;
    bool stands(const Cached& one, const Rights::Snapshot& rights, Instant now) const;
    Result<void> write(engine::Sides sides);

    engine::Engine& engine_;
    std::shared_ptr<Rights> rights_;
    Hasher& hasher_;
    SecondFactors* factors_{nullptr};
    SessionLimits limits_;
    Attempts attempts_;
    std::mutex mutex_;
    std::map<Digest, Cached> cache_;
};

// Makes the side tables of this room; before Engine::open().
Result<void> create_side_tables(sql::Database& database);

Digest token_digest(std::string_view token);

} // namespace gezhi::people
