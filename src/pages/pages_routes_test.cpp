// The public routes over invented rooms: what a browser without script sees from the form to the receipt.
#include "http/rules.hpp"
#include "pages/routes.hpp"
#include "pages/visit.hpp"
#include "pages_samples.hpp"

#include <gtest/gtest.h>

namespace gezhi::pages {

namespace {

const std::string root = GEZHI_SOURCE_DIR;

namespace test_rules {
constexpr Rule missing{"casework/no-such-case", Kind::missing, "No such case"};
constexpr Rule down{"base/unavailable", Kind::unavailable, "Down"};
constexpr Rule bad_photo{"files/not-a-picture", Kind::invalid, "Not a picture"};
} // namespace test_rules

struct Street_ {
    std::map<std::string, Receipt> receipts{}; // by idempotency key
    std::vector<ReportCommand> reports{};
    std::vector<FollowCommand> words{};
    bool down{false};
};

class PagesRoutes : public testing::Test {
protected:
    PagesRoutes() : pages_(make()), router_(routes(questions(), pages_, tokens_)) {}

    static Pages make() {
        auto locale = text::Locale::load(root + "/locale");
        require(locale.has_value(), "locale");
        Words words(std::move(*locale));
        auto templates = Templates::load(root + "/src/pages/templates", words);
        require(templates.has_value(), "templates");
        return Pages(std::move(words), std::move(*templates), "t");
    }

    const PublicQuestions& questions();

    http::Response ask(http::Method method, std::string path, http::Pairs query = {}, std::string body = {},
                       std::string type = "application/x-www-form-urlencoded") {
        http::Request request;
        request.method = method;
        request.path = std::move(path);
        request.query = std::move(query);
        request.body = std::move(body);
        request.headers.add("content-type", type);
        auto match = router_.find(method, request.path);
        require(match.route != nullptr, "route");
        request.parameters = match.parameters;
        auto answer = std::get<http::Handler>(match.route->handler)(request);
        require(answer.has_value(), "answer");
        return std::move(*answer);
    }

    http::Response get(std::string path, http::Pairs query = {}) {
        return ask(http::Method::get, std::move(path), std::move(query));
    }

    http::Response send(std::string path, const http::Pairs& fields) {
        std::string body;
        for (const auto& [name, value] : fields)
            body +=
                (body.empty() ? "" : "&") + http::percent_encode(name) + "=" + http::percent_encode(value);
        return ask(http::Method::post, std::move(path), {}, body);
    }

    std::string token(const std::string& purpose = "report") {
        return Desk{questions_, pages_, tokens_}.token(purpose);
    }

    static std::string location(const http::Response& response) {
        for (const auto& [name, value] : response.headers)
            if (name == "Location" || name == "location") return value;
        return {};
    }

    http::Pairs whole() {
        return {{"token", token()},
                {"lat", "31.2119"},
                {"lon", "121.4012"},
                {"text", "路灯不亮"},
                {"act", "send"}};
    }

