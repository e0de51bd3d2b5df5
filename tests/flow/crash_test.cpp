// The server ends in the worst moments: killed under load, or its disk takes no more. What was acknowledged
// is there afterwards, and nobody has to lend a hand.

#include "base/text.hpp"
#include "support/databases.hpp"
#include "support/process.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <sys/resource.h>
#include <thread>

using namespace gezhi;
using namespace gezhi::support;

namespace {

constexpr int kills = 20;
constexpr int kills_postgresql = 8; // our process keeps no file of its own there
constexpr int clients = 4;
const std::string password = "lamp-42-post";

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

    static Request report(const std::string& key, const std::string& session) {
        return {"POST",
                "/api/v1/cases",
                R"({"text":"路灯不亮 )" + key + R"(","address":"天山路近1号"})",
                {"Idempotency-Key: " + key, session, "Content-Type: application/json"}};
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

// What was sent, and the case that was acknowledged for it (empty: no answer came).
struct Sent {
    std::mutex mutex{};
    std::map<std::string, std::string> cases{};
};

void load(std::uint16_t port, const std::string& session, int round, Sent& sent,
          const std::atomic<bool>& over,
          const std::function<Request(const std::string&, const std::string&)>& report) {
    std::vector<std::thread> threads;
    for (int client = 0; client < clients; ++client)
        threads.emplace_back([&, client] {
            for (int n = 0; !over; ++n) {
                const auto key =
                    "crash-" + number(round) + "-" + number(client) + "-" + number(n) + "-00000000";
                const auto answer = ask(port, report(key, session));
                const std::lock_guard lock(sent.mutex);
                sent.cases[key] = answer.status == 201 ? answer.text("id") : std::string();
            }
        });
    for (auto& thread : threads) thread.join();
}

} // namespace

TEST_F(Crash, KilledAtRandomMomentsUnderLoadNothingAcknowledgedIsLost) {
    std::random_device device;
    const auto seed = device();
    RecordProperty("seed", static_cast<int>(seed));
    SCOPED_TRACE("seed " + number(seed));
    std::mt19937 chance(seed);
    for (const auto& url : database_urls(folder)) {
        SCOPED_TRACE(url.substr(0, 10));
        where.clear();
        begin(url);
        Sent sent;
        const int rounds = url.starts_with("sqlite") ? kills : kills_postgresql;
        for (int round = 0; round < rounds; ++round) {
            Server server(where);
            ASSERT_TRUE(server.ready()) << server.said();
            const auto session = sign_in(server.port(), "desk1", password);
            ASSERT_FALSE(session.empty());
            std::atomic<bool> over{false};
            std::thread end([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(20 + chance() % 250));
                server.kill_9();
                over = true;
            });
            load(server.port(), session, round, sent, over, report);
            end.join();
        }
        Server server(where);
        ASSERT_TRUE(server.ready());
        const auto session = sign_in(server.port(), "desk1", password);
        std::map<std::string, std::string> keys_of;
        int acknowledged = 0;
        for (const auto& [key, id] : sent.cases) {
            // Sent again, it is the same case, whether or not its answer had come.
            const auto again = ask(server.port(), report(key, session));
            ASSERT_EQ(again.status, 201) << again.body;
            if (!id.empty()) {
                EXPECT_EQ(again.text("id"), id) << key;
            }
            EXPECT_TRUE(keys_of.emplace(again.text("id"), key).second) << "one case for two reports";
            if (!id.empty()) ++acknowledged;
        }
        EXPECT_GT(acknowledged, rounds); // the load was one
        EXPECT_EQ(server.stop(), 0);
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
    std::thread second([&] { load(two.port(), session, 2, sent, over, report); });
    load(one.port(), session, 1, sent, over, report);
    second.join();
    end.join();
    EXPECT_GT(sent.cases.size(), 8U);
    std::map<std::string, int> numbers;
    for (const auto& [key, id] : sent.cases) {
        ASSERT_FALSE(id.empty()) << key;
        // Each server shows what the other took, and gives the same answer to the same report.
        auto& other = contains(key, "crash-1-") ? two : one;
        const auto shown = ask(other.port(), {"GET", "/api/v1/cases/" + id, {}, {session}});
        EXPECT_EQ(shown.status, 200) << shown.body;
        EXPECT_EQ(++numbers[shown.text("number")], 1) << "two cases of one number";
        EXPECT_EQ(ask(other.port(), report(key, session)).text("id"), id);
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
