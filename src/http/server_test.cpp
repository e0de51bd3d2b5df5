#include "http/client_for_test.hpp"
#include "http/rules.hpp"
#include "http/stream.hpp"

#include <gtest/gtest.h>

using namespace gezhi;
using namespace gezhi::http;

TEST(Serving, KeepsTheConnectionAndAnswersWithSecurityHeaders) {
    Running server(quick(), plain_routes());
    Client client(server.port());
    for (const auto* path : {"/echo/1", "/pooled/2", "/echo/3"}) {
        client.get(path);
        const auto answer = client.answer();
        EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
        EXPECT_TRUE(answer.ends_with(std::string(path) + "|"));
        for (const auto* line :
             {"Content-Security-Policy: default-src 'self'", "X-Content-Type-Options: nosniff",
              "Referrer-Policy: same-origin", "Permissions-Policy:", "X-Request-Id: ", "Date: "})
            EXPECT_TRUE(contains(answer, line)) << line;
    }
    EXPECT_EQ(server->connections(), 1U);
    client.get("/echo/4", "Connection: close\r\n");
    EXPECT_TRUE(contains(client.answer(), "Connection: close"));
    EXPECT_TRUE(client.closed());
}

TEST(Serving, PipelinedAnswersComeInOrder) {
    Running server(quick(), plain_routes());
    Client client(server.port());
    std::string all;
    for (int i = 0; i < 50; ++i)
        all += "GET " + std::string(i % 3 == 0 ? "/pooled/" : "/echo/") + std::to_string(i) +
               " HTTP/1.1\r\nHost: a\r\n\r\n";
    client.say(all);
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(client.answer().ends_with("/" + std::to_string(i) + "|")) << i;
}

TEST(Serving, HeadIsGetWithoutBody) {
    Running server(quick(), plain_routes());
    Client client(server.port());
    client.say("HEAD /echo/1 HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answer = client.answer(true);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
    EXPECT_TRUE(contains(answer, "Content-Length: 8\r\n"));
    client.get("/echo/2");
    EXPECT_TRUE(client.answer().starts_with("HTTP/1.1 200")) << "no body lay between";
}

TEST(Serving, UnknownPathsAndMethodsAreProblemsInTheAskedLanguage) {
    Running server(quick(), plain_routes());
    Client client(server.port());
    client.get("/nowhere", "Accept-Language: en\r\n");
    auto answer = client.answer();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 404 Not Found")) << answer;
    EXPECT_TRUE(contains(answer, "application/problem+json"));
    EXPECT_TRUE(contains(answer, "Content-Language: en"));
    EXPECT_TRUE(contains(answer, "No such page"));
    client.say("DELETE /pooled HTTP/1.1\r\nHost: a\r\n\r\n");
    answer = client.answer();
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 405")) << answer;
    EXPECT_TRUE(contains(answer, "Allow: POST, OPTIONS"));
    EXPECT_TRUE(contains(answer, "方法不适用"));
}

TEST(Serving, BadRequestsAreRefusedAndClosed) {
    Running server(quick(), plain_routes());
    const std::vector<std::pair<std::string, std::string_view>> cases{
        {"nonsense\r\n\r\n", "400"},
        {"GET / HTTP/1.1\r\n\r\n", "400"},
        {"GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
        {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "501"},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(30'000, 'x') + "\r\n\r\n", "431"}};
    for (const auto& [bytes, status] : cases) {
        Client client(server.port());
        client.say(bytes);
        EXPECT_TRUE(client.answer().starts_with("HTTP/1.1 " + std::string(status))) << bytes.substr(0, 40);
        EXPECT_TRUE(client.closed());
    }
}

TEST(Serving, BodiesHaveALimitPerRoute) {
    Running server(quick(), plain_routes());
    const auto post = [&](const std::string& path, std::size_t bytes) {
        Client client(server.port());
        client.say("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(bytes) +
                   "\r\n\r\n" + std::string(bytes, 'x'));
        return client.answer();
    };
    EXPECT_TRUE(post("/pooled", 1 << 20).starts_with("HTTP/1.1 200"));
    const auto refused = post("/pooled", (1 << 20) + 1);
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 413")) << refused;
    EXPECT_TRUE(contains(refused, "http/body-too-large"));
    EXPECT_TRUE(post("/photo", 3 << 20).ends_with("xx"));
    EXPECT_TRUE(post("/photo", (3 << 20) + 1).starts_with("HTTP/1.1 413"));
}

TEST(Serving, AClientThatAsksFirstIsToldToContinueOrNot) {
    Running server(quick(), plain_routes());
    const auto ask = [](const std::string& length) {
        return "POST /pooled HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: " + length +
               "\r\n\r\n";
    };
    Client client(server.port());
    client.say(ask("3"));
    EXPECT_TRUE(client.answer().starts_with("HTTP/1.1 100 Continue"));
    client.say("abc");
    EXPECT_TRUE(client.answer().ends_with("|abc"));
    client.say(ask("99999999"));
    EXPECT_TRUE(client.answer().starts_with("HTTP/1.1 413"));
}

TEST(Serving, ChunkedBodiesArriveWhole) {
    Running server(quick(), plain_routes());
    Client client(server.port());
    client.say("POST /pooled HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n");
    client.say("1\r\nc\r\n0\r\n\r\n");
    EXPECT_TRUE(client.answer().ends_with("/pooled|abc"));
}

TEST(Serving, SlowRequestsEndAndIdleConnectionsClose) {
    auto options = quick();
    options.head_timeout = 100ms;
    options.body_timeout = 100ms;
    options.idle_timeout = 100ms;
    Running server(options, plain_routes());
    Client slow_head(server.port());
    Client slow_body(server.port());
    Client idle(server.port());
    Client silent(server.port());
    slow_head.say("GET /echo/1 HTTP/1.1\r\nHos");
    slow_body.say("POST /pooled HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
    idle.get("/echo/1");
    EXPECT_TRUE(contains(slow_head.answer(), "http/too-slow"));
    EXPECT_TRUE(slow_head.closed());
    EXPECT_TRUE(slow_body.answer().starts_with("HTTP/1.1 408"));
    EXPECT_TRUE(idle.answer().starts_with("HTTP/1.1 200"));
    EXPECT_TRUE(idle.closed());
    EXPECT_TRUE(silent.closed());
}

TEST(Serving, LongSharedBytesArriveWholeAndPipelined) {
    const auto long_bytes = std::make_shared<const std::string>(2 << 20, 'z');
    Running server(quick(), {inline_route(Method::get, "/long",
                                          [&](const Request&) -> Result<Response> {
                                              return Response{.content_type = "text/plain",
                                                              .shared = long_bytes};
                                          }),
                             inline_route(Method::get, "/echo/{x}", echo)});
    Client client(server.port());
    client.say("GET /long HTTP/1.1\r\nHost: a\r\n\r\nGET /long HTTP/1.1\r\nHost: a\r\n\r\n"
               "GET /echo/1 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(client.answer().ends_with(*long_bytes));
    EXPECT_TRUE(client.answer().ends_with(*long_bytes));
    EXPECT_TRUE(client.answer().ends_with("/echo/1|"));
}
