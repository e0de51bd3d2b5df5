// The numbers of the desk's views, from the open cases in memory. Each says the same as its text in
// query_text.cpp; board_test.cpp holds them together.

#include "modules/casework/board.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

// What waits for an act of a post: stages, or sides, where it is.
struct Awaited {
    Sieve::Mask where{};
    std::uint64_t stages{0}; // bit by ordinal
    std::uint64_t sides{0};

    bool holds(std::uint64_t word) const {
        return where.holds(word) && (((stages >> column::stage.of(word)) & 1U) != 0 ||
                                     ((sides >> column::side.of(word)) & 1U) != 0);
    }
};

template <class... Enums>
std::uint64_t set_of(Enums... values) {
    return ((std::uint64_t{1} << static_cast<std::uint64_t>(values)) | ... | 0U);
}

constexpr std::uint64_t every = ~std::uint64_t{0};

Awaited awaited_by(Duty duty) {
    const auto desk = set_of(Stage::reported, Stage::verified, Stage::accepted, Stage::registered);
    Awaited waits;
    switch (duty) {
    case Duty::desk:
    case Duty::liaison:
        waits.stages = desk | set_of(Stage::answering);
        break;
    case Duty::grid_leader:
        waits.stages = desk;
        waits.sides = set_of(Side::late_escalated, Side::rework);
        break;
    case Duty::handler:
        waits.stages = set_of(Stage::dispatched, Stage::handling);
        break;
    case Duty::checker:
        waits.stages = set_of(Stage::checking);
        break;
    case Duty::duty_officer:
        waits.stages = desk;
        waits.where.ask(column::emergency, 1);
        break;
    case Duty::legal_officer:
        waits.stages = every;
        waits.where.ask(column::referred, 1);
        break;
    case Duty::administrator:
    case Duty::auditor:
    case Duty::security_administrator:
    case Duty::data_officer:
        break;
    }
    return waits;
}

} // namespace

std::map<std::string, std::int64_t> Board::views(const Actor& actor, const std::vector<CaseId>& twins,
                                                 Instant now) const {
    std::int64_t open = 0;
    std::int64_t late = 0;
    std::int64_t soon = 0;
    std::int64_t returned = 0;
    std::int64_t waiting = 0;
    std::int64_t similar = 0;
    const std::shared_lock lock(mutex_);
    const auto through = sieve(actor, {}, false);
    std::vector<Awaited> mine;
    for (const auto& post : actor.posts) {
        if (post.duty == Duty::handler && post.unit.empty()) continue;
        auto waits = awaited_by(post.duty);
        const bool narrow = post.duty != Duty::duty_officer && post.duty != Duty::legal_officer;
        const auto grid = grids_.find(post.grid);
        const auto unit = units_.find(post.unit);
        if (narrow && !post.grid.empty() && !grid) continue;
        if (post.duty == Duty::handler && !unit) continue;
        if (narrow && !post.grid.empty()) waits.where.ask(column::grid, *grid);
        if (post.duty == Duty::handler) waits.where.ask(column::unit, *unit);
        mine.push_back(waits);
    }
    for (const auto& slot : slots_) {
        const auto word = words_[slot.index];
        if (!through.sees(word)) continue;
        ++open;
        if (slot.due <= now)
            ++late;
        else if (slot.soon <= now)
            ++soon;
        if (column::came_back.of(word) != 0) ++returned;
        if (column::joined.of(word) == 0 &&
            std::any_of(mine.begin(), mine.end(), [&](const Awaited& one) { return one.holds(word); }))
            ++waiting;
    }
    for (const auto& id : twins) {
        const auto index = found(id);
        if (index && column::open.of(words_[*index]) != 0 && through.sees(words_[*index])) ++similar;
    }
    return {{"mine", waiting},      {"soon", soon},       {"late", late},
            {"returned", returned}, {"similar", similar}, {"open", open}};
}

} // namespace gezhi::casework