    Street_ street_;
    PublicQuestions questions_;
    http::FormTokens tokens_{http::FormTokens::Key{7}};
    Pages pages_;
    http::Router router_;
};

const PublicQuestions& PagesRoutes::questions() {
    auto& q = questions_;
    q.now = [] { return samples::now; };
    q.street = [](Lang lang) { return samples::about(lang).street; };
    q.public_url = "http://192.0.2.10:8080";
    q.layers = [] { return std::make_shared<const MapLayers>(samples::layers()); };
    q.locate = [](Position, const std::string&) { return Located{"一格", true, 0}; };
    q.place_by_code = [](const std::string& code) {
        return code == "P1" ? std::optional(PlaceHit{"P1", "示例地铁站", "甲天路", {31.2119, 121.4012}})
                            : std::nullopt;
    };
    q.find_places = [](const std::string& text) {
        return text == "地铁" ? std::vector{PlaceHit{"P1", "示例地铁站", "甲天路", {}}}
                              : std::vector<PlaceHit>{};
    };
    q.similar = [](Position, const std::string& text) {
        return text.find("单车") != text.npos ? samples::similar().items : std::vector<SimilarCase>{};
    };
    q.emergency = [](const std::string& text, Lang) {
        return text.find("着火") != text.npos ? std::optional(samples::emergency(true).hit) : std::nullopt;
    };
    q.notify_ways = [](Lang) { return samples::report().ways; };
    q.keep_photo = [](std::string bytes) -> Result<std::string> {
        if (!bytes.starts_with("\xFF\xD8")) return refuse(test_rules::bad_photo);
        return std::string("photo1");
    };
    q.report = [this](const ReportCommand& command) -> Result<Receipt> {
        if (street_.down) return refuse(test_rules::down);
        const auto [at, fresh] = street_.receipts.try_emplace(
            command.idempotency_key,
            Receipt{"TS20261123R00017" + std::to_string(street_.receipts.size()), "K7MQ29FD"});
        if (fresh) street_.reports.push_back(command);
        return at->second;
    };
    q.receipt = [](const std::string& number, const std::string& key, Lang) -> Result<ReceiptPage> {
        auto page = samples::receipt();
        if (key != page.key) return refuse(test_rules::missing);
        page.number = number;
        return page;
    };
    q.follow = [](const std::string& number, const std::string& key, Lang) -> Result<FollowPage> {
        auto page = samples::done();
        page.said.clear();
        if (number != page.number || key != page.key) return refuse(test_rules::missing);
        return page;
    };
    q.photo = [](const PhotoWish&) -> Result<http::Response> {
        return refuse(test_rules::missing);
    };
    const auto word = [this](const FollowCommand& command) -> Result<void> {
        street_.words.push_back(command);
        return {};
    };
    q.answer = word;
    q.say = word;
    q.object = word;
    return q;
}

} // namespace

TEST_F(PagesRoutes, AReportWithoutScriptEndsOnTheReceipt) {
    const auto first = get("/");
    EXPECT_EQ(first.status, 200);
    EXPECT_NE(first.body.find("name=\"token\""), first.body.npos);
    for (const auto& [name, value] : first.headers) EXPECT_NE(name, "Set-Cookie");
    const auto sent = send("/report", whole());
    EXPECT_EQ(sent.status, 303);
    EXPECT_EQ(location(sent), "/receipt?number=TS20261123R000170&key=K7MQ29FD");
    ASSERT_EQ(street_.reports.size(), 1U);
    EXPECT_EQ(street_.reports[0].text, "路灯不亮");
    const auto receipt = get("/receipt", {{"number", "TS20261123R000170"}, {"key", "K7MQ29FD"}});
    EXPECT_NE(receipt.body.find("TS20261123R000170"), receipt.body.npos);
    EXPECT_NE(receipt.body.find("class=\"qr\""), receipt.body.npos);
}

TEST_F(PagesRoutes, ATokenSentTwiceGivesTheSameReceipt) {
    const auto form = whole();
    const auto first = send("/report", form);
    const auto second = send("/report", form);
    EXPECT_EQ(location(first), location(second));
    EXPECT_EQ(street_.reports.size(), 1U);
    EXPECT_NE(location(send("/report", whole())), location(first));
}

TEST_F(PagesRoutes, ATokenStillHoldsAfterFourWeeksAndNotAfterFive) {
    const auto kept = token();
    const Desk desk{questions_, pages_, tokens_};
    questions_.now = [] { return Instant{samples::now.us + 28 * us_per_day}; };
    EXPECT_TRUE(desk.key(kept, "report").has_value());
    EXPECT_FALSE(desk.key(kept, "follow:TS20261123R000178").has_value());
    questions_.now = [] { return Instant{samples::now.us + 35 * us_per_day}; };
    EXPECT_FALSE(desk.key(kept, "report").has_value());
}

TEST_F(PagesRoutes, AFormWithoutOurTokenIsGivenBackAndNotSent) {
    auto form = whole();
    form[0].second = "forged";
    const auto answer = send("/report", form);
    EXPECT_EQ(answer.status, 422);
    EXPECT_NE(answer.body.find("路灯不亮"), answer.body.npos);
    EXPECT_TRUE(street_.reports.empty());
}

TEST_F(PagesRoutes, AnEmergencyIsAFullScreenBeforeItIsSent) {
    auto form = whole();
    form[3].second = "楼上着火了";
    const auto gate = send("/report", form);
    EXPECT_EQ(gate.status, 200);
    EXPECT_NE(gate.body.find("tel:119"), gate.body.npos);
    EXPECT_NE(gate.body.find("本页不是报警电话"), gate.body.npos);
    EXPECT_TRUE(street_.reports.empty());
    form.emplace_back("emergency_seen", "1");
    EXPECT_EQ(send("/report", form).status, 303);
    EXPECT_TRUE(street_.reports.at(0).emergency_seen);
}

TEST_F(PagesRoutes, ASimilarCaseIsOfferedOnceAndCanBeJoined) {
    auto form = whole();
    form[3].second = "单车倒了";
    const auto offer = send("/report", form);
    EXPECT_EQ(offer.status, 200);
    EXPECT_NE(offer.body.find("我也遇到了"), offer.body.npos);
    EXPECT_TRUE(street_.reports.empty());
    auto joined = form;
    joined.back() = {"join", "TS20261123R000170"};
    EXPECT_EQ(send("/report", joined).status, 303);
    EXPECT_EQ(street_.reports.at(0).join_number, "TS20261123R000170");
    auto own = form;
    own[0].second = token();
    own.emplace_back("similar_seen", "1");
    EXPECT_EQ(send("/report", own).status, 303);
    EXPECT_EQ(street_.reports.at(1).join_number, "");
}

TEST_F(PagesRoutes, ATapOnThePictureMovesThePinAndKeepsTheWords) {
    auto form = whole();
    form.erase(form.begin() + 1, form.begin() + 3);
    form.back() = {"tap.x", "156"};
    form.emplace_back("tap.y", "114");
    const auto answer = send("/report", form);
    EXPECT_EQ(answer.status, 200);
    EXPECT_NE(answer.body.find("路灯不亮"), answer.body.npos);
    EXPECT_NE(answer.body.find("name=\"lat\" value=\"31.2125"), answer.body.npos);
    EXPECT_TRUE(street_.reports.empty());
    EXPECT_NE(get("/map/tap", {{"x", "156"}, {"y", "114"}}).body.find("\"lat\":31.2125"), std::string::npos);
}

TEST_F(PagesRoutes, ATapWithoutPixelsIsRefused) {
    http::Request request;
    const auto match = router_.find(http::Method::get, "/map/tap");
    const auto answer = std::get<http::Handler>(match.route->handler)(request);
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().rule->code, "pages/tap-wrong");
}

