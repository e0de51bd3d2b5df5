#pragma once
// For tests of erasure, backup and retention: a whole house with one case that a person reported, walked to
// its end through the real doors. Never included by the program.

#include "apps/backup.hpp"
#include "apps/program.hpp"
#include "apps/retention.hpp"
#include "apps/setup.hpp"
#include "modules/casework/privacy.hpp"
#include "support/pictures.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace gezhi::apps::erasing {

inline const std::string source = GEZHI_SOURCE_DIR;
inline const std::string words = "三楼漏水，滴到我家卧室";
inline const std::string note = "上门看过，住户说夜里更响";
inline const std::string name = "陈雨晴";
inline const std::string phone = "13812345678";
inline const std::string door_number = "天山二村17号302室";
constexpr std::int64_t lat_e7 = 312'124'567;
constexpr std::int64_t lon_e7 = 1'213'997'779;

inline std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline Actor worker(std::uint64_t n, Duty duty, const char* unit = "") {
    Actor actor;
    actor.kind = ActorKind::person;
    actor.person = PersonId{{7, n}};
    actor.posts.push_back({PostId{{8, n}}, duty, Code{unit}, {}});
    return actor;
}

struct Town {
    Town(const std::string& url, const std::string& data, FakeClock& time) : clock(time) {
        HouseSettings made;
        made.home = source;
        made.data = data;
        made.database = url;
        made.street = {Code{"310105006"}, "天山路街道", "Tianshan Road"};
        made.hash_cost = {1, 8192};
        auto opened = House::open(made, clock);
        require(opened.has_value(), "the house opens");
        house = std::move(*opened);
        if (house->empty()) require(adopt_playbook(*house).has_value(), "the playbook is adopted");
    }

    engine::Receipt ask(engine::Task task) {
        clock.advance(std::chrono::minutes(1));
        task.id = house->mint.id<CommandId>();
        auto answer = house->engine.ask_and_wait(std::move(task));
        if (!answer) ADD_FAILURE() << answer.error().rule->code;
        return answer.value_or(engine::Receipt{});
    }

    void step(const Actor& actor, CaseId id, casework::Command command, engine::Sides sides = {}) {
        auto task = casework::command(house->case_door(), actor, id, std::move(command));
        task.sides = std::move(sides);
        ask(std::move(task));
    }

    FileId picture() {
        auto kept = house->files.keep(support::jpeg());
        require(kept.has_value(), "a picture is kept");
        return *kept;
    }

    CaseId report() {
        casework::ReportGiven given;
        given.text = words;
        given.lat = static_cast<double>(lat_e7) / 1e7;
        given.lon = static_cast<double>(lon_e7) / 1e7;
        given.datum = "wgs84";
        given.address = door_number;
        given.contact = {name, phone, door_number};
        given.notify_by = Code{"call"};
        given.may_be_called = true;
        given.photos = {picture()};
        auto asked = casework::report(house->case_door(), Actor{}, given);
        require(asked.has_value(), "a report is shaped");
        return id_as<CaseId>(ask(std::move(asked->task)).id);
    }

    casework::SealedText sealed(CaseId id, const std::string& text, engine::Sides& sides) {
        return casework::seal(house->case_door(), id, text, "note", sides);
    }

    CaseId closed() {
        const auto id = report();
        engine::Sides talk;
        const casework::Note noted{sealed(id, note, talk)};
        step(desk, id, noted, std::move(talk));
        step(desk, id, casework::SendOn{Code{"28001"}, {}, Code{"chengguan"}, {}});
        engine::Sides done;
        casework::HandIn handed{sealed(id, "修好了", done), {picture()}};
        files::Files::name(done, handed.photos, id_as<StreamId>(id));
        step(handler, id, handed, std::move(done));
        if (state(id).stage == casework::Stage::checking) step(checker, id, casework::Check{true, {}});
        engine::Sides result;
        const auto text = sealed(id, "漏水已经修好", result);
        step(desk, id, casework::Close{casework::Ending::solved, Code{"stopped"}, text}, std::move(result));
        return id;
    }

    casework::State state(CaseId id) {
        const auto folded = house->engine.state(house->casework, id_as<StreamId>(id));
        require(folded.has_value(), "the case reads");
        return *static_cast<const casework::State*>(folded->get());
    }

    // Every sealed thing that is in the tables now.
    struct SealedRows {
        std::vector<engine::TextRow> texts{};
        std::vector<engine::PlaceOfRow> places{};
        std::vector<people::PersonRow> people{};
    };

    SealedRows rows() {
        SealedRows all;
        const auto read = house->database->read([&](sql::Session& session) -> Result<void> {
            GEZHI_TRY(texts, session.rows<engine::TextRow>(
                                 "SELECT ref, subject, kind, cipher, salt FROM side_text ORDER BY ref"));
            GEZHI_TRY(places, session.rows<engine::PlaceOfRow>("SELECT stream, sealed FROM place_of"));
            GEZHI_TRY(people, session.rows<people::PersonRow>("SELECT person, kind, name, phone, title FROM "
                                                              "person WHERE kind = 'reporter'"));
            all = {std::move(texts), std::move(places), std::move(people)};
            return {};
        });
        require(read.has_value(), "the side tables read");
        return all;
    }

    std::size_t opened(const SealedRows& all) const {
        std::size_t n = 0;
        for (const auto& row : all.texts) n += house->vault.open_text(row) ? 1 : 0;
        for (const auto& row : all.places) n += house->vault.open_place(row) ? 1 : 0;
        for (const auto& row : all.people)
            for (const auto& cipher : {row.name, row.phone, row.title})
                n += house->vault.open_column(cipher, engine::subject_of(row.person)) ? 1 : 0;
        return n;
    }

    void expect_sound() {
        EXPECT_TRUE(house->engine.verify_chain()->ok());
        const auto replay = house->engine.replay_check();
        EXPECT_TRUE(replay->ok()) << (replay->ok() ? "" : replay->differences.front());
    }

    std::int64_t count(const std::string& table) {
        return house->database
            ->read([&](sql::Session& session) {
                return session.integers("SELECT CAST(count(*) AS BIGINT) FROM " + table);
            })
            ->front();
    }

    FakeClock& clock;
    std::unique_ptr<House> house;
    Actor desk = worker(1, Duty::desk);
    Actor checker = worker(4, Duty::checker);
    Actor handler = worker(11, Duty::handler, "chengguan");
    Actor officer = worker(31, Duty::data_officer);
};

// Everything a copy of disk or server would hold: each file of the folder with the write-ahead logs, and of
// PostgreSQL a dump of all schemas.
inline std::string everything(const std::string& folder, const std::string& url) {
    std::string all;
    for (const auto& one : std::filesystem::recursive_directory_iterator(folder))
        if (one.is_regular_file()) all += one.path().string() + "\n" + bytes_of(one.path().string());
    if (!url.starts_with("sqlite:")) {
        const auto dump = run_program({"pg_dump", "--dbname=" + url});
        require(dump.has_value(), "pg_dump runs");
        all += *dump;
    }
    return all;
}

inline std::string big_endian(std::int64_t value) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8)
        text += static_cast<char>(static_cast<std::uint64_t>(value) >> static_cast<unsigned>(shift) & 0xFFU);
    return text;
}

inline std::vector<std::string> needles() {
    return {words,
            note,
            name,
            phone,
            "138****5678",
            "302室",
            "天山二村",
            "滴到我家",
            std::to_string(lat_e7),
            std::to_string(lon_e7),
            "31.2124567",
            "121.3997779",
            big_endian(lat_e7),
            big_endian(lon_e7)};
}

} // namespace gezhi::apps::erasing
