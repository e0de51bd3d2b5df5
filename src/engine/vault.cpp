#include "engine/vault.hpp"

#include <sodium.h>

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace gezhi::engine {

namespace {

constexpr std::size_t master_bytes = 32;
constexpr std::string_view follow_alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32 signs, no 0 O 1 I
constexpr std::size_t follow_length = 8;

const unsigned char* bytes(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64(std::string_view raw) {
    std::string out(sodium_base64_ENCODED_LEN(raw.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes(raw), raw.size(),
                      sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    out.pop_back(); // the terminator
    return out;
}

std::optional<std::string> unbase64(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(),
                          nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0)
        return std::nullopt;
    out.resize(size);
    return out;
}

Digest commit(std::string_view salt, std::string_view plain) {
    Digest digest;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, bytes(salt), salt.size());
    crypto_hash_sha256_update(&state, bytes(plain), plain.size());
    crypto_hash_sha256_final(&state, digest.bytes.data());
    return digest;
}

Result<std::string> make_key_file(const std::string& path) {
    std::string key(master_bytes, '\0');
    randombytes_buf(key.data(), key.size());
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return refuse(rules::bad_key_file, {{"path", path}});
    const bool written =
        ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(file) == 0;
    ::close(file);
    if (!written) return refuse(rules::bad_key_file, {{"path", path}});
    return key;
}

} // namespace

Result<Vault> Vault::open(const std::string& path) {
    require(sodium_init() >= 0, "libsodium starts");
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        GEZHI_TRY(key, make_key_file(path));
        return Vault(std::move(key));
    }
    std::ifstream file(path, std::ios::binary);
    std::string key{std::istreambuf_iterator<char>(file), {}};
    if (key.size() != master_bytes) return refuse(rules::bad_key_file, {{"path", path}});
    return Vault(std::move(key));
}

std::string Vault::key_for(std::string_view context) const {
    std::string key(crypto_secretbox_KEYBYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(key.data()), key.size(), bytes(context),
                       context.size(), bytes(master_), master_.size());
    return key;
}

std::string Vault::derived(std::string_view purpose) const {
    return key_for("purpose:" + std::string(purpose));
}

std::string Vault::seal_column(Mint& mint, std::string_view plain, std::string_view context) const {
    const auto nonce = mint.bytes(crypto_secretbox_NONCEBYTES);
    const auto key = key_for(context);
    std::string box(plain.size() + crypto_secretbox_MACBYTES, '\0');
    crypto_secretbox_easy(reinterpret_cast<unsigned char*>(box.data()), bytes(plain), plain.size(),
                          bytes(nonce), bytes(key));
    return base64(nonce + box);
}

std::optional<std::string> Vault::open_column(std::string_view cipher, std::string_view context) const {
    const auto raw = unbase64(cipher);
    constexpr std::size_t least = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (!raw || raw->size() < least) return std::nullopt;
    const auto key = key_for(context);
    std::string plain(raw->size() - least, '\0');
    const auto box = std::string_view(*raw).substr(crypto_secretbox_NONCEBYTES);
    if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(plain.data()), bytes(box), box.size(),
                                   bytes(*raw), bytes(key)) != 0)
        return std::nullopt;
    return plain;
}

Sealed Vault::seal(Mint& mint, std::string_view plain, std::string_view subject,
                   std::string_view kind) const {
    Sealed sealed;
    sealed.ref = mint.id<TextRef>();
    const auto salt = base64(mint.bytes(16));
    sealed.commitment = commit(salt, plain);
    const auto context = "text:" + std::string(subject) + ":" + sealed.ref.text();
    sealed.row = {sealed.ref, std::string(subject), std::string(kind), seal_column(mint, plain, context),
                  salt};
    return sealed;
}

std::optional<std::string> Vault::open_text(const TextRow& row) const {
    return open_column(row.cipher, "text:" + row.subject + ":" + row.ref.text());
}

Digest Vault::commitment(std::string_view plain, std::string_view context) const {
    const auto key = key_for("commitment:" + std::string(context));
    Digest digest;
    crypto_generichash(digest.bytes.data(), digest.bytes.size(), bytes(plain), plain.size(), bytes(key),
                       key.size());
    return digest;
}

std::string Vault::follow_key(const CaseId& id) const {
    const auto key = derived("follow");
    std::array<unsigned char, crypto_auth_BYTES> mac{};
    const auto text = id.text();
    crypto_auth(mac.data(), bytes(text), text.size(), bytes(key));
    std::string out;
    for (std::size_t i = 0; i < follow_length; ++i) out += follow_alphabet[mac[i] & 31U];
    return out.substr(0, 4) + "-" + out.substr(4);
}

bool Vault::is_follow_key(const CaseId& id, std::string_view given) const {
    std::string clean;
    for (const char c : given)
        if (c != '-' && c != ' ') clean += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    auto key = follow_key(id);
    std::erase(key, '-');
    return clean.size() == key.size() && sodium_memcmp(clean.data(), key.data(), key.size()) == 0;
}

} // namespace gezhi::engine
