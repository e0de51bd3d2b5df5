// From the street to the desk: reports of every channel, in the voice of who reports, and others who met it
// too.

#include "apps/demo/story.hpp"
#include "modules/casework/facts_book.hpp"

#include <algorithm>

namespace gezhi::apps::demo {

using casework::Channel;

namespace {

constexpr std::int64_t jitter_e7 = 1500;       // about 15 m
constexpr std::int64_t another_after_all = 15; // percent of what was put together by hand
constexpr std::int64_t emergency_one_in = 95;
// Photos of long ago have gone, as the rules on keeping want it; a few of them tell enough.
constexpr std::int64_t photos_kept_days = 35;

// From the street's habit.
constexpr std::array<std::string_view, 3> usual_mistakes{"chengguan", "municipal", "greening"};

} // namespace

Code Story::usual_mistake() {
    return Code{std::string(usual_mistakes[chance_.index(usual_mistakes.size())])};
}

// Offices report in office hours; the telephone is answered round the clock.
Channel Story::draw_channel(Instant when) {
    const bool office = works(when);
    const auto n = chance_.below(100);
    if (n < (office ? 46 : 66)) return Channel::resident_web;
    if (n < (office ? 58 : 79)) return Channel::telephone;
    if (n < (office ? 73 : 100)) return Channel::hotline;
    if (n < 80) return Channel::committee;
    if (n < 83) return Channel::photo_app;
    return Channel::staff;
}

Plan Story::draw_plan(const Planned& planned) {
    Plan plan;
    plan.emergency = planned.knot == nullptr && chance_.below(emergency_one_in) == 0;
    plan.matter = plan.emergency ? chance_.one_of(script_.emergencies) : *planned.matter;
    plan.matter.text = spin(plan.matter.text, chance_);
    plan.matter.result = spin(plan.matter.result, chance_);
    plan.spot = *planned.spot;
    plan.knot = planned.knot;
    const bool lately = until_ - planned.at < std::chrono::hours(24 * photos_kept_days);
    plan.photographed = chance_.percent(lately ? 25 : 3);
    const auto fate = plan.emergency ? 100 : chance_.below(100);
    plan.declined = fate < 4 && plan.knot == nullptr;
    plan.explained = fate >= 4 && fate < 8;
    plan.referred = fate == 8 && plan.knot == nullptr;
    plan.held = fate == 9;
    if (fate >= 10 && fate < 18) plan.wrong.push_back(usual_mistake());
    plan.late = chance_.percent(9);
    plan.stuck = !plan.emergency && chance_.below(1000) < 28;
    const auto side = plan.emergency ? 100 : chance_.below(100);
    if (side < 5)
        plan.road = SideRoad::more_time;
    else if (side < 8)
        plan.road = SideRoad::rest;
    else if (side < 9)
        plan.road = SideRoad::part;
    else if (side < 10)
        plan.road = SideRoad::taken_back;
    else if (side < 70)
        plan.road = SideRoad::on_spot; // of what staff finds themselves
    plan.supervised = chance_.percent(40);
    plan.appeals = chance_.percent(30);
    plan.talks = chance_.percent(16);
    plan.noted = chance_.percent(18);
    plan.answers = chance_.percent(58);
    plan.solved = chance_.percent(86);
    if (plan.knot != nullptr) {
        plan.solved = !chance_.percent(plan.knot->unsolved);
        const auto many = chance_.below(static_cast<std::int64_t>(plan.knot->returns.size()) + 1);
        plan.wrong.assign(plan.knot->returns.begin(), plan.knot->returns.begin() + many);
        const auto& furious = script_.year.furious;
        if (!furious_told_ && plan.knot->code == furious.knot &&
            planned.at >= midnight(day_of_year(furious.from, civil(planned.at).date.year())))
            furious_told_ = plan.furious = true;
    } else if (planned.at >= next_astray_ && !plan.emergency) {
        next_astray_ = planned.at + std::chrono::hours(24 * script_.year.astray.every_days);
        plan.astray = true;
    }
    plan.channel = plan.emergency || plan.furious ? Channel::resident_web : draw_channel(planned.at);
    if (plan.astray) plan.channel = Channel::telephone;
    const bool fixable =
        plan.channel == Channel::staff && works(planned.at) &&
        casework::fixable_on_spot(house_.books->current()->index.playbook(), plan.matter.class_code);
    if (plan.road == SideRoad::on_spot && !fixable) plan.road = SideRoad::none;
    return plan;
}

std::string Story::voice(const Plan& plan) {
    const auto& lines = script_.stage.lines;
    if (plan.emergency) return plan.matter.text;
    switch (plan.channel) {
    case Channel::staff:
        return words(lines.by_staff) + plan.matter.text;
    case Channel::committee:
        return words(lines.by_committee) + plan.matter.text;
    case Channel::telephone:
    case Channel::hotline:
        return chance_.percent(60) ? words(lines.by_caller) + plan.matter.text : plan.matter.text;
    case Channel::resident_web:
    case Channel::photo_app:
    case Channel::sensor:
    case Channel::leader:
    case Channel::media:
    case Channel::sibling:
    case Channel::meeting:
    case Channel::visit:
    case Channel::paper:
    case Channel::chat:
        break;
    }
    return (chance_.percent(28) ? words(lines.openers) : std::string()) + plan.matter.text +
           (chance_.percent(32) ? words(lines.closers) : std::string());
}

std::string Story::address(const Plan& plan) {
    const auto& lines = script_.stage.lines;
    const auto& kind = plan.spot.kind;
    const Params place{{"name", plan.spot.name},
                       {"n", number(chance_.between(1, 48))},
                       {"room", number(chance_.between(1, 6) * 100 + chance_.between(1, 4))}};
    return words(kind == "home"                               ? lines.at_home
                 : kind == "road"                             ? lines.at_road
                 : kind == "shop" || kind.ends_with("_tower") ? lines.at_shop
                                                              : lines.at_place,
                 place);
}

casework::ReportGiven Story::given_of(Plan& plan) {
    casework::ReportGiven given;
    given.channel = plan.channel;
    plan.by_resident = given.channel == Channel::resident_web;
    given.text = voice(plan);
    const auto off = [&] { return static_cast<double>(chance_.between(-jitter_e7, jitter_e7)) / 1e7; };
    given.lat = plan.spot.lat + off();
    given.lon = plan.spot.lon + off();
    given.datum = "wgs84";
    given.source = plan.by_resident ? (chance_.percent(50) ? "device" : "map") : "address";
    given.address = address(plan);
    const bool asked_for = given.channel != Channel::staff && given.channel != Channel::committee;
    if (asked_for && (!plan.by_resident || chance_.percent(40))) {
        given.contact.name = words(script_.stage.lines.names);
        given.contact.phone = "1380000" + number(chance_.between(1000, 9999)); // of no subscriber
        given.may_be_called = chance_.percent(70);
        if (chance_.percent(40)) given.notify_by = Code{chance_.percent(70) ? "call" : "door"};
        if (given.notify_by.value == "door") given.contact.door = given.address;
    }
    return given;
}

Result<void> Story::report(const Shared& plan) {
    if (plan->road == SideRoad::on_spot) {
        GEZHI_TRY(taken, fix(plan));
        if (taken) return {};
    }
    auto given = given_of(*plan);
    if (plan->astray) { // the pin lies where another place of the kind is
        const auto here = casework::locate(*house_.ground, given);
        for (const auto& other : script_.stage.spots) {
            if (other.kind != plan->spot.kind || other.name == plan->spot.name) continue;
            given.lat = other.lat;
            given.lon = other.lon;
            const auto there = casework::locate(*house_.ground, given);
            if (here && there && there->located.grid != here->located.grid) break;
        }
    }
    if (plan->photographed && !plan->astray) {
        GEZHI_TRY(kept, photos(*plan, true));
        given.photos = kept;
    }
    const auto actor = plan->by_resident ? Actor{} : desk();
    GEZHI_TRY(asked, casework::report(house_.case_door(), actor, given));
    plan->id = id_as<CaseId>(asked.task.stream);
    plan->place = asked.spot;
    GEZHI_CHECK(house_.engine.ask_and_wait(task(actor, std::move(asked.task))));
    ++told_.reports;
    if (!asked.suggested.emergency.empty()) { // whether or not it was meant to be one: it stands first
        plan->emergency = true;
        plan->declined = plan->explained = plan->referred = plan->astray = plan->stuck = false;
        plan->road = SideRoad::none;
        plan->wrong.clear();
    }
    if (plan->emergency) {
        at(after(clock_.now(), 3, 9, false), [this, plan] { return triage(plan); });
        at(after(clock_.now(), 4, 14, false), [this] { return answer_emergencies(); });
        return {};
    }
    if (plan->furious) at(after(clock_.now(), 300, 420, false), [this, plan] { return rage(plan, 0); });
    // Most within the hour, some too late; now and then one is overlooked until the clock says so.
    const auto pace = chance_.below(100);
    const auto most = pace < 72 ? 45 : pace < 97 ? 170 : 420;
    at(after(clock_.now(), 4, most), [this, plan] { return triage(plan); });
    const bool others_came = chance_.percent(plan->knot != nullptr ? plan->knot->joiners : 8);
    const auto others = plan->by_resident && others_came ? chance_.between(1, 3) : 0;
    for (int nth = 1; nth <= others; ++nth)
        at(after(clock_.now(), 20 * nth, 300 * nth, false), [this, plan, nth] { return follow(plan, nth); });
    return {};
}

// Somebody else met it too: most say so on the page, some are put together by the desk.
Result<void> Story::follow(const Shared& lead, int nth) {
    const auto plan = std::make_shared<Plan>(*lead);
    plan->road = SideRoad::none;
    plan->talks = plan->noted = plan->photographed = plan->furious = plan->stuck = false;
    plan->wrong.clear();
    plan->channel = Channel::resident_web;
    auto given = given_of(*plan);
    given.text = words(script_.stage.lines.also) + lead->matter.text;
    const bool says_so = nth < 3;
    if (says_so) given.same_as = lead->id;
    GEZHI_TRY(asked, casework::report(house_.case_door(), Actor{}, given));
    plan->id = id_as<CaseId>(asked.task.stream);
    plan->place = asked.spot;
    GEZHI_CHECK(house_.engine.ask_and_wait(task(Actor{}, std::move(asked.task))));
    ++told_.reports;
    at(after(clock_.now(), 10, 60), [this, plan, lead]() -> Result<void> {
        GEZHI_TRY(now, state(*plan));
        if (now.joined_to || !casework::open(now)) return {};
        GEZHI_TRY(first, state(*lead));
        if (!casework::open(first) || first.joined_to) return triage(plan); // too late to join
        GEZHI_CHECK(send(desk(), *plan, casework::Join{lead->id}));
        if (chance_.percent(another_after_all))
            at(after(clock_.now(), 120, 1200), [this, plan] { return leave_cluster(plan); });
        return {};
    });
    return {};
}

} // namespace gezhi::apps::demo
