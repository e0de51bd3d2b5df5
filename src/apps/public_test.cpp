// The public pages over the real rooms, on both databases: report, receipt, follow page, answer, and what a
// resident must never learn.

#include "apps/public_questions.hpp"
#include "modules/casework/desk_for_test.hpp"

using namespace gezhi;
using namespace gezhi::apps;
using casework::for_test::Street;
using pages::Lang;

namespace {

struct Town : Street {
    explicit Town(const std::string& url) : Street(url), questions(public_questions(public_wiring())) {}

    PublicWiring public_wiring() {
        return {engine,
                room,
                vault,
                files,
                casework::for_test::books(),
                std::make_shared<casework::for_test::TwoGrids>(),
                nullptr,
                open_cases,
                casework::for_test::locale(),
                {"示例街道", "Sample Subdistrict", "021-00000000", true},
                "http://street.test"};
    }

    static pages::ReportCommand report(const std::string& text, const std::string& key = "0123456789abcdef") {
        pages::ReportCommand command;
        command.idempotency_key = key;
        command.text = text;
        command.position = pages::Position{31.211, 121.39};
        command.notify_by = "link";
        return command;
    }

    std::string id_of(const std::string& number) { return (*cases().by_number(Code{number}))->text(); }

    casework::Cases cases() { return {engine, vault}; }

    // As the desk and the unit would.
    void settle(const std::string& id) {
        const auto photo = files.keep(support::jpeg(), "image/jpeg")->text();
        require(act(id, "send_on", R"({"class_code":"28001","unit":"chengguan"})", "desk").status == 200,
                "sent");
        require(act(id, "hand_in", R"({"text":"收走了","photos":[")" + photo + "\"]}", "handler").status ==
                    200,
                "in");
        if (state(id).stage == casework::Stage::checking)
            require(act(id, "check", R"({"passed":true})", "checker").status == 200, "checked");
        std::string closing;
        for (const auto* one : casework::for_test::books()->current()->index.closings("28001"))
            if (one->ending == "solved") closing = one->code;
        require(act(id, "close", R"({"ending":"solved","condition":")" + closing + R"(","text":"请您看看"})",
                    "desk")
                        .status == 200,
                "closed");
    }

    pages::PublicQuestions questions;
};

class PublicPages : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            Town town(url);
            body(town);
            EXPECT_TRUE(town.engine.replay_check()->ok());
        }
    }
};

} // namespace

TEST_F(PublicPages, AReportIsFollowedFromTheReceiptToTheReportersWord) {
    on_both([](Town& town) {
        auto command = Town::report("路锥和雪糕筒占人行道");
        command.photos = {*town.questions.keep_photo(support::jpeg())};
        const auto receipt = town.questions.report(command);
        ASSERT_TRUE(receipt) << receipt.error().rule->code;
        EXPECT_EQ(receipt->key.size(), 8U);
        const auto& number = receipt->number;
        const auto page = town.questions.receipt(number, receipt->key, Lang::zh_cn);
        ASSERT_TRUE(page);
        EXPECT_TRUE(page->tell_by);
        EXPECT_EQ(page->handling_limit, "4 工作时");
        EXPECT_FALSE(page->emergency || page->outside || page->joined);
        const auto fresh = town.questions.follow(number, receipt->key, Lang::zh_cn);
        ASSERT_TRUE(fresh);
        EXPECT_EQ(fresh->step, pages::Step::noted);
        EXPECT_EQ(fresh->text, "路锥和雪糕筒占人行道");
        ASSERT_EQ(fresh->photos_before.size(), 1U);
        EXPECT_TRUE(fresh->may_say && !fresh->may_answer);
        EXPECT_TRUE(town.questions.photo({number, receipt->key, command.photos.front(), true}));
        const pages::FollowCommand word{number, receipt->key, "fedcba9876543210", "就在二号口", {}};
        ASSERT_TRUE(town.questions.say(word));
        ASSERT_TRUE(town.questions.say(word)); // sent twice, said once
        EXPECT_EQ(town.questions.follow(number, receipt->key, Lang::zh_cn)->talk.size(), 1U);

        town.settle(town.id_of(number));
        const auto ended = town.questions.follow(number, receipt->key, Lang::en);
        ASSERT_TRUE(ended);
        EXPECT_EQ(ended->outcome, pages::Outcome::solved);
        EXPECT_EQ(ended->result_text, "请您看看");
        EXPECT_EQ(ended->photos_after.size(), 1U);
        EXPECT_TRUE(ended->may_answer);
        std::vector<pages::Step> steps;
        for (const auto& step : ended->steps) steps.push_back(step.step);
        EXPECT_EQ(steps.front(), pages::Step::noted);
        EXPECT_EQ(steps.back(), pages::Step::good);
        EXPECT_EQ(steps.size(), 6U);
        EXPECT_EQ(ended->proof_head.size(), 64U);
        pages::FollowCommand answer{number, receipt->key, "aaaabbbbccccdddd", "", true};
        ASSERT_TRUE(town.questions.answer(answer));
        const auto agreed = town.questions.follow(number, receipt->key, Lang::zh_cn);
        EXPECT_EQ(agreed->answered, true);
        EXPECT_FALSE(agreed->may_answer);
    });
}

