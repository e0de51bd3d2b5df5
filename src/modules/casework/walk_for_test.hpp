#pragma once
// For tests of this room: one case walked by its real rights, facts and decisions over the playbook in the
// tree, with a clock that stands until it is set and without a database. Never included by the program.

#include "modules/casework/casework.hpp"
#include "modules/casework/facts_clock.hpp"
#include "modules/casework/model_rules.hpp"
#include "modules/casework/rules.hpp"
#include "modules/playbook/load.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <iostream>

namespace gezhi::casework::test {

inline std::shared_ptr<const playbook::Rulebook> rulebook() {
    static const auto book = [] {
        const std::string folder = std::string(GEZHI_SOURCE_DIR) + "/playbook";
        auto rules = playbook::load(folder);
        require(rules.has_value(), "the playbook reads");
        auto years = playbook::load_years(folder);
        require(years.has_value(), "its calendars read");
        auto made = calendar::Calendar::make(*years);
        require(made.has_value(), "its calendars fit");
        return std::make_shared<const playbook::Rulebook>(
            playbook::Rulebook{Code{"1"}, Code{"1"}, playbook::PlaybookIndex(std::move(*rules)), *made});
    }();
    return book;
}

inline Instant at(std::string_view text) { // "2026-11-23 10:00", the street's time
    const auto parsed =
        parse_iso(std::string(text.substr(0, 10)) + "T" + std::string(text.substr(11)) + ":00+08:00");
    require(parsed.has_value(), "a moment of a test");
    return *parsed;
}

inline std::string said(Instant moment) {
    return iso(moment).substr(0, 16).replace(10, 1, " ");
}

inline Code code(std::string_view text) {
    return Code{std::string(text)};
}

inline PersonId person(std::uint64_t n) {
    return PersonId{{7, n}};
}

inline Actor worker(std::uint64_t n, Duty duty, std::string_view unit = {}, std::string_view grid = {}) {
    Actor actor;
    actor.kind = ActorKind::person;
    actor.person = person(n);
    actor.posts.push_back({PostId{{8, n}}, duty, code(unit), code(grid)});
    return actor;
}

inline Actor of_kind(ActorKind kind, std::string_view flow = {}) {
    Actor actor;
    actor.kind = kind;
    actor.flow = code(flow);
    return actor;
}

inline SealedText text(std::uint64_t n = 1) {
    SealedText sealed;
    sealed.ref = TextRef{{9, n}};
    sealed.commitment.bytes[0] = static_cast<std::uint8_t>(n);
    return sealed;
}

inline FileId photo(std::uint64_t n = 1) {
    return FileId{{10, n}};
}

inline const Code g1{"310105006-G1"};
inline const Code g2{"310105006-G2"};

// 28001 road cones: W4, chengguan; a photo of the result is asked, the check is by sample.
inline const Code cones{"28001"};

inline Report report(const Code& class_code = {}, Channel channel = Channel::resident_web) {
    Report one;
    one.channel = channel;
    one.text = text();
    one.grid = g1;
    one.class_code = class_code;
    return one;
}

// The world of the facts: a moment, a stream and the day's serials; no database.
class World final : public engine::Inside {
public:
    Instant now() const override { return now_; }

    const Code& subdistrict() const override { return street_; }

    StreamId stream() const override { return stream_; }

    Result<sql::Session*> session() override { return refuse(gezhi::rules::unavailable); }

    Result<std::int64_t> next(const std::string& series,
                              const std::function<Result<std::int64_t>(sql::Session&)>&) override {
        return ++series_[series];
    }

    Result<std::shared_ptr<const void>> other(const engine::Room&, StreamId) override {
        return refuse(gezhi::rules::unavailable);
    }

    Instant now_{at("2026-11-23 09:00")}; // a Monday
    StreamId stream_{{1, 1}};             // its number is in no sample of ten percent

private:
    Code street_{"310105006"};
    std::map<std::string, std::int64_t> series_;
};

class Walk {
public:
    World world{};
    State state{};
    std::vector<Event> events{};
    std::optional<Lead> lead{}; // what a Join finds
    std::shared_ptr<const playbook::Rulebook> book = rulebook();

    Actor desk = worker(1, Duty::desk);
    Actor desk2 = worker(2, Duty::desk);
    Actor leader = worker(3, Duty::grid_leader, {}, "310105006-G1");
    Actor checker = worker(4, Duty::checker);
    Actor handler = worker(11, Duty::handler, "chengguan");
    Actor police = worker(12, Duty::handler, "police");
    Actor resident = of_kind(ActorKind::anonymous);
    Actor reporter = of_kind(ActorKind::reporter);
    Actor clock = of_kind(ActorKind::clock);
    Actor cluster = of_kind(ActorKind::flow, cluster_flow);

    Result<Facts> facts(const Actor& actor, const Command& command) {
        auto books = std::make_shared<playbook::Books>();
        books->put(book);
        Casework room(books, nullptr);
        if (std::holds_alternative<Join>(command)) {
            Facts facts;
            facts.now = world.now_;
            facts.id = id_as<CaseId>(world.stream_);
            facts.actor = actor;
            facts.lead = lead;
            return facts;
        }
        return room.facts(world, actor, state, command);
    }

    Result<Events> tries(const Actor& actor, const Command& command) {
        GEZHI_CHECK(Casework::permit(actor, state, command));
        GEZHI_TRY(known, facts(actor, command));
        return Casework::decide(state, command, known);
    }

    // The rule that refuses, or null.
    const Rule* refusal(const Actor& actor, const Command& command) {
        const auto made = tries(actor, command);
        return made ? nullptr : made.error().rule;
    }

    bool does(const Actor& actor, const Command& command) {
        auto made = tries(actor, command);
        if (!made) {
            std::cerr << made.error().rule->code << "\n";
            return false;
        }
        for (const auto& event : *made) {
            state = Casework::evolve(std::move(state), event);
            events.push_back(event);
        }
        return true;
    }

    void set(std::string_view moment) { world.now_ = at(moment); }

    // ---- the usual ways

    Walk& reported(const Report& one = report()) {
        EXPECT_TRUE(does(one.channel == Channel::resident_web ? resident : desk, one));
        return *this;
    }

    Walk& sent_on(std::string_view unit = "chengguan", const Code& class_code = cones) {
        if (state.stage == Stage::none) reported();
        EXPECT_TRUE(does(desk, SendOn{class_code, {}, code(unit), {}}));
        return *this;
    }

    Walk& handed_in() {
        if (!with_unit(state)) sent_on();
        EXPECT_TRUE(does(handler, HandIn{text(2), {photo(2)}}));
        return *this;
    }

    Walk& closed() {
        if (state.stage != Stage::checking && state.stage != Stage::answering) handed_in();
        if (state.stage == Stage::checking) {
            EXPECT_TRUE(does(checker, Check{true, {}}));
        }
        EXPECT_TRUE(does(desk, Close{Ending::solved, code("stopped"), text(3)}));
        return *this;
    }
};

} // namespace gezhi::casework::test
