// The follow page, the schematic and the pages that only say something.
#include "pages/routes.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "http/rules.hpp"
#include "json/json.hpp"
#include "pages/qr.hpp"
#include "pages/visit.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <filesystem>

namespace gezhi::pages {

namespace {

using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' "
                                    "blob: data:; connect-src 'self'; "
                                    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

std::string query(const Request& request, std::string_view name) {
    return std::string(trim(request.query_value(name).value_or("")));
}

std::optional<Position> position_of(const Request& request) {
    return parse_position(query(request, "lat"), query(request, "lon"));
}

std::optional<Position> pair_of(std::string_view text) {
    const auto comma = text.find(',');
    if (comma == text.npos) return std::nullopt;
    return parse_position(text.substr(0, comma), text.substr(comma + 1));
}

Response plain(std::string type, std::string body, std::string_view cache) {
    Response response;
    response.content_type = std::move(type);
    response.body = std::move(body);
    response.headers = {{"Cache-Control", std::string(cache)},
                        {"Vary", "Accept-Language"},
                        {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"}};
    return response;
}

Result<Response> schematic(const Desk& desk, const Request& request) {
    const auto layers = desk.questions.layers();
    const auto near = pair_of(query(request, "view"));
    const auto lang = language_of(request);
    const auto& words = desk.pages.words();
    return plain("image/svg+xml",
                 schematic_svg(*layers, near ? near_view(*near) : whole_view(*layers),
                               {position_of(request), query(request, "grid")},
                               {words.say(lang, "page.map.note"), layers->attribution}),
                 "public, max-age=300");
}

// Where on the ground a tap on the schematic is, for the script; the form without script sends the pixels.
Result<Response> tap_route(const Desk& desk, const Request& request) {
    const auto layers = desk.questions.layers();
    const auto near = pair_of(query(request, "view"));
    http::Form form;
    form.fields = {{"tap.x", query(request, "x")}, {"tap.y", query(request, "y")}};
    const auto pixel = tap(form);
    if (!pixel) return refuse(rules::tap_wrong);
    const auto at = (near ? near_view(*near) : whole_view(*layers)).to_position(*pixel);
    return http::json_response(fmt::format("{{\"lat\":{:.6f},\"lon\":{:.6f}}}", at.lat, at.lon));
}

Result<Response> similar(const Desk& desk, const Request& request) {
    const auto at = position_of(request);
    const auto text = std::string(first_code_points(query(request, "text"), text_max));
    std::string body = "{\"items\":[";
    if (at && !text.empty())
        for (const auto& item : desk.questions.similar(*at, text)) {
            const std::map<std::string, std::string> words{{"number", item.number}, {"text", item.text}};
            auto row = json::write(words);
            row.pop_back();
            if (body.back() == '}') body += ',';
            body +=
                row + fmt::format(",\"distance_m\":{},\"supporters\":{}}}", item.distance_m, item.supporters);
        }
    return http::json_response(body + "]}");
}

Response missing(const Desk& desk, Lang lang) {
    return desk.page(MessagePage{"missing"}, lang, 404);
}

// The page of a refusal in words; wrong key and unknown number look the same.
Response refused_page(const Desk& desk, const Error& error, Lang lang) {
    if (error.rule->kind == Kind::limit) return desk.page(MessagePage{"busy"}, lang, 429);
    if (error.rule->kind == Kind::unavailable || error.rule->kind == Kind::internal)
        return desk.page(MessagePage{"fault"}, lang, 503);
    return missing(desk, lang);
}

struct Ids {
    std::string number;
    std::string key;
};

std::optional<Ids> ids(std::string_view number, std::string_view key) {
    auto clean = clean_number(number);
    auto secret = clean_key(key);
    if (!clean || !secret) return std::nullopt;
    return Ids{std::move(*clean), std::move(*secret)};
}

std::string purpose(const std::string& number) {
    return "follow:" + number;
}

Result<Response> follow(const Desk& desk, const Request& request) {
    const auto lang = language_of(request);
    const auto id = ids(request.parameter("number"), query(request, "key"));
    if (!id) return missing(desk, lang);
    auto page = desk.questions.follow(id->number, id->key, lang);
    if (!page) return refused_page(desk, page.error(), lang);
    page->token = desk.token(purpose(id->number));
    for (const std::string said : {"answered", "not_yet", "said", "objected"})
        if (query(request, "said") == said) page->said = said;
    return desk.page(*page, lang);
}

Result<Response> mine(const Desk& desk, const Request& request) {
    const auto lang = language_of(request);
    const auto id = ids(request.parameter("number"), query(request, "key"));
    if (!id) return missing(desk, lang);
    const auto page = desk.questions.mine(id->number, id->key);
    if (!page) return refused_page(desk, page.error(), lang);
    return desk.page(*page, lang);
}

enum class Word : std::uint8_t { answer, say, object };

// The form again with the reason beside its field and what was typed.
Response follow_again(const Desk& desk, const Ids& id, Lang lang, FieldError error,
                      const std::string& typed) {
    auto page = desk.questions.follow(id.number, id.key, lang);
    if (!page) return refused_page(desk, page.error(), lang);
    page->token = desk.token(purpose(id.number));
    page->errors = {std::move(error)};
    page->typed = typed;
    return desk.page(*page, lang, 422);
}

Result<Response> follow_word(const Desk& desk, const Request& request, Word word) {
    auto form = http::parse_form(request);
    const auto lang = language_of(request, form ? &*form : nullptr);
    if (!form) return desk.page(MessagePage{"form"}, lang, 400);
    const auto field = [&](std::string_view name) {
        return std::string(trim(form->value(name).value_or("")));
    };
    const auto id = ids(request.parameter("number"), field("key"));
    if (!id) return missing(desk, lang);
    const auto key = desk.key(field("token"), purpose(id->number));
    const auto* anchor = word == Word::answer ? "answer" : word == Word::say ? "talk" : "object";
    const auto text = field("text");
    if (!key) return follow_again(desk, *id, lang, {anchor, "token"}, text);
    if (count_code_points(text) > text_max) return follow_again(desk, *id, lang, {anchor, "text_long"}, text);
    if (text.empty() && word == Word::say)
        return follow_again(desk, *id, lang, {anchor, "say_missing"}, text);
    if (text.empty() && word == Word::object)
        return follow_again(desk, *id, lang, {anchor, "object_missing"}, text);
    FollowCommand command{id->number, id->key, *key, text, {}};
    if (word == Word::answer) command.solved = field("solved") == "yes";
    const auto& act = word == Word::answer ? desk.questions.answer
                      : word == Word::say  ? desk.questions.say
                                           : desk.questions.object;
    const auto done = act(command);
    if (!done && (done.error().rule->kind == Kind::unavailable || done.error().rule->kind == Kind::internal))
        return follow_again(desk, *id, lang, {anchor, "unavailable"}, text);
    if (!done) return follow_again(desk, *id, lang, {anchor, "not_now"}, text);
    const auto* said = word == Word::say      ? "said"
                       : word == Word::object ? "objected"
                       : *command.solved      ? "answered"
                                              : "not_yet";
    return http::redirect(with_lang("/c/" + id->number + "?key=" + id->key + "&said=" + said, lang));
}

Result<Response> lookup(const Desk& desk, const Request& request) {
    auto form = http::parse_form(request);
    const auto lang = language_of(request, form ? &*form : nullptr);
    if (!form) return desk.page(MessagePage{"form"}, lang, 400);
    const auto typed = std::string(first_code_points(trim(form->value("number").value_or("")), 40));
    const auto number = clean_number(typed);
    const auto key = clean_key(form->value("key").value_or(""));
    LookupPage page{typed, {}};
    if (!number) page.errors.push_back({"number", "number_wrong"});
    if (!key) page.errors.push_back({"key", "key_wrong"});
    if (!page.errors.empty()) return desk.page(page, lang, 422);
    return http::redirect(with_lang("/c/" + *number + "?key=" + *key, lang));
}

Result<Response> code_picture(const Desk& desk, const Request& request, bool png) {
    const auto lang = language_of(request);
    const auto id = ids(request.parameter("number"), query(request, "key"));
    if (!id) return missing(desk, lang);
    const auto link = desk.pages.follow_link(id->number, id->key, desk.about(lang));
    if (png) return plain("image/png", qr_png(link), "no-store");
    auto svg = qr_svg(link);
    svg.replace(0, 4, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    return plain("image/svg+xml", std::move(svg), "no-store");
}

Result<Response> receipt(const Desk& desk, const Request& request) {
    const auto lang = language_of(request);
    const auto id = ids(query(request, "number"), query(request, "key"));
    if (!id) return missing(desk, lang);
    const auto page = desk.questions.receipt(id->number, id->key, lang);
    if (!page) return refused_page(desk, page.error(), lang);
    return desk.page(*page, lang);
}

void keep_for(Response& response, std::string_view how) {
    std::erase_if(response.headers, [](const auto& header) { return header.first == "Cache-Control"; });
    response.headers.emplace_back("Cache-Control", how);
}

bool wants_thumb(const Request& request) {
    return query(request, "size") == "thumb";
}

Result<Response> photo(const Desk& desk, const Request& request) {
    const auto lang = language_of(request);
    const auto id = ids(request.parameter("number"), query(request, "key"));
    if (!id) return missing(desk, lang);
    auto found = desk.questions.photo({id->number, id->key, request.parameter("file"), wants_thumb(request)});
    if (!found) return missing(desk, lang);
    keep_for(*found, "private, max-age=300");
    return found;
}

Result<Response> open_case(const Desk& desk, const Request& request) {
    const auto lang = language_of(request);
    const auto page = desk.questions.public_case(request.parameter("number"), lang);
    if (!page) return missing(desk, lang);
    return desk.page(*page, lang);
}

// It may be withdrawn: nobody keeps it longer than a minute.
Result<Response> open_photo(const Desk& desk, const Request& request) {
    auto found = desk.questions.public_photo(
        {request.parameter("number"), {}, request.parameter("file"), wants_thumb(request)});
    if (!found) return missing(desk, language_of(request));
    keep_for(*found, "private, max-age=60");
    return found;
}

} // namespace

std::string Desk::token(const std::string& purpose) const {
    const Instant until{questions.now().us + token_days * us_per_day};
    return tokens.sign({purpose, "", http::mint_key(), "", until});
}

std::optional<std::string> Desk::key(const std::string& token, const std::string& purpose) const {
    auto opened = tokens.open(token, {purpose, "", questions.now()});
    if (!opened) return std::nullopt;
    return std::move(opened->idempotency_key);
}

Lang language_of(const Request& request, const http::Form* form) {
    Lang lang{};
    if (form && text::parse_language(form->value("lang").value_or(""), lang)) return lang;
    return http::language(request);
}

std::string with_lang(std::string path, Lang lang) {
    if (lang != Lang::en) return path;
    return path + (contains(path, "?") ? "&lang=en" : "?lang=en");
}

Response page_response(std::string html, int status) {
    auto response = http::html_response(std::move(html), status);
    response.headers.insert(response.headers.end(), {{"Cache-Control", "no-store"},
                                                     {"Content-Security-Policy", std::string(policy)}});
    return response;
}

std::string assets_version(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(folder, fault))
        files.push_back(entry.path());
    std::ranges::sort(files);
    std::string all;
    for (const auto& path : files) all += bytes_of(path).value_or("");
    std::array<std::uint8_t, 16> hash{};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const std::uint8_t*>(all.data()),
                       all.size(), nullptr, 0);
    std::array<char, 33> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return std::string(hex.data(), 8);
}

http::Routes routes(const PublicQuestions& questions, const Pages& pages, const http::FormTokens& tokens) {
    const Desk desk{questions, pages, tokens};
    auto table = report_routes(desk);
    const auto get = [&](const char* pattern, const char* name, const char* doc, http::Handler handler) {
        table.push_back({Method::get, pattern, name, http::Access::anonymous, doc, std::move(handler)});
    };
    const auto post = [&](const char* pattern, const char* name, const char* doc, http::Handler handler) {
        table.push_back({Method::post, pattern, name, http::Access::anonymous, doc, std::move(handler)});
    };
    get("/receipt", "pages.receipt", "The receipt of a report",
        [=](const Request& r) { return receipt(desk, r); });
    get("/c", "pages.lookup", "Asks for number and key",
        [=](const Request& r) -> Result<Response> { return desk.page(LookupPage{}, language_of(r)); });
    post("/c", "pages.open", "Opens a report by number and key",
         [=](const Request& r) { return lookup(desk, r); });
    get("/c/{number}", "pages.follow", "How far a report is",
        [=](const Request& r) { return follow(desk, r); });
    get("/c/{number}/mine", "pages.mine", "What is held about whoever reported, and who looked at it",
        [=](const Request& r) { return mine(desk, r); });
    get("/c/{number}/receipt.png", "pages.receipt_png", "The QR code as a picture to keep",
        [=](const Request& r) { return code_picture(desk, r, true); });
    get("/c/{number}/qr.svg", "pages.qr_svg", "The QR code as a drawing",
        [=](const Request& r) { return code_picture(desk, r, false); });
    get("/c/{number}/photo/{file}", "pages.photo", "A photo of one's own report",
        [=](const Request& r) { return photo(desk, r); });
    get("/open/{number}", "pages.open_case", "A public case with its published photos",
        [=](const Request& r) { return open_case(desk, r); });
    get("/open/{number}/photo/{file}", "pages.open_photo", "A published photo",
        [=](const Request& r) { return open_photo(desk, r); });
    post("/c/{number}/answer", "pages.answer", "The reporter says solved or not yet",
         [=](const Request& r) { return follow_word(desk, r, Word::answer); });
    post("/c/{number}/say", "pages.say", "The reporter adds a sentence",
         [=](const Request& r) { return follow_word(desk, r, Word::say); });
    post("/c/{number}/object", "pages.object", "The reporter objects to the ending",
         [=](const Request& r) { return follow_word(desk, r, Word::object); });
    get("/emergency", "pages.emergency", "Emergency numbers", [=](const Request& r) -> Result<Response> {
        return desk.page(EmergencyPage{{"", "", "", {"119", "120", "110"}}, {}}, language_of(r));
    });
    get("/about", "pages.about", "What this is, and privacy",
        [=](const Request& r) -> Result<Response> { return desk.page(AboutPage{}, language_of(r)); });
    get("/problems/{room}/{slug}", "pages.problem", "What a problem's type means",
        [=](const Request& r) -> Result<Response> {
            return desk.page(ProblemPage{r.parameter("room") + "/" + r.parameter("slug")}, language_of(r));
        });
    get("/map/schematic.svg", "pages.schematic", "The street as a drawing",
        [=](const Request& r) { return schematic(desk, r); });
    get("/map/tap", "pages.tap", "Where a tap on the drawing is",
        [=](const Request& r) { return tap_route(desk, r); });
    get("/similar", "pages.similar", "Open public cases like this one",
        [=](const Request& r) { return similar(desk, r); });
    // Whatever no other route takes; a program that mistyped its address is told in its own way.
    get("/{path*}", "pages.missing", "No such page", [=](const Request& r) -> Result<Response> {
        if (r.parameter("path").starts_with("api/")) return refuse(http::rules::no_such_page);
        return missing(desk, language_of(r));
    });
    return table;
}

} // namespace gezhi::pages