TEST_F(PagesRoutes, APlaceIsFoundByItsNameAndByItsLabel) {
    auto form = whole();
    form.back() = {"act", "find"};
    form.emplace_back("address", "地铁");
    EXPECT_NE(send("/report", form).body.find("示例地铁站"), std::string::npos);
    EXPECT_NE(get("/r/P1").body.find("示例地铁站"), std::string::npos);
    EXPECT_NE(get("/r/P9").body.find("没有这个现场编号"), std::string::npos);
}

TEST_F(PagesRoutes, APhotoIsKeptOnceAndABadOneIsSaid) {
    const auto body = [&](const std::string& text, const std::string& bytes) {
        std::string out;
        for (const auto& [name, value] :
             http::Pairs{{"token", token()}, {"address", "甲天路 1 号"}, {"text", text}, {"act", "send"}})
            out += "--B\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
        return out + "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n\r\n" +
               bytes + "\r\n--B--\r\n";
    };
    const std::string type = "multipart/form-data; boundary=B";
    const auto missing = ask(http::Method::post, "/report", {}, body("", "\xFF\xD8 picture"), type);
    EXPECT_EQ(missing.status, 422);
    EXPECT_NE(missing.body.find("name=\"kept\" value=\"photo1\""), missing.body.npos);
    const auto bad = ask(http::Method::post, "/report", {}, body("灯", "no picture"), type);
    EXPECT_NE(bad.body.find("这张照片收不下"), bad.body.npos);
    EXPECT_EQ(ask(http::Method::post, "/report", {}, body("灯", "\xFF\xD8 picture"), type).status, 303);
    EXPECT_EQ(street_.reports.at(0).photos, std::vector<std::string>{"photo1"});
}

TEST_F(PagesRoutes, NothingIsLostWhenTheDatabaseIsAway) {
    street_.down = true;
    const auto answer = send("/report", whole());
    EXPECT_EQ(answer.status, 503);
    EXPECT_NE(answer.body.find("路灯不亮"), answer.body.npos);
    EXPECT_NE(answer.body.find("现在存不上"), answer.body.npos);
}

