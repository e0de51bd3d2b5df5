// The server ends in the worst moments: killed under load, or its disk takes no more. What was acknowledged
// is there afterwards, and nobody has to lend a hand.

#include "base/text.hpp"
#include "support/databases.hpp"
#include "support/process.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <random>
#include <sys/resource.h>
#include <thread>

using namespace gezhi;
using namespace gezhi::support;

namespace {

constexpr int kills = 20;           // GEZHI_KILLS says otherwise: the long run is a hundred
constexpr int kills_postgresql = 8; // our process keeps only pictures of its own there
constexpr int clients = 4;
const std::string password = "lamp-42-post";

// What was sent, and what came back: status 0 when the server was gone before it answered.
struct Sent {
    struct One {
        Request request{};
        Answer answer{};
        std::string photo{}; // named by a report
    };

    std::mutex mutex{};
    std::condition_variable came{};
    std::map<std::string, One> commands{}; // by key
    int acknowledged{0};

    Answer keep(std::uint16_t port, const std::string& key, Request request, const std::string& photo = {}) {
        auto answer = ask(port, request);
        const std::lock_guard lock(mutex);
        acknowledged += answer.status != 0 ? 1 : 0;
        came.notify_all();
        commands[key] = {std::move(request), answer, photo};
        return answer;
    }

