#include "engine/blind.hpp"

#include "base/error.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>

namespace gezhi::engine {

namespace {

constexpr std::uint64_t kept_bits = (std::uint64_t{1} << 48) - 1;

} // namespace

Blind::Blind(std::string_view key) {
    static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);
    require(key.size() >= key_.size(), "a key of 16 bytes");
    std::copy_n(key.begin(), key_.size(), key_.begin());
}

std::int64_t Blind::of(std::string_view word) const {
    std::array<unsigned char, crypto_shorthash_BYTES> hash{};
    crypto_shorthash(hash.data(), reinterpret_cast<const unsigned char*>(word.data()), word.size(),
                     key_.data());
    std::uint64_t value = 0;
    std::memcpy(&value, hash.data(), sizeof value);
    return static_cast<std::int64_t>(value & kept_bits);
}

} // namespace gezhi::engine
