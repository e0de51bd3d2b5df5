// Files with a real engine, a real folder and the real picture process: kept before named, sealed on the
// disk, found again when they are used twice, swept when nobody came.

#include "modules/files/album_room.hpp"
#include "modules/files/http.hpp"
#include "support/databases.hpp"
#include "support/pictures.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace gezhi;
using namespace gezhi::files;

namespace {

struct House {
    explicit House(const std::string& url, std::string folder,
                   const std::string& decoder = support::picture_program)
        : database(*sql::Database::open(url)),
          engine(*database, clock, mint, {Code{"310105006"}, engine::Algorithm::sha256, {}, "h"}, {&room},
                 {}),
          files(engine, vault, {std::move(folder), decoder}) {
        require(create_side_tables(*database).has_value(), "side tables");
        require(engine.open().has_value(), "opens");
    }

    void name(FileId file, StreamId stream) {
        engine::Task task;
        Files::name(task.sides, {file}, stream);
        require(engine.ask_and_wait(std::move(task)).has_value(), "named");
    }

    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
    engine::Mint mint{clock, 1};
    engine::Vault vault{std::string(32, 'k')};
    std::shared_ptr<sql::Database> database;
    AlbumCase of{}; // what the room of the case would say
    engine::RoomOf<PictureRoom> room{
        PictureRoom([this](engine::Inside&, CaseId) -> Result<AlbumCase> { return of; })};
    engine::Engine engine;
    Files files;
};

std::vector<std::filesystem::path> on_disk(const std::string& folder) {
    std::vector<std::filesystem::path> found;
    if (!std::filesystem::exists(folder)) return found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) found.push_back(entry.path());
    std::sort(found.begin(), found.end()); // each thumbnail stands behind its picture
    return found;
}

class FilesStory : public ::testing::Test {
protected:
    support::Folder folder;

    std::string place(const std::string& url) const {
        return folder.path() + (url.starts_with("sqlite") ? "/files" : "/files-p");
    }
};

} // namespace

TEST_F(FilesStory, APictureIsKeptSealedAndOpensWholeAndSmall) {
    for (const auto& url : support::database_urls(folder)) {
        House house(url, place(url));
        const auto id = house.files.keep(support::jpeg(), "image/jpeg");
        ASSERT_TRUE(id);
        const auto stored = on_disk(place(url));
        ASSERT_EQ(stored.size(), 2U);
        for (const auto& path : stored) {
            std::ifstream file(path, std::ios::binary);
            const std::string sealed{std::istreambuf_iterator<char>(file), {}};
            EXPECT_EQ(sealed.find("JFIF"), std::string::npos);
        }
        const auto opened = house.files.open(*id);
        ASSERT_TRUE(opened);
        EXPECT_TRUE(opened->bytes.starts_with("\xFF\xD8"));
        EXPECT_EQ(opened->row.width, 640);
        const auto small = house.files.open(*id, Size::thumb);
        ASSERT_TRUE(small);
        EXPECT_EQ(static_cast<std::int64_t>(small->bytes.size()), small->row.thumb_bytes);
        EXPECT_LT(small->bytes.size(), opened->bytes.size());
        EXPECT_EQ(house.files.open(FileId{{1, 2}}).error().rule, &files::rules::missing);
    }
}

TEST_F(FilesStory, ALieAboutTheTypeKeepsNothing) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    EXPECT_EQ(house.files.keep(support::png(), "image/jpeg").error().rule, &files::rules::wrong_type);
    EXPECT_EQ(house.files.keep("<html>", "image/jpeg").error().rule, &files::rules::not_a_picture);
    EXPECT_EQ(house.files.keep(std::string(picture_bytes_max + 1, 'x')).error().rule,
              &files::rules::too_large);
    EXPECT_TRUE(on_disk(folder.path() + "/files").empty());
    EXPECT_TRUE(house.files.keep(support::jpeg(), "image/jpg"));
    EXPECT_TRUE(house.files.keep(support::webp(), "application/octet-stream"));
    EXPECT_TRUE(house.files.keep(support::heic(), "image/heif"));
    EXPECT_TRUE(house.files.keep(support::png()));
}

TEST_F(FilesStory, WithoutThePictureProcessNothingIsKept) {
    House house(support::sqlite_url(folder), folder.path() + "/files", "/nowhere");
    EXPECT_EQ(house.files.keep(support::png()).error().rule, &files::rules::no_decoder);
    EXPECT_TRUE(on_disk(folder.path() + "/files").empty());
}

