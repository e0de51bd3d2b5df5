// What the engine does of itself between commands: foreign heads, the lease, due moments and flows.

#include "engine/engine.hpp"

#include <algorithm>

namespace gezhi::engine {

namespace {

constexpr std::int64_t lease_renew_us = 5 * us_per_second;
constexpr std::int64_t due_batch = 200;
constexpr std::int64_t flow_batch = 500;

} // namespace

Result<void> Engine::poll() {
    const auto now = clock_.now();
    if (now < next_poll_ && !flows_pending_) return {};
    next_poll_ = {now.us + Limits::poll_us};
    GEZHI_CHECK(write_access());
    if (database_.dialect() == sql::Dialect::postgresql) {
        const std::lock_guard lock(process_mutex_);
        GEZHI_CHECK(database_.read([&](sql::Session& session) -> Result<void> {
            GEZHI_TRY(head, log::read_head(session, settings_.subdistrict));
            return head.seq == head_.seq ? Result<void>{} : catch_up(session, head);
        }));
    }
    if (now >= next_lease_) {
        next_lease_ = {now.us + lease_renew_us};
        GEZHI_CHECK(database_.write([&](sql::Session& session) -> Result<void> {
            GEZHI_TRY(held, log::lease(session, settings_.subdistrict, settings_.holder, now));
            leading_ = held;
            return {};
        }));
    }
    if (!leading_) return {};
    GEZHI_CHECK(run_clock());
    GEZHI_CHECK(run_flows());
    return {};
}

Result<void> Engine::settle() {
    for (;;) {
        GEZHI_TRY(fired, run_clock());
        flows_pending_ = true;
        GEZHI_TRY(flowed, run_flows());
        if (!fired && !flowed) return {};
    }
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

Result<void> Engine::fire(const std::vector<DueRow>& rows) {
    GEZHI_TRY(states, states_of(rows));
    auto tasks = due_tasks(rows, states);
    const auto answers = process(tasks);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i]) continue;
        const auto& error = answers[i].error();
        if (error.rule->kind >= Kind::unavailable) return refuse(error);
        GEZHI_CHECK(database_.write([&](sql::Session& session) -> Result<void> {
            GEZHI_CHECK(log::clear_due(session, settings_.subdistrict, rows[i].stream));
            return log::park(session, settings_.subdistrict, "clock", rows[i].stream.text(),
                             std::string(error.rule->code));
        }));
    }
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

// The commands that one flow answers the next events with, and how far they reach; -1: nothing new. One
// event's commands at a time, so that the cursor never passes undone work.
Result<std::int64_t> Engine::answers_of(const Flow& flow, sql::Session& session, std::vector<Task>& tasks) {
    GEZHI_TRY(from, log::cursor(session, settings_.subdistrict, flow.name));
    GEZHI_TRY(events, log::after(session, settings_.subdistrict, from, flow_batch));
    auto reached = from;
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
    return reached == from ? -1 : reached;
}

// False when there is nothing more for this flow.
Result<bool> Engine::step(const Flow& flow, bool& flowed) {
    std::vector<Task> tasks;
    GEZHI_TRY(last, database_.read([&](sql::Session& session) { return answers_of(flow, session, tasks); }));
    if (last < 0) return false;
    if (tasks.empty()) {
        GEZHI_CHECK(database_.write([&](sql::Session& session) {
            return log::set_cursor(session, settings_.subdistrict, flow.name, last);
        }));
        return true;
    }
    flowed = true;
    const auto answers = process(tasks, [&](sql::Session& session) {
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
    return true;
}

Result<bool> Engine::run_flows() {
    if (!flows_pending_) return false;
    flows_pending_ = false;
    bool flowed = false;
    for (const auto& flow : flows_) {
        for (bool more = true; more;) {
            auto stepped = step(flow, flowed);
            if (!stepped) flows_pending_ = true;
            GEZHI_TRY(again, std::move(stepped));
            more = again;
        }
    }
    return flowed;
}

} // namespace gezhi::engine
