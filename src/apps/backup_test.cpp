// Backup while the street works, and the way back: with the newest keys, erasures known to them applied
// again. On both databases.

#include "apps/erasure_for_test.hpp"

using namespace gezhi;
using namespace gezhi::apps;
using namespace gezhi::apps::erasing;

namespace {

class Backup : public ::testing::Test {
protected:
    void on_both(const std::function<void(const std::string& url, const std::string& data)>& work) {
        int n = 0;
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url.substr(0, 10));
            base = folder.path() + "/" + std::to_string(++n);
            const auto data = base + "/data";
            std::filesystem::create_directories(data);
            work(url.starts_with("sqlite:") ? "sqlite:" + data + "/gezhi.db" : url, data);
        }
    }

    // The disaster: the machine is gone. SQLite comes back in another folder, PostgreSQL in the same, emptied
    // server.
    PutBack after_the_fire(const std::string& url, const BackedUp& made, const std::string& keys) {
        PutBack put{made.folder, keys, base + "/back", {}, source};
        put.database = url.starts_with("sqlite:") ? "sqlite:" + base + "/back/gezhi.db" : url;
        if (!url.starts_with("sqlite:")) {
            const auto database = *sql::Database::open(url);
            const auto dropped = database->on_writer([&](sql::Session& session) -> Result<void> {
                for (const auto* end : {"", "_keys"})
                    GEZHI_CHECK(
                        session.execute("DROP SCHEMA IF EXISTS " + made.manifest.schema + end + " CASCADE"));
                return {};
            });
            require(dropped.has_value(), "the server is emptied");
        }
        return put;
    }

    support::Folder folder;
    std::string base;
    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
};

constexpr auto past_objection = std::chrono::hours(24 * 60);

} // namespace

TEST_F(Backup, ComesBackWholeWithItsTextsPicturesAndPlaces) {
    on_both([&](const std::string& url, const std::string& data) {
        BackedUp made;
        CaseId id;
        std::int64_t seq = 0;
        std::size_t readable = 0;
        {
            Town town(url, data, clock);
            id = town.closed();
            seq = town.house->engine.seq();
            readable = town.opened(town.rows());
            const auto done = back_up(*town.house, base + "/backups", base + "/keys");
            ASSERT_TRUE(done) << done.error().rule->code << " " << done.error().params.begin()->second;
            made = *done;
            EXPECT_EQ(made.manifest.files, 4);
        }
        const auto back = restore(after_the_fire(url, made, base + "/keys"), clock);
        ASSERT_TRUE(back) << back.error().rule->code << " " << back.error().params.begin()->second;
        EXPECT_EQ(back->events, seq);
        EXPECT_EQ(back->erased_again, 0);
        EXPECT_EQ(back->unreadable, 0);
        Town again(url.starts_with("sqlite:") ? "sqlite:" + base + "/back/gezhi.db" : url, base + "/back",
                   clock);
        EXPECT_EQ(again.opened(again.rows()), readable);
        const auto files = *again.house->files.of_stream(id_as<StreamId>(id));
        ASSERT_EQ(files.size(), 2U);
        EXPECT_TRUE(again.house->files.open(files.front()));
        again.report(); // and it works on
        again.expect_sound();
    });
}

TEST_F(Backup, OldDataWithTheNewestKeysIsErasedAgain) {
    on_both([&](const std::string& url, const std::string& data) {
        BackedUp made;
        CaseId erased;
        CaseId withdrawn;
        CaseId kept;
        {
            Town town(url, data, clock);
            erased = town.closed();
            withdrawn = town.report();
            kept = town.report();
            made = *back_up(*town.house, base + "/backups", base + "/keys");
            clock.advance(past_objection);
            ASSERT_TRUE(casework::erase(town.house->case_door(), town.officer, erased, {}));
            ASSERT_TRUE(casework::erase(town.house->case_door(), town.officer, withdrawn,
                                        {casework::EraseReason::consent_withdrawn, true}));
            ASSERT_TRUE(town.house->engine.settle());
            clock.advance(std::chrono::minutes(1));
            ASSERT_TRUE(back_up(*town.house, base + "/later", base + "/keys"));
        }
        const auto back = restore(after_the_fire(url, made, base + "/keys"), clock);
        ASSERT_TRUE(back) << back.error().rule->code << " " << back.error().params.begin()->second;
        EXPECT_EQ(back->erased_again, 2);
        EXPECT_EQ(back->unreadable, 0);
        const auto where = url.starts_with("sqlite:") ? "sqlite:" + base + "/back/gezhi.db" : url;
        Town again(where, base + "/back", clock);
        EXPECT_TRUE(again.state(erased).erased_at);
        EXPECT_FALSE(again.state(withdrawn).reporter);
        EXPECT_FALSE(again.state(withdrawn).erased_at);
        EXPECT_TRUE(again.state(kept).reporter);
        EXPECT_TRUE(again.house->files.of_stream(id_as<StreamId>(erased))->empty());
        EXPECT_EQ(again.rows().people.size(), 1U);
        again.expect_sound();
        const auto disk = everything(base + "/back", where);
        for (const auto& needle : needles()) EXPECT_EQ(disk.find(needle), disk.npos) << needle;
    });
}

