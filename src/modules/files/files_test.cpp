// Files with a real engine, a real folder and the real picture process: kept before named, sealed on the
// disk, found again when they are used twice, swept when nobody came.

#include "files_for_test.hpp"
#include "modules/files/sniff.hpp"

using namespace gezhi;
using namespace gezhi::files;
using namespace gezhi::files::for_test;

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
    EXPECT_TRUE(house.files.keep(support::heic({.width = 160, .height = 120}), "image/heif"));
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

// What recorders write first, and some bytes of sound behind it.
std::string recording(std::string_view head) {
    return std::string(head) + std::string(300, 'a');
}

std::string iso_media(std::string_view brand, std::string_view handler) {
    return recording(std::string("\0\0\0\x18"
                                 "ftyp",
                                 8) +
                     std::string(brand) + std::string(12, '\0') + "hdlr" + std::string(8, '\0') +
                     std::string(handler));
}

} // namespace

TEST(Sniff, ASoundIsKnownByItsFirstBytesAndAFilmIsNone) {
    const std::vector<std::pair<std::string, std::optional<Type>>> known{
        {iso_media("M4A ", "soun"), Type::m4a},
        {iso_media("3gp4", "soun"), Type::m4a},
        {iso_media("mp42", "vide"), std::nullopt},
        {iso_media("qt  ", "soun"), std::nullopt},
        {recording("ID3\x04"), Type::mp3},
        {recording("\xFF\xFB\x90\x64"), Type::mp3},
        {recording("\xFF\xFB\xF0\x64"), std::nullopt}, // no such rate
        {recording("\xFF\xF1\x50\x80"), Type::aac},
        {recording(std::string("OggS\0\2", 6) + std::string(22, '\0') + "OpusHead"), Type::ogg},
        {recording("OggS, which is text"), std::nullopt},
        {recording("RIFF\x24\x08\x01\x01WAVEfmt "), Type::wav},
        {recording("\x1A\x45\xDF\xA3 webm A_OPUS"), Type::webm},
        {recording("\x1A\x45\xDF\xA3 webm V_VP8 A_OPUS"), std::nullopt},
        {recording("#!AMR\n"), Type::amr},
        {support::jpeg(), std::nullopt},
        {"", std::nullopt},
        {"\xFF", std::nullopt}};
    for (const auto& [bytes, type] : known) {
        EXPECT_EQ(recognise_voice(bytes), type) << bytes.substr(0, 24);
        for (std::size_t n = 0; n < bytes.size(); ++n)
            (void)recognise_voice(std::string_view(bytes).substr(0, n));
    }
}

TEST_F(FilesStory, AVoiceIsKeptAsItCameAndHeardByWhoMayKnowTheSpeaker) {
    House house(support::sqlite_url(folder), folder.path() + "/files");
    Actor staff;
    staff.posts.push_back({});
    bool hears = true;
    Wiring wiring{house.files};
    wiring.actor = [&](const http::Request&) { return staff; };
    wiring.may_see = [](const Actor&, FileId) { return true; }; // of the case, as a handler may
    wiring.may_hear = [&](const Actor&, FileId) { return hears; };
    const auto list = routes(wiring);
    const auto ask = [&](std::string_view name, const http::Request& request) {
        const auto route = std::ranges::find(list, name, &http::Route::name);
        return std::get<http::Handler>(route->handler)(request);
    };
    http::Request request;
    request.body = recording("ID3\x04");
    request.headers.add("content-type", "image/jpeg");
    EXPECT_EQ(ask("files.keep_voice", request).error().rule, &files::rules::wrong_type);
    request.headers = {};
    request.headers.add("content-type", "audio/mpeg");
    const auto kept = ask("files.keep_voice", request);
    ASSERT_TRUE(kept);
    const auto id = *FileId::parse(kept->body.substr(7, 26));
    http::Request look;
    look.parameters = {{"id", id.text()}};
    const auto heard = ask("files.show", look);
    ASSERT_TRUE(heard);
    EXPECT_EQ(heard->content_type, "audio/mpeg");
    EXPECT_EQ(heard->body, request.body);
    EXPECT_EQ(ask("files.thumb", look).error().rule, &files::rules::missing);
    EXPECT_EQ(house.files.wipe(id, {{0, 0, 5, 5, 0}}, PersonId{{3, 3}}).error().rule, &files::rules::missing);
    hears = false;
    EXPECT_EQ(ask("files.show", look).error().rule, &files::rules::missing);
    EXPECT_EQ(house.files.keep_voice(support::jpeg()).error().rule, &files::rules::not_a_voice);
    EXPECT_EQ(house.files.keep_voice(std::string(voice_bytes_max + 1, 'a')).error().rule,
              &files::rules::voice_too_large);
}
