// The second act through the routes: looked at, wiped, published as a pair, withdrawn; originals that go.

#include "files_for_test.hpp"

using namespace gezhi;
using namespace gezhi::files;
using namespace gezhi::files::for_test;

namespace {

// Desk, case and two photos of it, asked through the routes.
struct Publishing {
    explicit Publishing(House& given) : house(given) {
        desk.kind = ActorKind::person;
        desk.person = PersonId{{3, 3}};
        desk.posts.push_back({PostId{{4, 4}}, Duty::desk, {}, {}});
        before = *house.files.keep(support::jpeg());
        after = *house.files.keep(support::jpeg({.variant = 2}));
        for (const auto file : {before, after}) house.name(file, StreamId{{7, 7}});
        house.of = {true, true, false, Code{"G1"}, {before}, {after}};
        Wiring wiring{house.files};
        wiring.actor = [this](const http::Request&) { return desk; };
        wiring.may_see = [this](const Actor&, FileId file) { return file == before || file == after; };
        wiring.case_of = [this](const Actor&, CaseId id) -> Result<CaseOf> {
            return CaseOf{id, Code{"TS1"}, {}, house.of};
        };
        wiring.engine = &house.engine;
        wiring.room = &house.room;
        list = routes(wiring);
    }

    Result<http::Response> ask(std::string_view route, const std::string& id, std::string body = {}) {
        http::Request request;
        request.method = http::Method::post;
        request.parameters = {{"id", id}};
        request.body = std::move(body);
        request.headers.add("idempotency-key", "0123456789abcde" + std::to_string(++keys));
        request.visitor = people::SignedIn{.actor = desk};
        for (const auto& one : list)
            if (one.name == route) return std::get<http::Handler>(one.handler)(request);
        return refuse(files::rules::missing);
    }

    std::string wipe(FileId file) {
        const auto wiped =
            ask("files.wipe", file.text(), R"({"strokes":[{"x":9,"y":9,"to_x":90,"to_y":90,"radius":20}]})");
        return wiped ? wiped->body.substr(7, 26) : std::string(wiped.error().rule->code);
    }

    House& house;
    Actor desk{};
    FileId before{};
    FileId after{};
    http::Routes list{};
    int keys{10};
};

} // namespace

TEST_F(FilesStory, APairIsLookedAtWipedPublishedAndWithdrawn) {
    for (const auto& url : support::database_urls(folder)) {
        House house(url, place(url));
        Publishing one(house);
        const auto the_case = CaseId{{7, 7}}.text();
        EXPECT_EQ(one.wipe(one.before), files::rules::not_looked_at.code);
        for (const auto file : {one.before, one.after}) ASSERT_TRUE(one.ask("files.show", file.text()));
        house.engine.start(); // who saw whom is written within a second, and when it stops
        house.engine.stop();
        const auto first = one.wipe(one.before);
        const auto second = one.wipe(one.after);
        ASSERT_EQ(first.size(), 26U) << first;
        EXPECT_TRUE(one.ask("files.show", first)); // its maker sees what will be seen
        const auto piece = [](FileId original, const std::string& wiped) {
            return R"({"original":")" + original.text() + R"(","wiped":")" + wiped + "\"}";
        };
        const auto half = R"({"pictures":[)" + piece(one.before, first) + "]}";
        const auto pair =
            R"({"pictures":[)" + piece(one.before, first) + "," + piece(one.after, second) + "]}";
        EXPECT_EQ(one.ask("files.publish", the_case, half).error().rule, &files::rules::half_a_pair);
        const auto raw = R"({"pictures":[)" + piece(one.before, one.before.text()) + "]}";
        EXPECT_EQ(one.ask("files.publish", the_case, raw).error().rule, &files::rules::not_wiped);
        house.of.is_public = false;
        EXPECT_EQ(one.ask("files.publish", the_case, pair).error().rule, &files::rules::case_not_public);
        house.of.is_public = true;
        const auto done = one.ask("files.publish", the_case, pair);
        ASSERT_TRUE(done) << done.error().rule->code;
        const auto shown = one.ask("files.of_case", the_case);
        ASSERT_TRUE(shown);
        EXPECT_NE(shown->body.find(R"("publication":1,"wiped":")" + first), std::string::npos) << shown->body;
        EXPECT_NE(shown->body.find(R"("may_publish":true)"), std::string::npos);
        house.clock.advance(std::chrono::hours(25));
        EXPECT_EQ(*house.files.sweep(), 0); // a published picture belongs to its case
        EXPECT_TRUE(one.ask("files.bar", the_case,
                            R"({"original":")" + one.after.text() + R"(","scenes":["child"]})"));
        EXPECT_EQ(one.ask("files.withdraw", the_case, R"({"publication":1})").error().rule,
                  &files::rules::nothing_published); // the bar took the pair with it
        EXPECT_NE(one.ask("files.of_case", the_case)->body.find(R"("scenes":["child"])"), std::string::npos);
        EXPECT_EQ(one.ask("files.publish", the_case, pair).error().rule, &files::rules::never_public);
    }
}

TEST_F(FilesStory, WhoMayNotPublishDoesNotWipeEither) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    Publishing one(house);
    one.desk.posts.front().duty = Duty::handler;
    EXPECT_EQ(one.wipe(one.before), files::rules::not_publisher.code);
    one.desk.posts.front().duty = Duty::desk;
    EXPECT_EQ(one.wipe(FileId{{1, 2}}), files::rules::missing.code);
    const auto wide = one.ask("files.wipe", one.before.text(),
                              R"({"strokes":[{"x":1,"y":1,"to_x":1,"to_y":1,"radius":100000}]})");
    EXPECT_EQ(wide.error().rule, &files::rules::bad_stroke);
}

TEST_F(FilesStory, OriginalsWhoseTimeIsOverGoAndTheWipedOnesStay) {
    for (const auto& url : support::database_urls(folder)) {
        House house(url, place(url));
        Publishing one(house);
        Actor flow;
        flow.kind = ActorKind::flow;
        flow.flow = Code{std::string(album_flow)};
        engine::Task task;
        task.room = &house.room;
        task.stream = album_of(CaseId{{7, 7}});
        task.actor = flow;
        task.id = CommandId{{5, 5}};
        task.command = AlbumCommand(LetGo{CaseId{{7, 7}}, {one.before}, {one.after}});
        ASSERT_TRUE(house.engine.ask_and_wait(std::move(task)));
        EXPECT_EQ(*sweep_expired(house.engine, house.files), 0);
        house.clock.advance(std::chrono::hours(24 * 730 + 1));
        ASSERT_TRUE(house.engine.settle());
        EXPECT_EQ(*sweep_expired(house.engine, house.files), 2);
        EXPECT_EQ(*sweep_expired(house.engine, house.files), 0);
        EXPECT_EQ(house.files.open(one.before).error().rule, &files::rules::missing);
        EXPECT_TRUE(on_disk(place(url)).empty());
        EXPECT_TRUE(house.engine.replay_check()->ok());
        EXPECT_NE(one.ask("files.of_case", CaseId{{7, 7}}.text())->body.find(R"("gone":true)"),
                  std::string::npos);
    }
}
