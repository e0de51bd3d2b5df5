#include "http/client_for_test.hpp"
#include "http/rules.hpp"
#include "http/stream.hpp"

#include <gtest/gtest.h>

#include <filesystem>

using namespace gezhi;
using namespace gezhi::http;

TEST(Serving, AFullQueueAnswersBusyAtOnce) {
    auto options = quick();
    options.workers = 1;
    options.queue_max = 1;
    Gatekeeper door;
    Running server(options, {pooled(Method::get, "/wait", [&](const Request&) -> Result<Response> {
                       door.wait();
                       return json_response("1");
                   })});
    Client first(server.port());
    Client second(server.port());
    Client third(server.port());
    first.get("/wait");
    door.until_waiting(1);
    second.get("/wait");
    while (server->queued() == 0) std::this_thread::yield();
    third.get("/wait");
    const auto refused = third.answer();
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 503")) << refused;
    EXPECT_TRUE(contains(refused, "Retry-After: 1\r\n"));
    EXPECT_TRUE(contains(refused, "http/busy"));
    door.open();
    EXPECT_TRUE(first.answer().ends_with("1"));
    EXPECT_TRUE(second.answer().ends_with("1"));
}

TEST(Serving, AReplyMayComeFromAnyThreadAndAfterTheServer) {
    std::mutex mutex;
    std::vector<Reply> kept;
    const AsyncHandler keep = [&](Request request, Reply reply) {
        if (request.path == "/never") {
            const std::lock_guard lock(mutex);
            kept.push_back(std::move(reply));
            return;
        }
        std::thread([reply = std::move(reply)]() mutable {
            reply(refuse(http::rules::foreign_origin));
        }).detach();
    };
    auto options = quick();
    options.stop_grace = 50ms;
    auto server = std::make_unique<Running>(
        options, Routes{{.pattern = "/later", .handler = keep}, {.pattern = "/never", .handler = keep}});
    Client client(server->port());
    client.get("/later");
    EXPECT_TRUE(client.answer().starts_with("HTTP/1.1 403"));
    client.get("/never");
    for (bool there = false; !there; std::this_thread::yield()) {
        const std::lock_guard lock(mutex);
        there = !kept.empty();
    }
    server.reset();
    EXPECT_TRUE(client.closed());
    kept.front()(json_response("too late"));
    kept.clear();
}

TEST(Serving, StoppingFinishesWhatIsBegun) {
    Gatekeeper door;
    Running server(quick(), {pooled(Method::get, "/wait",
                                    [&](const Request&) -> Result<Response> {
                                        door.wait();
                                        return json_response("done");
                                    }),
                             inline_route(Method::get, "/echo/{x}", echo)});
    Client busy(server.port());
    Client idle(server.port());
    idle.get("/echo/1");
    EXPECT_FALSE(idle.answer().empty());
    busy.get("/wait");
    door.until_waiting(1);
    std::thread stopper([&] { server->stop(); });
    EXPECT_TRUE(idle.closed()) << "an idle connection closes at once";
    door.open();
    const auto answer = busy.answer();
    EXPECT_TRUE(answer.ends_with("done"));
    EXPECT_TRUE(contains(answer, "Connection: close"));
    EXPECT_TRUE(busy.closed());
    stopper.join();
    EXPECT_EQ(server->connections(), 0U);
}

TEST(Serving, SeveralThreadsListenOnOnePort) {
    auto options = quick();
    options.io_threads = 2;
    Running server(options, plain_routes());
    std::vector<std::thread> threads;
    std::atomic<int> good{0};
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            Client client(server.port());
            for (int n = 0; n < 50; ++n) {
                client.get((n % 2 == 0 ? "/pooled/" : "/echo/") + std::to_string(i));
                if (client.answer().ends_with("/" + std::to_string(i) + "|")) ++good;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(good.load(), 400);
}

TEST(Serving, MoreConnectionsThanAllowedAreClosed) {
    auto options = quick();
    options.connections_max = 1;
    Running server(options, plain_routes());
    Client first(server.port());
    first.get("/echo/1");
    EXPECT_FALSE(first.answer().empty());
    Client second(server.port());
    EXPECT_TRUE(second.closed());
}

TEST(Serving, APortThatIsTakenIsRefused) {
    Running first(quick(), {});
    auto options = quick();
    options.port = first.port();
    Server second(options, {});
    const auto started = second.start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().rule->code, "http/cannot-listen");
    options.address = "somewhere";
    EXPECT_FALSE(Server(options, {}).start());
}

