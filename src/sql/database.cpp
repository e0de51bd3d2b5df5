#include "sql/database.hpp"

#include "base/text.hpp"
#include "sql/session_impl.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace gezhi::sql {

namespace {

constexpr std::string_view sqlite_prefix = "sqlite:";

constexpr std::array sqlite_pragmas = {"PRAGMA journal_mode = WAL", "PRAGMA busy_timeout = 10000",
                                       "PRAGMA secure_delete = ON", "PRAGMA wal_autocheckpoint = 0",
                                       "PRAGMA temp_store = MEMORY"};

// Pages of the log, 4 kB each. No read transaction outlives its statement, so the log begins anew once all of
// it is in the file; where writing never rests, the writer does the remainder itself.
constexpr int checkpoint_every = 1000;
constexpr int log_pages_max = 8000;

// SOCI hides what its backends are at run time; the sanitizer would ask for it.
[[gnu::no_sanitize("vptr")]] sqlite_api::sqlite3* handle(Session::Impl& impl) {
    return static_cast<soci::sqlite3_session_backend*>(impl.session.get_backend())->conn_;
}

// A session is used by one thread at a time, so that SQLite needs no lock at each of its calls; nobody reads
// its memory statistics, which cost a lock of the whole process at each allocation. Before the first session.
void configure_sqlite() {
    [[maybe_unused]] static const bool done = [] {
        require(sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD) == SQLITE_OK, "SQLite not yet in use");
        return sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;
    }();
}

void open_sqlite(Session::Impl& impl, std::string_view path, const Options& options, bool writer) {
    configure_sqlite();
    impl.session.open(soci::sqlite3, "dbname=\"" + std::string(path) + "\" timeout=10");
    for (const auto* pragma : sqlite_pragmas) impl.session << pragma;
    impl.session << (options.durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
    impl.session << (writer ? "PRAGMA cache_size = -65536" : "PRAGMA cache_size = -8192");
}

void open_postgresql(Session::Impl& impl, const std::string& url) {
    // SOCI 4.0.3 reads a URL as key=value and spoils one that has no `=`; this parameter gives it one.
    const std::string mark = url.find('?') == std::string::npos ? "?" : "&";
    impl.session.open(soci::postgresql, url + mark + "application_name=gezhi");
    impl.session << "SET client_min_messages = warning";
    impl.session << "SET default_transaction_isolation = 'read committed'";
}

} // namespace

[[gnu::no_sanitize("vptr")]] bool Session::Impl::alive() {
    if (dialect != Dialect::postgresql) return true;
    const auto* backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
    return backend != nullptr && PQstatus(backend->conn_) == CONNECTION_OK;
}

Database::Database(std::string url, Dialect dialect, Options options)
    : url_(std::move(url)), dialect_(dialect), options_(options) {}

Result<std::shared_ptr<Database>> Database::open(const std::string& url, Options options) {
    const bool sqlite = url.starts_with(sqlite_prefix);
    if (!sqlite && !url.starts_with("postgresql://") && !url.starts_with("postgres://"))
        return refuse(rules::bad_url);
    std::shared_ptr<Database> database(
        new Database(url, sqlite ? Dialect::sqlite : Dialect::postgresql, options));
    GEZHI_CHECK(database->writer());
    return database;
}

Result<std::unique_ptr<Session>> Database::connect(bool writer) {
    try {
        auto impl = std::make_unique<Session::Impl>();
        impl->dialect = dialect_;
        impl->names = names_;
        if (dialect_ == Dialect::sqlite)
            open_sqlite(*impl, std::string_view(url_).substr(sqlite_prefix.size()), options_, writer);
        else
            open_postgresql(*impl, url_);
        if (writer) impl->sabotage = sabotage_;
        if (writer && dialect_ == Dialect::sqlite)
            sqlite_api::sqlite3_wal_hook(
                handle(*impl),
                [](void* self, sqlite_api::sqlite3* connection, const char*, int pages) {
                    if (static_cast<Database*>(self)->wrote(pages))
                        sqlite_api::sqlite3_wal_checkpoint_v2(connection, nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                                              nullptr, nullptr);
                    return SQLITE_OK;
                },
                this);
        return std::make_unique<Session>(std::move(impl));
    } catch (const std::exception& exception) {
        return refuse(rules::unavailable,
                      {{"reason", std::string(first_code_points(exception.what(), 200))}});
    }
}

