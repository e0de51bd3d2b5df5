#include "modules/casework/try_out.hpp"

namespace gezhi::casework {

namespace {

// The world as a reader sees it: what a decision may ask, without taking a number or a lock.
class Aside final : public engine::Inside {
public:
    Aside(engine::Engine& engine, sql::Session& session, StreamId stream)
        : engine_(engine), session_(session), stream_(stream) {}

    Instant now() const override { return engine_.clock().now(); }

    const Code& subdistrict() const override { return engine_.subdistrict(); }

    StreamId stream() const override { return stream_; }

    Result<sql::Session*> session() override { return &session_; }

    Result<std::int64_t> next(const std::string&,
                              const std::function<Result<std::int64_t>(sql::Session&)>& load) override {
        GEZHI_TRY(last, load(session_));
        return last + 1;
    }

    Result<std::shared_ptr<const void>> other(const engine::Room& room, StreamId id) override {
        GEZHI_TRY(events, engine::log::of_streams(session_, engine_.subdistrict(), {id}));
        auto state = room.empty();
        for (const auto& event : events) {
            GEZHI_TRY(folded, room.fold(state, event.name, event.body));
            state = std::move(folded);
        }
        return state;
    }

private:
    engine::Engine& engine_;
    sql::Session& session_;
    StreamId stream_;
};

Result<void> judge(Aside& aside, const Casework& room, const Trier& who, const Command& command) {
    GEZHI_CHECK(Casework::permit(who.actor, who.state, command));
    GEZHI_TRY(facts, room.facts(aside, who.actor, who.state, command));
    facts.photos_known = true; // a trial's photo stands for one that is still to be taken
    GEZHI_CHECK(Casework::decide(who.state, command, facts));
    return {};
}

bool of_the_world(const Error& error) {
    return error.rule == &sql::rules::unavailable || error.rule->kind == Kind::internal;
}

} // namespace

Result<std::vector<Result<void>>> try_out(engine::Engine& engine, const Casework& room, const Trier& who,
                                          const std::vector<Command>& commands) {
    return engine.database().read([&](sql::Session& session) -> Result<std::vector<Result<void>>> {
        Aside aside(engine, session, id_as<StreamId>(who.state.id));
        std::vector<Result<void>> answers;
        for (const auto& command : commands) {
            auto judged = judge(aside, room, who, command);
            if (!judged && of_the_world(judged.error())) return refuse(std::move(judged).error());
            answers.push_back(std::move(judged));
        }
        return answers;
    });
}

} // namespace gezhi::casework
