#include "http/dispatch.hpp"
#include "http/form.hpp"
#include "http/head.hpp"
#include "http/openapi.hpp"
#include "http/problem.hpp"
#include "http/reader.hpp"
#include "http/rules.hpp"
#include "json/json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace gezhi;
using namespace gezhi::http;

namespace {

const text::Locale& words() {
    static const auto locale = text::Locale::load(GEZHI_SOURCE_DIR "/locale");
    return *locale;
}

template <class T>
std::string_view code(const Result<T>& result) {
    return result ? "" : result.error().rule->code;
}

Result<Response> ok(const Request& request) {
    return json_response("\"" + request.path + "\"");
}

Route route(Method method, std::string pattern) {
    return {
        .method = method, .pattern = std::move(pattern), .name = "a.name", .handler = ok, .inline_ = true};
}

constexpr std::string_view multipart = "multipart/form-data; boundary=\"x y\"";

std::string part(const std::string& head, const std::string& body) {
    return "--x y\r\n" + head + "\r\n\r\n" + body + "\r\n";
}

} // namespace

TEST(Targets, PathAndQueryAreTakenApart) {
    const auto target = parse_target("/a/%E8%B7%AF?q=%E8%B7%AF%E9%94%A5+x&empty&=v&&k=1=2");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/a/%E8%B7%AF");
    EXPECT_EQ(target->query, (Pairs{{"q", "路锥 x"}, {"empty", ""}, {"", "v"}, {"k", "1=2"}}));
    EXPECT_EQ(parse_target("http://street.example/x?y=1")->path, "/x");
    EXPECT_EQ(parse_target("http://street.example")->path, "/");
    EXPECT_EQ(parse_target("*")->path, "*");
}

TEST(Targets, TrickyPathsAreRefused) {
    for (const auto* bad : {"", "x", "/%", "/%4", "/%zz", "/%00", "/%0a", "/%ff", "/a/../b", "/a/%2e%2e/b",
                            "/.", "/?q=%ff", "/?q=%00", "/?%0a=1"})
        EXPECT_EQ(code(parse_target(bad)), "http/bad-target") << bad;
    std::string many = "/?";
    for (std::size_t i = 0; i <= query_pairs_max; ++i) many += "a=1&";
    EXPECT_EQ(code(parse_target(many)), "http/bad-target");
}

RC_GTEST_PROP(Targets, EncodingAndDecodingGiveTheSameText, (const std::string& bytes)) {
    const auto decoded = percent_decode(percent_encode(bytes));
    RC_ASSERT(decoded.has_value() == valid_utf8(bytes));
    if (decoded) RC_ASSERT(*decoded == bytes);
}

TEST(Cookies, TheNamedOneIsFound) {
    Request request;
    request.headers.add("Cookie", "a=1; session=abc=d ;quoted=\"x\"; a=2");
    EXPECT_EQ(request.cookie("a"), "1");
    EXPECT_EQ(request.cookie("session"), "abc=d");
    EXPECT_EQ(request.cookie("quoted"), "x");
    EXPECT_FALSE(request.cookie("sess"));
}

TEST(Languages, QueryThenCookieThenBrowserThenChinese) {
    Request request;
    EXPECT_EQ(language(request), text::Language::zh_cn);
    request.headers.add("Accept-Language", "fr, zh;q=0.3, en-GB;q=0.8");
    EXPECT_EQ(language(request), text::Language::en);
    request.headers.add("Cookie", "gz_lang=zh-CN");
    EXPECT_EQ(language(request), text::Language::zh_cn);
    request.query = {{"lang", "en"}};
    EXPECT_EQ(language(request), text::Language::en);
    request.query = {{"lang", "tlh"}};
    EXPECT_EQ(language(request), text::Language::zh_cn);
}

