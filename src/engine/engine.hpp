#pragma once
// The staircase: the only path by which anything changes in one subdistrict. Commands come in through ask()
// from any thread; one writer drains the queue and runs many in one transaction (group commit; the batch
// sizes itself). Nothing is acknowledged before commit. Clock and flows run here too, in the one process that
// holds the lease.

#include "engine/chain.hpp"
#include "engine/feed.hpp"
#include "engine/log.hpp"
#include "engine/mint.hpp"
#include "engine/room.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <span>
#include <thread>
#include <unordered_map>

namespace gezhi::engine {

using Reply = std::move_only_function<void(Result<Receipt>)>;

// A command on its way to the writer. `room` null means side rows only (sessions, access), without an event.
struct Task {
    Room* room{nullptr};
    StreamId stream{};
    CommandId id{};
    Actor actor{};
    std::any command{};
    Sides sides{};
    std::optional<std::int64_t> if_version{};
    std::int64_t fingerprint{0};
    Reply reply{};
};

// A hand-over between rooms: reads events, answers with commands. Twice is once, for ids are
// `flow/<name>/<seq>/<n>`.
struct FlowCommand {
    Room* room{nullptr};
    StreamId stream{};
    std::any command{};
    Sides sides{};
};

struct Flow {
    Code name{};
    std::vector<std::string_view> listens{}; // event names
    std::function<Result<std::vector<FlowCommand>>(const Event&, sql::Session&)> answer{};
};

struct Limits {
    std::size_t queue_max{20'000};
    std::size_t batch_max{512};
    std::size_t cached_streams_max{20'000};
    static constexpr std::int64_t poll_us = 250'000; // foreign heads, flows, due
};

struct Settings {
    Code subdistrict{};
    Algorithm algorithm{Algorithm::sha256}; // of a log that begins; a log that is there says its own
    Limits limits{};
    std::string holder{"server"}; // of the lease
    // Runs before each commit: what must be durable first (the keys of what was sealed). A fault of it drops
    // the batch.
    std::function<Result<void>()> first{};
};

class Batch;

class Engine {
public:
    // All of these outlive the engine.
    Engine(sql::Database& database, Clock& clock, Mint& mint, Settings settings, std::vector<Room*> rooms,
           std::vector<Flow> flows);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // Makes missing tables, rebuilds missing read tables from the log, loads the memory views.
    Result<void> open();
    void start(); // the writer's thread
    void stop();  // what is queued is still answered

    // Refuses at once with engine/busy when the queue is full. The reply comes on the writer's thread, or
    // here and now when the writer was never started; it may ask again.
    void ask(Task task);
    // For callers that may wait: tools, tests. Runs on the caller's thread when the writer is not started.
    Result<Receipt> ask_and_wait(Task task);
    // Clock and flows inline until quiet; for tests and the simulator, with the writer not started.
    Result<void> settle();
    // Many commands in one transaction without the queue; for loading. Answers come in order.
    std::vector<Result<Receipt>> run(std::vector<Task> tasks);

    void saw(const Actor& actor, const std::string& subject,
             const std::string& purpose); // to `access`, within a second

    sql::Database& database() { return database_; }

    Mint& mint() { return mint_; }

    Clock& clock() { return clock_; }

    Feed& feed() { return feed_; }

    const Code& subdistrict() const { return settings_.subdistrict; }

    Algorithm algorithm() const { return settings_.algorithm; } // of the chain, after open()

    const std::vector<Room*>& rooms() const { return rooms_; }

    Room* room_of(std::string_view event_or_command_name) const;
    Result<std::shared_ptr<const void>> state(Room& room,
                                              StreamId stream); // folded from the log, for readers

    std::int64_t seq() const { return seq_.load(); }

    // Replay (replay.cpp).
    Result<void> ensure_tables();
    Result<void> rebuild(sql::Session& session, const std::vector<const sql::Table*>& only);

    struct Verdict {
        std::int64_t events{0};
        std::int64_t streams{0};
        std::int64_t rows{0};
        std::vector<std::string> differences; // at most 20: table and key

        bool ok() const { return differences.empty(); }
    };

    Result<Verdict> replay_check();
    Result<Verdict> verify_chain();

private:
    friend class Batch;

    // How far a flow has come. What it has passed without a command is written with the next commit, or when
    // there is quiet: an event seen twice is answered twice with the same ids.
    struct Progress {
        static constexpr std::int64_t unknown = -1;
        std::int64_t reached{unknown}; // unknown: the cursor is still to be read
        std::int64_t saved{0};         // of `reached`
        std::int64_t wanted{0};        // the last event that it listens to
    };

    struct Entry {
        Room* room{nullptr};
        std::shared_ptr<const void> state;
        std::int64_t used{0};
    };

    void loop();
    bool turn(); // one round of the writer; false when there was nothing to do
    // Rides in the same transaction, and knows what the commands were answered.
    using Last = std::function<Result<void>(sql::Session&, const std::vector<Result<Receipt>>& answers)>;
    std::vector<Result<Receipt>> process(std::vector<Task>& tasks, const Last& last = nullptr);
    std::vector<Result<Receipt>> answers_to(std::vector<Task>& tasks, const Last& last);
    void note_refusal(const Task& task, const Result<Receipt>& answer);
    std::vector<Result<Receipt>> attempt(std::span<Task> tasks, const Last& last);
    void settle_in(const Batch& done);
    Result<void> learn_algorithm(sql::Session& session);
    void remember(const Event& event);
    Result<void> catch_up(sql::Session& session, const HeadRow& head);
    // pulse.cpp
    Result<void> poll();
    Result<bool> run_clock();
    Result<void> fire(const std::vector<DueRow>& rows);
    Result<std::vector<std::shared_ptr<const void>>> states_of(const std::vector<DueRow>& rows);
    std::vector<Task> due_tasks(const std::vector<DueRow>& rows,
                                const std::vector<std::shared_ptr<const void>>& states) const;
    Result<void> keep_watch(Instant now); // each quarter of a second
    void lead(bool held);
    Result<bool> run_flows(std::int64_t steps);
    Result<bool> step(std::size_t flow, bool& flowed);
    Result<void> read_cursor(std::size_t flow, sql::Session& session);
    Result<std::int64_t> answers_of(std::size_t flow, sql::Session& session, std::vector<Task>& tasks);
    Result<std::vector<Event>> events_after(std::int64_t seq, sql::Session& session) const;
    bool flows_lag() const;
    Result<void> save_cursors(sql::Session& session) const;
    void cursors_saved();
    void flows_want(std::int64_t seq); // all of them, for what was not looked at
    Result<void> write_access();
    void forget();
    void trim_cache();

    sql::Database& database_;
    Clock& clock_;
    Mint& mint_;
    Settings settings_;
    std::vector<Room*> rooms_;
    std::vector<Flow> flows_;
    Chain chain_;
    Feed feed_;

    std::mutex process_mutex_; // one batch at a time, whoever runs it
    HeadRow head_{};           // as of our last commit
    std::unordered_map<StreamId, Entry> cache_;
    std::map<std::string, std::int64_t> series_;
    std::int64_t round_{0};
    std::atomic<std::int64_t> seq_{0};
    std::vector<Progress> progress_; // of flows_
    std::deque<Event> recent_;       // committed here, the newest last, without gaps
    std::atomic<bool> flows_pending_{true};
    bool hurry_{false}; // flows have more to do than one turn took
    Instant next_poll_{};
    Instant next_lease_{};
    bool leading_{false};
    std::optional<Instant> next_due_{};

    std::mutex queue_mutex_;
    std::condition_variable queue_changed_;
    std::vector<Task> queue_;
    bool started_{false};
    bool stopping_{false};
    std::thread thread_;

    std::mutex access_mutex_;
    std::map<std::array<std::string, 3>, AccessRow> access_;
    Instant access_written_{};
};

} // namespace gezhi::engine
