#include "modules/people/second_factor.hpp"

#include "base/text.hpp"
#include "modules/people/sessions.hpp"
#include "modules/people/totp.hpp"

namespace gezhi::people {

namespace {

constexpr std::string_view recovery_alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // without 0 O 1 I
constexpr std::size_t recovery_length = 10;

constexpr std::string_view factor_text =
    "SELECT person, pending, secret, last_step, recovery FROM second_factor WHERE subdistrict = :s "
    "AND person = :p AND pending = :w";

std::string recovery_code(engine::Mint& mint) {
    std::string code;
    const auto raw = mint.bytes(recovery_length);
    for (const char c : raw) code += recovery_alphabet[static_cast<unsigned char>(c) & 31U];
    return code;
}

// Blanks and dashes are for the eye; case is forgiven.
std::string plain(std::string_view code) {
    std::string out;
    for (const char c : code)
        if (c != ' ' && c != '-') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

std::string shown(const std::string& code) {
    return code.substr(0, recovery_length / 2) + "-" + code.substr(recovery_length / 2);
}

} // namespace

Result<std::optional<FactorRow>> SecondFactors::row(PersonId person, bool pending) {
    return engine_.database().read([&](sql::Session& session) {
        return session.one<FactorRow>(factor_text,
                                      {{"s", engine_.subdistrict()}, {"p", person}, {"w", pending}});
    });
}

std::optional<std::string> SecondFactors::secret_of(const FactorRow& row) const {
    const auto opened = vault_.open_column(row.secret, engine::subject_of(row.person));
    return opened ? unbase32(*opened) : std::nullopt;
}

Result<void> SecondFactors::write(const FactorRow& row) {
    engine::Task task;
    task.sides.put(row);
    GEZHI_CHECK(engine_.ask_and_wait(std::move(task)));
    return {};
}

Result<FactorOffered> SecondFactors::offer(PersonId person, std::string_view issuer,
                                           std::string_view account) {
    const auto secret = engine_.mint().bytes(totp_secret_bytes);
    const auto text = base32(secret);
    GEZHI_CHECK(
        write({person, true, vault_.seal_column(engine_.mint(), text, engine::subject_of(person)), 0, {}}));
    return FactorOffered{text, totp_uri(secret, issuer, account)};
}

Result<SecondFactors::Confirmed> SecondFactors::confirm(PersonId person, std::string_view code) {
    GEZHI_TRY(waiting, row(person, true));
    const auto secret = waiting ? secret_of(*waiting) : std::nullopt;
    if (!secret) return refuse(rules::nothing_pending);
    const auto step = totp_match(*secret, plain(code), engine_.clock().now(), 0);
    if (!step) return refuse(rules::wrong_code);
    Confirmed made;
    std::vector<std::string> digests;
    for (std::size_t i = 0; i < recovery_codes; ++i) {
        const auto one = recovery_code(engine_.mint());
        made.recovery.push_back(shown(one));
        digests.push_back(token_digest(one).text());
    }
    made.sides.put(FactorRow{person, false, waiting->secret, *step, join(digests, " ")});
    made.sides.erase(FactorRow{person, true, {}, 0, {}});
    return made;
}

Result<void> SecondFactors::pass(PersonId person, std::string_view given) {
    const std::lock_guard lock(mutex_);
    const auto code = plain(given);
    GEZHI_TRY(held, row(person, false));
    if (!held) return refuse(rules::no_second_factor);
    const auto secret = secret_of(*held);
    if (!secret) return refuse(rules::wrong_code);
    if (const auto step = totp_match(*secret, code, engine_.clock().now(), held->last_step)) {
        held->last_step = *step;
        return write(*held);
    }
    auto digests = split(held->recovery, ' ');
    const auto found = std::find(digests.begin(), digests.end(), token_digest(code).text());
    if (code.size() != recovery_length || found == digests.end()) return refuse(rules::wrong_code);
    std::vector<std::string> left;
    for (const auto& one : digests)
        if (one != *found) left.emplace_back(one);
    held->recovery = join(left, " ");
    return write(*held);
}

engine::Sides SecondFactors::dropped(PersonId person) {
    engine::Sides sides;
    for (const bool pending : {false, true}) sides.erase(FactorRow{person, pending, {}, 0, {}});
    return sides;
}

} // namespace gezhi::people
