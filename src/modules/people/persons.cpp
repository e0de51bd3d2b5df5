#include "modules/people/persons.hpp"

namespace gezhi::people {

namespace {

std::string sealed(const engine::Vault& vault, engine::Mint& mint, PersonId person, std::string_view plain) {
    return plain.empty() ? std::string() : vault.seal_column(mint, plain, engine::subject_of(person));
}

std::string unsealed(const engine::Vault& vault, PersonId person, const std::string& cipher) {
    return cipher.empty() ? std::string()
                          : vault.open_column(cipher, engine::subject_of(person)).value_or("");
}

constexpr std::size_t names_at_once = 200;

} // namespace

PersonRow staff_row(const engine::Vault& vault, engine::Mint& mint, PersonId person, const StaffCard& card,
                    std::string_view phone) {
    return {person, PersonKind::staff, card.name, sealed(vault, mint, person, phone), card.title};
}

PersonRow reporter_row(const engine::Vault& vault, engine::Mint& mint, PersonId person,
                       const Contact& contact) {
    return {person, PersonKind::reporter, sealed(vault, mint, person, contact.name),
            sealed(vault, mint, person, contact.phone), sealed(vault, mint, person, contact.address)};
}

Result<std::optional<PersonRow>> Persons::row(PersonId person) {
    return engine_.database().read([&](sql::Session& session) {
        return session.one<PersonRow>(
            "SELECT person, kind, name, phone, title FROM person WHERE subdistrict = :s AND person = :p",
            {{"s", engine_.subdistrict()}, {"p", person}});
    });
}

Contact Persons::opened(const PersonRow& row) const {
    if (row.kind == PersonKind::staff) return {row.name, unsealed(vault_, row.person, row.phone), {}};
    return {unsealed(vault_, row.person, row.name), unsealed(vault_, row.person, row.phone),
            unsealed(vault_, row.person, row.title)};
}

Result<Contact> Persons::contact(const Actor& actor, PersonId person, const std::string& purpose,
                                 const std::string& about) {
    GEZHI_TRY(found, row(person));
    if (!found) return refuse(rules::no_contact);
    engine_.saw(actor, about.empty() ? engine::subject_of(person) : about, purpose);
    auto contact = opened(*found);
    if (contact.name.empty() && contact.phone.empty() && contact.address.empty())
        return refuse(rules::no_contact);
    return contact;
}

Result<MaskedContact> Persons::masked(PersonId person) {
    GEZHI_TRY(found, row(person));
    if (!found) return MaskedContact{};
    const auto contact = opened(*found);
    return MaskedContact{mask_name(contact.name), mask_phone(contact.phone),
                         mask_contact(contact.name, contact.phone)};
}

Result<std::map<PersonId, StaffCard>> Persons::staff(const std::vector<PersonId>& people) {
    std::map<PersonId, StaffCard> cards;
    for (std::size_t from = 0; from < people.size(); from += names_at_once) {
        const auto n = std::min(names_at_once, people.size() - from);
        sql::Session::Binds binds{{"s", engine_.subdistrict()}};
        for (std::size_t i = 0; i < n; ++i) binds.emplace_back("p" + std::to_string(i), people[from + i]);
        GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
            return session.rows<PersonRow>("SELECT person, kind, name, phone, title FROM person WHERE "
                                           "subdistrict = :s AND kind = 'staff' AND person IN (" +
                                               sql::placeholders("p", n) + ")",
                                           binds);
        }));
        for (auto& row : rows) cards[row.person] = {std::move(row.name), std::move(row.title)};
    }
    return cards;
}

Result<std::map<PersonId, StaffCard>> Persons::all_staff() {
    GEZHI_TRY(rows, engine_.database().read([&](sql::Session& session) {
        return session.rows<PersonRow>("SELECT person, kind, name, phone, title FROM person WHERE "
                                       "subdistrict = :s AND kind = 'staff'",
                                       {{"s", engine_.subdistrict()}});
    }));
    std::map<PersonId, StaffCard> cards;
    for (auto& row : rows) cards[row.person] = {std::move(row.name), std::move(row.title)};
    return cards;
}

std::string Persons::staff_name(PersonId person) {
    const auto cards = staff({person});
    if (!cards || cards->empty()) return {};
    return cards->begin()->second.name;
}

} // namespace gezhi::people
