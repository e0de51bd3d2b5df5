#pragma once
// Names and contacts: the side table `person`. Staff act in office, so their names and titles are plain;
// whatever a reporter gave, and every telephone number, is sealed by the vault. Reading a reporter's contact
// always leaves a line in `access`; whether the actor may is asked by the room that owns the case.

#include "engine/engine.hpp"
#include "engine/vault.hpp"
#include "modules/people/masked.hpp"

#include <map>

namespace gezhi::people {

enum class PersonKind : std::uint8_t { staff, reporter };
BOOST_DESCRIBE_ENUM(PersonKind, staff, reporter)

struct PersonRow {
    static constexpr std::string_view table = "person";
    static constexpr std::array<std::string_view, 1> key{"person"};
    PersonId person{};
    PersonKind kind{PersonKind::staff};
    std::string name{}; // sealed for reporters
    std::string phone{};
    std::string title{}; // of a reporter: the sealed address
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (person, kind, name, phone, title))

namespace rules {
inline constexpr Rule no_contact{"people/no-contact", Kind::missing,
                                 "No contact was given, or it was erased"};
} // namespace rules

struct Contact {
    std::string name{};
    std::string phone{};
    std::string address{}; // of a reporter: which door to knock at
};

struct StaffCard {
    std::string name{};
    std::string title{};
};

struct MaskedContact {
    MaskedText name{};
    MaskedText phone{};
    MaskedText both{};
};

PersonRow staff_row(const engine::Vault& vault, engine::Mint& mint, PersonId person, const StaffCard& card,
                    std::string_view phone = {});
PersonRow reporter_row(const engine::Vault& vault, engine::Mint& mint, PersonId person,
                       const Contact& contact);

class Persons {
public:
    // Both outlive this.
    Persons(engine::Engine& engine, const engine::Vault& vault) : engine_(engine), vault_(vault) {}

    // In clear, with a line in `access`: who, whose, what for. `about`: the case it is looked at for.
    Result<Contact> contact(const Actor& actor, PersonId person, const std::string& purpose,
                            const std::string& about = {});
    Result<MaskedContact> masked(PersonId person);
    // Names of staff; reporters are never among them.
    Result<std::map<PersonId, StaffCard>> staff(const std::vector<PersonId>& people);
    Result<std::map<PersonId, StaffCard>> all_staff();
    // One name, empty when there is none.
    std::string staff_name(PersonId person);

private:
    Result<std::optional<PersonRow>> row(PersonId person);
    Contact opened(const PersonRow& row) const;

    engine::Engine& engine_;
    const engine::Vault& vault_;
};

} // namespace gezhi::people