TEST(Forms, UrlencodedFieldsAreDecodedAndCleaned) {
    const auto form =
        parse_form("application/x-www-form-urlencoded; charset=utf-8", "text=%E8%B7%AF%0D%0Ae%CC%81&n=+");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value("text"), "路\né");
    EXPECT_EQ(form->value("n"), " ");
    EXPECT_FALSE(form->value("missing"));
    EXPECT_EQ(code(parse_form("application/x-www-form-urlencoded", "a=%F")), "http/bad-form");
    const auto control = parse_form("application/x-www-form-urlencoded", "a=%00");
    EXPECT_EQ(code(control), "text/control-character");
    EXPECT_EQ(control.error().faults.at(0).pointer, "/a");
    EXPECT_EQ(code(parse_form("text/plain", "a=1")), "http/not-a-form");
    EXPECT_EQ(code(parse_form("application/x-www-form-urlencoded", "a=1&b=2&c=3", {.fields_max = 2})),
              "http/form-too-large");
    EXPECT_EQ(code(parse_form("application/x-www-form-urlencoded", "a=12345", {.field_bytes_max = 4})),
              "http/form-too-large");
}

TEST(Forms, MultipartBringsFieldsAndFiles) {
    const auto body = "preamble\r\n" + part("Content-Disposition: form-data; name=\"text\"", "路锥") +
                      part("content-disposition: form-data; name=\"empty\"", "") +
                      part("Content-Disposition: form-data; name=\"photo\"; filename=\"a \\\"b\\\".jpg\"\r\n"
                           "Content-Type: image/jpeg",
                           std::string("\xFF\xD8\0\r\n--x\r\n", 10)) +
                      part("Content-Disposition: form-data; name=\"none\"; filename=\"\"", "") +
                      "--x y--\r\n";
    const auto form = parse_form(multipart, body);
    ASSERT_TRUE(form) << code(form);
    EXPECT_EQ(form->fields, (Pairs{{"text", "路锥"}, {"empty", ""}}));
    ASSERT_EQ(form->files.size(), 1U);
    EXPECT_EQ(form->files[0].field, "photo");
    EXPECT_EQ(form->files[0].file_name, "a \"b\".jpg");
    EXPECT_EQ(form->files[0].content_type, "image/jpeg");
    EXPECT_EQ(form->files[0].bytes, std::string("\xFF\xD8\0\r\n--x\r\n", 10));
}

TEST(Forms, BrokenMultipartIsRefused) {
    const auto good = part("Content-Disposition: form-data; name=\"a\"", "1");
    EXPECT_TRUE(parse_form(multipart, good + "--x y--"));
    for (const auto& bad : {std::string(), good, std::string("--x y"), std::string("--x y\r\n"),
                            std::string("--x y\r\nno head\r\n--x y--"), part("X: y", "1") + "--x y--",
                            part("Content-Disposition: form-data; name=\"a", "1") + "--x y--",
                            part("Content-Disposition: attachment; name=\"a\"", "1") + "--x y--"})
        EXPECT_EQ(code(parse_form(multipart, bad)), "http/bad-form") << bad;
    EXPECT_EQ(code(parse_form("multipart/form-data", good + "--x y--")), "http/bad-form");
    const auto file = part("Content-Disposition: form-data; name=\"f\"; filename=\"f\"", "1");
    EXPECT_EQ(code(parse_form(multipart, file + file + "--x y--", {.files_max = 1})), "http/form-too-large");
    EXPECT_EQ(code(parse_form(multipart, file + "--x y--", {.part_header_bytes_max = 10})),
              "http/form-too-large");
}