Result<Session*> Database::writer() {
    if (!writer_ || writer_->broken()) {
        writer_.reset();
        GEZHI_TRY(fresh, connect(true));
        writer_ = std::move(fresh);
    }
    return writer_.get();
}

Result<void> Database::on_writer(const std::function<Result<void>(Session&)>& work) {
    const std::lock_guard lock(write_mutex_);
    GEZHI_TRY(session, writer());
    return work(*session);
}

Result<void> Database::write(const std::function<Result<void>(Session&)>& work) {
    return on_writer([&](Session& session) -> Result<void> {
        GEZHI_CHECK(session.begin(true));
        auto done = work(session);
        if (done) done = session.commit();
        if (!done) session.rollback();
        return done;
    });
}

Result<std::unique_ptr<Session>> Database::borrow() {
    std::unique_lock lock(pool_mutex_);
    pool_changed_.wait(lock, [&] { return !idle_.empty() || open_ < options_.readers; });
    if (!idle_.empty()) {
        auto session = std::move(idle_.back());
        idle_.pop_back();
        return session;
    }
    ++open_;
    lock.unlock();
    auto session = connect(false);
    if (!session) {
        lock.lock();
        --open_;
        pool_changed_.notify_one();
    }
    return session;
}

void Database::give_back(std::unique_ptr<Session> session) {
    const std::lock_guard lock(pool_mutex_);
    if (session->broken())
        --open_;
    else
        idle_.push_back(std::move(session));
    pool_changed_.notify_one();
}

void Database::sabotage(Session::Sabotage sabotage) {
    const std::lock_guard lock(write_mutex_);
    sabotage_ = std::move(sabotage);
    if (writer_) writer_->sabotage(sabotage_);
}

// After each commit; whether the writer is to move the log itself.
bool Database::wrote(int log_pages) {
    if (log_pages < checkpoint_at_ - checkpoint_every) checkpoint_at_ = checkpoint_every; // it began anew
    if (checkpoint_at_ == 0) checkpoint_at_ = checkpoint_every;
    if (log_pages < checkpoint_at_) return false;
    checkpoint_at_ = log_pages + checkpoint_every;
    if (log_pages >= log_pages_max) return true;
    const std::lock_guard lock(checkpoint_mutex_);
    if (!checkpointer_.joinable()) checkpointer_ = std::thread([this] { checkpoint_beside(); });
    checkpoint_wanted_ = true;
    checkpoint_changed_.notify_one();
    return false;
}

void Database::checkpoint_beside() {
    auto session = connect(false);
    for (;;) {
        {
            std::unique_lock lock(checkpoint_mutex_);
            checkpoint_changed_.wait(lock, [&] { return checkpoint_wanted_ || stopping_; });
            if (stopping_) return;
            checkpoint_wanted_ = false;
        }
        if (!session) session = connect(false);
        if (!session) continue;
        const std::lock_guard one_at_a_time(checkpointing_);
        (void)(*session)->query("PRAGMA wal_checkpoint(PASSIVE)", {},
                                {Type::integer, Type::integer, Type::integer});
    }
}

Database::~Database() {
    {
        const std::lock_guard lock(checkpoint_mutex_);
        stopping_ = true;
    }
    checkpoint_changed_.notify_one();
    if (checkpointer_.joinable()) checkpointer_.join();
}

Result<void> Database::checkpoint_whole() {
    if (dialect_ != Dialect::sqlite) return {};
    return on_writer([&](Session& session) -> Result<void> {
        const std::lock_guard one_at_a_time(checkpointing_);
        GEZHI_TRY(rows, session.query("PRAGMA wal_checkpoint(TRUNCATE)", {},
                                      {Type::integer, Type::integer, Type::integer}));
        if (!rows.empty() && rows.front()[0].integer != 0)
            return refuse(rules::unavailable, {{"reason", "the log is still read"}});
        return {};
    });
}

Result<void> Database::ping() {
    return read([](Session& session) -> Result<void> {
        GEZHI_CHECK(session.integers("SELECT CAST(1 AS BIGINT)"));
        return {};
    });
}

} // namespace gezhi::sql
