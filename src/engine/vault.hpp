#pragma once
// The vault: seals texts and persons. Every text has its own salt; its key is derived from the master key and
// the subject (libsodium: BLAKE2b keyed, XSalsa20-Poly1305). The master key is DIR/secret.key (0600), made at
// first start. It also gives the follow key of a case: HMAC(secret, case id), stored nowhere.

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
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

class Vault {
public:
    explicit Vault(std::string master) : master_(std::move(master)) {}

    static Result<Vault> open(const std::string& path); // makes the file when it is missing

    Sealed seal(Mint& mint, std::string_view plain, std::string_view subject, std::string_view kind) const;
    std::optional<std::string> open_text(const TextRow& row) const;
    // For single columns (names, phones, addresses): base64 of nonce and box, bound to `context`.
    std::string seal_column(Mint& mint, std::string_view plain, std::string_view context) const;
    std::optional<std::string> open_column(std::string_view cipher, std::string_view context) const;
    // A digest that only who holds the master key can make or check: for positions, which are easily guessed.
    Digest commitment(std::string_view plain, std::string_view context) const;
    // 8 characters of an alphabet without look-alikes, shown as K7MQ-29FD.
    std::string follow_key(const CaseId& id) const;
    bool is_follow_key(const CaseId& id,
                       std::string_view given) const;    // constant time; case and dashes forgiven
    std::string derived(std::string_view purpose) const; // 32 bytes for form tokens and the like

private:
    std::string key_for(std::string_view context) const;
    std::string master_;
};

} // namespace gezhi::engine
