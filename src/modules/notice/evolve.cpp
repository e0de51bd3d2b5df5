#include "modules/notice/decide.hpp"

namespace gezhi::notice {

namespace {

struct Evolve {
    State& state;

    void settle(std::int64_t number, Standing standing, PersonId by, Instant at, const Code& result) const {
        for (auto& item : state.items)
            if (item.number == number) {
                item.standing = standing;
                item.by = by;
                item.settled_at = at;
                item.result = result;
            }
    }

    void operator()(const Owed& one) const {
        const auto& owe = one.owe;
        state.case_id = owe.case_id;
        state.number = owe.number;
        state.grid = owe.grid;
        state.restricted = owe.restricted;
        state.reporter = owe.reporter;
        state.hands = owe.hands;
        Item item;
        item.number = one.item;
        item.kind = owe.kind;
        item.way = owe.way;
        item.class_code = owe.class_code;
        item.unit = owe.unit;
        item.about = owe.about;
        item.text = owe.text;
        item.owed_at = one.at;
        item.due = one.due;
        state.items.push_back(std::move(item));
    }

    void operator()(const Told& one) const {
        settle(one.item, Standing::told, one.by, one.at, Code{std::string(result_told)});
    }

    void operator()(const Tried& one) const {
        for (auto& item : state.items)
            if (item.number == one.item) {
                ++item.tries;
                item.by = one.by;
                item.result = one.result;
            }
    }

    void operator()(const Skipped& one) const {
        settle(one.item, Standing::skipped, one.by, one.at, one.reason);
    }

    void operator()(const Withdrawn& one) const {
        for (const auto number : one.items) settle(number, Standing::skipped, {}, one.at, Code{"withdrawn"});
    }

    void operator()(const Restricted& one) const { state.restricted = one.restricted; }
};

} // namespace

State evolve(State state, const Event& event) {
    ++state.version;
    std::visit(Evolve{state}, event);
    return state;
}

} // namespace gezhi::notice
