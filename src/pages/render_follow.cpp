// The follow page: the answer first, then the path in plain words, then what the reporter may say.
#include "base/text.hpp"
#include "pages/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gezhi::pages {

namespace {

// Behind an address that has a query already.
constexpr auto thumb_wish = "&size=thumb";

const char* outcome_word(Outcome outcome) {
    switch (outcome) {
    case Outcome::open:
        return "open";
    case Outcome::solved:
        return "solved";
    case Outcome::explained:
        return "explained";
    case Outcome::beyond_law:
        return "beyond_law";
    case Outcome::legal_path:
        return "legal_path";
    case Outcome::declined:
        return "declined";
    }
    return "open";
}

// The used part of the clock as a slice of a circle of radius 4.7 around 8, 8, from the top.
std::string wedge(int used) {
    const double part = std::clamp(used, 0, 999) / 1000.0;
    const double angle = part * 2 * std::numbers::pi;
    return fmt::format("M8 8V3.3A4.7 4.7 0 {} 1 {:.2f} {:.2f}Z", part > 0.5 ? 1 : 0,
                       8 + 4.7 * std::sin(angle), 8 - 4.7 * std::cos(angle));
}

} // namespace

std::string Pages::answer(const FollowPage& page, const About& about) const {
    if (page.outcome != Outcome::open) {
        const std::string key = std::string("page.answer.") + outcome_word(page.outcome);
        if (page.outcome == Outcome::solved && page.answered && *page.answered)
            return say(about, "page.answer.agreed");
        return say(about, key);
    }
    std::string key = "page.answer." + number(static_cast<int>(page.step));
    Params params;
    if (page.reworked && page.step <= Step::working) key = "page.answer.again";
    if (!page.unit_name.empty() && words_.has(about.lang, key + "_unit")) {
        key += "_unit";
        params["unit"] = page.unit_name;
    }
    auto text = say(about, key, params);
    if (page.clock.look == ClockLook::paused) return text + say(about, "page.answer.paused");
    if (!page.due) return text + say(about, "page.answer.end");
    const auto due = words_.when(about.lang, *page.due, about.now);
    return text + say(about, page.clock.look == ClockLook::late ? "page.answer.late" : "page.answer.due",
                      {{"at", due}});
}

std::string Pages::clock_word(const ClockView& clock, const About& about) const {
    if (clock.look == ClockLook::paused) return say(about, "page.clock.paused");
    if (clock.look == ClockLook::met) return say(about, "page.clock.met");
    const Params params{{"d", number(clock.days)}, {"h", number(clock.hours)}, {"m", number(clock.minutes)}};
    const auto* size = clock.days > 0 ? "days" : clock.hours > 0 ? "hours" : "minutes";
    const auto* side = clock.look == ClockLook::late ? "over" : "left";
    return say(about, std::string("page.clock.") + side + "_" + size, params);
}

void Pages::sign_clock(Values& into, const ClockView& clock) const {
    switch (clock.look) {
    case ClockLook::none:
        break;
    case ClockLook::late:
        into.set["TONE"] = "brick";
        into.show("SIGN_late");
        break;
    case ClockLook::paused:
        into.set["TONE"] = "slate";
        into.show("SIGN_paused");
        break;
    case ClockLook::met:
        into.set["TONE"] = "green";
        into.show("SIGN_met");
        break;
    case ClockLook::running:
    case ClockLook::half:
    case ClockLook::soon:
        into.set["TONE"] = clock.look == ClockLook::soon   ? "orange"
                           : clock.look == ClockLook::half ? "ochre"
                                                           : "green";
        into.add("SIGN_ring", {{"WEDGE", wedge(clock.used)}});
        into.show("SIGN_ears", clock.look == ClockLook::soon);
        break;
    }
}

