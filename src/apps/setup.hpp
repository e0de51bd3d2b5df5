#pragma once
// The first start of a street: what must be there before anybody can work. Refuses to touch a street in which
// something has happened already.

#include "apps/house.hpp"
#include "apps/settings.hpp"

namespace gezhi::apps {

namespace rules {
inline constexpr Rule not_empty{"apps/not-empty", Kind::conflict, "Something has happened in this street"};
inline constexpr Rule demo_refused{"apps/demo-refused", Kind::conflict,
                                   "The data folder was begun without the demo, or with another one"};
inline constexpr Rule demo_unfinished{"apps/demo-unfinished", Kind::conflict,
                                      "An earlier start ended while it made the demo in this database"};
inline constexpr Rule demo_broken{"apps/demo-broken", Kind::invalid,
                                  "A file of the demo folder is missing or not of its form"};
} // namespace rules

struct FirstAdministrator {
    std::string login{};
    std::string password{}; // the only time it is seen
};

// An account made by the operator at the machine.
struct NewAccount {
    PersonId person{};
    Code login{};
    std::string name{};
    std::string title{};
    std::string password{};
    std::vector<people::Post> posts{};
};

Result<PersonId> add_account(House& house, const NewAccount& account);
std::string random_password(engine::Mint& mint); // 20 characters without look-alikes

// Rules, calendar years and windows of the folder playbook/, adopted by the operator at the machine. Parts
// that are in force already are left alone.
Result<void> adopt_playbook(House& house);

// The ground of a street's folder: boundary, roads, the partition as settled, places.
Result<void> import_ground(House& house, const std::string& folder);

// An empty street: the playbook, one administrator, nothing else.
Result<FirstAdministrator> init_empty(House& house, const Code& login);

} // namespace gezhi::apps
