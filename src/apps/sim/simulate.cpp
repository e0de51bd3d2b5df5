#include "apps/sim/simulate.hpp"

#include "apps/setup.hpp"
#include "apps/sim/honest.hpp"
#include "apps/sim/street.hpp"
#include "engine/log.hpp"

#include <algorithm>
#include <set>

namespace gezhi::apps::sim {

namespace {

// The same request once more; nobody waits for its answer.
engine::Task again(const engine::Task& task) {
    engine::Task same;
    same.room = task.room;
    same.stream = task.stream;
    same.id = task.id;
    same.actor = task.actor;
    same.command = task.command;
    same.sides = task.sides;
    same.if_version = task.if_version;
    same.fingerprint = task.fingerprint;
    return same;
}

std::vector<engine::Task> again(const std::vector<engine::Task>& tasks) {
    std::vector<engine::Task> same;
    for (const auto& task : tasks) same.push_back(again(task));
    return same;
}

constexpr std::size_t broken_max = 20;
constexpr std::int64_t whole_check_every = 25; // ticks; replay and chain read the whole log
constexpr std::int64_t quiet_rounds_max = 60;  // steps that one case may need to its end
constexpr std::int64_t acts_max = 6;           // in one batch
constexpr std::int64_t failing_statement_max = 60;

class Simulation {
public:
    explicit Simulation(const Settings& settings)
        : settings_(settings), chance_(settings.seed), habits_(Habits::draw(chance_)),
          clock_(*parse_iso("2026-09-21T08:00:00+08:00")) {} // the autumn festivals lie ahead

    Result<Outcome> run() {
        GEZHI_CHECK(open());
        GEZHI_CHECK(set_up());
        street_.emplace(*house_, chance_, habits_);
        for (outcome_.ticks = 0; outcome_.ticks < settings_.ticks && kept(); ++outcome_.ticks) {
            GEZHI_CHECK(tick());
            if (outcome_.ticks % whole_check_every == 0) GEZHI_CHECK(check_whole());
            if (outcome_.ticks % whole_check_every == 0) GEZHI_CHECK(take_parts());
        }
        if (kept()) GEZHI_CHECK(quiet_phase());
        if (kept()) GEZHI_CHECK(check_whole());
        GEZHI_CHECK(finish());
        return std::move(outcome_);
    }

private:
    bool kept() const { return outcome_.broken.empty(); }

    void broke(std::string promise) {
        if (outcome_.broken.size() < broken_max) outcome_.broken.push_back(std::move(promise));
    }

    Result<void> open() {
        HouseSettings wanted;
        wanted.home = settings_.home;
        wanted.data = settings_.folder;
        wanted.database = settings_.database;
        wanted.street = {Code{"310105006"}, "sim", "sim"};
        wanted.durable = false;
        wanted.seed = chance_.word();
        GEZHI_TRY(opened, House::open(std::move(wanted), clock_));
        house_ = std::move(opened);
        feed_last_ = house_->engine.seq();
        // Each position once and in order, whatever happened.
        (void)house_->engine.feed().subscribe(feed_last_, [this](const engine::FeedItem& item) {
            if (item.seq != feed_last_ + 1) broke("the feed tells each position once and in order");
            feed_last_ = item.seq;
        });
        return {};
    }

    Result<void> set_up() {
        GEZHI_CHECK(adopt_playbook(*house_));
        return import_ground(*house_, settings_.demo);
    }

    Result<void> restart() {
        ++outcome_.restarts;
        house_.reset();
        GEZHI_CHECK(open());
        street_->moved_into(*house_);
        return {};
    }

    // Folded from the log, again when the log has more of it.
    Result<casework::State> state(CaseId id) {
        GEZHI_TRY(versions, house_->database->read([&](sql::Session& session) {
            return session.integers("SELECT version FROM event WHERE subdistrict = :s AND stream = :t "
                                    "ORDER BY version DESC LIMIT 1",
                                    {{"s", house_->engine.subdistrict()}, {"t", id}});
        }));
        auto& kept = states_[id];
        if (kept.version == 0 || versions.empty() || versions.front() != kept.version) {
            GEZHI_TRY(found, house_->engine.state(house_->casework, id_as<StreamId>(id)));
            kept = *static_cast<const casework::State*>(found.get());
        }
        return kept;
    }

