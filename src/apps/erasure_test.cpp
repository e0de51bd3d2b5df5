// After an erasure nothing of the person is left: not in tables, files, logs or old copies; the case stays as
// a fact, the chain verifies and the tables are the fold of the log. On both databases.

#include "apps/erasure_for_test.hpp"

using namespace gezhi;
using namespace gezhi::apps;
using namespace gezhi::apps::erasing;

namespace {

class Erasure : public ::testing::Test {
protected:
    void on_both(const std::function<void(const std::string& url, const std::string& data)>& work) {
        int n = 0;
        for (const auto& url : support::database_urls(folder)) {
            SCOPED_TRACE(url.substr(0, 10));
            const auto data = folder.path() + "/data" + std::to_string(++n);
            std::filesystem::create_directories(data);
            work(url.starts_with("sqlite:") ? "sqlite:" + data + "/gezhi.db" : url, data);
        }
    }

    support::Folder folder;
    FakeClock clock{*parse_iso("2026-11-23T09:00:00+08:00")};
};

constexpr auto past_objection = std::chrono::hours(24 * 60);

} // namespace

TEST_F(Erasure, LeavesNothingOfThePersonAnywhereAndTheCaseAsAFact) {
    on_both([&](const std::string& url, const std::string& data) {
        Town town(url, data, clock);
        const auto id = town.closed();
        const auto other = town.closed();
        clock.advance(past_objection);
        const auto before = town.rows();
        const auto fact = town.state(id);
        const auto could = town.opened(before);
        ASSERT_GT(could, 10U);
        const auto files_before = *town.house->files.of_stream(id_as<StreamId>(id));
        ASSERT_EQ(files_before.size(), 2U);
        const auto receipt = casework::erase(town.house->case_door(), town.officer, id, {});
        ASSERT_TRUE(receipt) << receipt.error().rule->code;
        ASSERT_TRUE(town.house->engine.settle());
        // Whoever kept the old rows, and now has the newest keys and the master key, opens the other case
        // only.
        EXPECT_EQ(town.opened(before), could / 2);
        EXPECT_EQ(town.opened(town.rows()), could / 2);
        for (const auto file : files_before) {
            EXPECT_FALSE(town.house->files.open(file));
            EXPECT_FALSE(*town.house->files.named_by(file));
        }
        EXPECT_EQ(town.house->files.of_stream(id_as<StreamId>(other))->size(), 2U);
        const auto after = town.state(id);
        EXPECT_EQ(after.grid, fact.grid);
        EXPECT_EQ(after.class_code, fact.class_code);
        EXPECT_EQ(after.ending, fact.ending);
        EXPECT_TRUE(after.erased_at);
        EXPECT_FALSE(*town.house->cases.where(id));
        town.expect_sound();
        const auto disk = everything(data, url);
        for (const auto& needle : needles()) EXPECT_EQ(disk.find(needle), disk.npos) << needle;
        // The log says that it happened, and by whom.
        const auto told = town.house->cases.history(id);
        EXPECT_EQ(told->moments.back().stored.name, casework::Erased::name);
        EXPECT_EQ(told->moments.back().stored.actor, town.officer.text());
    });
}