TEST(EventStreams, GoOnFromTheLastEventId) {
    StreamHub hub;
    auto options = quick();
    options.heartbeat = 40ms;
    Running server(
        options, {inline_route(Method::get, "/feed", [&](const Request& request) -> Result<Response> {
            const auto last = parse_number(request.header("last-event-id").value_or("0")).value_or(0);
            auto stream = hub.open([](std::string_view topic) { return topic == "mine"; });
            for (auto id = last + 1; id <= 3; ++id) stream->send(ServerEvent{number(id), "", "old"});
            return event_stream(stream);
        })});
    {
        Client client(server.port());
        client.get("/feed", "Last-Event-ID: 2\r\n");
        const auto head = client.until("\r\n\r\n");
        EXPECT_TRUE(contains(head, "Content-Type: text/event-stream")) << head;
        EXPECT_EQ(client.until("\n\n"), "id: 3\ndata: old\n\n");
        hub.publish("other", {"4", "", "x"});
        hub.publish("mine", {"5", "case", "live"});
        EXPECT_TRUE(client.until("data: live\n\n").ends_with("id: 5\nevent: case\ndata: live\n\n"));
        EXPECT_EQ(client.until(":\n\n"), ":\n\n") << "a heartbeat while nothing happens";
        EXPECT_EQ(hub.size(), 1U);
    }
    while (hub.size() > 0) {
        hub.publish("mine", {"6", "", "is anybody there"});
        std::this_thread::sleep_for(5ms);
    }
}

TEST(EventStreams, EndWithTheirLastWordWhenClosedOrStopped) {
    StreamHub hub;
    Running server(quick(), {inline_route(Method::get, "/feed", [&](const Request&) -> Result<Response> {
                       return event_stream(hub.open([](std::string_view) { return true; }));
                   })});
    Client closed(server.port());
    closed.get("/feed");
    EXPECT_FALSE(closed.until("\r\n\r\n").empty());
    hub.publish("all", {"1", "", "goodbye"});
    hub.close_all();
    EXPECT_EQ(closed.until("\n\n"), "id: 1\ndata: goodbye\n\n");
    EXPECT_TRUE(closed.closed());
    Client stopped(server.port());
    stopped.get("/feed");
    EXPECT_FALSE(stopped.until("\r\n\r\n").empty());
    server->stop();
    EXPECT_TRUE(stopped.closed());
}

TEST(EventStreams, ManySendersAndOneReaderLoseNothing) {
    StreamHub hub;
    Running server(quick(), {inline_route(Method::get, "/feed", [&](const Request&) -> Result<Response> {
                       return event_stream(hub.open([](std::string_view) { return true; }));
                   })});
    Client client(server.port());
    client.get("/feed");
    EXPECT_FALSE(client.until("\r\n\r\n").empty());
    std::vector<std::thread> senders;
    for (int i = 0; i < 4; ++i)
        senders.emplace_back([&] {
            for (int n = 0; n < 200; ++n) hub.publish("all", {"", "", "x"});
        });
    for (auto& sender : senders) sender.join();
    for (int n = 0; n < 800; ++n) ASSERT_EQ(client.until("\n\n"), "data: x\n\n") << n;
}

TEST(Logging, OneLinePerAnswerWithoutTheQuery) {
    auto options = quick();
    std::vector<std::string> lines;
    options.answered = [&](const Answered& answered) {
        lines.push_back(std::string(method_name(answered.method)) + " " + std::string(answered.path) + " " +
                        number(answered.status) + " " + number(answered.bytes));
    };
    Running server(options, plain_routes());
    Client client(server.port());
    client.get("/echo/1?phone=13900000000");
    EXPECT_FALSE(client.answer().empty());
    client.get("/nowhere");
    EXPECT_FALSE(client.answer().empty());
    server->stop();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], "GET /echo/1 200 8");
    EXPECT_TRUE(lines[1].starts_with("GET /nowhere 404"));
}

TEST(Tls, TheSameServerSpeaksItWithACertificate) {
    const auto folder = std::filesystem::temp_directory_path() / ("gezhi_tls_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    auto options = quick();
    options.tls_certificate = (folder / "cert.pem").string();
    options.tls_key = (folder / "key.pem").string();
    EXPECT_FALSE(Server(options, {}).start()) << "no certificate yet";
    const auto run = [](const std::string& command) { return std::system(command.c_str()); };
    ASSERT_EQ(
        run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=a "
            "-keyout " +
            options.tls_key + " -out " + options.tls_certificate + " 2>/dev/null"),
        0);
    {
        Running server(
            options, {inline_route(Method::get, "/echo/{x}", [](const Request& request) -> Result<Response> {
                return json_response(request.secure ? "over tls" : "in the clear");
            })});
        const auto heard = (folder / "heard").string();
        const auto asked = "printf 'GET /echo/1 HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n' | "
                           "timeout 20 openssl s_client -quiet -connect 127.0.0.1:" +
                           number(server.port()) + " 2>/dev/null | grep -q 'over tls'";
        EXPECT_EQ(run(asked), 0);
    }
    std::filesystem::remove_all(folder);
}
