#include "modules/people/credentials.hpp"

#include "base/text.hpp"

#include <sodium.h>

namespace gezhi::people {

Result<void> check_password(std::string_view password, const Code& login) {
    bool letter = false;
    bool digit = false;
    bool other = false;
    for (const char c : password) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool is_digit = c >= '0' && c <= '9';
        letter = letter || is_letter;
        digit = digit || is_digit;
        other = other || (!is_letter && !is_digit);
    }
    const int kinds = (letter ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
    if (password.size() > password_bytes_max || count_code_points(password) < password_characters_min ||
        kinds < 2 || (!login.empty() && contains(lower_ascii(password), login.value)))
        return refuse(rules::weak_password, {{"min", number(password_characters_min)}});
    return {};
}

namespace {

// Of the hashes that libsodium writes.
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t hash_bytes = 32;

Result<std::string> hashed(HashCost cost, std::string_view password) {
    std::string out(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.operations,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return refuse(rules::sign_in_busy); // only for want of memory
    out.resize(out.find('\0'));
    return out;
}

std::string random_base64(std::size_t size) {
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    std::string text(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), size,
                      sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    text.pop_back(); // its closing zero
    return text;
}

} // namespace

Hasher::Hasher(HashCost cost, int waiting_max) : cost_(cost), waiting_max_(waiting_max) {
    require(sodium_init() >= 0, "libsodium starts");
    nobody_ = "$argon2id$v=19$m=" + number(cost.memory_bytes / 1024) + ",t=" + number(cost.operations) +
              ",p=1$" + random_base64(salt_bytes) + "$" + random_base64(hash_bytes);
    require(crypto_pwhash_str_needs_rehash(nobody_.c_str(), cost.operations, cost.memory_bytes) == 0,
            "a hash like all others");
}

Result<std::unique_lock<std::mutex>> Hasher::turn() {
    if (waiting_.fetch_add(1) >= waiting_max_) {
        waiting_.fetch_sub(1);
        return refuse(rules::sign_in_busy);
    }
    std::unique_lock lock(one_);
    waiting_.fetch_sub(1);
    return lock;
}

Result<std::string> Hasher::hash(std::string_view password) {
    GEZHI_TRY(lock, turn());
    return hashed(cost_, password);
}

Result<bool> Hasher::verify(const std::string& hash, std::string_view password) {
    if (password.size() > password_bytes_max) return false;
    GEZHI_TRY(lock, turn());
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Result<bool> Hasher::verify_nobody(std::string_view password) {
    GEZHI_TRY(same, verify(nobody_, password));
    return same && false;
}

} // namespace gezhi::people
