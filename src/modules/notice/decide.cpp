#include "modules/notice/decide.hpp"

#include <algorithm>

namespace gezhi::notice {

namespace {

using Events = std::vector<Event>;

// Where the case stands: a later one makes an earlier one old. What the street said, and an emergency, do
// not.
bool tells_the_stage(News kind) {
    return kind == News::dispatched || kind == News::declined || kind == News::closed;
}

struct Decide {
    const State& state;
    const Facts& facts;

    Event skipped(std::int64_t item, std::string_view reason) const {
        return Skipped{item, {}, facts.now, Code{std::string(reason)}};
    }

    bool told_of_dispatch() const {
        return std::any_of(state.items.begin(), state.items.end(), [](const Item& item) {
            return item.kind == News::dispatched && item.standing == Standing::told;
        });
    }

    Result<Events> operator()(const Owe& one) const {
        if (facts.stream != stream_of(one.case_id)) return refuse(rules::wrong_stream);
        if (one.way.empty() || one.way.value == way_link) return refuse(rules::nothing_owed);
        Events events;
        if (tells_the_stage(one.kind))
            for (const auto& item : state.items)
                if (item.standing == Standing::owed && tells_the_stage(item.kind))
                    events.push_back(skipped(item.number, "superseded"));
        const auto number = static_cast<std::int64_t>(state.items.size()) + 1;
        events.push_back(Owed{number, one, facts.now, facts.due});
        if (facts.contact_needed && !one.reporter)
            events.push_back(skipped(number, "no_contact"));
        else if (one.kind == News::dispatched && told_of_dispatch()) // another unit is no news for them
            events.push_back(skipped(number, "told_before"));
        return events;
    }

    Result<Events> operator()(const Tell& one) const {
        const auto* item = find(state, one.item);
        if (item == nullptr) return refuse(rules::missing);
        if (item->standing != Standing::owed) return refuse(rules::settled, {{"result", item->result.value}});
        if (item->kind != News::duty &&
            std::find(state.hands.begin(), state.hands.end(), facts.actor) != state.hands.end())
            return refuse(rules::own_case);
        if (one.result.value == result_told) return Events{Told{one.item, facts.actor, facts.now}};
        if (!facts.result_known) return refuse(rules::unknown_result, {{"result", one.result.value}});
        if (one.result.value != result_no_answer)
            return Events{Skipped{one.item, facts.actor, facts.now, one.result}};
        Events events{Tried{one.item, facts.actor, facts.now, one.result}};
        if (item->tries + 1 >= tries_max)
            events.push_back(Skipped{one.item, facts.actor, facts.now, one.result});
        return events;
    }

    Result<Events> operator()(const Withdraw&) const {
        if (state.version == 0) return refuse(rules::missing);
        Withdrawn withdrawn{{}, facts.now};
        for (const auto& item : state.items)
            if (item.standing == Standing::owed && (item.kind == News::closed || item.kind == News::declined))
                withdrawn.items.push_back(item.number);
        return Events{withdrawn};
    }

    Result<Events> operator()(const Restrict& one) const {
        if (state.version == 0) return refuse(rules::missing);
        return Events{Restricted{one.restricted}};
    }
};

} // namespace

const Item* find(const State& state, std::int64_t number) {
    const auto found = std::find_if(state.items.begin(), state.items.end(),
                                    [&](const Item& item) { return item.number == number; });
    return found == state.items.end() ? nullptr : &*found;
}

Result<std::vector<Event>> decide(const State& state, const Command& command, const Facts& facts) {
    return std::visit(Decide{state, facts}, command);
}

} // namespace gezhi::notice
