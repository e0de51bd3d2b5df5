#pragma once
// The shapes of this room on the wire, both ways. Requests say what they may hold, so that everything else is
// a fault with a pointer.

#include "json/json.hpp"
#include "modules/people/model.hpp"
#include "modules/people/superfluous.hpp"

namespace gezhi::people {

namespace rules {
inline constexpr Rule not_demo{"people/not-demo", Kind::missing, "This street is no demo"};
inline constexpr Rule wrong_password{"people/wrong-password", Kind::denied,
                                     "The present password is wrong or was not given"};
inline constexpr Rule no_such_session{"people/no-such-session", Kind::missing,
                                      "The account has no such session open"};
inline constexpr Rule no_such_id{"people/no-such-id", Kind::missing, "The path holds no id of an account"};
inline constexpr Rule shift_time{"people/shift-time", Kind::invalid,
                                 "A shift's times are HH:MM of the street"};
inline constexpr Rule no_name{"people/no-name", Kind::invalid, "A person in office has a name"};
} // namespace rules

namespace wire {

// ---- in

struct SignIn {
    Text<128> login{};
    Text<512> password{};
    std::optional<Text<20>> code{}; // of the second factor
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (login, password, code))

struct FactorWanted {
    Text<512> password{}; // so that a desk left open gets no lock of somebody else's
};
BOOST_DESCRIBE_STRUCT(FactorWanted, (), (password))

struct FactorCode {
    Text<20> code{};
};
BOOST_DESCRIBE_STRUCT(FactorCode, (), (code))

struct SessionNamed {
    Digest session{};
};
BOOST_DESCRIBE_STRUCT(SessionNamed, (), (session))

struct NewToken {
    Text<60> label{};
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (label))

struct PostGiven {
    std::optional<PostId> id{};
    Duty duty{Duty::handler};
    std::optional<Code> unit{};
    std::optional<Code> grid{};
    std::optional<Instant> from{};
    std::optional<Instant> until{};
};
BOOST_DESCRIBE_STRUCT(PostGiven, (), (id, duty, unit, grid, from, until))

struct NewPerson {
    Code login{};
    Text<40> name{};
    Text<512> password{};
    std::vector<PostGiven> posts{};
    std::optional<Text<40>> title{};
    std::optional<Text<30>> phone{};
    std::optional<Code> language{};
};
BOOST_DESCRIBE_STRUCT(NewPerson, (), (login, name, password, posts, title, phone, language))

struct PostsGiven {
    std::vector<PostGiven> posts{};
};
BOOST_DESCRIBE_STRUCT(PostsGiven, (), (posts))

struct NewPassword {
    Text<512> password{};
    std::optional<Text<512>> current{}; // one's own
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (password, current))

struct ShiftGiven {
    Count<1, 7> weekday{}; // ISO 8601: Monday is 1
    Text<5> from{};
    Text<5> until{}; // not later than `from`: of the next day
    PersonId person{};
    std::optional<PersonId> deputy{};
};
BOOST_DESCRIBE_STRUCT(ShiftGiven, (), (weekday, from, until, person, deputy))

struct ShiftsGiven {
    std::vector<ShiftGiven> shifts{};
};
BOOST_DESCRIBE_STRUCT(ShiftsGiven, (), (shifts))

struct Step {
    Code page{};
    Code step{};
};
BOOST_DESCRIBE_STRUCT(Step, (), (page, step))

// ---- out

struct Street {
    Code code{};
    std::string name{};
    std::string name_en{};
};
BOOST_DESCRIBE_STRUCT(Street, (), (code, name, name_en))

struct About {
    Street subdistrict{};
    bool demo{false};
    std::string version{};
    std::string public_url{};
    Instant now{};
};
BOOST_DESCRIBE_STRUCT(About, (), (subdistrict, demo, version, public_url, now))

struct DemoAccount {
    std::string login{};
    std::string password{};
    std::string name{};
    std::string title{};
    Duty duty{Duty::handler};
    std::string unit_name{};
};
BOOST_DESCRIBE_STRUCT(DemoAccount, (), (login, password, name, title, duty, unit_name))

struct Me {
    PersonId id{};
    std::string name{};
    Code login{};
};
BOOST_DESCRIBE_STRUCT(Me, (), (id, name, login))

struct PostShown {
    PostId id{};
    Duty duty{Duty::handler};
    Code unit{};
    std::string unit_name{};
    Code grid{};
    std::string grid_name{};
    std::string title{};
    std::optional<Instant> from{};
    std::optional<Instant> until{};
};
BOOST_DESCRIBE_STRUCT(PostShown, (), (id, duty, unit, unit_name, grid, grid_name, title, from, until))

struct Session {
    Me person{};
    std::vector<PostShown> posts{};
    std::vector<Duty> duties{};
    Code language{};
    bool demo{false};
    Street subdistrict{};
    std::vector<std::string> rooms{};
    Instant now{};
    bool second_factor{false};
    bool second_factor_required{false}; // by a post, and not set yet: nothing else is open
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (person, posts, duties, language, demo, subdistrict, rooms, now, second_factor,
                       second_factor_required))

struct FactorShown {
    std::string secret{};
    std::string uri{};
    std::string qr{}; // SVG
};
BOOST_DESCRIBE_STRUCT(FactorShown, (), (secret, uri, qr))

struct RecoveryShown {
    std::vector<std::string> recovery{};
};
BOOST_DESCRIBE_STRUCT(RecoveryShown, (), (recovery))

struct SessionShown {
    Digest session{}; // a digest of the token, which nobody can sign in with
    std::string kind{};
    std::string label{};
    Instant created{};
    Instant seen{};
    Instant expires{};
    bool present{false}; // the one that asks
};
BOOST_DESCRIBE_STRUCT(SessionShown, (), (session, kind, label, created, seen, expires, present))

struct PersonShown {
    PersonId id{};
    Code login{};
    std::string name{};
    std::string title{};
    Standing standing{Standing::open};
    Code language{};
    std::int64_t version{0};
    std::vector<PostShown> posts{};
    bool second_factor{false};
};
BOOST_DESCRIBE_STRUCT(PersonShown, (),
                      (id, login, name, title, standing, language, version, posts, second_factor))

struct People {
    std::vector<PersonShown> items{};
    bool keeps_rights{false};   // whoever asks gives posts, passwords and second factors, and ends sessions
    bool keeps_accounts{false}; // whoever asks opens, closes and reopens accounts
};
BOOST_DESCRIBE_STRUCT(People, (), (items, keeps_rights, keeps_accounts))

struct Unit {
    Code id{};
    std::string name{};
    Code kind{};
    std::optional<std::string> tel{};
};
BOOST_DESCRIBE_STRUCT(Unit, (), (id, name, kind, tel))

struct Grid {
    Code code{};
    std::string name{};
    std::optional<std::string> leader{}; // the roster fills it
};
BOOST_DESCRIBE_STRUCT(Grid, (), (code, name, leader))

struct DutyNow {
    std::string name{};
    std::optional<std::string> deputy{};
};
BOOST_DESCRIBE_STRUCT(DutyNow, (), (name, deputy))

struct ShiftShown {
    std::int64_t weekday{1};
    std::string from{};
    std::string until{};
    PersonId person{};
    std::string name{};
    std::optional<PersonId> deputy{};
    std::optional<std::string> deputy_name{};
};
BOOST_DESCRIBE_STRUCT(ShiftShown, (), (weekday, from, until, person, name, deputy, deputy_name))

struct Named {
    PersonId id{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Named, (), (id, name))

// What a change of the shifts needs.
struct ShiftsChange {
    std::int64_t version{0};     // of the list, for If-Match
    std::vector<Named> people{}; // who may stand on it
};
BOOST_DESCRIBE_STRUCT(ShiftsChange, (), (version, people))

struct Roster {
    std::vector<Unit> units{};
    std::vector<Grid> grids{};
    std::optional<DutyNow> duty_now{};
    std::vector<ShiftShown> shifts{};
    std::optional<ShiftsChange> change{}; // for who may change the shifts
};
BOOST_DESCRIBE_STRUCT(Roster, (), (units, grids, duty_now, shifts, change))

struct Token {
    std::string token{};
};
BOOST_DESCRIBE_STRUCT(Token, (), (token))

template <class T>
std::string items(const std::vector<T>& list) {
    return R"({"items":)" + json::write(list) + "}";
}

} // namespace wire

} // namespace gezhi::people