TEST(Routing, LiteralsComeBeforeParametersAndParametersAreDecoded) {
    const Router router({route(Method::get, "/"), route(Method::get, "/cases/{id}"),
                         route(Method::get, "/cases/new"), route(Method::post, "/cases/{id}/close"),
                         route(Method::get, "/assets/{path*}"), route(Method::get, "/cases/new/help")});
    const auto pattern = [&](Method method, std::string_view path) {
        const auto match = router.find(method, path);
        return match.route == nullptr ? "" : match.route->pattern;
    };
    EXPECT_EQ(pattern(Method::get, "/"), "/");
    EXPECT_EQ(pattern(Method::get, "/cases/new"), "/cases/new");
    EXPECT_EQ(pattern(Method::get, "/cases/x"), "/cases/{id}");
    EXPECT_EQ(pattern(Method::post, "/cases/new/close"), "/cases/{id}/close")
        << "steps back from the literal";
    EXPECT_EQ(pattern(Method::head, "/cases/new"), "/cases/new");
    EXPECT_EQ(pattern(Method::get, "/cases/"), "") << "a parameter is never empty";
    EXPECT_EQ(pattern(Method::get, "/cases"), "");
    EXPECT_EQ(router.find(Method::get, "/cases/%E8%B7%AF%2F1").parameters, (Pairs{{"id", "路/1"}}));
    EXPECT_EQ(router.find(Method::get, "/assets/a/b.js").parameters, (Pairs{{"path", "a/b.js"}}));
    EXPECT_EQ(router.find(Method::get, "/assets/").parameters, (Pairs{{"path", ""}}));
    EXPECT_EQ(router.find(Method::put, "/cases/x").allowed, (std::vector{Method::get, Method::head}));
    EXPECT_EQ(router.routes().size(), 6U);
}

TEST(Dispatching, UnknownPathsAndMethodsAreProblems) {
    WorkerPool pool(1, 1);
    const Dispatcher dispatcher({.routes = {route(Method::post, "/x")}}, pool);
    auto response = dispatcher.answer({.method = Method::get, .path = "/nowhere", .id = "r1"});
    EXPECT_EQ(response.status, 404);
    EXPECT_TRUE(contains(response.body, "http/no-such-page"));
    response = dispatcher.answer({.method = Method::get, .path = "/x"});
    EXPECT_EQ(response.status, 405);
    EXPECT_TRUE(contains(response.body, "http/method-not-allowed"));
    EXPECT_EQ(response.headers.back(), (std::pair<std::string, std::string>{"Allow", "POST, OPTIONS"}));
    EXPECT_EQ(dispatcher.answer({.method = Method::options, .path = "/x"}).status, 204);
}

TEST(Dispatching, TheGateMayRefuseAndLeaveAVisitor) {
    WorkerPool pool(1, 1);
    auto open = route(Method::get, "/open");
    open.handler = [](const Request& request) -> Result<Response> {
        return json_response(std::any_cast<std::string>(request.visitor));
    };
    const auto gate = [](Request& request, const Route& at) -> Result<void> {
        if (at.pattern == "/closed") return refuse(http::rules::foreign_origin);
        request.visitor = std::string("王网格");
        return {};
    };
    const Dispatcher dispatcher({.routes = {open, route(Method::get, "/closed")}, .gate = gate}, pool);
    EXPECT_EQ(dispatcher.answer({.path = "/open"}).body, "王网格");
    EXPECT_EQ(dispatcher.answer({.path = "/closed"}).status, 403);
}

TEST(Dispatching, AThrowingHandlerAnswersFiveHundredOnce) {
    WorkerPool pool(1, 4);
    std::string heard;
    auto now = route(Method::get, "/now");
    now.handler =
        Handler([](const Request&) -> Result<Response> { throw std::runtime_error("third party"); });
    auto later = route(Method::get, "/later");
    later.inline_ = false;
    later.handler = AsyncHandler([](Request, Reply) { throw std::runtime_error("third party"); });
    auto forgot = route(Method::get, "/forgot");
    forgot.handler = AsyncHandler([](Request, Reply) {});
    const Dispatcher dispatcher({.routes = {now, later, forgot},
                                 .faulted = [&](std::string_view, std::string_view what) { heard = what; }},
                                pool);
    for (const auto* path : {"/now", "/later", "/forgot"}) {
        const auto response = dispatcher.answer({.path = path, .id = "r9"});
        EXPECT_EQ(response.status, 500) << path;
        EXPECT_TRUE(contains(response.body, "/requests/r9")) << path;
        EXPECT_FALSE(contains(response.body, "third party")) << "inner words stay inside";
    }
    EXPECT_EQ(heard, "third party");
}

