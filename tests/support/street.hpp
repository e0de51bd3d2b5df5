#pragma once
// A street for stories: playbook, cases, notices and the flows between them on one engine with a clock that
// stands until it is set. The same seed and the same story leave the same log on both databases.

#include "engine/engine.hpp"
#include "modules/casework/casework.hpp"
#include "modules/files/album_room.hpp"
#include "modules/notice/notice.hpp"
#include "modules/playbook/playbook.hpp"

#include <map>
#include <string>
#include <vector>

namespace gezhi::support {

class Street {
public:
    // Adopts the playbook of the tree with its calendars when the database is empty.
    Street(const std::string& url, FakeClock& clock);

    engine::Engine& engine() { return *engine_; }

    sql::Database& database() { return *database_; }

    FakeClock& clock() { return clock_; }

    engine::Room* room(std::string_view name);

    const playbook::Books& books() const { return *books_; }

    // Every table of the house, its rows as text in the order of their keys.
    std::map<std::string, std::vector<std::string>> tables();

    // The rows that stand in one and not in the other, at most a handful.
    static std::vector<std::string> differences(const std::map<std::string, std::vector<std::string>>& one,
                                                const std::map<std::string, std::vector<std::string>>& other);

    // What differs between the live tables and the fold of the log, or in the chain; empty when all is well.
    std::vector<std::string> unsound();

private:
    void open();
    void adopt();
    engine::Task task(engine::Room& room, StreamId stream, std::any command, const std::string& key) const;

    FakeClock& clock_;
    engine::Mint mint_;
    std::shared_ptr<playbook::Books> books_ = std::make_shared<playbook::Books>();
    engine::RoomOf<playbook::PlaybookRoom> playbook_;
    engine::RoomOf<casework::Casework> casework_;
    engine::RoomOf<notice::NoticeRoom> notice_;
    engine::RoomOf<files::PictureRoom> pictures_;
    std::shared_ptr<sql::Database> database_;
    std::unique_ptr<engine::Engine> engine_;
};

inline const Code street_code{"310105006"};

} // namespace gezhi::support
