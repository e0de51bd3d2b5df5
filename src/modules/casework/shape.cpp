#include "modules/casework/shape.hpp"

namespace gezhi::casework {

namespace {

wire::Remaining remaining(std::int64_t us, bool late, const calendar::Limit& limit) {
    const auto parts = late ? calendar::Parts{us / us_per_day, us % us_per_day / us_per_hour,
                                              us % us_per_hour / us_per_minute}
                            : calendar::parts(limit.unit, us);
    return {parts.days, parts.hours, parts.minutes, late};
}

// What of the limit is left between `at` and the due moment, in the clock's own counting. Rests behind it do
// not matter, for the due moment holds them already.
std::int64_t left_us(const calendar::Calendar& calendar, const RunningClock& clock, Instant at) {
    const auto& start = clock.start;
    if (at >= start.due) return 0;
    if (calendar::counts_civil_days(start.limit.unit))
        return calendar::read(calendar, start.started, start.limit, pauses(clock), at).remaining_us;
    const auto from = std::max(at, start.started);
    return std::min(calendar::read(calendar, from, start.limit, {}, start.due).elapsed_us,
                    calendar::length_us(start.limit));
}

std::string clock_state(const RunningClock& clock, bool open, Instant at) {
    const auto& start = clock.start;
    if (clock.stopped && open) return "paused";
    if (at > start.due || (!clock.stopped && at == start.due)) return "late";
    if (clock.stopped) return "met";
    if (at >= start.soon) return "soon";
    return at >= start.half ? "half" : "running";
}

} // namespace

std::vector<calendar::Pause> pauses(const RunningClock& clock) {
    std::vector<calendar::Pause> list;
    for (const auto& rest : clock.rests)
        list.push_back({rest.from, rest.to, std::string(json::enum_name(rest.kind))});
    return list;
}

std::string title(std::string_view text) {
    auto line = trim(text);
    line = line.substr(0, line.find('\n'));
    constexpr std::string_view full_stop = "\u3002";
    if (line.ends_with(full_stop)) line.remove_suffix(full_stop.size());
    const auto cut = first_code_points(line, title_characters);
    return std::string(cut) + (cut.size() < line.size() ? "…" : "");
}

std::string visibility_id(Visibility visibility) {
    std::string name(json::enum_name(visibility));
    if (name.back() == '_') name.pop_back();
    return name;
}

std::optional<Visibility> visibility_from(std::string_view id) {
    return id == "public" ? std::optional(Visibility::public_) : json::enum_from<Visibility>(id);
}

std::string Shape::say(std::string_view key, const Params& params) const {
    return locale_ ? locale_->sentence(language_, key, params) : std::string(key);
}

std::string Shape::unit(const Code& code) const {
    const auto* found = book_->index.unit(code.value);
    return found ? pick(found->name_zh, found->name_en) : code.value;
}

std::string Shape::matter(const Code& code) const {
    const auto* found = book_->index.matter(code.value);
    return found ? pick(found->name_zh, found->name_en) : code.value;
}

std::string Shape::reason(std::string_view kind, const Code& code) const {
    for (const auto& reason : book_->index.playbook().reasons.reasons)
        if (reason.kind == kind && reason.code == code.value) return pick(reason.text_zh, reason.text_en);
    return code.value;
}

std::string Shape::route_reason(std::string_view code) const {
    for (const auto& reason : book_->index.playbook().routing.reasons)
        if (reason.code == code) return pick(reason.text_zh, reason.text_en);
    return std::string(code);
}

std::string Shape::condition(const Code& class_code, const Code& code) const {
    const auto& limits = book_->index.playbook().limits;
    for (const auto& one : limits.limits)
        if (one.class_code == class_code.value && one.condition == code.value)
            return pick(one.text_zh, one.text_en);
    for (const auto& one : limits.major_defaults)
        if (class_code.value.starts_with(one.major) && one.condition == code.value)
            return pick(one.text_zh, one.text_en);
    for (const auto& one : limits.closings)
        if (one.code == code.value) return pick(one.text_zh, one.text_en);
    return code.value;
}

std::string Shape::path(const Code& code) const {
    for (const auto& path : book_->index.playbook().legal_paths.paths)
        if (path.id == code.value) return pick(path.name_zh, path.name_en);
    return code.value;
}

std::optional<wire::Clock> Shape::clock(const RunningClock& clock, bool open) const {
    const auto& start = clock.start;
    const auto at = clock.stopped.value_or(now_);
    wire::Clock shown;
    shown.kind = start.kind;
    shown.state = clock_state(clock, open, at);
    shown.unit = start.limit.unit;
    shown.limit = calendar::short_form(start.limit);
    shown.started_at = start.started;
    const bool late = shown.state == "late";
    const auto left = left_us(book_->calendar, clock, at);
    const auto length = std::max<std::int64_t>(1, calendar::length_us(start.limit));
    shown.used =
        late ? 1000 : static_cast<int>(std::clamp<std::int64_t>((length - left) * 1000 / length, 0, 1000));
    if (shown.state == "paused") return shown; // it has no due moment until it goes on
    shown.half_at = start.half;
    shown.soon_at = start.soon;
    shown.due_at = start.due;
    shown.remaining = remaining(late ? (at - start.due).count() : left, late, start.limit);
    return shown;
}

wire::Case Shape::one(const Listed& listed) const {
    const auto& row = listed.row;
    wire::Case shown;
    shown.id = row.id;
    shown.number = row.number;
    shown.version = row.version;
    shown.title = title(listed.text);
    shown.class_code = wire::given(row.class_code);
    shown.class_name = wire::given(matter(row.class_code));
    if (shown.title.empty()) shown.title = shown.class_name.value_or(row.number.value);
    shown.stage = row.stage;
    if (row.side != Side::none) shown.side = Code{std::string(json::enum_name(row.side))};
    shown.ending = row.ending;
    shown.visibility = visibility_id(row.visibility);
    shown.channel = row.channel;
    shown.grid = wire::given(row.grid);
    if (shown.grid) shown.grid_name = ground_->grid_name(row.grid, english());
    shown.place_text = wire::given(listed.address);
    if (!shown.place_text && !listed.place.empty())
        if (const auto place = ground_->place(listed.place)) shown.place_text = place->name;
    if (listed.at) shown.position = wire::Position{listed.at->lat(), listed.at->lon()};
    shown.unit = wire::given(row.unit);
    shown.unit_name = wire::given(unit(row.unit));
    shown.reported_at = row.reported_at;
    shown.supporters = row.supporters;
    shown.returns = row.returns;
    shown.reopened = row.reopened;
    shown.emergency = wire::given(row.emergency);
    if (const auto running = clock_of(row)) shown.clock = clock(*running, row.open);
    if (!row.joined_to.empty()) shown.joined_to = row.joined_to;
    return shown;
}

wire::Similar Shape::similar(const Lookalike& one) const {
    return {one.id,         one.number,     title(one.text), one.distance_m,
            one.same_words, one.supporters, one.stage,       one.score};
}

Error Shape::named(Error error) const {
    for (auto& [name, value] : error.params) {
        if (name == "unit") value = unit(Code{value});
        const auto key = std::string("word.").append(name).append(".").append(value);
        if (locale_->has(language_, key)) value = say(key);
    }
    return error;
}

wire::Problem Shape::problem(const Error& refused) const {
    const auto error = named(refused);
    wire::Problem shown{std::string(error.rule->code), {}, {}, http::problem_status(*error.rule), {}};
    if (!locale_) return shown;
    auto [words, detail] = http::problem_words(error, *locale_, language_);
    shown.title = std::move(words);
    shown.detail = std::move(detail);
    const auto key = "problem." + shown.code + ".way_out";
    if (locale_->has(language_, key)) shown.way_out = locale_->sentence(language_, key, error.params);
    return shown;
}

} // namespace gezhi::casework