TEST(Problems, KindsBecomeStatuses) {
    const auto status = [](Kind kind) { return problem_status(Rule{"x/y", kind, ""}); };
    EXPECT_EQ(status(Kind::invalid), 422);
    EXPECT_EQ(status(Kind::unauthenticated), 401);
    EXPECT_EQ(status(Kind::denied), 403);
    EXPECT_EQ(status(Kind::missing), 404);
    EXPECT_EQ(status(Kind::conflict), 409);
    EXPECT_EQ(status(Kind::stale), 412);
    EXPECT_EQ(status(Kind::limit), 429);
    EXPECT_EQ(status(Kind::unavailable), 503);
    EXPECT_EQ(status(Kind::internal), 500);
    EXPECT_EQ(problem_status(json::rules::not_json), 400);
    EXPECT_EQ(problem_status(json::rules::invalid), 422);
    EXPECT_EQ(problem_status(http::rules::bad_request), 400);
}

TEST(Problems, SpeakBothLanguagesAndNameEachFault) {
    Error error{
        &json::rules::invalid, {}, {{"/a", "json/too-long", {{"max", "20"}}}, {"/b\"", "odd/code", {}}}};
    const auto chinese = problem(error, words(), {text::Language::zh_cn, "abc1"});
    EXPECT_EQ(chinese.status, 422);
    EXPECT_EQ(chinese.content_type, "application/problem+json");
    EXPECT_EQ(
        chinese.body,
        R"({"type":"/problems/json/invalid","title":"内容不符合要求","status":422,)"
        R"("detail":"请求的正文有不符合要求的地方，请看逐项说明。","instance":"/requests/abc1",)"
        R"("code":"json/invalid","errors":[{"pointer":"/a","code":"json/too-long",)"
        R"("detail":"太长，最多 20 个字。"},{"pointer":"/b\"","code":"odd/code","detail":"这一项不符合要求。"}]})");
    const auto english = problem(error, words(), {text::Language::en, "abc1"});
    EXPECT_TRUE(contains(english.body, "Too long; at most 20 characters."));
    EXPECT_EQ(english.headers.at(0), (std::pair<std::string, std::string>{"Content-Language", "en"}));
}

TEST(Problems, ACodeWithoutWordsSpeaksThroughItsKind) {
    constexpr Rule unheard{"nowhere/unheard", Kind::conflict, ""};
    const auto [title, detail] = problem_words({&unheard}, words(), text::Language::en);
    EXPECT_EQ(title, "Not possible now");
    EXPECT_FALSE(detail.empty());
    EXPECT_FALSE(problem_words({&unheard}, text::Locale(), text::Language::en).first.empty());
}

TEST(Problems, LimitsSayWhenToComeBack) {
    const auto limited = problem({&http::rules::too_many, {{"retry_after", "7"}}}, words(), {});
    EXPECT_EQ(limited.status, 429);
    EXPECT_EQ(limited.headers.at(1), (std::pair<std::string, std::string>{"Retry-After", "7"}));
    const auto busy = problem({&http::rules::busy, {{"retry_after", "7\r\nX: y"}}}, words(), {});
    EXPECT_EQ(busy.headers.at(1), (std::pair<std::string, std::string>{"Retry-After", "1"}));
}

TEST(Problems, EveryRuleOfTheEdgeHasWordsInBothLanguages) {
    for (const auto* rule : {&http::rules::bad_request,        &http::rules::bad_target,
                             &http::rules::unknown_method,     &http::rules::no_such_page,
                             &http::rules::method_not_allowed, &http::rules::header_too_large,
                             &http::rules::body_too_large,     &http::rules::too_slow,
                             &http::rules::bad_form,           &http::rules::not_a_form,
                             &http::rules::form_too_large,     &http::rules::busy,
                             &http::rules::foreign_origin,     &http::rules::unproven_form,
                             &http::rules::form_token_invalid, &http::rules::form_token_expired,
                             &http::rules::too_many,           &http::rules::cannot_listen,
                             &http::rules::cannot_read_files,  &gezhi::rules::internal,
                             &gezhi::rules::unavailable})
        for (const auto* part : {".title", ".detail"})
            for (const auto each : text::languages)
                EXPECT_TRUE(words().has(each, "problem." + std::string(rule->code) + part)) << rule->code;
}

