// From the form to the receipt: position, photos, what is missing, emergencies, similar cases, then the one
// command. Each stop gives the whole form back.
#include "base/code.hpp"
#include "base/text.hpp"
#include "pages/visit.hpp"

#include <algorithm>

namespace gezhi::pages {

namespace {

using http::Method;
using http::Request;
using http::Response;

// Six photos of 12 MB would not fit into a phone's patience; the script sends them small.
constexpr std::size_t report_bytes_max = 40U * 1024 * 1024;

struct Visit {
    const Desk& desk;
    Lang lang;
    ReportForm form;
    std::vector<FieldError> errors{};
    std::optional<std::vector<PlaceHit>> hits{};

    std::optional<PlaceHit> place() const {
        if (form.place_code.empty()) return std::nullopt;
        return desk.questions.place_by_code(form.place_code);
    }

    std::optional<Position> where() const {
        if (form.position) return form.position;
        const auto known = place();
        return known ? std::optional(known->at) : std::nullopt;
    }

    void take_tap(Pixel pixel) {
        const auto layers = desk.questions.layers();
        const auto view = form.view ? near_view(*form.view) : whole_view(*layers);
        form.position = view.to_position(pixel);
        form.view = form.position;
        form.place_code.clear();
    }

    void take_place(const PlaceHit& hit) {
        form.place_code = hit.code;
        form.position = hit.at;
        form.view = hit.at;
    }