void Pages::path(Values& values, const FollowPage& page, const About& about) const {
    const bool ended = page.outcome != Outcome::open;
    for (int i = 0; i <= static_cast<int>(Step::good); ++i) {
        const auto step = static_cast<Step>(i);
        const auto seen = std::ranges::find(page.steps, step, &StepView::step);
        const bool done = step < page.step || (ended && seen != page.steps.end());
        const bool now = !ended && step == page.step;
        if (ended && seen == page.steps.end() && step != Step::good) continue; // a step that was not taken
        auto& row = values.add("STEP");
        row.set["CLASS"] = done ? "done" : now ? "now" : "later";
        row.set["NAME"] = say(about, "page.step." + number(i));
        row.set["STATE"] = say(about, done ? "page.step.done" : now ? "page.step.now" : "page.step.later");
        std::string note;
        if (seen != page.steps.end()) {
            if (seen->at) note = words_.when(about.lang, *seen->at, about.now);
            if (!seen->note.empty()) note += (note.empty() ? "" : say(about, "page.comma")) + seen->note;
        }
        if (step == Step::good && ended && page.outcome != Outcome::solved) {
            row.set["NAME"] = say(about, std::string("page.outcome.") + outcome_word(page.outcome));
            row.set["CLASS"] = "done";
            row.set["TONE"] = "slate";
            row.show(std::string("SIGN_") + outcome_word(page.outcome));
        } else if (step == Step::good && ended) {
            // Really solved is what the reporter says; until then the last step is the question.
            row.set["CLASS"] = page.answered && *page.answered ? "done" : "now";
            sign_step(row, step, page.answered && *page.answered);
        } else {
            sign_step(row, step, done);
            if (!done && !now) row.set["TONE"] = "slate";
        }
        if (!note.empty()) row.add("HAS_NOTE", {{"NOTE", note}});
    }
}

void Pages::forms(Values& values, const FollowPage& page, const About& about) const {
    const Params ids{{"NUMBER", page.number}, {"KEY", page.key}, {"TOKEN", page.token}};
    if (page.may_answer) values.add("ASK", ids);
    const auto with = [&](const char* section, const char* field, const char* error_section) -> Values& {
        auto& row = values.add(section, ids);
        const auto error = error_of(page.errors, field, about);
        row.set["TYPED"] = error.empty() ? "" : page.typed;
        if (!error.empty()) row.add(error_section, {{"TEXT", error}});
        return row;
    };
    if (page.may_say) with("SAY", "talk", "SAY_ERROR");
    if (page.may_object)
        with("OBJECT", "object", "OBJECT_ERROR").set["WINDOW"] =
            page.object_until ? say(about, "page.follow.object_until",
                                    {{"at", words_.when(about.lang, *page.object_until, about.now)}})
                              : say(about, "page.follow.object_text");
}

std::string Pages::render(const PublicCasePage& page, const About& about) const {
    auto values = frame(about, say(about, "page.open.title"));
    values.set["NUMBER"] = page.number;
    values.set["MATTER"] = page.matter;
    values.set["STATE"] = say(about, page.ended ? "page.open.ended" : "page.open.running");
    if (!page.where.empty()) values.add("AT_PLACE", {{"TEXT", page.where}});
    sign_step(values, page.step, page.ended);
    for (const auto& [list, key] : {std::pair(&page.photos_before, "page.follow.before"),
                                    std::pair(&page.photos_after, "page.follow.after")})
        for (const auto& url : *list)
            values.add("PHOTO", {{"URL", url}, {"THUMB", url + "?size=thumb"}, {"ALT", say(about, key)}});
    return finish("open.tpl", values, about);
}