TEST_F(PagesRoutes, AWrongKeyAndAnUnknownNumberLookTheSame) {
    const auto wrong = get("/c/TS20261123R000178", {{"key", "WRONGKEY"}});
    const auto unknown = get("/c/TS20261123R999999", {{"key", "K7MQ29FD"}});
    const auto odd = get("/c/x", {{"key", ""}});
    EXPECT_EQ(wrong.status, 404);
    EXPECT_EQ(wrong.body, unknown.body);
    EXPECT_EQ(wrong.body, odd.body);
    EXPECT_EQ(get("/c/ts20261123-r000178", {{"key", "k7mq-29fd"}}).status, 200);
}

TEST_F(PagesRoutes, OneTapSaysWhetherItIsReallySolved) {
    const std::string number = "TS20261123R000178";
    const auto answer =
        send("/c/" + number + "/answer",
             {{"token", token("follow:" + number)}, {"key", "K7MQ29FD"}, {"solved", "no"}, {"text", ""}});
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(location(answer), "/c/" + number + "?key=K7MQ29FD&said=not_yet");
    ASSERT_EQ(street_.words.size(), 1U);
    EXPECT_EQ(street_.words[0].solved, false);
    EXPECT_NE(get("/c/" + number, {{"key", "K7MQ29FD"}, {"said", "not_yet"}}).body.find("会重新办"),
              std::string::npos);
}

TEST_F(PagesRoutes, AWordNeedsASentenceAndATokenOfItsOwnCase) {
    const std::string number = "TS20261123R000178";
    const auto path = "/c/" + number + "/object";
    EXPECT_EQ(send(path, {{"token", token("follow:" + number)}, {"key", "K7MQ29FD"}, {"text", " "}}).status,
              422);
    EXPECT_EQ(send(path, {{"token", token("report")}, {"key", "K7MQ29FD"}, {"text", "还有味道"}}).status,
              422);
    EXPECT_TRUE(street_.words.empty());
    EXPECT_EQ(
        send(path, {{"token", token("follow:" + number)}, {"key", "K7MQ29FD"}, {"text", "还有味道"}}).status,
        303);
    EXPECT_EQ(street_.words.size(), 1U);
}

TEST_F(PagesRoutes, LargeTypeAsksOneQuestionAPage) {
    const auto start = get("/elder/report");
    EXPECT_NE(start.body.find("第 1 步，共 3 步"), start.body.npos);
    const auto what =
        send("/elder/report", {{"token", token()}, {"act", "address"}, {"address", "甲天路 1 号"}});
    EXPECT_NE(what.body.find("第 2 步"), what.body.npos);
    const auto ready = send(
        "/elder/report", {{"token", token()}, {"address", "甲天路 1 号"}, {"chip", "light"}, {"text", ""}});
    EXPECT_NE(ready.body.find("第 3 步"), ready.body.npos);
    EXPECT_NE(ready.body.find("灯不亮"), ready.body.npos);
    EXPECT_EQ(send("/elder/report", {{"token", token()}, {"act", "address"}, {"address", ""}}).status, 422);
}

TEST_F(PagesRoutes, AnUnknownAddressIsAPageForPeopleAndARefusalForPrograms) {
    const auto page = get("/no-such-page");
    EXPECT_EQ(page.status, 404);
    EXPECT_NE(page.body.find("<title>"), page.body.npos);
    http::Request program;
    program.path = "/api/v1/no-such-page";
    const auto match = router_.find(http::Method::get, program.path);
    program.parameters = match.parameters;
    const auto answer = std::get<http::Handler>(match.route->handler)(program);
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().rule->code, http::rules::no_such_page.code);
}

TEST_F(PagesRoutes, TheLanguageStaysThroughTheForm) {
    auto form = whole();
    form.emplace_back("lang", "en");
    EXPECT_EQ(location(send("/report", form)), "/receipt?number=TS20261123R000170&key=K7MQ29FD&lang=en");
    EXPECT_NE(get("/", {{"lang", "en"}}).body.find("Where is it?"), std::string::npos);
}

} // namespace gezhi::pages
