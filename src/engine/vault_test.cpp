#include "base/text.hpp"
#include "engine/chain.hpp"
#include "engine/vault.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace gezhi;
using namespace gezhi::engine;

namespace {

struct Bench {
    FakeClock clock{Instant{1'700'000'000'000'000}};
    Mint mint{clock, 7};
    Vault vault{std::string(32, 'k')};
};

} // namespace

TEST(Vault, ACommitmentBindsTextContextAndKey) {
    const Vault vault(std::string(32, 'k'));
    const auto one = vault.commitment("312119000,1214012000", "place:a");
    EXPECT_EQ(one, vault.commitment("312119000,1214012000", "place:a"));
    EXPECT_NE(one, vault.commitment("312119001,1214012000", "place:a"));
    EXPECT_NE(one, vault.commitment("312119000,1214012000", "place:b"));
    EXPECT_NE(one, Vault(std::string(32, 'x')).commitment("312119000,1214012000", "place:a"));
}

TEST(Vault, OpensWhatItSealedAndNothingElse) {
    Bench bench;
    auto sealed = bench.vault.seal(bench.mint, "三楼楼道灯坏了", "case-1", "report");
    EXPECT_EQ(bench.vault.open_text(sealed.row), "三楼楼道灯坏了");
    auto moved = sealed.row;
    moved.subject = "case-2";
    EXPECT_FALSE(bench.vault.open_text(moved));
    sealed.row.cipher[10] = sealed.row.cipher[10] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(bench.vault.open_text(sealed.row));
    EXPECT_FALSE(Vault(std::string(32, 'x')).open_text(moved));
}

TEST(Vault, TheSameTextSealsDifferentlyEachTime) {
    Bench bench;
    const auto one = bench.vault.seal(bench.mint, "路锥", "c", "report");
    const auto two = bench.vault.seal(bench.mint, "路锥", "c", "report");
    EXPECT_NE(one.commitment, two.commitment);
    EXPECT_NE(one.row.cipher, two.row.cipher);
}

TEST(Vault, TheFollowKeyForgivesCaseAndDashes) {
    Bench bench;
    const auto id = bench.mint.id<CaseId>();
    auto key = bench.vault.follow_key(id);
    EXPECT_EQ(key.size(), 9U);
    EXPECT_TRUE(bench.vault.is_follow_key(id, key));
    std::erase(key, '-');
    EXPECT_TRUE(bench.vault.is_follow_key(id, lower_ascii(key)));
    EXPECT_FALSE(bench.vault.is_follow_key(bench.mint.id<CaseId>(), key));
    EXPECT_FALSE(bench.vault.is_follow_key(id, ""));
}

TEST(Mint, MakesVersionSevenIdsInOrderOfTime) {
    Bench bench;
    const auto first = bench.mint.bits();
    bench.clock.advance(std::chrono::milliseconds(5));
    const auto second = bench.mint.bits();
    EXPECT_LT(first, second);
    EXPECT_EQ(first.high >> 12U & 0xFU, 7U);
    EXPECT_EQ(first.low >> 62U, 2U);
}

TEST(Chain, KnowsBothAlgorithmsByTheirPublishedVectors) {
    Chain sha(Algorithm::sha256);
    Chain sm3(Algorithm::sm3);
    EXPECT_EQ(sha.digest("abc").text(),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-4
    EXPECT_EQ(sm3.digest("abc").text(),
              "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"); // GB/T 32905 A.1
}

TEST(Chain, EveryColumnOfAnEventIsInItsLink) {
    Chain chain(Algorithm::sha256);
    const Event event{1, StreamId{{1, 2}}, 1, "a/b.1", Instant{5}, "clock", "", "c", 9, "{}", {}};
    const auto link = chain.link(Digest{}, Code{"s"}, event);
    const auto differs = [&](auto change) {
        auto other = event;
        change(other);
        return chain.link(Digest{}, Code{"s"}, other) != link;
    };
    EXPECT_TRUE(differs([](auto& e) { e.seq = 2; }));
    EXPECT_TRUE(differs([](auto& e) { e.stream.bits.low = 3; }));
    EXPECT_TRUE(differs([](auto& e) { e.version = 2; }));
    EXPECT_TRUE(differs([](auto& e) { e.name = "a/b.2"; }));
    EXPECT_TRUE(differs([](auto& e) { e.at.us = 6; }));
    EXPECT_TRUE(differs([](auto& e) { e.actor = "anonymous"; }));
    EXPECT_TRUE(differs([](auto& e) { e.post = "p"; }));
    EXPECT_TRUE(differs([](auto& e) { e.command_id = "d"; }));
    EXPECT_TRUE(differs([](auto& e) { e.fingerprint = 8; }));
    EXPECT_TRUE(differs([](auto& e) { e.body = "{ }"; }));
    EXPECT_NE(chain.link(Digest{}, Code{"t"}, event), link);
}

TEST(Vault, AKeyFileThatIsNoKeyIsRefusedAndLeftAlone) {
    const auto path = (std::filesystem::temp_directory_path() / "gezhi-vault-test.key").string();
    std::ofstream(path) << "short";
    EXPECT_EQ(Vault::master(path).error().rule, &gezhi::engine::rules::bad_key_file);
    std::ifstream kept(path);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(kept), {}), "short");
    std::filesystem::remove(path);
    EXPECT_EQ(Vault::master("/nowhere/at/all/secret.key").error().rule, &gezhi::engine::rules::bad_key_file);
}
