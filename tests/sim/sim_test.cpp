// Some short streets of the simulator in every run; many long ones by hand: ./dev sim, gezhi sim --seeds
// 10000.

#include "apps/sim/simulate.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <fstream>

using namespace gezhi;

namespace {

apps::sim::Outcome live(std::uint64_t seed, std::int64_t ticks, const std::string& url) {
    const support::Folder folder;
    const std::string home = GEZHI_SOURCE_DIR;
    const auto outcome =
        apps::sim::simulate({seed, ticks, home, home + "/demo/tianshan", folder.path(), url});
    EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().rule->code);
    if (!outcome) return {};
    for (const auto& promise : outcome->broken)
        ADD_FAILURE() << promise << "\nagain: gezhi sim --seed " << seed << " --ticks " << ticks;
    EXPECT_EQ(outcome->ended, outcome->cases) << "seed " << seed;
    EXPECT_GT(outcome->taken, 0) << "seed " << seed;
    return *outcome;
}

} // namespace

TEST(Simulator, StreetsKeepTheirPromises) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const support::Folder folder;
        live(seed, 40, support::sqlite_url(folder));
    }
}

// Two cases once joined each other in one batch; a joined case once seemed an unfinished party.
TEST(Simulator, SeedsThatOnceBrokeAPromise) {
    for (const std::uint64_t seed : {2, 7, 9, 11, 20, 23}) {
        const support::Folder folder;
        live(seed, 60, support::sqlite_url(folder));
    }
}

TEST(Simulator, TheSameSeedIsTheSameLogOnBothDatabases) {
    if (!support::has_postgresql()) GTEST_SKIP() << "no PostgreSQL: ./test starts one";
    const support::Folder folder;
    const auto one = live(3, 40, support::sqlite_url(folder));
    const auto other = live(3, 40, support::postgresql_url());
    EXPECT_EQ(one.head, other.head);
    EXPECT_EQ(one.events, other.events);
}
