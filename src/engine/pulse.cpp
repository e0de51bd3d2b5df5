// What the engine does of itself between commands: foreign heads, the lease, due moments and flows.

#include "engine/engine.hpp"

#include <algorithm>
#include <limits>

namespace gezhi::engine {

namespace {

constexpr std::int64_t lease_renew_us = 5 * us_per_second;
constexpr std::int64_t due_batch = 200;
constexpr std::int64_t flow_batch = 500;
constexpr std::ptrdiff_t remembered_batch = 64;
constexpr std::int64_t steps_max = 50; // of flows, before the writer looks at its queue again
constexpr std::int64_t no_end = std::numeric_limits<std::int64_t>::max();

} // namespace

Result<void> Engine::poll() {
    const auto now = clock_.now();
    if (now >= next_poll_) {
        next_poll_ = {now.us + Limits::poll_us};
        GEZHI_CHECK(keep_watch(now));
    }
    if (!leading_) return {};
    GEZHI_CHECK(run_clock());
    GEZHI_CHECK(run_flows(steps_max));
    return {};
}

Result<void> Engine::keep_watch(Instant now) {
    GEZHI_CHECK(write_access());
    if (database_.dialect() == sql::Dialect::postgresql) {
        const std::lock_guard lock(process_mutex_);
        GEZHI_CHECK(database_.read([&](sql::Session& session) -> Result<void> {
            GEZHI_TRY(head, log::read_head(session, settings_.subdistrict));
            return head.seq == head_.seq ? Result<void>{} : catch_up(session, head);
        }));
    }
    const bool renew = now >= next_lease_;
    if (!renew && !(leading_ && flows_lag())) return {};
    GEZHI_CHECK(database_.write([&](sql::Session& session) -> Result<void> {
        if (renew) {
            next_lease_ = {now.us + lease_renew_us};
            GEZHI_TRY(held, log::lease(session, settings_.subdistrict, settings_.holder, now));
            lead(held);
        }
        return leading_ ? save_cursors(session) : Result<void>{};
    }));
    cursors_saved();
    return {};
}

// Whoever leads now goes on from the cursors as they are written, not from what it remembers.
void Engine::lead(bool held) {
    if (held != leading_)
        for (auto& progress : progress_) progress.reached = Progress::unknown;
    if (held && !leading_) flows_want(head_.seq);
    leading_ = held;
}

Result<void> Engine::settle() {
    for (;;) {
        GEZHI_TRY(fired, run_clock());
        flows_want(head_.seq);
        GEZHI_TRY(flowed, run_flows(no_end));
        if (!fired && !flowed) break;
    }
    if (!flows_lag()) return {};
    GEZHI_CHECK(database_.write([&](sql::Session& session) { return save_cursors(session); }));
    cursors_saved();
    return {};
}

// One batch for the due rows of a page: each a command of its own, in order of their moments.
std::vector<Task> Engine::due_tasks(const std::vector<DueRow>& rows,
                                    const std::vector<std::shared_ptr<const void>>& states) const {
    std::vector<Task> tasks(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto* room = room_of(rows[i].room);
        tasks[i].room = room;
        tasks[i].stream = rows[i].stream;
        tasks[i].actor.kind = ActorKind::clock;
        tasks[i].command = room->due_command(states[i].get());
        tasks[i].id =
            command_id(settings_.subdistrict, tasks[i].actor,
                       rows[i].stream.text() + "/" + std::to_string(room->version(states[i].get())));
    }
    return tasks;
}

// A due command that is refused is parked in the transaction that refused it, and takes only the row away
// that it was made from. Where another server has set a new moment since, that one stands, and nothing is
// parked.
Result<void> Engine::fire(const std::vector<DueRow>& rows) {
    GEZHI_TRY(states, states_of(rows));
    auto tasks = due_tasks(rows, states);
    const auto answers = process(tasks, [&](sql::Session& session, const auto& answered) -> Result<void> {
        for (std::size_t i = 0; i < answered.size(); ++i) {
            if (answered[i]) continue;
            GEZHI_TRY(cleared, log::clear_due(session, settings_.subdistrict, rows[i]));
            if (cleared)
                GEZHI_CHECK(log::park(session, settings_.subdistrict, "clock", rows[i].stream.text(),
                                      std::string(answered[i].error().rule->code)));
        }
        return {};
    });
    if (answers.size() == rows.size()) {
        for (const auto& answer : answers)
            if (!answer && answer.error().rule->kind >= Kind::unavailable) return refuse(answer.error());
        return {};
    }
    if (rows.size() == 1) return refuse(sql::rules::unavailable);
    // One of them spoiled the batch: the others must not wait for it.
    for (const auto& row : rows) GEZHI_CHECK(fire({row}));
    return {};
}

Result<std::vector<std::shared_ptr<const void>>> Engine::states_of(const std::vector<DueRow>& rows) {
    std::vector<StreamId> streams;
    std::unordered_map<StreamId, std::shared_ptr<const void>> states;
    for (const auto& row : rows) {
        auto* room = room_of(row.room);
        require(room != nullptr, "a due row names a room");
        streams.push_back(row.stream);
        states[row.stream] = room->empty();
    }
    GEZHI_TRY(events, database_.read([&](sql::Session& session) {
        return log::of_streams(session, settings_.subdistrict, streams);
    }));
    for (const auto& event : events) {
        auto& state = states[event.stream];
        GEZHI_TRY(folded, room_of(event.name)->fold(state, event.name, event.body));
        state = std::move(folded);
    }
    std::vector<std::shared_ptr<const void>> list;
    for (const auto& row : rows) list.push_back(states[row.stream]);
    return list;
}

Result<bool> Engine::run_clock() {
    const auto now = clock_.now();
    if (!next_due_ || *next_due_ > now) return false;
    bool fired = false;
    for (;;) {
        GEZHI_TRY(rows, database_.read([&](sql::Session& session) {
            return log::due_until(session, settings_.subdistrict, now, due_batch);
        }));
        if (rows.empty()) break;
        fired = true;
        GEZHI_CHECK(fire(rows));
    }
    GEZHI_TRY(due, database_.read(
                       [&](sql::Session& session) { return log::next_due(session, settings_.subdistrict); }));
    next_due_ = due;
    return fired;
}

bool Engine::flows_lag() const {
    return std::ranges::any_of(progress_, [](const auto& one) {
        return one.reached != Progress::unknown && one.reached > one.saved;
    });
}

Result<void> Engine::save_cursors(sql::Session& session) const {
    for (std::size_t i = 0; i < flows_.size(); ++i)
        if (progress_[i].reached != Progress::unknown && progress_[i].reached > progress_[i].saved)
            GEZHI_CHECK(
                log::set_cursor(session, settings_.subdistrict, flows_[i].name, progress_[i].reached));
    return {};
}

void Engine::cursors_saved() {
    for (auto& one : progress_)
        if (one.reached != Progress::unknown) one.saved = std::max(one.saved, one.reached);
}

void Engine::flows_want(std::int64_t seq) {
    for (auto& one : progress_) one.wanted = seq;
    if (!progress_.empty()) flows_pending_ = true;
}

Result<void> Engine::read_cursor(std::size_t flow, sql::Session& session) {
    auto& progress = progress_[flow];
    if (progress.reached != Progress::unknown) return {};
    GEZHI_TRY(from, log::cursor(session, settings_.subdistrict, flows_[flow].name));
    progress.reached = progress.saved = from;
    return {};
}

// From memory where they were committed here a moment ago.
Result<std::vector<Event>> Engine::events_after(std::int64_t seq, sql::Session& session) const {
    if (recent_.empty() || recent_.front().seq > seq + 1 || recent_.back().seq <= seq)
        return log::after(session, settings_.subdistrict, seq, flow_batch);
    const auto from = recent_.begin() + static_cast<std::ptrdiff_t>(seq + 1 - recent_.front().seq);
    const auto n = std::min(remembered_batch, recent_.end() - from);
    return std::vector<Event>(from, from + n);
}

// The commands that one flow answers the next events with, and how far they reach; -1: nothing new. One
// event's commands at a time, so that the cursor never passes undone work.
Result<std::int64_t> Engine::answers_of(std::size_t index, sql::Session& session, std::vector<Task>& tasks) {
    const auto& flow = flows_[index];
    GEZHI_CHECK(read_cursor(index, session));
    auto reached = progress_[index].reached;
    if (progress_[index].wanted <= reached) return -1;
    GEZHI_TRY(events, events_after(reached, session));
    if (events.empty()) return -1;
    for (const auto& event : events) {
        reached = event.seq;
        if (std::ranges::find(flow.listens, event.name) == flow.listens.end()) continue;
        GEZHI_TRY(commands, flow.answer(event, session));
        for (std::size_t n = 0; n < commands.size(); ++n) {
            Task task;
            task.room = commands[n].room;
            task.stream = commands[n].stream;
            task.command = std::move(commands[n].command);
            task.sides = std::move(commands[n].sides);
            task.actor.kind = ActorKind::flow;
            task.actor.flow = flow.name;
            task.id = command_id(settings_.subdistrict, task.actor,
                                 std::to_string(event.seq) + "/" + std::to_string(n));
            tasks.push_back(std::move(task));
        }
        if (!tasks.empty()) break;
    }
    return reached;
}

// False when there is nothing more for this flow.
Result<bool> Engine::step(std::size_t index, bool& flowed) {
    const auto& flow = flows_[index];
    std::vector<Task> tasks;
    GEZHI_TRY(last, database_.read([&](sql::Session& session) { return answers_of(index, session, tasks); }));
    if (last < 0) return false;
    if (tasks.empty()) {
        progress_[index].reached = last;
        return true;
    }
    flowed = true;
    const auto answers = process(tasks, [&](sql::Session& session, const auto&) {
        return log::set_cursor(session, settings_.subdistrict, flow.name, last);
    });
    if (answers.size() != tasks.size()) return refuse(sql::rules::unavailable);
    for (const auto& answer : answers) {
        if (answer) continue;
        // The world's fault, not the command's: the cursor has not moved, the next round tries again.
        if (answer.error().rule->kind >= Kind::unavailable) return refuse(answer.error());
        GEZHI_CHECK(database_.write([&](sql::Session& session) {
            return log::park(session, settings_.subdistrict, "flow:" + flow.name.value, std::to_string(last),
                             std::string(answer.error().rule->code));
        }));
    }
    progress_[index].reached = progress_[index].saved = last;
    return true;
}

Result<bool> Engine::run_flows(std::int64_t steps) {
    hurry_ = false;
    if (!flows_pending_.exchange(false)) return false;
    bool flowed = false;
    for (std::size_t i = 0; i < flows_.size(); ++i) {
        for (bool more = true; more;) {
            if (steps-- == 0) {
                flows_pending_ = hurry_ = true;
                return flowed;
            }
            auto stepped = step(i, flowed);
            if (!stepped) flows_pending_ = true;
            GEZHI_TRY(again, std::move(stepped));
            more = again;
        }
    }
    return flowed;
}

} // namespace gezhi::engine
