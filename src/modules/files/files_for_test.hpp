#pragma once
// A house of pictures for tests: a real engine, a real folder, the real picture process, the room of albums
// with a case that is whatever the test says. Never used outside of tests.

#include "modules/files/album_room.hpp"
#include "modules/files/http.hpp"
#include "modules/people/query.hpp"
#include "support/databases.hpp"
#include "support/pictures.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace gezhi::files::for_test {

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
        PictureRoom([this](engine::Inside&, CaseId) -> Result<AlbumCase> { return of; }, [] { return 730; })};
    engine::Engine engine;
    Files files;
};

inline std::vector<std::filesystem::path> on_disk(const std::string& folder) {
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

} // namespace gezhi::files::for_test
