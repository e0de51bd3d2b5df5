// The keys of subjects on both databases: durable before use, gone for good, remembered as erased.

#include "engine/vault.hpp"
#include "support/databases.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace gezhi;
using namespace gezhi::engine;

namespace {

const Code street{"310105006"};
const std::string master(32, 'm');
const std::string subject = "0123456789abcdefghjkmnpqrs";

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Ground {
    FakeClock clock{Instant{1'700'000'000'000'000}};
    Mint mint{clock, 7};

    static std::shared_ptr<Keys> keys(const std::string& url) {
        auto opened = Keys::open(master, url, street);
        require(opened.has_value(), "the keys open");
        return *opened;
    }
};

} // namespace

TEST(Keys, WhatWasFlushedOpensInTheNextProcess) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Ground ground;
        std::string cipher;
        {
            const auto keys = Ground::keys(url);
            const Vault vault(master, keys);
            cipher = vault.seal_column(ground.mint, "13812345678", subject);
            ASSERT_TRUE(keys->flush());
        }
        const Vault later(master, Ground::keys(url));
        EXPECT_EQ(later.open_column(cipher, subject), "13812345678");
        EXPECT_FALSE(later.open_column(cipher, "another"));
        EXPECT_FALSE(Vault(std::string(32, 'x'), *Keys::open(std::string(32, 'x'), url, street))
                         .open_column(cipher, subject));
    }
}

TEST(Keys, TwoProcessesSealForOneSubjectAndBothOpenBoth) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Ground ground;
        const auto one = Ground::keys(url);
        const auto other = Ground::keys(url);
        const Vault first(master, one);
        const Vault second(master, other);
        const auto a = first.seal_column(ground.mint, "甲", subject);
        const auto b = second.seal_column(ground.mint, "乙", subject);
        ASSERT_TRUE(one->flush());
        ASSERT_TRUE(other->flush());
        EXPECT_EQ(first.open_column(b, subject), "乙");
        EXPECT_EQ(second.open_column(a, subject), "甲");
        EXPECT_EQ(*one->count(), 2);
    }
}

TEST(Keys, AnErasedSubjectOpensNowhereAndIsRemembered) {
    support::Folder folder;
    for (const auto& url : support::database_urls(folder)) {
        SCOPED_TRACE(url);
        Ground ground;
        const auto keys = Ground::keys(url);
        const Vault vault(master, keys);
        const auto mine = vault.seal_column(ground.mint, "13812345678", subject);
        const auto hers = vault.seal_column(ground.mint, "13900000000", "another");
        ASSERT_TRUE(keys->flush());
        const Instant at{5};
        ASSERT_TRUE(keys->erase({subject}, at));
        ASSERT_TRUE(keys->erase({subject}, Instant{9}));
        EXPECT_FALSE(vault.open_column(mine, subject));
        EXPECT_EQ(vault.open_column(hers, "another"), "13900000000");
        const auto reopened = Ground::keys(url);
        EXPECT_FALSE(Vault(master, reopened).open_column(mine, subject));
        const auto known = reopened->erased();
        ASSERT_TRUE(known);
        ASSERT_EQ(known->size(), 1U);
        EXPECT_EQ(known->front().subject, subject);
        EXPECT_EQ(known->front().at, at);
        // What is sealed for it afterwards opens nothing either.
        const auto after = vault.seal_column(ground.mint, "once more", subject);
        ASSERT_TRUE(keys->flush());
        EXPECT_FALSE(vault.open_column(after, subject));
    }
}

TEST(Keys, NoByteOfAnErasedKeyIsLeftInTheFileOrItsLog) {
    const support::Folder folder;
    const auto path = folder.path() + "/keys.db";
    const auto keys = Ground::keys("sqlite:" + path);
    Ground ground;
    const Vault vault(master, keys);
    (void)vault.seal_column(ground.mint, "x", subject);
    ASSERT_TRUE(keys->flush());
    std::string stored;
    const auto database = *sql::Database::open("sqlite:" + path);
    ASSERT_TRUE(database->read([&](sql::Session& session) -> Result<void> {
        GEZHI_TRY(found, session.texts("SELECT sealed FROM subject_key"));
        stored = found.front();
        return {};
    }));
    ASSERT_NE((bytes_of(path) + bytes_of(path + "-wal")).find(stored), std::string::npos);
    ASSERT_TRUE(keys->erase({subject}, Instant{1}));
    for (const auto* end : {"", "-wal", "-shm"})
        EXPECT_EQ(bytes_of(path + end).find(stored), std::string::npos) << end;
}

TEST(Vault, AnExactPlaceComesBackWholeAndGoesWithItsStream) {
    Ground ground;
    const Vault vault(master);
    const StreamId stream = ground.mint.id<StreamId>();
    const ExactPlace place{312119000,           1214012000, "map", "gcj02", ground.mint.id<PlaceId>(),
                           "天山二村1号\n302室"};
    const auto row = vault.seal_place(ground.mint, stream, place);
    EXPECT_EQ(vault.open_place(row), place);
    const auto before = vault.commitment("312119000,1214012000", stream.text());
    ASSERT_TRUE(vault.keys().erase({stream.text()}, Instant{1}));
    EXPECT_FALSE(vault.open_place(row));
    EXPECT_EQ(row.sealed.find("312119000"), std::string::npos);
    EXPECT_EQ(before.text().size(), 64U);
}

TEST(Vault, BytesForTheDiskOpenUnderTheirOwnSubjectOnly) {
    Ground ground;
    const Vault vault(master);
    const FileId file = ground.mint.id<FileId>();
    auto sealed = vault.seal_bytes(ground.mint, "a picture", subject_of(file));
    EXPECT_EQ(vault.open_bytes(sealed, subject_of(file)), "a picture");
    EXPECT_FALSE(vault.open_bytes(sealed, subject_of(ground.mint.id<FileId>())));
    sealed.back() = static_cast<char>(sealed.back() ^ 1);
    EXPECT_FALSE(vault.open_bytes(sealed, subject_of(file)));
    EXPECT_FALSE(vault.open_bytes("", subject_of(file)));
}
