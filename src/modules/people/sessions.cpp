#include "modules/people/sessions.hpp"

#include "modules/people/persons.hpp"
#include "modules/people/superfluous.hpp"

#include <sodium.h>

namespace gezhi::people {

namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::int64_t swept_at_once = 500;

std::string make_token(engine::Mint& mint) {
    const auto raw = mint.bytes(token_bytes);
    std::string out(sodium_base64_ENCODED_LEN(token_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    out.pop_back(); // the terminator
    return out;
}

constexpr std::string_view session_text =
    "SELECT token_hash, person, kind, epoch, created, seen, expires, label FROM web_session "
    "WHERE subdistrict = :s AND token_hash = :t";

} // namespace

Digest token_digest(std::string_view token) {
    Digest digest;
    crypto_hash_sha256(digest.bytes.data(), reinterpret_cast<const unsigned char*>(token.data()),
                       token.size());
    return digest;
}

Result<void> create_side_tables(sql::Database& database) {
    return database.on_writer([](sql::Session& session) -> Result<void> {
        const bool postgresql = session.dialect() == sql::Dialect::postgresql;
        for (const auto* table : {&sql::table_of<PersonRow>(), &sql::table_of<CredentialRow>(),
                                  &sql::table_of<SessionRow>(), &sql::table_of<SessionEndRow>(),
                                  &sql::table_of<SuperfluousRow>(), &sql::table_of<FactorRow>()}) {
            GEZHI_CHECK(session.execute(table->create_text(postgresql)));
            const auto indexes = table->index_texts();
            for (const auto& text : indexes) GEZHI_CHECK(session.execute(text));
        }
        return {};
    });
}

Sessions::Sessions(engine::Engine& engine, std::shared_ptr<Rights> rights, Hasher& hasher,
                   SessionLimits limits, SecondFactors* factors)
    : engine_(engine), rights_(std::move(rights)), hasher_(hasher), factors_(factors),
      limits_(std::move(limits)), attempts_(limits_.attempts) {}

Result<void> Sessions::write(engine::Sides sides) {
    engine::Task task;
    task.sides = std::move(sides);
    GEZHI_CHECK(engine_.ask_and_wait(std::move(task)));
    return {};
}

// An unknown login, a closed account and a wrong password take the same time and give the same answer.
// Whether a code is asked is told only to whoever knows the password, and a wrong code is an attempt too.
Result<Opened> Sessions::sign_in(const Given& given, const std::string& address) {
    const auto login = lower_ascii(trim(given.login)).substr(0, 4 * login_length_max);
    const auto now = engine_.clock().now();
    GEZHI_CHECK(attempts_.take(login, address, now));
    GEZHI_TRY(found, engine_.database().read([&](sql::Session& session) {
        return session.one<CredentialRow>(
            "SELECT person, login, hash FROM credential WHERE subdistrict = :s AND login = :l",
            {{"s", engine_.subdistrict()}, {"l", login}});
    }));
    GEZHI_TRY(right,
              found ? hasher_.verify(found->hash, given.password) : hasher_.verify_nobody(given.password));
    const auto rights = rights_->snapshot();
    const auto* holder = right ? rights->open(found->person) : nullptr;
    if (holder == nullptr) return refuse(rules::wrong_login);
    if (holder->second_factor && factors_ != nullptr) {
        if (trim(given.code).empty()) return refuse(rules::code_needed);
        GEZHI_CHECK(factors_->pass(found->person, given.code));
    }
    attempts_.succeeded(login, address);
    return open(found->person, SessionKind::cookie, {});
}

Result<bool> Sessions::knows_password(PersonId person, std::string_view password,
                                      const std::string& address) {
    const auto rights = rights_->snapshot();
    const auto* holder = rights->open(person);
    if (holder == nullptr) return false;
    GEZHI_CHECK(attempts_.take(holder->login.value, address, engine_.clock().now()));
    GEZHI_TRY(found, engine_.database().read([&](sql::Session& session) {
        return session.one<CredentialRow>(
            "SELECT person, login, hash FROM credential WHERE subdistrict = :s AND person = :p",
            {{"s", engine_.subdistrict()}, {"p", person}});
    }));
    GEZHI_TRY(right, found ? hasher_.verify(found->hash, password) : hasher_.verify_nobody(password));
    if (right) attempts_.succeeded(holder->login.value, address);
    return right;
}

Result<Opened> Sessions::open(PersonId person, SessionKind kind, const std::string& label) {
    const auto now = engine_.clock().now();
    const auto rights = rights_->snapshot();
    const auto* holder = rights->open(person);
    if (holder == nullptr) return refuse(rules::wrong_login);
    // Only tokens are counted against the person: to refuse a cookie would be a way to lock somebody out.
    if (kind == SessionKind::bearer) {
        GEZHI_TRY(many, engine_.database().read([&](sql::Session& session) {
            return session.integers(
                "SELECT CAST(count(*) AS BIGINT) FROM web_session WHERE subdistrict = :s "
                "AND person = :p AND kind = 'bearer' AND epoch = :e AND expires > :n",
                {{"s", engine_.subdistrict()}, {"p", person}, {"e", holder->epoch}, {"n", now}});
        }));
        if (many.front() >= limits_.per_person_max) return refuse(rules::too_many_sessions);
    }
    const auto token = make_token(engine_.mint());
    const auto life = kind == SessionKind::cookie ? limits_.cookie_life : limits_.bearer_life;
    const SessionRow row{token_digest(token), person, kind, holder->epoch, now, now, now + life, label};
    engine::Sides sides;
    sides.put(row);
    GEZHI_CHECK(write(std::move(sides)));
    const auto actor = rights->actor_of(person, now);
    return Opened{token, {actor, person, kind, row.token_hash, row.expires, factor_missing(*holder, actor)}};
}

Result<std::optional<Sessions::Cached>> Sessions::find(const Digest& hash, Instant now) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = cache_.find(hash);
        if (found != cache_.end() && (found->second.ended || now - found->second.read_at < limits_.recheck))
            return std::optional<Cached>{found->second};
    }
    std::optional<Cached> fresh;
    GEZHI_CHECK(engine_.database().read([&](sql::Session& session) -> Result<void> {
        GEZHI_TRY(row, session.one<SessionRow>(session_text, {{"s", engine_.subdistrict()}, {"t", hash}}));
        if (!row) return {};
        GEZHI_TRY(ends, session.integers("SELECT ended FROM web_session_end WHERE subdistrict = :s AND "
                                         "token_hash = :t",
                                         {{"s", engine_.subdistrict()}, {"t", hash}}));
        fresh = Cached{*row, !ends.empty(), now, row->seen};
        return {};
    }));
    if (!fresh) return fresh;
    const std::lock_guard lock(mutex_);
    if (cache_.size() >= limits_.cached_max) cache_.clear();
    auto& kept = cache_.try_emplace(hash, *fresh).first->second;
    // What this process knows better than the row it has just read: a later `seen`, a sign-out under way.
    fresh->row.seen = std::max(fresh->row.seen, kept.row.seen);
    fresh->ended = fresh->ended || kept.ended;
    kept = *fresh;
    return fresh;
}

