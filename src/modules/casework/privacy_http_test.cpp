// The routes of the data-protection post and of the trail: who may ask them at all, what they show, and that
// an erasure answers with a receipt that the log bears out.

#include "modules/casework/desk_for_test.hpp"
#include "modules/casework/privacy.hpp"

#include <gtest/gtest.h>

namespace gezhi::casework {

using namespace for_test;

namespace {

class PrivacyHttp : public ::testing::Test {
protected:
    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            Street town(url);
            hire_officer(town);
            body(town);
        }
    }

    static void hire_officer(Street& town) {
        const PersonId person{{5, 900}};
        engine::Task task;
        task.room = &town.people_room;
        task.stream = id_as<StreamId>(person);
        task.actor.kind = ActorKind::flow;
        task.actor.flow = Code{std::string(people::setup_flow)};
        task.id = town.mint.id<CommandId>();
        task.command = people::Command(people::CreateAccount{
            Code{"officer"}, Code{"zh-CN"}, {{PostId{person.bits}, Duty::data_officer, {}, {}, {}, {}}}});
        task.sides.put(people::staff_row(town.vault, town.mint, person, {"辛护信", "岗位"}));
        require(town.engine.ask_and_wait(std::move(task)).has_value(), "hires");
        town.cookies["officer"] = town.sessions.open(person, people::SessionKind::cookie, {})->token;
        town.staff["officer"] = person;
    }

    static void write_looks(Street& town) {
        town.clock.advance(std::chrono::seconds(2));
        town.engine.start();
        town.engine.stop();
    }

    // Declined at once: the shortest way to an end.
    static std::string ended(Street& town) {
        const auto id =
            town.reports("楼上漏水滴到我家",
                         R"(,"class_code":"28001","contact":{"name":"陈雨晴","phone":"13812345678"})")
                .text("id");
        const auto answer = town.act(id, "decline", R"({"reason":"no_content"})", "desk");
        EXPECT_EQ(answer.status, 200) << answer.body;
        return id;
    }

    support::Folder folder;
};

} // namespace

TEST_F(PrivacyHttp, OnlyTheDataProtectionPostSeesWhatIsHeldAndAuditorsSeeWhoLooked) {
    on_both([](Street& town) {
        const auto id = town.reports("路锥占道").text("id");
        const auto number = town.state(id).number.value;
        for (const auto& [who, person] : town.staff) {
            SCOPED_TRACE(who);
            const bool officer = who == "officer";
            const bool trail = officer || who == "auditor";
            for (const auto& path :
                 {"/api/v1/privacy/cases/" + number, "/api/v1/privacy/cases/" + number + "/everything",
                  std::string("/api/v1/privacy/erasures")}) {
                const auto answer = town.get(path, who);
                EXPECT_EQ(answer.status, officer ? 200 : 403) << path << answer.body;
                if (!officer) {
                    EXPECT_EQ(answer.code(), rules::not_data_officer.code);
                }
            }
            const auto looks = town.get("/api/v1/access", who);
            EXPECT_EQ(looks.status, trail ? 200 : 403);
            if (!trail) {
                EXPECT_EQ(looks.code(), rules::not_for_trail.code);
                EXPECT_EQ(town.act(id, "erase", R"({"reason":"unlawful","contact_only":true})", who).code(),
                          rules::not_data_officer.code);
            }
        }
        EXPECT_EQ(town.get("/api/v1/privacy/cases/" + number, "").status, 401);
        EXPECT_EQ(town.get("/api/v1/privacy/cases/TS00000000X00000", "officer").status, 404);
    });
}

TEST_F(PrivacyHttp, EverythingIsShownToWhoAsksForThePersonAndTheLookIsWritten) {
    on_both([](Street& town) {
        const auto id = ended(town);
        const auto number = town.state(id).number.value;
        const auto held = town.get("/api/v1/privacy/cases/" + number, "officer");
        EXPECT_TRUE(held.has(R"("contact":true,"place":true,"texts":1,"pictures":0)")) << held.body;
        EXPECT_FALSE(held.has("13812345678"));
        EXPECT_TRUE(held.has("casework/erase-objection")) << held.body;
        const auto all = town.get("/api/v1/privacy/cases/" + number + "/everything", "officer");
        for (const auto* part : {"陈雨晴", "13812345678", "楼上漏水滴到我家", "31.211"})
            EXPECT_TRUE(all.has(part)) << part;
        write_looks(town);
        const auto looks = town.get("/api/v1/access?number=" + number, "auditor");
        EXPECT_TRUE(looks.has(R"("actor":"辛护信")")) << looks.body;
        EXPECT_TRUE(looks.has(R"("purpose":"export")"));
        EXPECT_TRUE(town.get("/api/v1/access?number=TS0", "auditor").has(R"("items":[])"));
        EXPECT_TRUE(town.get("/api/v1/access?before=2020-01-01T00:00:00Z", "auditor").has(R"("items":[])"));
        EXPECT_EQ(town.get("/api/v1/access?before=x", "auditor").code(), rules::bad_filter.code);
    });
}

TEST_F(PrivacyHttp, AnErasureAnswersWithAReceiptThatTheLogBearsOut) {
    on_both([](Street& town) {
        const auto id = ended(town);
        EXPECT_EQ(
            town.act(id, "erase", R"({"reason":"purpose_done","contact_only":false})", "officer").code(),
            rules::erase_objection.code);
        town.wait_until("2027-03-01T10:00:00+08:00");
        const auto receipt =
            town.act(id, "erase", R"({"reason":"purpose_done","contact_only":false})", "officer");
        ASSERT_EQ(receipt.status, 200) << receipt.body;
        const auto stored = *town.database->read([&](sql::Session& session) {
            return engine::log::of_streams(session, street, {*StreamId::parse(id)});
        });
        EXPECT_EQ(receipt.text("hash"), stored.back().hash.text());
        EXPECT_EQ(receipt.text("seq"), number(stored.back().seq));
        EXPECT_TRUE(town.engine.verify_chain()->ok());
        EXPECT_TRUE(town.engine.replay_check()->ok());
        EXPECT_EQ(
            town.act(id, "erase", R"({"reason":"purpose_done","contact_only":false})", "officer").code(),
            rules::erased.code);
        EXPECT_EQ(town.act(id, "note", R"({"text":"x"})", "desk").code(), rules::erased.code);
        EXPECT_TRUE(town.get("/api/v1/privacy/erasures", "officer").has(id));
        const auto file = town.get("/api/v1/cases/" + id, "desk");
        EXPECT_EQ(file.status, 200);
        EXPECT_FALSE(file.has("漏水"));
        EXPECT_TRUE(file.has(R"("event":"erased")")) << file.body;
        const auto left = town.database->read([&](sql::Session& session) {
            return session.integers("SELECT CAST(count(*) AS BIGINT) FROM side_text");
        });
        EXPECT_EQ(left->front(), 0);
    });
}

} // namespace gezhi::casework
