#include "sql/database.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <thread>

using namespace gezhi;

namespace sample {

enum class Colour { red, blue };
BOOST_DESCRIBE_ENUM(Colour, red, blue)

struct LampRow {
    static constexpr std::string_view table = "lamp_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"id"};
    static constexpr std::array<sql::Index, 1> indexes{{{"by_watts", "watts"}}};
    StreamId id{};
    std::int64_t watts{0};
    std::optional<std::string> word{};
    Colour colour{Colour::red};
    std::optional<Instant> lit{};

    bool operator==(const LampRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(LampRow, (), (id, watts, word, colour, lit))

} // namespace sample

using sample::LampRow;

namespace {

class Sql : public ::testing::Test {
protected:
    support::Folder folder;

    template <class Body>
    void on_both(Body body) {
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url);
            auto database = sql::Database::open(url);
            ASSERT_TRUE(database);
            const auto& table = sql::table_of<LampRow>();
            (*database)->names().set(table.logical, table.physical);
            const auto made = (*database)->on_writer([&](sql::Session& session) -> Result<void> {
                GEZHI_CHECK(
                    session.execute(table.create_text(session.dialect() == sql::Dialect::postgresql)));
                for (const auto& text : table.index_texts()) GEZHI_CHECK(session.execute(text));
                return {};
            });
            ASSERT_TRUE(made);
            body(**database);
        }
    }
};

Result<void> put(sql::Session& session, const std::vector<LampRow>& rows) {
    const auto& table = sql::table_of<LampRow>();
    sql::Session::Binds binds{{"s", std::string("310105006")}};
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto values = sql::values_of(rows[r]);
        for (std::size_t c = 0; c < values.size(); ++c)
            binds.emplace_back("c" + std::to_string(r) + "_" + std::to_string(c), values[c]);
    }
    GEZHI_CHECK(session.execute(table.upsert_text(rows.size()), binds));
    return {};
}

constexpr std::string_view select_lamps =
    "SELECT id, watts, word, colour, lit FROM {lamp_row} WHERE subdistrict = :s ORDER BY id";

} // namespace

TEST_F(Sql, RowsGoInAndComeOutTheSameOnBothDatabases) {
    on_both([](sql::Database& database) {
        const std::vector<LampRow> rows{
            {StreamId{{0, 1}}, 9, "路灯:a", sample::Colour::blue, Instant{5}},
            {StreamId{{0, 2}}, -7, std::nullopt, sample::Colour::red, std::nullopt}};
        ASSERT_TRUE(database.write([&](auto& session) { return put(session, rows); }));
        const auto found = database.read([](auto& session) {
            return session.template rows<LampRow>(select_lamps, {{"s", std::string("310105006")}});
        });
        ASSERT_TRUE(found);
        EXPECT_EQ(*found, rows);
    });
}

TEST_F(Sql, AnUpsertReplacesAndARefusalRollsBack) {
    on_both([](sql::Database& database) {
        ASSERT_TRUE(database.write([](auto& session) {
            return put(session, {{StreamId{{0, 1}}, 1, {}, {}, {}}});
        }));
        ASSERT_TRUE(database.write([](auto& session) {
            return put(session, {{StreamId{{0, 1}}, 2, {}, {}, {}}});
        }));
        const auto refused = database.write([](auto& session) -> Result<void> {
            GEZHI_CHECK(put(session, {{StreamId{{0, 9}}, 3, {}, {}, {}}}));
            return refuse(sql::rules::unavailable);
        });
        EXPECT_FALSE(refused);
        const auto found = database.read([](auto& session) {
            return session.template rows<LampRow>(select_lamps, {{"s", std::string("310105006")}});
        });
        ASSERT_EQ(found->size(), 1U);
        EXPECT_EQ(found->front().watts, 2);
    });
}

TEST_F(Sql, AUniqueKeyIsAConflictAndTheConnectionGoesOn) {
    on_both([](sql::Database& database) {
        constexpr std::string_view insert =
            "INSERT INTO {lamp_row} (subdistrict, id, watts, colour) VALUES (:s, :id, :w, 'red')";
        const sql::Session::Binds binds{
            {"s", std::string("x")}, {"id", StreamId{{1, 1}}}, {"w", std::int64_t{1}}};
        ASSERT_TRUE(database.write([&](auto& session) -> Result<void> {
            GEZHI_CHECK(session.execute(insert, binds));
            return {};
        }));
        const auto again = database.write([&](auto& session) -> Result<void> {
            GEZHI_CHECK(session.execute(insert, binds));
            return {};
        });
        ASSERT_FALSE(again);
        EXPECT_EQ(again.error().rule, &sql::rules::conflict);
        EXPECT_TRUE(database.ping());
        EXPECT_TRUE(database.write([](auto& session) {
            return put(session, {{StreamId{{0, 5}}, 1, {}, {}, {}}});
        }));
    });
}

TEST_F(Sql, SabotageFailsTheStatementAsADiskWould) {
    on_both([](sql::Database& database) {
        database.sabotage([](std::string_view text) { return text.starts_with("INSERT"); });
        const auto refused = database.write([](auto& session) {
            return put(session, {{StreamId{{0, 1}}, 1, {}, {}, {}}});
        });
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().rule, &sql::rules::unavailable);
        database.sabotage(nullptr);
        EXPECT_TRUE(database.write([](auto& session) {
            return put(session, {{StreamId{{0, 1}}, 1, {}, {}, {}}});
        }));
    });
}

TEST(SqlUrl, RefusesWhatIsNoDatabase) {
    EXPECT_EQ(sql::Database::open("mysql://x").error().rule, &sql::rules::bad_url);
    EXPECT_EQ(sql::Database::open("sqlite:/nowhere/at/all/x.db").error().rule, &sql::rules::unavailable);
}

// Several logs' worth of commits while others read: all of it is there afterwards, and much of it has reached
// the file without anybody asking. (The log itself begins anew only when nobody reads for a moment.)
TEST(SqlLog, IsMovedIntoTheFileBesideTheWriter) {
    support::Folder folder;
    const auto file = folder.path() + "/log.db";
    auto database = *sql::Database::open("sqlite:" + file, {.durable = false});
    ASSERT_TRUE(database->write([](sql::Session& session) -> Result<void> {
        GEZHI_CHECK(session.execute("CREATE TABLE note (id BIGINT PRIMARY KEY, word TEXT)"));
        return {};
    }));
    std::atomic<bool> done{false};
    std::thread reader([&] {
        while (!done)
            EXPECT_TRUE(database->read([](sql::Session& session) {
                return session.integers("SELECT CAST(count(*) AS BIGINT) FROM note");
            }));
    });
    constexpr std::int64_t notes = 3000;
    const std::string word(20'000, 'a'); // five pages
    for (std::int64_t id = 0; id < notes; ++id)
        ASSERT_TRUE(database->write([&](sql::Session& session) -> Result<void> {
            GEZHI_CHECK(
                session.execute("INSERT INTO note (id, word) VALUES (:i, :w)", {{"i", id}, {"w", word}}));
            return {};
        }));
    done = true;
    reader.join();
    const auto counted = database->read(
        [](sql::Session& session) { return session.integers("SELECT CAST(count(*) AS BIGINT) FROM note"); });
    EXPECT_EQ(counted->front(), notes);
    EXPECT_GT(std::filesystem::file_size(file), notes * word.size() / 3);
    ASSERT_TRUE(database->checkpoint_whole());
    EXPECT_EQ(std::filesystem::file_size(file + "-wal"), 0U);
}
