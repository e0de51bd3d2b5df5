// Set rules hold within one batch: two commands that each would be right alone, in one transaction.

#include "modules/casework/ask.hpp"
#include "modules/casework/desk_for_test.hpp"
#include "modules/casework/query_text.hpp"
#include "support/pictures.hpp"

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

TEST(Batch, WhoFollowsACaseIsFoundByItsIndexAndNotAmongAllCases) {
    const support::Folder folder;
    Street street("sqlite:" + folder.path() + "/plan.db");
    const auto text = "SELECT c.number FROM {case_row} c WHERE c.subdistrict = :s AND " +
                      std::string(follows_text) + " AND c.open = 1 ORDER BY c.id";
    const auto steps =
        plan_of(street.engine.database(), text, {{"s", for_test::street}, {"lead", CaseId{{1, 1}}}});
    EXPECT_NE(steps.find("by_lead (subdistrict=? AND joined_to=?)"), std::string::npos) << steps;
    EXPECT_NE(steps.find("PRIMARY KEY (subdistrict=? AND id=?)"), std::string::npos) << steps;
}

TEST(Batch, OnePhotoProvesOneCase) {
    const support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        Street street(url);
        const auto photo = street.files.keep(support::jpeg(), "image/jpeg");
        ASSERT_TRUE(photo);
        const Door door{street.engine, street.room, street.vault, books(), std::make_shared<TwoGrids>(),
                        &street.files};
        std::vector<engine::Task> tasks;
        for (const auto* text : {"路锥占道", "又是路锥"}) {
            ReportGiven given;
            given.text = text;
            given.channel = Channel::staff;
            given.lat = 31.211;
            given.lon = 121.39;
            given.datum = "wgs84";
            given.photos = {*photo};
            const auto actor = street.rights->actor_of(street.staff.at("desk"), street.clock.now());
            auto asked = report(door, actor, given);
            ASSERT_TRUE(asked);
            asked->task.id = engine::command_id(for_test::street, actor, text);
            tasks.push_back(std::move(asked->task));
        }
        const auto answers = street.engine.run(std::move(tasks));
        EXPECT_TRUE(answers[0]);
        ASSERT_FALSE(answers[1]);
        EXPECT_EQ(answers[1].error().rule, &casework::rules::photo_unknown);
    }
}

// The answer got lost on the way: sent again, the report is the case it was, its photo its own.
TEST(Batch, AReportWithAPhotoThatIsSentAgainIsTheSameCase) {
    const support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        Street street(url);
        const auto photo = street.files.keep(support::jpeg(), "image/jpeg");
        const auto body = R"({"text":"路锥占道","lat":31.211,"lon":121.39,"datum":"wgs84","photos":[")" +
                          photo->text() + "\"]}";
        const auto sent = [&] {
            return street.post("/api/v1/cases", body, "desk", {{"idempotency-key", "photo-0000000001"}});
        };
        const auto first = sent();
        EXPECT_EQ(first.status, 201) << first.body;
        EXPECT_EQ(sent().body, first.body);
    }
}
