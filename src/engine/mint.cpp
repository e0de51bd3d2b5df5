#include "engine/mint.hpp"

#include "base/error.hpp"

#include <sodium.h>

#include <array>
#include <cstring>
#include <utility>

namespace gezhi::engine {

namespace {

// The system's random bytes, fetched many at a time: each fetch is a call into the kernel. What was given out
// is wiped.
std::uint64_t fetched_word() {
    constexpr std::size_t words = 64;
    thread_local std::array<std::uint64_t, words> kept{};
    thread_local std::size_t left = 0;
    if (left == 0) {
        randombytes_buf(kept.data(), sizeof kept);
        left = words;
    }
    return std::exchange(kept[--left], 0);
}

} // namespace

std::uint64_t Mint::word() {
    if (!seeded_) return fetched_word();
    const std::lock_guard lock(mutex_);
    // splitmix64 (Steele, Lea, Flood 2014): for tests and the simulator only.
    state_ += 0x9E3779B97F4A7C15ULL;
    auto z = state_;
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBULL;
    return z ^ z >> 31U;
}

Bits128 Mint::bits() {
    const auto milliseconds = static_cast<std::uint64_t>(clock_.now().us / 1000);
    const auto high = word();
    const auto low = word();
    return {milliseconds << 16U | 0x7000U | (high & 0x0FFFU),
            0x8000000000000000ULL | (low & 0x3FFFFFFFFFFFFFFFULL)};
}

std::string Mint::bytes(std::size_t n) {
    std::string out(n, '\0');
    for (std::size_t i = 0; i < n; i += 8) {
        const auto value = word();
        std::memcpy(out.data() + i, &value, std::min<std::size_t>(8, n - i));
    }
    return out;
}

CommandId command_id(const Code& subdistrict, const Actor& actor, std::string_view key) {
    const auto text = subdistrict.value + "\n" + actor.text() + "\n" + std::string(key);
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    CommandId id;
    std::memcpy(&id.bits.high, hash.data(), 8);
    std::memcpy(&id.bits.low, hash.data() + 8, 8);
    return id;
}

std::int64_t fingerprint(std::string_view body) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(body.data()), body.size());
    std::uint64_t value = 0;
    std::memcpy(&value, hash.data(), sizeof value);
    return static_cast<std::int64_t>(value >> 1U);
}

} // namespace gezhi::engine
