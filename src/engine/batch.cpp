#include "engine/batch.hpp"

#include <algorithm>

namespace gezhi::engine {

Batch::Batch(Engine& engine, sql::Session& session, HeadRow head, Instant now)
    : engine_(engine), session_(session), head_(head), now_(std::max(now, head.at)), series_(engine.series_) {
}

Result<void> Batch::prepare(std::span<const Task> tasks) {
    std::vector<CommandId> ids;
    std::vector<StreamId> missing;
    for (const auto& task : tasks) {
        if (task.room == nullptr) continue;
        ids.push_back(task.id);
        if (!engine_.cache_.contains(task.stream)) missing.push_back(task.stream);
    }
    GEZHI_TRY(answered, log::of_commands(session_, subdistrict(), ids));
    for (const auto& event : answered) {
        const auto id = CommandId::parse(event.command_id).value_or(CommandId{});
        auto& known = known_[id];
        known.receipt = {event.stream, event.version, event.seq, true, nullptr};
        if (known.fingerprint == 0) known.fingerprint = event.fingerprint;
    }
    std::sort(missing.begin(), missing.end());
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    GEZHI_TRY(events, log::of_streams(session_, subdistrict(), missing));
    for (const auto& id : missing) loaded_[id] = nullptr;
    return fold_in(std::move(events));
}

Result<void> Batch::fold_in(std::vector<Event> events) {
    for (const auto& event : events) {
        auto* room = engine_.room_of(event.name);
        if (room == nullptr) return refuse(rules::newer_version, {{"name", event.name}});
        auto& state = loaded_[event.stream];
        GEZHI_TRY(folded, room->fold(state ? state : room->empty(), event.name, event.body));
        state = std::move(folded);
    }
    return {};
}

Result<std::shared_ptr<const void>> Batch::state_of(Room& room, StreamId stream) {
    if (const auto touched = index_.find(stream); touched != index_.end())
        return order_[touched->second].second.now;
    if (const auto cached = engine_.cache_.find(stream); cached != engine_.cache_.end()) {
        cached->second.used = engine_.round_;
        return cached->second.state;
    }
    if (!loaded_.contains(stream)) {
        loaded_[stream] = nullptr;
        GEZHI_TRY(events, log::of_streams(session_, subdistrict(), {stream}));
        GEZHI_CHECK(fold_in(std::move(events)));
    }
    const auto& state = loaded_[stream];
    return state ? state : room.empty();
}

Result<std::shared_ptr<const void>> Batch::other(const Room& room, StreamId id) {
    for (auto* one : engine_.rooms_)
        if (one == &room) return state_of(*one, id);
    bug("a room of this house");
}

Result<sql::Session*> Batch::session() {
    GEZHI_CHECK(flush());
    return &session_;
}

Result<std::int64_t> Batch::next(const std::string& series,
                                 const std::function<Result<std::int64_t>(sql::Session&)>& load) {
    auto found = series_.find(series);
    if (found == series_.end()) {
        GEZHI_TRY(open, session());
        GEZHI_TRY(last, load(*open));
        found = series_.emplace(series, last).first;
    }
    return ++found->second;
}

Result<Receipt> Batch::handle(const Task& task) {
    if (task.room == nullptr) {
        sides_.push_back(&task.sides);
        return Receipt{};
    }
    if (const auto known = known_.find(task.id); known != known_.end()) {
        if (known->second.fingerprint != task.fingerprint) return refuse(rules::key_reused);
        auto receipt = known->second.receipt;
        GEZHI_TRY(now, state_of(*task.room, receipt.id));
        receipt.state = std::move(now);
        return receipt;
    }
    stream_ = task.stream;
    GEZHI_TRY(before, state_of(*task.room, task.stream));
    const auto version = task.room->version(before.get());
    if (task.if_version && *task.if_version != version)
        return refuse(rules::stale, {{"version", std::to_string(version)}});
    GEZHI_TRY(outcome, task.room->handle(*this, before, task.actor, task.command));
    require(!outcome.events.empty(), "a command that is not refused writes an event");
    append(task, outcome, version);
    const auto touched = index_.try_emplace(task.stream, order_.size());
    if (touched.second) order_.push_back({task.stream, {task.room, before, before, before, nullptr}});
    auto& one = order_[touched.first->second].second;
    one.now = std::move(outcome.state);
    if (!task.sides.writes().empty()) {
        one.sides = &task.sides;
        sides_.push_back(&task.sides);
    }
    known_[task.id] = {{task.stream, events_.back().version, events_.back().seq, true, nullptr},
                       task.fingerprint};
    return Receipt{task.stream, events_.back().version, events_.back().seq, false, one.now};
}

void Batch::append(const Task& task, const Outcome& outcome, std::int64_t version_before) {
    for (const auto& stored : outcome.events) {
        Event event{++head_.seq,
                    task.stream,
                    ++version_before,
                    stored.name,
                    now_,
                    task.actor.text(),
                    task.actor.acting_post.empty() ? std::string() : task.actor.acting_post.text(),
                    task.id.text(),
                    task.fingerprint,
                    stored.body,
                    {}};
        event.hash = engine_.chain_.link(head_.hash, subdistrict(), event);
        head_.hash = event.hash;
        head_.at = now_;
        all_events_.push_back(event);
        events_.push_back(std::move(event));
    }
    require(engine_.rooms_.empty() || version_before == task.room->version(outcome.state.get()),
            "a state counts its events");
}

Result<void> Batch::flush() {
    if (!events_.empty()) {
        GEZHI_CHECK(log::append(session_, subdistrict(), events_));
        events_.clear();
    }
    std::map<const sql::Table*, std::vector<const std::vector<sql::Value>*>> puts;
    for (const auto* sides : sides_)
        for (const auto& write : sides->writes()) {
            if (write.erase)
                GEZHI_CHECK(log::erase(session_, subdistrict(), write.row));
            else
                puts[write.row.table].push_back(&write.row.values);
        }
    for (const auto& [table, rows] : puts) GEZHI_CHECK(log::upsert(session_, subdistrict(), *table, rows));
    sides_.clear();
    GEZHI_CHECK(flush_rows());
    return flush_due();
}

namespace {

bool same_key(const Row& a, const Row& b) {
    if (a.table != b.table) return false;
    return std::all_of(a.table->key.begin(), a.table->key.end(),
                       [&](std::size_t k) { return a.values[k] == b.values[k]; });
}

} // namespace

// The difference of view(before) and view(after), each key once.
Result<void> Batch::flush_rows() {
    std::vector<RowSet> keep;
    keep.reserve(order_.size());
    std::map<const sql::Table*, std::vector<const std::vector<sql::Value>*>> puts;
    Deltas deltas;
    for (auto& [stream, one] : order_) {
        if (one.written == one.now) continue;
        RowSet before;
        one.room->view(one.written.get(), before);
        auto& after = keep.emplace_back();
        one.room->view(one.now.get(), after);
        for (const auto& row : after.rows()) {
            const auto old = std::find_if(before.rows().begin(), before.rows().end(),
                                          [&](const auto& b) { return same_key(b, row); });
            if (old == before.rows().end() || old->values != row.values)
                puts[row.table].push_back(&row.values);
        }
        for (const auto& row : before.rows())
            if (std::none_of(after.rows().begin(), after.rows().end(),
                             [&](const auto& a) { return same_key(a, row); }))
                GEZHI_CHECK(log::erase(session_, subdistrict(), row));
        one.room->rollup(one.written.get(), one.now.get(), deltas);
    }
    for (const auto& [table, rows] : puts) GEZHI_CHECK(log::upsert(session_, subdistrict(), *table, rows));
    for (const auto& [key, n] : deltas.sums())
        GEZHI_CHECK(session_.execute(
            "INSERT INTO {rollup} (subdistrict, counter, bucket, n) VALUES (:s, :c, :b, :n) "
            "ON CONFLICT (subdistrict, counter, bucket) DO UPDATE SET n = {rollup}.n + excluded.n",
            {{"s", subdistrict()}, {"c", key.first}, {"b", key.second}, {"n", n}}));
    return {};
}

Result<void> Batch::flush_due() {
    for (auto& [stream, one] : order_) {
        if (one.written == one.now) continue;
        const auto before = one.room->due(one.written.get());
        const auto after = one.room->due(one.now.get());
        if (before != after) {
            if (after)
                GEZHI_CHECK(
                    log::set_due(session_, subdistrict(), {stream, std::string(one.room->name()), *after}));
            else
                GEZHI_CHECK(log::clear_due(session_, subdistrict(), stream));
        }
        one.written = one.now;
    }
    return {};
}

} // namespace gezhi::engine
