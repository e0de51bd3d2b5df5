#pragma once
// State to read rows: accounts, posts and shifts. Pure; a changed row needs a new revision.

#include "engine/rows.hpp"
#include "modules/people/model.hpp"

#include <array>

namespace gezhi::people {

struct AccountRow {
    static constexpr std::string_view table = "account_row";
    static constexpr int revision = 2;
    static constexpr std::array<std::string_view, 1> key{"person"};
    static constexpr std::array<sql::Index, 1> indexes{{{"by_login", "login"}}};
    PersonId person{};
    Code login{};
    Standing standing{Standing::none};
    Code language{};
    std::int64_t epoch{0};
    bool second_factor{false};
    std::int64_t version{0};
};
BOOST_DESCRIBE_STRUCT(AccountRow, (), (person, login, standing, language, epoch, second_factor, version))

struct PostRow {
    static constexpr std::string_view table = "post_row";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 2> key{"person", "post"};
    static constexpr std::array<sql::Index, 1> indexes{{{"by_duty", "duty"}}};
    PersonId person{};
    PostId post{};
    Duty duty{Duty::handler};
    Code unit{};
    Code grid{};
    std::optional<Instant> valid_from{};
    std::optional<Instant> valid_until{};
};
BOOST_DESCRIBE_STRUCT(PostRow, (), (person, post, duty, unit, grid, valid_from, valid_until))

struct ShiftRow {
    static constexpr std::string_view table = "duty_shift";
    static constexpr int revision = 1;
    static constexpr std::array<std::string_view, 1> key{"starts"};
    std::int64_t starts{0};
    std::int64_t minutes{0};
    PersonId person{};
    PersonId deputy{}; // empty: none
};
BOOST_DESCRIBE_STRUCT(ShiftRow, (), (starts, minutes, person, deputy))

void view(const State& state, engine::RowSet& rows);

} // namespace gezhi::people
