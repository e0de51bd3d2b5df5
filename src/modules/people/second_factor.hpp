#pragma once
// The second factor of an account: the secret of its authenticator app and ten recovery codes, each good for
// once. Promises that a code that passed does not pass again (two servers asked in the same instant may both
// take it), and that the secret is sealed under the person's key; recovery codes are kept as SHA-256 only.

#include "engine/engine.hpp"
#include "engine/vault.hpp"
#include "modules/people/model.hpp"

namespace gezhi::people {

struct FactorRow {
    static constexpr std::string_view table = "second_factor";
    static constexpr std::array<std::string_view, 2> key{"person", "pending"};
    PersonId person{};
    bool pending{false}; // shown and not yet confirmed with a first code
    std::string secret{};
    std::int64_t last_step{0}; // of the last code that was used
    std::string recovery{};    // digests, apart by blanks
};
BOOST_DESCRIBE_STRUCT(FactorRow, (), (person, pending, secret, last_step, recovery))

namespace rules {
inline constexpr Rule code_needed{"people/code-needed", Kind::unauthenticated,
                                  "The account has a second factor: its code is asked too"};
inline constexpr Rule wrong_code{"people/wrong-code", Kind::unauthenticated,
                                 "The code is wrong, too old or was used"};
inline constexpr Rule nothing_pending{"people/nothing-pending", Kind::conflict,
                                      "No second factor waits to be confirmed"};
} // namespace rules

constexpr std::size_t recovery_codes = 10;

struct FactorOffered {
    std::string secret{}; // base32, to type
    std::string uri{};    // for the QR code
};

class SecondFactors {
public:
    // Both outlive this.
    SecondFactors(engine::Engine& engine, const engine::Vault& vault) : engine_(engine), vault_(vault) {}

    // A new secret that waits for its first code; one that is in force stays so until then.
    Result<FactorOffered> offer(PersonId person, std::string_view issuer, std::string_view account);

    struct Confirmed {
        engine::Sides sides{};               // ride with SetSecondFactor
        std::vector<std::string> recovery{}; // the only time they are seen
    };

    Result<Confirmed> confirm(PersonId person, std::string_view code);
    // A code of the app or a recovery code; used up when it passes.
    Result<void> pass(PersonId person, std::string_view code);
    // Ride with DropSecondFactor.
    static engine::Sides dropped(PersonId person);

private:
    Result<std::optional<FactorRow>> row(PersonId person, bool pending);
    std::optional<std::string> secret_of(const FactorRow& row) const;
    Result<void> write(const FactorRow& row);

    engine::Engine& engine_;
    const engine::Vault& vault_;
    std::mutex mutex_; // looking at a code and using it up belong together
};

} // namespace gezhi::people
