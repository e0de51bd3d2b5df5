// Who acts, when people are at work, and the words they use.

#include "apps/demo/drawing.hpp"
#include "apps/demo/story.hpp"
#include "modules/files/drawn.hpp"
#include "text/locale.hpp"

namespace gezhi::apps::demo {

namespace {

constexpr unsigned scenes_drawn = 3; // of each kind of place
constexpr std::int64_t office_opens = 8 * us_per_hour + 30 * us_per_minute;
constexpr std::int64_t office_closes = 17 * us_per_hour + 30 * us_per_minute;

} // namespace

Actor Story::staff(const std::string& login) {
    const auto person = cast_.find(login);
    return person == cast_.end() ? Actor{} : house_.rights->actor_of(person->second, clock_.now());
}

Actor Story::on_duty() {
    const auto duty = house_.rights->snapshot()->on_duty(clock_.now());
    return duty ? house_.rights->actor_of(duty->person, clock_.now()) : desk();
}

Actor Story::reporter() const {
    Actor actor;
    actor.kind = ActorKind::reporter;
    return actor;
}

Actor Story::desk() {
    const auto hour = civil(clock_.now()).us_of_day / us_per_hour;
    if (hour < 8 || hour >= 20) return staff("qian"); // the night's
    const auto desks = house_.rights->snapshot()->holders(Duty::desk, {}, {}, clock_.now());
    if (desks.empty()) return {};
    return house_.rights->actor_of(*std::min_element(desks.begin(), desks.end()), clock_.now());
}

Actor Story::handler(const Code& unit) {
    const auto holders = house_.rights->snapshot()->holders(Duty::handler, unit, {}, clock_.now());
    if (holders.empty()) return {};
    return house_.rights->actor_of(*std::min_element(holders.begin(), holders.end()), clock_.now());
}

Actor Story::of_grid(Duty duty, const Code& grid) {
    const auto rights = house_.rights->snapshot();
    const auto holders = rights->holders(duty, {}, grid, clock_.now());
    if (grid.empty() || holders.empty()) return desk();
    return rights->actor_of(*std::min_element(holders.begin(), holders.end()), clock_.now());
}

bool Story::works_that_day(Instant at) const {
    return house_.books->current()->calendar.is_working_day(civil(at).date);
}

bool Story::works(Instant at) const {
    const auto moment = civil(at);
    return moment.us_of_day >= office_opens && moment.us_of_day < office_closes && works_that_day(at);
}

// Some minutes later; outside the office's hours, as many minutes after it opens again.
Instant Story::after(Instant from, std::int64_t least_minutes, std::int64_t most_minutes, bool office) {
    const auto by =
        chance_.between(least_minutes, most_minutes) * us_per_minute + chance_.below(us_per_minute);
    const Instant when{from.us + by};
    if (!office || works(when)) return when;
    auto day = midnight(civil(when).date);
    if (civil(when).us_of_day >= office_closes || !works_that_day(day)) day = day + std::chrono::hours(24);
    while (!works_that_day(day)) day = day + std::chrono::hours(24);
    return {day.us + office_opens + chance_.below(90) * us_per_minute + chance_.below(us_per_minute)};
}

std::string Story::words(const std::vector<std::string>& lines, const Params& params) {
    return lines.empty() ? std::string() : text::fill(chance_.one_of(lines), params);
}

casework::SealedText Story::sealed(const Plan& plan, std::string text, std::string_view kind,
                                   engine::Sides& sides) {
    return casework::seal(house_.case_door(), plan.id, text, kind, sides);
}

Result<std::vector<FileId>> Story::photos(const Plan& plan, bool before) {
    const files::Keeping keeping{house_.settings.data + "/files", house_.settings.decoder,
                                 house_.settings.durable};
    const auto variant = static_cast<unsigned>(chance_.below(1000)) % scenes_drawn;
    const auto name = plan.spot.kind + (before ? "/before/" : "/after/") + number(variant);
    if (!drawn_.contains(name)) {
        files::Children children(keeping.decoder);
        GEZHI_TRY(made, children.keep(draw_scene({plan.spot.kind, before, variant})));
        drawn_.emplace(name, std::move(made));
    }
    GEZHI_TRY(id, files::keep_drawn(house_.engine, house_.vault, keeping, drawn_.at(name)));
    return std::vector<FileId>{id};
}

Result<casework::State> Story::state(const Plan& plan) {
    GEZHI_TRY(now, house_.engine.state(house_.casework, id_as<StreamId>(plan.id)));
    return *static_cast<const casework::State*>(now.get());
}

engine::Task Story::task(const Actor& actor, engine::Task made) {
    made.actor = actor;
    made.id = engine::command_id(house_.engine.subdistrict(), actor, "story/" + number(++keys_));
    return made;
}

Result<bool> Story::sent(engine::Task made) {
    ++told_.commands;
    const auto answer = house_.engine.ask_and_wait(std::move(made));
    if (answer) return true;
    if (answer.error().rule->kind >= Kind::unavailable) return refuse(answer.error());
    ++told_.refused;
    ++told_.refusals[std::string(answer.error().rule->code)];
    return false;
}

Result<bool> Story::send(const Actor& actor, const Plan& plan, casework::Command command,
                         engine::Sides sides) {
    auto made = task(actor, casework::command(house_.case_door(), actor, plan.id, std::move(command)));
    made.sides = std::move(sides);
    return sent(std::move(made));
}

Result<void> Story::note(const Actor& actor, const Plan& plan, const std::vector<std::string>& lines) {
    GEZHI_CHECK(write<casework::Note>(actor, plan, words(lines), "note"));
    return {};
}

} // namespace gezhi::apps::demo
