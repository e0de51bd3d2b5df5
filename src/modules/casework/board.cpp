// The columns themselves: how a case is packed, found again and let through.

#include "modules/casework/board.hpp"

#include "modules/casework/board_row.hpp"

#include <algorithm>

namespace gezhi::casework {

namespace {

constexpr std::int64_t never_us = std::numeric_limits<std::int64_t>::max();

// The digits at the end of a number, as far as they fit: TS20261123R000178 → 178.
std::uint32_t serial_of(std::string_view number) {
    std::uint32_t value = 0;
    std::uint32_t unit = 1;
    for (std::size_t i = 0; i < Board::serial_digits && i < number.size(); ++i) {
        const char c = number[number.size() - 1 - i];
        if (c < '0' || c > '9') break;
        value += static_cast<std::uint32_t>(c - '0') * unit;
        unit *= 10;
    }
    return value;
}

template <class Enum>
std::uint64_t ordinal(Enum value) {
    return static_cast<std::uint64_t>(value);
}

bool at_desk(Stage stage) {
    return stage == Stage::reported || stage == Stage::verified || stage == Stage::accepted ||
           stage == Stage::registered;
}

} // namespace

std::uint32_t local_hour(Instant at) {
    const auto there = civil(at);
    const auto day = std::chrono::sys_days(there.date).time_since_epoch().count();
    return static_cast<std::uint32_t>(day * 24 + there.us_of_day / us_per_hour);
}

std::uint32_t Dictionary::number(const Code& code) {
    const auto known = numbers_.find(code);
    if (known != numbers_.end()) return known->second;
    if (codes_.size() == most_) return static_cast<std::uint32_t>(most_ - 1);
    codes_.push_back(code);
    const auto fresh = static_cast<std::uint32_t>(codes_.size() - 1);
    numbers_.emplace(code, fresh);
    return fresh;
}

std::optional<std::uint32_t> Dictionary::find(const Code& code) const {
    const auto known = numbers_.find(code);
    if (known == numbers_.end()) return std::nullopt;
    return known->second;
}

std::uint64_t Board::word_of(const BoardRow& row) {
    namespace c = column;
    const bool ended = !row.open && row.closed_at.has_value();
    const auto bit = [](c::Field field, bool yes) { return field.put(yes ? 1 : 0); };
    const std::uint64_t said = !ended || !row.answered ? 0U : *row.answered ? 1U : 2U;
    return c::grid.put(grids_.number(row.grid)) | c::unit.put(units_.number(row.unit)) |
           c::matter.put(matters_.number(row.class_code)) | c::channel.put(ordinal(row.channel)) |
           c::stage.put(ordinal(row.stage)) | c::side.put(ordinal(row.side)) | bit(c::open, row.open) |
           bit(c::everybodys, row.visibility == Visibility::public_ && !row.class_code.empty()) |
           bit(c::restricted, row.visibility == Visibility::restricted) |
           bit(c::emergency, !row.emergency.empty()) | bit(c::referred, !row.legal_path.empty()) |
           bit(c::came_back, row.open && row.returns > 0 && at_desk(row.stage)) |
           bit(c::joined, !row.joined_to.empty()) | c::ending.put(row.ending ? ordinal(*row.ending) + 1 : 0) |
           c::said.put(said) | bit(c::timed, ended && row.clock_kind == "handling") |
           bit(c::late, row.handled_late);
}

std::optional<std::uint32_t> Board::found(CaseId id) const {
    const auto at =
        std::lower_bound(sorted_.begin(), sorted_.end(), id,
                         [&](std::uint32_t index, CaseId wanted) { return ids_[index] < wanted; });
    if (at == sorted_.end() || ids_[*at] != id) return std::nullopt;
    return *at;
}

std::uint32_t Board::place_for(CaseId id) {
    if (const auto known = found(id)) return *known;
    const auto fresh = static_cast<std::uint32_t>(ids_.size());
    auto at = sorted_.end(); // what arrives late is nearly last
    while (at != sorted_.begin() && id < ids_[*(at - 1)]) --at;
    sorted_.insert(at, fresh);
    ids_.push_back(id);
    words_.push_back(0);
    place_.push_back(0);
    reported_.push_back(0);
    when_.push_back(0);
    serial_.push_back(0);
    return fresh;
}

void Board::set_slot(std::uint32_t index, bool was_open, const BoardRow& row) {
    const bool running = row.clock_due && !row.clock_stopped;
    const Slot slot{index, running ? row.clock_soon.value_or(*row.clock_due) : Instant{never_us},
                    running ? *row.clock_due : Instant{never_us}};
    if (row.open && was_open) {
        slots_[when_[index]] = slot;
    } else if (row.open) {
        when_[index] = static_cast<std::uint32_t>(slots_.size());
        slots_.push_back(slot);
    } else {
        if (was_open) { // the last one takes its room
            const auto freed = when_[index];
            slots_[freed] = slots_.back();
            when_[slots_[freed].index] = freed;
            slots_.pop_back();
        }
        when_[index] = row.closed_at ? local_hour(*row.closed_at) / 24 : 0;
    }
}

void Board::put(const BoardRow& row) {
    const auto index = place_for(row.id);
    const bool was_open = column::open.of(words_[index]) != 0;
    words_[index] = word_of(row);
    set_slot(index, was_open, row);
    reported_[index] = local_hour(row.reported_at);
    serial_[index] = serial_of(row.number.value);
    const auto place = place_numbers_.try_emplace(row.place, static_cast<std::uint32_t>(places_.size()));
    if (place.second) places_.push_back(row.place);
    place_[index] = place.first->second;
}

// A case keeps the place it was given until it is erased; a part has that of the whole.
PlaceId Board::place_after(const engine::Change<State>& change) const {
    if (change.after.erased_at) return {};
    const auto known = found(change.before.stage == Stage::none && change.after.parent ? *change.after.parent
                                                                                       : change.after.id);
    if (known) return places_[place_[*known]];
    std::optional<engine::KnownPlaceRow> given;
    if (change.sides) {
        given = change.sides->first<engine::KnownPlaceRow>();
    } else if (auto row = change.session->one<engine::KnownPlaceRow>(
                   "SELECT stream, place FROM known_place_of WHERE stream = :i", {{"i", change.stream}})) {
        given = std::move(*row);
    }
    return given ? given->place : PlaceId{};
}

void Board::apply(const engine::Change<State>& change) {
    if (change.after.stage == Stage::none) return;
    auto fresh = board_row(row(change.after));
    const std::unique_lock lock(mutex_);
    if (!ready_) {
        touched_.insert(change.after.id);
        return;
    }
    fresh.place = place_after(change);
    put(fresh);
}

std::size_t Board::size() const {
    const std::shared_lock lock(mutex_);
    return ids_.size();
}

} // namespace gezhi::casework
