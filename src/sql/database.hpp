#pragma once
// A database by URL: `sqlite:PATH` (WAL, synchronous=FULL, one writer) or `postgresql://…`. write() runs a
// function in one transaction on the writer's connection; read() lends a reader's connection. Which of the
// two it is shows in dialect() only; the SQL is one text.

#include "sql/session.hpp"

#include <condition_variable>
#include <thread>
#include <utility>

namespace gezhi::sql {

namespace rules {
inline constexpr Rule bad_url{"sql/bad-url", Kind::invalid, "The database is sqlite:PATH or postgresql://…"};
} // namespace rules

struct Options {
    std::size_t readers{4};
    bool durable{true}; // synchronous=FULL; false only for tests and bulk loads
};

class Database {
public:
    static Result<std::shared_ptr<Database>> open(const std::string& url, Options options = {});

    Dialect dialect() const { return dialect_; }

    Names& names() { return *names_; }

    // One transaction: committed when `work` returns a value, rolled back when it refuses. Serialised.
    Result<void> write(const std::function<Result<void>(Session&)>& work);

    template <class Work>
    auto read(Work work) -> decltype(work(std::declval<Session&>())) {
        auto lent = borrow();
        if (!lent) return refuse(std::move(lent).error());
        auto answer = work(**lent);
        give_back(std::move(*lent));
        return answer;
    }

    // The writer's own connection outside a transaction (DDL, pragmas, tests).
    Result<void> on_writer(const std::function<Result<void>(Session&)>& work);
    void sabotage(Session::Sabotage sabotage);
    // SQLite: moves the whole log into the file and empties it, so that nothing deleted is left in it; waits
    // for readers. Nothing on PostgreSQL.
    Result<void> checkpoint_whole();
    Result<void> ping();

    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

private:
    Database(std::string url, Dialect dialect, Options options);
    Result<std::unique_ptr<Session>> connect(bool writer);
    Result<std::unique_ptr<Session>> borrow();
    void give_back(std::unique_ptr<Session> session);
    Result<Session*> writer();
    bool wrote(int log_pages);
    void checkpoint_beside();

    std::string url_;
    Dialect dialect_;
    Options options_;
    std::shared_ptr<Names> names_ = std::make_shared<Names>();
    std::mutex write_mutex_;
    std::unique_ptr<Session> writer_;
    Session::Sabotage sabotage_;
    std::mutex pool_mutex_;
    std::condition_variable pool_changed_;
    std::vector<std::unique_ptr<Session>> idle_;
    std::size_t open_{0};

    // SQLite's log is moved into the file by a thread of its own, so that no commit waits for it.
    int checkpoint_at_{0}; // pages of the log; the writer's
    std::mutex checkpoint_mutex_;
    std::condition_variable checkpoint_changed_;
    bool checkpoint_wanted_{false};
    bool stopping_{false};
    std::mutex checkpointing_;
    std::thread checkpointer_;
};

} // namespace gezhi::sql
