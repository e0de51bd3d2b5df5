#pragma once
// One transaction of the writer. Collects events, states and side rows; writes them out before a set question
// and at the end, each key once. Dies with the transaction: only Engine moves its results into the cache
// after the commit.

#include "engine/engine.hpp"

namespace gezhi::engine {

class Batch final : public Inside {
public:
    Batch(Engine& engine, sql::Session& session, HeadRow head, Instant now);

    // Receipts of commands known before, states of streams not in the cache: one statement each.
    Result<void> prepare(std::span<const Task> tasks);
    Result<Receipt> handle(const Task& task);
    Result<void> flush();

    struct Touched {
        Room* room{nullptr};
        std::shared_ptr<const void> before;  // at the start of the batch
        std::shared_ptr<const void> written; // as of the last flush
        std::shared_ptr<const void> now;
        const Sides* sides{nullptr};
    };

    const std::vector<std::pair<StreamId, Touched>>& touched() const { return order_; }

    const HeadRow& head() const { return head_; }

    const std::vector<Event>& committed_events() const { return all_events_; }

    const std::map<std::string, std::int64_t>& series() const { return series_; }

    Instant now() const override { return now_; }

    const Code& subdistrict() const override { return engine_.settings_.subdistrict; }

    StreamId stream() const override { return stream_; }

    Result<sql::Session*> session() override;
    Result<std::int64_t> next(const std::string& series,
                              const std::function<Result<std::int64_t>(sql::Session&)>& load) override;
    Result<std::shared_ptr<const void>> other(const Room& room, StreamId id) override;

private:
    struct Known {
        Receipt receipt;
        std::int64_t fingerprint{0};
    };

    Result<std::shared_ptr<const void>> state_of(Room& room, StreamId stream);
    Result<void> fold_in(std::vector<Event> events);
    void append(const Task& task, const Outcome& outcome, std::int64_t version_before);
    Result<void> flush_rows();
    Result<void> flush_due();

    Engine& engine_;
    sql::Session& session_;
    HeadRow head_;
    Instant now_;
    StreamId stream_{};
    std::unordered_map<CommandId, Known> known_;
    std::unordered_map<StreamId, std::shared_ptr<const void>> loaded_;
    std::unordered_map<StreamId, std::size_t> index_;
    std::vector<std::pair<StreamId, Touched>> order_;
    std::vector<Event> events_; // not yet written
    std::vector<Event> all_events_;
    std::vector<const Sides*> sides_; // not yet written
    std::map<std::string, std::int64_t> series_;
};

} // namespace gezhi::engine