TEST_F(PublicPages, NotYetReopensAndSaysSo) {
    on_both([](Town& town) {
        const auto receipt = town.questions.report(Town::report("路锥占了人行道"));
        ASSERT_TRUE(receipt);
        town.settle(town.id_of(receipt->number));
        pages::FollowCommand answer{receipt->number, receipt->key, "aaaabbbbccccdddd", "还在", false};
        ASSERT_TRUE(town.questions.answer(answer));
        const auto again = town.questions.follow(receipt->number, receipt->key, Lang::zh_cn);
        ASSERT_TRUE(again);
        EXPECT_EQ(again->outcome, pages::Outcome::open);
        EXPECT_TRUE(again->reworked);
        EXPECT_LT(again->step, pages::Step::good);
        for (const auto& step : again->steps) EXPECT_LE(step.step, again->step);
    });
}

TEST_F(PublicPages, AWrongKeyAndAnUnknownNumberAreRefusedAlike) {
    on_both([](Town& town) {
        const auto receipt = town.questions.report(Town::report("路锥占了人行道"));
        ASSERT_TRUE(receipt);
        const auto other = town.questions.report(Town::report("另一处路锥", "ffff456789abcdef"));
        ASSERT_TRUE(other);
        for (const auto& [number, key] :
             {std::pair{receipt->number, std::string("K7MQ29FD")},
              std::pair{std::string("TS20991231R000178"), receipt->key},
              std::pair{receipt->number, other->key}, std::pair{std::string("no number"), receipt->key}}) {
            EXPECT_EQ(town.questions.follow(number, key, Lang::en).error().rule,
                      &casework::rules::no_such_case);
            EXPECT_EQ(town.questions.receipt(number, key, Lang::en).error().rule,
                      &casework::rules::no_such_case);
            EXPECT_EQ(town.questions.say({number, key, "0123456789abcdef", "x", {}}).error().rule,
                      &casework::rules::no_such_case);
            EXPECT_FALSE(town.questions.photo({number, key, FileId{{1, 1}}.text(), false}));
        }
    });
}

TEST_F(PublicPages, OneFormIsOneReport) {
    on_both([](Town& town) {
        auto command = Town::report("路锥占了人行道");
        const auto first = town.questions.report(command);
        ASSERT_TRUE(first);
        command.photos = {*town.questions.keep_photo(support::jpeg())}; // sent anew by a bad network
        const auto again = town.questions.report(command);
        ASSERT_TRUE(again) << again.error().rule->code;
        EXPECT_EQ(again->number, first->number);
        EXPECT_EQ(again->key, first->key);
        command.text = "别的事";
        EXPECT_EQ(town.questions.report(command).error().rule, &engine::rules::key_reused);
    });
}