TEST_F(FilesStory, ChangedBytesOnTheDiskAreNotShown) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    const auto one = house.files.keep(support::png());
    ASSERT_TRUE(one);
    const auto stored = on_disk(folder.path() + "/files");
    ASSERT_EQ(stored.size(), 2U);
    // The thumbnail in the place of the picture, and the other way round.
    std::filesystem::rename(stored[0], stored[0].string() + "x");
    std::filesystem::rename(stored[1], stored[0]);
    std::filesystem::rename(stored[0].string() + "x", stored[1]);
    EXPECT_EQ(house.files.open(*one).error().rule, &files::rules::damaged);
    EXPECT_EQ(house.files.open(*one, Size::thumb).error().rule, &files::rules::damaged);
    std::filesystem::remove(stored[0]);
    EXPECT_EQ(house.files.open(*one).error().rule, &files::rules::damaged);
}

TEST_F(FilesStory, AFullDiskRefusesAndLeavesNothingBehind) {
    std::ofstream(folder.path() + "/files") << "a file where the folder should be";
    House house(support::sqlite_url(folder), folder.path() + "/files");
    EXPECT_EQ(house.files.keep(support::png()).error().rule, &files::rules::not_kept);
    EXPECT_TRUE(house.files.find({})->empty());
}

TEST_F(FilesStory, WhatNobodyNamedIsSweptAfterADayAndWhatWasNamedStays) {
    for (const auto& url : support::database_urls(folder)) {
        House house(url, place(url));
        const auto named = *house.files.keep(support::png());
        const auto forgotten = *house.files.keep(support::jpeg());
        house.name(named, StreamId{{7, 7}});
        EXPECT_EQ(*house.files.named_by(named), (StreamId{{7, 7}}));
        EXPECT_FALSE(house.files.named_by(forgotten)->has_value());
        EXPECT_EQ(*house.files.sweep(), 0);
        house.clock.advance(std::chrono::hours(25));
        const auto fresh = *house.files.keep(support::webp());
        // Bytes whose row never came: the process ended in between.
        for (const auto* ending : {"", ".thumb", ".thumb.part"})
            std::ofstream(place(url) + "/" + FileId{{1, 5}}.text() + ending) << "x";
        EXPECT_EQ(*house.files.sweep(), 4);
        EXPECT_TRUE(house.files.open(named));
        EXPECT_TRUE(house.files.open(fresh));
        EXPECT_EQ(house.files.open(forgotten).error().rule, &files::rules::missing);
        EXPECT_TRUE(house.files.same_as(forgotten)->empty());
        EXPECT_EQ(on_disk(place(url)).size(), 4U);
        EXPECT_EQ(*house.files.sweep(), 0);
    }
}

TEST_F(FilesStory, TheSamePhotoIsFoundAgainExactlyAndByItsLooks) {
    for (const auto& url : support::database_urls(folder)) {
        House house(url, place(url));
        const auto first = *house.files.keep(support::jpeg());
        const auto smaller = *house.files.keep(support::jpeg({.width = 400, .height = 300, .quality = 50}));
        const auto other = *house.files.keep(support::jpeg({.variant = 9}));
        const auto unnamed = *house.files.keep(support::jpeg());
        house.name(first, StreamId{{7, 7}});
        house.name(smaller, StreamId{{8, 8}});
        house.name(other, StreamId{{9, 9}});
        const auto found = *house.files.same_as(unnamed);
        ASSERT_EQ(found.size(), 2U);
        EXPECT_EQ(found[0], (Same{first, StreamId{{7, 7}}, true, 0}));
        EXPECT_EQ(found[1].file, smaller);
        EXPECT_FALSE(found[1].exact);
        EXPECT_LE(found[1].bits, near_bits_max);
        EXPECT_TRUE(house.files.same_as(other)->empty());
        // What was erased is found no more.
        EXPECT_EQ(*house.files.forget({first}), 1);
        EXPECT_EQ(house.files.same_as(unnamed)->size(), 1U);
        EXPECT_EQ(house.files.open(first).error().rule, &files::rules::missing);
    }
}

TEST_F(FilesStory, TheCameraOfStaffIsAHintAndThatOfAResidentIsForgotten) {
    for (const auto& url : support::database_urls(folder)) {
        House house(url, place(url));
        const auto bytes = support::with_exif(support::jpeg(), 1);
        const auto staff = *house.files.keep(bytes, "image/jpeg", Sender::staff);
        const auto resident = *house.files.keep(bytes);
        const auto hint = house.files.hint(staff);
        ASSERT_TRUE(hint);
        EXPECT_EQ(hint->lat_e7, 312'125'000);
        EXPECT_EQ(iso(*hint->taken_at), "2026-11-23T10:00:00+08:00");
        EXPECT_TRUE(house.files.hint(resident)->empty());
        const auto rows = house.database->read([&](sql::Session& session) {
            return session.texts("SELECT hint FROM file_look WHERE subdistrict = :s AND hint <> ''",
                                 {{"s", house.engine.subdistrict()}});
        });
        ASSERT_EQ(rows->size(), 1U);
        EXPECT_EQ(rows->front().find("312125"), std::string::npos); // sealed
    }
}

