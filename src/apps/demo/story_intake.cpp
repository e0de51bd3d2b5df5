// From the street to a unit: reports of every channel, others who met it too, and what the desk makes of it.

#include "apps/demo/story.hpp"

#include <algorithm>

namespace gezhi::apps::demo {

using casework::Channel;

namespace {

constexpr double jitter_e7 = 1500; // about 15 m

Channel draw_channel(Chance& chance) {
    const auto n = chance.below(100);
    if (n < 56) return Channel::resident_web;
    if (n < 68) return Channel::telephone;
    if (n < 80) return Channel::hotline;
    if (n < 88) return Channel::committee;
    return Channel::staff;
}

} // namespace

Plan Story::draw_plan(bool emergency) {
    Plan plan;
    plan.emergency = emergency;
    plan.matter = chance_.one_of(emergency ? script_.emergencies : script_.matters);
    std::vector<Spot> fitting;
    for (const auto& spot : script_.stage.spots)
        if (spot.kind == plan.matter.where) fitting.push_back(spot);
    plan.spot = chance_.one_of(fitting.empty() ? script_.stage.spots : fitting);
    plan.photographed = chance_.percent(25);
    const auto fate = chance_.below(100);
    plan.declined = !emergency && fate < 5;
    plan.explained = !emergency && fate >= 5 && fate < 8;
    plan.referred = !emergency && fate >= 8 && fate < 10;
    plan.returns = !emergency && fate >= 10 && fate < 19 ? (fate < 12 ? 2 : 1) : 0;
    plan.held = !emergency && fate == 19;
    plan.late = chance_.percent(13);
    plan.talks = chance_.percent(18);
    plan.noted = chance_.percent(20);
    plan.answers = chance_.percent(55);
    plan.solved = chance_.percent(84);
    return plan;
}

void Story::plan_report(Instant when) {
    const auto plan = std::make_shared<Plan>(draw_plan(chance_.below(90) == 0));
    at(when, [this, plan] { return report(plan); });
}

casework::ReportGiven Story::given_of(Plan& plan) {
    casework::ReportGiven given;
    given.channel = plan.emergency ? Channel::resident_web : draw_channel(chance_);
    plan.by_resident = given.channel == Channel::resident_web;
    given.text = plan.matter.text;
    given.lat = plan.spot.lat + static_cast<double>(chance_.between(-1, 1)) * jitter_e7 / 1e7;
    given.lon = plan.spot.lon + static_cast<double>(chance_.between(-1, 1)) * jitter_e7 / 1e7;
    given.datum = "wgs84";
    given.source = plan.by_resident ? (chance_.percent(50) ? "device" : "map") : "address";
    const Params place{{"name", plan.spot.name},
                       {"n", number(chance_.between(1, 48))},
                       {"room", number(chance_.between(1, 6) * 100 + chance_.between(1, 4))}};
    given.address = words(plan.spot.kind == "home"   ? script_.stage.lines.at_home
                          : plan.spot.kind == "road" ? script_.stage.lines.at_road
                                                     : std::vector<std::string>{"{name}"},
                          place);
    if (!plan.by_resident || chance_.percent(40)) {
        given.contact.name = words(script_.stage.lines.names);
        given.contact.phone = "1380000" + number(chance_.between(1000, 9999)); // of no subscriber
        given.may_be_called = chance_.percent(70);
        if (chance_.percent(40)) given.notify_by = Code{chance_.percent(70) ? "call" : "door"};
        if (given.notify_by.value == "door") given.contact.door = given.address;
    }
    return given;
}

Result<void> Story::report(const Shared& plan) {
    auto given = given_of(*plan);
    if (plan->photographed) {
        GEZHI_TRY(kept, photos(*plan, true));
        given.photos = kept;
    }
    const auto actor = plan->by_resident ? Actor{} : desk();
    GEZHI_TRY(asked, casework::report(house_.case_door(), actor, given));
    plan->id = id_as<CaseId>(asked.task.stream);
    asked.task.id = engine::command_id(house_.engine.subdistrict(), actor, "story/" + number(++keys_));
    GEZHI_CHECK(house_.engine.ask_and_wait(std::move(asked.task)));
    ++told_.reports;
    if (!asked.suggested.emergency.empty()) { // whether or not it was meant to be one: it stands first
        plan->emergency = true;
        plan->declined = plan->explained = plan->referred = false;
        plan->returns = 0;
    }
    if (plan->emergency) {
        at(after(clock_.now(), 3, 9, false), [this, plan] { return triage(plan); });
        return {};
    }
    // Most within the hour, some too late; now and then one is overlooked until the clock says so.
    const auto pace = chance_.below(100);
    const auto most = pace < 70 ? 45 : pace < 92 ? 170 : 420;
    at(after(clock_.now(), 4, most), [this, plan] { return triage(plan); });
    const auto others = plan->by_resident && chance_.percent(11) ? chance_.between(1, 3) : 0;
    for (int nth = 1; nth <= others; ++nth)
        at(after(clock_.now(), 20 * nth, 300 * nth, false), [this, plan, nth] { return follow(plan, nth); });
    return {};
}

// Somebody else met it too: most say so on the page, some are put together by the desk.
Result<void> Story::follow(const Shared& lead, int nth) {
    const auto plan = std::make_shared<Plan>(*lead);
    plan->talks = plan->noted = plan->photographed = false;
    auto given = given_of(*plan);
    given.channel = Channel::resident_web;
    given.text = words(script_.stage.lines.also) + lead->matter.text;
    const bool says_so = nth < 3;
    if (says_so) given.same_as = lead->id;
    GEZHI_TRY(asked, casework::report(house_.case_door(), Actor{}, given));
    plan->id = id_as<CaseId>(asked.task.stream);
    asked.task.id = engine::command_id(house_.engine.subdistrict(), Actor{}, "story/" + number(++keys_));
    GEZHI_CHECK(house_.engine.ask_and_wait(std::move(asked.task)));
    ++told_.reports;
    at(after(clock_.now(), 10, 60), [this, plan, lead]() -> Result<void> {
        GEZHI_TRY(now, state(*plan));
        if (now.joined_to || !casework::open(now)) return {};
        GEZHI_TRY(first, state(*lead));
        if (!casework::open(first)) return triage(plan); // too late to join: a case of its own
        GEZHI_CHECK(send(desk(), *plan, casework::Join{lead->id}));
        return {};
    });
    return {};
}

Result<void> Story::triage(const Shared& plan) {
    if (plan->noted) {
        engine::Sides sides;
        const auto note = sealed(*plan, words(script_.stage.lines.notes), "note", sides);
        GEZHI_CHECK(send(desk(), *plan, casework::Note{note}, std::move(sides)));
    }
    if (plan->declined) return decline(plan);
    if (plan->explained) return explain(plan);
    if (plan->referred) {
        engine::Sides sides;
        const auto text = sealed(*plan, words(script_.stage.lines.declined), "refer", sides);
        GEZHI_CHECK(send(desk(), *plan, casework::Refer{Code{"consumer"}, text}, std::move(sides)));
        return {};
    }
    return send_on(plan);
}

Result<void> Story::send_on(const Shared& plan) {
    const auto book = house_.books->current();
    GEZHI_TRY(now, state(*plan));
    const auto route = book->index.route(plan->matter.class_code.value, now.grid.value);
    Code unit{std::string(route.unit)};
    // The desk errs as often as it must for the plan's returns.
    if (now.returns.size() < static_cast<std::size_t>(plan->returns)) {
        const std::array<const char*, 2> wrong{"chengguan", "municipal"};
        const auto n = now.returns.size();
        unit = Code{wrong[n % 2] == unit.value ? "greening" : wrong[n % 2]};
    }
    const auto actor = plan->emergency ? on_duty() : desk();
    GEZHI_TRY(taken, send(actor, *plan, casework::SendOn{plan->matter.class_code, {}, unit, {}}));
    if (taken) plan_handling(plan);
    return {};
}

Result<void> Story::decline(const Shared& plan) {
    engine::Sides sides;
    const std::vector<std::string> reasons{"outside_area", "legal_path", "already_answered", "no_content"};
    casework::Decline one{Code{chance_.one_of(reasons)}, {}, {}};
    if (one.reason.value == "legal_path") one.path = Code{"consumer"};
    one.text = sealed(*plan, words(script_.stage.lines.declined), "decline", sides);
    GEZHI_TRY(taken, send(desk(), *plan, one, std::move(sides)));
    if (!taken || !plan->by_resident || !chance_.percent(30)) return {};
    at(after(clock_.now(), 60, 2000, false), [this, plan]() -> Result<void> {
        engine::Sides more;
        const auto text = sealed(*plan, words(script_.stage.lines.objections), "object", more);
        GEZHI_CHECK(send(reporter(), *plan, casework::Object{text}, std::move(more)));
        return {};
    });
    return {};
}

// Answered by the desk itself: taken in, registered, explained.
Result<void> Story::explain(const Shared& plan) {
    const auto book = house_.books->current();
    const auto closings = book->index.closings(plan->matter.class_code.value);
    plan->explained = std::any_of(closings.begin(), closings.end(),
                                  [](const auto* one) { return one->ending == "explained"; });
    if (!plan->explained) return send_on(plan); // not a matter for words
    GEZHI_CHECK(send(desk(), *plan, casework::Verify{}));
    GEZHI_CHECK(send(desk(), *plan, casework::Accept{}));
    GEZHI_CHECK(send(desk(), *plan, casework::Register{plan->matter.class_code, {}}));
    at(after(clock_.now(), 30, 200), [this, plan] { return close(plan); });
    return {};
}

} // namespace gezhi::apps::demo