    Response show(int status = 200) const;
    Response show_elder(ElderStep step, int status = 200) const;
};

Response Visit::show_elder(ElderStep step, int status) const {
    const auto known = place();
    return desk.page(ElderPage{step, form, known ? known->name : "", errors}, lang, status);
}

Response Visit::show(int status) const {
    if (form.elder) {
        const auto at = errors.empty() ? std::string("where") : errors.front().field;
        return show_elder(at == "where"  ? ElderStep::place
                          : at == "what" ? ElderStep::what
                                         : ElderStep::send,
                          status);
    }
    ReportPage page;
    page.form = form;
    page.errors = errors;
    page.hits = hits;
    page.ways = desk.questions.notify_ways(lang);
    if (const auto known = place()) page.place_name = known->name;
    if (form.position) page.located = desk.questions.locate(*form.position, form.datum);
    return desk.page(page, lang, status);
}

void keep_photos(Visit& visit, http::Form& sent) {
    for (auto& file : sent.files) {
        if (file.field != "photo" || file.bytes.empty() || visit.form.photos.size() >= photos_max) continue;
        auto id = visit.desk.questions.keep_photo(std::move(file.bytes));
        if (id)
            visit.form.photos.push_back(std::move(*id));
        else if (visit.errors.empty())
            visit.errors.push_back({"photo", "photo_refused"});
    }
}

// The buttons that only help to fill the form: nothing is sent by them.
bool help(Visit& visit, const http::Form& sent) {
    const auto act = sent.value("act").value_or("");
    if (const auto pixel = tap(sent)) {
        visit.take_tap(*pixel);
    } else if (const auto pick = sent.value("pick")) {
        if (const auto hit = visit.desk.questions.place_by_code(std::string(*pick))) visit.take_place(*hit);
    } else if (act == "find") {
        if (!visit.form.address.empty()) visit.hits = visit.desk.questions.find_places(visit.form.address);
    } else if (act == "whole") {
        visit.form.view.reset();
    } else if (act != "back") {
        return false;
    }
    visit.errors.clear();
    return true;
}

std::optional<SimilarPage> similar_first(const Visit& visit) {
    const auto at = visit.where();
    if (!at || visit.form.similar_seen) return std::nullopt;
    auto items = visit.desk.questions.similar(*at, visit.form.text);
    if (items.empty()) return std::nullopt;
    return SimilarPage{visit.form, std::move(items)};
}

Response send(Visit& visit, const std::string& key, const std::string& join) {
    const auto done = visit.desk.questions.report(report_command(visit.form, key, join));
    if (done)
        return http::redirect(with_lang("/receipt?number=" + done->number + "&key=" + done->key, visit.lang));
    const auto kind = done.error().rule->kind;
    const bool world = kind == Kind::unavailable || kind == Kind::internal;
    visit.errors = {{"send", world ? "unavailable" : "refused"}};
    return visit.show(world ? 503 : 422);
}

Result<Response> report(const Desk& desk, const Request& request) {
    auto sent = http::parse_form(request);
    const auto lang = language_of(request, sent ? &*sent : nullptr);
    if (!sent) return desk.page(MessagePage{"form"}, lang, 400);
    Visit visit{desk, lang, report_form(*sent)};
    const auto key = desk.key(visit.form.token, "report");
    if (!key) {
        // Photos are kept only for forms that we gave out.
        visit.form.token = desk.token("report");
        visit.errors = {{"send", "token"}};
        return visit.show(422);
    }
    keep_photos(visit, *sent);
    if (help(visit, *sent)) return visit.show();
    if (visit.form.position == std::nullopt && !visit.form.address.empty())
        if (const auto code = Code::parse(visit.form.address))
            if (const auto hit = desk.questions.place_by_code(code->value)) visit.take_place(*hit);
    const auto missing = check(visit.form);
    visit.errors.insert(visit.errors.begin(), missing.begin(), missing.end());
    if (!visit.form.place_code.empty() && !visit.place()) {
        visit.form.place_code.clear();
        if (!visit.form.position && visit.form.address.empty())
            visit.errors.push_back({"where", "place_unknown"});
    }
    if (!visit.errors.empty()) return visit.show(422);
    const auto hit = desk.questions.emergency(visit.form.text, lang);
    if (hit && !visit.form.emergency_seen) return desk.page(EmergencyPage{*hit, visit.form}, lang);
    const auto join = std::string(sent->value("join").value_or(""));
    if (join.empty() && !hit)
        if (const auto similar = similar_first(visit)) return desk.page(*similar, lang);
    return send(visit, *key, clean_number(join).value_or(""));
}

Result<Response> first_page(const Desk& desk, const Request& request, const std::string& code) {
    Visit visit{desk, language_of(request), {}};
    visit.form.token = desk.token("report");
    visit.form.elder = request.query_value("size") == "elder";
    if (!code.empty()) {
        const auto hit = Code::valid(code) ? desk.questions.place_by_code(code) : std::nullopt;
        if (hit)
            visit.take_place(*hit);
        else
            visit.errors = {{"where", "place_unknown"}};
    }
    return visit.show();
}

Result<Response> elder_step(const Desk& desk, const Request& request) {
    auto sent = http::parse_form(request);
    const auto lang = language_of(request, sent ? &*sent : nullptr);
    if (!sent) return desk.page(MessagePage{"form"}, lang, 400);
    Visit visit{desk, lang, report_form(*sent)};
    visit.form.elder = true;
    const auto act = sent->value("act").value_or("");
    const auto chip = sent->value("chip").value_or("");
    if (const auto pixel = tap(*sent)) {
        visit.take_tap(*pixel);
        return visit.show_elder(ElderStep::place);
    }
    if (act == "here" || act == "address") {
        if (act == "address") visit.form.place_code.clear(), visit.form.position.reset();
        if (visit.form.position || !visit.form.place_code.empty() || !visit.form.address.empty())
            return visit.show_elder(ElderStep::what);
        visit.errors = {{"where", "where_missing"}};
        return visit.show_elder(ElderStep::place, 422);
    }
    if (chip == "light" || chip == "road" || chip == "dirty")
        visit.form.text = desk.pages.words().say(lang, "page.elder.chip_" + std::string(chip));
    if (visit.form.text.empty()) {
        visit.errors = {{"what", "text_missing"}};
        return visit.show_elder(ElderStep::what, 422);
    }
    const auto hit = desk.questions.emergency(visit.form.text, lang);
    if (hit && !visit.form.emergency_seen) return desk.page(EmergencyPage{*hit, visit.form}, lang);
    return visit.show_elder(ElderStep::send);
}

} // namespace

http::Routes report_routes(Desk desk) {
    using http::Access;
    http::Routes table;
    table.push_back({Method::get, "/", "pages.report", Access::anonymous, "The report form",
                     [=](const Request& r) { return first_page(desk, r, ""); }});
    table.push_back({Method::get, "/r/{code}", "pages.report_here", Access::anonymous,
                     "The report form at a labelled place",
                     [=](const Request& r) { return first_page(desk, r, r.parameter("code")); }});
    table.push_back({Method::post, "/report", "pages.send_report", Access::anonymous, "Takes a report",
                     [=](const Request& r) { return report(desk, r); }});
    table.back().body_bytes_max = report_bytes_max;
    table.push_back(
        {Method::get, "/elder", "pages.elder", Access::anonymous, "The first page in large type",
         [=](const Request& r) -> Result<Response> { return desk.page(ElderHome{}, language_of(r)); }});
    table.push_back({Method::get, "/elder/report", "pages.elder_report", Access::anonymous,
                     "Reporting in three steps", [=](const Request& r) -> Result<Response> {
                         Visit visit{desk, language_of(r), {}};
                         visit.form.token = desk.token("report");
                         visit.form.elder = true;
                         return visit.show_elder(ElderStep::place);
                     }});
    table.push_back({Method::post, "/elder/report", "pages.elder_step", Access::anonymous,
                     "One step of reporting", [=](const Request& r) { return elder_step(desk, r); }});
    table.back().body_bytes_max = report_bytes_max;
    return table;
}

} // namespace gezhi::pages