    // Until so many more have come, however slow the machine is; half a minute for all of them.
    void await(int more) {
        std::unique_lock lock(mutex);
        const auto enough = acknowledged + more;
        came.wait_for(lock, std::chrono::seconds(30), [&] { return acknowledged >= enough; });
    }
};

// The smallest picture that every decoder takes: one grey pixel.
std::string one_pixel() {
    static constexpr unsigned char bytes[] = {
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
        0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00,
        0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81,
        0xda, 0x45, 0x08, 0x3b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};
    return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

class Crash : public ::testing::Test {
protected:
    // An empty street with one account at the desk.
    void begin(const std::string& url) {
        where = {"--data", folder.path() + "/data", "--database", url};
        ASSERT_EQ(gezhi({"init", "--empty"}).code, 0);
        ASSERT_EQ(gezhi({"user", "add", "desk1", "--post", "desk", "--password-stdin"}, password).code, 0);
    }

    Outcome gezhi(std::vector<std::string> arguments, const std::string& input = {}) const {
        arguments.insert(arguments.end(), where.begin(), where.end());
        return run_gezhi(arguments, input);
    }

    static Request send(const std::string& path, const std::string& body, const std::string& key,
                        const std::string& session) {
        return {"POST", path, body, {"Idempotency-Key: " + key, session, "Content-Type: application/json"}};
    }

    static Request report(const std::string& key, const std::string& session, const std::string& photo = {}) {
        const auto photos = photo.empty() ? photo : R"(,"photos":[")" + photo + R"("])";
        return send("/api/v1/cases",
                    R"({"text":"路灯不亮 )" + key + R"(","address":"天山路近1号")" + photos + "}", key,
                    session);
    }

    // Cases with and without a picture, each with a note and a first step; all of it remembered.
    static void load(std::uint16_t port, const std::string& session, int round, Sent& sent,
                     const std::atomic<bool>& over) {
        std::vector<std::thread> threads;
        for (int client = 0; client < clients; ++client)
            threads.emplace_back([&, client] {
                for (int n = 0; !over; ++n) {
                    const auto key =
                        "crash-" + number(round) + "-" + number(client) + "-" + number(n) + "-00000000";
                    std::string photo;
                    if (n % 3 == 0)
                        photo =
                            ask(port,
                                {"POST", "/api/v1/files", one_pixel(), {session, "Content-Type: image/png"}})
                                .text("id");
                    const auto id = sent.keep(port, key, report(key, session, photo), photo).text("id");
                    if (id.empty()) continue;
                    const auto at = "/api/v1/cases/" + id;
                    sent.keep(port, key + "-n",
                              send(at + "/note", R"({"text":"看过 )" + key + R"("})", key + "-n", session));
                    sent.keep(port, key + "-v", send(at + "/verify", "{}", key + "-v", session));
                }
            });
        for (auto& thread : threads) thread.join();
    }

    // Each command sent again is the same one, whether or not its answer had come; what it named is readable.
    void expect_all_there(const Sent& sent, int rounds) {
        Server server(where);
        ASSERT_TRUE(server.ready());
        const auto session = sign_in(server.port(), "desk1", password);
        std::map<std::string, std::string> keys_of;
        int acknowledged = 0;
        int pictures = 0;
        for (auto [key, one] : sent.commands) {
            SCOPED_TRACE(key);
            one.request.headers[1] = session;
            const auto again = ask(server.port(), one.request);
            ASSERT_EQ(again.status / 100, 2) << again.body;
            if (one.answer.status != 0) {
                ++acknowledged;
                EXPECT_EQ(again.status, one.answer.status);
                EXPECT_EQ(again.body, one.answer.body);
            }
            const auto words = key.ends_with("-n") ? "看过 " + key.substr(0, key.size() - 2) : "路灯不亮 ";
            const auto shown =
                ask(server.port(), {"GET", "/api/v1/cases/" + again.text("id"), {}, {session}}).body;
            EXPECT_TRUE(contains(shown, words)) << shown;
            if (one.request.path != "/api/v1/cases") continue;
            EXPECT_TRUE(keys_of.emplace(again.text("id"), key).second) << "one case for two reports";
            if (one.photo.empty()) continue;
            ++pictures;
            EXPECT_TRUE(contains(shown, one.photo));
            EXPECT_EQ(ask(server.port(), {"GET", "/api/v1/files/" + one.photo, {}, {session}}).status, 200);
        }
        EXPECT_GT(acknowledged, rounds); // the load was one
        EXPECT_GT(pictures, 0);
        EXPECT_EQ(server.stop(), 0);
    }

    void expect_sound() {
        const auto chain = gezhi({"log", "verify"});
        EXPECT_EQ(chain.code, 0) << chain.out << chain.err;
        const auto replay = gezhi({"log", "replay", "--check"});
        EXPECT_EQ(replay.code, 0) << replay.out << replay.err;
    }

    Folder folder;
    std::vector<std::string> where;
};

} // namespace

TEST_F(Crash, KilledAtRandomMomentsUnderLoadNothingAcknowledgedIsLost) {
    std::random_device device;
    const auto seed = device();
    RecordProperty("seed", static_cast<int>(seed));
    SCOPED_TRACE("seed " + number(seed));
    std::mt19937 chance(seed);
    const auto* wanted = std::getenv("GEZHI_KILLS");
    for (const auto& url : database_urls(folder)) {
        SCOPED_TRACE(url.substr(0, 10));
        where.clear();
        begin(url);
        Sent sent;
        int rounds = url.starts_with("sqlite") ? kills : kills_postgresql;
        if (wanted) rounds = std::atoi(wanted);
        for (int round = 0; round < rounds; ++round) {
            Server server(where);
            ASSERT_TRUE(server.ready()) << server.said();
            const auto session = sign_in(server.port(), "desk1", password);
            ASSERT_FALSE(session.empty());
            std::atomic<bool> over{false};
            std::thread end([&] {
                sent.await(2 + static_cast<int>(chance() % 24));
                std::this_thread::sleep_for(std::chrono::milliseconds(chance() % 20));
                server.kill_9();
                over = true;
            });
            load(server.port(), session, round, sent, over);
            end.join();
        }
        expect_all_there(sent, rounds);
        expect_sound();
    }
}

TEST_F(Crash, TwoServersOnOneDatabaseStayRight) {
    if (!has_postgresql()) GTEST_SKIP() << "no PostgreSQL: ./test starts one";
    begin(postgresql_url());
    Server one(where);
    Server two(where);
    ASSERT_TRUE(one.ready() && two.ready());
    const auto session = sign_in(one.port(), "desk1", password);
    Sent sent;
    std::atomic<bool> over{false};
    std::thread end([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        over = true;
    });
    std::thread second([&] { load(two.port(), session, 2, sent, over); });
    load(one.port(), session, 1, sent, over);
    second.join();
    end.join();
    EXPECT_GT(sent.commands.size(), 8U);
    std::map<std::string, int> numbers;
    for (const auto& [key, one_sent] : sent.commands) {
        const auto id = one_sent.answer.text("id");
        ASSERT_FALSE(id.empty()) << key;
        if (one_sent.request.path != "/api/v1/cases") continue;
        // Each server shows what the other took, and gives the same answer to the same report.
        auto& other = contains(key, "crash-1-") ? two : one;
        const auto shown = ask(other.port(), {"GET", "/api/v1/cases/" + id, {}, {session}});
        EXPECT_EQ(shown.status, 200) << shown.body;
        EXPECT_EQ(++numbers[shown.text("number")], 1) << "two cases of one number";
        EXPECT_EQ(ask(other.port(), one_sent.request).text("id"), id);
    }
    EXPECT_EQ(one.stop(), 0);
    EXPECT_EQ(two.stop(), 0);
    expect_sound();
}

TEST_F(Crash, WithAFullDiskReadsGoOnWritesAnswer503AndRecoveryNeedsNoHand) {
    begin(sqlite_url(folder));
    Server server(where);
    ASSERT_TRUE(server.ready());
    const auto session = sign_in(server.port(), "desk1", password);
    const auto first = ask(server.port(), report("disk-0-0000000000", session));
    ASSERT_EQ(first.status, 201) << first.body;
    const auto read = [&] {
        return ask(server.port(), {"GET", "/api/v1/cases/" + first.text("id"), {}, {session}}).status;
    };
    EXPECT_EQ(read(), 200);

    // No file of this process may grow: what a full disk does, without filling one.
    const rlimit full{1, RLIM_INFINITY};
    ASSERT_EQ(::prlimit(server.pid(), RLIMIT_FSIZE, &full, nullptr), 0);
    for (int n = 1; n <= 3; ++n) {
        const auto refused = ask(server.port(), report("disk-" + number(n) + "-0000000000", session));
        EXPECT_EQ(refused.status, 503) << refused.body;
        EXPECT_TRUE(contains(refused.head, "Retry-After")) << refused.head;
        EXPECT_EQ(read(), 200);
    }

    const rlimit room{RLIM_INFINITY, RLIM_INFINITY};
    ASSERT_EQ(::prlimit(server.pid(), RLIMIT_FSIZE, &room, nullptr), 0);
    const auto later = ask(server.port(), report("disk-1-0000000000", session));
    EXPECT_EQ(later.status, 201) << later.body;
    EXPECT_EQ(read(), 200);
    EXPECT_EQ(server.stop(), 0);
    expect_sound();
}
