#include "engine/vault.hpp"

#include "base/text.hpp"
#include "engine/base64.hpp"

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

unsigned char* bytes(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

std::string box(std::string_view plain, const std::string& nonce, const std::string& key) {
    std::string made = nonce;
    made.resize(nonce.size() + crypto_secretbox_MACBYTES + plain.size());
    crypto_secretbox_easy(bytes(made) + nonce.size(), bytes(plain), plain.size(), bytes(nonce), bytes(key));
    return made;
}

std::optional<std::string> unbox(std::string_view sealed, const std::string& key) {
    constexpr std::size_t least = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    if (sealed.size() < least) return std::nullopt;
    std::string plain(sealed.size() - least, '\0');
    const auto inner = sealed.substr(crypto_secretbox_NONCEBYTES);
    if (crypto_secretbox_open_easy(bytes(plain), bytes(inner), inner.size(), bytes(sealed), bytes(key)) != 0)
        return std::nullopt;
    return plain;
}

// "part.base64": which part of the subject's key, then nonce and box under a key of this context alone.
std::string seal_under(Keys& keys, Mint& mint, std::string_view plain, std::string_view subject,
                       std::string_view context) {
    const auto key = keys.sealing(std::string(subject));
    const auto nonce = mint.bytes(crypto_secretbox_NONCEBYTES);
    return key.part + "." + base64(box(plain, nonce, keyed(context, key.bytes)));
}

std::optional<std::string> open_under(Keys& keys, std::string_view cipher, std::string_view subject,
                                      std::string_view context) {
    if (cipher.size() <= Keys::part_length || cipher[Keys::part_length] != '.') return std::nullopt;
    const auto key = keys.opening(std::string(subject), std::string(cipher.substr(0, Keys::part_length)));
    const auto raw = unbase64(cipher.substr(Keys::part_length + 1));
    if (!key || !raw) return std::nullopt;
    return unbox(*raw, keyed(context, key->bytes));
}

} // namespace

std::string subject_of(PersonId person) {
    return "person:" + person.text();
}

std::string subject_of(FileId file) {
    return "file:" + file.text();
}

Result<std::string> Vault::master(const std::string& path) {
    require(sodium_init() >= 0, "libsodium starts");
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) return make_key_file(path);
    std::ifstream file(path, std::ios::binary);
    std::string key{std::istreambuf_iterator<char>(file), {}};
    if (key.size() != master_bytes) return refuse(rules::bad_key_file, {{"path", path}});
    return key;
}

std::string Vault::derived(std::string_view purpose) const {
    return keyed("purpose:" + std::string(purpose), master_);
}

std::string Vault::seal_column(Mint& mint, std::string_view plain, std::string_view subject) const {
    return seal_under(*keys_, mint, plain, subject, "column");
}

std::optional<std::string> Vault::open_column(std::string_view cipher, std::string_view subject) const {
    return open_under(*keys_, cipher, subject, "column");
}

std::string Vault::seal_bytes(Mint& mint, std::string_view plain, std::string_view subject) const {
    const auto key = keys_->sealing(std::string(subject));
    return key.part + box(plain, mint.bytes(crypto_secretbox_NONCEBYTES), keyed("bytes", key.bytes));
}

std::optional<std::string> Vault::open_bytes(std::string_view sealed, std::string_view subject) const {
    if (sealed.size() < Keys::part_length) return std::nullopt;
    const auto key = keys_->opening(std::string(subject), std::string(sealed.substr(0, Keys::part_length)));
    if (!key) return std::nullopt;
    return unbox(sealed.substr(Keys::part_length), keyed("bytes", key->bytes));
}

// The salt that counts is made of the stored one and the subject's key, so that whoever kept the stored one
// cannot try out texts after an erasure.
Sealed Vault::seal(Mint& mint, std::string_view plain, std::string_view subject,
                   std::string_view kind) const {
    Sealed sealed;
    sealed.ref = mint.id<TextRef>();
    const auto salt = base64(mint.bytes(16));
    sealed.commitment = commit(keyed("salt:" + salt, keys_->sealing(std::string(subject)).bytes), plain);
    sealed.row = {sealed.ref, std::string(subject), std::string(kind),
                  seal_under(*keys_, mint, plain, subject, "text:" + sealed.ref.text()), salt};
    return sealed;
}

std::optional<std::string> Vault::open_text(const TextRow& row) const {
    return open_under(*keys_, row.cipher, row.subject, "text:" + row.ref.text());
}

PlaceOfRow Vault::seal_place(Mint& mint, StreamId stream, const ExactPlace& place) const {
    const auto plain = std::to_string(place.lat_e7) + "\n" + std::to_string(place.lon_e7) + "\n" +
                       place.source + "\n" + place.datum + "\n" +
                       (place.place.empty() ? std::string() : place.place.text()) + "\n" + place.address;
    return {stream, seal_under(*keys_, mint, plain, stream.text(), "place")};
}

std::optional<ExactPlace> Vault::open_place(const PlaceOfRow& row) const {
    const auto plain = open_under(*keys_, row.sealed, row.stream.text(), "place");
    if (!plain) return std::nullopt;
    std::array<std::string_view, 5> parts;
    std::string_view rest = *plain;
    for (auto& part : parts) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        part = rest.substr(0, end);
        rest.remove_prefix(end + 1);
    }
    return ExactPlace{parse_number(parts[0]).value_or(0),
                      parse_number(parts[1]).value_or(0),
                      std::string(parts[2]),
                      std::string(parts[3]),
                      PlaceId::parse(parts[4]).value_or(PlaceId{}),
                      std::string(rest)};
}

Digest Vault::commitment(std::string_view plain, std::string_view subject) const {
    const auto key = keyed("commitment", keys_->sealing(std::string(subject)).bytes);
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
