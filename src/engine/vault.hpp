#pragma once
// The vault: seals texts, persons, exact places and files, each under the key of its subject (keys.hpp;
// libsodium: BLAKE2b keyed, XSalsa20-Poly1305). The master key is DIR/secret.key (0600), made at first start;
// it also gives the follow key of a case: HMAC(secret, case id), stored nowhere. What was sealed says which
// part of its subject's key opens it; once a subject is erased nothing opens it, nor confirms a guess.

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "engine/keys.hpp"
#include "engine/mint.hpp"
#include "engine/rows.hpp"

#include <string>

namespace gezhi::engine {

namespace rules {
inline constexpr Rule bad_key_file{"engine/bad-key-file", Kind::internal,
                                   "secret.key cannot be read or written"};
} // namespace rules

struct Sealed {
    TextRef ref{};
    Digest commitment{};
    TextRow row{};
};

// The exact point or door of a stream: 1e-7 degree WGS84, 0 and 0 when only an address is known.
struct ExactPlace {
    std::int64_t lat_e7{0};
    std::int64_t lon_e7{0};
    std::string source{}; // how it was given: device, map, address, place
    std::string datum{};  // it was stated in
    PlaceId place{};      // a known place; empty: none
    std::string address{};

    bool operator==(const ExactPlace&) const = default;
};

class Vault {
public:
    explicit Vault(const std::string& master) : Vault(master, std::make_shared<Keys>(master)) {}

    Vault(std::string master, std::shared_ptr<Keys> keys)
        : master_(std::move(master)), keys_(std::move(keys)) {}

    // The master key; the file is made when it is missing.
    static Result<std::string> master(const std::string& path);

    Sealed seal(Mint& mint, std::string_view plain, std::string_view subject, std::string_view kind) const;
    std::optional<std::string> open_text(const TextRow& row) const;
    // For single columns (names, phones): base64 of nonce and box, under the key of `subject`.
    std::string seal_column(Mint& mint, std::string_view plain, std::string_view subject) const;
    std::optional<std::string> open_column(std::string_view cipher, std::string_view subject) const;
    // Raw bytes for the disk.
    std::string seal_bytes(Mint& mint, std::string_view plain, std::string_view subject) const;
    std::optional<std::string> open_bytes(std::string_view sealed, std::string_view subject) const;
    // The subject of a place is its stream, as of the stream's texts.
    PlaceOfRow seal_place(Mint& mint, StreamId stream, const ExactPlace& place) const;
    std::optional<ExactPlace> open_place(const PlaceOfRow& row) const;
    // A digest that only who holds the subject's key can make or check: for positions, which are easily
    // guessed.
    Digest commitment(std::string_view plain, std::string_view subject) const;
    // 8 characters of an alphabet without look-alikes, shown as K7MQ-29FD.
    std::string follow_key(const CaseId& id) const;
    bool is_follow_key(const CaseId& id,
                       std::string_view given) const;    // constant time; case and dashes forgiven
    std::string derived(std::string_view purpose) const; // 32 bytes for form tokens and the like

    Keys& keys() const { return *keys_; }

private:
    std::string master_;
    std::shared_ptr<Keys> keys_;
};

// The subject of a person's row and of a file's bytes; a case's is its id.
std::string subject_of(PersonId person);
std::string subject_of(FileId file);

} // namespace gezhi::engine