TEST_F(FilesStory, AWipedPictureIsANewOneBoundToItsOriginal) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    const auto original = *house.files.keep(support::jpeg());
    const auto wiped = house.files.wipe(original, {{0, 0, 639, 479, 0}}, PersonId{{3, 3}});
    ASSERT_TRUE(wiped);
    const auto rows = *house.files.find({original, *wiped});
    EXPECT_EQ(rows.at(*wiped).wiped_from, original);
    EXPECT_EQ(rows.at(*wiped).wiped_by, (PersonId{{3, 3}}));
    EXPECT_EQ(rows.at(*wiped).strokes, 1);
    EXPECT_FALSE(rows.at(original).wiped_from);
    EXPECT_NE(house.files.open(original)->bytes, house.files.open(*wiped)->bytes);
    EXPECT_EQ(house.files.wipe(FileId{{1, 2}}, {}, {}).error().rule, &files::rules::missing);
}

TEST_F(FilesStory, StaffHandInAndOnlyWhoMaySeeTheCaseSees) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    Actor staff;
    bool may = true;
    CaseOf owner{CaseId{{7, 7}}, Code{"TS1"}, geo::Point{312'125'000, 1'213'950'000}, {}};
    Wiring wiring{house.files};
    wiring.actor = [&](const http::Request&) { return staff; };
    wiring.may_see = [&](const Actor&, FileId) { return may; };
    wiring.case_of = [&](const Actor&, CaseId) -> Result<CaseOf> {
        if (!may) return refuse(files::rules::missing);
        return owner;
    };
    const auto list = routes(wiring);
    const auto ask = [&](std::size_t route, const http::Request& request) {
        return std::get<http::Handler>(list[route].handler)(request);
    };
    http::Request request;
    request.body = support::with_exif(support::jpeg(), 1);
    request.headers.add("content-type", "image/jpeg");
    EXPECT_EQ(ask(0, request).error().rule, &files::rules::not_staff);
    staff.posts.push_back({});
    const auto kept = ask(0, request);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->status, 201);
    EXPECT_NE(kept->body.find(R"("width":640,"height":480,"taken_at":"2026-11-23T10:00:00+08:00")"),
              std::string::npos);
    const auto first = *FileId::parse(kept->body.substr(7, 26));
    house.name(first, StreamId{{7, 7}});
    // The same photo again: where it was used is said, and to whoever may not see the case, that it was.
    EXPECT_NE(ask(0, request)->body.find(R"("number":"TS1","exact":true}],"elsewhere":0)"),
              std::string::npos);
    may = false;
    EXPECT_NE(ask(0, request)->body.find(R"("same":{"photos":[],"elsewhere":1})"), std::string::npos);
    may = true;
    http::Request look;
    look.parameters = {{"id", first.text()}};
    const auto shown = ask(1, look);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->content_type, "image/jpeg");
    EXPECT_EQ(shown->body, house.files.open(first)->bytes);
    EXPECT_EQ(ask(2, look)->body, house.files.open(first, Size::thumb)->bytes);
    owner.of.before = {first};
    owner.of.after = {FileId{{4, 4}}};
    const auto all = ask(3, look);
    ASSERT_TRUE(all);
    EXPECT_NE(all->body.find(R"("side":"before","gone":false)"), std::string::npos);
    EXPECT_NE(all->body.find(R"("distance_m":0)"), std::string::npos);
    EXPECT_NE(all->body.find(R"("side":"after","gone":true)"), std::string::npos);
    may = false;
    for (const std::size_t route : {1U, 2U, 3U})
        EXPECT_EQ(ask(route, look).error().rule, &files::rules::missing);
    look.parameters = {{"id", "../../secret.key"}};
    for (const std::size_t route : {1U, 2U, 3U})
        EXPECT_EQ(ask(route, look).error().rule, &files::rules::missing);
}

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
        ASSERT_TRUE(house.engine.settle()); // who saw whom is written within a second
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
        house.clock.advance(std::chrono::hours(24 * originals_kept_days + 1));
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