bool Sessions::factor_missing(const Holder& holder, const Actor& actor) const {
    if (holder.second_factor || factors_ == nullptr) return false;
    return std::any_of(limits_.second_factor_duties.begin(), limits_.second_factor_duties.end(),
                       [&](Duty duty) { return actor.has(duty); });
}

bool Sessions::stands(const Cached& one, const Rights::Snapshot& rights, Instant now) const {
    const auto* holder = rights.open(one.row.person);
    if (holder == nullptr || one.ended || one.row.expires <= now || one.row.epoch != holder->epoch)
        return false;
    return one.row.kind == SessionKind::bearer || now - one.row.seen < limits_.idle;
}

Result<SignedIn> Sessions::who(std::string_view token) {
    if (token.empty()) return refuse(rules::signed_out);
    const auto hash = token_digest(token);
    const auto now = engine_.clock().now();
    GEZHI_TRY(found, find(hash, now));
    const auto rights = rights_->snapshot();
    if (!found || !stands(*found, *rights, now)) return refuse(rules::signed_out);
    std::optional<SessionRow> to_write;
    {
        const std::lock_guard lock(mutex_);
        const auto cached = cache_.find(hash);
        if (cached != cache_.end()) {
            cached->second.row.seen = std::max(cached->second.row.seen, now);
            if (now - cached->second.seen_written >= limits_.seen_step) {
                cached->second.seen_written = now;
                to_write = cached->second.row;
            }
        }
    }
    if (to_write) { // once in a while, and when it fails the idle time is only shorter
        engine::Sides sides;
        sides.put(*to_write);
        static_cast<void>(write(std::move(sides)));
    }
    const auto& row = found->row;
    const auto* holder = rights->open(row.person);
    const auto actor = rights->actor_of(row.person, now);
    const bool missing = holder != nullptr && factor_missing(*holder, actor);
    return SignedIn{actor, row.person, row.kind, hash, row.expires, missing};
}