std::string Pages::render(const MinePage& page, const About& about) const {
    auto values = frame(about, say(about, "page.mine.title"));
    values.set["BACK"] = follow_link(page.number, page.key, about);
    const auto line = [&](const char* key, const std::string& text) {
        values.add("HELD",
                   {{"NAME", say(about, key)}, {"TEXT", text.empty() ? say(about, "page.mine.none") : text}});
    };
    line("page.mine.contact", page.contact);
    line("page.mine.place", page.place);
    line("page.mine.point", page.point ? say(about, "page.mine.kept") : std::string());
    line("page.mine.texts", page.texts > 0 ? number(page.texts) : std::string());
    line("page.mine.photos", page.photos > 0 ? number(page.photos) : std::string());
    if (page.voice) line("page.mine.voice", say(about, "page.mine.kept"));
    if (page.erased_at)
        values.add("ERASED", {{"TEXT", say(about, "page.mine.erased",
                                           {{"at", words_.when(about.lang, *page.erased_at, about.now)}})}});
    for (const auto& look : page.looks) {
        const auto known = [&](const char* prefix, const std::string& word) {
            const auto key = prefix + word;
            return say(about, words_.has(about.lang, key) ? key : std::string(prefix) + "other");
        };
        values.add("LOOK", {{"AT", words_.when(about.lang, look.at, about.now)},
                            {"WHO", known("page.mine.who.", look.who)},
                            {"WHY", known("page.mine.why.", look.why)}});
    }
    values.show("NOBODY", page.looks.empty());
    telephone(values, about);
    return finish("mine.tpl", values, about);
}

std::string Pages::render(const FollowPage& page, const About& about) const {
    auto values = frame(about, say(about, "page.follow.title"));
    const auto cut = page.number.size() > 7 ? page.number.size() - 7 : 0;
    values.set["SHORT"] = (cut > 0 ? "…" : "") + page.number.substr(cut);
    if (!page.said.empty()) values.add("SAID", {{"TEXT", say(about, "page.said." + page.said)}});
    errors(values, page.errors, about);
    values.set["ANSWER"] = answer(page, about);
    if (page.joined_with > 0)
        values.add("DETAIL", {{"TEXT", say(about, "page.follow.joined", {{"n", number(page.joined_with)}})}});
    if (page.clock.look != ClockLook::none) {
        auto& clock = values.add("CLOCK", {{"WORD", clock_word(page.clock, about)}});
        sign_clock(clock, page.clock);
    }
    if (page.legal_path) {
        const auto& legal = *page.legal_path;
        auto& row = values.add("LEGAL", {{"NAME", legal.name}, {"WHERE", legal.where}, {"HOW", legal.how}});
        if (!legal.telephone.empty())
            row.add("TEL", {{"NUMBER", legal.telephone},
                            {"CALL", say(about, "page.call", {{"number", legal.telephone}})}});
    }
    values.set["QUOTED"] = say(about, "page.quoted", {{"text", page.text}});
    if (!page.place_text.empty()) values.add("AT_PLACE", {{"TEXT", page.place_text}});
    if (!page.photos_before.empty() || !page.photos_after.empty()) {
        auto& photos = values.add("PHOTOS");
        for (const auto& url : page.photos_before)
            photos.add(
                "PHOTO",
                {{"URL", url}, {"THUMB", url + thumb_wish}, {"ALT", say(about, "page.follow.before")}});
        for (const auto& url : page.photos_after)
            photos.add("PHOTO",
                       {{"URL", url}, {"THUMB", url + thumb_wish}, {"ALT", say(about, "page.follow.after")}});
    }
    if (!page.result_text.empty())
        values.add("RESULT", {{"TEXT", say(about, "page.quoted", {{"text", page.result_text}})}});
    path(values, page, about);
    for (const auto& talk : page.talk)
        values.add("TALK", {{"WHO", talk.from_reporter ? "mine" : "theirs"},
                            {"HEAD", say(about, talk.from_reporter ? "page.follow.you" : "page.follow.street",
                                         {{"at", words_.when(about.lang, talk.at, about.now)}})},
                            {"TEXT", talk.text}});
    forms(values, page, about);
    if (!page.proof_head.empty())
        values.add("PROOF", {{"TEXT", say(about, "page.follow.proof_text")}, {"HEAD", page.proof_head}});
    if (!about.street.telephone.empty())
        values.add("RING", {{"TEL", about.street.telephone},
                            {"CALL", say(about, "page.call_street", {{"number", about.street.telephone}})}});
    values.set["MINE"] =
        "/c/" + page.number + "/mine?key=" + page.key + (about.lang == Lang::en ? "&lang=en" : "");
    return finish("follow.tpl", values, about);
}

} // namespace gezhi::pages