TEST_F(Erasure, TakesAlongWhatWasWipedAndPublishedAndHowThePhotosLooked) {
    on_both([&](const std::string& url, const std::string& data) {
        Town town(url, data, clock);
        auto& files = town.house->files;
        const auto id = town.closed();
        const auto other = town.closed();
        const auto fact = town.state(id);
        std::vector<files::Shown> pair;
        for (const auto& [original, side] : {std::pair{fact.evidence_before.front(), files::Side::before},
                                             std::pair{fact.evidence_after.front(), files::Side::after}}) {
            const auto wiped = files.wipe(original, {{5, 5, 90, 90, 20}}, town.desk.person);
            ASSERT_TRUE(wiped);
            pair.push_back({original, *wiped, side});
        }
        const auto unpublished = *files.wipe(fact.evidence_before.front(), {}, town.desk.person);
        engine::Task publish;
        publish.room = &town.house->pictures;
        publish.stream = files::album_of(id);
        publish.actor = town.desk;
        publish.command = files::AlbumCommand(files::Publish{id, pair});
        for (const auto& one : pair) files::Files::name(publish.sides, {one.wiped}, id_as<StreamId>(id));
        town.ask(std::move(publish));
        ASSERT_EQ(files::public_of(town.house->engine, id)->size(), 2U);
        clock.advance(past_objection);
        const auto looks = town.count("file_look");
        const auto bands = town.count("file_band");
        ASSERT_GT(bands, 0);
        ASSERT_TRUE(casework::erase(town.house->case_door(), town.officer, id, {}));
        ASSERT_TRUE(town.house->engine.settle());
        EXPECT_TRUE(files::public_of(town.house->engine, id)->empty());
        for (const auto& one : pair) {
            EXPECT_FALSE(files.open(one.wiped));
            EXPECT_FALSE(files.open(one.original));
            EXPECT_FALSE(*files.named_by(one.wiped));
        }
        EXPECT_FALSE(files.open(unpublished));
        EXPECT_EQ(town.count("file_look"), looks / 2);
        EXPECT_EQ(town.count("file_band"), bands / 2);
        EXPECT_TRUE(files.open(town.state(other).evidence_before.front()));
        town.expect_sound();
    });
}

// The needles are real: they are found where things are plain.
TEST_F(Erasure, TheSearchForPlainWordsFindsThemWhereTheyArePlain) {
    const auto text = words + note + name + phone + "138****5678" + door_number + std::to_string(lat_e7) +
                      std::to_string(lon_e7) + "31.2124567 121.3997779" + big_endian(lat_e7) +
                      big_endian(lon_e7);
    std::ofstream(folder.path() + "/plain") << text;
    const auto disk = everything(folder.path(), "sqlite:");
    for (const auto& needle : needles()) EXPECT_NE(disk.find(needle), disk.npos) << needle;
}

TEST_F(Erasure, TheContactAloneGoesAndTheWordsStay) {
    on_both([&](const std::string& url, const std::string& data) {
        Town town(url, data, clock);
        const auto id = town.report();
        const auto reporter = *town.state(id).reporter;
        ASSERT_TRUE(casework::erase(town.house->case_door(), town.officer, id,
                                    {casework::EraseReason::consent_withdrawn, true}));
        ASSERT_TRUE(town.house->engine.settle());
        EXPECT_EQ(town.house->persons.contact(town.officer, reporter, "x").error().rule,
                  &people::rules::no_contact);
        EXPECT_EQ(town.rows().people.size(), 0U);
        EXPECT_EQ(town.house->cases.texts({town.state(id).text.ref})->begin()->second, words);
        EXPECT_TRUE(*town.house->cases.where(id));
        town.expect_sound();
    });
}

TEST_F(Erasure, AProcessThatEndsInBetweenIsMadeGoodByTheNextOne) {
    on_both([&](const std::string& url, const std::string& data) {
        CaseId id;
        Town::SealedRows before;
        {
            Town town(url, data, clock);
            id = town.closed();
            clock.advance(past_objection);
            before = town.rows();
            ASSERT_TRUE(casework::erase(town.house->case_door(), town.officer, id, {}));
            EXPECT_GT(town.opened(before), 0U); // the keys are still there: nobody has followed the log yet
        }
        Town town(url, data, clock);
        ASSERT_TRUE(town.house->engine.settle());
        EXPECT_EQ(town.opened(before), 0U);
        town.expect_sound();
    });
}

