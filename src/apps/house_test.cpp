// The house as the server opens it: with its door open on a free port, asked over real sockets, closed and
// opened again.

#include "apps/begin.hpp"
#include "apps/demo/demo.hpp"
#include "apps/serve.hpp"
#include "http/client_for_test.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <fstream>

using namespace gezhi;
using namespace gezhi::apps;

namespace {

const std::string source = GEZHI_SOURCE_DIR;

void quiet(std::string_view, std::int64_t, std::int64_t) {}

class HouseTest : public ::testing::Test {
protected:
    Settings settings(Settings::Flags flags = {}) {
        flags.try_emplace("data", folder.path() + "/data");
        auto made = Settings::read(flags);
        require(made.has_value(), "settings");
        return *made;
    }

    HouseSettings empty_street(const std::string& url) {
        HouseSettings made;
        made.home = source;
        made.data = folder.path() + "/data";
        made.database = url;
        made.street = {Code{"310105006"}, "天山路街道", "Tianshan Road"};
        made.hash_cost = {1, 8192};
        return made;
    }

    support::Folder folder;
    SystemClock clock;
};

std::string ask(std::uint16_t port, const std::string& path, const std::string& more = {}) {
    http::Client client(port);
    client.get(path, more);
    return client.answer();
}

} // namespace

TEST_F(HouseTest, AnEmptyStreetHasAPlaybookAndOneAdministratorWhoCanSignIn) {
    for (const auto& url : support::database_urls(folder)) {
        auto house = House::open(empty_street(url), clock);
        ASSERT_TRUE(house);
        EXPECT_TRUE((*house)->empty());
        const auto first = init_empty(**house, Code{"admin"});
        ASSERT_TRUE(first);
        EXPECT_EQ(first->password.size(), 20U);
        EXPECT_TRUE((*house)->sessions.sign_in("admin", first->password, "a"));
        EXPECT_FALSE((*house)->books->current()->version.empty());
        EXPECT_EQ(init_empty(**house, Code{"other"}).error().rule, &apps::rules::not_empty);
        EXPECT_TRUE(adopt_playbook(**house)); // what is in force is left alone
        const auto before = (*house)->engine.seq();
        house->reset();
        auto again = House::open(empty_street(url), clock);
        ASSERT_TRUE(again);
        EXPECT_EQ((*again)->engine.seq(), before);
        EXPECT_TRUE((*again)->sessions.sign_in("admin", first->password, "a"));
        EXPECT_TRUE((*again)->engine.replay_check()->ok());
        EXPECT_TRUE((*again)->engine.verify_chain()->ok());
    }
}

TEST_F(HouseTest, PasswordsMadeByTheProgramDifferAndAreStrong) {
    engine::Mint mint(clock);
    const auto one = random_password(mint);
    EXPECT_NE(one, random_password(mint));
    EXPECT_TRUE(people::check_password(one, Code{"admin"}));
}

TEST_F(HouseTest, TheServerListensOnAFreePortAndStopsWhenTold) {
    auto house = House::open(empty_street(support::sqlite_url(folder)), clock);
    ASSERT_TRUE(house);
    ASSERT_TRUE(init_empty(**house, Code{"admin"}));
    auto served = Served::start(**house, {});
    ASSERT_TRUE(served);
    const auto port = (*served)->port();
    const auto about = ask(port, "/api/v1/about");
    EXPECT_TRUE(contains(about, "\"code\":\"310105006\"")) << about;
    EXPECT_TRUE(contains(about, "script-src 'self'"));
    EXPECT_TRUE(ask(port, "/public/public.css").starts_with("HTTP/1.1 200"));
    EXPECT_TRUE(ask(port, "/public/../secret.key").starts_with("HTTP/1.1 4"));
    EXPECT_TRUE(ask(port, "/api/v1/demo/accounts").starts_with("HTTP/1.1 404"));
    EXPECT_TRUE(ask(port, "/api/v1/people").starts_with("HTTP/1.1 401"));
    (*served)->stop();
    const auto again = Served::start(**house, {});
    EXPECT_TRUE(again);
}

TEST_F(HouseTest, APortThatIsTakenIsARefusalAndTheHouseCanBeOpenedAnew) {
    auto house = House::open(empty_street(support::sqlite_url(folder)), clock);
    ASSERT_TRUE(house);
    auto served = Served::start(**house, {});
    ASSERT_TRUE(served);
    support::Folder elsewhere;
    auto made = empty_street(support::sqlite_url(elsewhere));
    auto second = House::open(made, clock);
    ASSERT_TRUE(second);
    ServeOptions options;
    options.http.port = (*served)->port();
    EXPECT_FALSE(Served::start(**second, options));
    EXPECT_TRUE(Served::start(**second, {}));
}

TEST_F(HouseTest, AStreetWithoutACodeAndAFolderThatCannotBeMadeAreRefused) {
    auto made = empty_street(support::sqlite_url(folder));
    made.street.code = {};
    EXPECT_EQ(House::open(made, clock).error().rule, &apps::rules::no_street);
    std::ofstream(folder.path() + "/file") << "x";
    made = empty_street(support::sqlite_url(folder));
    made.data = folder.path() + "/file/data";
    EXPECT_EQ(House::open(made, clock).error().rule, &apps::rules::no_data_folder);
}

TEST_F(HouseTest, ADemoInADatabaseServerThatWasInterruptedNeverPassesForAWholeOne) {
    if (!support::has_postgresql()) GTEST_SKIP() << "no PostgreSQL: ./test starts one";
    const auto told =
        settings({{"demo", source + "/demo/tianshan"}, {"database", support::postgresql_url()}});
    ASSERT_TRUE(begin(told, {.say = quiet, .story = false}, clock));
    ASSERT_TRUE(begin(told, {.say = quiet, .story = false}, clock)); // it is there
    std::ofstream(folder.path() + "/data/demo.part") << "x";
    EXPECT_EQ(begin(told, {.say = quiet, .story = false}, clock).error().rule, &apps::rules::demo_unfinished);
}

TEST_F(HouseTest, AFolderBegunEmptyTakesNoDemoAndADemoIsNotServedAsEmpty) {
    const auto demo = source + "/demo/tianshan";
    auto first = begin(settings(), {.empty = true, .say = quiet}, clock);
    ASSERT_TRUE(first);
    ASSERT_TRUE(first->first);
    EXPECT_TRUE(first->accounts.empty());
    first->house.reset();
    EXPECT_EQ(begin(settings({{"demo", demo}}), {.say = quiet}, clock).error().rule,
              &apps::rules::demo_refused);
    auto second = begin(settings(), {.empty = true, .say = quiet}, clock);
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->first); // shown once
    EXPECT_EQ(demo::read_street(folder.path()).error().rule, &apps::rules::demo_broken);
}
