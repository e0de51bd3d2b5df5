// The report form, the pages between it and the receipt, the receipt, and the elder mode of the same.
#include "base/text.hpp"
#include "pages/qr.hpp"
#include "pages/render.hpp"

#include <fmt/format.h>

#include <iterator>

namespace gezhi::pages {

namespace {

std::string degrees(double value) {
    return fmt::format("{:.6f}", value);
}

void place_on_map(Values& values, const ReportForm& form) {
    if (form.position) {
        values.set["LAT"] = degrees(form.position->lat);
        values.set["LON"] = degrees(form.position->lon);
    }
    if (form.view) values.set["VIEW"] = degrees(form.view->lat) + "," + degrees(form.view->lon);
}

} // namespace

std::string Pages::render(const ReportPage& page, const About& about) const {
    auto values = frame(about, say(about, "page.report.title"));
    const auto& form = page.form;
    values.set["TOKEN"] = form.token;
    values.set["PLACE_CODE"] = form.place_code;
    values.set["ADDRESS"] = form.address;
    values.set["WHAT"] = form.text;
    values.set["PHONE"] = form.phone;
    values.set["DOOR"] = form.door;
    values.show("MAY_CALL", form.may_be_called);
    place_on_map(values, form);
    values.set["MAP_HINT"] = say(about, form.view ? "page.report.map_again" : "page.report.map_hint");
    values.show("NEAR", form.view.has_value());
    errors(values, page.errors, about);
    for (const auto& [field, prefix] :
         {std::pair{"where", "WHERE"}, {"what", "WHAT"}, {"photo", "PHOTO"}, {"tell", "TELL"}})
        if (const auto text = error_of(page.errors, field, about); !text.empty()) {
            values.set[std::string(prefix) + "_CLASS"] = "wrong";
            values.add(std::string(prefix) + "_ERROR", {{"TEXT", text}});
        }
    if (!page.place_name.empty() || form.position) {
        auto& place = values.add("PLACE", {{"NAME", page.place_name.empty() ? say(about, "page.report.on_map")
                                                                            : page.place_name}});
        if (page.located && !page.located->grid_name.empty())
            place.add("HAS_NOTE",
                      {{"NOTE", say(about, "page.report.in_grid", {{"grid", page.located->grid_name}})}});
    }
    if (page.located && !page.located->inside)
        values.add(
            "OUTSIDE",
            {{"TEXT", say(about, "page.report.outside",
                          {{"distance", number(page.located->distance_m)}, {"street", about.street.name}})}});
    if (page.hits) {
        auto& box = values.add("HITS", {{"HITS_WORD", page.hits->empty() ? say(about, "page.report.no_hits")
                                                                         : say(about, "page.report.hits")}});
        for (const auto& hit : *page.hits) {
            auto& row = box.add("HIT", {{"CODE", hit.code}, {"NAME", hit.name}});
            if (!hit.address.empty()) row.add("HAS_ADDRESS", {{"ADDRESS_TEXT", hit.address}});
        }
    }
    if (!form.photos.empty()) {
        auto& kept = values.add(
            "KEPT", {{"KEPT_WORD", say(about, "page.report.kept", {{"n", number(form.photos.size())}})}});
        for (const auto& photo : form.photos) kept.add("KEPT_PHOTO", {{"FILE", photo}});
    }
    for (const auto& way : page.ways)
        values.add("WAY", {{"ID", way.id}, {"NAME", way.name}}).show("CHECKED", way.id == form.notify_by);
    values.set["JS_WORDS"] = scripts_words(about, "page.script.");
    return finish("report.tpl", values, about);
}

std::string Pages::render(const SimilarPage& page, const About& about) const {
    auto values = frame(about, say(about, "page.similar.title"), page.form.elder);
    values.set["HEADING"] = say(about, "page.similar.heading", {{"n", number(page.items.size())}});
    carry(values, page.form, about.lang);
    for (const auto& item : page.items) {
        auto& row = values.add(
            "ITEM", {{"QUOTED", say(about, "page.quoted", {{"text", item.text}})}, {"NUMBER", item.number}});
        row.set["FACTS"] = say(about, "page.similar.facts",
                               {{"distance", number(item.distance_m)},
                                {"at", words_.when(about.lang, item.reported_at, about.now)},
                                {"n", number(item.supporters + 1)}});
        if (item.photos) row.add("SEE", {{"HREF", "/open/" + item.number}});
        row.set["STATE"] = say(about, "page.step." + number(static_cast<int>(item.step)));
        row.set["JOIN_LABEL"] = say(about, "page.similar.me_too") + " " + item.text;
        sign_step(row, item.step, item.step == Step::good);
    }
    return finish("similar.tpl", values, about);
}

std::string Pages::render(const ReceiptPage& page, const About& about) const {
    auto values = frame(about, say(about, "page.receipt.title"));
    values.set["NUMBER"] = page.number;
    values.set["KEY"] = page.key;
    values.set["NOTED"] =
        say(about, "page.receipt.noted", {{"at", words_.when(about.lang, page.reported_at, about.now)}});
    const auto link = follow_link(page.number, page.key, about);
    values.set["LINK"] = link;
    values.set["FOLLOW"] = link.substr(about.public_url.size());
    values.set["QR"] = qr_svg(link); // drawn by us from digits only, never text of people
    values.show("URGENT", page.emergency);
    if (page.joined)
        values.add("JOINED",
                   {{"TEXT", say(about, "page.receipt.joined_text", {{"n", number(page.joined_with)}})}});
    const auto next = [&](Step step, bool done, const std::string& text) {
        sign_step(values.add("NEXT", {{"TEXT", text}}), step, done);
    };
    if (page.outside) next(Step::noted, false, say(about, "page.receipt.outside"));
    if (page.tell_by)
        next(Step::settled, false,
             say(about, "page.receipt.tell_by", {{"at", words_.when(about.lang, *page.tell_by, about.now)}}));
    if (!page.handling_limit.empty())
        next(Step::working, false, say(about, "page.receipt.handle", {{"limit", page.handling_limit}}));
    next(Step::good, true, say(about, "page.receipt.ask"));
    values.set["JS_WORDS"] = scripts_words(about, "page.script.");
    return finish("receipt.tpl", values, about);
}

std::string Pages::render(const ElderHome&, const About& about) const {
    auto values = frame(about, say(about, "page.elder.title"), true);
    telephone(values, about);
    return finish("elder_home.tpl", values, about);
}

std::string Pages::render(const ElderPage& page, const About& about) const {
    auto values = frame(about, say(about, "page.elder.title"), true);
    const auto step = number(static_cast<int>(page.step) + 1);
    values.set["COUNT"] = say(about, "page.elder.count", {{"n", step}});
    values.set["QUESTION"] = say(about, "page.elder.question_" + step);
    values.set["ACTION"] = page.step == ElderStep::send ? "/report" : "/elder/report";
    for (const auto& error : page.errors)
        values.add("ERROR", {{"TEXT", say(about, "page.error." + error.key)}});
    auto carried = page.form;
    carried.elder = true;
    if (page.step == ElderStep::place) {
        carried.address.clear(); // the field itself is on this page
        auto& place = values.add("PLACE_STEP", {{"ADDRESS", page.form.address}});
        if (about.mapped) place_on_map(place.add("MAP"), page.form);
        const auto name = page.place_name.empty() ? say(about, "page.report.on_map") : page.place_name;
        if (!page.place_name.empty() || page.form.position) place.add("HERE", {{"NAME", name}});
    } else if (page.step == ElderStep::what) {
        carried.text.clear();
        auto& what = values.add("WHAT_STEP", {{"WHAT", page.form.text}});
        for (const auto* chip : {"light", "road", "dirty"})
            what.add("CHIP", {{"ID", chip}, {"NAME", say(about, std::string("page.elder.chip_") + chip)}});
    } else {
        carried.phone.clear();
        const auto place =
            page.place_name.empty()
                ? (page.form.address.empty() ? say(about, "page.report.on_map") : page.form.address)
                : page.place_name;
        values.add("SEND_STEP", {{"PHONE", page.form.phone},
                                 {"SUMMARY_TEXT", say(about, "page.elder.summary",
                                                      {{"place", place}, {"what", page.form.text}})}});
    }
    carry(values, carried, about.lang);
    telephone(values, about);
    return finish("elder_step.tpl", values, about);
}

} // namespace gezhi::pages
