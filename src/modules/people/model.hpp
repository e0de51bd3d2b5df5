#pragma once
// The words of the room: accounts with their posts, and the emergency duty of the week. One stream per
// account (its id is the PersonId) and one stream `duty`. Events hold ids and codes only: names, telephone
// numbers and credentials are side rows (persons.hpp, credentials.hpp).

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "modules/people/duty.hpp"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace gezhi::people {

// ---- state

enum class Standing : std::uint8_t { none, open, closed };
BOOST_DESCRIBE_ENUM(Standing, none, open, closed)

// A post held: what follows from it is in Actor. Outside [from, until) it gives nothing.
struct Post {
    PostId id{};
    Duty duty{Duty::handler};
    Code unit{};
    Code grid{};
    std::optional<Instant> from{};
    std::optional<Instant> until{};

    bool operator==(const Post&) const = default;

    bool holds_at(Instant now) const { return (!from || *from <= now) && (!until || now < *until); }
};
BOOST_DESCRIBE_STRUCT(Post, (), (id, duty, unit, grid, from, until))

constexpr std::int64_t minutes_per_week = 7 * 24 * 60;

// A shift of the emergency duty, each week again: minutes since Monday 00:00 of the street's time.
struct Shift {
    Count<0, minutes_per_week - 1> starts{};
    Count<1, minutes_per_week> minutes{};
    PersonId person{};
    std::optional<PersonId> deputy{};

    bool operator==(const Shift&) const = default;

    bool covers(std::int64_t minute_of_week) const;
};
BOOST_DESCRIBE_STRUCT(Shift, (), (starts, minutes, person, deputy))

// The stream of the duty shifts; every other stream of the room is an account.
inline constexpr StreamId duty_stream{{0, 0x64757479}};

struct State {
    std::int64_t version{0};
    // An account:
    PersonId person{};
    Code login{};
    Code language{};
    Standing standing{Standing::none};
    std::int64_t epoch{0}; // sessions opened in an earlier one are over
    bool second_factor{false};
    std::vector<Post> posts{};
    // Or the duty:
    std::vector<Shift> shifts{};
};

// ---- commands

struct CreateAccount {
    static constexpr std::string_view name = "people/create_account";
    Code login{};
    Code language{};
    std::vector<Post> posts{};
};
BOOST_DESCRIBE_STRUCT(CreateAccount, (), (login, language, posts))

struct SetPosts {
    static constexpr std::string_view name = "people/set_posts";
    std::vector<Post> posts{};
};
BOOST_DESCRIBE_STRUCT(SetPosts, (), (posts))

struct SetPassword { // the credential rides as a side row
    static constexpr std::string_view name = "people/set_password";
};
BOOST_DESCRIBE_STRUCT(SetPassword, (), ())

struct SetSecondFactor { // its secret and recovery codes ride as a side row
    static constexpr std::string_view name = "people/set_second_factor";
};
BOOST_DESCRIBE_STRUCT(SetSecondFactor, (), ())

struct DropSecondFactor { // a lost telephone: signing in asks for the password alone until a new one is set
    static constexpr std::string_view name = "people/drop_second_factor";
};
BOOST_DESCRIBE_STRUCT(DropSecondFactor, (), ())

struct CloseAccount {
    static constexpr std::string_view name = "people/close_account";
};
BOOST_DESCRIBE_STRUCT(CloseAccount, (), ())

struct ReopenAccount {
    static constexpr std::string_view name = "people/reopen_account";
};
BOOST_DESCRIBE_STRUCT(ReopenAccount, (), ())

struct SetDutyShifts {
    static constexpr std::string_view name = "people/set_duty_shifts";
    std::vector<Shift> shifts{};
};
BOOST_DESCRIBE_STRUCT(SetDutyShifts, (), (shifts))

using Command = std::variant<CreateAccount, SetPosts, SetPassword, CloseAccount, ReopenAccount, SetDutyShifts,
                             SetSecondFactor, DropSecondFactor>;

// ---- events

struct AccountCreated {
    static constexpr std::string_view name = "people/account_created.1";
    PersonId person{};
    Code login{};
    Code language{};
};
BOOST_DESCRIBE_STRUCT(AccountCreated, (), (person, login, language))

struct PostsSet {
    static constexpr std::string_view name = "people/posts_set.1";
    std::vector<Post> posts{};
};
BOOST_DESCRIBE_STRUCT(PostsSet, (), (posts))

struct PasswordChanged {
    static constexpr std::string_view name = "people/password_changed.1";
};
BOOST_DESCRIBE_STRUCT(PasswordChanged, (), ())

struct AccountClosed {
    static constexpr std::string_view name = "people/account_closed.1";
};
BOOST_DESCRIBE_STRUCT(AccountClosed, (), ())

struct AccountReopened {
    static constexpr std::string_view name = "people/account_reopened.1";
};
BOOST_DESCRIBE_STRUCT(AccountReopened, (), ())

struct DutyShiftsSet {
    static constexpr std::string_view name = "people/duty_shifts_set.1";
    std::vector<Shift> shifts{};
};
BOOST_DESCRIBE_STRUCT(DutyShiftsSet, (), (shifts))

struct SecondFactorSet {
    static constexpr std::string_view name = "people/second_factor_set.1";
};
BOOST_DESCRIBE_STRUCT(SecondFactorSet, (), ())

struct SecondFactorDropped {
    static constexpr std::string_view name = "people/second_factor_dropped.1";
};
BOOST_DESCRIBE_STRUCT(SecondFactorDropped, (), ())

using Event = std::variant<AccountCreated, PostsSet, PasswordChanged, AccountClosed, AccountReopened,
                           DutyShiftsSet, SecondFactorSet, SecondFactorDropped>;

// ---- facts: all that decide may know of the world

struct Facts {
    Instant now{};
    StreamId stream{};
    bool login_taken{false};
    std::int64_t other_administrators{0};    // lasting ones, this account not counted
    std::int64_t security_administrators{0}; // lasting ones, this account counted
    bool by_security{false};                 // who asks is one, or the operator at the machine
    bool by_operator{false};
    bool own{false};     // the account of who asks
    Code unknown_unit{}; // the first of the posts that nobody knows
    Code unknown_grid{};
    std::optional<PersonId> absent{}; // the first person of the shifts without an open account
};

// ---- limits

constexpr std::size_t posts_max = 20;
constexpr std::size_t shifts_max = 200;
constexpr std::size_t login_length_min = 2;
constexpr std::size_t login_length_max = 32;
// The operator at the machine itself: first administrator, lost passwords, demo street.
inline constexpr std::string_view setup_flow = "setup";

// ---- rule book

namespace rules {
inline constexpr Rule not_administrator{"people/not-administrator", Kind::denied,
                                        "Only an administrator changes accounts and posts"};
inline constexpr Rule not_for_duty{"people/not-for-duty", Kind::denied,
                                   "Only the desk or an administrator sets the duty shifts"};
inline constexpr Rule missing{"people/missing", Kind::missing, "There is no such account"};
inline constexpr Rule exists{"people/exists", Kind::conflict, "The account exists"};
inline constexpr Rule wrong_stream{"people/wrong-stream", Kind::invalid,
                                   "An account is not a duty list, and the other way round"};
inline constexpr Rule login_taken{"people/login-taken", Kind::conflict, "Another account has this login"};
inline constexpr Rule bad_login{"people/bad-login", Kind::invalid,
                                "A login is 2 to 32 of a-z 0-9 . _ - and begins with a letter or digit"};
inline constexpr Rule bad_language{"people/bad-language", Kind::invalid, "The language is zh-CN or en"};
inline constexpr Rule closed{"people/closed", Kind::conflict, "The account is closed"};
inline constexpr Rule not_closed{"people/not-closed", Kind::conflict, "The account is not closed"};
inline constexpr Rule last_administrator{"people/last-administrator", Kind::conflict,
                                         "Without this account nobody would be a lasting administrator"};
inline constexpr Rule by_security{"people/by-security", Kind::denied,
                                  "The street has a security administrator, who alone gives posts and "
                                  "passwords of others"};
inline constexpr Rule last_security{"people/last-security", Kind::conflict,
                                    "Without this account nobody would be a lasting security administrator"};
inline constexpr Rule two_administrators{
    "people/two-administrators", Kind::invalid,
    "No account is system, security and audit administrator at once, nor "
    "two of them"}; // GB/T 22239-2019 8.1.9, 8.1.10: 三员分立
inline constexpr Rule no_second_factor{"people/no-second-factor", Kind::conflict,
                                       "The account has no second factor"};
inline constexpr Rule not_own_factor{"people/not-own-factor", Kind::denied,
                                     "A second factor is set by its owner and dropped by another"};
inline constexpr Rule too_many_posts{"people/too-many-posts", Kind::invalid, "At most 20 posts"};
inline constexpr Rule post_twice{"people/post-twice", Kind::invalid, "Two posts have one id or are the same"};
inline constexpr Rule post_incomplete{"people/post-incomplete", Kind::invalid,
                                      "A handler's post names a unit, a liaison's and grid leader's a grid"};
inline constexpr Rule post_dates{"people/post-dates", Kind::invalid, "A post ends after it begins"};
inline constexpr Rule unknown_unit{"people/unknown-unit", Kind::invalid, "The playbook has no such unit"};
inline constexpr Rule unknown_grid{"people/unknown-grid", Kind::invalid, "The partition has no such grid"};
inline constexpr Rule too_many_shifts{"people/too-many-shifts", Kind::invalid, "At most 200 shifts a week"};
inline constexpr Rule shifts_overlap{"people/shifts-overlap", Kind::invalid,
                                     "Two shifts cover the same minute"};
inline constexpr Rule shift_person{"people/shift-person", Kind::conflict,
                                   "A person of the shifts has no open account"};
} // namespace rules

} // namespace gezhi::people