TEST_F(PublicPages, MeTooKeepsItsOwnReceiptAndFollowsTheLead) {
    on_both([](Town& town) {
        const auto lead = town.questions.report(Town::report("地铁口共享单车堆成山，盲道走不了"));
        ASSERT_TRUE(lead);
        const auto offered = town.questions.similar({31.2111, 121.3901}, "共享单车堆在盲道上");
        ASSERT_EQ(offered.size(), 1U);
        EXPECT_EQ(offered.front().number, lead->number);
        auto mine = Town::report("共享单车堆在盲道上", "ffff456789abcdef");
        mine.join_number = lead->number;
        const auto receipt = town.questions.report(mine);
        ASSERT_TRUE(receipt);
        EXPECT_NE(receipt->number, lead->number);
        const auto page = town.questions.receipt(receipt->number, receipt->key, Lang::zh_cn);
        EXPECT_TRUE(page->joined);
        ASSERT_EQ(
            town.act(town.id_of(lead->number), "send_on", R"({"class_code":"09011","unit":"bikes"})", "desk")
                .status,
            200);
        const auto follow = town.questions.follow(receipt->number, receipt->key, Lang::zh_cn);
        EXPECT_EQ(follow->step, pages::Step::given);
        EXPECT_FALSE(follow->unit_name.empty());
        EXPECT_EQ(follow->text, "共享单车堆在盲道上");
        // A number that cannot be joined leaves the report standing alone.
        auto alone = Town::report("共享单车又堆了", "eeee456789abcdef");
        alone.join_number = "TS20991231R000178";
        EXPECT_FALSE(town.questions.receipt(town.questions.report(alone)->number, {}, Lang::en));
    });
}

TEST_F(PublicPages, PrivateMattersAreNeverOfferedToStrangers) {
    on_both([](Town& town) {
        ASSERT_TRUE(town.questions.report(Town::report("隔壁孩子被打，未成年")));
        ASSERT_TRUE(town.questions.report(Town::report("请来看一下这里的事情", "ffff456789abcdef")));
        EXPECT_TRUE(town.questions.similar({31.211, 121.39}, "隔壁孩子被打，未成年").empty());
        EXPECT_TRUE(town.questions.similar({31.211, 121.39}, "请来看一下这里的事情").empty());
    });
}

TEST_F(PublicPages, PlacesEmergenciesAndWaysComeFromTheStreetsOwnData) {
    on_both([](Town& town) {
        EXPECT_EQ(town.questions.locate({31.211, 121.39}, "wgs84").grid_name, "一格");
        EXPECT_FALSE(town.questions.locate({31.3, 121.39}, "wgs84").inside);
        ASSERT_TRUE(town.questions.place_by_code("TS-L-0001"));
        EXPECT_FALSE(town.questions.place_by_code("no such place"));
        EXPECT_EQ(town.questions.find_places("示例灯杆一号").size(), 1U);
        const auto fire = town.questions.emergency("楼道着火了", Lang::zh_cn);
        ASSERT_TRUE(fire);
        EXPECT_EQ(fire->numbers.front(), "119");
        EXPECT_FALSE(town.questions.emergency("路灯不亮", Lang::en));
        EXPECT_EQ(town.questions.notify_ways(Lang::en).size(), 4U);
        EXPECT_EQ(town.questions.street(Lang::en).name, "Sample Subdistrict");
        auto outside = Town::report("路锥占道");
        outside.position = pages::Position{31.3, 121.39};
        const auto receipt = town.questions.report(outside);
        ASSERT_TRUE(receipt);
        EXPECT_TRUE(town.questions.receipt(receipt->number, receipt->key, Lang::en)->outside);
        auto call = Town::report("路锥占道", "ffff456789abcdef");
        call.notify_by = "call";
        EXPECT_EQ(town.questions.report(call).error().rule, &casework::rules::contact_needed);
        call.phone = "13812345678";
        EXPECT_TRUE(town.questions.report(call));
    });
}
