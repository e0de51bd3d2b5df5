#include "engine/engine.hpp"

#include "engine/batch.hpp"

#include <algorithm>
#include <future>

namespace gezhi::engine {

namespace {

constexpr std::int64_t step_back_max_us =
    60 * us_per_second;                      // a smaller step back of the clock is waited out
constexpr std::int64_t page = 500;           // events read at a time
constexpr std::size_t remembered_max = 2000; // events for the flows

} // namespace

Engine::Engine(sql::Database& database, Clock& clock, Mint& mint, Settings settings, std::vector<Room*> rooms,
               std::vector<Flow> flows)
    : database_(database), clock_(clock), mint_(mint), settings_(std::move(settings)),
      rooms_(std::move(rooms)), flows_(std::move(flows)), chain_(settings_.algorithm),
      progress_(flows_.size()) {}

Engine::~Engine() {
    stop();
}

Room* Engine::room_of(std::string_view name) const {
    const auto prefix = name.substr(0, name.find('/'));
    for (auto* room : rooms_)
        if (room->name() == prefix) return room;
    return nullptr;
}

Result<void> Engine::open() {
    GEZHI_CHECK(database_.on_writer([&](sql::Session& session) -> Result<void> {
        GEZHI_CHECK(log::create(session));
        return log::ensure_head(session, settings_.subdistrict);
    }));
    GEZHI_CHECK(ensure_tables());
    return database_.read([&](sql::Session& session) -> Result<void> {
        GEZHI_TRY(head, log::read_head(session, settings_.subdistrict));
        if (clock_.now().us < head.at.us - step_back_max_us)
            return refuse(rules::clock_backwards, {{"log", iso(head.at)}});
        for (auto* room : rooms_) GEZHI_CHECK(room->load(session, settings_.subdistrict));
        GEZHI_CHECK(learn_algorithm(session));
        head_ = head;
        seq_ = head.seq;
        flows_want(head.seq);
        GEZHI_TRY(due, log::next_due(session, settings_.subdistrict));
        next_due_ = due;
        return {};
    });
}

// Event 1 says how the log is chained: its hash matches one algorithm and no other. A log whose first event
// matches neither was tampered with; verify_chain() says so.
Result<void> Engine::learn_algorithm(sql::Session& session) {
    GEZHI_TRY(first, log::after(session, settings_.subdistrict, 0, 1));
    if (first.empty()) return {};
    for (const auto algorithm : {Algorithm::sha256, Algorithm::sm3}) {
        Chain chain(algorithm);
        if (chain.link(Digest{}, settings_.subdistrict, first.front()) != first.front().hash) continue;
        settings_.algorithm = algorithm;
        chain_.use(algorithm);
    }
    return {};
}

void Engine::start() {
    {
        const std::lock_guard lock(queue_mutex_);
        started_ = true;
        stopping_ = false;
    }
    thread_ = std::thread([this] { loop(); });
}

void Engine::stop() {
    {
        const std::lock_guard lock(queue_mutex_);
        stopping_ = true;
    }
    queue_changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void Engine::ask(Task task) {
    const auto* why = &rules::busy;
    {
        const std::lock_guard lock(queue_mutex_);
        if (stopping_) {
            why = &rules::stopped;
        } else if (!started_) {
            why = nullptr;
        } else if (queue_.size() < settings_.limits.queue_max) {
            queue_.push_back(std::move(task));
            if (queue_.size() == 1) queue_changed_.notify_one();
            return;
        }
    }
    if (why == nullptr) {
        std::vector<Task> one;
        one.push_back(std::move(task));
        process(one);
    } else if (task.reply) {
        task.reply(refuse(*why));
    }
}

Result<Receipt> Engine::ask_and_wait(Task task) {
    if (!thread_.joinable()) {
        std::vector<Task> one;
        one.push_back(std::move(task));
        return std::move(process(one).front());
    }
    std::promise<Result<Receipt>> promise;
    auto answer = promise.get_future();
    task.reply = [&promise](Result<Receipt> result) { promise.set_value(std::move(result)); };
    ask(std::move(task));
    return answer.get();
}

std::vector<Result<Receipt>> Engine::run(std::vector<Task> tasks) {
    return process(tasks);
}

void Engine::loop() {
    for (;;) {
        {
            std::unique_lock lock(queue_mutex_);
            const std::chrono::microseconds most(hurry_ ? 0 : Limits::poll_us);
            queue_changed_.wait_for(lock, most, [&] { return stopping_ || !queue_.empty(); });
            if (stopping_ && queue_.empty()) break;
        }
        turn();
    }
    (void)write_access();
}

bool Engine::turn() {
    std::vector<Task> tasks;
    {
        const std::lock_guard lock(queue_mutex_);
        const auto n = std::min(queue_.size(), settings_.limits.batch_max);
        tasks.assign(std::make_move_iterator(queue_.begin()),
                     std::make_move_iterator(queue_.begin() + static_cast<std::ptrdiff_t>(n)));
        queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(n));
    }
    if (!tasks.empty()) process(tasks);
    // A fault here is shown by doctor; the next round tries again.
    (void)poll();
    return !tasks.empty();
}

std::vector<Result<Receipt>> Engine::process(std::vector<Task>& tasks, const Last& last) {
    auto answers = answers_to(tasks, last);
    // Outside of the lock: whoever is answered may ask again.
    for (std::size_t i = 0; i < answers.size(); ++i) {
        note_refusal(tasks[i], answers[i]);
        if (tasks[i].reply) tasks[i].reply(answers[i]);
    }
    return answers;
}

std::vector<Result<Receipt>> Engine::answers_to(std::vector<Task>& tasks, const Last& last) {
    const std::lock_guard lock(process_mutex_);
    auto answers = attempt(tasks, last);
    if (answers.size() == tasks.size()) return answers;
    answers.clear();
    if (last) return answers;
    // One statement failed and took the batch with it: the commands run again one by one.
    for (auto& task : tasks) {
        auto alone = attempt({&task, 1}, nullptr);
        answers.push_back(alone.empty() ? refuse(sql::rules::unavailable) : std::move(alone.front()));
    }
    return answers;
}

// A refusal writes nothing, but who was turned away by right, conflict or limit leaves a line in `access`.
void Engine::note_refusal(const Task& task, const Result<Receipt>& answer) {
    if (answer || task.room == nullptr || task.actor.kind != ActorKind::person) return;
    const auto kind = answer.error().rule->kind;
    if (kind == Kind::denied || kind == Kind::conflict || kind == Kind::limit)
        saw(task.actor, task.stream.text(), "refused:" + std::string(answer.error().rule->code));
}

// The answers in order once committed; none when the world refused and nothing was written; a single task's
// own fault.
std::vector<Result<Receipt>> Engine::attempt(std::span<Task> tasks, const Last& last) {
    ++round_;
    std::vector<Result<Receipt>> answers;
    std::optional<Batch> batch;
    const auto now = clock_.now();
    const auto done = database_.write([&](sql::Session& session) -> Result<void> {
        GEZHI_TRY(head, log::lock_head(session, settings_.subdistrict));
        if (head.seq != head_.seq) GEZHI_CHECK(catch_up(session, head));
        if (now.us < head.at.us - step_back_max_us)
            return refuse(rules::clock_backwards, {{"log", iso(head.at)}});
        batch.emplace(*this, session, head, now);
        GEZHI_CHECK(batch->prepare(tasks));
        for (const auto& task : tasks) {
            answers.push_back(batch->handle(task));
            // A fault of the world spoils the transaction; a refusal writes nothing and is only an answer.
            if (!answers.back() && answers.back().error().rule->kind >= Kind::unavailable)
                return refuse(answers.back().error());
        }
        GEZHI_CHECK(batch->flush());
        if (batch->head().seq != head.seq)
            GEZHI_CHECK(log::set_head(session, settings_.subdistrict, batch->head()));
        if (leading_ && flows_lag()) GEZHI_CHECK(save_cursors(session));
        if (last) GEZHI_CHECK(last(session, answers));
        if (settings_.first) GEZHI_CHECK(settings_.first());
        return {};
    });
    if (!done) {
        forget();
        answers.clear();
        if (tasks.size() == 1) answers.push_back(refuse(done.error()));
        return answers;
    }
    if (leading_) cursors_saved();
    settle_in(*batch);
    return answers;
}

// After the commit: cache, memory views, feed. In order of seq.
void Engine::settle_in(const Batch& done) {
    const auto* batch = &done;
    head_ = batch->head();
    seq_ = head_.seq;
    series_ = batch->series();
    for (const auto& [stream, one] : batch->touched()) {
        cache_[stream] = {one.room, one.now, round_};
        one.room->apply({stream, one.before, one.now, one.sides, nullptr});
        if (const auto due = one.room->due(one.now.get()); due && (!next_due_ || *due < *next_due_))
            next_due_ = due;
    }
    for (const auto& event : batch->committed_events()) {
        auto* room = room_of(event.name);
        feed_.publish({event.seq, room->name(), event.stream, event.version, cache_[event.stream].state});
        remember(event);
    }
    trim_cache();
}

void Engine::remember(const Event& event) {
    if (flows_.empty()) return;
    if (!recent_.empty() && recent_.back().seq + 1 != event.seq) recent_.clear();
    recent_.push_back(event);
    if (recent_.size() > remembered_max) recent_.pop_front();
    for (std::size_t i = 0; i < flows_.size(); ++i)
        if (std::ranges::find(flows_[i].listens, event.name) != flows_[i].listens.end()) {
            progress_[i].wanted = event.seq;
            flows_pending_ = true;
        }
}

// Our cache and views are behind another server's commits: read them, evict just those streams, apply them to
// the views.
Result<void> Engine::catch_up(sql::Session& session, const HeadRow& head) {
    series_.clear();
    std::map<StreamId, Room*> streams;
    for (auto seq = head_.seq; seq < head.seq;) {
        GEZHI_TRY(events, log::after(session, settings_.subdistrict, seq, page));
        if (events.empty()) break;
        for (const auto& event : events) {
            auto* room = room_of(event.name);
            if (room == nullptr) return refuse(rules::newer_version, {{"name", event.name}});
            streams[event.stream] = room;
        }
        seq = events.back().seq;
    }
    flows_want(head.seq);
    for (const auto& [id, room] : streams) {
        const auto cached = cache_.find(id);
        auto before = cached == cache_.end() ? room->empty() : cached->second.state;
        cache_.erase(id);
        GEZHI_TRY(events, log::of_streams(session, settings_.subdistrict, {id}));
        auto state = room->empty();
        for (const auto& event : events) {
            GEZHI_TRY(folded, room->fold(state, event.name, event.body));
            state = std::move(folded);
        }
        room->apply({id, before, state, nullptr, &session});
        feed_.publish({head.seq, room->name(), id, room->version(state.get()), state});
    }
    head_ = head;
    seq_ = head.seq;
    GEZHI_TRY(due, log::next_due(session, settings_.subdistrict));
    next_due_ = due;
    return {};
}

Result<std::shared_ptr<const void>> Engine::state(Room& room, StreamId stream) {
    GEZHI_TRY(events, database_.read([&](sql::Session& session) {
        return log::of_streams(session, settings_.subdistrict, {stream});
    }));
    auto state = room.empty();
    for (const auto& event : events) {
        GEZHI_TRY(folded, room.fold(state, event.name, event.body));
        state = std::move(folded);
    }
    return state;
}

void Engine::saw(const Actor& actor, const std::string& subject, const std::string& purpose) {
    const auto now = clock_.now();
    const std::lock_guard lock(access_mutex_);
    auto& row = access_[{actor.text(), subject, purpose}];
    if (row.count == 0) row = {now.us / us_per_hour, actor.text(), subject, purpose, now, now, 0};
    row.last = now;
    ++row.count;
}

Result<void> Engine::write_access() {
    std::map<std::array<std::string, 3>, AccessRow> rows;
    {
        const std::lock_guard lock(access_mutex_);
        rows.swap(access_);
    }
    if (rows.empty()) return {};
    return database_.write([&](sql::Session& session) -> Result<void> {
        for (const auto& [key, row] : rows)
            GEZHI_CHECK(log::count_access(session, settings_.subdistrict, row));
        return {};
    });
}

void Engine::forget() {
    cache_.clear();
    series_.clear();
}

void Engine::trim_cache() {
    if (cache_.size() <= settings_.limits.cached_streams_max) return;
    std::vector<std::int64_t> used;
    used.reserve(cache_.size());
    for (const auto& [id, entry] : cache_) used.push_back(entry.used);
    std::nth_element(used.begin(), used.begin() + static_cast<std::ptrdiff_t>(used.size() / 2), used.end());
    const auto middle = used[used.size() / 2];
    std::erase_if(cache_, [&](const auto& one) { return one.second.used <= middle; });
}

} // namespace gezhi::engine