TEST_F(Backup, WithKeysThatAreOlderThanTheDataItSaysWhatCannotBeRead) {
    on_both([&](const std::string& url, const std::string& data) {
        BackedUp old;
        BackedUp made;
        {
            Town town(url, data, clock);
            old = *back_up(*town.house, base + "/backups", base + "/keys");
            town.report();
            made = *back_up(*town.house, base + "/backups", base + "/keys");
        }
        const auto back = restore(after_the_fire(url, made, old.keys), clock);
        ASSERT_TRUE(back);
        EXPECT_EQ(back->unreadable, 1);
    });
}

TEST_F(Backup, NeverGoesOverAStreetThatIsThereAndKnowsItsOwnKind) {
    on_both([&](const std::string& url, const std::string& data) {
        Town town(url, data, clock);
        const auto made = back_up(*town.house, base + "/backups", base + "/keys");
        ASSERT_TRUE(made);
        PutBack put{base + "/backups", base + "/keys", data, url, source};
        EXPECT_EQ(restore(put, clock).error().rule, &apps::rules::not_a_new_street);
        put.data = base + "/elsewhere";
        EXPECT_EQ(restore(put, clock).error().rule, &apps::rules::not_a_new_street);
        put.database = url.starts_with("sqlite:") ? "postgresql://nowhere" : "sqlite:" + base + "/x.db";
        EXPECT_EQ(restore(put, clock).error().rule, &apps::rules::other_kind);
        put.backup = base + "/keys";
        EXPECT_EQ(restore(put, clock).error().rule, &apps::rules::no_backup);
    });
}

TEST_F(Backup, CopiesOfKeysAreRemovedAfterTheDaysOfThePlaybookAndPicturesAreLinked) {
    on_both([&](const std::string& url, const std::string& data) {
        Town town(url, data, clock);
        town.closed();
        const auto first = back_up(*town.house, base + "/backups", base + "/keys");
        ASSERT_TRUE(first);
        clock.advance(std::chrono::hours(24 * 20));
        const auto second = back_up(*town.house, base + "/backups", base + "/keys");
        ASSERT_TRUE(second);
        EXPECT_EQ(second->keys_removed, 0);
        clock.advance(std::chrono::hours(24 * 20));
        const auto third = back_up(*town.house, base + "/backups", base + "/keys");
        ASSERT_TRUE(third);
        EXPECT_EQ(third->keys_removed, 1);
        EXPECT_FALSE(std::filesystem::exists(first->keys));
        EXPECT_TRUE(std::filesystem::exists(second->keys));
        for (const auto& one : std::filesystem::recursive_directory_iterator(third->folder + "/files"))
            if (one.is_regular_file()) {
                EXPECT_EQ(one.hard_link_count(), 3U);
            }
    });
}

TEST_F(Backup, WhereNothingCanBeWrittenItSaysWhichFile) {
    Town town("sqlite:" + folder.path() + "/gezhi.db", folder.path() + "/data", clock);
    std::ofstream(folder.path() + "/file") << "x";
    const auto made = back_up(*town.house, folder.path() + "/file/backups", folder.path() + "/keys");
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().rule, &apps::rules::backup_failed);
    EXPECT_TRUE(contains(made.error().params.at("file"), "/file/backups"));
}

TEST_F(Backup, WhatSomebodyChangedInACopyDoesNotVerify) {
    BackedUp made;
    {
        Town town("sqlite:" + folder.path() + "/gezhi.db", folder.path() + "/data", clock);
        town.report();
        made = *back_up(*town.house, folder.path() + "/backups", folder.path() + "/keys");
    }
    const auto copy = *sql::Database::open("sqlite:" + made.folder + "/gezhi.db");
    ASSERT_TRUE(copy->on_writer([](sql::Session& session) -> Result<void> {
        GEZHI_CHECK(session.execute("UPDATE event SET actor = 'somebody' WHERE seq = 1"));
        return {};
    }));
    ASSERT_TRUE(copy->checkpoint_whole());
    const auto back = restore({made.folder, made.keys, folder.path() + "/back",
                               "sqlite:" + folder.path() + "/back/gezhi.db", source},
                              clock);
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().rule, &apps::rules::backup_damaged);
}

TEST_F(Backup, AProgramThatIsMissingOrFailsIsARefusalWithItsWords) {
    EXPECT_EQ(run_program({"gezhi-no-such-program"}).error().rule, &apps::rules::program_failed);
    const auto failed = run_program({"pg_restore", "--list", folder.path() + "/nothing"});
    ASSERT_FALSE(failed);
    EXPECT_FALSE(failed.error().params.at("reason").empty());
    EXPECT_EQ(*run_program({"printenv", "GEZHI_GIVEN"}, {{"GEZHI_GIVEN", "x"}}), "x\n");
}