    // ---- a tick

    void pass_time() {
        const auto minutes =
            chance_.percent(habits_.long_nights) ? chance_.between(600, 12'000) : chance_.between(1, 150);
        clock_.advance(std::chrono::minutes(minutes));
    }

    Result<std::optional<engine::Task>> act() {
        if (cases_.empty() || chance_.percent(habits_.reports))
            return std::optional(chance_.percent(habits_.on_spot) ? street_->on_spot() : street_->report());
        GEZHI_TRY(one, state(chance_.one_of(cases_)));
        if (chance_.percent(habits_.wild)) return std::optional(street_->wild(one, cases_));
        if (chance_.percent(habits_.words)) return std::optional(street_->words(one));
        if (chance_.percent(habits_.joins)) return street_->join(one, chance_.one_of(cases_));
        return street_->next_step(one, false);
    }

    Result<void> tick() {
        pass_time();
        GEZHI_CHECK(settle());
        std::vector<engine::Task> tasks;
        for (auto n = 1 + chance_.below(acts_max); n > 0; --n) {
            GEZHI_TRY(task, act());
            if (task) tasks.push_back(std::move(*task));
        }
        if (!sent_.empty() && chance_.percent(habits_.repeats)) {
            tasks.push_back(again(chance_.one_of(sent_)));
            ++outcome_.repeats;
        }
        if (tasks.empty()) return {};
        const bool fault = chance_.percent(habits_.statement_faults);
        if (fault) fail_a_statement();
        const auto answers = house_->engine.run(again(tasks));
        house_->database->sabotage(nullptr);
        for (std::size_t i = 0; i < answers.size(); ++i) took(tasks[i], answers[i], fault);
        if (chance_.percent(habits_.restarts)) GEZHI_CHECK(restart());
        GEZHI_CHECK(settle());
        return check_touched(tasks);
    }

    // Once, or from then on until the batch is over: as a hiccup, or as a full disk.
    void fail_a_statement() {
        ++outcome_.faults;
        auto left = std::make_shared<std::int64_t>(chance_.between(0, failing_statement_max));
        const bool from_then_on = chance_.percent(50);
        house_->database->sabotage([left, from_then_on](std::string_view) {
            --*left;
            return from_then_on ? *left < 0 : *left == -1;
        });
    }

    void took(const engine::Task& task, const Result<engine::Receipt>& answer, bool fault) {
        if (!answer) {
            ++outcome_.refused;
            const auto kind = answer.error().rule->kind;
            if (!fault && kind >= Kind::unavailable)
                broke("without a fault nothing is unavailable: " + std::string(answer.error().rule->code));
            return;
        }
        if (!answer->repeated) ++outcome_.taken;
        const auto [before, fresh] = acknowledged_.try_emplace(task.id, *answer);
        if (!fresh && (before->second.seq != answer->seq || before->second.id != answer->id))
            broke("a repeated request has the first one's receipt");
        if (fresh) {
            sent_.push_back(again(task));
            if (answer->version == 1) cases_.push_back(id_as<CaseId>(answer->id));
        }
    }

    // Parts that flows have reported are cases as any other.
    Result<void> take_parts() {
        for (std::size_t i = 0; i < cases_.size(); ++i) {
            GEZHI_TRY(one, state(cases_[i]));
            for (const auto& child : one.children)
                if (std::ranges::find(cases_, child.id) == cases_.end()) cases_.push_back(child.id);
        }
        return {};
    }

    Result<void> settle() {
        if (const auto settled = house_->engine.settle(); !settled) return refuse(settled.error());
        GEZHI_TRY(late, house_->database->read([&](sql::Session& session) {
            return engine::log::due_until(session, house_->engine.subdistrict(), clock_.now(), 1);
        }));
        if (!late.empty()) broke("nothing that is due is left lying: " + late.front().stream.text());
        return {};
    }

    // ---- checks

    Result<std::vector<engine::Event>> history(StreamId stream) {
        return house_->database->read([&](sql::Session& session) {
            return engine::log::of_streams(session, house_->engine.subdistrict(), {stream});
        });
    }

    Result<void> check_touched(const std::vector<engine::Task>& tasks) {
        std::set<StreamId> streams;
        for (const auto& task : tasks) streams.insert(task.stream);
        for (const auto& stream : streams) {
            GEZHI_TRY(events, history(stream));
            for (auto& promise : broken_in(events)) broke(stream.text() + ": " + promise);
        }
        return {};
    }

    Result<void> check_whole() {
        GEZHI_TRY(replay, house_->engine.replay_check());
        for (const auto& one : replay.differences) broke("read tables are the fold of the log: " + one);
        GEZHI_TRY(chain, house_->engine.verify_chain());
        for (const auto& one : chain.differences) broke("the chain verifies: " + one);
        GEZHI_TRY(parked, house_->database->read([&](sql::Session& session) {
            return session.texts(
                "SELECT who || ' ' || code FROM parked WHERE subdistrict = :s ORDER BY who, code",
                {{"s", house_->engine.subdistrict()}});
        }));
        for (const auto& one : parked) broke("clock and flows are not refused: " + one);
        return check_log();
    }

    // Acknowledged is durable; positions have no gap; nothing that people wrote stands in an event.
    Result<void> check_log() {
        std::map<std::int64_t, std::string> commands;
        for (std::int64_t seq = 0;;) {
            GEZHI_TRY(events, house_->database->read([&](sql::Session& session) {
                return engine::log::after(session, house_->engine.subdistrict(), seq, 1000);
            }));
            for (const auto& event : events) {
                if (event.seq != seq + 1) broke("positions have no gap");
                seq = event.seq;
                commands[seq] = event.command_id;
                if (contains(event.body, Street::mark)) broke("no free text in an event");
            }
            if (events.empty()) break;
        }
        for (const auto& [id, receipt] : acknowledged_)
            if (commands[receipt.seq] != id.text()) broke("what was acknowledged is in the log");
        return {};
    }

    // ---- and in the end

    // With all faults off every case reaches an end, by people who only do what fits.
    Result<void> quiet_phase() {
        for (std::int64_t round = 0; round < quiet_rounds_max; ++round) {
            clock_.advance(std::chrono::hours(5));
            GEZHI_CHECK(settle());
            GEZHI_CHECK(take_parts());
            std::vector<engine::Task> tasks;
            std::int64_t open = 0;
            for (const auto id : cases_) {
                GEZHI_TRY(one, state(id));
                if (!casework::open(one)) continue;
                ++open;
                if (auto task = street_->next_step(one, true)) tasks.push_back(std::move(*task));
            }
            if (open == 0) return {};
            const auto answers = house_->engine.run(again(tasks));
            for (std::size_t i = 0; i < answers.size(); ++i) {
                took(tasks[i], answers[i], false);
                if (!answers[i]) last_refusal_ = answers[i].error().rule->code;
            }
        }
        for (const auto id : cases_) {
            GEZHI_TRY(one, state(id));
            if (casework::open(one))
                broke("every case reaches an end: " + id.text() + " is " +
                      std::string(json::enum_name(one.stage)) + ", refused " + last_refusal_);
        }
        return {};
    }

    Result<void> finish() {
        outcome_.cases = static_cast<std::int64_t>(cases_.size());
        for (const auto id : cases_) {
            GEZHI_TRY(one, state(id));
            outcome_.ended += casework::open(one) ? 0 : 1;
        }
        GEZHI_TRY(head, house_->database->read([&](sql::Session& session) {
            return engine::log::read_head(session, house_->engine.subdistrict());
        }));
        outcome_.events = head.seq;
        outcome_.head = head.hash.text();
        return {};
    }

    const Settings settings_;
    Chance chance_;
    const Habits habits_;
    FakeClock clock_;
    Outcome outcome_{};
    std::unique_ptr<House> house_{};
    std::optional<Street> street_{};
    std::vector<CaseId> cases_{};
    std::map<CaseId, casework::State> states_;
    std::vector<engine::Task> sent_{};
    std::map<CommandId, engine::Receipt> acknowledged_{};
    std::int64_t feed_last_{0};
    std::string last_refusal_{};
};

} // namespace

Result<Outcome> simulate(const Settings& settings) {
    return Simulation(settings).run();
}

} // namespace gezhi::apps::sim