TEST(Heads, NoValueCanBeginAnotherLine) {
    std::string out;
    write_head(out, {.status = 303, .headers = {{"Location", "/x\r\nSet-Cookie: a=b"}}},
               {.policy = "Content-Security-Policy: p\r\n", .keep_alive = false});
    EXPECT_TRUE(contains(out, "Location: /x  Set-Cookie: a=b\r\n"));
    EXPECT_TRUE(contains(out, "Connection: close\r\n\r\n"));
    EXPECT_TRUE(contains(out, "Cache-Control: no-store\r\n"));
    EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

namespace {

std::string_view read_all(std::string_view bytes, std::size_t step) {
    const ReaderLimits limits{.body_bytes_max = [](Method, std::string_view) { return std::size_t{8}; }};
    RequestReader reader(limits);
    std::string buffer;
    while (!bytes.empty() && reader.state() == RequestReader::State::reading) {
        buffer += bytes.substr(0, step);
        bytes.remove_prefix(std::min(step, bytes.size()));
        buffer.erase(0, reader.feed(buffer));
    }
    switch (reader.state()) {
    case RequestReader::State::complete:
        return "complete";
    case RequestReader::State::failed:
        return reader.fault().code;
    case RequestReader::State::reading:
        return "reading";
    }
    return "";
}

} // namespace

TEST(Reading, GoodAndBadRequestsAreTheSameInAnyPieces) {
    const std::vector<std::pair<std::string, std::string_view>> cases{
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "complete"},
        {"GET / HTTP/1.0\r\n\r\n", "complete"},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "complete"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n",
         "complete"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "complete"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX", "reading"},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab", "reading"},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", "http/body-too-large"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n123456789\r\n0\r\n\r\n",
         "http/body-too-large"},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
         "http/bad-request"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
         "http/bad-request"},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", "http/bad-request"},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n", "http/bad-request"},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "http/bad-request"},
        {"GET / HTTP/1.1\r\n\r\n", "http/bad-request"},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "http/bad-request"},
        {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", "http/bad-request"},
        {"GET /\r\n\r\n", "http/bad-request"},
        {"\x16\x03\x01\x02\r\n\r\n", "http/bad-request"},
        {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "http/bad-target"},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "http/unknown-method"},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n",
         "http/header-too-large"}};
    for (const auto& [bytes, expected] : cases)
        for (const std::size_t step : {1U, 7U, 100'000U})
            EXPECT_EQ(read_all(bytes, step), expected) << bytes.substr(0, 90) << " by " << step;
    std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 120; ++i) many += "A: b\r\n";
    EXPECT_EQ(read_all(many + "\r\n", 100'000), "http/header-too-large");
}

TEST(Routing, AReplyThatIsDroppedStillAnswers) {
    std::vector<std::string> codes;
    {
        const Reply dropped([&](Result<Response> result) { codes.emplace_back(result.error().rule->code); });
    }
    EXPECT_EQ(codes, std::vector<std::string>{"base/internal"});
}

TEST(OpenApi, SaysOfEachRouteWhatItTakesAndAnswers) {
    Routes table{
        {Method::post, "/api/v1/cases/{id}/close", "casework.close", Access::signed_in, "Closes", ok},
        {Method::get, "/api/v1/about", "people.about", Access::anonymous, "Which street", ok},
        {Method::get, "/c/{number}", "pages.follow", Access::anonymous, "A page", ok}};
    describe(table, {{"casework.close", json::shape<std::map<std::string, bool>>, json::shape<std::string>}});
    json::SchemaBook book;
    const auto document = json::Document::parse(openapi(table, "/api/v1/", "1.2", book));
    ASSERT_TRUE(document);
    const auto paths = document->root().find("paths");
    ASSERT_TRUE(paths);
    EXPECT_EQ(paths->size(), 2U);
    const auto close = paths->find("/api/v1/cases/{id}/close")->find("post");
    EXPECT_EQ(close->find("operationId")->string(), "casework.close");
    EXPECT_EQ(close->find("parameters")->at(0).find("name")->string(), "id");
    EXPECT_TRUE(close->find("requestBody"));
    EXPECT_FALSE(close->find("security"));
    EXPECT_TRUE(paths->find("/api/v1/about")->find("get")->find("security"));
}