TEST_F(Erasure, ATextThatComesAtTheSameMomentIsNotForgotten) {
    on_both([&](const std::string& url, const std::string& data) {
        Town town(url, data, clock);
        const auto id = town.closed();
        clock.advance(past_objection);
        auto late = casework::erasure(town.house->case_door(), town.officer, id, {});
        ASSERT_TRUE(late);
        engine::Sides sides;
        const casework::Note noted{town.sealed(id, note, sides)};
        town.step(town.desk, id, noted, std::move(sides));
        late->id = town.house->mint.id<CommandId>();
        EXPECT_EQ(town.house->engine.ask_and_wait(std::move(*late)).error().rule, &engine::rules::stale);
        ASSERT_TRUE(casework::erase(town.house->case_door(), town.officer, id, {}));
        EXPECT_TRUE(town.rows().texts.empty());
    });
}

TEST_F(Erasure, WhatIsHeldIsCountedShownAndEveryLookLeavesALine) {
    on_both([&](const std::string& url, const std::string& data) {
        Town town(url, data, clock);
        const auto id = town.closed();
        const auto door = town.house->case_door();
        const casework::Privacy privacy(door, town.house->cases, town.house->persons);
        auto held = privacy.held(id);
        ASSERT_TRUE(held);
        EXPECT_EQ(held->texts, 4);
        EXPECT_EQ(held->pictures, 2);
        EXPECT_TRUE(held->contact && held->place);
        EXPECT_EQ(held->refusal, &casework::rules::erase_objection);
        const auto all = privacy.everything(town.officer, id);
        ASSERT_TRUE(all);
        EXPECT_EQ(all->contact.phone, phone);
        EXPECT_EQ(all->where->address, door_number);
        EXPECT_EQ(all->texts.front().text, words);
        town.house->engine.start();
        town.house->engine.stop();
        const auto looks = privacy.looks({held->row.number, {}, {}, 50});
        ASSERT_TRUE(looks);
        ASSERT_FALSE(looks->empty());
        EXPECT_EQ(looks->front().actor, town.officer.text());
        EXPECT_EQ(looks->front().purpose, "export");
        EXPECT_EQ(looks->front().number, held->row.number);
        EXPECT_TRUE(privacy.looks({Code{"nothing"}, {}, {}, 50})->empty());
        clock.advance(past_objection);
        ASSERT_TRUE(casework::erase(door, town.officer, id, {}));
        held = privacy.held(id);
        EXPECT_EQ(held->texts + held->pictures, 0);
        EXPECT_FALSE(held->contact || held->place);
        EXPECT_EQ(held->refusal, &casework::rules::erased);
        EXPECT_EQ(privacy.erased(10)->size(), 1U);
    });
}

TEST_F(Erasure, WhatWasKeptLongEnoughGoesByItselfAndTheDryRunTakesNothing) {
    on_both([&](const std::string& url, const std::string& data) {
        Town town(url, data, clock);
        const auto id = town.closed();
        EXPECT_TRUE(retention_plan(*town.house)->cases.empty());
        clock.advance(std::chrono::hours(24 * 366 * 2)); // the playbook: contacts two years
        auto plan = retention_plan(*town.house);
        ASSERT_TRUE(plan);
        ASSERT_EQ(plan->cases.size(), 1U);
        EXPECT_TRUE(plan->cases.front().contact_only);
        EXPECT_TRUE(town.state(id).reporter);
        EXPECT_EQ(*retain(*town.house), 1);
        EXPECT_FALSE(town.state(id).reporter);
        EXPECT_TRUE(retention_plan(*town.house)->cases.empty());
        town.house->engine.saw(town.desk, id.text(), "test");
        town.house->engine.start();
        town.house->engine.stop();
        clock.advance(std::chrono::hours(24 * 366 * 8)); // contents ten years
        plan = retention_plan(*town.house);
        ASSERT_EQ(plan->cases.size(), 1U);
        EXPECT_FALSE(plan->cases.front().contact_only);
        EXPECT_EQ(plan->access_lines, 1);
        EXPECT_EQ(*retain(*town.house), 2);
        EXPECT_TRUE(town.state(id).erased_at);
        EXPECT_EQ(town.count("access"), 0);
        EXPECT_EQ(*retain(*town.house), 0);
        ASSERT_TRUE(town.house->engine.settle());
        EXPECT_TRUE(town.rows().texts.empty());
        town.expect_sound();
    });
}
