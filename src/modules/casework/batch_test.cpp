// Set rules hold within one batch: two commands that each would be right alone, in one transaction.

#include "modules/casework/desk_for_test.hpp"

using namespace gezhi;
using namespace gezhi::casework;
using namespace gezhi::casework::for_test;

namespace {

std::vector<Result<engine::Receipt>> in_one_batch(Street& street,
                                                  std::vector<std::pair<std::string, Command>> commands) {
    std::vector<engine::Task> tasks;
    for (auto& [id, command] : commands) {
        auto& task = tasks.emplace_back();
        task.room = &street.room;
        task.stream = *StreamId::parse(id);
        task.actor = street.rights->actor_of(street.staff.at("desk"), street.clock.now());
        task.id = engine::command_id(for_test::street, task.actor, "batch-" + std::to_string(tasks.size()));
        task.command = std::move(command);
    }
    return street.engine.run(std::move(tasks));
}

} // namespace

TEST(Batch, TwoCasesDoNotJoinEachOther) {
    const support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        Street street(url);
        const auto one = street.reports("路锥占道").text("id");
        const auto two = street.reports("又是路锥").text("id");
        const auto answers =
            in_one_batch(street, {{one, Join{*CaseId::parse(two)}}, {two, Join{*CaseId::parse(one)}}});
        EXPECT_TRUE(answers[0]);
        ASSERT_FALSE(answers[1]);
        EXPECT_EQ(answers[1].error().rule, &casework::rules::lead_joined);
    }
}

TEST(Batch, WhoIsFollowedSinceAMomentJoinsNobody) {
    const support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        Street street(url);
        const auto one = street.reports("路锥占道").text("id");
        const auto two = street.reports("又是路锥").text("id");
        const auto three = street.reports("路锥还在").text("id");
        const auto answers =
            in_one_batch(street, {{one, Join{*CaseId::parse(two)}}, {two, Join{*CaseId::parse(three)}}});
        EXPECT_TRUE(answers[0]);
        ASSERT_FALSE(answers[1]);
        EXPECT_EQ(answers[1].error().rule, &casework::rules::has_supporters);
    }
}