Result<void> Sessions::sign_out(const Digest& token_hash) {
    engine::Sides sides;
    sides.put(SessionEndRow{token_hash, engine_.clock().now()});
    GEZHI_CHECK(write(std::move(sides)));
    const std::lock_guard lock(mutex_);
    const auto found = cache_.find(token_hash);
    if (found != cache_.end()) found->second.ended = true;
    return {};
}

Result<std::vector<SessionRow>> Sessions::list(PersonId person) {
    const auto now = engine_.clock().now();
    const auto rights = rights_->snapshot();
    const auto* holder = rights->open(person);
    if (holder == nullptr) return std::vector<SessionRow>{};
    GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
        return session.rows<SessionRow>(
            "SELECT w.token_hash, w.person, w.kind, w.epoch, w.created, w.seen, w.expires, w.label "
            "FROM web_session w WHERE w.subdistrict = :s AND w.person = :p AND w.epoch = :e "
            "AND w.expires > :n AND NOT EXISTS (SELECT 1 FROM web_session_end x WHERE x.subdistrict = "
            "w.subdistrict AND x.token_hash = w.token_hash) ORDER BY w.seen DESC, w.token_hash",
            {{"s", engine_.subdistrict()}, {"p", person}, {"e", holder->epoch}, {"n", now}});
    }));
    std::vector<SessionRow> standing;
    for (auto& row : rows) {
        {
            const std::lock_guard lock(mutex_);
            if (const auto cached = cache_.find(row.token_hash); cached != cache_.end())
                row.seen = std::max(row.seen, cached->second.row.seen);
        }
        if (stands({row, false, now, row.seen}, *rights, now)) standing.push_back(std::move(row));
    }
    return standing;
}

Result<void> Sessions::end(PersonId person, const Digest& token_hash) {
    GEZHI_TRY(standing, list(person));
    const bool theirs = std::any_of(standing.begin(), standing.end(),
                                    [&](const auto& row) { return row.token_hash == token_hash; });
    if (!theirs) return refuse(rules::signed_out);
    return sign_out(token_hash);
}

Result<std::int64_t> Sessions::sweep() {
    const auto before = engine_.clock().now() - std::chrono::hours(24);
    GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
        return session.rows<SessionRow>("SELECT token_hash, person, kind, epoch, created, seen, expires, "
                                        "label FROM web_session WHERE subdistrict = :s AND expires < :b "
                                        "LIMIT :n",
                                        {{"s", engine_.subdistrict()}, {"b", before}, {"n", swept_at_once}});
    }));
    if (rows.empty()) return 0;
    engine::Sides sides;
    for (const auto& row : rows) {
        sides.erase(row);
        sides.erase(SessionEndRow{row.token_hash, {}});
    }
    GEZHI_CHECK(write(std::move(sides)));
    return static_cast<std::int64_t>(rows.size());
}

} // namespace gezhi::people
