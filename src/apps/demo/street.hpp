#pragma once
// The demo street as data: who it is, its plainly fictional people, their shifts. Reads the folder's files
// and nothing else; a fault names the file and the place in it.

#include "apps/setup.hpp"

#include <string>
#include <vector>

namespace gezhi::apps::demo {

// street.json
struct Names {
    Code code{};
    std::string name{};
    std::string name_en{};
};
BOOST_DESCRIBE_STRUCT(Names, (), (code, name, name_en))

// people.json
struct Post {
    Duty duty{Duty::handler};
    std::optional<Code> unit{};
    std::optional<Code> grid{};
};
BOOST_DESCRIBE_STRUCT(Post, (), (duty, unit, grid))

struct Person {
    Code login{};
    std::string name{};
    std::string title{};
    bool listed{false}; // on the sign-in page
    std::vector<Post> posts{};
};
BOOST_DESCRIBE_STRUCT(Person, (), (login, name, title, listed, posts))

struct Shift {
    std::vector<std::int64_t> weekdays{}; // ISO 8601: Monday is 1
    std::int64_t from_hour{0};
    std::int64_t hours{24};
    Code person{};
    std::optional<Code> deputy{};
};
BOOST_DESCRIBE_STRUCT(Shift, (), (weekdays, from_hour, hours, person, deputy))

struct People {
    std::string password{}; // of all of them: a demo has no secrets
    std::vector<Person> people{};
    std::vector<Shift> shifts{};
};
BOOST_DESCRIBE_STRUCT(People, (), (password, people, shifts))

struct Street {
    std::string folder{}; // absolute
    Code code{};
    std::string name{};
    std::string name_en{};
    People people{};

    // For the sign-in page of a demo.
    std::vector<people::wire::DemoAccount> listed(const playbook::Rulebook& book) const;
};

Result<Street> read_street(const std::string& folder);

} // namespace gezhi::apps::demo
